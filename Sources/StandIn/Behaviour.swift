/// What becomes of each request: the machine that turns a seed and the order of requests into faults, latencies, right
/// and wrong answers. It does nothing and waits for nothing.
struct Behaviour: Sendable {
    private let settings: StandInSettings
    private var requests: UInt64 = 0
    private var malformed = 0

    /// The behaviour of these settings, before the first request.
    init(_ settings: StandInSettings) { self.settings = settings }

    /// The plan for the next request. Each request draws from a stream of its own, so that the number of choices of one
    /// does not move the others.
    mutating func next() -> RequestPlan {
        var source = RandomSource(seed: settings.seed, stream: requests)
        defer { requests += 1 }
        let fault = fault(at: source.unit(), part: source.unit())
        let latency = latency(&source)
        return RequestPlan(
            sequence: Int(clamping: requests), fault: fault, latency: latency, passRate: settings.passRate,
            tokens: settings.tokens, source: source)
    }

    private mutating func fault(at point: Double, part: Double) -> Fault? {
        let shares = settings.faults
        var end = shares.tooManyRequests
        if point < end { return .tooManyRequests }
        end += shares.serverError
        if point < end { return .serverError }
        end += shares.hang
        if point < end { return .hang }
        end += shares.cutOff
        if point < end { return .cutOff(after: part) }
        end += shares.malformed
        guard point < end else { return nil }
        defer { malformed = (malformed + 1) % MalformedBody.allCases.count }
        return .malformed(MalformedBody.allCases[malformed])
    }

    private func latency(_ source: inout RandomSource) -> Duration {
        switch settings.latency {
        case .fixed(let time): return time
        case .logNormal(let median, let sigma):
            let seconds = source.logNormal(median: median.inSeconds, sigma: sigma)
            return .seconds(min(seconds, 86_400))
        }
    }
}

/// What becomes of one request.
struct RequestPlan: Sendable {
    /// Its number in the order of arrival, from 0.
    let sequence: Int
    /// What goes wrong with it; nil for nothing.
    let fault: Fault?
    /// How long its reply takes.
    let latency: Duration
    fileprivate let passRate: Double
    fileprivate let tokens: StandInSettings.TokenCount
    fileprivate var source: RandomSource

    /// The plan for its next choice.
    mutating func nextChoice() -> ChoicePlan {
        let isRight = source.unit() < passRate
        let variant = source.next()
        let target: Int?
        switch tokens {
        case .asWritten: target = nil
        case .fixed(let count): target = count
        case .logNormal(let median, let sigma):
            let drawn = source.logNormal(median: median, sigma: sigma).rounded()
            target = Int(min(max(drawn, 1), Double(StandInSettings.mostTokens)))
        }
        return ChoicePlan(isRight: isRight, variant: variant, tokens: target)
    }
}

/// What becomes of one choice.
struct ChoicePlan: Sendable, Equatable {
    /// Whether it answers rightly.
    let isRight: Bool
    /// Which of the ways of being wrong it takes, and what its logprobs are drawn from.
    let variant: UInt64
    /// How many tokens it is filled up to; nil for as many as it has.
    let tokens: Int?
}

/// What goes wrong with a request.
enum Fault: Sendable, Equatable {
    case tooManyRequests, serverError, hang
    /// The connection is closed after this part of the body, 0 to 1.
    case cutOff(after: Double)
    case malformed(MalformedBody)

    /// Its name in the journal and the metrics.
    var name: String {
        switch self {
        case .tooManyRequests: "429"
        case .serverError: "500"
        case .hang: "hang"
        case .cutOff: "cut_off"
        case .malformed(let body): "malformed_" + body.rawValue
        }
    }
}

/// The bodies that come with status 200 and are no replies.
enum MalformedBody: String, Sendable, CaseIterable {
    /// A page of markup, as a proxy in between would send.
    case markup
    /// An object that holds no choices.
    case noChoices = "no_choices"
    /// An empty list of choices.
    case emptyChoices = "empty_choices"
    /// Choices whose members are of other types.
    case wrongTypes = "wrong_types"
    /// JSON that ends too early, in a body that is whole by its length.
    case unfinished
    /// Bytes that are no UTF-8 within a string.
    case encoding

    /// The body.
    var bytes: [UInt8] {
        switch self {
        case .markup: Array("<html><body><h1>It works!</h1></body></html>\n".utf8)
        case .noChoices: Array(#"{"id":"standin","object":"chat.completion","usage":{}}"#.utf8)
        case .emptyChoices: Array(#"{"id":"standin","object":"chat.completion","choices":[]}"#.utf8)
        case .wrongTypes:
            Array(#"{"choices":[{"index":"first","message":{"role":7,"content":{"text":[1,2]}},"text":3}]}"#.utf8)
        case .unfinished: Array(#"{"choices":[{"index":0,"message":{"role":"assistant","content":"The ans"#.utf8)
        case .encoding:
            Array(#"{"choices":[{"index":0,"text":""#.utf8) + [0xC3, 0x28, 0xFF] + Array(#"","message":null}]}"#.utf8)
        }
    }
}

extension Duration {
    /// The time in seconds.
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
