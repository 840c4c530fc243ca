/// The budget of a judgement, handed down to everything that `math` does, and what may go wrong on the way.
struct MathMeter: Sendable {
    /// What is left.
    var budget: Budget

    /// Takes steps before they are done.
    @inline(__always)
    mutating func spend(_ steps: Int) throws(MathFault) {
        do { try budget.spend(steps: steps) } catch { throw .exhausted(error) }
    }
}

/// Why a piece of mathematics was not done to its end.
enum MathFault: Error, Sendable, Hashable {
    /// The budget ran out.
    case exhausted(BudgetExhausted)
    /// It is larger than what is computed: a number, a power, a sum of too many terms, a nesting.
    case beyond
    /// It has no value: a division by zero.
    case undefined
    /// The text is not mathematics that can be read.
    case unreadable
}
