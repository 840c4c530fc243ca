/// Two linear equations with two unknowns and one solution in whole numbers, which grow with the level.
enum SystemProblem: MathProblem {
    static let name = "linear_system"

    private static func bound(_ level: Int) -> Int { 3 + 2 * level }
    private static func factor(_ level: Int) -> Int { 2 + level }

    static func choices(_ level: Int) -> [Int] {
        let factor = factor(level)
        return [2 * bound(level) + 1, 2 * bound(level) + 1, factor, factor, factor, factor]
    }

    static func make(_ level: Int, _ choices: inout Choices) -> MathTask {
        let (x, y) = (choices.int(-bound(level)...bound(level)), choices.int(-bound(level)...bound(level)))
        let factor = factor(level)
        let (a, b, c) = (choices.int(1...factor), choices.int(1...factor), choices.int(1...factor))
        // The last coefficient is negative, so that the lines are never parallel.
        let d = -choices.int(1...factor)
        func side(_ a: Int, _ b: Int) -> String {
            let first = a == 1 ? "x" : "\(a)x"
            return "\(first) \(b < 0 ? "-" : "+") \(b.magnitude == 1 ? "" : String(b.magnitude))y"
        }
        return MathTask(
            question: "Solve $\(side(a, b)) = \(a * x + b * y)$ and $\(side(c, d)) = \(c * x + d * y)$. "
                + "Give the solution as a pair $(x, y)$.",
            answer: "(\(x), \(y))")
    }
}
