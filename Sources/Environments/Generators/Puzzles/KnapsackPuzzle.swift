internal import JSON

/// `knapsack`: the most valuable things that are light enough together. The choices are what the things weigh.
enum KnapsackPuzzle: Puzzle {
    static let name = "knapsack"

    private static func things(_ level: Int) -> Int { 3 + level }
    private static let largest = 25

    static func choices(_ level: Int) -> [Int] { Array(repeating: largest, count: things(level)) }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let weights = (0..<things(level)).map { _ in choices.int(1...largest) }
        let values = weights.map { max($0 + draws.int(-4...12), 1) }
        let limit = max(weights.reduce(0, +) * 2 / 5, weights.min() ?? 1)
        let chosen = best(weights, values, limit: limit)
        let names = weights.indices.map { String("ABCDEFGHIJKLMN".dropFirst($0).prefix(1)) }
        let lines = names.indices.map { "\(names[$0]): weighs \(weights[$0]) kg, worth \(values[$0])" }
        return PuzzleTask(
            question: """
                You may take some of these things, each of them once, but no more than \(limit) kg in all:
                \(lines.joined(separator: "\n"))
                Which things do you take so that they are worth as much as possible? Give their letters with commas \
                between them.
                """,
            kind: "knapsack",
            instance: [
                "names": .array(names.map { .string($0) }), "weights": .array(weights.map { .int($0) }),
                "values": .array(values.map { .int($0) }), "limit": .int(limit),
            ],
            answer: chosen.map { names[$0] }.joined(separator: ", "), steps: weights.count)
    }

    /// Thing by thing the loads that no lighter load is worth as much as, and at the end the most valuable of them.
    private static func best(_ weights: [Int], _ values: [Int], limit: Int) -> [Int] {
        var loads: [(weight: Int, value: Int, things: [Int])] = [(0, 0, [])]
        for thing in weights.indices {
            let more = loads.map { ($0.weight + weights[thing], $0.value + values[thing], $0.things + [thing]) }
            let all = (loads + more.filter { $0.0 <= limit }).sorted { ($0.weight, -$0.value) < ($1.weight, -$1.value) }
            loads = []
            for load in all where load.value > loads.last?.value ?? -1 { loads.append(load) }
        }
        return loads.last?.things ?? []
    }
}
