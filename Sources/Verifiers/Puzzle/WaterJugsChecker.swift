/// `water_jugs`: moves that leave a given amount in one of the jugs at the end. The jugs are `a`, `b`, …, empty at first.
///
/// Instance: `sizes`, `target`. Moves are `fill a`, `empty a` and `a to b`, with `pour`, `into` or an arrow as you like.
struct WaterJugsChecker: PuzzleChecker {
    static let kind = "water_jugs"

    private let sizes: [Int]
    private let target: Int

    init(_ instance: PuzzleInstance) throws(OptionMismatch) {
        sizes = try instance.ints("sizes", in: 1...1_000_000)
        target = try instance.int("target", in: 0...1_000_000)
        guard sizes.count <= 26 else { throw OptionMismatch("there are more than 26 jugs") }
    }

    func check(_ answer: PuzzleAnswer, budget: inout Budget) throws(BudgetExhausted) -> PuzzleFinding {
        guard let words = answer.words() else { return .unreadable("the answer is not a list of moves") }
        try budget.spend(steps: 4 * words.count)
        var held = [Int](repeating: 0, count: sizes.count)
        var rest = words.filter { !["pour", "to", "into", "from", "jug", "then", "and", "the"].contains($0) }[...]
        while let word = rest.popFirst() {
            if word == "fill" || word == "empty" {
                guard let jug = jug(rest.popFirst()) else { return .unreadable("`\(word)` names no jug") }
                held[jug] = word == "fill" ? sizes[jug] : 0
            } else {
                guard let from = jug(word), let to = jug(rest.popFirst()), from != to else {
                    return .unreadable("`\(word)` is not the beginning of a move")
                }
                let poured = min(held[from], sizes[to] - held[to])
                held[from] -= poured
                held[to] += poured
            }
        }
        return held.contains(target)
            ? .right : .wrong("in the end the jugs hold \(held.map(String.init).joined(separator: ", "))")
    }

    private func jug(_ name: String?) -> Int? {
        guard let name, name.utf8.count == 1, let letter = name.utf8.first, letter.isLetter else { return nil }
        let place = Int(letter) - 0x61
        return sizes.indices.contains(place) ? place : nil
    }
}
