internal import JSON

/// `topological_order`: an order of jobs in which none comes before what it needs. The choices are the jobs, in order.
enum TopologicalOrderPuzzle: Puzzle {
    static let name = "topological_order"

    private static let jobs = [
        "bake", "brush", "build", "carve", "check", "clean", "count", "cut", "dig", "draw", "drill", "dry", "dye",
        "fill",
        "fold", "glue", "grind", "heat", "label", "measure", "mix", "mold", "order", "pack", "paint", "peel", "plan",
        "polish", "press", "print", "rinse", "roll", "sand", "saw", "scan", "seal", "sew", "ship", "sketch", "soak",
        "sort",
        "stack", "stamp", "stir", "test", "trim", "wash", "weigh", "wrap",
    ]

    private static func count(_ level: Int) -> Int { level + 3 }

    static func choices(_ level: Int) -> [Int] { Choices.alternatives(count(level), of: jobs.count) }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let names = choices.ordered(count(level), of: jobs)
        let order = draws.shuffled(names.indices)
        // Every job but the first waits for one before it; some for a second one.
        var before: [(Int, Int)] = []
        for place in order.indices.dropFirst() {
            let others = draws.places(min(place, draws.int(1...2)), below: place)
            before += others.map { (order[$0], order[place]) }
        }
        before = draws.shuffled(before)
        let lines = before.enumerated().map { index, pair in
            index % 2 == 0
                ? "\"\(names[pair.0])\" comes before \"\(names[pair.1])\"."
                : "\"\(names[pair.1])\" comes after \"\(names[pair.0])\"."
        }
        return PuzzleTask(
            question: """
                A workshop has these jobs to do, one after the other: \(PuzzleText.list(names)).
                \(lines.joined(separator: "\n"))
                In which order can all of them be done? Give all \(PuzzleText.count(names.count)) jobs, from the first \
                to the last, with commas between them.
                """,
            kind: "topological_order",
            instance: [
                "names": .array(names.map { .string($0) }),
                "before": .array(before.map { [.string(names[$0.0]), .string(names[$0.1])] }),
            ],
            answer: order.map { names[$0] }.joined(separator: ", "), steps: before.count)
    }
}
