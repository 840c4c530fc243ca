import QueueContract
import Testing
import TrajectoryQueue

@Suite struct BatchPickerTests {
    private func request(_ max: Int, _ change: (inout LeaseRequest) -> Void = { _ in }) -> LeaseRequest {
        var request = LeaseRequest(consumer: "c", maxTrajectories: max, duration: .seconds(1))
        change(&request)
        return request
    }

    /// Picks out of lanes, and says how many candidates were read.
    private func pick(_ request: LeaseRequest, _ lanes: [(String, [Candidate])]) -> (positions: [Int64], reads: Int) {
        var rest = lanes.map { $0.1[...] }
        var reads = 0
        let sources = lanes.map { BatchPicker.Source(environment: $0.0, available: $0.1.reduce(0) { $0 + $1.count }) }
        let picks = BatchPicker.pick(request, from: sources) { index in
            reads += 1
            return rest[index].popFirst()
        }
        return (picks.map(\.candidate.position), reads)
    }

    private func lane(_ positions: [Int64], weight: Int = 1, count: Int = 1) -> [Candidate] {
        positions.map { Candidate(position: $0, count: count, weight: weight) }
    }

    @Test func `it reads one candidate a lane beyond what it takes`() {
        let lanes = (0..<10).map { index in ("e\(index)", lane((0..<1000).map { $0 * 10 + Int64(index) })) }
        let (positions, reads) = pick(request(50), lanes)
        #expect(positions == Array(0..<50))
        #expect(reads <= 60)
    }

    @Test func `a full batch is not followed by a look at the next`() {
        let (positions, reads) = pick(request(3), [("a", lane([1, 2, 3, 4]))])
        #expect(positions == [1, 2, 3])
        #expect(reads == 3)
    }

    @Test func `a batch that tokens cut short is mixed by shares too`() {
        let shares = request(100) {
            $0.maxTokens = 80
            $0.shares = [.init(environments: ["a"], share: 3), .init(environments: ["b"], share: 1)]
        }
        let (positions, _) = pick(
            shares, [("a", lane(Array(0..<100), weight: 10)), ("b", lane(Array(100..<200), weight: 10))])
        #expect(positions.count == 8)
        #expect(positions.count { $0 < 100 } == 6)
    }

    @Test func `an environment that two shares name belongs to the first`() {
        let shares = request(10) {
            $0.shares = [.init(environments: ["a"], share: 1), .init(environments: ["a", "b"], share: 1)]
        }
        let (positions, _) = pick(shares, [("a", lane(Array(0..<20))), ("b", lane(Array(20..<40)))])
        #expect(positions.count { $0 < 20 } == 5)
    }

    @Test func `nothing available grants nothing, whatever was promised`() {
        #expect(pick(request(5), []).positions.isEmpty)
        #expect(pick(request(5), [("a", [])]).positions.isEmpty)
    }

    @Test func `weights beyond all numbers do not overflow`() {
        let heavy = [
            Candidate(position: 1, weight: .max), Candidate(position: 2, weight: .max),
            Candidate(position: 3, weight: 1),
        ]
        #expect(pick(request(5), [("a", heavy)]).positions == [1, 2, 3])
        #expect(pick(request(5) { $0.maxTokens = 5 }, [("a", heavy)]).positions == [1])
    }
}
