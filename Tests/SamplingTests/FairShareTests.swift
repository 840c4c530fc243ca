import Testing

@testable import Sampling

@Suite struct FairShareTests {
    private func run(_ share: inout FairShare, rounds: Int, among names: [String], size: Int = 1) -> [String: Int] {
        var counts: [String: Int] = [:]
        for _ in 0..<rounds {
            guard let name = share.next(among: names) else { break }
            _ = share.charge(name, rollouts: size)
            counts[name, default: 0] += size
        }
        return counts
    }

    @Test func `rollouts are divided by weight, to within one round`() {
        var share = FairShare(unit: .rollouts)
        share.set("a", weight: 3)
        share.set("b", weight: 1)
        let counts = run(&share, rounds: 4000, among: ["a", "b"])
        #expect(abs((counts["a"] ?? 0) - 3000) <= 1)
        #expect(abs((counts["b"] ?? 0) - 1000) <= 1)
    }

    @Test func `a weight of zero is never chosen, and no choice is made of nothing`() {
        var share = FairShare(unit: .rollouts)
        share.set("a", weight: 0)
        #expect(share.next(among: ["a"]) == nil)
        #expect(share.next(among: [String]()) == nil)
        #expect(share.next(among: ["unknown"]) == nil)
    }

    @Test func `who could not sample for a while has saved nothing up`() {
        var share = FairShare(unit: .rollouts)
        share.set("a", weight: 1)
        share.set("b", weight: 1)
        _ = run(&share, rounds: 1000, among: ["a"])
        let counts = run(&share, rounds: 100, among: ["a", "b"])
        #expect(abs((counts["a"] ?? 0) - 50) <= 1)
    }

    @Test func `who was only fetching its tasks makes up for it, and for so much at most`() {
        var share = FairShare(unit: .rollouts)
        share.set("a", weight: 1)
        share.set("b", weight: 3)
        #expect(share.next(among: ["a", "b"]) == "a")
        _ = share.charge("a", rollouts: 1)
        _ = share.next(among: ["a", "b"])
        for _ in 0..<100 where share.next(among: ["a"], fetching: ["b"]) == "a" { _ = share.charge("a", rollouts: 1) }
        var counts = run(&share, rounds: 303, among: ["a", "b"])
        #expect(abs((counts["b"] ?? 0) - 303) <= 1, "\(counts)")
        for _ in 0..<5000 where share.next(among: ["a"], fetching: ["b"]) == "a" { _ = share.charge("a", rollouts: 1) }
        counts = run(&share, rounds: 4000, among: ["a", "b"])
        // What was held, and then three of every four.
        let held = FairShare.heldRollouts
        #expect(abs(Double(counts["b"] ?? 0) - (held + (4000 - held) * 3 / 4)) <= 4, "\(counts)")
    }

    @Test func `counting accepted ones gives a hard environment more rollouts, until both yield alike`() {
        var share = FairShare(unit: .accepted)
        share.set("easy", weight: 1)
        share.set("hard", weight: 1)
        var accepted: [String: Int] = [:]
        var requested: [String: Int] = [:]
        for round in 0..<4000 {
            guard let name = share.next(among: ["easy", "hard"]) else { break }
            let charged = share.charge(name, rollouts: 8)
            let passing = name == "easy" ? 8 : (round % 2 == 0 ? 2 : 2)
            share.settle(name, charged: charged, rollouts: 8, accepted: passing, tokens: 0)
            accepted[name, default: 0] += passing
            requested[name, default: 0] += 8
        }
        let ratio = Double(accepted["easy"] ?? 0) / Double(accepted["hard"] ?? 1)
        #expect(ratio > 0.9 && ratio < 1.1)
        #expect((requested["hard"] ?? 0) > 3 * (requested["easy"] ?? 0))
    }

    @Test func `an environment that accepts nothing cannot take everything`() {
        var share = FairShare(unit: .accepted)
        share.set("barren", weight: 1)
        share.set("good", weight: 1)
        var requested: [String: Int] = [:]
        for _ in 0..<10_000 {
            guard let name = share.next(among: ["barren", "good"]) else { break }
            let charged = share.charge(name, rollouts: 1)
            share.settle(name, charged: charged, rollouts: 1, accepted: name == "good" ? 1 : 0, tokens: 0)
            requested[name, default: 0] += 1
        }
        #expect((requested["good"] ?? 0) >= 150)
    }

    @Test func `counting tokens divides tokens`() {
        var share = FairShare(unit: .tokens)
        share.set("long", weight: 1)
        share.set("short", weight: 1)
        var tokens: [String: Int] = [:]
        for _ in 0..<5000 {
            guard let name = share.next(among: ["long", "short"]) else { break }
            let charged = share.charge(name, rollouts: 4)
            let used = name == "long" ? 4 * 900 : 4 * 100
            share.settle(name, charged: charged, rollouts: 4, accepted: 0, tokens: used)
            tokens[name, default: 0] += used
        }
        let ratio = Double(tokens["long"] ?? 0) / Double(tokens["short"] ?? 1)
        #expect(ratio > 0.95 && ratio < 1.05)
    }
}
