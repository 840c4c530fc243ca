/// What a verifier may spend before it must stop: steps of work and bytes of text read.
///
/// Verifiers hold no clock, so the budget is what bounds their time. The same completion and task spend the same on
/// every machine, and a verdict never depends on how busy that machine was.
package struct Budget: Sendable, Hashable {
    /// Steps that are left; a step is a small constant amount of work (a comparison, a node visited), about 50 ns at
    /// most.
    package private(set) var steps: Int
    /// Bytes of text that may still be scanned; a byte costs about 5 ns at most, each pass over it counted.
    package private(set) var bytes: Int

    /// A budget of so many steps and bytes; negative figures count as none.
    package init(steps: Int, bytes: Int) {
        self.steps = max(steps, 0)
        self.bytes = max(bytes, 0)
    }

    /// What one list of verifiers gets for one completion unless said otherwise: 2 million steps (at most 100 ms) and
    /// 32 MiB (at most 170 ms).
    package static let standard = Budget(steps: 2_000_000, bytes: 32 << 20)

    /// Takes steps; throws, and leaves none, when there are not that many.
    package mutating func spend(steps count: Int) throws(BudgetExhausted) {
        guard count <= steps else {
            steps = 0
            throw BudgetExhausted.steps
        }
        steps -= max(count, 0)
    }

    /// Takes bytes; throws, and leaves none, when there are not that many.
    package mutating func spend(bytes count: Int) throws(BudgetExhausted) {
        guard count <= bytes else {
            bytes = 0
            throw BudgetExhausted.bytes
        }
        bytes -= max(count, 0)
    }
}

/// Which part of a budget ran out; the verdict is then unscored, `verifier_timeout`.
package enum BudgetExhausted: String, Error, Sendable, CustomStringConvertible {
    case steps, bytes

    /// What happened, in words.
    package var description: String { "the verifier spent its budget of \(rawValue) before it was done" }
}
