internal import JSON

/// `rewriting`: what becomes of a text by rules that replace parts of it. The choices are the text.
enum RewritingPuzzle: Puzzle {
    static let name = "rewriting"

    private static let letters = ["A", "B", "C", "D"]
    private static func length(_ level: Int) -> Int { 7 + level / 2 }
    private static func rules(_ level: Int) -> Int { 2 + level / 4 }
    private static func times(_ level: Int) -> Int { 1 + 2 * level }

    static func choices(_ level: Int) -> [Int] { Array(repeating: letters.count, count: length(level)) }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let start = (0..<length(level)).map { _ in letters[choices.next(of: letters.count)] }.joined()
        var text = start
        var best: (rules: [(String, String)], text: String, steps: Int) = ([], start, -1)
        // The rules that keep the text changing longest, of a few sets.
        for _ in 0..<8 {
            let rules = draws.places(rules(level), below: 16).map { pair in
                (letters[pair % 4] + letters[pair / 4], right(&draws))
            }
            text = start
            var steps = 0
            while steps < times(level), let next = applied(rules, to: text) {
                text = next
                steps += 1
            }
            if steps > best.steps { best = (rules, text, steps) }
            if steps == times(level) { break }
        }
        let lines = best.rules.enumerated().map { "\($0 + 1). \($1.0) -> \($1.1)" }
        let count = times(level)
        return PuzzleTask(
            question: """
                Start with the text \(start). In each step take the first rule of this list whose left side occurs in \
                the text, and replace the leftmost occurrence by the right side:
                \(lines.joined(separator: "\n"))
                Stop after \(count) steps, or earlier if no rule can be used. What is the text then?
                """,
            kind: "words", instance: ["answer": .string(best.text)], answer: best.text,
            steps: max(best.steps, 0) + start.count)
    }

    /// Two or three letters, so that the text neither vanishes nor grows without end.
    private static func right(_ draws: inout SeededGenerator) -> String {
        (0..<draws.int(2...3)).map { _ in letters[draws.below(letters.count)] }.joined()
    }

    private static func applied(_ rules: [(String, String)], to text: String) -> String? {
        let bytes = Array(text.utf8)
        for (left, right) in rules {
            let left = Array(left.utf8)
            for start in 0..<max(bytes.count - left.count + 1, 0)
            where bytes[start..<(start + left.count)].elementsEqual(left) {
                return String(
                    decoding: bytes[..<start] + Array(right.utf8) + bytes[(start + left.count)...], as: UTF8.self)
            }
        }
        return nil
    }
}
