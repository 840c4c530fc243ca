import Testing

@testable import Environments

@Suite struct SeededDrawTests {
    @Test func `the draws of a seed are those of SplitMix64`() {
        // The first outputs for the seed 1234567, as published with the algorithm.
        var draws = SeededGenerator(seed: 1_234_567)
        #expect(
            (0..<5).map { _ in draws.next() } == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ])
    }

    @Test func `bounded draws stay below the bound and take every value about equally often`() {
        for bound in [1, 2, 3, 7, 10, 1000] {
            var draws = SeededGenerator(seed: 1, stream: UInt64(bound))
            var counts = Array(repeating: 0, count: bound)
            for _ in 0..<(bound * 1_000) { counts[draws.below(bound)] += 1 }
            #expect(counts.allSatisfy { (800...1200).contains($0) }, "bound \(bound)")
        }
        var draws = SeededGenerator(seed: 1)
        #expect(draws.below(0) == 0)
        #expect(draws.below(-5) == 0)
        #expect((0..<1_000).allSatisfy { _ in (0..<Int.max).contains(draws.below(.max)) })
    }

    @Test func `picks and shuffles come from the elements`() {
        var draws = SeededGenerator(seed: 7)
        #expect(draws.pick([Int]()) == nil)
        #expect(draws.pick([4]) == 4)
        var first: [[Int]: Int] = [:]
        for _ in 0..<6_000 {
            var elements = [1, 2, 3]
            draws.shuffle(&elements)
            first[elements, default: 0] += 1
        }
        #expect(first.count == 6)
        #expect(first.values.allSatisfy { (800...1200).contains($0) })
    }

    @Test func `streams of a seed and seeds of a stream differ`() {
        var firsts: Set<UInt64> = []
        for seed in UInt64(0)..<100 {
            for stream in UInt64(0)..<100 {
                var draws = SeededGenerator(seed: seed, stream: stream)
                firsts.insert(draws.next())
            }
        }
        #expect(firsts.count == 10_000)
    }

    @Test func `a permutation takes every place once`() {
        for count in Array(1...70) + [255, 256, 257, 1000, 4097] {
            for seed in UInt64(0)..<5 {
                let order = SeededPermutation(count: count, seed: seed)
                #expect(Set((0..<count).map { order[$0] }) == Set(0..<count), "count \(count) seed \(seed)")
            }
        }
        #expect(SeededPermutation(count: 0, seed: 1)[5] == 0)
    }

    @Test func `places come round again after the last, below 0 too`() {
        let order = SeededPermutation(count: 10, seed: 3)
        for place in -25..<25 { #expect(order[place] == order[(place + 30) % 10]) }
        #expect((0..<10).contains(order[.min]))
        let large = SeededPermutation(count: 1 << 62, seed: 3)
        #expect(Set((0..<1_000).map { large[$0] }).count == 1_000)
        #expect((0..<(1 << 62)).contains(large[.max]))
    }

    @Test func `seeds decide the order`() {
        let orders = (UInt64(0)..<50).map { seed in
            let order = SeededPermutation(count: 100, seed: seed)
            return (0..<100).map { order[$0] }
        }
        #expect(Set(orders).count == 50)
        #expect(!orders.contains(Array(0..<100)))
    }
}
