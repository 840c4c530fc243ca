import Testing

@testable import StandIn

@Suite struct BehaviourTests {
    @Test func `SplitMix64 gives the published numbers for seed 1234567`() {
        var source = RandomSource(seed: 1_234_567)
        #expect(source.next() == 6_457_827_717_110_365_317)
        #expect(source.next() == 3_203_168_211_198_807_973)
        #expect(source.next() == 9_817_491_932_198_370_423)
    }

    @Test func `Half of log-normal draws lie below the median, and none is at or below zero`() {
        var source = RandomSource(seed: 5)
        let draws = (0..<10_000).map { _ in source.logNormal(median: 40, sigma: 0.7) }
        #expect(draws.allSatisfy { $0 > 0 && $0.isFinite })
        // Five deviations of a fair coin over 10,000 throws.
        #expect(abs(draws.count { $0 < 40 } - 5_000) < 250)
    }

    @Test func `The same seed gives the same plans, another seed gives others`() {
        var settings = StandInSettings()
        settings.passRate = 0.5
        settings.latency = .logNormal(median: .milliseconds(50), sigma: 1)
        settings.tokens = .logNormal(median: 100, sigma: 0.5)
        settings.faults.hang = 0.2
        settings.faults.malformed = 0.2
        func plans(seed: UInt64) -> [String] {
            settings.seed = seed
            var behaviour = Behaviour(settings)
            return (0..<200).map { _ in
                var plan = behaviour.next()
                return "\(plan.sequence) \(String(describing: plan.fault)) \(plan.latency) \(plan.nextChoice())"
            }
        }
        #expect(plans(seed: 3) == plans(seed: 3))
        #expect(plans(seed: 3) != plans(seed: 4))
    }

    @Test func `How many choices one request takes moves no other request`() {
        var settings = StandInSettings()
        settings.passRate = 0.5
        func second(after choices: Int) -> [ChoicePlan] {
            var behaviour = Behaviour(settings)
            var first = behaviour.next()
            for _ in 0..<choices { _ = first.nextChoice() }
            var plan = behaviour.next()
            return (0..<8).map { _ in plan.nextChoice() }
        }
        #expect(second(after: 1) == second(after: 64))
    }

    @Test func `Faults and right answers come in the shares that were ordered`() {
        var settings = StandInSettings()
        settings.passRate = 0.25
        settings.faults.tooManyRequests = 0.05
        settings.faults.serverError = 0.1
        settings.faults.hang = 0.15
        settings.faults.cutOff = 0.2
        settings.faults.malformed = 0.25
        var behaviour = Behaviour(settings)
        var faults: [String: Int] = [:]
        var right = 0
        let total = 20_000
        for _ in 0..<total {
            var plan = behaviour.next()
            let name = plan.fault.map { $0.name.split(separator: "_").first.map(String.init) ?? "" } ?? "none"
            faults[name, default: 0] += 1
            if plan.nextChoice().isRight { right += 1 }
        }
        // Five deviations of the widest share.
        let slack = Int(5 * (Double(total) * 0.25).squareRoot())
        for (name, share) in ["429": 0.05, "500": 0.1, "hang": 0.15, "cut": 0.2, "malformed": 0.25, "none": 0.25] {
            #expect(abs(faults[name, default: 0] - Int(share * Double(total))) < slack, "\(name)")
        }
        #expect(abs(right - total / 4) < slack)
    }

    @Test func `Malformed bodies take turns, and each is refused by some rule of its own`() {
        var settings = StandInSettings()
        settings.faults.malformed = 1
        var behaviour = Behaviour(settings)
        let seen = (0..<12).map { _ in behaviour.next().fault?.name }
        #expect(Set(seen).count == MalformedBody.allCases.count)
        #expect(Array(seen[..<6]) == Array(seen[6...]))
        #expect(Set(MalformedBody.allCases.map(\.bytes)).count == MalformedBody.allCases.count)
    }

    /// Each setting out of its bounds, with the start of what is said about it.
    static let wrong: [(name: String, change: @Sendable (inout StandInSettings) -> Void)] = [
        ("port", { $0.port = -1 }),
        ("pass rate", { $0.passRate = 1.5 }),
        ("pass rate", { $0.passRate = .nan }),
        ("latency", { $0.latency = .fixed(.seconds(-1)) }),
        ("latency sigma", { $0.latency = .logNormal(median: .seconds(1), sigma: -1) }),
        ("tokens", { $0.tokens = .fixed(0) }),
        ("tokens median", { $0.tokens = .logNormal(median: .infinity, sigma: 1) }),
        ("share of 429", { $0.faults.tooManyRequests = -0.1 }),
        ("the shares", { $0.faults = FaultShares(hang: 0.6, cutOff: 0.6) }),
        ("lookahead", { $0.lookahead = 0 }),
        ("threads", { $0.threads = 0 }),
        ("max choices", { $0.maxChoices = 0 }),
        ("hang limit", { $0.hangLimit = .zero }),
        ("model", { $0.model = "" }),
        ("host", { $0.host = "" }),
    ]

    @Test func `A setting out of its bounds is refused by its name`() throws {
        try StandInSettings().validate()
        for (name, change) in Self.wrong {
            var settings = StandInSettings()
            change(&settings)
            let error = #expect(throws: StandInError.self) { try settings.validate() }
            #expect(error?.description.hasPrefix(name) == true, "\(String(describing: error))")
        }
    }
}

extension FaultShares {
    fileprivate init(hang: Double, cutOff: Double) {
        self.init()
        self.hang = hang
        self.cutOff = cutOff
    }
}
