internal import JSON

/// `common_divisor`: the greatest common divisor or the least common multiple of numbers. The choices are which of the
/// two, and the numbers: multiples of one that grows with the level.
enum CommonDivisorPuzzle: Puzzle {
    static let name = "common_divisor"

    private static func count(_ level: Int) -> Int { level <= 3 ? 2 : 3 }
    private static func largest(_ level: Int) -> Int { 90 * level + 10 }

    static func choices(_ level: Int) -> [Int] { [2] + Array(repeating: largest(level), count: count(level)) }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let isDivisor = choices.next(of: 2) == 0
        let numbers = (0..<count(level)).map { _ in 6 * level * (choices.int(1...largest(level)) + 1) }
        let divisor = numbers.reduce(0, divisor)
        let answer = isDivisor ? divisor : numbers.reduce(1) { $0 / Self.divisor($0, $1) * $1 }
        return PuzzleTask(
            question: "What is the \(isDivisor ? "greatest common divisor" : "least common multiple") of "
                + "\(PuzzleText.list(numbers.map(String.init)))? The answer is one number.",
            kind: "number", instance: ["answer": .int(answer)], answer: String(answer),
            steps: numbers.reduce(0) { $0 + String($1).count })
    }

    private static func divisor(_ first: Int, _ second: Int) -> Int {
        second == 0 ? first : divisor(second, first % second)
    }
}
