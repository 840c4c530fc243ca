internal import JSON

/// `graph_coloring`: a colour for each region of a map. The choices are the regions' names, in order.
enum GraphColoringPuzzle: Puzzle {
    static let name = "graph_coloring"

    private static func regions(_ level: Int) -> Int { level + 3 }
    private static let colors = ["red", "green", "blue"]

    static func choices(_ level: Int) -> [Int] { Choices.alternatives(regions(level), of: PuzzleText.towns.count) }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let names = choices.ordered(regions(level), of: PuzzleText.towns)
        let count = names.count
        // Every colour occurs, so that three are needed for most maps.
        let coloring = draws.shuffled((0..<count).map { $0 % colors.count })
        var pairs: [(Int, Int)] = []
        for first in 0..<count {
            for second in (first + 1)..<max(count, first + 1) where coloring[first] != coloring[second] {
                pairs.append((first, second))
            }
        }
        let borders = draws.shuffled(pairs).prefix(count + count / 2 + level / 2).sorted { $0 < $1 }
        let lines = borders.map { "\(names[$0.0]) - \(names[$0.1])" }
        return PuzzleTask(
            question: """
                A map has the regions \(PuzzleText.list(names)). These regions share a border:
                \(lines.joined(separator: "\n"))
                Color each region red, green or blue so that no two regions that share a border have the same color. \
                Give each region with its color, in this form: \(names[0])=red, \(names[1])=blue, and so on.
                """,
            kind: "graph_coloring",
            instance: [
                "names": .array(names.map { .string($0) }), "colors": .array(colors.map { .string($0) }),
                "borders": .array(borders.map { [.string(names[$0.0]), .string(names[$0.1])] }),
            ],
            answer: zip(names, coloring).map { "\($0)=\(colors[$1])" }.joined(separator: ", "), steps: borders.count)
    }
}
