internal import JSON

/// `arithmetic_chain`: the value of an expression with brackets. The choices are its numbers.
enum ArithmeticChainPuzzle: Puzzle {
    static let name = "arithmetic_chain"

    private static func terms(_ level: Int) -> Int { level + 2 }
    private static func largest(_ level: Int) -> Int { 29 + 7 * level }

    static func choices(_ level: Int) -> [Int] { Array(repeating: largest(level), count: terms(level)) }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let numbers = (0..<terms(level)).map { _ in choices.int(1...largest(level)) }
        let (text, value, _) = expression(numbers[...], &draws)
        return PuzzleTask(
            question:
                "Calculate: \(text)\nMultiplication comes before addition and subtraction. The answer is one number.",
            kind: "number", instance: ["answer": .int(value)], answer: String(value), steps: numbers.count - 1)
    }

    /// A text of the numbers in their order, its value, and whether it is a sum or a difference.
    ///
    /// A product has one number or bracket of moderate value on each side, so that values stay small.
    private static func expression(
        _ numbers: ArraySlice<Int>, _ draws: inout SeededGenerator
    ) -> (text: String, value: Int, isSum: Bool) {
        guard let first = numbers.first, numbers.count > 1 else {
            return ("\(numbers.first ?? 0)", numbers.first ?? 0, false)
        }
        _ = first
        let cut = numbers.startIndex + draws.int(1...(numbers.count - 1))
        let left = expression(numbers[..<cut], &draws)
        let right = expression(numbers[cut...], &draws)
        let canMultiply = abs(left.value) < 1_000 && abs(right.value) < 1_000
        switch draws.below(canMultiply ? 3 : 2) {
        case 0:
            return ("\(left.text) + \(right.text)", left.value + right.value, true)
        case 1:
            let text = right.isSum ? "(\(right.text))" : right.text
            return ("\(left.text) - \(text)", left.value - right.value, true)
        default:
            let texts = [left, right].map { $0.isSum ? "(\($0.text))" : $0.text }
            return ("\(texts[0]) × \(texts[1])", left.value * right.value, false)
        }
    }
}
