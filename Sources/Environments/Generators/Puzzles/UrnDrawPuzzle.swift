internal import JSON

/// `urn_draw`: the chance of a hand of balls drawn without putting back. The choices are the balls and what is asked.
enum UrnDrawPuzzle: Puzzle {
    static let name = "urn_draw"

    private static let colors = ["red", "blue", "green", "white"]
    private static func kinds(_ level: Int) -> Int { 2 + (level - 1) / 4 }
    private static func drawn(_ level: Int) -> Int { 2 + level / 2 }
    private static func largest(_ level: Int) -> Int { level <= 4 ? 70 : 30 }

    static func choices(_ level: Int) -> [Int] { Array(repeating: largest(level), count: kinds(level)) + [3] }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let colors = Array(Self.colors.prefix(kinds(level)))
        let least = drawn(level)
        let balls = colors.map { _ in choices.int(least...(least + largest(level) - 1)) }
        let question = choices.next(of: 3)
        var hand = [Int](repeating: 0, count: colors.count)
        for _ in 0..<least { hand[draws.below(colors.count)] += 1 }
        let total = balls.reduce(0, +)
        let others = total - balls[0]
        let text: String
        let favorable: Int
        switch question {
        case 0:
            let held = zip(hand, colors).filter { $0.0 > 0 }.map { "\($0) \($1) ball\($0 == 1 ? "" : "s")" }
            text = "exactly \(PuzzleText.list(held))"
            favorable = zip(balls, hand).reduce(1) { $0 * (Combination.count($1.1, of: $1.0) ?? 0) }
        case 1:
            text = "no \(colors[0]) ball"
            favorable = Combination.count(least, of: others) ?? 0
        default:
            text = "at least one \(colors[0]) ball"
            favorable = (Combination.count(least, of: total) ?? 0) - (Combination.count(least, of: others) ?? 0)
        }
        let all = Combination.count(least, of: total) ?? 1
        let held = zip(balls, colors).map { "\($0) \($1)" }
        return PuzzleTask(
            question: """
                An urn holds \(PuzzleText.list(held)) balls. \(PuzzleText.count(least).capitalizedFirst) balls are drawn \
                at random, without putting any back. What is the probability that there \
                \(question == 0 && least > 1 ? "are" : "is") \(text) among them? Give it as a fraction, such as 3/8.
                """,
            kind: "fraction", instance: ["numerator": .int(favorable), "denominator": .int(all)],
            answer: PuzzleText.fraction(favorable, all), steps: least * colors.count)
    }
}
