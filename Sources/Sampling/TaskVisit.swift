import Environments
import Inference
import Rollouts
import TrajectoryQueue

/// One task on its way through its rounds.
struct TaskVisit: Sendable {
    enum Rounds: Sendable {
        case trajectories(TaskRounds)
        case groups(GroupRounds<JudgedRollout>)
    }

    let task: RolloutTask
    let groupID: UniqueID
    /// Its place in the environment's cursor window.
    let ticket: Int
    var rounds: Rounds
    /// The level of difficulty that it was chosen for; nil where none is chosen.
    var level: Int?
    /// What was remembered of the task when the visit began; groups keep their counts here.
    var memory: TaskMemory
    /// Rendered once, when the first round begins.
    var prompt: Prompt?
    /// Rollouts asked for so far: the index of the next one.
    var index = 0
    /// Whether the store holds the group's row.
    var hasGroup = false

    /// How many rollouts the next round asks for; 0 when none comes.
    var nextRound: Int {
        switch rounds {
        case .trajectories(let rounds): rounds.nextRound
        case .groups(let rounds): rounds.nextRound
        }
    }
}

/// One rollout with its verdict, before it is decided what becomes of it.
struct JudgedRollout: Sendable {
    let id: UniqueID
    let choice: SampledChoice
    let completion: Completion
    let verdict: Verdict
    /// A digest of what must be unique; nil where nothing must.
    let digest: UInt64?
    let origin: Origin
    let timings: RolloutRecord.Timings

    /// Where a rollout came from.
    struct Origin: Sendable {
        var endpoint: String?
        var attempts: Int
        /// The policy version when sampling started, and when it ended.
        var policyVersion: Int
        var policyVersionEnd: Int
    }
}
