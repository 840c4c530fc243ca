internal import JSON

/// `robot_walk`: where a robot ends up that follows instructions. The choices are the instructions.
enum RobotWalkPuzzle: Puzzle {
    static let name = "robot_walk"

    private static let turns = ["turn left", "turn right", "turn around"]
    private static func legs(_ level: Int) -> Int { 1 + 2 * level }

    static func choices(_ level: Int) -> [Int] { Array(repeating: 9 * turns.count, count: legs(level)) }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        var (x, y, across, up) = (0, 0, 0, 1)
        var lines: [String] = []
        for _ in 0..<legs(level) {
            let choice = choices.next(of: 9 * turns.count)
            let (distance, turn) = (choice % 9 + 1, choice / 9)
            lines.append("\(lines.count + 1). \(turns[turn].capitalizedFirst), then go forward \(distance).")
            switch turn {
            case 0: (across, up) = (-up, across)
            case 1: (across, up) = (up, -across)
            default: (across, up) = (-across, -up)
            }
            (x, y) = (x + distance * across, y + distance * up)
        }
        return PuzzleTask(
            question: """
                A robot stands at the point (0, 0) and faces north. Going north adds to the second coordinate, going \
                east adds to the first. It follows these instructions:
                \(lines.joined(separator: "\n"))
                At which point does it end up? Give the two coordinates with a comma between them, such as 3, -5.
                """,
            kind: "list", instance: ["answer": [.int(x), .int(y)]], answer: "\(x), \(y)", steps: legs(level))
    }
}
