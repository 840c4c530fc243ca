internal import JSON

/// `nim`: a move after which the other player cannot win. The choices are the piles.
enum NimPuzzle: Puzzle {
    static let name = "nim"

    private static func piles(_ level: Int) -> Int { 3 + level / 2 }
    private static func largest(_ level: Int) -> Int { level <= 3 ? 31 : level <= 7 ? 63 : 127 }

    static func choices(_ level: Int) -> [Int] {
        Array(repeating: largest(level), count: piles(level) - 1) + [largest(level) - 1]
    }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        var piles = (1..<Self.piles(level)).map { _ in choices.int(1...largest(level)) }
        let balance = piles.reduce(0, ^)
        // The one size that would leave no winning move is stepped over.
        let last = choices.int(1...(largest(level) - 1))
        piles.append(balance > 0 && last >= balance ? last + 1 : last)
        let sum = piles.reduce(0, ^)
        let pile = piles.indices.first { piles[$0] ^ sum < piles[$0] } ?? 0
        let taken = piles[pile] - (piles[pile] ^ sum)
        let lines = piles.enumerated().map { "Pile \($0 + 1): \($1)" }
        return PuzzleTask(
            question: """
                Two players take turns. In each turn a player takes as many stones as they like, at least one, from one \
                pile. Whoever takes the last stone of all wins. These are the piles:
                \(lines.joined(separator: "\n"))
                It is your turn. Find a move after which you can win whatever the other player does. Give the number of \
                the pile and how many stones you take from it, with a comma between them, such as 2, 5.
                """,
            kind: "nim", instance: ["piles": .array(piles.map { .int($0) })], answer: "\(pile + 1), \(taken)",
            steps: piles.count * (largest(level) == 31 ? 5 : largest(level) == 63 ? 6 : 7))
    }
}
