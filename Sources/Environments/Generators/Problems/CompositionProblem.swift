/// A linear function of a linear function, the value asked for at a number; functions are nested deeper with the level.
enum CompositionProblem: MathProblem {
    static let name = "composition"

    private static func depth(_ level: Int) -> Int { level < 6 ? 2 : 3 }
    private static func bound(_ level: Int) -> Int { 3 + level }

    static func choices(_ level: Int) -> [Int] {
        let bound = bound(level)
        return Array(repeating: [bound - 1, 2 * bound], count: depth(level)).flatMap { $0 } + [2 * bound + 1]
    }

    static func make(_ level: Int, _ choices: inout Choices) -> MathTask {
        let bound = bound(level)
        let names = ["f", "g", "h"].prefix(depth(level))
        let functions = names.map { _ in
            let a = choices.int(2...bound)
            let b = choices.next(of: 2 * bound)
            return (a, b < bound ? b - bound : b - bound + 1)
        }
        let at = choices.int(-bound...bound)
        let value = functions.reversed().reduce(at) { $1.0 * $0 + $1.1 }
        let told = zip(names, functions).map { "$\($0)(x) = \(LaTeX.polynomial([$1.1, $1.0]))$" }
        let call = names.joined(separator: "(") + "(\(at)" + String(repeating: ")", count: names.count)
        return MathTask(question: "Let \(PuzzleText.list(told)). What is $\(call)$?", number: String(value))
    }
}
