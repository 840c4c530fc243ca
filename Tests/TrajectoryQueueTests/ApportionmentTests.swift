import QueueContract
import Testing
import TrajectoryQueue

@Suite struct ApportionmentTests {
    @Test func `equal remainders go to the first`() {
        #expect(Apportionment.divide(10, shares: [1, 1, 1], available: [9, 9, 9]) == [4, 3, 3])
        #expect(Apportionment.divide(7, shares: [3, 1], available: [100, 100]) == [5, 2])
    }

    @Test func `what one cannot take goes to the others by their shares`() {
        #expect(Apportionment.divide(22, shares: [2, 1, 1], available: [2, 50, 50]) == [2, 10, 10])
        #expect(Apportionment.divide(100, shares: [1, 1], available: [3, 4]) == [3, 4])
    }

    @Test func `strange shares divide nothing, and stop nothing`() {
        #expect(Apportionment.divide(5, shares: [], available: []) == [])
        #expect(Apportionment.divide(5, shares: [0, -1, .nan, .infinity], available: [9, 9, 9, 9]) == [0, 0, 0, 0])
        #expect(Apportionment.divide(-5, shares: [1], available: [9]) == [0])
        #expect(
            Apportionment.divide(6, shares: [.greatestFiniteMagnitude, .greatestFiniteMagnitude], available: [9, 9])
                == [3, 3])
    }

    @Test("random divisions keep the laws", arguments: 0..<4) func laws(_ part: UInt64) {
        var random = SeededGenerator(seed: part)
        for _ in 0..<2500 {
            let count = Int.random(in: 1...6, using: &random)
            let shares = (0..<count).map { _ in Double.random(in: 0.01...10, using: &random) }
            let available = (0..<count).map { _ in Int.random(in: 0...40, using: &random) }
            let total = Int.random(in: 0...100, using: &random)
            let parts = Apportionment.divide(total, shares: shares, available: available)
            let sum = available.reduce(0, +)
            #expect(parts.reduce(0, +) == min(total, sum), "seed \(part): \(total) \(shares) \(available)")
            #expect(zip(parts, available).allSatisfy { $0 <= $1 && $0 >= 0 })
            // Nobody who could take more has less than its share of what the unfilled got, but for rounding.
            let open = parts.indices.filter { parts[$0] < available[$0] }
            let (got, weight) = open.reduce((0, 0.0)) { ($0.0 + parts[$1], $0.1 + shares[$1]) }
            for index in open {
                let due = Double(got) * shares[index] / weight
                #expect(
                    abs(Double(parts[index]) - due) < 1.000001, "seed \(part): \(total) \(shares) \(available) \(parts)"
                )
            }
        }
    }
}
