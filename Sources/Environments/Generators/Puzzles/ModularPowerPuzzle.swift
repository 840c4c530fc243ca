internal import JSON

/// `modular_power`: the remainder of a power. The choices are base, exponent and divisor.
enum ModularPowerPuzzle: Puzzle {
    static let name = "modular_power"

    private static func bases(_ level: Int) -> ClosedRange<Int> { 2...(20 + 10 * level) }
    private static func exponents(_ level: Int) -> ClosedRange<Int> { (2 + level * level)...(21 + level * level * 3) }
    private static func divisors(_ level: Int) -> ClosedRange<Int> { (5 + 3 * level)...(45 + 13 * level) }

    static func choices(_ level: Int) -> [Int] {
        [bases(level).count, exponents(level).count, divisors(level).count]
    }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let base = choices.int(bases(level))
        let exponent = choices.int(exponents(level))
        let divisor = choices.int(divisors(level))
        let answer = (0..<exponent).reduce(1 % divisor) { power, _ in power * base % divisor }
        return PuzzleTask(
            question:
                "What is the remainder when \(base)^\(exponent) is divided by \(divisor)? The answer is one number.",
            kind: "number", instance: ["answer": .int(answer)], answer: String(answer), steps: exponent)
    }
}
