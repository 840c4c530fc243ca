internal import Dispatch
internal import GRDB
internal import Synchronization
internal import TrajectoryQueue

/// Runs batches of calls as transactions, and decides what a failure means: wait for room, refuse one call, or stop.
// Unchecked: everything that changes is touched only on the writing connection's serial queue.
final class StoreEngine: @unchecked Sendable {
    private let connections: StoreConnections
    private let options: SQLiteStoreOptions
    private let directory: String
    private let board: StoreBoard
    /// Nil once the store is closed.
    private var writer: StoreWriter?
    private var log: LogLength?
    private var checkpointedPages = 0
    private var isCheckpointing = false
    private let isRetrying = Mutex(false)
    /// Asks the line of calls for one more batch; set before the first one runs.
    var nudge: @Sendable () -> Void = {}

    /// Compiles the statements and takes up what a former process left.
    init(
        _ connections: StoreConnections, directory: String, board: StoreBoard, settings: StoreSettings,
        options: SQLiteStoreOptions
    ) throws(StoreError) {
        self.connections = connections
        self.options = options
        self.directory = directory
        self.board = board
        if !reserve() { board.set(isFull: true) }
        try storeErrors(in: directory) {
            try connections.writer.writeWithoutTransaction { db in
                guard let connection = ConnectionHandle(db.sqliteConnection) else { return }
                let writer = try StoreWriter(connection: connection, settings: settings)
                do {
                    try writer.recover()
                } catch let failure as SQLiteFailure where failure.kind == .full {
                    // The room that is kept for ending leases is kept for this as well.
                    SystemFiles.remove(reservePath)
                    board.set(isFull: true)
                    try writer.recover()
                }
                log = LogLength(connection)
                self.writer = writer
                board.publish(writer.mirror.counts, writer.nextDeadline())
            }
        }
        board.set(diskBytes: connections.diskBytes)
    }

    // MARK: - Batches

    /// Runs a batch and answers every call of it.
    func run(_ batch: [any PendingCall]) {
        guard let writer, board.refusal == nil else {
            return refuse(batch, board.refusal ?? StoreError(.closed, "The store was closed."))
        }
        if board.isFull, reserve() {
            board.set(isFull: false)
            board.notify()
        }
        if board.isFull {
            runFull(batch, writer)
        } else {
            attempt(batch, writer)
        }
        keepLogShort(writer)
    }

    /// One transaction for all; when it fails, whatever the failure calls for.
    private func attempt(_ batch: [any PendingCall], _ writer: StoreWriter) {
        do {
            let hasChanged = try transact(batch, writer)
            board.publish(writer.mirror.counts, writer.nextDeadline())
            for call in batch { call.answer() }
            if hasChanged { board.notify() }
        } catch {
            do { try writer.rollback() } catch { return stop(batch, error) }
            switch error.kind {
            case .broken:
                stop(batch, error)
            case .full:
                board.set(isFull: true)
                SystemFiles.remove(reservePath)
                runFull(batch, writer)
                board.notify()
            case .constraint where batch.count > 1:
                // One of them is impossible: each gets a transaction of its own, so that it alone is refused.
                for call in batch { attempt([call], writer) }
            case .constraint:
                refuse(batch, error.storeError(in: directory))
            }
        }
    }

    private func transact(_ batch: [any PendingCall], _ writer: StoreWriter) throws(SQLiteFailure) -> Bool {
        try writer.begin()
        try writer.expire()
        for call in batch { try call.perform(writer) }
        let hasChanged = writer.mirror.isDirty
        try writer.commit()
        return hasChanged
    }

    /// Without room only what ends leases is done, one at a time, out of the reserve.
    private func runFull(_ batch: [any PendingCall], _ writer: StoreWriter) {
        let full = SQLiteFailure(code: ResultCode.full, systemCode: 0, message: "").storeError(in: directory)
        for call in batch {
            guard call.isPrivileged, board.refusal == nil else {
                refuse([call], board.refusal ?? full)
                continue
            }
            do {
                let hasChanged = try transact([call], writer)
                board.publish(writer.mirror.counts, writer.nextDeadline())
                call.answer()
                if hasChanged { board.notify() }
                // The log is used over again once it is copied, so that the reserve lasts.
                checkpoint(writer)
            } catch {
                do { try writer.rollback() } catch { return stop([call], error) }
                if error.kind == .broken {
                    stop([call], error)
                } else {
                    refuse([call], error.storeError(in: directory))
                }
            }
        }
        retryLater()
    }

    private func refuse(_ batch: [any PendingCall], _ error: StoreError) {
        for call in batch {
            call.fail(error)
            call.answer()
        }
    }

    /// Nothing can be promised any more: this batch and all that come are refused.
    private func stop(_ batch: [any PendingCall], _ failure: SQLiteFailure) {
        board.refuse(failure.storeError(in: directory))
        refuse(batch, board.refusal ?? failure.storeError(in: directory))
        board.notify()
    }

    // MARK: - Room

    private var reservePath: String { directory + "/reserve" }

    /// Makes the reserve where it is missing; false, and no reserve, when there is no room for it and some more.
    private func reserve() -> Bool {
        guard options.reserveBytes > 0 else { return true }
        guard SystemFiles.allocate(reservePath, bytes: options.reserveBytes) else { return false }
        if let free = SystemFiles.free(directory), free < options.headroomBytes {
            // Taken back without room beside it, the reserve would keep out the very calls that it is for.
            SystemFiles.remove(reservePath)
            return false
        }
        return true
    }

    private func retryLater() {
        let isFirst = isRetrying.withLock { isRetrying in
            defer { isRetrying = true }
            return !isRetrying
        }
        guard isFirst else { return }
        let wait = DispatchTimeInterval.nanoseconds(Int(clamping: options.retryWhenFull.wholeNanoseconds))
        DispatchQueue.global().asyncAfter(deadline: .now() + wait) { [weak self] in
            guard let self else { return }
            // Before the nudge, whose batch may ask for the next try.
            isRetrying.withLock { $0 = false }
            nudge()
        }
    }

    // MARK: - The log

    /// Copies the log in the background now and then, and at once when it has grown too long.
    private func keepLogShort(_ writer: StoreWriter) {
        let pages = log?.pages ?? 0
        if pages < checkpointedPages { checkpointedPages = 0 }
        if pages >= options.maxLogPages {
            checkpoint(writer)
            checkpointedPages = pages
        } else if pages >= checkpointedPages + options.checkpointPages, !isCheckpointing {
            isCheckpointing = true
            checkpointedPages = pages
            connections.checkpointer.asyncWriteWithoutTransaction { [self] db in
                let failure = Self.checkpoint(db)
                connections.writer.asyncWriteWithoutTransaction { [self] _ in
                    isCheckpointing = false
                    heed(failure)
                }
                board.set(diskBytes: connections.diskBytes)
            }
        }
    }

    private static func checkpoint(_ db: Database) -> SQLiteFailure? {
        guard let connection = ConnectionHandle(db.sqliteConnection) else { return nil }
        do {
            _ = try connection.checkpoint()
            return nil
        } catch {
            return error
        }
    }

    private func checkpoint(_ writer: StoreWriter) {
        do {
            _ = try writer.connection.checkpoint()
        } catch {
            heed(error)
        }
        board.set(diskBytes: connections.diskBytes)
    }

    /// A copy that found no room is tried again; the log still holds everything.
    private func heed(_ failure: SQLiteFailure?) {
        guard let failure else { return }
        guard failure.kind == .full else { return stop([], failure) }
        board.set(isFull: true)
        SystemFiles.remove(reservePath)
        board.notify()
        retryLater()
    }

    // A store that is let go of without `close` drops its statements while their connection is still there.
    deinit {
        log = nil
        writer = nil
    }

    /// Drops the statements, so that the connection can be closed.
    func close() {
        board.refuse(StoreError(.closed, "The store was closed."))
        log = nil
        writer = nil
    }
}
