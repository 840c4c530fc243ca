internal import JSON

/// `maze_path`: a way through a grid of open cells and walls. The choices are the walls.
///
/// Cells come in pairs beside each other, of which one at most is a wall. Start and goal are far apart in the largest
/// open part.
enum MazePathPuzzle: Puzzle {
    static let name = "maze_path"

    private static func rows(_ level: Int) -> Int { 4 + level }
    private static func pairs(_ level: Int) -> Int { 2 + (level + 1) / 2 }

    static func choices(_ level: Int) -> [Int] { Array(repeating: 3, count: rows(level) * pairs(level)) }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let width = 2 * pairs(level)
        var open: [Bool] = []
        for _ in 0..<(rows(level) * pairs(level)) {
            let wall = choices.next(of: 3)
            open += [wall != 1, wall != 2]
        }
        let maze = OpenGrid(width: width, open: open)
        let start = maze.farthest(from: maze.inLargestPart())
        let goal = maze.farthest(from: start)
        let path = maze.path(from: start, to: goal)
        let longest = path.count * 2 + 10
        let rows = maze.rows.enumerated().map { row, cells in
            String(
                cells.enumerated().map { column, isOpen in
                    let cell = row * width + column
                    return cell == start ? "S" : cell == goal ? "G" : isOpen ? "." : "#"
                })
        }
        return PuzzleTask(
            question: """
                Find a way from S to G through this maze. You may step up, down, left and right onto open cells (.), \
                not onto walls (#), and take at most \(longest) steps.
                \(rows.joined(separator: "\n"))
                Give the steps as letters: U for up, D for down, L for left, R for right, such as RRDDL.
                """,
            kind: "maze_path",
            instance: ["rows": .array(rows.map { .string($0) }), "longest": .int(longest)],
            answer: path, steps: path.count)
    }
}
