/// The derivative of a polynomial, whose degree and coefficients grow with the level.
enum DerivativeProblem: MathProblem {
    static let name = "derivative"

    private static func bound(_ level: Int) -> Int { 3 + level }
    private static func degree(_ level: Int) -> Int { 2 + level / 3 }

    static func choices(_ level: Int) -> [Int] {
        Array(repeating: 2 * bound(level) + 1, count: degree(level)) + [bound(level)]
    }

    static func make(_ level: Int, _ choices: inout Choices) -> MathTask {
        var coefficients = (0..<degree(level)).map { _ in choices.int(-bound(level)...bound(level)) }
        coefficients.append(1 + choices.next(of: bound(level)))
        let derivative = coefficients.enumerated().dropFirst().map { $0.offset * $0.element }
        return MathTask(
            question: "What is the derivative of $f(x) = \(LaTeX.polynomial(coefficients))$ with respect to $x$?",
            answer: LaTeX.polynomial(derivative))
    }
}
