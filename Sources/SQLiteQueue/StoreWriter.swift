internal import Rollouts
internal import TrajectoryQueue

/// The writing side of the store: one connection, its statements, and what it holds in memory of the database.
///
/// All of it belongs to the connection's serial queue. A transaction is `begin`, any number of operations, and
/// `commit` or `rollback`; operations decide first and write after, so one that throws a `StoreError` has written
/// nothing, and one that throws a `SQLiteFailure` ends the transaction.
final class StoreWriter {
    let connection: ConnectionHandle
    let sql: Statements
    var settings: StoreSettings
    var mirror = StoreMirror()
    /// Open leases; those that are over are only in the database.
    var leases: [LeaseID: OpenLease] = [:]
    var deadlines = Deadlines()
    /// Task memories that are not sorted in yet.
    var fresh = FreshTasks()

    /// What the transaction found at its begin.
    private var savedMirror: StoreMirror?
    /// Leases as they were before the transaction touched them; nil for those that it granted.
    private var savedLeases: [LeaseID: OpenLease?] = [:]

    /// An open lease and the number of its row.
    struct OpenLease {
        var number: Int64
        var record: LeaseRecord
    }

    init(connection: ConnectionHandle, settings: StoreSettings) throws(SQLiteFailure) {
        self.connection = connection
        self.settings = settings
        sql = try Statements(connection)
    }

    var now: MonotonicTime { settings.clock.monotonic() }
    var wall: Int64 { settings.clock.wallMilliseconds() }
}

// MARK: - Transactions

extension StoreWriter {
    func begin() throws(SQLiteFailure) {
        try sql.begin.run()
        savedMirror = mirror
    }

    /// Writes the counts that changed and commits. Returns once the log is synced.
    func commit() throws(SQLiteFailure) {
        try writeCounts()
        try writeTasks()
        try sql.commit.run()
        fresh.commit()
        savedMirror = nil
        savedLeases.removeAll(keepingCapacity: true)
    }

    /// Undoes everything since `begin`, in the database and in memory.
    func rollback() throws(SQLiteFailure) {
        // Some failures roll back by themselves.
        if !connection.isAutocommit { try sql.rollback.run() }
        if let savedMirror { mirror = savedMirror }
        savedMirror = nil
        fresh.rollback()
        for (id, lease) in savedLeases { leases[id] = lease }
        savedLeases.removeAll()
        rebuildDeadlines()
    }

    /// Sets an open lease, or takes it out, in a way that `rollback` can undo.
    func setLease(_ id: LeaseID, _ lease: OpenLease?) {
        if savedLeases[id] == nil { savedLeases[id] = .some(leases[id]) }
        leases[id] = lease
    }

    func rebuildDeadlines() {
        deadlines = Deadlines()
        for (id, lease) in leases {
            if let deadline = lease.record.deadline { deadlines.insert(.init(time: deadline, subject: .lease(id))) }
        }
        for (key, delay) in mirror.delays {
            deadlines.insert(.init(time: delay.until, subject: .delay(queue: key.queue, position: key.position)))
        }
    }

    /// Whether a deadline still means something.
    func stillHolds(_ entry: Deadlines.Entry) -> Bool {
        switch entry.subject {
        case .lease(let id): leases[id]?.record.deadline == entry.time
        case .delay(let queue, let position):
            mirror.delays[.init(queue: queue, position: position)]?.until == entry.time
        }
    }

    /// When something is due next; stale entries at the front are dropped on the way.
    func nextDeadline() -> MonotonicTime? {
        if deadlines.count > 4 * (leases.count + mirror.delays.count) + 1024 { deadlines.rebuild(keeping: stillHolds) }
        while let entry = deadlines.first {
            if stillHolds(entry) { return entry.time }
            deadlines.popFirst()
        }
        return nil
    }
}

// MARK: - Names and counts

extension StoreWriter {
    func environmentNumber(_ name: String) throws(SQLiteFailure) -> Int {
        if let number = mirror.environments[name] { return number }
        let number = mirror.environments.count + 1
        try sql.insertEnvironment.int(number).text(name).run()
        mirror.environments[name] = number
        mirror.environmentNames[number] = name
        return number
    }

    func versionNumber(_ version: String) throws(SQLiteFailure) -> Int {
        if let number = mirror.versions[version] { return number }
        let number = mirror.versions.count + 1
        try sql.insertVersion.int(number).text(version).run()
        mirror.versions[version] = number
        mirror.versionNames[number] = version
        return number
    }

    func queueNumber(_ name: String) throws(SQLiteFailure) -> Int {
        if let queue = mirror.queues[name] { return queue.number }
        let number = mirror.queues.count + 1
        try sql.insertQueue.int(number).text(name).run()
        mirror.queues[name] = QueueMirror(number: number)
        mirror.queueNames[number] = name
        mirror.counts.queues[name] = QueueCounts()
        return number
    }

    private func writeCounts() throws(SQLiteFailure) {
        for name in mirror.dirtyEnvironments {
            let number = try environmentNumber(name)
            try write(mirror.counts.environments[name] ?? EnvironmentCounts(), number)
        }
        for name in mirror.dirtyQueues { try writeQueue(name) }
        for (name, lanes) in mirror.dirtyLanes {
            for lane in lanes { try writeLane(lane, of: name) }
        }
        if mirror.isTotalsDirty { try sql.updateTotals.int(mirror.retiredBytes).run() }
        mirror.dirtyEnvironments.removeAll(keepingCapacity: true)
        mirror.dirtyQueues.removeAll(keepingCapacity: true)
        mirror.dirtyLanes.removeAll(keepingCapacity: true)
        mirror.isTotalsDirty = false
    }

    private func write(_ counts: EnvironmentCounts, _ number: Int) throws(SQLiteFailure) {
        let update = sql.updateEnvironment
        update.int(counts.requested).int(counts.inFlight).int(counts.attempts).int(counts.tokens).int(counts.verdicts)
            .int(counts.passed)
        for end in RolloutEnd.all { update.int(counts.ends[end] ?? 0) }
        try update.int(number).run()
    }

    private func writeQueue(_ name: String) throws(SQLiteFailure) {
        guard let queue = mirror.queues[name], var counts = mirror.counts.queues[name] else { return }
        counts.oldestReady = try oldestReady(in: queue)
        mirror.counts.queues[name] = counts
        try sql.updateQueue.int(counts.accepted).int(counts.ready).int(counts.leased).int(counts.acked).int(counts.dead)
            .int(counts.evicted[.stale] ?? 0).int(counts.evicted[.purged] ?? 0).int(counts.evicted[.discarded] ?? 0)
            .int(counts.bytes).int(counts.leases).int(queue.trimmed).int(queue.keepsGroups ? 1 : 0).int(queue.number)
            .run()
    }

    private func writeLane(_ lane: Lane, of name: String) throws(SQLiteFailure) {
        guard let queue = mirror.queues[name], let count = queue.lanes[lane] else { return }
        if count.ready == 0, count.delayed == 0 {
            mirror.queues[name]?.lanes[lane] = nil
            try sql.deleteLane.int(queue.number).int(lane.environment).int(lane.policyVersion).run()
        } else {
            try sql.upsertLane.int(queue.number).int(lane.environment).int(lane.policyVersion).int(count.ready)
                .int(count.delayed).run()
        }
    }

    /// When the oldest of what may be claimed was made, the first of each lane compared. Two seeks a lane.
    func oldestReady(in queue: QueueMirror) throws(SQLiteFailure) -> Int64? {
        var oldest: Int64?
        for (lane, count) in queue.lanes where count.ready > 0 {
            let made = try sql.firstReady.int(queue.number).int(lane.environment).int(lane.policyVersion).first {
                row throws(SQLiteFailure) in row.integer64(0)
            }
            if let made { oldest = min(made, oldest ?? .max) }
        }
        return oldest
    }
}
