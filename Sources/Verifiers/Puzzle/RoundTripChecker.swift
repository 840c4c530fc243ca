/// `round_trip`: every name once along roads, from the start back to it.
///
/// Instance: `names`, `roads` (pairs of names), `from`.
struct RoundTripChecker: PuzzleChecker {
    static let kind = "round_trip"

    private let names: [String]
    private let roads: Set<[Int]>
    private let start: String

    init(_ instance: PuzzleInstance) throws(OptionMismatch) {
        names = try instance.words("names")
        roads = Set(try instance.pairs("roads", of: names).map { [min($0.0, $0.1), max($0.0, $0.1)] })
        start = PuzzleAnswer.folded(try instance.text("from"))
    }

    func check(_ answer: PuzzleAnswer, budget: inout Budget) throws(BudgetExhausted) -> PuzzleFinding {
        guard let trip = answer.words() else { return .unreadable("the answer is not a list of names") }
        try budget.spend(steps: 8 * (trip.count + names.count))
        guard trip.first == start else { return .wrong("it does not start in \(start)") }
        guard trip.last == start else { return .wrong("it does not come back to \(start)") }
        guard trip.count == names.count + 1, Set(trip) == Set(names) else {
            return .wrong("it does not visit every name exactly once")
        }
        var places: [String: Int] = [:]
        for (place, name) in names.enumerated() { places[name] = place }
        for (here, next) in zip(trip, trip.dropFirst()) {
            guard let from = places[here], let to = places[next], roads.contains([min(from, to), max(from, to)]) else {
                return .wrong("no road joins \(here) and \(next)")
            }
        }
        return .right
    }
}
