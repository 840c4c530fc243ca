internal import Dispatch
internal import GRDB
internal import JSON
internal import Logging
package import Rollouts
internal import Synchronization
package import TrajectoryQueue

/// The rollout log as a file of its own beside the store, at lower durability: nothing is synced, a crash of the
/// machine may cost its last moments, and a file that cannot be read is begun anew.
///
/// `append` only puts records into a buffer. A thread of its own writes them, at most a quarter of a second later.
/// When it lags behind, the oldest in the buffer are dropped and counted: the log never holds up the sampling.
package final class SQLiteRolloutLog: RolloutLog {
    /// Records and bytes that wait at most, about; what comes beyond drives out the oldest.
    private static let maxWaiting = 4096
    private static let maxWaitingBytes = 32 << 20
    /// So many waiting are written at once.
    private static let fullBatch = 512
    private static let delay = DispatchTimeInterval.milliseconds(250)

    fileprivate struct Buffer: Sendable {
        var records: [RolloutRecord] = []
        var bytes = 0
        var dropped = 0
        var isScheduled = false
        var isClosed = false
    }

    private let buffer = Mutex(Buffer())
    private let database: DatabaseQueue
    private let table: ConfinedRolloutTable

    /// Opens the log of a directory, `rollouts.sqlite`, or begins it.
    package init(directory: String, bounds: RolloutLogBounds = RolloutLogBounds()) throws(StoreError) {
        try SystemFiles.makeDirectory(directory)
        let path = directory + "/rollouts.sqlite"
        (database, table) = try storeErrors(in: directory) {
            do {
                return try Self.open(path, bounds)
            } catch {
                Logger(label: "winnow.rollouts").warning(
                    "The rollout log could not be read and is begun anew.",
                    metadata: ["path": "\(path)", "error": "\(error)"])
                for suffix in ["", "-wal", "-shm"] { SystemFiles.remove(path + suffix) }
                return try Self.open(path, bounds)
            }
        }
    }

    private static func open(_ path: String, _ bounds: RolloutLogBounds) throws -> (DatabaseQueue, ConfinedRolloutTable)
    {
        var configuration = Configuration()
        configuration.journalMode = .wal
        configuration.label = "winnow.rollouts"
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA page_size = 8192; PRAGMA cache_size = -4096") }
        let database = try DatabaseQueue(path: path, configuration: configuration)
        let table = try database.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = OFF")
            if try Int.fetchOne(db, sql: "PRAGMA user_version") != RolloutTable.version {
                try db.execute(sql: RolloutTable.schema)
            }
            guard let connection = ConnectionHandle(db.sqliteConnection) else {
                throw StoreError(.closed, "The rollout log was closed.")
            }
            return ConfinedRolloutTable(try RolloutTable(connection, bounds))
        }
        return (database, table)
    }

    /// Records that were dropped because the writer lagged behind or could not write.
    package var dropped: Int { buffer.withLock { $0.dropped } }

    package func append(_ records: [RolloutRecord]) {
        guard !records.isEmpty else { return }
        let (isFull, mustSchedule) = buffer.withLock { buffer -> (Bool, Bool) in
            guard !buffer.isClosed else { return (false, false) }
            buffer.records.append(contentsOf: records)
            for record in records { buffer.bytes += record.approximateBytes }
            buffer.makeRoom(records: Self.maxWaiting, bytes: Self.maxWaitingBytes)
            let before = buffer.records.count - records.count
            let isFull = buffer.records.count >= Self.fullBatch && before < Self.fullBatch
            defer { buffer.isScheduled = true }
            return (isFull, !buffer.isScheduled)
        }
        if isFull {
            database.asyncWriteWithoutTransaction { [self] _ in write() }
        } else if mustSchedule {
            DispatchQueue.global().asyncAfter(deadline: .now() + Self.delay) { [weak self] in
                guard let self else { return }
                database.asyncWriteWithoutTransaction { _ in self.write() }
            }
        }
    }

    /// Writes what waits. On the connection's queue.
    private func write() {
        let records = buffer.withLock { buffer in
            defer {
                buffer.records = []
                buffer.bytes = 0
                buffer.isScheduled = false
            }
            return buffer.records
        }
        guard !records.isEmpty, let table = table.table else { return }
        do {
            try table.append(records)
        } catch {
            // A full disk, most likely; the store says so, and the log is not worth stopping for.
            buffer.withLock { $0.dropped += records.count }
        }
    }

    package func records(_ query: RolloutQuery) async throws(StoreError) -> [[UInt8]] {
        let result = await withCheckedContinuation {
            (caller: CheckedContinuation<Result<[[UInt8]], StoreError>, Never>) in
            database.asyncWriteWithoutTransaction { [self] _ in
                write()
                guard let table = table.table else {
                    return caller.resume(returning: .failure(StoreError(.closed, "The rollout log was closed.")))
                }
                do throws(SQLiteFailure) {
                    caller.resume(returning: .success(try table.records(query)))
                } catch {
                    caller.resume(returning: .failure(error.storeError(in: database.path)))
                }
            }
        }
        return try result.get()
    }

    package func flush() async {
        await withCheckedContinuation { (caller: CheckedContinuation<Void, Never>) in
            database.asyncWriteWithoutTransaction { [self] _ in
                write()
                caller.resume()
            }
        }
    }

    /// Writes what waits and closes the file; later records are dropped, later queries throw `closed`.
    package func close() async {
        buffer.withLock { $0.isClosed = true }
        await withCheckedContinuation { (caller: CheckedContinuation<Void, Never>) in
            database.asyncWriteWithoutTransaction { [self] _ in
                write()
                table.table = nil
                // Nothing in it is synced; a close that fails leaves a log that is read again at the next start.
                DispatchQueue.global().async { [database] in
                    try? database.close()
                    caller.resume()
                }
            }
        }
    }
}

extension SQLiteRolloutLog.Buffer {
    /// Drops the oldest beyond the bounds, an eighth of them at once so that the cost spreads.
    fileprivate mutating func makeRoom(records most: Int, bytes mostBytes: Int) {
        guard records.count > most || bytes > mostBytes else { return }
        var gone = 0
        while gone < records.count, records.count - gone > most * 7 / 8 || bytes > mostBytes * 7 / 8 {
            bytes -= records[gone].approximateBytes
            gone += 1
        }
        records.removeFirst(gone)
        dropped += gone
    }
}

extension RolloutRecord {
    /// About how much memory its text takes.
    fileprivate var approximateBytes: Int {
        var bytes = 512 + (detail?.utf8.count ?? 0)
        for message in messages { bytes += 64 + (message.content?.utf8.count ?? 0) }
        for message in completion {
            bytes += 64 + (message.content?.utf8.count ?? 0) + (message.reasoning?.utf8.count ?? 0)
        }
        return bytes
    }
}

/// The log's table where other threads may hold it without touching it.
// Unchecked: the table is touched only on its connection's serial queue.
private final class ConfinedRolloutTable: @unchecked Sendable {
    /// Nil once the log is closed.
    var table: RolloutTable?

    init(_ table: RolloutTable) { self.table = table }
}
