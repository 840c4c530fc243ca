package import Rollouts

/// A family of verifiers: options compile to a pure function from (task, completion) to a verdict.
///
/// A family is a folder beside this file and a line in `VerifierCatalog`. It does no I/O, holds no clock, draws no
/// random numbers and keeps no global state, so that it may run anywhere, at once, and again.
package protocol VerifierFamily: Sendable {
    /// What it is called in a `verify` list, in snake_case.
    static var name: String { get }

    /// Compiles the options; throws what is wrong with them. Whatever can be known without a task is checked here.
    init(options: VerifierOptions) throws(VerifierOptionError)

    /// Judges a completion whose thought is closed: reads `completion.answer`, `toolCalls` and `tokenCount`.
    ///
    /// What is wrong with the task or its fields is an unscored verdict (`verifier_error`), never a failed one.
    func judge(
        _ completion: Completion, task: RolloutTask, budget: inout Budget
    ) throws(BudgetExhausted) -> Verdict

    /// Whether all completions of a task that pass give the same answer, so that no two of them differ in it.
    var usesExactEquality: Bool { get }
}

extension VerifierFamily {
    /// No, unless a family says otherwise.
    package var usesExactEquality: Bool { false }
}

/// What is wrong with a verifier's options, and what to write instead.
package struct VerifierOptionError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The option; nil where the whole set of options is meant.
    package var option: String?
    /// What is wrong.
    package var message: String
    /// What to write instead; nil where the message says it.
    package var hint: String?

    /// An error about an option.
    package init(option: String?, _ message: String, hint: String? = nil) {
        self.option = option
        self.message = message
        self.hint = hint
    }

    /// All of it in one line.
    package var description: String {
        (option.map { "\($0): " } ?? "") + message + (hint.map { "; \($0)" } ?? "")
    }
}
