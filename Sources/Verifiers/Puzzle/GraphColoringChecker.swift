/// `graph_coloring`: one of the colours for each name, neighbours in different ones.
///
/// Instance: `names`, `borders` (pairs of names), `colors`.
struct GraphColoringChecker: PuzzleChecker {
    static let kind = "graph_coloring"

    private let names: [String]
    private let colors: Set<String>
    private let borders: [(Int, Int)]

    init(_ instance: PuzzleInstance) throws(OptionMismatch) {
        names = try instance.words("names")
        colors = Set(try instance.words("colors"))
        borders = try instance.pairs("borders", of: names)
    }

    func check(_ answer: PuzzleAnswer, budget: inout Budget) throws(BudgetExhausted) -> PuzzleFinding {
        guard let given = answer.assignments() else {
            return .unreadable("the answer does not give names with colours")
        }
        try budget.spend(steps: 8 * names.count + 4 * borders.count)
        guard given.count == names.count else { return .wrong("it colours \(given.count) of \(names.count)") }
        var chosen: [String] = []
        for name in names {
            guard let color = given[name] else { return .wrong("`\(name)` is missing") }
            guard colors.contains(color) else { return .wrong("`\(color)` is none of the colours") }
            chosen.append(color)
        }
        for (first, second) in borders where chosen[first] == chosen[second] {
            return .wrong("\(names[first]) and \(names[second]) are neighbours, both \(chosen[first])")
        }
        return .right
    }
}
