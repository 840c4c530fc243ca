/// `queens`: a queen in each row of a board, none attacking another, with those that stand there, on no blocked square.
///
/// Instance: `size`, `given` and `blocked` (`[row, column]`, from 1). The answer gives the columns, from 1, row by row.
struct QueensChecker: PuzzleChecker {
    static let kind = "queens"

    private let size: Int
    private let given: [[Int]]
    private let blocked: [[Int]]

    init(_ instance: PuzzleInstance) throws(OptionMismatch) {
        size = try instance.int("size", in: 1...64)
        given = try instance.rows("given", in: 1...size, width: 2, atLeast: 0)
        blocked = try instance.rows("blocked", in: 1...size, width: 2, atLeast: 0)
    }

    func check(_ answer: PuzzleAnswer, budget: inout Budget) throws(BudgetExhausted) -> PuzzleFinding {
        guard let columns = answer.integers() else { return .unreadable("the answer is not a list of columns") }
        try budget.spend(steps: size * size + given.count + blocked.count)
        guard columns.count == size, columns.allSatisfy((1...size).contains) else {
            return .wrong("it is not a column from 1 to \(size) for each of \(size) rows")
        }
        for square in given where columns[square[0] - 1] != square[1] {
            return .wrong("the queen in row \(square[0]) was moved")
        }
        for square in blocked where columns[square[0] - 1] == square[1] {
            return .wrong("the square in row \(square[0]) is blocked")
        }
        for row in columns.indices {
            for other in columns.indices where other > row {
                let apart = abs(columns[row] - columns[other])
                if apart == 0 || apart == other - row {
                    return .wrong("the queens in rows \(row + 1) and \(other + 1) attack each other")
                }
            }
        }
        return .right
    }
}
