internal import JSON

/// `shortest_path`: the shortest way between two towns. The choices are the towns' names, in order.
enum ShortestPathPuzzle: Puzzle {
    static let name = "shortest_path"

    private static func towns(_ level: Int) -> Int { level + 3 }

    static func choices(_ level: Int) -> [Int] { Choices.alternatives(towns(level), of: PuzzleText.towns.count) }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let names = choices.ordered(towns(level), of: PuzzleText.towns)
        let count = names.count
        var roads: [(from: Int, to: Int, length: Int)] = []
        // A tree joins all; more roads make detours and short cuts.
        for town in 1..<count { roads.append((draws.below(town), town, draws.int(2...20))) }
        var others: [(Int, Int)] = []
        for first in 0..<count {
            for second in (first + 1)..<max(count, first + 1)
            where !roads.contains(where: { ($0.from, $0.to) == (first, second) }) { others.append((first, second)) }
        }
        for (first, second) in draws.shuffled(others).prefix(count) { roads.append((first, second, draws.int(5...30))) }
        roads = draws.shuffled(roads)
        let path = shortest(count, roads, from: 0, to: count - 1)
        let lines = roads.map { "\(names[$0.from]) - \(names[$0.to]): \($0.length) km" }
        return PuzzleTask(
            question: """
                These roads join towns, and can be driven both ways:
                \(lines.joined(separator: "\n"))
                What is the shortest way from \(names[0]) to \(names[count - 1])? Give the towns in the order in which \
                they are passed, both ends included, with commas between them.
                """,
            kind: "shortest_path",
            instance: [
                "names": .array(names.map { .string($0) }),
                "roads": .array(roads.map { [.string(names[$0.from]), .string(names[$0.to])] }),
                "lengths": .array(roads.map { .int($0.length) }), "from": .string(names[0]),
                "to": .string(names[count - 1]),
            ],
            answer: path.map { names[$0] }.joined(separator: ", "), steps: roads.count)
    }

    /// Dijkstra's way, the nearest town settled first.
    private static func shortest(
        _ count: Int, _ roads: [(from: Int, to: Int, length: Int)], from start: Int, to goal: Int
    ) -> [Int] {
        var distances = [Int](repeating: .max, count: count)
        var before = [Int?](repeating: nil, count: count)
        var open = Set(0..<count)
        distances[start] = 0
        while let town = open.min(by: { (distances[$0], $0) < (distances[$1], $1) }), distances[town] < .max {
            open.remove(town)
            for road in roads where road.from == town || road.to == town {
                let next = road.from == town ? road.to : road.from
                if distances[town] + road.length < distances[next] {
                    distances[next] = distances[town] + road.length
                    before[next] = town
                }
            }
        }
        var path = [goal]
        while let town = before[path[0]] { path.insert(town, at: 0) }
        return path
    }
}
