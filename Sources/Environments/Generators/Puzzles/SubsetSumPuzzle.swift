internal import JSON

/// `subset_sum`: some of the numbers that add up to a target. The choices are the numbers.
enum SubsetSumPuzzle: Puzzle {
    static let name = "subset_sum"

    private static func count(_ level: Int) -> Int { level + 4 }
    private static func largest(_ level: Int) -> Int { 10 * level + 20 }

    static func choices(_ level: Int) -> [Int] { Array(repeating: largest(level), count: count(level)) }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let numbers = (0..<count(level)).map { _ in choices.int(1...largest(level)) }
        let size = 2 + level / 2
        let chosen = draws.places(size, below: numbers.count).sorted().map { numbers[$0] }
        let target = chosen.reduce(0, +)
        return PuzzleTask(
            question: """
                Choose exactly \(PuzzleText.count(size)) of these numbers so that they add up to \(target): \
                \(PuzzleText.commas(numbers)). A number may be used as often as it is listed. Give the chosen numbers \
                with commas between them.
                """,
            kind: "subset_sum",
            instance: [
                "numbers": .array(numbers.map { .int($0) }), "target": .int(target), "count": .int(size),
            ],
            answer: PuzzleText.commas(chosen), steps: numbers.count)
    }
}
