/// Sums of fractions, in lowest terms; denominators grow with the level, and from level 6 there are three fractions.
enum FractionSumProblem: MathProblem {
    static let name = "fraction_sum"

    /// Fractions between 0 and 1 in lowest terms with denominators up to a bound.
    private static func fractions(_ largest: Int) -> [(Int, Int)] {
        (2...largest).flatMap { bottom in
            (1..<bottom).filter { LaTeX.divisor($0, bottom) == 1 }.map { ($0, bottom) }
        }
    }

    /// For each level the fractions that it adds.
    private static let pools = (1...10).map { fractions(4 + $0 * 2) }
    private static func terms(_ level: Int) -> Int { level < 6 ? 2 : 3 }

    static func choices(_ level: Int) -> [Int] { Array(repeating: pools[level - 1].count, count: terms(level)) }

    static func make(_ level: Int, _ choices: inout Choices) -> MathTask {
        let pool = pools[level - 1]
        let terms = (0..<terms(level)).map { _ in pool[choices.next(of: pool.count)] }
        var (top, bottom) = (0, 1)
        for term in terms { (top, bottom) = (top * term.1 + term.0 * bottom, bottom * term.1) }
        let text = terms.map { "\\frac{\($0.0)}{\($0.1)}" }.joined(separator: " + ")
        let divisor = LaTeX.divisor(top, bottom)
        return MathTask(
            question: "Write $\(text)$ as one fraction $\\frac{p}{q}$ in lowest terms. What is $p + q$?",
            number: String(top / divisor + bottom / divisor))
    }
}
