internal import JSON

/// `ranking`: the order in which runners finished, from clues. The choices are the runners' names, in order.
enum RankingPuzzle: Puzzle {
    static let name = "ranking"

    private static let places = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh"]
    private static func runners(_ level: Int) -> Int { [3, 4, 4, 5, 5, 5, 6, 6, 6, 7][level - 1] }

    static func choices(_ level: Int) -> [Int] { Choices.alternatives(runners(level), of: PuzzleText.people.count) }

    private enum Clue {
        case before(Int, Int)
        case directly(Int, Int)
        case apart(Int, Int, Int)
        case at(Int, Int)
        case notAt(Int, Int)

        /// Whether it holds for each runner's place.
        func holds(_ places: [Int]) -> Bool {
            switch self {
            case .before(let first, let second): places[first] < places[second]
            case .directly(let first, let second): places[first] + 1 == places[second]
            case .apart(let first, let second, let between): abs(places[first] - places[second]) == between + 1
            case .at(let runner, let place): places[runner] == place
            case .notAt(let runner, let place): places[runner] != place
            }
        }

        func text(_ names: [String]) -> String {
            switch self {
            case .before(let first, let second): return "\(names[first]) finished before \(names[second])."
            case .directly(let first, let second): return "\(names[second]) finished directly after \(names[first])."
            case .apart(let first, let second, let between):
                let who =
                    between == 0
                    ? "Nobody" : between == 1 ? "Exactly one runner" : "Exactly \(PuzzleText.count(between)) runners"
                return "\(who) finished between \(names[first]) and \(names[second])."
            case .at(let runner, let place): return "\(names[runner]) was \(RankingPuzzle.places[place])."
            case .notAt(let runner, let place): return "\(names[runner]) was not \(RankingPuzzle.places[place])."
            }
        }
    }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let names = choices.ordered(runners(level), of: PuzzleText.people)
        let order = draws.shuffled(names.indices)
        var solution = [Int](repeating: 0, count: order.count)
        for (place, runner) in order.enumerated() { solution[runner] = place }
        var candidates = permutations(names.count)
        var clues: [Clue] = []
        while candidates.count > 1 {
            let clue = clue(level, solution, order, &draws)
            let left = candidates.filter(clue.holds)
            guard left.count < candidates.count else { continue }
            clues.append(clue)
            candidates = left
        }
        return PuzzleTask(
            question: """
                \(PuzzleText.list(names)) ran a race, and no two of them finished together.
                \(clues.map { $0.text(names) }.joined(separator: "\n"))
                In which order did they finish? Give the names from first to last, with commas between them.
                """,
            kind: "list", instance: ["answer": .array(order.map { .string(names[$0]) })],
            answer: order.map { names[$0] }.joined(separator: ", "), steps: names.count + clues.count)
    }

    private static func clue(
        _ level: Int, _ solution: [Int], _ order: [Int], _ draws: inout SeededGenerator
    ) -> Clue {
        let pair = draws.places(2, below: order.count)
        let (first, second) = solution[pair[0]] < solution[pair[1]] ? (pair[0], pair[1]) : (pair[1], pair[0])
        let between = solution[second] - solution[first] - 1
        // Each step of three levels leaves out what says most.
        let isPlain = [1, 2, 4, 7].contains(level)
        let isMiddling = isPlain || [5, 8].contains(level)
        switch draws.below(7) {
        case 0 where isPlain: return .at(first, solution[first])
        case 1 where isMiddling && between == 0: return .directly(first, second)
        case 3, 4: return .apart(pair[0], pair[1], between)
        case 5: return .notAt(first, (solution[first] + draws.int(1...(order.count - 1))) % order.count)
        default: return .before(first, second)
        }
    }

    private static func permutations(_ count: Int) -> [[Int]] {
        guard count > 0 else { return [[]] }
        return permutations(count - 1).flatMap { shorter in
            (0..<count).map { place in Array(shorter[..<place]) + [count - 1] + shorter[place...] }
        }
    }
}
