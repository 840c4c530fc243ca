/// A coefficient of a product of linear factors; the numbers grow with the level, and from level 5 there are three factors.
enum ExpansionProblem: MathProblem {
    static let name = "expansion"

    private static func bound(_ level: Int) -> Int { 3 + (level < 5 ? 2 * level : level - 3) }
    private static func factors(_ level: Int) -> Int { level < 5 ? 2 : 3 }
    private static func leading(_ level: Int) -> Int { level < 3 ? 1 : 3 }

    static func choices(_ level: Int) -> [Int] {
        Array(repeating: [leading(level), 2 * bound(level)], count: factors(level)).flatMap { $0 }
            + [factors(level) - 1]
    }

    static func make(_ level: Int, _ choices: inout Choices) -> MathTask {
        let bound = bound(level)
        var product = [1]
        var text = ""
        for _ in 0..<factors(level) {
            let a = 1 + choices.next(of: leading(level))
            let number = choices.next(of: 2 * bound)
            let b = number < bound ? number - bound : number - bound + 1
            text += "(\(LaTeX.polynomial([b, a])))"
            var next = Array(repeating: 0, count: product.count + 1)
            for (power, coefficient) in product.enumerated() {
                next[power] += coefficient * b
                next[power + 1] += coefficient * a
            }
            product = next
        }
        // The constant term is left out: it is a product of the numbers that are there.
        let power = 1 + choices.next(of: factors(level) - 1)
        return MathTask(
            question:
                "Expand $\(text)$ and collect like terms. What is the coefficient of $\(power == 1 ? "x" : "x^2")$?",
            number: String(product[power]))
    }
}
