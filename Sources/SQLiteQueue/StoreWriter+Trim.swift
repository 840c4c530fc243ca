internal import TrajectoryQueue

extension StoreWriter {
    /// How much one transaction trims or forgets, so that none holds up the others for long.
    static let trimStep = 256

    /// Drops trajectories that are done everywhere and that the rule no longer keeps, one step of them; returns how
    /// many, and whether there may be more.
    func trim(_ retain: Retention, nowMilliseconds: Int64) throws(SQLiteFailure) -> (dropped: Int, hasMore: Bool) {
        try forget()
        let oldest = try sql.retired.int(Self.trimStep).all { row throws(SQLiteFailure) in
            (position: row.integer64(0), endedAt: row.integer64(1), bytes: row.integer(2))
        }
        var dropped = 0
        for row in oldest {
            guard retain.drops(endedAt: row.endedAt, now: nowMilliseconds, held: mirror.retiredBytes) else {
                return (dropped, false)
            }
            try drop(row.position)
            mirror.retiredBytes -= row.bytes
            mirror.isTotalsDirty = true
            dropped += 1
        }
        return (dropped, oldest.count == Self.trimStep)
    }

    private func drop(_ position: Int64) throws(SQLiteFailure) {
        for number in try sql.deliveriesOf.int(position).all({ row throws(SQLiteFailure) in row.integer(0) }) {
            guard let name = mirror.queueNames[number] else { continue }
            mirror.queues[name]?.trimmed += 1
            mirror.dirtyQueues.insert(name)
        }
        try sql.deleteDeliveries.int(position).run()
        let groups = try sql.deleteTrajectory.int(position).all { row throws(SQLiteFailure) in row.integer64(0) }
        for group in groups {
            try sql.dropMember.int(group).run()
            try sql.deleteEmptyGroup.int(group).run()
        }
    }

    /// Forgets leases that ended too long ago, one step of them.
    func forget() throws(SQLiteFailure) {
        let numbers = try sql.forgettable.int(forgettingHorizon).int(Self.trimStep).all { row throws(SQLiteFailure) in
            row.integer64(0)
        }
        for number in numbers {
            try sql.forgetReplies.int(number).run()
            try sql.forgetLease.int(number).run()
        }
    }
}
