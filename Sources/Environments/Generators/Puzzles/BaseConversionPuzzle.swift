internal import JSON

/// `base_conversion`: a whole number from one base to another. The choices are the number and the two bases.
enum BaseConversionPuzzle: Puzzle {
    static let name = "base_conversion"

    private static let easy = [(10, 2), (2, 10), (10, 8), (8, 10), (10, 16), (16, 10)]
    private static let hard = [
        (2, 16), (16, 2), (8, 16), (3, 10), (10, 3), (7, 10), (10, 12), (5, 9), (16, 7), (12, 5),
    ]
    private static func bases(_ level: Int) -> [(Int, Int)] { level <= 3 ? easy : level <= 6 ? easy + hard : hard }

    private static func range(_ level: Int) -> ClosedRange<Int> {
        let least = 1 << (2 * level + 2)
        return least...(least + max(2_000, 4 * least) - 1)
    }

    static func choices(_ level: Int) -> [Int] { [bases(level).count, range(level).count] }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let (from, to) = bases(level)[choices.next(of: bases(level).count)]
        let number = choices.int(range(level))
        let answer = String(number, radix: to, uppercase: true)
        let digits = to > 10 ? " Use the letters A to \(to == 16 ? "F" : "B") for the digits above 9." : ""
        return PuzzleTask(
            question: "The number \(String(number, radix: from, uppercase: true)) is written in base \(from). "
                + "Write it in base \(to).\(digits)",
            kind: "digits", instance: ["answer": .string(answer)], answer: answer,
            steps: String(number, radix: 2).count)
    }
}
