import Environments
import JSON
import Testing

@testable import Sampling

@Suite struct BalanceTests {
    /// What comes of so many tasks of kinds in turn, each passing so often: tasks taken and accepted, by kind.
    private static func run(
        _ passRates: [Double], tasks: Int, seed: UInt64 = 1, balance: inout Balance
    ) -> (taken: [Int], accepted: [Int]) {
        var draws = SeededGenerator(seed: seed)
        var taken = passRates.map { _ in 0 }
        var accepted = taken
        for index in 0..<tasks {
            let kind = index % passRates.count
            guard balance.takes("kind \(kind)") else { continue }
            taken[kind] += 1
            let passes = draws.below(1_000) < Int(passRates[kind] * 1_000) ? 1 : 0
            accepted[kind] += passes
            balance.note("kind \(kind)", accepted: passes, verdicts: 1)
        }
        return (taken, accepted)
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `kinds that pass more or less often are accepted equally often`(_ seed: UInt64) throws {
        var draws = SeededGenerator(seed: seed, stream: 3)
        let rates = (0..<20).map { _ in 0.25 + Double(draws.below(75)) / 100 }
        var balance = Balance()
        let accepted = Self.run(rates, tasks: 40_000, seed: seed, balance: &balance).accepted
        let (least, most) = (try #require(accepted.min()), try #require(accepted.max()))
        #expect(Double(most) <= 1.15 * Double(least), "\(accepted)")
    }

    @Test func `without it they are not, and the table is printed`() {
        let rates = [0.9, 0.7, 0.5, 0.3]
        var balance = Balance()
        let balanced = Self.run(rates, tasks: 8_000, balance: &balance)
        print("balance: pass rate, tasks taken of 2,000, accepted")
        for (index, rate) in rates.enumerated() {
            print("  \(rate): \(balanced.taken[index]), \(balanced.accepted[index])")
        }
        #expect(balanced.taken[0] * 2 < balanced.taken[3])
    }

    @Test func `a kind that never passes rests, and does not hold the others back`() {
        var balance = Balance()
        let (taken, accepted) = Self.run([0.5, 0, 0.5, 0], tasks: 16_000, balance: &balance)
        #expect(accepted[0] > 1_500 && accepted[2] > 1_500, "\(accepted)")
        #expect(taken[1] < 700 && taken[1] > 400 && taken[3] < 700, "\(taken)")
    }

    @Test func `no kind is ever left out for good`() {
        for seed in 0..<20 as Range<UInt64> {
            var draws = SeededGenerator(seed: seed)
            var balance = Balance()
            for _ in 0..<3_000 {
                let kind = "kind \(draws.below(5))"
                if balance.takes(kind) { balance.note(kind, accepted: draws.below(3), verdicts: draws.below(4)) }
            }
            for kind in (0..<5).map({ "kind \($0)" }) {
                var isTaken = false
                for _ in 0..<Balance.restingPart where balance.takes(kind) { isTaken = true }
                #expect(isTaken)
            }
        }
    }

    @Test func `a restart goes on with the same counts, and junk is left out`() throws {
        var balance = Balance()
        _ = Self.run([0.9, 0.2, 0], tasks: 900, balance: &balance)
        let restarted = Balance(json: try JSONReader().read(balance.json.text))
        #expect(restarted.json == balance.json)
        for text in ["null", "[1]", #"{"a": [-1, 0], "b": 7, "c": [], "d": ["x"]}"#] {
            #expect(Balance(json: try JSONReader().read(text)).json == [:])
        }
    }

    @Test func `kinds beyond the bound are taken and not counted`() {
        var balance = Balance()
        for index in 0..<(Balance.maxKinds + 10) {
            let isTaken = balance.takes("\(index)")
            #expect(isTaken)
        }
        #expect(balance.json.object?.count == Balance.maxKinds)
    }
}
