package import Rollouts
package import Testing
package import TrajectoryQueue

/// A store under test with its clocks, and short ways to say what the cases do with it.
package final class StoreBench {
    package let kit: StoreKit
    package let clock = ManualClock()
    package private(set) var store: any TrajectoryStore
    package var settings: StoreSettings
    private var ids = SeededGenerator(seed: 7)

    /// A new store.
    package init(_ kit: StoreKit, maxDeliveries: Int = 5) async throws {
        self.kit = kit
        settings = StoreSettings()
        settings.clock = clock.storeClock
        settings.maxDeliveries = maxDeliveries
        settings.maxBatchBytes = 4 << 20
        settings.random = SeededGenerator(seed: 11)
        store = try await kit.make(settings)
    }

    /// Whether the store survives its process.
    package var isDurable: Bool { kit.reopen != nil }

    /// Opens anew what the store left.
    package func reopen() async throws {
        guard let reopen = kit.reopen else { return }
        // Other bits than before, or the ids of leases would come again.
        settings.random = SeededGenerator(seed: ids.next())
        store = try await reopen(store, settings)
    }

    /// Closes the store for good.
    package func finish() async { await kit.finish(store) }

    /// An id no other call returns.
    package func newID() -> UniqueID { UniqueID(milliseconds: clock.wall, using: &ids) }

    /// A trajectory of a group of its own unless one is given.
    package func trajectory(
        _ environment: String = "math", group: UniqueID? = nil, policy: Int = 0, tokens: Int? = 10, bytes: Int = 32
    ) -> EncodedTrajectory {
        let id = newID()
        return EncodedTrajectory(
            id: id, groupID: group ?? newID(), environment: environment, environmentVersion: "v1", taskID: "task",
            score: 1,
            passed: true, turns: 1, policyVersion: policy, policyVersionEnd: policy, tokenCount: tokens,
            createdAt: clock.wall, document: Array(repeating: UInt8(ascii: "x"), count: bytes), promptTokenIDs: nil,
            tokenIDs: nil, logprobs: nil, lossMask: nil)
    }

    /// Commits trajectories with their groups, sealed.
    @discardableResult
    package func put(_ trajectories: [EncodedTrajectory], queues: [String] = ["default"], sealed: Bool = true)
        async throws
        -> [UniqueID]
    {
        var commit = StoreCommit()
        var seen: Set<UniqueID> = []
        for trajectory in trajectories {
            commit.trajectories.append(.init(trajectory: trajectory, queues: queues))
            if seen.insert(trajectory.groupID).inserted { commit.groups.append(group(of: trajectory, sealed: sealed)) }
        }
        try await store.commit(commit)
        return trajectories.map(\.id)
    }

    /// Commits so many trajectories of an environment.
    @discardableResult
    package func put(_ count: Int, _ environment: String = "math", queues: [String] = ["default"]) async throws
        -> [UniqueID]
    {
        try await put((0..<count).map { _ in trajectory(environment) }, queues: queues)
    }

    /// The row of a trajectory's group.
    package func group(of trajectory: EncodedTrajectory, sealed: Bool) -> StoredGroup {
        StoredGroup(
            id: trajectory.groupID, environment: trajectory.environment, taskID: trajectory.taskID, source: .sampled,
            isSealed: sealed)
    }

    /// Leases, a minute long unless the closure says otherwise.
    package func lease(_ max: Int = 100, _ change: (inout LeaseRequest) -> Void = { _ in }) async throws -> LeaseGrant?
    {
        var request = LeaseRequest(consumer: "test", maxTrajectories: max, duration: .seconds(60))
        change(&request)
        return try await store.lease(request)
    }

    /// The counts of a queue.
    package func queue(_ name: String = "default") -> QueueCounts { store.counts.queues[name] ?? QueueCounts() }

    /// Expects the laws of conservation, and a store without contradictions.
    package func expectLaws(_ location: SourceLocation = #_sourceLocation) async throws {
        let counts = store.counts
        for (name, environment) in counts.environments {
            #expect(environment.isConserved, "environment \(name): \(environment)", sourceLocation: location)
        }
        for (name, queue) in counts.queues {
            #expect(queue.isConserved, "queue \(name): \(queue)", sourceLocation: location)
            #expect(
                queue.readyByEnvironment.values.reduce(0, +) == queue.ready, "queue \(name): \(queue)",
                sourceLocation: location)
        }
        #expect(try await kit.problems(store) == [], sourceLocation: location)
    }

    /// The code that a call throws; nil when it does not.
    package func code(_ body: () async throws -> Void) async -> StoreError.Code? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? StoreError)?.code
        }
    }
}

extension LeaseGrant {
    /// The ids of its trajectories, in order.
    package var ids: [UniqueID] { members.map(\.trajectory.id) }
}
