internal import JSON

/// `queens`: queens for the empty rows of a board that has some, and blocked squares. The choices are those squares.
///
/// One square is blocked in each of five rows. On a board of 8 rows no square belongs to more than 18 of the 92
/// solutions, and on larger ones to less than a fifth of all, so that some solution always remains.
enum QueensPuzzle: Puzzle {
    static let name = "queens"

    private static func size(_ level: Int) -> Int { [8, 8, 8, 8, 9, 9, 10, 10, 11, 12][level - 1] }
    private static func given(_ level: Int) -> Int { max(size(level) - 2 - level, 0) }
    private static let blockedRows = 5

    static func choices(_ level: Int) -> [Int] { Array(repeating: size(level), count: blockedRows) }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let size = Self.size(level)
        let blocked = (0..<blockedRows).map { row in (row: row * size / blockedRows, column: choices.next(of: size)) }
        let solution = Self.solution(size, blocked: blocked, &draws)
        let given = draws.places(Self.given(level), below: size).sorted()
        func squares(_ squares: [(row: Int, column: Int)]) -> JSONValue {
            .array(squares.map { [.int($0.row + 1), .int($0.column + 1)] })
        }
        let standing = given.map { (row: $0, column: solution[$0]) }
        var board = Array(repeating: Array(repeating: ".", count: size), count: size)
        for square in blocked { board[square.row][square.column] = "x" }
        for square in standing { board[square.row][square.column] = "Q" }
        let rest = standing.isEmpty ? "" : " The queens marked Q stay where they are."
        return PuzzleTask(
            question: """
                Place queens on this board of \(size) by \(size) squares so that every row has exactly one and no two \
                of them share a column or a diagonal. No queen may stand on a square marked x.\(rest)
                \(board.map { $0.joined(separator: " ") }.joined(separator: "\n"))
                Give the column of the queen in each row, from the top row to the bottom one, as \(size) numbers from \
                1 (leftmost) to \(size) with commas between them.
                """,
            kind: "queens",
            instance: ["size": .int(size), "given": squares(standing), "blocked": squares(blocked)],
            answer: PuzzleText.commas(solution.map { $0 + 1 }), steps: size - given.count)
    }

    /// Columns by row, found by trying each row's columns in a drawn order.
    private static func solution(
        _ size: Int, blocked: [(row: Int, column: Int)], _ draws: inout SeededGenerator
    ) -> [Int] {
        let orders = (0..<size).map { row in
            draws.shuffled((0..<size).filter { column in !blocked.contains { $0 == (row, column) } })
        }
        var columns: [Int] = []
        func extend() -> Bool {
            guard columns.count < size else { return true }
            let row = columns.count
            for column in orders[row] {
                let isFree = columns.enumerated().allSatisfy { $1 != column && abs($1 - column) != row - $0 }
                guard isFree else { continue }
                columns.append(column)
                if extend() { return true }
                columns.removeLast()
            }
            return false
        }
        _ = extend()
        return columns.count == size ? columns : Array(0..<size)
    }
}
