/// `satisfiability`: a truth value for each name, so that every clause has a part that holds.
///
/// Instance: `names`, `clauses` (places in the list of names from 1, negative where the name is negated).
struct SatisfiabilityChecker: PuzzleChecker {
    static let kind = "satisfiability"

    private let names: [String]
    private let clauses: [[Int]]

    init(_ instance: PuzzleInstance) throws(OptionMismatch) {
        names = try instance.words("names")
        clauses = try instance.rows("clauses", in: -names.count...names.count)
        guard clauses.allSatisfy({ !$0.contains(0) }) else { throw OptionMismatch("`clauses` holds a 0") }
    }

    func check(_ answer: PuzzleAnswer, budget: inout Budget) throws(BudgetExhausted) -> PuzzleFinding {
        guard let given = answer.assignments() else { return .unreadable("the answer does not give names with values") }
        try budget.spend(steps: 4 * (names.count + clauses.reduce(0) { $0 + $1.count }))
        guard given.count == names.count else { return .wrong("it gives \(given.count) values, not \(names.count)") }
        var values: [Bool] = []
        for name in names {
            switch given[name] {
            case "true", "t", "1": values.append(true)
            case "false", "f", "0": values.append(false)
            case nil: return .wrong("`\(name)` is missing")
            default: return .unreadable("`\(name)` is neither true nor false")
            }
        }
        for (index, clause) in clauses.enumerated() where !clause.contains(where: { values[abs($0) - 1] == ($0 > 0) }) {
            return .wrong("statement \(index + 1) does not hold")
        }
        return .right
    }
}
