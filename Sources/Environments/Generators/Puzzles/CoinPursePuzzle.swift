internal import JSON

/// `coin_purse`: so many coins that are worth so much. The choices are what the coins are worth and how many there are.
enum CoinPursePuzzle: Puzzle {
    static let name = "coin_purse"

    private static func kinds(_ level: Int) -> Int { 3 + level / 3 }
    private static let gap = 12

    static func choices(_ level: Int) -> [Int] { [9] + Array(repeating: gap, count: kinds(level) - 1) + [10] }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        var values = [choices.int(1...9)]
        while values.count < kinds(level) { values.append(values[values.count - 1] + choices.int(1...gap)) }
        let count = 2 + 2 * level + choices.int(1...10)
        var coins = [Int](repeating: 0, count: values.count)
        for _ in 0..<count { coins[draws.below(values.count)] += 1 }
        let total = zip(values, coins).reduce(0) { $0 + $1.0 * $1.1 }
        let person = draws.pick(PuzzleText.people) ?? "Anna"
        return PuzzleTask(
            question: """
                In a far country there are coins worth \(PuzzleText.list(values.map(String.init))) crowns. \(person) has \
                exactly \(count) coins, worth \(total) crowns in all. How many of each coin can that be? Give one \
                possible answer in this form, the worth of a coin first and then how many there are of it: \
                \(values.map { "\($0)=0" }.joined(separator: ", ")).
                """,
            kind: "coin_purse",
            instance: ["values": .array(values.map { .int($0) }), "count": .int(count), "total": .int(total)],
            answer: zip(values, coins).map { "\($0)=\($1)" }.joined(separator: ", "), steps: count * values.count)
    }
}
