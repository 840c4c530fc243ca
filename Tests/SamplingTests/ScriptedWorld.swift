import Environments
import Inference
import JSON
import Logging
import Rollouts
import Synchronization
import TrajectoryQueue
import Verifiers

@testable import Sampling

/// An endless or finite row of numbered tasks.
struct NumberedTasks: TaskSource {
    var size: Int?
    var epochs: Int?

    func next(after cursor: TaskCursor) throws(EnvironmentError) -> TaskStep? {
        var cursor = cursor
        if let size, cursor.position >= size { cursor = TaskCursor(epoch: cursor.epoch + 1, position: 0) }
        if let epochs, cursor.epoch >= epochs { return nil }
        cursor.position += 1
        let task = RolloutTask(id: "task-\(cursor.position)", fields: ["number": .int(cursor.position)])
        return TaskStep(task: task, cursor: cursor)
    }
}

/// An environment whose completions say themselves how they are judged: `pass…`, `wrong…`, `crash…`, and `slow…`, which
/// passes where the budget is the standard one.
struct ScriptedEnvironment: VerifierEnvironment {
    var name: String
    var version = "v1"
    var path = "memory"
    var about = ""
    var tags: [String] = []
    var settings = EnvironmentSettings()
    var tasks: any TaskSource = NumberedTasks()
    var promptFails = false
    /// Called before each verdict that is waited for.
    var beforeWaiting: @Sendable () async -> Void = {}

    init(_ name: String = "scripted", rollouts: Int = 2, perTask: Int = 1, giveUpAfter: Int = 8) {
        self.name = name
        settings.sample.rollouts = rollouts
        settings.accept.perTask = perTask
        settings.accept.giveUpAfter = giveUpAfter
    }

    func prompt(for task: RolloutTask) throws(EnvironmentError) -> Prompt {
        if promptFails { throw EnvironmentError(.prompt, "the task lacks the field `question`") }
        return Prompt(messages: [Message(role: "user", content: task.id)], transcript: task.id, transcriptStop: [])
    }

    func judge(_ task: RolloutTask, _ completion: Completion, budget: Budget) async -> Verdict {
        await beforeWaiting()
        return verdict(completion, budget)
    }

    func judgeAtOnce(_ task: RolloutTask, _ completion: Completion, budget: Budget) -> Verdict? {
        completion.answer.hasPrefix("elsewhere") ? nil : verdict(completion, budget)
    }

    private func verdict(_ completion: Completion, _ budget: Budget) -> Verdict {
        if completion.answer.hasPrefix("slow"), budget != .standard { return .unscored(.verifierTimeout, "too little") }
        if ["pass", "slow", "elsewhere"].contains(where: completion.answer.hasPrefix) {
            return .passed(extracted: completion.answer)
        }
        if completion.answer.hasPrefix("crash") { return .unscored(.verifierError, "no field") }
        return .failed(.incorrect, "wrong")
    }
}

/// An endpoint whose replies a closure makes.
final class ScriptedSource: RolloutSource {
    private let reply: @Sendable (SampleRequest, Int) async -> SampleOutcome
    private let calls = Mutex(0)
    let capacity: Int

    init(capacity: Int = 8, reply: @escaping @Sendable (SampleRequest, Int) async -> SampleOutcome) {
        self.capacity = capacity
        self.reply = reply
    }

    var callCount: Int { calls.withLock { $0 } }

    func sample(_ request: SampleRequest) async -> SampleOutcome {
        let number = calls.withLock { calls in
            calls += 1
            return calls
        }
        return await reply(request, number)
    }

    func statuses() -> [EndpointStatus] { [] }

    static func texts(_ texts: [String]) -> SampleOutcome {
        var record = SampleRecord()
        record.endpoint = "scripted"
        record.attempts = 1
        return SampleOutcome(
            choices: texts.map {
                SampledChoice(
                    messages: [Message(role: "assistant", content: $0)], finishReason: .stop,
                    usage: Usage(promptTokens: 5, completionTokens: 3), model: "m")
            }, missing: 0, failure: nil, record: record)
    }

    static func failing(_ request: SampleRequest, _ reason: OutcomeReason) -> SampleOutcome {
        SampleOutcome(
            choices: [], missing: request.count, failure: .init(reason: reason, detail: "scripted"),
            record: SampleRecord())
    }
}

/// A store that does what a memory store does, fails on command, and shows each commit that it took.
final class FaultyStore: TrajectoryStore {
    let inner = MemoryStore()
    private let fault = Mutex<(code: StoreError.Code, remaining: Int)?>(nil)
    private let seen: @Sendable (StoreCommit) -> Void

    init(seen: @escaping @Sendable (StoreCommit) -> Void = { _ in }) { self.seen = seen }

    /// Fails the next commits; `.max` for all.
    func fail(_ code: StoreError.Code, times: Int) { fault.withLock { $0 = (code, times) } }

    func commit(_ commit: StoreCommit) async throws(StoreError) {
        let code = fault.withLock { fault -> StoreError.Code? in
            guard let (code, remaining) = fault, remaining > 0 else { return nil }
            fault = (code, remaining == .max ? .max : remaining - 1)
            return code
        }
        if let code { throw StoreError(code, "as ordered") }
        try await inner.commit(commit)
        seen(commit)
    }

    func lease(_ request: LeaseRequest) async throws(StoreError) -> LeaseGrant? { try await inner.lease(request) }
    func ack(_ lease: LeaseID, _ ids: [UniqueID]?) async throws(StoreError) -> LeaseReply {
        try await inner.ack(lease, ids)
    }
    func nack(_ lease: LeaseID, _ ids: [UniqueID]?, delay: Duration, discard: Bool) async throws(StoreError)
        -> LeaseReply
    {
        try await inner.nack(lease, ids, delay: delay, discard: discard)
    }
    func extend(_ lease: LeaseID, by duration: Duration) async throws(StoreError) -> LeaseReply {
        try await inner.extend(lease, by: duration)
    }
    func giveBack(_ lease: LeaseID) async throws(StoreError) { try await inner.giveBack(lease) }
    func expire() async throws(StoreError) { try await inner.expire() }
    var nextDeadline: MonotonicTime? { inner.nextDeadline }
    func dead(queue: String?, limit: Int) async throws(StoreError) -> [DeadTrajectory] {
        try await inner.dead(queue: queue, limit: limit)
    }
    func requeue(_ trajectory: UniqueID) async throws(StoreError) -> Bool { try await inner.requeue(trajectory) }
    func state(_ name: String) async throws(StoreError) -> [UInt8]? { try await inner.state(name) }
    func tasks(_ environment: String, _ ids: [String]) async throws(StoreError) -> [String: TaskMemory] {
        try await inner.tasks(environment, ids)
    }
    func trajectories(environment: String?, after: UniqueID?, limit: Int) async throws(StoreError)
        -> [EncodedTrajectory]
    {
        try await inner.trajectories(environment: environment, after: after, limit: limit)
    }
    func trim(_ retain: Retention, nowMilliseconds: Int64) async throws(StoreError) -> Int {
        try await inner.trim(retain, nowMilliseconds: nowMilliseconds)
    }
    var counts: StoreCounts { inner.counts }
    func onChange(_ body: @escaping @Sendable () -> Void) { inner.onChange(body) }
    func close() async { await inner.close() }
}

/// A sampler in a world of its own.
struct ScriptedWorld {
    let store: any TrajectoryStore
    let log = MemoryRolloutLog()
    let sampler: Sampler
    private let changed = Signal()

    init(
        _ environments: [ScriptedEnvironment], store: any TrajectoryStore = MemoryStore(), source: ScriptedSource?,
        logger: Logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
        _ adjust: (inout SamplerSettings) -> Void = { _ in }
    ) {
        var settings = SamplerSettings()
        settings.drain = .milliseconds(200)
        settings.retryPause = .milliseconds(1)
        adjust(&settings)
        self.store = store
        sampler = Sampler(
            settings: settings, catalog: EnvironmentCatalog(loaded: environments), source: source, store: store,
            log: log,
            clock: .system, logger: logger)
        store.onChange { [changed] in changed.raise() }
    }

    /// Runs until the condition holds after some change, then drains; throws what `run` throws.
    func run(until condition: @Sendable @escaping (ServiceSnapshot) -> Bool) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await sampler.run() }
            while !condition(sampler.snapshot()) { await changed.wait() }
            sampler.beginDraining()
            try await group.waitForAll()
        }
    }

    func counts(_ name: String = "scripted") -> EnvironmentCounts {
        store.counts.environments[name] ?? EnvironmentCounts()
    }
}
