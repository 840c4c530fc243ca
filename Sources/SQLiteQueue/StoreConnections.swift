internal import Dispatch
internal import GRDB
internal import TrajectoryQueue

/// The files and connections of a store: opened, configured and migrated through GRDB.
final class StoreConnections: Sendable {
    let path: String
    /// The one that writes. WAL, `synchronous=FULL`: a commit returns once the log is synced.
    let writer: DatabaseQueue
    let reader: DatabaseQueue
    /// Copies the log into the database while the others work.
    let checkpointer: DatabaseQueue
    private let lock: DirectoryLock

    /// The name of the database within the directory.
    static let fileName = "queue.sqlite"

    init(directory: String) throws(StoreError) {
        try SystemFiles.makeDirectory(directory)
        lock = try DirectoryLock(directory: directory)
        let path = directory + "/" + Self.fileName
        self.path = path
        (writer, reader, checkpointer) = try storeErrors(in: directory) {
            let writer = try DatabaseQueue(path: path, configuration: Self.writing)
            try Self.migrate(writer, path: path)
            let checkpointer = try DatabaseQueue(path: path, configuration: Self.writing)
            for queue in [writer, checkpointer] { try Self.demandFullSync(queue) }
            return (writer, try DatabaseQueue(path: path, configuration: Self.reading), checkpointer)
        }
    }

    private static var writing: Configuration {
        var configuration = Configuration()
        configuration.journalMode = .wal
        configuration.busyMode = .timeout(10)
        configuration.label = "winnow.queue"
        configuration.prepareDatabase { db in
            // The page size counts only for a database that is being made.
            try db.execute(
                sql: """
                    PRAGMA page_size = 8192;
                    PRAGMA cache_size = -16384;
                    PRAGMA temp_store = MEMORY;
                    PRAGMA journal_size_limit = 67108864;
                    """)
        }
        return configuration
    }

    private static var reading: Configuration {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(10)
        configuration.label = "winnow.queue.reader"
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA cache_size = -4096") }
        return configuration
    }

    private static func migrate(_ writer: DatabaseQueue, path: String) throws {
        let migrator = Schema.migrator()
        if try writer.read(migrator.hasBeenSuperseded) {
            throw StoreError(
                .incompatible,
                "\(path) was written by a newer version of Winnow. Use that one, or name another with --data.")
        }
        // A database that holds tables but none of our migrations is somebody else's.
        let isForeign = try writer.read { db in
            try migrator.appliedIdentifiers(db).isEmpty
                && (Int.fetchOne(
                    db,
                    sql: "SELECT count(*) FROM sqlite_master WHERE name NOT LIKE 'grdb_%' AND name NOT LIKE 'sqlite_%'")
                    ?? 0) > 0
        }
        if isForeign {
            throw StoreError(.incompatible, "\(path) is not a database of Winnow. Name another directory with --data.")
        }
        try migrator.migrate(writer)
    }

    /// GRDB sets NORMAL when it turns WAL on, after its own preparation: a commit would return before its fsync.
    private static func demandFullSync(_ queue: DatabaseQueue) throws {
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0")
            guard try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2 else {
                throw StoreError(.broken, "SQLite refuses synchronous = FULL; what is acknowledged would not be safe.")
            }
        }
    }

    /// Bytes of the database and its log.
    var diskBytes: Int { SystemFiles.size(path) + SystemFiles.size(path + "-wal") + SystemFiles.size(path + "-shm") }

    /// Closes all and calls the closure; the last one copies the log into the database. The lock goes after it.
    func close(_ done: @escaping @Sendable () -> Void) {
        DispatchQueue.global().async { [self] in
            // What was acknowledged is in the log; a close that fails loses nothing of it.
            for queue in [reader, checkpointer, writer] { try? queue.close() }
            lock.release()
            done()
        }
    }
}

/// Runs what GRDB does and turns its errors into the store's.
func storeErrors<Value>(in directory: String, _ body: () throws -> Value) throws(StoreError) -> Value {
    do {
        return try body()
    } catch let error as StoreError {
        throw error
    } catch let error as SQLiteFailure {
        throw error.storeError(in: directory)
    } catch let error as DatabaseError {
        if error.resultCode.primaryResultCode == .SQLITE_NOTADB {
            throw StoreError(
                .incompatible, "\(directory) holds a file that is no SQLite database: \(error.message ?? "").")
        }
        throw SQLiteFailure(
            code: error.extendedResultCode.rawValue, systemCode: 0, message: error.message ?? "no message"
        ).storeError(in: directory)
    } catch {
        throw StoreError(.broken, "Cannot open \(directory): \(error).")
    }
}
