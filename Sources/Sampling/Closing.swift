import Environments
import Inference
import JSON
import Rollouts
import TrajectoryQueue

/// What a round comes to: what is committed and logged of it, and what the visit goes on with.
struct Closing: Sendable {
    let served: ServedEnvironment
    /// The wall clock's Unix milliseconds.
    let wall: Int64
    var visit: TaskVisit
    var commit = StoreCommit()
    /// What kept the endpoint from answering, where it says what helps.
    var obstacle: Obstacle?
    private(set) var records: [RolloutRecord] = []
    private(set) var ends: [RolloutEnd: Int] = [:]
    private(set) var verdicts = 0
    private(set) var passed = 0
    private(set) var tokens = 0
    /// Whether the visit has no further round.
    private(set) var isOver = false
    /// Whether the task counts as not begun, so that a restart begins it anew.
    private(set) var isUndone = false

    private let ids: UniqueIDSource

    init(served: ServedEnvironment, visit: TaskVisit, wall: Int64, ids: UniqueIDSource) {
        self.ids = ids
        self.served = served
        self.visit = visit
        self.wall = wall
    }

    private var settings: EnvironmentSettings { served.settings }

    /// Rollouts that end with it.
    var endCount: Int { ends.values.reduce(0, +) }

    /// The commit with its counts.
    func finishedCommit() -> StoreCommit {
        var commit = commit
        commit.ended = ends.map { OutcomeCount(environment: served.name, end: $0.key, count: $0.value) }
        if verdicts > 0 {
            commit.verdicts = [VerdictCount(environment: served.name, verdicts: verdicts, passed: passed)]
        }
        if tokens > 0 { commit.tokens[served.name] = tokens }
        return commit
    }

    /// Ends a judged rollout; an accepted one becomes a trajectory.
    mutating func add(_ rollout: JudgedRollout, end: RolloutEnd, detail: String? = nil) {
        ends[end, default: 0] += 1
        countVerdict(rollout)
        records.append(record(rollout, end: end, detail: detail))
        guard end == .accepted else { return }
        let queues = settings.deliver == .queue ? settings.queues : []
        commit.trajectories.append(.init(trajectory: trajectory(rollout).encoded(), queues: queues))
    }

    /// Ends rollouts that the endpoint did not deliver.
    mutating func addMissing(
        _ count: Int, failure: SampleOutcome.Failure, outcome: SampleOutcome, policyVersion: Int
    ) {
        guard count > 0 else { return }
        ends[.ended(failure.reason), default: 0] += count
        for _ in 0..<count {
            var record = RolloutRecord(
                id: ids.next(milliseconds: wall), groupID: visit.groupID,
                environment: served.name, environmentVersion: served.version, taskID: visit.task.id,
                end: .ended(failure.reason), detail: failure.detail, messages: visit.prompt?.messages ?? [],
                completion: [], verdict: nil, finishReason: nil, sampling: served.recorded, createdAt: wall)
            record.endpoint = outcome.record.endpoint
            record.attempts = outcome.record.attempts
            record.policyVersion = policyVersion
            record.timings.waited = outcome.record.waited.milliseconds
            record.timings.sampled = outcome.record.sampled.milliseconds
            records.append(record)
        }
    }

    /// Ends a round of `mode: trajectories`.
    mutating func finish(memory: TaskMemory, isOver: Bool) {
        self.isOver = isOver
        visit.memory = memory
        commit.tasks.append(memory)
        let hadGroup = visit.hasGroup
        if !commit.trajectories.isEmpty { visit.hasGroup = true }
        // The group's row comes with its first trajectory, and again when it is sealed.
        if visit.hasGroup, isOver || !hadGroup { commit.groups.append(group(isSealed: isOver, isNew: !hadGroup)) }
    }

    /// Adds a round's rollouts to their group; those without a score end at once.
    mutating func addMembers(_ rollouts: [JudgedRollout], to rounds: inout GroupRounds<JudgedRollout>) {
        for rollout in rollouts {
            let judgement = rollout.judgement
            if rollout.choice.finishReason == .length, settings.accept.truncated == .drop {
                add(rollout, end: .ended(.overlong))
                rounds.lose()
            } else if let passed = judgement.passed {
                rounds.add(rollout, passed: passed, reason: judgement.reason)
            } else {
                add(rollout, end: .ended(judgement.reason ?? .verifierError))
                rounds.lose()
            }
        }
    }

    /// Ends a round of `mode: groups`.
    mutating func finish(
        _ decision: GroupRounds<JudgedRollout>.Decision, isShutdown: Bool, policyVersion: Int
    ) {
        var memory = visit.memory
        memory.policyVersion = policyVersion
        switch decision {
        case .sample(let count):
            // A round that a shutdown cut short has no successor; its members end with it.
            guard isShutdown, case .groups(let rounds) = visit.rounds else { return }
            for member in rounds.scored { add(member, end: .ended(.shutdown), detail: "\(count) members were missing") }
            isOver = true
            isUndone = true
            return
        case .incomplete(let members):
            isUndone = isShutdown
            memory.attempts += members.count
            for member in members {
                add(member, end: .ended(.incomplete), detail: "too many rollouts of its group brought no score")
            }
        case .whole(let members, let isKept):
            for (member, end) in members { add(member, end: end) }
            memory.attempts += members.count
            memory.isFinished = true
            if isKept {
                memory.accepted += members.count
                commit.groups.append(group(isSealed: true, isNew: !visit.hasGroup))
            }
            memory.passes += members.lazy.filter { $0.member.verdict.passed == true }.count
        }
        isOver = true
        visit.memory = memory
        commit.tasks.append(memory)
    }

    private func group(isSealed: Bool, isNew: Bool) -> StoredGroup {
        StoredGroup(
            id: visit.groupID, environment: served.name, taskID: visit.task.id, source: .sampled,
            isSealed: isSealed, isNew: isNew)
    }

    private mutating func countVerdict(_ rollout: JudgedRollout) {
        tokens += rollout.choice.usage.completionTokens ?? rollout.choice.tokens.ids?.count ?? 0
        guard rollout.judgement.passed != nil else { return }
        verdicts += 1
        if rollout.verdict.passed == true { passed += 1 }
    }

    private func trajectory(_ rollout: JudgedRollout) -> Trajectory {
        var trajectory = Trajectory(
            id: rollout.id, groupID: visit.groupID, environment: served.name,
            environmentVersion: served.version, taskID: visit.task.id, messages: visit.prompt?.messages ?? [],
            completion: rollout.completion.messages, tools: visit.prompt?.tools, score: rollout.verdict.score ?? 0,
            passed: rollout.verdict.passed ?? false, checks: rollout.verdict.checks,
            finishReason: rollout.choice.finishReason, sampling: served.recorded,
            model: rollout.choice.model, createdAt: wall)
        trajectory.isTruncated = rollout.choice.finishReason == .length
        trajectory.tokens = rollout.choice.tokens
        if let ids = trajectory.tokens.ids, trajectory.tokens.lossMask == nil {
            let isMasked = trajectory.isTruncated && settings.accept.truncated == .mask
            trajectory.tokens.lossMask = Array(repeating: isMasked ? 0 : 1, count: ids.count)
        }
        trajectory.usage = rollout.choice.usage
        trajectory.policyVersion = rollout.origin.policyVersion
        trajectory.policyVersionEnd = rollout.origin.policyVersionEnd
        return trajectory
    }

    private func record(_ rollout: JudgedRollout, end: RolloutEnd, detail: String?) -> RolloutRecord {
        var record = RolloutRecord(
            id: rollout.id, groupID: visit.groupID, environment: served.name,
            environmentVersion: served.version, taskID: visit.task.id, end: end,
            detail: detail ?? rollout.verdict.detail, messages: visit.prompt?.messages ?? [],
            completion: rollout.completion.messages,
            verdict: rollout.choice.unusable == nil ? rollout.verdict : nil,
            finishReason: rollout.choice.finishReason,
            sampling: served.recorded, createdAt: wall)
        record.usage = rollout.choice.usage
        record.model = rollout.choice.model
        record.policyVersion = rollout.origin.policyVersion
        record.endpoint = rollout.origin.endpoint
        record.attempts = rollout.origin.attempts
        record.timings = rollout.timings
        return record
    }
}
