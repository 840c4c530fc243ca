import JSON
import Logging
import Rollouts
import Sampling
import Synchronization
import Testing
import TrajectoryQueue

@testable import WebService

/// A sampling that does what a test tells it, and remembers how it was steered.
final class ScriptedControl: SamplingControl {
    private let state: Mutex<ServiceSnapshot>
    private let store: (any TrajectoryStore)?
    let failure = Mutex<StoreError?>(nil)

    /// With a store, its counts are the snapshot's.
    init(_ snapshot: ServiceSnapshot = Scene.quiet, store: (any TrajectoryStore)? = nil) {
        state = Mutex(snapshot)
        self.store = store
    }

    func snapshot() -> ServiceSnapshot {
        var snapshot = state.withLock { $0 }
        if let store { snapshot.counts = store.counts }
        return snapshot
    }

    func change(_ body: (inout ServiceSnapshot) -> Void) { state.withLock { body(&$0) } }

    func pause(_ environment: String) async throws(StoreError) -> Bool { try set(environment) { $0.state = .paused } }

    func resume(_ environment: String) async throws(StoreError) -> Bool { try set(environment) { $0.state = .serving } }

    func setWeight(_ weight: Double, of environment: String) async throws(StoreError) -> Bool {
        try set(environment) { $0.weight = weight }
    }

    private func set(_ name: String, _ body: (inout EnvironmentStatus) -> Void) throws(StoreError) -> Bool {
        if let error = failure.withLock({ $0 }) { throw error }
        return state.withLock { snapshot in
            guard let index = snapshot.environments.firstIndex(where: { $0.name == name }) else { return false }
            body(&snapshot.environments[index])
            return true
        }
    }
}

/// Snapshots and trajectories for tests.
enum Scene {
    static func environment(
        _ name: String, tags: [String] = [], state: EnvironmentStatus.State = .serving,
        counts: EnvironmentCounts = EnvironmentCounts(), windows: [RateWindow] = [1, 5, 60].map(RateWindow.init)
    ) -> EnvironmentStatus {
        EnvironmentStatus(
            name: name, version: "sha256:0123456789abcdef", about: "About \(name).", tags: tags,
            path: "environments/\(name).yaml", state: state, weight: 1, mode: "trajectories", queues: ["default"],
            junkAllowed: [], counts: counts, windows: windows)
    }

    static func snapshot(_ environments: [EnvironmentStatus]) -> ServiceSnapshot {
        ServiceSnapshot(
            takenAt: 1_790_000_000_000, counts: StoreCounts(), environments: environments, endpoints: [],
            bounds: QueueBounds(), idleBecause: nil, isDraining: false)
    }

    /// Three environments that do nothing.
    static let quiet = snapshot([
        environment("arithmetic", tags: ["math"]), environment("extract_json", tags: ["format"]),
        environment("letter_count", tags: ["format", "math"]),
    ])

    private static let serial = Mutex<UInt64>(0)

    static func id() -> UniqueID {
        let number = serial.withLock { serial in
            serial += 1
            return serial
        }
        return UniqueID(high: 0x0199_0000_0000_7000, low: 0x8000_0000_0000_0000 | number)
    }

    static func trajectory(_ environment: String = "arithmetic", text: String = "4", group: UniqueID = id())
        -> EncodedTrajectory
    {
        Trajectory(
            id: id(), groupID: group, environment: environment, environmentVersion: "sha256:00", taskID: "t1",
            messages: [Message(role: "user", content: "2+2?")], completion: [Message(role: "assistant", content: text)],
            score: 1, passed: true, checks: [], finishReason: .stop, sampling: RecordedSampling(["temperature": 1]),
            model: "test",
            createdAt: 1_790_000_000_000
        ).encoded()
    }

    /// A commit that delivers trajectories to the default queue, each with its group and its counts.
    static func commit(_ trajectories: [EncodedTrajectory], queue: String = "default") -> StoreCommit {
        var commit = StoreCommit()
        for trajectory in trajectories {
            commit.requested[trajectory.environment, default: 0] += 1
            commit.ended.append(OutcomeCount(environment: trajectory.environment, end: .accepted, count: 1))
            commit.verdicts.append(VerdictCount(environment: trajectory.environment, verdicts: 1, passed: 1))
            commit.trajectories.append(.init(trajectory: trajectory, queues: [queue]))
        }
        for one in trajectories where !commit.groups.contains(where: { $0.id == one.groupID }) {
            commit.groups.append(
                StoredGroup(
                    id: one.groupID, environment: one.environment, taskID: one.taskID, source: .sampled, isSealed: true)
            )
        }
        return commit
    }
}

/// What a log handler was told, for tests that look at it.
final class LogLines: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    func append(_ line: String) { lines.withLock { $0.append(line) } }

    var logger: Logger {
        var logger = Logger(label: "test") { _ in Handler(lines: self) }
        logger.logLevel = .trace
        return logger
    }

    private struct Handler: LogHandler {
        let lines: LogLines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let all = metadata.merging(event.metadata ?? [:]) { $1 }
            lines.append("\(event.level) \(event.message) \(all.sorted { $0.key < $1.key })")
        }
    }
}

/// Waiting for what must come, without sleeping.
enum Waiting {
    struct Never: Error {}

    /// Returns when the store's counts are as wanted; throws after a minute.
    static func until(_ store: any TrajectoryStore, _ isSo: @escaping @Sendable (StoreCounts) -> Bool) async throws {
        let (changes, change) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        store.onChange { change.yield() }
        change.yield()
        try await within(.seconds(60)) {
            for await _ in changes where isSo(store.counts) { return }
        }
    }

    /// Runs something that must end in so long.
    static func within<Value: Sendable>(
        _ limit: Duration, _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask { try await body() }
            group.addTask {
                try await ContinuousClock().sleep(for: limit)
                throw Never()
            }
            defer { group.cancelAll() }
            guard let value = try await group.next() else { throw Never() }
            return value
        }
    }

    /// Returns when a condition holds that nobody announces; throws after a minute.
    static func poll(_ isSo: @escaping @Sendable () -> Bool) async throws {
        try await within(.seconds(60)) {
            while !isSo() {
                // Nobody announces it, so it is looked at again and again, and only as often as is fair to the others.
                try await ContinuousClock().sleep(for: .milliseconds(2))
            }
        }
    }
}
