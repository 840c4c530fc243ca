internal import Rollouts
internal import TrajectoryQueue

extension StoreWriter {
    /// Decides a call of a lease's holder and writes what it comes to.
    func perform(_ id: LeaseID, _ call: LeaseCall) throws -> LeaseReply {
        guard var lease = leases[id] else { return try replay(id, call) }
        let decision = try lease.record.decide(call, at: now, maxDeliveries: settings.maxDeliveries)
        if decision.isReplay { return decision.reply }
        try settle(decision.settled, of: lease)
        if let key = LeaseCallKey(call) { try write(decision.reply, key, lease: lease.number) }
        if case .extend = call {
            try sql.extendLease.int(lease.record.duration.wholeNanoseconds).int(lease.number).run()
            if let deadline = lease.record.deadline { deadlines.insert(.init(time: deadline, subject: .lease(id))) }
        }
        try endIfOver(id, lease)
        return decision.reply
    }

    /// The reply to a call on a lease that is over: what was replied before, or why not.
    private func replay(_ id: LeaseID, _ call: LeaseCall) throws -> LeaseReply {
        let row = try sql.lease.id(id.high, id.low).first { row throws(SQLiteFailure) in
            (number: row.integer64(0), queue: row.integer(1), state: row.integer(4), endedAt: row.integer64(5))
        }
        guard let row, row.endedAt >= forgettingHorizon else { throw StoreError.unknown(id) }
        var record = LeaseRecord(
            id: id, queue: mirror.queueNames[row.queue] ?? "", consumer: "", duration: .zero,
            state: row.state == 2 ? .expired : .ended, members: [],
            replies: try readReplies(row.number))
        return try record.decide(call, at: now, maxDeliveries: settings.maxDeliveries).reply
    }

    /// Leases that ended before this are unknown.
    var forgettingHorizon: Int64 { wall - settings.replyMemory.wholeNanoseconds / 1_000_000 }

    /// Ends what has passed.
    func expire() throws(SQLiteFailure) {
        let time = now
        while let entry = deadlines.first, entry.time <= time {
            deadlines.popFirst()
            guard stillHolds(entry) else { continue }
            switch entry.subject {
            case .lease(let id):
                guard var lease = leases[id] else { continue }
                try settle(lease.record.expire(maxDeliveries: settings.maxDeliveries), of: lease)
                try endIfOver(id, lease)
            case .delay(let queue, let position):
                try endDelay(of: position, in: queue)
            }
        }
    }

    /// Writes what became of trajectories that leave a lease.
    private func settle(_ settled: [LeaseRecord.Settlement], of lease: OpenLease) throws(SQLiteFailure) {
        let name = lease.record.queue
        guard !settled.isEmpty, let queue = mirror.queues[name] else { return }
        let wall = wall
        if settled.allSatisfy({ $0.fate == .acked && $0.member.queues == 1 }) {
            return try ackRuns(settled, of: lease, queue: queue.number, wall: wall)
        }
        var returned: Set<Int64> = []
        for part in settled {
            try write(part, queue: queue.number, lease: lease.number, wall: wall)
            guard connection.changes == 1 else {
                throw SQLiteFailure(
                    code: ResultCode.corrupt, systemCode: 0,
                    message: "trajectory \(part.member.position) is not under lease row \(lease.number)")
            }
            let environment = mirror.environmentNames[part.member.lane.environment] ?? ""
            mirror.counts.queues[name]?.settle(part.fate, bytes: part.member.bytes, environment: environment)
            switch part.fate {
            case .ready:
                mirror.changeLane(name, part.member.lane, ready: 1)
                returned.insert(part.member.group)
            case .delayed(let delay): startDelay(delay, of: part.member, in: name)
            case .acked, .dead, .discarded: mirror.dirtyQueues.insert(name)
            }
        }
        if queue.keepsGroups { for group in returned { try noteIfWhole(group, in: queue) } }
    }

    /// The commonest end by far: all of it is acked, and was in no other queue. Neighbours are written together.
    private func ackRuns(_ settled: [LeaseRecord.Settlement], of lease: OpenLease, queue: Int, wall: Int64)
        throws(SQLiteFailure)
    {
        let name = lease.record.queue
        let positions = settled.map(\.member.position)
        for run in PositionRuns(positions.isAscending ? positions : positions.sorted()) {
            try sql.ackRun.int(wall).int(Statements.delivery(run.lowerBound, queue))
                .int(Statements.delivery(run.upperBound, queue)).int(queue).int(lease.number).run()
            guard connection.changes == run.count else {
                throw SQLiteFailure(
                    code: ResultCode.corrupt, systemCode: 0,
                    message: "of trajectories \(run) some are not under lease row \(lease.number)")
            }
        }
        let bytes = settled.reduce(0) { $0 + $1.member.bytes }
        mirror.counts.queues[name]?.ack(settled.count, bytes: bytes)
        mirror.retiredBytes += bytes
        mirror.isTotalsDirty = true
        mirror.dirtyQueues.insert(name)
    }

    private func write(_ part: LeaseRecord.Settlement, queue: Int, lease: Int64, wall: Int64) throws(SQLiteFailure) {
        let number = Statements.delivery(part.member.position, queue)
        switch part.fate {
        case .ready: try sql.makeReady.int(part.member.deliveries).int(number).int(lease).run()
        case .delayed(let delay):
            try sql.makeDelayed.int(delay.wholeNanoseconds).int(number).int(lease).run()
        case .dead: try sql.makeDead.int(number).int(lease).run()
        case .acked, .discarded:
            let isLast = try isLastEnd(of: part.member)
            if isLast {
                mirror.retiredBytes += part.member.bytes
                mirror.isTotalsDirty = true
            }
            let statement = part.fate == .acked ? sql.makeAcked : sql.makeEvicted
            try statement.int(wall).int(isLast ? 1 : 0).int(number).int(lease).run()
        }
    }

    /// Whether a trajectory that ends in this queue has ended in all others.
    private func isLastEnd(of member: LeaseMember) throws(SQLiteFailure) -> Bool {
        if member.queues == 1 { return true }
        return try sql.openDeliveries.int(member.position).first { row throws(SQLiteFailure) in row.integer(0) } == 1
    }

    private func startDelay(_ delay: Duration, of member: LeaseMember, in queue: String) {
        let until = now.advanced(by: delay)
        mirror.changeLane(queue, member.lane, delayed: 1)
        mirror.delays[.init(queue: queue, position: member.position)] = .init(
            until: until, lane: member.lane, group: member.group)
        deadlines.insert(.init(time: until, subject: .delay(queue: queue, position: member.position)))
    }

    private func endDelay(of position: Int64, in name: String) throws(SQLiteFailure) {
        guard let queue = mirror.queues[name],
            let delay = mirror.delays.removeValue(forKey: .init(queue: name, position: position))
        else { return }
        try sql.endDelay.int(Statements.delivery(position, queue.number)).run()
        mirror.changeLane(name, delay.lane, ready: 1, delayed: -1)
        if queue.keepsGroups { try noteIfWhole(delay.group, in: queue) }
    }

    /// Keeps the lease as it is now, or ends its row when it is over.
    private func endIfOver(_ id: LeaseID, _ lease: OpenLease) throws(SQLiteFailure) {
        guard lease.record.deadline == nil else { return setLease(id, lease) }
        try sql.endLease.int(lease.record.state == .expired ? 2 : 1).int(wall).int(lease.number).run()
        mirror.counts.queues[lease.record.queue]?.leases -= 1
        mirror.dirtyQueues.insert(lease.record.queue)
        setLease(id, nil)
    }

    private func write(_ reply: LeaseReply, _ key: LeaseCallKey, lease: Int64) throws(SQLiteFailure) {
        try sql.insertReply.int(lease).int(key.verb.rawValue).int(Int64(bitPattern: key.digest)).int(reply.changed)
            .int(reply.remaining).int(reply.expiresIn.wholeNanoseconds).run()
    }

    /// Makes a dead trajectory ready in every queue where it is dead.
    func requeue(_ id: UniqueID) throws(SQLiteFailure) -> Bool {
        let rows = try sql.deadDeliveries.id(id.high, id.low).all { row throws(SQLiteFailure) in
            (
                position: row.integer64(0), queue: row.integer(1),
                lane: Lane(environment: row.integer(2), policyVersion: row.integer(3)), bytes: row.integer(4)
            )
        }
        for row in rows {
            guard let name = mirror.queueNames[row.queue], let queue = mirror.queues[name] else { continue }
            let environment = mirror.environmentNames[row.lane.environment] ?? ""
            mirror.counts.queues[name]?.requeue(bytes: row.bytes, environment: environment)
            mirror.changeLane(name, row.lane, ready: 1)
            guard queue.keepsGroups else { continue }
            let group = try sql.delivery.int(Statements.delivery(row.position, row.queue)).first {
                row throws(SQLiteFailure) in row.integer64(1)
            }
            if let group { try noteIfWhole(group, in: queue) }
        }
        return !rows.isEmpty
    }
}
