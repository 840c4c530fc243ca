internal import JSON

/// `spanning_tree`: the least that it costs to join all places by cables. The choices are the places' names, in order.
enum SpanningTreePuzzle: Puzzle {
    static let name = "spanning_tree"

    private static func places(_ level: Int) -> Int { level + 3 }

    static func choices(_ level: Int) -> [Int] { Choices.alternatives(places(level), of: PuzzleText.towns.count) }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let names = choices.ordered(places(level), of: PuzzleText.towns)
        var cables: [(from: Int, to: Int, cost: Int)] = []
        for place in 1..<names.count { cables.append((draws.below(place), place, draws.int(3...40))) }
        let others = (0..<names.count).flatMap { first in
            ((first + 1)..<max(names.count, first + 1)).map { (first, $0) }
        }
        for (first, second) in draws.shuffled(others).prefix(2 * names.count)
        where cables.count < 2 * names.count && !cables.contains(where: { ($0.from, $0.to) == (first, second) }) {
            cables.append((first, second, draws.int(3...40)))
        }
        cables = draws.shuffled(cables)
        // Prim: the cheapest cable out of what is joined already, again and again.
        var joined: Set<Int> = [0]
        var total = 0
        while let next = cables.filter({ joined.contains($0.from) != joined.contains($0.to) }).min(by: {
            $0.cost < $1.cost
        }) {
            joined.formUnion([next.from, next.to])
            total += next.cost
        }
        let lines = cables.map { "\(names[$0.from]) - \(names[$0.to]): \($0.cost)" }
        return PuzzleTask(
            question: """
                Cables can be laid between these pairs of places, at these costs:
                \(lines.joined(separator: "\n"))
                All \(PuzzleText.count(names.count)) places must be joined to one network, directly or by way of others. \
                What is the least total cost? The answer is one number.
                """,
            kind: "number", instance: ["answer": .int(total)], answer: String(total), steps: cables.count)
    }
}
