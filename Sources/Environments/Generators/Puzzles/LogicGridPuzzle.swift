internal import JSON

/// `logic_grid`: who owns what, from clues. The choices are the people's names, in order.
enum LogicGridPuzzle: Puzzle {
    static let name = "logic_grid"

    private static let things: [(question: String, values: [String])] = [
        ("a pet", ["cat", "dog", "parrot", "rabbit", "turtle"]),
        ("a fruit", ["apple", "fig", "mango", "peach", "plum"]),
        ("an instrument", ["cello", "drum", "flute", "harp", "trumpet"]),
    ]

    /// How many people and how many things each has; candidates are at most 14,400.
    private static func size(_ level: Int) -> (people: Int, things: Int) {
        [(3, 1), (3, 2), (3, 2), (4, 2), (4, 2), (4, 2), (5, 2), (5, 2), (5, 2), (4, 3)][level - 1]
    }

    static func choices(_ level: Int) -> [Int] {
        Choices.alternatives(size(level).people, of: PuzzleText.people.count)
    }

    /// Who is meant: a person, or whoever has a value of a thing.
    private enum Someone { case person(Int), owner(thing: Int, value: Int) }

    /// That somebody has, or has not, a value of a thing.
    private struct Clue {
        let someone: Someone
        let thing: Int
        let value: Int
        let isPositive: Bool

        /// Whether it holds; `values` are each person's values, thing by thing.
        func holds(_ values: [[Int]]) -> Bool {
            let person: Int?
            switch someone {
            case .person(let index): person = index
            case .owner(let thing, let value): person = values[thing].firstIndex(of: value)
            }
            return person.map { (values[thing][$0] == value) == isPositive } ?? false
        }
    }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let (people, count) = size(level)
        let names = choices.ordered(people, of: PuzzleText.people)
        let things = draws.places(count, below: Self.things.count).map { Self.things[$0] }
        let values = things.map { Array(draws.shuffled($0.values).prefix(people)) }
        let orders = permutations(people)
        var candidates: [[[Int]]] = [[]]
        for _ in 0..<count { candidates = candidates.flatMap { known in orders.map { known + [$0] } } }
        let solution = candidates[draws.below(candidates.count)]
        var clues: [Clue] = []
        while candidates.count > 1 {
            let clue = clue(level, people: people, things: count, solution, &draws)
            let left = candidates.filter(clue.holds)
            guard left.count < candidates.count else { continue }
            clues.append(clue)
            candidates = left
        }
        let lines = clues.map { text($0, names, values) }
        let heads = zip(things, values).map { "\($0.question) (\(PuzzleText.list($1.sorted())))" }
        let pairs = names.indices.map { person in
            (names[person], solution.enumerated().map { values[$0][$1[person]] }.joined(separator: "/"))
        }
        return PuzzleTask(
            question: """
                \(PuzzleText.list(names)) each have \(PuzzleText.list(heads)), all of them different.
                \(lines.joined(separator: "\n"))
                Who has what? Give the answer in this form: \
                \(names[0])=\(values.map { $0.min() ?? "" }.joined(separator: "/")), and so on.
                """,
            kind: "assignment",
            instance: ["answer": .object(JSONObject(pairs.map { .init(key: $0.0, value: .string($0.1)) }))],
            answer: pairs.map { "\($0.0)=\($0.1)" }.joined(separator: ", "), steps: clues.count + people * count)
    }

    /// A clue that holds. On higher levels fewer say outright who has what, and some speak of things only.
    private static func clue(
        _ level: Int, people: Int, things: Int, _ solution: [[Int]], _ draws: inout SeededGenerator
    ) -> Clue {
        let thing = draws.below(things)
        let person = draws.below(people)
        let isPositive = draws.happens(11 - level, in: 20)
        var value = solution[thing][person]
        if !isPositive { value = (value + draws.int(1...(people - 1))) % people }
        guard things > 1, draws.happens(level + 5, in: 20) else {
            return Clue(someone: .person(person), thing: thing, value: value, isPositive: isPositive)
        }
        let other = (thing + draws.int(1...(things - 1))) % things
        return Clue(
            someone: .owner(thing: other, value: solution[other][person]), thing: thing, value: value,
            isPositive: isPositive)
    }

    private static func text(_ clue: Clue, _ names: [String], _ values: [[String]]) -> String {
        let verb = clue.isPositive ? "has" : "does not have"
        let what = values[clue.thing][clue.value]
        switch clue.someone {
        case .person(let person): return "\(names[person]) \(verb) the \(what)."
        case .owner(let thing, let value): return "Whoever has the \(values[thing][value]) \(verb) the \(what)."
        }
    }

    private static func permutations(_ count: Int) -> [[Int]] {
        guard count > 0 else { return [[]] }
        return permutations(count - 1).flatMap { shorter in
            (0..<count).map { place in Array(shorter[..<place]) + [count - 1] + shorter[place...] }
        }
    }
}
