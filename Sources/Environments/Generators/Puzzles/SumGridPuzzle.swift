internal import JSON

/// `sum_grid`: digits for the blanks of a grid whose rows and columns have given sums. The choices are the digits shown.
enum SumGridPuzzle: Puzzle {
    static let name = "sum_grid"

    private static func size(_ level: Int) -> Int { [3, 3, 4, 4, 4, 5, 5, 6, 6, 7][level - 1] }
    private static func blanks(_ level: Int) -> Int { [3, 4, 6, 8, 9, 11, 13, 16, 20, 25][level - 1] }

    static func choices(_ level: Int) -> [Int] {
        Array(repeating: 9, count: size(level) * size(level) - blanks(level))
    }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let size = Self.size(level)
        let blank = Set(draws.places(blanks(level), below: size * size))
        let cells = (0..<(size * size)).map { blank.contains($0) ? draws.int(1...9) : choices.int(1...9) }
        let rows = (0..<size).map { Array(cells[($0 * size)..<(($0 + 1) * size)]) }
        let rowSums = rows.map { $0.reduce(0, +) }
        let columnSums = (0..<size).map { column in rows.reduce(0) { $0 + $1[column] } }
        let shown = cells.indices.map { blank.contains($0) ? 0 : cells[$0] }
        let lines = (0..<size).map { row in
            shown[(row * size)..<((row + 1) * size)].map { $0 == 0 ? "_" : String($0) }.joined(separator: " ")
        }
        return PuzzleTask(
            question: """
                Fill in each blank of this grid with a digit from 1 to 9. Digits may occur more than once.
                \(lines.joined(separator: "\n"))
                The rows must add up to \(PuzzleText.commas(rowSums)), from top to bottom, and the columns to \
                \(PuzzleText.commas(columnSums)), from left to right. Give the rows of the full grid from top to bottom, \
                with / between rows.
                """,
            kind: "sum_grid",
            instance: [
                "grid": .array(
                    (0..<size).map { row in .array(shown[(row * size)..<((row + 1) * size)].map { .int($0) }) }),
                "rows": .array(rowSums.map { .int($0) }), "columns": .array(columnSums.map { .int($0) }),
            ],
            answer: rows.map { $0.map(String.init).joined(separator: " ") }.joined(separator: " / "),
            steps: blank.count)
    }
}
