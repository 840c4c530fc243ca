/// The remainder of a power, whose base, exponent and modulus grow with the level.
enum PowerProblem: MathProblem {
    static let name = "power_remainder"

    static func choices(_ level: Int) -> [Int] { [5 + 3 * level, 3 + 6 * level, 8 + 5 * level] }

    static func make(_ level: Int, _ choices: inout Choices) -> MathTask {
        let base = choices.int(2...(6 + 3 * level))
        let exponent = choices.int(2...(4 + 6 * level))
        let modulus = choices.int(3...(10 + 5 * level))
        var remainder = 1
        for _ in 0..<exponent { remainder = remainder * base % modulus }
        return MathTask(
            question: "What is the remainder when $\(base)^{\(exponent)}$ is divided by $\(modulus)$?",
            number: String(remainder))
    }
}
