/// `knapsack`: things that are light enough together and worth as much as can be.
///
/// Instance: `names`, `weights`, `values`, `limit`. What can be had is reckoned here, weight by weight.
struct KnapsackChecker: PuzzleChecker {
    static let kind = "knapsack"

    private let names: [String]
    private let weights: [Int]
    private let values: [Int]
    private let limit: Int

    init(_ instance: PuzzleInstance) throws(OptionMismatch) {
        names = try instance.words("names")
        weights = try instance.ints("weights", in: 1...1_000_000)
        values = try instance.ints("values", in: 0...1_000_000_000)
        limit = try instance.int("limit", in: 0...10_000)
        guard weights.count == names.count, values.count == names.count else {
            throw OptionMismatch("`weights` and `values` are not as many as `names`")
        }
    }

    func check(_ answer: PuzzleAnswer, budget: inout Budget) throws(BudgetExhausted) -> PuzzleFinding {
        guard let chosen = answer.words() else { return .unreadable("the answer is not a list of names") }
        guard Set(chosen).count == chosen.count else { return .wrong("a thing is taken twice") }
        try budget.spend(steps: chosen.count * 2 + names.count)
        var (weight, value) = (0, 0)
        for name in chosen {
            guard let place = names.firstIndex(of: name) else { return .wrong("there is no `\(name)`") }
            try budget.spend(steps: place / 8 + 1)
            weight += weights[place]
            value += values[place]
        }
        guard weight <= limit else { return .wrong("it weighs \(weight), and \(limit) are allowed") }
        var best = [Int](repeating: 0, count: limit + 1)
        for (thing, worth) in zip(weights, values) where thing <= limit {
            try budget.spend(steps: limit + 1)
            for load in stride(from: limit, through: thing, by: -1) {
                best[load] = max(best[load], best[load - thing] + worth)
            }
        }
        return value == best[limit] ? .right : .wrong("it is worth \(value), and \(best[limit]) can be had")
    }
}
