internal import GRDB
internal import Synchronization
internal import TrajectoryQueue

/// One waiting call of the store.
protocol PendingCall: Sendable {
    /// Whether it may use the room that is kept for ending leases.
    var isPrivileged: Bool { get }
    /// Does the work inside the transaction and keeps its result. Throws only what ends the transaction.
    func perform(_ writer: StoreWriter) throws(SQLiteFailure)
    /// Sets the result to a failure, whatever the work came to.
    func fail(_ error: StoreError)
    /// Answers the caller: the transaction is on disk, or failed.
    func answer()
}

/// A call with its work, its result and its caller.
final class Pending<Value: Sendable>: PendingCall {
    let isPrivileged: Bool
    private let work: @Sendable (StoreWriter) throws -> Value
    private let caller: CheckedContinuation<Result<Value, StoreError>, Never>
    private let result = Mutex<Result<Value, StoreError>?>(nil)

    init(
        isPrivileged: Bool, caller: CheckedContinuation<Result<Value, StoreError>, Never>,
        work: @escaping @Sendable (StoreWriter) throws -> Value
    ) {
        self.isPrivileged = isPrivileged
        self.caller = caller
        self.work = work
    }

    func perform(_ writer: StoreWriter) throws(SQLiteFailure) {
        let outcome: Result<Value, StoreError>
        do {
            outcome = .success(try work(writer))
        } catch let error as StoreError {
            outcome = .failure(error)
        } catch let error as SQLiteFailure {
            throw error
        } catch {
            outcome = .failure(StoreError(.broken, "The store met an error that it does not know: \(error)."))
        }
        result.withLock { $0 = outcome }
    }

    func fail(_ error: StoreError) { result.withLock { $0 = .failure(error) } }

    func answer() {
        let outcome = result.withLock { $0 }
        caller.resume(
            returning: outcome ?? .failure(StoreError(.broken, "The store answered a call that it never ran.")))
    }
}

/// A line of calls before a connection: whatever arrived while the last batch ran goes into the next, so that many
/// calls share one transaction and one fsync, and none waits for more than two.
final class CallLine<Call: Sendable>: Sendable {
    private struct Line: Sendable {
        var waiting: [Call] = []
        var isRunning = false
    }

    private let line = Mutex(Line())
    private let database: DatabaseQueue
    private let run: @Sendable ([Call]) -> Void

    /// Calls `run` with each batch, on the connection's serial queue, one at a time.
    init(_ database: DatabaseQueue, run: @escaping @Sendable ([Call]) -> Void) {
        self.database = database
        self.run = run
    }

    /// Adds a call to the line.
    func submit(_ call: Call) {
        let mustStart = line.withLock { line in
            line.waiting.append(call)
            if line.isRunning { return false }
            line.isRunning = true
            return true
        }
        guard mustStart else { return }
        database.asyncWriteWithoutTransaction { [self] _ in
            while let batch = next() { run(batch) }
        }
    }

    private func next() -> [Call]? {
        line.withLock { line in
            guard !line.waiting.isEmpty else {
                line.isRunning = false
                return nil
            }
            defer { line.waiting = [] }
            return line.waiting
        }
    }
}
