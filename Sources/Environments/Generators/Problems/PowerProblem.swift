/// The remainder of a power, whose base, exponent and modulus grow with the level.
enum PowerProblem: MathProblem {
    static let name = "power_remainder"

    static func choices(_ level: Int) -> [Int] { [5 + 3 * level, 3 + 6 * level, 8 + 5 * level] }

    static func make(_ level: Int, _ choices: inout Choices) -> MathTask {
        let base = choices.int(2...(6 + 3 * level))
        let exponent = choices.int(2...(4 + 6 * level))
        // Never the base itself, for which the answer is plain to see.
        let written = choices.int(3...(10 + 5 * level))
        let modulus = written < base ? written : written + 1
        var remainder = 1
        for _ in 0..<exponent { remainder = remainder * base % modulus }
        return MathTask(
            question: "What is the remainder when $\(base)^{\(exponent)}$ is divided by $\(modulus)$?",
            number: String(remainder))
    }
}
