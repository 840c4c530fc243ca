/// `topological_order`: every name once, in an order in which each pair's first comes before its second.
///
/// Instance: `names`, `before` (pairs of names).
struct TopologicalOrderChecker: PuzzleChecker {
    static let kind = "topological_order"

    private let names: [String]
    private let before: [(Int, Int)]

    init(_ instance: PuzzleInstance) throws(OptionMismatch) {
        names = try instance.words("names")
        before = try instance.pairs("before", of: names)
    }

    func check(_ answer: PuzzleAnswer, budget: inout Budget) throws(BudgetExhausted) -> PuzzleFinding {
        guard let order = answer.words() else { return .unreadable("the answer is not a list of names") }
        try budget.spend(steps: 8 * (names.count + order.count) + 4 * before.count)
        guard order.count == names.count else { return .wrong("it has \(order.count) names, not \(names.count)") }
        var places: [String: Int] = [:]
        for (place, name) in order.enumerated() {
            guard places.updateValue(place, forKey: name) == nil else { return .wrong("`\(name)` is there twice") }
        }
        for name in names where places[name] == nil { return .wrong("`\(name)` is missing") }
        for (first, second) in before {
            guard let early = places[names[first]], let late = places[names[second]], early < late else {
                return .wrong("`\(names[first])` must come before `\(names[second])`")
            }
        }
        return .right
    }
}
