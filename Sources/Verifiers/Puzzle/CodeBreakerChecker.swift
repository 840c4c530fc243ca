/// `code_breaker`: different digits that fit what is said of each guess.
///
/// Instance: `length`, `guesses` (rows of digits), `placed` and `misplaced` (a count for each guess).
struct CodeBreakerChecker: PuzzleChecker {
    static let kind = "code_breaker"

    private let guesses: [[Int]]
    private let placed: [Int]
    private let misplaced: [Int]
    private let length: Int

    init(_ instance: PuzzleInstance) throws(OptionMismatch) {
        length = try instance.int("length", in: 1...10)
        guesses = try instance.rows("guesses", in: 0...9, width: length)
        placed = try instance.ints("placed", in: 0...10)
        misplaced = try instance.ints("misplaced", in: 0...10)
        guard placed.count == guesses.count, misplaced.count == guesses.count else {
            throw OptionMismatch("`placed` and `misplaced` are not as many as `guesses`")
        }
    }

    func check(_ answer: PuzzleAnswer, budget: inout Budget) throws(BudgetExhausted) -> PuzzleFinding {
        let code = answer.signs().map { Int($0) - 0x30 }
        guard code.allSatisfy((0...9).contains) else { return .unreadable("the answer is not a code of digits") }
        guard code.count == length, Set(code).count == length else {
            return .wrong("it is not \(length) different digits")
        }
        try budget.spend(steps: guesses.count * length * length)
        for (index, guess) in guesses.enumerated() {
            var (right, astray) = (0, 0)
            for (place, digit) in guess.enumerated() {
                if code[place] == digit { right += 1 } else if code.contains(digit) { astray += 1 }
            }
            if right != placed[index] || astray != misplaced[index] {
                return .wrong("guess \(index + 1) would have \(right) at the right place and \(astray) at another one")
            }
        }
        return .right
    }
}
