internal import JSON

/// `grid_paths`: how many ways lead from corner to corner, right and down only. The choices are the walls.
///
/// Each row has one wall or none, and neither corner is one.
enum GridPathsPuzzle: Puzzle {
    static let name = "grid_paths"

    private static func rows(_ level: Int) -> Int { [5, 5, 6, 6, 7, 7, 8, 9, 9, 10][level - 1] }
    private static func columns(_ level: Int) -> Int { [6, 7, 7, 8, 8, 9, 9, 9, 10, 10][level - 1] }

    static func choices(_ level: Int) -> [Int] {
        (0..<rows(level)).map { $0 == 0 || $0 == rows(level) - 1 ? columns(level) : columns(level) + 1 }
    }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let (rows, columns) = (Self.rows(level), Self.columns(level))
        var open: [[Bool]] = []
        for row in 0..<rows {
            var cells = Array(repeating: true, count: columns)
            // The first row has no wall at its left end, the last none at its right end.
            let isEnd = row == 0 || row == rows - 1
            let choice = choices.next(of: isEnd ? columns : columns + 1)
            if choice > 0 { cells[row == 0 ? choice : choice - 1] = false }
            open.append(cells)
        }
        var ways = Array(repeating: 0, count: columns)
        ways[0] = 1
        for row in open {
            for column in 0..<columns {
                ways[column] = row[column] ? ways[column] + (column > 0 ? ways[column - 1] : 0) : 0
            }
        }
        let answer = ways[columns - 1]
        let lines = open.map { row in String(row.map { $0 ? "." : "#" }) }
        return PuzzleTask(
            question: """
                In this grid you go from the top left cell to the bottom right cell. Each step goes to the next cell to \
                the right or to the next cell down. Walls (#) cannot be entered.
                \(lines.joined(separator: "\n"))
                How many different ways are there? The answer is one number.
                """,
            kind: "number", instance: ["answer": .int(answer)], answer: String(answer), steps: rows * columns)
    }
}
