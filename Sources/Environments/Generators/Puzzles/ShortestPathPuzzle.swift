internal import JSON

/// `shortest_path`: the shortest way between two towns. The choices are the towns' names, in order.
enum ShortestPathPuzzle: Puzzle {
    static let name = "shortest_path"

    private static func towns(_ level: Int) -> Int { level + 3 }

    /// The most roads that the shortest way takes; it takes so many, or one less.
    private static func most(_ level: Int) -> Int { 2 + level * 2 / 3 }

    static func choices(_ level: Int) -> [Int] { Choices.alternatives(towns(level), of: PuzzleText.towns.count) }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let names = choices.ordered(towns(level), of: PuzzleText.towns)
        let count = names.count
        // Towns lie along a line, some beside it. A road is at least as long as what it covers of the line, and as long
        // only between neighbors on it, so that the way along the line is the shortest, if not by much.
        let hops = draws.int((most(level) - 1)...most(level))
        var places = [0]
        for _ in 0..<hops { places.append(places[places.count - 1] + draws.int(4...15)) }
        var sides = [Int](repeating: 0, count: hops + 1)
        for _ in places.count..<count {
            places.append(draws.below(places[hops] + 1))
            sides.append(draws.int(1...6))
        }
        func length(_ first: Int, _ second: Int, _ draws: inout SeededGenerator) -> Int {
            let covered = abs(places[first] - places[second]) + sides[first] + sides[second]
            return covered + (first <= hops && second == first + 1 && second <= hops ? 0 : draws.int(1...5))
        }
        // A tree joins all; more roads make detours and short cuts.
        var pairs = (1...hops).map { ($0 - 1, $0) }
        for town in (hops + 1)..<max(count, hops + 1) { pairs.append((draws.below(town), town)) }
        var others: [(Int, Int)] = []
        for first in 0..<count {
            for second in (first + 1)..<max(count, first + 1)
            where !pairs.contains(where: { $0 == (first, second) }) { others.append((first, second)) }
        }
        pairs += draws.shuffled(others).prefix(count)
        var roads = pairs.map { pair in
            draws.below(2) == 0
                ? (from: pair.0, to: pair.1, length: length(pair.0, pair.1, &draws))
                : (from: pair.1, to: pair.0, length: length(pair.0, pair.1, &draws))
        }
        roads = draws.shuffled(roads)
        let lines = roads.map { "\(names[$0.from]) - \(names[$0.to]): \($0.length) km" }
        return PuzzleTask(
            question: """
                These roads join towns, and can be driven both ways:
                \(lines.joined(separator: "\n"))
                What is the shortest way from \(names[0]) to \(names[hops])? Give the towns in the order in which \
                they are passed, both ends included, with commas between them.
                """,
            kind: "shortest_path",
            instance: [
                "names": .array(names.map { .string($0) }),
                "roads": .array(roads.map { [.string(names[$0.from]), .string(names[$0.to])] }),
                "lengths": .array(roads.map { .int($0.length) }), "from": .string(names[0]),
                "to": .string(names[hops]),
            ],
            answer: names[...hops].joined(separator: ", "), steps: roads.count)
    }
}
