package import Rollouts

/// What the `answer` entry before an entry read.
package enum PrecedingAnswer: Sendable, Hashable {
    /// No `answer` entry stands before it.
    case absent
    /// There is one, and it found no answer or could not tell which is meant.
    case unread
    /// The span that it read.
    case read(String)
}

/// A family that judges what a preceding `answer` entry read, and the whole completion only where there is none.
package protocol FollowsAnswer: VerifierFamily {
    /// Judges what the preceding entry read.
    func judge(
        _ completion: Completion, preceding: PrecedingAnswer, task: RolloutTask, budget: inout Budget
    ) throws(BudgetExhausted) -> Verdict
}

extension FollowsAnswer {
    package func judge(
        _ completion: Completion, task: RolloutTask, budget: inout Budget
    ) throws(BudgetExhausted) -> Verdict {
        try judge(completion, preceding: .absent, task: task, budget: &budget)
    }
}

extension AnswerVerifier {
    /// What a verdict of this family hands on to the entries after it.
    static func handOver(_ verdict: Verdict) -> PrecedingAnswer { verdict.extracted.map { .read($0) } ?? .unread }
}
