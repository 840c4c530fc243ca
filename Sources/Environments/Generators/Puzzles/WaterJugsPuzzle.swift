internal import JSON

/// `water_jugs`: pouring until a jug holds a given amount. The choices are what the jugs hold.
enum WaterJugsPuzzle: Puzzle {
    static let name = "water_jugs"

    private static let sizes = 100

    static func choices(_ level: Int) -> [Int] { [sizes, sizes] }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let first = choices.int(3...102)
        let second = first + choices.int(1...sizes)
        // Filling the small jug and pouring it into the large one, which is emptied when it is full, meets every amount
        // that can be had; the last new one within the level's moves is asked for.
        var (small, large) = (0, 0)
        var moves: [String] = []
        var target = (amount: first, moves: 1)
        var seen: Set<Int> = [0, first, second]
        while moves.count < 2 + 2 * level {
            if large == second {
                large = 0
                moves.append("empty B")
            } else if small == 0 {
                small = first
                moves.append("fill A")
            } else {
                let poured = min(small, second - large)
                (small, large) = (small - poured, large + poured)
                moves.append("A to B")
            }
            for amount in [small, large] where seen.insert(amount).inserted { target = (amount, moves.count) }
            if small == 0, large == 0 { break }
        }
        let answer = moves.isEmpty ? ["fill A"] : Array(moves.prefix(target.moves))
        let amount = target.amount == 1 ? "1 liter" : "\(target.amount) liters"
        return PuzzleTask(
            question: """
                Jug A holds \(first) liters and jug B holds \(second) liters. Both are empty, and there is as much water as \
                you need. You may fill a jug to the brim, empty a jug, or pour one jug into the other until the first is \
                empty or the second is full. How can you get exactly \(amount) into one of the jugs? Give the moves in \
                order with commas between them, each in one of these forms, with the letters that you need: fill A, \
                empty A, A to B.
                """,
            kind: "water_jugs", instance: ["sizes": [.int(first), .int(second)], "target": .int(target.amount)],
            answer: answer.joined(separator: ", "), steps: answer.count)
    }
}
