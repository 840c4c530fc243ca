import Foundation
import GRDBSQLite
import QueueContract
import SQLiteQueue
import Synchronization
import TrajectoryQueue

/// Directories for stores under test, removed when the last user lets go of this object.
final class Scratch: Sendable {
    let path: String
    private let next = Mutex(0)

    init() throws {
        path = NSTemporaryDirectory() + "winnow-queue-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// A path in it that was not given out before.
    func newPath() -> String {
        let number = next.withLock { next in
            next += 1
            return next
        }
        return "\(path)/\(number)"
    }
}

/// SQLite stores for the contract: a crash is what a copy of the files, taken while the store runs, opens as.
enum SQLiteKit {
    /// Which directory a store has.
    private static let directories = Mutex<[ObjectIdentifier: (directory: String, scratch: Scratch)]>([:])

    static var options: SQLiteStoreOptions {
        var options = SQLiteStoreOptions()
        options.reserveBytes = 1 << 16
        options.headroomBytes = 0
        return options
    }

    static func open(_ directory: String, _ settings: StoreSettings, _ scratch: Scratch) throws -> SQLiteStore {
        let store = try SQLiteStore(directory: directory, settings: settings, options: options)
        directories.withLock { $0[ObjectIdentifier(store)] = (directory, scratch) }
        return store
    }

    static func directory(of store: any TrajectoryStore) throws -> (directory: String, scratch: Scratch) {
        guard let store = store as? SQLiteStore, let found = directories.withLock({ $0[ObjectIdentifier(store)] })
        else {
            throw CocoaError(.fileNoSuchFile)
        }
        return found
    }

    /// Closes a store and lets go of its directories.
    private static func finish(_ store: any TrajectoryStore) async {
        await store.close()
        forget(store)
    }

    static func forget(_ store: any TrajectoryStore) {
        guard let store = store as? SQLiteStore else { return }
        directories.withLock { $0[ObjectIdentifier(store)] = nil }
    }

    static func copy(_ directory: String, to target: String) throws {
        try FileManager.default.copyItem(atPath: directory, toPath: target)
    }

    private static func problems(_ store: any TrajectoryStore) async throws -> [String] {
        guard let store = store as? SQLiteStore else { return [] }
        do {
            return try await store.integrityProblems()
        } catch  where error.code == .closed {
            return []
        }
    }

    /// Reopens by closing.
    static let closing = StoreKit(
        make: { settings in
            let scratch = try Scratch()
            return try open(scratch.newPath(), settings, scratch)
        },
        reopen: { store, settings in
            let (directory, scratch) = try directory(of: store)
            await store.close()
            forget(store)
            return try open(directory, settings, scratch)
        },
        finish: finish, problems: problems)

    /// Reopens as after a crash.
    static let crashing = StoreKit(
        make: closing.make,
        reopen: { store, settings in
            let (directory, scratch) = try directory(of: store)
            let copy = scratch.newPath()
            try Self.copy(directory, to: copy)
            await store.close()
            forget(store)
            return try open(copy, settings, scratch)
        },
        finish: finish, problems: problems)
}

/// Runs SQL on a directory's database, without the store.
func execute(_ directory: String, _ sql: String) throws {
    var handle: OpaquePointer?
    defer { sqlite3_close(handle) }
    guard sqlite3_open(directory + "/queue.sqlite", &handle) == SQLITE_OK,
        sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK
    else {
        throw StoreError(.broken, handle.map { String(cString: sqlite3_errmsg($0)) } ?? "cannot open")
    }
}
