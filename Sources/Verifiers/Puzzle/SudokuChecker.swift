/// `sudoku`: each digit once in every row, column and box, the given ones where they were.
///
/// Instance: `grid` (rows of whole numbers, 0 is empty), `box` (`[rows, columns]` of a box). Any right filling passes.
struct SudokuChecker: PuzzleChecker {
    static let kind = "sudoku"

    private let grid: [[Int]]
    private let boxRows: Int
    private let boxColumns: Int

    init(_ instance: PuzzleInstance) throws(OptionMismatch) {
        grid = try instance.rows("grid", in: 0...9)
        let box = try instance.ints("box", in: 1...9, atLeast: 2)
        (boxRows, boxColumns) = (box[0], box[1])
        guard grid.count == boxRows * boxColumns, grid[0].count == grid.count, grid.count <= 9 else {
            throw OptionMismatch("`grid` is not as many rows and columns as a box has cells")
        }
    }

    func check(_ answer: PuzzleAnswer, budget: inout Budget) throws(BudgetExhausted) -> PuzzleFinding {
        let size = grid.count
        let digits = answer.signs().map { Int($0) - 0x30 }
        guard digits.allSatisfy((0...9).contains) else { return .unreadable("the answer is not rows of digits") }
        try budget.spend(steps: 8 * size * size)
        guard digits.count == size * size else { return .wrong("it has \(digits.count) digits, not \(size * size)") }
        for (cell, digit) in digits.enumerated() {
            let given = grid[cell / size][cell % size]
            if given != 0, given != digit { return .wrong("a given digit in row \(cell / size + 1) was changed") }
            guard (1...size).contains(digit) else { return .wrong("\(digit) is none of the digits 1 to \(size)") }
        }
        var seen: Set<Int> = []
        for (cell, digit) in digits.enumerated() {
            let (row, column) = (cell / size, cell % size)
            let box = row / boxRows * boxRows + column / boxColumns
            for (kind, place) in [(0, row), (1, column), (2, box)]
            where !seen.insert((kind * size + place) * 10 + digit).inserted {
                let name = ["row", "column", "box"][kind]
                return .wrong("\(digit) stands twice in \(name) \(place + 1)")
            }
        }
        return .right
    }
}
