/// The roots of a quadratic; they grow with the level, and from level 5 there is a leading coefficient.
enum QuadraticProblem: MathProblem {
    static let name = "quadratic_equation"

    private static func bound(_ level: Int) -> Int { 8 + 2 * level }
    private static func leading(_ level: Int) -> Int { level < 5 ? 1 : level - 2 }

    static func choices(_ level: Int) -> [Int] {
        // Pairs of different roots, the smaller first.
        let roots = 2 * bound(level) + 1
        return [roots * (roots - 1) / 2, leading(level)]
    }

    static func make(_ level: Int, _ choices: inout Choices) -> MathTask {
        let roots = 2 * bound(level) + 1
        var pair = choices.next(of: roots * (roots - 1) / 2)
        var low = 0
        while pair >= roots - 1 - low {
            pair -= roots - 1 - low
            low += 1
        }
        let (first, second) = (low - bound(level), low + 1 + pair - bound(level))
        let a = 1 + choices.next(of: leading(level))
        let text = LaTeX.polynomial([a * first * second, -a * (first + second), a])
        return MathTask(
            question: "Find all solutions of $\(text) = 0$. Give them as a set, such as $\\{1, 2\\}$.",
            answer: "\\{\(first), \(second)\\}")
    }
}
