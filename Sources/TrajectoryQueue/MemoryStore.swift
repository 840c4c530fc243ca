package import Rollouts
internal import Synchronization

/// A store that keeps nothing: the rules of the queue behind one lock. For tests, and for runs that need no tomorrow.
package final class MemoryStore: TrajectoryStore {
    private let state: Mutex<MemoryState>
    private let observers = Mutex<[@Sendable () -> Void]>([])

    /// An empty store.
    package init(settings: StoreSettings = StoreSettings()) { state = Mutex(MemoryState(settings: settings)) }

    package func commit(_ commit: StoreCommit) async throws(StoreError) {
        try change { state throws(StoreError) in try state.commit(commit) }
    }

    package func lease(_ request: LeaseRequest) async throws(StoreError) -> LeaseGrant? {
        try change { state throws(StoreError) in state.lease(request) }
    }

    package func ack(_ lease: LeaseID, _ trajectories: [UniqueID]?) async throws(StoreError) -> LeaseReply {
        try change { state throws(StoreError) in try state.call(lease, .ack(trajectories)) }
    }

    package func nack(_ lease: LeaseID, _ trajectories: [UniqueID]?, delay: Duration, discard: Bool)
        async throws(StoreError) -> LeaseReply
    {
        try change { state throws(StoreError) in
            try state.call(lease, .nack(trajectories, delay: delay, discard: discard))
        }
    }

    package func extend(_ lease: LeaseID, by duration: Duration) async throws(StoreError) -> LeaseReply {
        try change { state throws(StoreError) in try state.call(lease, .extend(duration)) }
    }

    package func giveBack(_ lease: LeaseID) async throws(StoreError) {
        _ = try change { state throws(StoreError) in try state.call(lease, .giveBack) }
    }

    package func expire() async throws(StoreError) { try change { _ throws(StoreError) in } }

    package var nextDeadline: MonotonicTime? { state.withLock { $0.nextDeadline } }

    package func dead(queue: String?, limit: Int) async throws(StoreError) -> [DeadTrajectory] {
        try change { state throws(StoreError) in state.dead(queue: queue, limit: limit) }
    }

    package func requeue(_ trajectory: UniqueID) async throws(StoreError) -> Bool {
        try change { state throws(StoreError) in state.requeue(trajectory) }
    }

    package func state(_ name: String) async throws(StoreError) -> [UInt8]? {
        try change { state throws(StoreError) in state.states[name] }
    }

    package func tasks(_ environment: String, _ ids: [String]) async throws(StoreError) -> [String: TaskMemory] {
        try change { state throws(StoreError) in state.tasks(environment, ids) }
    }

    package func trajectories(environment: String?, after: UniqueID?, limit: Int) async throws(StoreError)
        -> [EncodedTrajectory]
    {
        try change { state throws(StoreError) in
            state.trajectories(environment: environment, after: after, limit: limit)
        }
    }

    package func trim(_ retain: Retention, nowMilliseconds: Int64) async throws(StoreError) -> Int {
        try change { state throws(StoreError) in state.trim(retain, nowMilliseconds: nowMilliseconds) }
    }

    package var counts: StoreCounts { state.withLock { $0.snapshot() } }

    package func onChange(_ body: @escaping @Sendable () -> Void) { observers.withLock { $0.append(body) } }

    package func close() async { state.withLock { $0.isClosed = true } }

    /// Runs one call on the state, after everything that has passed is ended, and tells the observers of a change.
    private func change<Value: Sendable>(_ body: (inout MemoryState) throws(StoreError) -> Value) throws(StoreError)
        -> Value
    {
        let (result, hasChanged) = state.withLock { state -> (Result<Value, StoreError>, Bool) in
            guard !state.isClosed else { return (.failure(StoreError(.closed, "The store was closed.")), false) }
            let before = state.changes
            state.expire()
            let result: Result<Value, StoreError>
            do throws(StoreError) { result = .success(try body(&state)) } catch { result = .failure(error) }
            return (result, state.changes != before)
        }
        if hasChanged { for observer in observers.withLock({ $0 }) { observer() } }
        return try result.get()
    }
}
