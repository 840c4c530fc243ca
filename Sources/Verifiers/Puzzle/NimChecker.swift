/// `nim`: a pile and how many are taken from it, so that the piles' sizes are in balance (Bouton, 1901).
///
/// Instance: `piles`. The answer is the pile's number, from 1, and how many are taken.
struct NimChecker: PuzzleChecker {
    static let kind = "nim"

    private let piles: [Int]

    init(_ instance: PuzzleInstance) throws(OptionMismatch) { piles = try instance.ints("piles", in: 0...1_000_000) }

    func check(_ answer: PuzzleAnswer, budget: inout Budget) throws(BudgetExhausted) -> PuzzleFinding {
        guard let move = answer.integers(), move.count == 2 else {
            return .unreadable("the answer is not two numbers, a pile and how many are taken")
        }
        try budget.spend(steps: 32 * piles.count)
        guard piles.indices.contains(move[0] - 1) else { return .wrong("there is no pile \(move[0])") }
        guard (1...max(piles[move[0] - 1], 1)).contains(move[1]), piles[move[0] - 1] > 0 else {
            return .wrong("\(move[1]) cannot be taken from pile \(move[0])")
        }
        var left = piles
        left[move[0] - 1] -= move[1]
        // In balance: every power of two is in an even number of piles.
        for bit in 0..<20 where left.count(where: { $0 >> bit & 1 == 1 }) % 2 == 1 {
            return .wrong("the other player can win after it")
        }
        return .right
    }
}
