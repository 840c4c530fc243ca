internal import JSON

/// `integer_equation`: whole numbers that solve an equation of two or three unknowns. The choices are its coefficients.
enum IntegerEquationPuzzle: Puzzle {
    static let name = "integer_equation"

    private static let names = ["x", "y", "z"]
    private static func unknowns(_ level: Int) -> Int { level <= 6 ? 2 : 3 }
    private static func coefficients(_ level: Int) -> ClosedRange<Int> { (2 + level)...(111 + 10 * level) }

    static func choices(_ level: Int) -> [Int] {
        Array(repeating: coefficients(level).count, count: unknowns(level))
    }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let names = Array(Self.names.prefix(unknowns(level)))
        let coefficients = names.map { _ in choices.int(Self.coefficients(level)) }
        let isPositive = level > 3
        let values = names.map { _ in draws.int(isPositive ? 0...(3 + 3 * level) : -8 * level...8 * level) }
        let total = zip(coefficients, values).reduce(0) { $0 + $1.0 * $1.1 }
        let sum = zip(coefficients, names).map { "\($0)\($1)" }.joined(separator: " + ")
        return PuzzleTask(
            question: """
                Find whole numbers \(PuzzleText.list(names)) such that \(sum) = \(total). \
                \(isPositive ? "None of them may be negative." : "They may be negative.") Any solution will do. Give it \
                in this form: \(names.map { "\($0)=1" }.joined(separator: ", ")).
                """,
            kind: "integer_equation",
            instance: [
                "names": .array(names.map { .string($0) }), "coefficients": .array(coefficients.map { .int($0) }),
                "total": .int(total), "positive": .bool(isPositive),
            ],
            answer: zip(names, values).map { "\($0)=\($1)" }.joined(separator: ", "),
            steps: coefficients.reduce(0, +) * names.count)
    }
}
