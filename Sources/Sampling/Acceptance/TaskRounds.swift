package import Rollouts
package import TrajectoryQueue

/// What a judgement means to the acceptance rule.
package struct Judgement: Sendable, Hashable {
    /// Whether it passed; nil when there is no verdict (failed, unscored, cancelled).
    package var passed: Bool?
    /// Why it did not pass; nil when it passed.
    package var reason: OutcomeReason?
    /// A digest of what must be unique; nil where nothing must.
    package var digest: UInt64?

    /// A judgement.
    package init(passed: Bool?, reason: OutcomeReason?, digest: UInt64?) {
        self.passed = passed
        self.reason = reason
        self.digest = digest
    }
}

/// `mode: trajectories`, one task: it is sampled in rounds until it has its unique passing trajectories or the rollouts
/// it may cost are spent.
package struct TaskRounds: Sendable {
    /// The rule's numbers.
    package struct Rule: Sendable, Hashable {
        package var rollouts: Int
        package var perTask: Int
        package var giveUpAfter: Int

        /// A rule.
        package init(rollouts: Int, perTask: Int, giveUpAfter: Int) {
            self.rollouts = rollouts
            self.perTask = perTask
            self.giveUpAfter = giveUpAfter
        }
    }

    /// Rounds in a row that brought no verdict, after which the task is left for another epoch.
    package static let patience = 3

    private let rule: Rule
    private var fruitlessRounds = 0
    /// What will be remembered of the task.
    package private(set) var memory: TaskMemory

    /// Rounds that go on from what is remembered.
    package init(rule: Rule, memory: TaskMemory) {
        self.rule = rule
        self.memory = memory
    }

    /// Whether the task has its trajectories.
    package var isSatisfied: Bool { memory.accepted >= rule.perTask }

    /// Whether no further round comes: satisfied, spent, or left.
    package var isOver: Bool { isSatisfied || memory.attempts >= rule.giveUpAfter || fruitlessRounds >= Self.patience }

    /// How many rollouts the next round asks for; 0 when none comes.
    package var nextRound: Int { isOver ? 0 : min(rule.rollouts, rule.giveUpAfter - memory.attempts) }

    /// Decides on a round: one end for each judgement, in order.
    ///
    /// Passing rollouts beyond what the task may have, or beyond `limit` (what the environment may still accept), are
    /// `surplus`. Rollouts without a verdict of the endpoint's making are not spent: they are not the task's fault.
    package mutating func decide(_ round: [Judgement], limit: Int?, policyVersion: Int) -> [RolloutEnd] {
        var remaining = limit ?? Int.max
        var ends: [RolloutEnd] = []
        ends.reserveCapacity(round.count)
        var hasVerdict = false
        for judgement in round {
            let outcome = judgement.reason?.outcome ?? .rejected
            if outcome != .failed, outcome != .cancelled {
                memory.attempts += 1
                hasVerdict = true
            }
            guard judgement.passed == true else {
                ends.append(.ended(judgement.reason ?? .verifierError))
                continue
            }
            memory.passes += 1
            if let digest = judgement.digest, memory.accepted64.contains(digest) {
                ends.append(.ended(.duplicate))
            } else if isSatisfied || remaining <= 0 {
                ends.append(.ended(.surplus))
            } else {
                memory.accepted += 1
                remaining -= 1
                if let digest = judgement.digest { memory.accepted64.append(digest) }
                ends.append(.accepted)
            }
        }
        if hasVerdict {
            fruitlessRounds = 0
        } else if !round.allSatisfy({ $0.reason == .endpointRefused }) {
            // Where nobody was there to ask, the task was not tried: it waits for as long as that lasts.
            fruitlessRounds += 1
        }
        memory.policyVersion = policyVersion
        memory.isFinished = isSatisfied || memory.attempts >= rule.giveUpAfter
        return ends
    }
}
