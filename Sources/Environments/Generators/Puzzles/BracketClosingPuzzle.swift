internal import JSON

/// `bracket_closing`: the brackets that close those left open. The choices are the opening brackets.
enum BracketClosingPuzzle: Puzzle {
    static let name = "bracket_closing"

    private static let kinds = ["()", "[]", "{}"].map { Array($0) }
    private static func opened(_ level: Int) -> Int { 6 + 3 * level }

    static func choices(_ level: Int) -> [Int] { Array(repeating: kinds.count, count: opened(level)) }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        var text = ""
        var open: [Int] = []
        for _ in 0..<opened(level) {
            while !open.isEmpty, draws.happens(2, in: 5) { text.append(kinds[open.removeLast()][1]) }
            let kind = choices.next(of: kinds.count)
            text.append(kinds[kind][0])
            open.append(kind)
        }
        let answer = String(open.reversed().map { kinds[$0][1] })
        return PuzzleTask(
            question: """
                Some brackets are still open at the end of this text:
                \(text)
                Which closing brackets must follow so that every bracket is closed in the right order? Give only these \
                closing brackets.
                """,
            kind: "bracket_closing", instance: ["text": .string(text)], answer: answer, steps: text.count)
    }
}
