internal import JSON
internal import Rollouts

/// The tasks of one puzzle at one level: numbers, and the task of each.
struct PuzzleSpace: Sendable {
    private let space: TaskSpace

    /// The space of a level.
    init(_ puzzle: any Puzzle.Type, level: Int) { space = TaskSpace(puzzle.choices(level)) }

    /// How many tasks there are; nil where they are more than 2^62.
    var size: Int? { space.size }

    /// The number of the task at a place, in an order that the seed decides.
    func number(at place: Int, seed: UInt64) -> UInt64 {
        guard let size else { return SeededGenerator.mixed(SeededGenerator.seed(seed, stream: place)) }
        return UInt64(SeededPermutation(count: size, seed: seed)[place])
    }

    /// The task of a number: the same for every seed and place that lead to it.
    func task(_ puzzle: any Puzzle.Type, level: Int, number: UInt64) -> RolloutTask {
        var choices: Choices =
            size.map { .counted(Int(number % UInt64($0))) } ?? .drawn(SeededGenerator(seed: number))
        var stream: UInt64 = UInt64(level)
        for byte in puzzle.name.utf8 { stream = SeededGenerator.mixed(stream &* 257 &+ UInt64(byte)) }
        var draws = SeededGenerator(seed: number, stream: stream)
        let made = puzzle.make(level, &choices, &draws)
        return RolloutTask(
            id: "\(puzzle.name):\(level):\(number)",
            fields: [
                "puzzle": .string(puzzle.name), "difficulty": .int(level), "question": .string(made.question),
                "kind": .string(made.kind), "instance": .object(made.instance), "steps": .int(made.steps),
            ],
            gold: "<answer>\(made.answer)</answer>")
    }
}
