/// The sum of an arithmetic series, longer and with larger numbers as the level grows.
enum SeriesProblem: MathProblem {
    static let name = "arithmetic_series"

    static func choices(_ level: Int) -> [Int] { [10 * level + 10, 2 + level, 8 * level] }

    static func make(_ level: Int, _ choices: inout Choices) -> MathTask {
        let first = choices.int(1...(10 * level + 10))
        let step = choices.int(2...(3 + level))
        let count = 5 + choices.next(of: 8 * level)
        let last = first + step * (count - 1)
        return MathTask(
            question: "What is the sum of the arithmetic series "
                + "$\(first) + \(first + step) + \(first + 2 * step) + \\dots + \(last)$?",
            number: String((first + last) * count / 2))
    }
}
