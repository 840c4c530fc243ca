/// A linear equation; coefficients grow with the level, and from level 4 the unknown stands on both sides.
enum EquationProblem: MathProblem {
    static let name = "linear_equation"

    private static func bound(_ level: Int) -> Int { 6 + 4 * level }

    static func choices(_ level: Int) -> [Int] {
        let bound = bound(level)
        return [bound - 1, 2 * bound, 2 * bound] + (level < 4 ? [] : [bound - 1])
    }

    static func make(_ level: Int, _ choices: inout Choices) -> MathTask {
        let bound = bound(level)
        func nonzero(_ number: Int) -> Int { number < bound ? number - bound : number - bound + 1 }
        let a = choices.int(2...bound)
        let b = nonzero(choices.next(of: 2 * bound))
        let d = nonzero(choices.next(of: 2 * bound))
        guard level >= 4 else {
            return MathTask(
                question: "Solve for $x$: $\(a)x \(LaTeX.signed(b)) = \(d)$.", answer: LaTeX.fraction(d - b, a))
        }
        // The second coefficient passes over the first, so that there is one solution.
        let written = choices.int(1...(bound - 1))
        let c = written < a ? written : written + 1
        return MathTask(
            question:
                "Solve for $x$: $\(a)x \(LaTeX.signed(b)) = \(LaTeX.polynomial([d, c]))$.",
            answer: LaTeX.fraction(d - b, a - c))
    }
}
