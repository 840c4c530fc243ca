internal import JSON

/// `prime_factors`: the primes that a number is the product of. The choice is the number.
enum PrimeFactorsPuzzle: Puzzle {
    static let name = "prime_factors"

    private static func range(_ level: Int) -> ClosedRange<Int> {
        let least = [20, 500, 1_200, 3_000, 8_000, 20_000, 60_000, 150_000, 400_000, 1_000_000][level - 1]
        return least...(least + max(10_000, 2 * least) - 1)
    }

    static func choices(_ level: Int) -> [Int] { [range(level).count] }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let number = choices.int(range(level))
        var rest = number
        var factors: [Int] = []
        var divisor = 2
        while divisor * divisor <= rest {
            if rest % divisor == 0 {
                factors.append(divisor)
                rest /= divisor
            } else {
                divisor += 1
            }
        }
        if rest > 1 { factors.append(rest) }
        return PuzzleTask(
            question: """
                Which prime numbers multiplied together make \(number)? Give each of them as often as it is needed, with \
                * between them, such as 2 * 2 * 3 for 12. If the number is itself prime, give just the number.
                """,
            kind: "prime_factors", instance: ["number": .int(number)],
            answer: factors.map(String.init).joined(separator: " * "), steps: number / 100)
    }
}
