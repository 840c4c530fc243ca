/// Which rollouts of a task are kept.
package struct AcceptanceSettings: Sendable, Hashable {
    /// What is accepted: single passing rollouts, or whole groups.
    package var mode: Mode = .trajectories
    /// The score from which a verdict passes, above 0 and at most 1.
    package var score: Double = 1
    /// How many accepted trajectories a task may have, 1 to 1,024. Only in `mode: trajectories`.
    package var perTask: Int = 1
    /// What accepted trajectories of a task must differ in. Only in `mode: trajectories`.
    package var unique: Uniqueness = .completion
    /// How many rollouts a task may cost before it is given up, `perTask` to 100,000. Only in `mode: trajectories`.
    package var giveUpAfter: Int = 64
    /// Which groups are kept. Only in `mode: groups`.
    package var keep: GroupRule = .all
    /// What a completion that was cut at its token limit is worth.
    package var truncated: Truncation = .reject

    /// The defaults.
    package init() {}

    /// What is accepted.
    package enum Mode: String, Sendable, Hashable, CaseIterable {
        case trajectories, groups
    }

    /// What is done with a completion that was cut at its token limit.
    package enum Truncation: String, Sendable, Hashable, CaseIterable {
        /// It is rejected as `overlong`, whatever it holds. In `mode: trajectories`, the default there.
        case reject
        /// It is judged like any other. In `mode: trajectories`.
        case judge
        /// It is judged, and keeps its flag. In `mode: groups`, the default there.
        case score
        /// As `score`, and its loss mask is 0 throughout. In `mode: groups`.
        case mask
        /// It is left out of its group. In `mode: groups`.
        case drop

        /// The mode in which it means something.
        package var mode: Mode {
            switch self {
            case .reject, .judge: .trajectories
            case .score, .mask, .drop: .groups
            }
        }
    }

    /// Which groups are kept.
    package enum GroupRule: Sendable, Hashable {
        /// Every whole group.
        case all
        /// Groups in which some members pass and some do not.
        case mixed
        /// Groups whose pass rate lies within these bounds, both included.
        case passRate(ClosedRange<Double>)

        /// Whether a group with so many passing members of so many is kept; an empty one never is.
        package func keeps(passed: Int, of members: Int) -> Bool {
            guard members > 0 else { return false }
            switch self {
            case .all: return true
            case .mixed: return passed > 0 && passed < members
            case .passRate(let range): return range.contains(Double(passed) / Double(members))
            }
        }
    }
}
