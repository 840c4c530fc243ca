internal import JSON

/// `remainder_riddle`: the first number above a bound that leaves given remainders. The choice is the bound.
enum RemainderRiddlePuzzle: Puzzle {
    static let name = "remainder_riddle"

    private static let bounds = 20_000
    private static let primes = [3, 4, 5, 7, 11, 13, 17, 19, 23, 29, 31]
    private static func divisors(_ level: Int) -> Int { 2 + (level - 1) / 3 }

    static func choices(_ level: Int) -> [Int] { [bounds] }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let bound = choices.next(of: bounds)
        let window = primes.dropFirst((level - 1) * 6 / 9).prefix(divisors(level) + 1)
        let divisors = draws.shuffled(window).prefix(divisors(level)).sorted()
        let remainders = divisors.map { draws.below($0) }
        // Numbers that fit the divisors so far lie `step` apart.
        var (answer, step) = (bound + 1, 1)
        for (divisor, remainder) in zip(divisors, remainders) {
            while answer % divisor != remainder { answer += step }
            step *= divisor
        }
        let parts = zip(divisors, remainders).map { "\($1) when divided by \($0)" }
        return PuzzleTask(
            question: """
                What is the smallest whole number greater than \(bound) that leaves a remainder of \
                \(PuzzleText.list(parts))? The answer is one number.
                """,
            kind: "number", instance: ["answer": .int(answer)], answer: String(answer),
            steps: divisors.reduce(1, *))
    }
}
