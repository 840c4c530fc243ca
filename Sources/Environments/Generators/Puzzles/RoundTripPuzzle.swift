internal import JSON

/// `round_trip`: a way that visits every town once. The choices are the towns' names, in order.
enum RoundTripPuzzle: Puzzle {
    static let name = "round_trip"

    private static func towns(_ level: Int) -> Int { level + 4 }

    static func choices(_ level: Int) -> [Int] { Choices.alternatives(towns(level), of: PuzzleText.towns.count) }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let names = choices.ordered(towns(level), of: PuzzleText.towns)
        let order = [0] + draws.shuffled(1..<names.count)
        var roads = zip(order, order.dropFirst() + [0]).map { (min($0, $1), max($0, $1)) }
        let others = (0..<names.count).flatMap { first in
            ((first + 1)..<max(names.count, first + 1)).map { (first, $0) }
        }
        for road in draws.shuffled(others.filter { road in !roads.contains { $0 == road } }).prefix(2 + level / 2) {
            roads.append(road)
        }
        roads = roads.sorted { $0 < $1 }
        return PuzzleTask(
            question: """
                Roads join these pairs of towns, and can be driven both ways:
                \(roads.map { "\(names[$0.0]) - \(names[$0.1])" }.joined(separator: "\n"))
                Find a round trip that starts in \(names[0]), visits every other town exactly once and comes back to \
                \(names[0]). Give the towns in order, with \(names[0]) first and last and commas between them.
                """,
            kind: "round_trip",
            instance: [
                "names": .array(names.map { .string($0) }), "from": .string(names[0]),
                "roads": .array(roads.map { [.string(names[$0.0]), .string(names[$0.1])] }),
            ],
            answer: (order + [0]).map { names[$0] }.joined(separator: ", "), steps: roads.count)
    }
}
