/// `knight_route`: squares a knight's move apart, by way of the stops in their order, in so many moves at most.
///
/// Instance: `size` of the board (to 26), `stops` (`b1`: a column's letter and a row's number), `moves`.
struct KnightRouteChecker: PuzzleChecker {
    static let kind = "knight_route"

    private let size: Int
    private let stops: [String]
    private let moves: Int

    init(_ instance: PuzzleInstance) throws(OptionMismatch) {
        size = try instance.int("size", in: 3...26)
        stops = try instance.words("stops")
        moves = try instance.int("moves", in: 0...PuzzleInstance.most)
    }

    func check(_ answer: PuzzleAnswer, budget: inout Budget) throws(BudgetExhausted) -> PuzzleFinding {
        guard let squares = answer.words() else { return .unreadable("the answer is not a list of squares") }
        try budget.spend(steps: 8 * squares.count)
        var places: [(column: Int, row: Int)] = []
        for square in squares {
            guard let place = place(square) else { return .wrong("`\(square)` is no square of the board") }
            places.append(place)
        }
        for (index, (here, next)) in zip(places, places.dropFirst()).enumerated() {
            let (across, up) = (abs(here.column - next.column), abs(here.row - next.row))
            guard min(across, up) == 1, max(across, up) == 2 else {
                return .wrong("\(squares[index]) to \(squares[index + 1]) is no knight's move")
            }
        }
        guard squares.first == stops.first, squares.last == stops.last else {
            return .wrong("it does not go from \(stops.first ?? "") to \(stops.last ?? "")")
        }
        var left = stops[...]
        for square in squares where square == left.first { left.removeFirst() }
        guard left.isEmpty else { return .wrong("it does not visit \(left.first ?? "") in its turn") }
        guard squares.count - 1 <= moves else { return .wrong("it takes \(squares.count - 1) moves, not \(moves)") }
        return .right
    }

    private func place(_ square: String) -> (column: Int, row: Int)? {
        guard let letter = square.utf8.first, letter.isLetter, let row = Int(square.dropFirst()),
            square.utf8.dropFirst().allSatisfy(\.isDigit)
        else { return nil }
        let column = Int(letter) - 0x60
        return (1...size).contains(column) && (1...size).contains(row) ? (column, row) : nil
    }
}
