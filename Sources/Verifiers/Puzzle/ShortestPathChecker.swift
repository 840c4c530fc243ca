/// `shortest_path`: names from the start to the goal, neighbours joined by a road, as short as can be.
///
/// Instance: `names`, `roads` (`[first, second]`), `lengths` (of the roads, in their order, at least 1), `from`, `to`.
/// Any shortest way is right; what the shortest is, is reckoned here (Bellman and Ford).
struct ShortestPathChecker: PuzzleChecker {
    static let kind = "shortest_path"

    private let names: [String]
    private let roads: [(Int, Int)]
    private let lengths: [Int]
    private let start: String
    private let goal: String

    init(_ instance: PuzzleInstance) throws(OptionMismatch) {
        names = try instance.words("names")
        roads = try instance.pairs("roads", of: names)
        lengths = try instance.ints("lengths", in: 1...1_000_000, atLeast: 0)
        start = PuzzleAnswer.folded(try instance.text("from"))
        goal = PuzzleAnswer.folded(try instance.text("to"))
        guard lengths.count == roads.count, names.contains(start), names.contains(goal) else {
            throw OptionMismatch("`lengths`, `from` or `to` do not fit `names` and `roads`")
        }
    }

    func check(_ answer: PuzzleAnswer, budget: inout Budget) throws(BudgetExhausted) -> PuzzleFinding {
        guard let path = answer.words() else { return .unreadable("the answer is not a list of names") }
        try budget.spend(steps: 4 * path.count + 4 * roads.count)
        guard path.first == start, path.last == goal else { return .wrong("it does not go from start to goal") }
        var shortest: [String: Int] = [:]
        for (road, length) in zip(roads, lengths) {
            for key in ["\(names[road.0]) \(names[road.1])", "\(names[road.1]) \(names[road.0])"] {
                shortest[key] = min(shortest[key] ?? .max, length)
            }
        }
        var total = 0
        for (here, next) in zip(path, path.dropFirst()) {
            guard let length = shortest["\(here) \(next)"] else { return .wrong("no road joins \(here) and \(next)") }
            total += length
        }
        guard let least = try least(&budget) else { return .wrong("there is no way at all") }
        return total == least ? .right : .wrong("it is \(total) long, and there is a way of \(least)")
    }

    private func least(_ budget: inout Budget) throws(BudgetExhausted) -> Int? {
        var distances = [Int?](repeating: nil, count: names.count)
        for (place, name) in names.enumerated() where name == start { distances[place] = 0 }
        for _ in names {
            try budget.spend(steps: 2 * roads.count + 1)
            var isSettled = true
            for (road, length) in zip(roads, lengths) {
                for (from, to) in [(road.0, road.1), (road.1, road.0)] {
                    guard let distance = distances[from], distances[to].map({ $0 > distance + length }) ?? true else {
                        continue
                    }
                    distances[to] = distance + length
                    isSettled = false
                }
            }
            if isSettled { break }
        }
        return names.firstIndex(of: goal).flatMap { distances[$0] }
    }
}
