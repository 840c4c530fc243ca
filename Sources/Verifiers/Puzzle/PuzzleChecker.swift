/// The rules of one kind of puzzle, applied to one instance.
protocol PuzzleChecker: Sendable {
    /// What it is called under `kind`, in snake_case.
    static var kind: String { get }

    /// Reads an instance; throws what is wrong with it. Bounded in time whatever the instance.
    init(_ instance: PuzzleInstance) throws(OptionMismatch)

    /// Whether an answer solves the instance.
    ///
    /// The answer's bytes are paid; work beyond a small multiple of answer and instance is spent first.
    func check(_ answer: PuzzleAnswer, budget: inout Budget) throws(BudgetExhausted) -> PuzzleFinding
}

/// What a checker finds of an answer.
enum PuzzleFinding: Sendable, Hashable {
    case right
    /// It is an answer, and not a right one, and why.
    case wrong(String)
    /// It is not in the form that was asked for, and why.
    case unreadable(String)
}
