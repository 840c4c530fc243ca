/// Ascending positions as runs of neighbours, so that a statement can take a whole run at once.
struct PositionRuns: Sequence, IteratorProtocol {
    private let positions: [Int64]
    private var index = 0

    /// The runs of positions that ascend.
    init(_ positions: [Int64]) { self.positions = positions }

    mutating func next() -> ClosedRange<Int64>? {
        guard index < positions.count else { return nil }
        let first = positions[index]
        var last = first
        index += 1
        while index < positions.count, positions[index] == last + 1 {
            last += 1
            index += 1
        }
        return first...last
    }
}

extension [Int64] {
    /// Whether each is above the one before it.
    var isAscending: Bool { zip(self, dropFirst()).allSatisfy { $0 < $1 } }
}
