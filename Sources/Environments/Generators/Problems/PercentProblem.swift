/// A price that changes by percentages one after the other: more changes with the level.
enum PercentProblem: MathProblem {
    static let name = "percent_change"

    private static func changes(_ level: Int) -> Int { 1 + level / 4 }
    private static func step(_ level: Int) -> Int { level % 4 < 2 ? 10 : 5 }

    static func choices(_ level: Int) -> [Int] {
        // Prices in tens, and for each change its size and whether it goes up or down.
        [20 + 10 * level] + Array(repeating: [50 / step(level), 2], count: changes(level)).flatMap { $0 }
    }

    static func make(_ level: Int, _ choices: inout Choices) -> MathTask {
        let price = 10 * choices.int(2...(21 + 10 * level))
        // Thousandths of a hundredth, as often as there are changes: exact in whole numbers.
        var (top, bottom) = (price, 1)
        var parts: [String] = []
        for _ in 0..<changes(level) {
            let percent = step(level) * choices.int(1...(50 / step(level)))
            let rises = choices.next(of: 2) == 0
            (top, bottom) = (top * (100 + (rises ? percent : -percent)), bottom * 100)
            parts.append("\(rises ? "rises" : "falls") by \(percent)%")
        }
        let steps = parts.enumerated().map { $0.offset == 0 ? $0.element : "then \($0.element)" }
        return MathTask(
            question: "A price of \(price) dollars \(steps.joined(separator: ", ")). "
                + "What is the price in dollars then? Give the exact value, as a whole number or a decimal.",
            number: decimal(top, bottom))
    }

    /// A fraction whose denominator is a power of 100, as a decimal without zeros at its end.
    private static func decimal(_ top: Int, _ bottom: Int) -> String {
        let (whole, rest) = top.quotientAndRemainder(dividingBy: bottom)
        guard rest > 0 else { return String(whole) }
        var digits = String(bottom + rest).dropFirst()
        while digits.last == "0" { digits.removeLast() }
        return "\(whole).\(digits)"
    }
}
