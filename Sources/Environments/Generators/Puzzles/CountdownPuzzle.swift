internal import JSON

/// `countdown`: a target from numbers, each used once. The choices are the numbers.
enum CountdownPuzzle: Puzzle {
    static let name = "countdown"

    private static func count(_ level: Int) -> Int { 3 + level * 2 / 3 }
    private static func largest(_ level: Int) -> Int { level == 1 ? 25 : 20 + 5 * level }

    static func choices(_ level: Int) -> [Int] { Array(repeating: largest(level), count: count(level)) }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let numbers = (0..<count(level)).map { _ in choices.int(1...largest(level)) }
        let (text, value) = combined(draws.shuffled(numbers), &draws)
        return PuzzleTask(
            question: """
                Combine the numbers \(PuzzleText.list(numbers.map(String.init))) to make \(value). Use each of them \
                exactly once, with +, -, *, / and brackets as you need. Give one expression, such as (1 + 2) * 3.
                """,
            kind: "countdown", instance: ["numbers": .array(numbers.map { .int($0) }), "target": .int(value)],
            answer: text, steps: numbers.count - 1)
    }

    /// Two of what is left are combined until one is left; each is a text and its value, at least 0.
    private static func combined(_ numbers: [Int], _ draws: inout SeededGenerator) -> (text: String, value: Int) {
        var left = numbers.map { (text: String($0), value: $0) }
        while left.count > 1 {
            let first = left.remove(at: draws.below(left.count))
            let second = left.remove(at: draws.below(left.count))
            let (large, small) = first.value >= second.value ? (first, second) : (second, first)
            let isLast = left.isEmpty
            func wrapped(_ text: String) -> String { isLast ? text : "(\(text))" }
            let kind = draws.below(6)
            if kind <= 1, large.value * max(small.value, 1) <= 3_000, small.value > 1 {
                left.append((wrapped("\(large.text) * \(small.text)"), large.value * small.value))
            } else if kind == 2, small.value > 1, large.value % small.value == 0 {
                left.append((wrapped("\(large.text) / \(small.text)"), large.value / small.value))
            } else if kind == 3, large.value > small.value {
                left.append((wrapped("\(large.text) - \(small.text)"), large.value - small.value))
            } else {
                left.append((wrapped("\(large.text) + \(small.text)"), large.value + small.value))
            }
        }
        return left.first ?? ("0", 0)
    }
}
