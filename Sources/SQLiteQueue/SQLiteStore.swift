internal import GRDB
package import Rollouts
package import TrajectoryQueue

/// The store on disk: SQLite in one directory, every call durable before it is answered, many calls to one fsync.
///
/// One connection writes, on its own queue; a second reads; a third copies the log into the database in the background.
package final class SQLiteStore: TrajectoryStore {
    private let directory: String
    private let connections: StoreConnections
    private let board = StoreBoard()
    private let engine: StoreEngine
    private let reader = ConfinedReader()
    private let writes: CallLine<any PendingCall>
    private let reads: CallLine<@Sendable (StoreReader?) -> Void>

    /// Opens the store of a directory, makes it where there is none, and takes up what a former process left.
    ///
    /// It blocks for as long as that takes. Throws `locked` when another process has it, `incompatible` when a newer
    /// version wrote it or it is no database of ours, `full`, or `broken`.
    package init(
        directory: String, settings: StoreSettings = StoreSettings(), options: SQLiteStoreOptions = SQLiteStoreOptions()
    ) throws(StoreError) {
        self.directory = directory
        connections = try StoreConnections(directory: directory)
        let engine = try StoreEngine(
            connections, directory: directory, board: board, settings: settings, options: options)
        let writes = CallLine<any PendingCall>(connections.writer) { engine.run($0) }
        engine.nudge = { [weak writes] in writes?.submit(Nudge()) }
        let reader = reader
        reads = CallLine(connections.reader) { calls in for call in calls { call(reader.reader) } }
        self.engine = engine
        self.writes = writes
        try storeErrors(in: directory) {
            try connections.reader.writeWithoutTransaction { db in
                guard let connection = ConnectionHandle(db.sqliteConnection) else { return }
                reader.reader = try StoreReader(connection)
            }
        }
    }

    /// A call that only makes the engine run.
    private struct Nudge: PendingCall {
        var isPrivileged: Bool { true }
        func perform(_ writer: StoreWriter) throws(SQLiteFailure) {}
        func fail(_ error: StoreError) {}
        func answer() {}
    }

    /// Puts work into the line of writes and waits until it is on disk.
    private func write<Value: Sendable>(
        isPrivileged: Bool = false, _ work: @escaping @Sendable (StoreWriter) throws -> Value
    ) async throws(StoreError) -> Value {
        if let refusal = board.refusal { throw refusal }
        let result = await withCheckedContinuation { caller in
            writes.submit(Pending(isPrivileged: isPrivileged, caller: caller, work: work))
        }
        return try result.get()
    }

    /// Puts work into the line of reads.
    private func read<Value: Sendable>(_ work: @escaping @Sendable (StoreReader) throws(SQLiteFailure) -> Value)
        async throws(StoreError) -> Value
    {
        if let refusal = board.refusal { throw refusal }
        let (board, directory) = (board, directory)
        let result = await withCheckedContinuation { (caller: CheckedContinuation<Result<Value, StoreError>, Never>) in
            reads.submit { reader in
                guard let reader else {
                    return caller.resume(returning: .failure(StoreError(.closed, "The store was closed.")))
                }
                do throws(SQLiteFailure) {
                    caller.resume(returning: .success(try work(reader)))
                } catch {
                    let failure = error.storeError(in: directory)
                    if failure.code == .broken { board.refuse(failure) }
                    caller.resume(returning: .failure(failure))
                }
            }
        }
        return try result.get()
    }
}

// MARK: - The protocol

extension SQLiteStore {
    package func commit(_ commit: StoreCommit) async throws(StoreError) {
        try await write { try $0.perform(commit) }
    }

    package func lease(_ request: LeaseRequest) async throws(StoreError) -> LeaseGrant? {
        try await write { try $0.perform(request) }
    }

    package func ack(_ lease: LeaseID, _ trajectories: [UniqueID]?) async throws(StoreError) -> LeaseReply {
        try await write(isPrivileged: true) { try $0.perform(lease, .ack(trajectories)) }
    }

    package func nack(_ lease: LeaseID, _ trajectories: [UniqueID]?, delay: Duration, discard: Bool)
        async throws(StoreError) -> LeaseReply
    {
        try await write(isPrivileged: true) {
            try $0.perform(lease, .nack(trajectories, delay: delay, discard: discard))
        }
    }

    package func extend(_ lease: LeaseID, by duration: Duration) async throws(StoreError) -> LeaseReply {
        try await write(isPrivileged: true) { try $0.perform(lease, .extend(duration)) }
    }

    package func giveBack(_ lease: LeaseID) async throws(StoreError) {
        _ = try await write(isPrivileged: true) { try $0.perform(lease, .giveBack) }
    }

    package func expire() async throws(StoreError) {
        // Every transaction ends what has passed before it does anything else.
        try await write(isPrivileged: true) { try $0.forget() }
    }

    package var nextDeadline: MonotonicTime? { board.nextDeadline }

    package func dead(queue: String?, limit: Int) async throws(StoreError) -> [DeadTrajectory] {
        try await read { reader throws(SQLiteFailure) in try reader.dead(queue: queue, limit: limit) }
    }

    package func requeue(_ trajectory: UniqueID) async throws(StoreError) -> Bool {
        try await write { try $0.requeue(trajectory) }
    }

    package func state(_ name: String) async throws(StoreError) -> [UInt8]? {
        try await read { reader throws(SQLiteFailure) in try reader.state(name) }
    }

    package func tasks(_ environment: String, _ ids: [String]) async throws(StoreError) -> [String: TaskMemory] {
        // The writer knows the newest ones, and its pages stay in memory from one commit to the next.
        try await write(isPrivileged: true) { try $0.tasks(environment, ids) }
    }

    package func trajectories(environment: String?, after: UniqueID?, limit: Int) async throws(StoreError)
        -> [EncodedTrajectory]
    {
        try await read { reader throws(SQLiteFailure) in
            try reader.trajectories(environment: environment, after: after, limit: max(0, limit))
        }
    }

    package func trim(_ retain: Retention, nowMilliseconds: Int64) async throws(StoreError) -> Int {
        var total = 0
        while true {
            let step = try await write(isPrivileged: true) { try $0.trim(retain, nowMilliseconds: nowMilliseconds) }
            total += step.dropped
            if !step.hasMore { return total }
        }
    }

    /// Counts everything anew and returns what contradicts, in words; empty for a sound store. It reads all of it.
    package func integrityProblems() async throws(StoreError) -> [String] {
        try await read { reader throws(SQLiteFailure) in try IntegrityCheck.problems(reader.connection) }
    }

    package var counts: StoreCounts { board.counts }

    package func onChange(_ body: @escaping @Sendable () -> Void) { board.observe(body) }

    package func close() async {
        guard board.refusal?.code != .closed else { return }
        let (engine, reader, connections) = (engine, reader, connections)
        // In line after what waits. A store that is broken runs nothing any more, and is closed all the same.
        await withCheckedContinuation { (caller: CheckedContinuation<Void, Never>) in
            connections.writer.asyncWriteWithoutTransaction { _ in
                engine.close()
                connections.reader.asyncWriteWithoutTransaction { _ in
                    reader.reader = nil
                    caller.resume()
                }
            }
        }
        await withCheckedContinuation { (caller: CheckedContinuation<Void, Never>) in
            connections.close { caller.resume() }
        }
    }
}
