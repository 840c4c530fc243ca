package import Environments
package import Rollouts

/// `mode: groups`, one task: exactly so many scored members, then one decision on all of them.
///
/// `Member` is what the caller keeps of a member until the decision.
package struct GroupRounds<Member: Sendable>: Sendable {
    /// The rule's numbers.
    package struct Rule: Sendable {
        /// Members of a group.
        package var rollouts: Int
        package var keep: AcceptanceSettings.GroupRule
        /// How many rollouts beyond the members may fail or stay unscored before the group is given up.
        package var spare: Int

        /// A rule; by default as many spare rollouts as members.
        package init(rollouts: Int, keep: AcceptanceSettings.GroupRule, spare: Int? = nil) {
            self.rollouts = rollouts
            self.keep = keep
            self.spare = spare ?? rollouts
        }
    }

    /// What became of the group.
    package enum Decision: Sendable {
        /// Members are missing: so many are to be sampled.
        case sample(Int)
        /// The group is whole: how each member ends, and whether the group is kept.
        case whole([(member: Member, end: RolloutEnd)], isKept: Bool)
        /// Too many failed: every scored member ends as `incomplete`.
        case incomplete([Member])
    }

    private let rule: Rule
    private var members: [(member: Member, passed: Bool, reason: OutcomeReason?)] = []
    private var lost = 0

    /// A group without members.
    package init(rule: Rule) { self.rule = rule }

    /// How many rollouts the next round asks for; 0 when it is decided.
    package var nextRound: Int { lost > rule.spare ? 0 : rule.rollouts - members.count }

    /// Members scored so far.
    package var scored: [Member] { members.map(\.member) }

    /// Adds a scored member; its reason says why it did not pass.
    package mutating func add(_ member: Member, passed: Bool, reason: OutcomeReason?) {
        members.append((member, passed, reason))
    }

    /// Counts a rollout that brought no score; its own end was decided at once.
    package mutating func lose() { lost += 1 }

    /// What is to be done now.
    ///
    /// Members of a kept group are accepted whatever their verdict; of a dropped one the passing are `uninformative` and
    /// the others keep their reason.
    package func decide() -> Decision {
        if members.count < rule.rollouts {
            return lost > rule.spare ? .incomplete(scored) : .sample(rule.rollouts - members.count)
        }
        let isKept = rule.keep.keeps(passed: members.lazy.filter(\.passed).count, of: members.count)
        return .whole(
            members.map { entry in
                if isKept { return (entry.member, .accepted) }
                return (entry.member, .ended(entry.passed ? .uninformative : entry.reason ?? .incorrect))
            }, isKept: isKept)
    }
}
