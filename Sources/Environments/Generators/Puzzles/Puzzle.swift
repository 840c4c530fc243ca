internal import JSON

/// One kind of puzzle, in levels from 1 to 10.
///
/// What tells the tasks of a level apart is a list of choices, each seen in the question, so that no two tasks of
/// different choices are the same. Whatever else a task needs is drawn from a generator that the choices seed.
protocol Puzzle: Sendable {
    /// What it is called under `puzzles`, in snake_case.
    static var name: String { get }

    /// How many alternatives each choice of a level has. Their product is the size of the level's space.
    static func choices(_ level: Int) -> [Int]

    /// The task of choices, taken in the order listed. Deterministic; below 1 ms as a rule.
    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask
}

/// What a puzzle makes.
struct PuzzleTask {
    /// What the solver reads, which says how the answer is to be written.
    var question: String
    /// The kind of its rules, for the verifier.
    var kind: String
    /// What the rules are applied to.
    var instance: JSONObject
    /// An answer that is right.
    var answer: String
    /// How much there is to do: cells to fill, numbers to reckon with, steps to take.
    var steps: Int
}
