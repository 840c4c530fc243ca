/// `sum_grid`: digits from 1 to 9 whose rows and columns have given sums, the given ones where they were.
///
/// Instance: `grid` (0 is blank), `rows` and `columns` (the sums).
struct SumGridChecker: PuzzleChecker {
    static let kind = "sum_grid"

    private let grid: [[Int]]
    private let rowSums: [Int]
    private let columnSums: [Int]

    init(_ instance: PuzzleInstance) throws(OptionMismatch) {
        grid = try instance.rows("grid", in: 0...9)
        rowSums = try instance.ints("rows")
        columnSums = try instance.ints("columns")
        guard rowSums.count == grid.count, columnSums.count == grid[0].count else {
            throw OptionMismatch("`rows` and `columns` are not as many as the grid's")
        }
    }

    func check(_ answer: PuzzleAnswer, budget: inout Budget) throws(BudgetExhausted) -> PuzzleFinding {
        let width = columnSums.count
        let digits = answer.signs().map { Int($0) - 0x30 }
        guard digits.allSatisfy((0...9).contains) else { return .unreadable("the answer is not rows of digits") }
        try budget.spend(steps: 4 * digits.count)
        guard digits.count == width * grid.count else {
            return .wrong("it has \(digits.count) digits, not \(width * grid.count)")
        }
        for (cell, digit) in digits.enumerated() {
            let given = grid[cell / width][cell % width]
            if given != 0, given != digit { return .wrong("a given digit in row \(cell / width + 1) was changed") }
            if digit == 0 { return .wrong("0 is not allowed") }
        }
        for (row, sum) in rowSums.enumerated() where digits[(row * width)..<((row + 1) * width)].reduce(0, +) != sum {
            return .wrong("row \(row + 1) does not add up to \(sum)")
        }
        for (column, sum) in columnSums.enumerated() {
            let total = stride(from: column, to: digits.count, by: width).reduce(0) { $0 + digits[$1] }
            if total != sum { return .wrong("column \(column + 1) adds up to \(total), not \(sum)") }
        }
        return .right
    }
}
