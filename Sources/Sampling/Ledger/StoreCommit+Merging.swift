import Rollouts
package import TrajectoryQueue

extension StoreCommit {
    /// Adds everything that another commit holds, so that both become one transaction.
    package mutating func merge(_ other: StoreCommit) {
        requested.merge(other.requested, uniquingKeysWith: +)
        attempts.merge(other.attempts, uniquingKeysWith: +)
        tokens.merge(other.tokens, uniquingKeysWith: +)
        ended.append(contentsOf: other.ended)
        verdicts.append(contentsOf: other.verdicts)
        groups.append(contentsOf: other.groups)
        trajectories.append(contentsOf: other.trajectories)
        tasks.append(contentsOf: other.tasks)
        states.append(contentsOf: other.states)
    }

    /// Sums up counts that stand more than once, so that each is one row's change. O(parts).
    package mutating func condense() {
        if ended.count > 1 {
            var sums: [String: [RolloutEnd: Int]] = [:]
            for count in ended { sums[count.environment, default: [:]][count.end, default: 0] += count.count }
            ended = sums.flatMap { environment, counts in
                counts.map { OutcomeCount(environment: environment, end: $0.key, count: $0.value) }
            }
        }
        if verdicts.count > 1 {
            var sums: [String: VerdictCount] = [:]
            for count in verdicts {
                sums[count.environment, default: VerdictCount(environment: count.environment, verdicts: 0, passed: 0)]
                    .add(count)
            }
            verdicts = Array(sums.values)
        }
    }
}

extension VerdictCount {
    fileprivate mutating func add(_ other: VerdictCount) {
        verdicts += other.verdicts
        passed += other.passed
    }
}
