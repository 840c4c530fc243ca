/// `coin_purse`: how many there are of each coin, so that number and worth are right.
///
/// Instance: `values`, `count`, `total`. The answer names a coin by its worth; one left out counts as none.
struct CoinPurseChecker: PuzzleChecker {
    static let kind = "coin_purse"

    private let values: [Int]
    private let count: Int
    private let total: Int

    init(_ instance: PuzzleInstance) throws(OptionMismatch) {
        values = try instance.ints("values", in: 1...1_000_000)
        count = try instance.int("count", in: 0...1_000_000)
        total = try instance.int("total")
    }

    func check(_ answer: PuzzleAnswer, budget: inout Budget) throws(BudgetExhausted) -> PuzzleFinding {
        guard let given = answer.assignments() else {
            return .unreadable("the answer does not give coins with numbers")
        }
        try budget.spend(steps: 4 * given.count)
        var (coins, worth) = (0, 0)
        for (name, number) in given {
            guard let value = Int(name), let number = Int(number), (0...1_000_000).contains(number) else {
                return .unreadable("the answer does not give whole numbers of coins")
            }
            guard values.contains(value) else { return .wrong("there is no coin worth \(value)") }
            coins += number
            worth += value * number
        }
        guard coins == count else { return .wrong("it has \(coins) coins, not \(count)") }
        return worth == total ? .right : .wrong("it is worth \(worth), not \(total)")
    }
}
