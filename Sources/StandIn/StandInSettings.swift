/// What a stand-in serves and how it behaves; the defaults are an endpoint that is always quick and always right.
package struct StandInSettings: Sendable, Equatable {
    /// The address it binds to.
    package var host = "127.0.0.1"
    /// The port it binds to; 0 takes a free one.
    package var port = 8099
    /// The name that `/v1/models` lists; a request's own name is echoed.
    package var model = "standin"
    /// Where behaviour starts: the same seed and order of requests give the same replies. The tasks' own seeds stand in
    /// the environment files.
    package var seed: UInt64 = 0
    /// Folders of environment files whose tasks it answers; without any, every prompt is unknown.
    package var environments: [String] = []
    /// How many tasks of each environment it makes in search of a prompt beyond the last one it knew, 1 to 1,000,000.
    /// As many behind it are remembered; each takes some 300 bytes. Where levels are chosen, each level counts.
    package var lookahead = 100_000
    /// The share of choices that answer rightly, 0 to 1.
    package var passRate = 1.0
    /// How long a reply takes.
    package var latency = Latency.fixed(.zero)
    /// How many tokens a reply has.
    package var tokens = TokenCount.asWritten
    /// The shares of requests that meet a fault.
    package var faults = FaultShares()
    /// The most choices that one reply holds, whatever was asked; nil for no such bound.
    package var maxChoices: Int?
    /// The most tokens of prompt and completion together; a request beyond it is refused as vLLM does.
    package var contextLength = 131_072
    /// What a 429 says in `Retry-After`, in whole seconds.
    package var retryAfterSeconds = 1
    /// How long a request that hangs is held before its connection is closed.
    package var hangLimit = Duration.seconds(600)
    /// The file that gets one JSON line for each choice served; nil for none.
    package var journal: String?
    /// How many threads serve, 1 to 64. One is the cheapest a request.
    package var threads = 1

    /// The defaults.
    package init() {}

    /// How long a reply takes, from the end of its request.
    package enum Latency: Sendable, Equatable {
        /// Always so long.
        case fixed(Duration)
        /// Log-normally distributed: half take longer than the median; `sigma` is the deviation of the logarithm.
        case logNormal(median: Duration, sigma: Double)
    }

    /// How many tokens a reply has. A reply is filled up within its thought, so one whose environment forbids thoughts
    /// keeps the length of its answer, as does one whose answer is longer.
    package enum TokenCount: Sendable, Equatable {
        /// As many as the answer has.
        case asWritten
        /// Always so many, 1 to `mostTokens`.
        case fixed(Int)
        /// Log-normally distributed, cut at `mostTokens`.
        case logNormal(median: Double, sigma: Double)
    }

    /// The most tokens that a reply is filled up to.
    package static let mostTokens = 65_536
}

/// The shares of requests that meet a fault, each 0 to 1 and at most 1 together.
package struct FaultShares: Sendable, Equatable {
    /// Answered 429 with `Retry-After`.
    package var tooManyRequests = 0.0
    /// Answered 500.
    package var serverError = 0.0
    /// Taken and never answered.
    package var hang = 0.0
    /// Answered 200, the connection closed in the middle of the body.
    package var cutOff = 0.0
    /// Answered 200 with a body that is none: not JSON, without choices, of wrong types, in turn.
    package var malformed = 0.0

    /// No faults.
    package init() {}
}

/// A setting that a stand-in cannot run with.
package struct StandInError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Which setting or file, what is wrong with it, and what to give instead.
    package let description: String

    /// An error that says so.
    package init(_ description: String) { self.description = description }
}

extension StandInSettings {
    /// Throws the first setting that is out of its bounds, by name, value and bound.
    package func validate() throws(StandInError) {
        try Self.require(!host.isEmpty, "host", "is empty: give an address, such as 127.0.0.1")
        try Self.require((0...65_535).contains(port), "port", "is \(port): it goes from 0 (any free one) to 65535")
        try Self.require(!model.isEmpty, "model", "is empty: give the name that requests use")
        try Self.require((1...1_000_000).contains(lookahead), "lookahead", "is \(lookahead): it goes from 1 to 1000000")
        try Self.requireShare(passRate, "pass rate")
        switch latency {
        case .fixed(let time):
            try Self.require(time >= .zero && time <= .seconds(86_400), "latency", "goes from 0 to 86400 s")
        case .logNormal(let median, let sigma):
            let isInside = median > .zero && median <= .seconds(86_400)
            try Self.require(isInside, "latency median", "is above 0, at most 86400 s")
            try Self.requireSigma(sigma, "latency sigma")
        }
        switch tokens {
        case .asWritten: break
        case .fixed(let count):
            let most = Self.mostTokens
            try Self.require((1...most).contains(count), "tokens", "is \(count): it goes from 1 to \(most)")
        case .logNormal(let median, let sigma):
            let isInside = median >= 1 && median <= Double(Self.mostTokens)
            try Self.require(isInside, "tokens median", "is \(median): it goes from 1 to \(Self.mostTokens)")
            try Self.requireSigma(sigma, "tokens sigma")
        }
        try faults.validate()
        if let maxChoices {
            try Self.require(maxChoices >= 1, "max choices", "is \(maxChoices): it is 1 or more")
        }
        let isContext = (16...100_000_000).contains(contextLength)
        try Self.require(isContext, "context length", "is \(contextLength): it goes from 16 to 100000000 tokens")
        try Self.require((0...86_400).contains(retryAfterSeconds), "retry after", "goes from 0 to 86400 s")
        let isLimit = hangLimit > .zero && hangLimit <= .seconds(86_400)
        try Self.require(isLimit, "hang limit", "is above 0, at most 86400 s")
        try Self.require((1...64).contains(threads), "threads", "is \(threads): it goes from 1 to 64")
    }

    fileprivate static func require(_ holds: Bool, _ name: String, _ rule: String) throws(StandInError) {
        guard holds else { throw StandInError("\(name) \(rule)") }
    }

    fileprivate static func requireShare(_ share: Double, _ name: String) throws(StandInError) {
        try require(share >= 0 && share <= 1, name, "is \(share): it goes from 0 to 1")
    }

    private static func requireSigma(_ sigma: Double, _ name: String) throws(StandInError) {
        try require(sigma >= 0 && sigma <= 10, name, "is \(sigma): it goes from 0 to 10")
    }
}

extension FaultShares {
    fileprivate func validate() throws(StandInError) {
        try StandInSettings.requireShare(tooManyRequests, "share of 429")
        try StandInSettings.requireShare(serverError, "share of 500")
        try StandInSettings.requireShare(hang, "share of hang")
        try StandInSettings.requireShare(cutOff, "share of cut-off")
        try StandInSettings.requireShare(malformed, "share of malformed")
        let sum = tooManyRequests + serverError + hang + cutOff + malformed
        // A little slack: five shares of 0.2 need not add up to 1 exactly.
        guard sum <= 1 + 1e-9 else { throw StandInError("the shares of faults add up to \(sum): at most 1") }
    }
}
