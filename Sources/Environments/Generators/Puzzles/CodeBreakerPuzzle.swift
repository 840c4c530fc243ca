internal import JSON

/// `code_breaker`: a code of digits that fits what is said of guesses. The choices are the guesses.
enum CodeBreakerPuzzle: Puzzle {
    static let name = "code_breaker"

    private static func length(_ level: Int) -> Int { [3, 3, 4, 4, 4, 5, 5, 5, 6, 6][level - 1] }
    private static func guesses(_ level: Int) -> Int { [3, 4, 4, 5, 6, 5, 6, 7, 6, 7][level - 1] }

    static func choices(_ level: Int) -> [Int] {
        (0..<guesses(level)).flatMap { _ in Choices.alternatives(length(level), of: 10) }
    }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let code = draws.places(length(level), below: 10)
        let guesses = (0..<guesses(level)).map { _ in choices.ordered(length(level), of: Array(0...9)) }
        let rows = guesses.map { guess in
            let placed = zip(guess, code).count { $0 == $1 }
            return (guess, placed, guess.count { code.contains($0) } - placed)
        }
        func text(_ digits: [Int]) -> String { digits.map(String.init).joined() }
        return PuzzleTask(
            question: """
                A code has \(PuzzleText.count(code.count)) different digits and may begin with 0. For each of these \
                guesses you are told how many of its digits are in the code and at the right place, and how many are in \
                the code but at another place.
                \(rows.map { "\(text($0.0)): \($0.1) at the right place, \($0.2) at another place" }.joined(separator: "\n"))
                Find a code that fits all of this. Give only the code.
                """,
            kind: "code_breaker",
            instance: [
                "length": .int(code.count), "guesses": .array(guesses.map { .array($0.map { .int($0) }) }),
                "placed": .array(rows.map { .int($0.1) }), "misplaced": .array(rows.map { .int($0.2) }),
            ],
            answer: text(code), steps: code.count * code.count * rows.count)
    }
}
