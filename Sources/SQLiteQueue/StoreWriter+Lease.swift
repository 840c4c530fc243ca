internal import Rollouts
internal import TrajectoryQueue

extension StoreWriter {
    /// Grants a batch; nil when there is none to grant.
    func perform(_ request: LeaseRequest) throws(SQLiteFailure) -> LeaseGrant? {
        guard let queue = mirror.queues[request.queue] else { return nil }
        let lanes = queue.lanes.filter { lane, count in
            count.ready > 0 && lane.policyVersion >= request.minPolicyVersion ?? .min
        }
        // What is not there need not be looked for: an idle consumer's poll costs no statement.
        guard lanes.values.reduce(0, { $0 + $1.ready }) >= min(request.minTrajectories, request.maxTrajectories),
            !lanes.isEmpty
        else { return nil }
        if request.unit == .group, !queue.keepsGroups { try keepGroups(of: request.queue) }
        let positions = try choose(request, queue: queue.number, lanes: lanes)
        guard !positions.isEmpty else { return nil }
        return try grant(request, queue: queue, positions: positions)
    }

    /// The positions that the rules choose, groups opened up into their members.
    private func choose(_ request: LeaseRequest, queue: Int, lanes: [Lane: QueueMirror.LaneCount])
        throws(SQLiteFailure) -> [Int64]
    {
        var cursors: [LaneCursor] = []
        var sources: [BatchPicker.Source] = []
        for (lane, count) in lanes {
            guard let name = mirror.environmentNames[lane.environment] else { continue }
            cursors.append(LaneCursor(request: request, queue: queue, lane: lane, most: count.ready))
            sources.append(.init(environment: name, available: count.ready))
        }
        let sql = sql
        let picks = try BatchPicker.pick(request, from: sources) { index throws(SQLiteFailure) in
            try cursors[index].next(sql)
        }
        // Sizes are looked at only where a whole queue would be too large for a batch.
        let isLarge = mirror.counts.queues[request.queue].map { $0.bytes > settings.maxBatchBytes } ?? false
        if request.unit == .trajectory, !isLarge { return picks.map(\.candidate.position) }
        var allowance = ByteAllowance(settings.maxBatchBytes)
        var positions: [Int64] = []
        for pick in picks {
            var members = [pick.candidate.position]
            if request.unit == .group {
                members = try sql.groupDeliveries.int(queue).int(pick.candidate.position).all {
                    row throws(SQLiteFailure) in row.integer64(0)
                }
            }
            if isLarge, !allowance.takes(try bytes(of: members, in: queue)) { break }
            positions += members
        }
        return positions
    }

    private func bytes(of positions: [Int64], in queue: Int) throws(SQLiteFailure) -> Int {
        var sum = 0
        for position in positions {
            sum +=
                try sql.deliveryBytes.int(Statements.delivery(position, queue)).first {
                    row throws(SQLiteFailure) in row.integer(0)
                } ?? 0
        }
        return sum
    }

    private func grant(_ request: LeaseRequest, queue: QueueMirror, positions: [Int64]) throws(SQLiteFailure)
        -> LeaseGrant
    {
        let id = LeaseID(using: &settings.random)
        mirror.lastLease += 1
        let number = mirror.lastLease
        var grant = LeaseGrant(id: id, duration: request.duration, members: [])
        var members: [LeaseMember] = []
        grant.members.reserveCapacity(positions.count)
        members.reserveCapacity(positions.count)
        for (member, trajectory) in try claim(positions, queue: queue.number, lease: number) {
            members.append(member)
            grant.members.append(.init(trajectory: trajectory, deliveries: member.deliveries))
        }
        try sql.insertLease.int(number).id(id.high, id.low).int(queue.number).text(request.consumer)
            .int(request.duration.wholeNanoseconds).blob(PackedWords.bytes(positions.map { UInt64(bitPattern: $0) }))
            .run()
        try count(members, in: request.queue)
        let until = now.advanced(by: request.duration)
        setLease(
            id,
            OpenLease(
                number: number,
                record: LeaseRecord(
                    id: id, queue: request.queue, consumer: request.consumer, duration: request.duration,
                    state: .open(until: until), members: members)))
        deadlines.insert(.init(time: until, subject: .lease(id)))
        return grant
    }

    /// Reads trajectories that were chosen and puts them under the lease, in the order given.
    private func claim(_ positions: [Int64], queue: Int, lease: Int64) throws(SQLiteFailure)
        -> [(member: LeaseMember, trajectory: EncodedTrajectory)]
    {
        var claimed: [(member: LeaseMember, trajectory: EncodedTrajectory)] = []
        claimed.reserveCapacity(positions.count)
        let sorted = positions.isAscending ? positions : positions.sorted()
        for run in PositionRuns(sorted) {
            let before = claimed.count
            let (first, last) = (Statements.delivery(run.lowerBound, queue), Statements.delivery(run.upperBound, queue))
            sql.claimed.int(first).int(last).int(queue)
            while try sql.claimed.step() { claimed.append(read(sql.claimed)) }
            try sql.claim.int(lease).int(first).int(last).int(queue).run()
            guard claimed.count - before == run.count, connection.changes == run.count else {
                throw SQLiteFailure(
                    code: ResultCode.corrupt, systemCode: 0,
                    message: "of trajectories \(run) in the index of what is ready some are not ready")
            }
        }
        guard sorted != positions else { return claimed }
        let places = Dictionary(uniqueKeysWithValues: positions.enumerated().map { ($1, $0) })
        return claimed.sorted { places[$0.member.position] ?? 0 < places[$1.member.position] ?? 0 }
    }

    /// A row of `claimed`.
    private func read(_ row: PreparedStatement) -> (member: LeaseMember, trajectory: EncodedTrajectory) {
        let environment = row.integer(2)
        let trajectory = Statements.trajectory(
            row, environment: mirror.environmentNames[environment] ?? "",
            version: mirror.versionNames[row.integer(3)] ?? "")
        let member = LeaseMember(
            id: trajectory.id, position: row.integer64(21), group: row.integer64(17),
            lane: Lane(environment: environment, policyVersion: trajectory.policyVersion), bytes: row.integer(18),
            deliveries: row.integer(19) + 1, queues: row.integer(20))
        return (member, trajectory)
    }

    private func count(_ members: [LeaseMember], in name: String) throws(SQLiteFailure) {
        var taken: [Lane: Int] = [:]
        for member in members { taken[member.lane, default: 0] += 1 }
        for (lane, count) in taken {
            mirror.changeLane(name, lane, ready: -count)
            let environment = mirror.environmentNames[lane.environment] ?? ""
            mirror.counts.queues[name]?.lease(count, environment: environment)
        }
        mirror.counts.queues[name]?.leases += 1
        guard let queue = mirror.queues[name], queue.keepsGroups else { return }
        for group in Set(members.map(\.group)) { try sql.deleteWholeGroup.int(group).int(queue.number).run() }
    }

    /// Starts to keep track of whole groups, at the first lease that asks for them: reads the queue once.
    private func keepGroups(of name: String) throws(SQLiteFailure) {
        guard let queue = mirror.queues[name] else { return }
        try sql.wholeGroupsOfQueue.int(queue.number).run()
        mirror.queues[name]?.keepsGroups = true
        mirror.dirtyQueues.insert(name)
    }

    /// Notes a group as whole in a queue, if it is sealed and all of it is ready there.
    func noteIfWhole(_ group: Int64, in queue: QueueMirror) throws(SQLiteFailure) {
        let found = try sql.groupInQueue.int(queue.number).int(group).first {
            row throws(SQLiteFailure) -> (count: Int, ready: Int, policy: Int, weight: Int, environment: Int) in
            (row.integer(0), row.integer(1), row.integer(2), row.integer(3), row.integer(4))
        }
        guard let found, found.count > 0, found.count == found.ready else { return }
        try sql.insertWholeGroup.int(queue.number).int(group).int(found.environment).int(found.policy).int(found.count)
            .int(found.weight).run()
    }
}

/// Reads a lane in the order asked for, a page at a time.
private struct LaneCursor {
    private let queue: Int
    private let lane: Lane
    private let unit: LeaseRequest.Unit
    private let isNewest: Bool
    private var position: Int64
    private var page = 16
    private var isAtEnd = false
    private var buffer: [Candidate] = []
    private var index = 0

    init(request: LeaseRequest, queue: Int, lane: Lane, most: Int) {
        self.queue = queue
        self.lane = lane
        unit = request.unit
        isNewest = request.order == .newest
        position = isNewest ? .max : 0
        page = max(1, min(request.maxTrajectories, most, 64))
    }

    mutating func next(_ sql: Statements) throws(SQLiteFailure) -> Candidate? {
        if index == buffer.count {
            guard !isAtEnd else { return nil }
            try fill(sql)
            if buffer.isEmpty { return nil }
        }
        defer { index += 1 }
        return buffer[index]
    }

    private mutating func fill(_ sql: Statements) throws(SQLiteFailure) {
        let isGroup = unit == .group
        let statement =
            switch (unit, isNewest) {
            case (.trajectory, false): sql.readyOldest
            case (.trajectory, true): sql.readyNewest
            case (.group, false): sql.readyGroupsOldest
            case (.group, true): sql.readyGroupsNewest
            }
        // Deliveries are ordered by numbers of their own, of which this is a bound beyond every queue's.
        let bound = isGroup || position == .max ? position : isNewest ? position << 16 : position << 16 | 0xFFFF
        buffer = try statement.int(queue).int(lane.environment).int(lane.policyVersion).int(bound).int(page).all {
            row throws(SQLiteFailure) in
            Candidate(position: row.integer64(0), count: isGroup ? row.integer(2) : 1, weight: row.integer(1))
        }
        index = 0
        isAtEnd = buffer.count < page
        position = buffer.last?.position ?? position
        page = min(page * 2, 1024)
    }
}
