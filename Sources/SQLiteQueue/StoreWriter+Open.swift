internal import Rollouts
internal import TrajectoryQueue

/// Finding again what a former process left. Statements of the start are compiled here, used once, and dropped.
extension StoreWriter {
    /// Reads counts, names, open leases and delays, and puts what a crash left open where it belongs, in one
    /// transaction.
    ///
    /// Leases and delays get their full time again, since the clock they ran on is gone. Rollouts in flight are
    /// `cancelled: crash`; open groups are sealed, for nobody samples them any more.
    func recover() throws(SQLiteFailure) {
        try readNumbers()
        try readEnvironments()
        try readQueues()
        try begin()
        do {
            try sealOpenGroups()
            let lost = mirror.counts.cancelInFlight()
            if lost > 0 { mirror.dirtyEnvironments.formUnion(mirror.environments.keys) }
            try commit()
            try readLeases()
            try readDelays()
            try readTaskJournal()
            rebuildDeadlines()
        } catch {
            try rollback()
            throw error
        }
    }

    private func prepare(_ sql: String) throws(SQLiteFailure) -> PreparedStatement {
        try PreparedStatement(connection, sql)
    }

    private func readNumbers() throws(SQLiteFailure) {
        let numbers = try prepare(
            """
            SELECT (SELECT retired_bytes FROM totals), (SELECT max(number) FROM trajectories),
                (SELECT max(number) FROM groups), (SELECT max(number) FROM leases)
            """
        ).first { row throws(SQLiteFailure) in (row.integer(0), row.integer64(1), row.integer64(2), row.integer64(3)) }
        (mirror.retiredBytes, mirror.lastTrajectory, mirror.lastGroup, mirror.lastLease) = numbers ?? (0, 0, 0, 0)
        let versions = try prepare("SELECT number, version FROM environment_versions").all {
            row throws(SQLiteFailure) in
            (row.string(1), row.integer(0))
        }
        for (version, number) in versions {
            mirror.versions[version] = number
            mirror.versionNames[number] = version
        }
    }

    private func readEnvironments() throws(SQLiteFailure) {
        let ends = Statements.endColumns.joined(separator: ", ")
        let select = try prepare(
            """
            SELECT number, name, requested, in_flight, attempts, tokens, verdicts, passed, \(ends) FROM environments
            """)
        while try select.step() {
            let name = select.string(1)
            var counts = EnvironmentCounts()
            counts.requested = select.integer(2)
            counts.inFlight = select.integer(3)
            counts.attempts = select.integer(4)
            counts.tokens = select.integer(5)
            counts.verdicts = select.integer(6)
            counts.passed = select.integer(7)
            for (index, end) in RolloutEnd.all.enumerated() {
                let count = select.integer(Int32(8 + index))
                if count > 0 { counts.ends[end] = count }
            }
            mirror.environments[name] = select.integer(0)
            mirror.environmentNames[select.integer(0)] = name
            if counts != EnvironmentCounts() { mirror.counts.environments[name] = counts }
        }
    }

    private func readQueues() throws(SQLiteFailure) {
        let select = try prepare(
            """
            SELECT number, name, accepted, ready, leased, acked, dead, stale, purged, discarded, bytes, leases, trimmed,
                keeps_groups
            FROM queues
            """)
        while try select.step() {
            let name = select.string(1)
            var counts = QueueCounts()
            counts.accepted = select.integer(2)
            counts.ready = select.integer(3)
            counts.leased = select.integer(4)
            counts.acked = select.integer(5)
            counts.dead = select.integer(6)
            for (index, eviction) in [QueueCounts.Eviction.stale, .purged, .discarded].enumerated() {
                let count = select.integer(Int32(7 + index))
                if count > 0 { counts.evicted[eviction] = count }
            }
            counts.bytes = select.integer(10)
            counts.leases = select.integer(11)
            var queue = QueueMirror(number: select.integer(0))
            queue.trimmed = select.integer(12)
            queue.keepsGroups = select.integer(13) != 0
            mirror.queues[name] = queue
            mirror.queueNames[queue.number] = name
            mirror.counts.queues[name] = counts
        }
        try readLanes()
    }

    private func readLanes() throws(SQLiteFailure) {
        let select = try prepare("SELECT queue, environment, policy_version, ready, delayed FROM lanes")
        while try select.step() {
            guard let name = mirror.queueNames[select.integer(0)] else { continue }
            let lane = Lane(environment: select.integer(1), policyVersion: select.integer(2))
            let count = QueueMirror.LaneCount(ready: select.integer(3), delayed: select.integer(4))
            mirror.queues[name]?.lanes[lane] = count
            let environment = mirror.environmentNames[lane.environment] ?? ""
            mirror.counts.queues[name]?.readyByEnvironment[environment, default: 0] += count.ready + count.delayed
        }
        for (name, queue) in mirror.queues { mirror.counts.queues[name]?.oldestReady = try oldestReady(in: queue) }
    }

    private func sealOpenGroups() throws(SQLiteFailure) {
        let open = try prepare("SELECT number FROM groups WHERE sealed = 0").all { row throws(SQLiteFailure) in
            row.integer64(0)
        }
        for group in open {
            try sql.sealGroup.int(group).run()
            try sql.deleteEmptyGroup.int(group).run()
            for queue in mirror.queues.values where queue.keepsGroups { try noteIfWhole(group, in: queue) }
        }
    }

    private func readLeases() throws(SQLiteFailure) {
        let rows = try prepare(
            "SELECT number, id, queue, consumer, duration, members FROM leases WHERE state = 0 ORDER BY number"
        ).all { row throws(SQLiteFailure) in
            (
                number: row.integer64(0), id: row.words(1), queue: row.integer(2), consumer: row.string(3),
                duration: Duration.nanoseconds(row.integer64(4)), members: PackedWords.words(row.bytes(5) ?? [])
            )
        }
        let time = now
        for row in rows {
            var members: [LeaseMember] = []
            for word in row.members {
                let position = Int64(bitPattern: word)
                let member = try sql.delivery.int(Statements.delivery(position, row.queue)).first {
                    found throws(SQLiteFailure) -> LeaseMember? in
                    // Those that were acked or nacked since are no longer under it.
                    guard found.integer64(7) == row.number else { return nil }
                    let id = found.words(0)
                    return LeaseMember(
                        id: UniqueID(high: id.high, low: id.low), position: position, group: found.integer64(1),
                        lane: Lane(environment: found.integer(2), policyVersion: found.integer(3)),
                        bytes: found.integer(4),
                        deliveries: found.integer(5), queues: found.integer(6))
                }
                if let found = member, let held = found { members.append(held) }
            }
            let id = LeaseID(high: row.id.high, low: row.id.low)
            leases[id] = OpenLease(
                number: row.number,
                record: LeaseRecord(
                    id: id, queue: mirror.queueNames[row.queue] ?? "", consumer: row.consumer, duration: row.duration,
                    state: .open(until: time.advanced(by: row.duration)), members: members,
                    replies: try readReplies(row.number)))
        }
    }

    /// The replies that repeated calls on a lease get.
    func readReplies(_ lease: Int64) throws(SQLiteFailure) -> [LeaseCallKey: LeaseReply] {
        let rows = try sql.replies.int(lease).all { row throws(SQLiteFailure) -> (LeaseCallKey, LeaseReply)? in
            guard let verb = LeaseCallKey.Verb(rawValue: row.integer(0)) else { return nil }
            return (
                LeaseCallKey(verb: verb, digest: UInt64(bitPattern: row.integer64(1))),
                LeaseReply(
                    changed: row.integer(2), remaining: row.integer(3), expiresIn: .nanoseconds(row.integer64(4)))
            )
        }
        return Dictionary(rows.compactMap(\.self)) { first, _ in first }
    }

    private func readDelays() throws(SQLiteFailure) {
        let rows = try prepare(
            """
            SELECT d.trajectory, d.queue, d.delay, d.environment, d.policy_version, t.group_number
            FROM deliveries d JOIN trajectories t ON t.number = d.trajectory WHERE d.state = 1
            """
        ).all { row throws(SQLiteFailure) in
            (
                position: row.integer64(0), queue: row.integer(1), delay: Duration.nanoseconds(row.integer64(2)),
                lane: Lane(environment: row.integer(3), policyVersion: row.integer(4)), group: row.integer64(5)
            )
        }
        let time = now
        for row in rows {
            guard let name = mirror.queueNames[row.queue] else { continue }
            mirror.delays[.init(queue: name, position: row.position)] = .init(
                until: time.advanced(by: row.delay), lane: row.lane, group: row.group)
        }
    }
}
