internal import JSON

/// `sudoku`: digits for the empty cells of a grid of 4, 6 or 9 rows. The choices are which cells are empty.
enum SudokuPuzzle: Puzzle {
    static let name = "sudoku"

    private static func box(_ level: Int) -> (rows: Int, columns: Int) {
        level <= 2 ? (2, 2) : level <= 5 ? (2, 3) : (3, 3)
    }

    private static func empty(_ level: Int) -> Int { [6, 8, 12, 15, 18, 30, 36, 41, 46, 51][level - 1] }

    static func choices(_ level: Int) -> [Int] {
        let cells = box(level).rows * box(level).columns
        return [Combination.count(Self.empty(level), of: cells * cells) ?? .max, 4]
    }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let box = Self.box(level)
        let size = box.rows * box.columns
        let count = Combination.count(Self.empty(level), of: size * size)
        let empty =
            count.map { Combination.members(Self.empty(level), of: size * size, number: choices.next(of: $0)) }
            ?? Array(draws.places(Self.empty(level), below: size * size))
        let solution = Self.solution(size, box: box, &draws)
        var grid = solution
        for cell in empty { grid[cell] = 0 }
        func rows(_ cells: [Int]) -> [[Int]] { (0..<size).map { Array(cells[($0 * size)..<(($0 + 1) * size)]) } }
        let shown = rows(grid).map { $0.map { $0 == 0 ? "_" : String($0) }.joined(separator: " ") }
        return PuzzleTask(
            question: """
                Fill in the blanks of this grid so that each row, each column and each box of \(box.rows) rows by \
                \(box.columns) columns holds every digit from 1 to \(size) exactly once.
                \(shown.joined(separator: "\n"))
                Give the \(PuzzleText.count(size)) rows of the full grid from top to bottom, with / between rows.
                """,
            kind: "sudoku",
            instance: [
                "grid": .array(rows(grid).map { .array($0.map { .int($0) }) }),
                "box": [.int(box.rows), .int(box.columns)],
            ],
            answer: rows(solution).map { $0.map(String.init).joined() }.joined(separator: "/"), steps: empty.count)
    }

    /// A full grid: the plain pattern with digits, rows and columns exchanged as the rules allow.
    private static func solution(
        _ size: Int, box: (rows: Int, columns: Int), _ draws: inout SeededGenerator
    ) -> [Int] {
        let digits = draws.shuffled(1...size)
        let bands = draws.shuffled(0..<box.columns)
        let rows = bands.flatMap { band in draws.shuffled(0..<box.rows).map { band * box.rows + $0 } }
        let stacks = draws.shuffled(0..<box.rows)
        let columns = stacks.flatMap { stack in draws.shuffled(0..<box.columns).map { stack * box.columns + $0 } }
        return rows.flatMap { row in
            columns.map { column in digits[(box.columns * (row % box.rows) + row / box.rows + column) % size] }
        }
    }
}
