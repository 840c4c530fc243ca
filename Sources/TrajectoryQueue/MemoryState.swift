package import Rollouts

/// All that a memory store knows: plain values, changed by one caller at a time, with nothing asynchronous about it.
struct MemoryState: Sendable {
    /// A group that was committed.
    struct Group: Sendable {
        var isSealed: Bool
        /// Whether a member was trimmed: it is whole nowhere any more.
        var isTrimmed = false
        /// Trajectories of it, by position.
        var members: [Int64] = []
    }

    /// A trajectory and the queues it is in.
    struct Entry: Sendable {
        var trajectory: EncodedTrajectory
        var group: Int64
        /// How many queues it was delivered to.
        var queues: Int
        /// In how many of them it is neither acked nor evicted yet.
        var open: Int
    }

    var isClosed = false
    /// Rises with every change, so that observers are told of none in vain.
    private(set) var changes = 0
    private(set) var states: [String: [UInt8]] = [:]

    private var settings: StoreSettings
    private var counts = StoreCounts()
    private var queues: [String: MemoryQueue] = [:]
    private var leases: [LeaseID: LeaseRecord] = [:]
    /// Leases that are over, oldest first, to be forgotten.
    private var ended: [(id: LeaseID, at: Int64)] = []
    private var deadlines = Deadlines()
    private var groups: [Int64: Group] = [:]
    private var groupNumbers: [UniqueID: Int64] = [:]
    private var entries: [Int64: Entry] = [:]
    private var positions: [UniqueID: Int64] = [:]
    private var lastPosition: Int64 = 0
    private var environmentNumbers: [String: Int] = [:]
    private var environmentNames: [String] = []
    private var memories: [String: [String: TaskMemory]] = [:]
    /// Trajectories that are done in all their queues, oldest first.
    private var retired: [(position: Int64, at: Int64)] = []
    private var retiredBytes = 0

    init(settings: StoreSettings) { self.settings = settings }

    private var now: MonotonicTime { settings.clock.monotonic() }

    private mutating func number(of environment: String) -> Int {
        if let number = environmentNumbers[environment] { return number }
        environmentNames.append(environment)
        environmentNumbers[environment] = environmentNames.count - 1
        return environmentNames.count - 1
    }
}

// MARK: - Commits

extension MemoryState {
    mutating func commit(_ commit: StoreCommit) throws(StoreError) {
        guard !commit.isEmpty else { return }
        try checkGroupsAndIDs(commit)
        try counts.apply(commit)
        for group in commit.groups where groupNumbers[group.id] == nil {
            let number = Int64(groups.count + 1)
            groupNumbers[group.id] = number
            groups[number] = Group(isSealed: false)
        }
        for delivery in commit.trajectories { add(delivery) }
        for group in commit.groups where group.isSealed {
            if let number = groupNumbers[group.id] { groups[number]?.isSealed = true }
        }
        for memory in commit.tasks { memories[memory.environment, default: [:]][memory.taskID] = memory }
        for (name, value) in commit.states { states[name] = value }
        changes += 1
    }

    private func checkGroupsAndIDs(_ commit: StoreCommit) throws(StoreError) {
        for group in commit.groups where group.isNew && groupNumbers[group.id] != nil { throw .known(group) }
        let named = Set(commit.groups.map(\.id))
        var seen: Set<UniqueID> = []
        for delivery in commit.trajectories {
            let trajectory = delivery.trajectory
            guard positions[trajectory.id] == nil, seen.insert(trajectory.id).inserted else {
                throw .duplicate(trajectory.id)
            }
            if let number = groupNumbers[trajectory.groupID] {
                if groups[number]?.isSealed == true { throw .sealed(trajectory) }
            } else if !named.contains(trajectory.groupID) {
                throw .groupless(trajectory)
            }
        }
    }

    private mutating func add(_ delivery: StoreCommit.Delivery) {
        let trajectory = delivery.trajectory
        lastPosition += 1
        let queues = delivery.queues.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        let group = groupNumbers[trajectory.groupID] ?? 0
        entries[lastPosition] = Entry(trajectory: trajectory, group: group, queues: queues.count, open: queues.count)
        positions[trajectory.id] = lastPosition
        groups[group]?.members.append(lastPosition)
        let lane = Lane(environment: number(of: trajectory.environment), policyVersion: trajectory.policyVersion)
        for name in queues {
            self.queues[name, default: MemoryQueue()].deliver(lastPosition, lane: lane)
            counts.queues[name, default: QueueCounts()].deliver(
                1, bytes: trajectory.byteCount, environment: trajectory.environment)
        }
    }
}

extension StoreError {
    /// A trajectory's id is in the store already.
    package static func duplicate(_ id: UniqueID) -> StoreError {
        StoreError(.conflict, "Trajectory \(id) is in the store already; nothing of the commit was kept.")
    }

    /// A trajectory's group was sealed by an earlier commit.
    package static func sealed(_ trajectory: EncodedTrajectory) -> StoreError {
        StoreError(
            .conflict,
            "Group \(trajectory.groupID) of trajectory \(trajectory.id) was sealed before: commit members first, or with "
                + "the seal.")
    }

    /// A group that is said to be new is there already.
    package static func known(_ group: StoredGroup) -> StoreError {
        StoreError(.conflict, "Group \(group.id) is there already: do not say that it is new.")
    }

    /// A trajectory's group is not known.
    package static func groupless(_ trajectory: EncodedTrajectory) -> StoreError {
        StoreError(
            .conflict,
            "Group \(trajectory.groupID) of trajectory \(trajectory.id) is not known: name it in the same commit.")
    }
}

// MARK: - Leases

extension MemoryState {
    mutating func lease(_ request: LeaseRequest) -> LeaseGrant? {
        guard var queue = queues[request.queue] else { return nil }
        let positions = choose(request, in: queue)
        guard !positions.isEmpty else { return nil }
        let id = LeaseID(using: &settings.random)
        var members: [LeaseMember] = []
        var grant = LeaseGrant(id: id, duration: request.duration, members: [])
        for position in positions {
            guard let entry = entries[position], let delivery = queue.lease(position) else { continue }
            members.append(
                LeaseMember(
                    id: entry.trajectory.id, position: position, group: entry.group, lane: delivery.lane,
                    bytes: entry.trajectory.byteCount, deliveries: delivery.deliveries, queues: entry.queues))
            grant.members.append(.init(trajectory: entry.trajectory, deliveries: delivery.deliveries))
            counts.queues[request.queue]?.lease(1, environment: entry.trajectory.environment)
        }
        let until = now.advanced(by: request.duration)
        leases[id] = LeaseRecord(
            id: id, queue: request.queue, consumer: request.consumer, duration: request.duration,
            state: .open(until: until), members: members)
        deadlines.insert(.init(time: until, subject: .lease(id)))
        counts.queues[request.queue]?.leases += 1
        queues[request.queue] = queue
        changes += 1
        return grant
    }

    /// The positions that the rules choose, groups opened up into their members.
    private func choose(_ request: LeaseRequest, in queue: MemoryQueue) -> [Int64] {
        let lanes = queue.lanes.keys.filter { $0.policyVersion >= request.minPolicyVersion ?? .min }
        let whole = request.unit == .group ? wholeGroups(in: queue, request) : nil
        var remaining = lanes.map { lane -> ArraySlice<Candidate> in
            let positions = queue.lanes[lane] ?? []
            let all =
                whole.map { whole in whole.filter { $0.lane == lane }.map(\.candidate) }
                ?? positions.map { Candidate(position: $0, weight: entries[$0]?.trajectory.tokenWeight ?? 0) }
            return request.order == .oldest ? all[...] : all.reversed()[...]
        }
        // With whole groups, too, what the lane has in all: the shares are divided by it.
        let sources = lanes.map { lane in
            BatchPicker.Source(
                environment: environmentNames[lane.environment], available: queue.lanes[lane]?.count ?? 0)
        }
        let picks = BatchPicker.pick(request, from: sources) { remaining[$0].popFirst() }
        var allowance = ByteAllowance(settings.maxBatchBytes)
        var positions: [Int64] = []
        for pick in picks {
            let members =
                request.unit == .trajectory
                ? [pick.candidate.position]
                : (groups[pick.candidate.position]?.members ?? []).filter { queue.deliveries[$0] != nil }
            let bytes = members.reduce(0) { $0 + (entries[$1]?.trajectory.byteCount ?? 0) }
            guard allowance.takes(bytes) else { break }
            positions += members
        }
        return positions
    }

    /// Groups of which all that was delivered to the queue is ready there, each in the lane of its first member.
    ///
    /// A group counts with its oldest policy version: all of it must satisfy `min_policy_version`.
    private func wholeGroups(in queue: MemoryQueue, _ request: LeaseRequest) -> [(lane: Lane, candidate: Candidate)] {
        groups.filter { $0.value.isSealed && !$0.value.isTrimmed }.sorted { $0.key < $1.key }.compactMap {
            number, group in
            let members = group.members.filter { queue.deliveries[$0] != nil }
            guard let first = members.first.flatMap({ queue.deliveries[$0] }),
                members.allSatisfy({ queue.deliveries[$0]?.state == .ready })
            else { return nil }
            let policies = members.compactMap { queue.deliveries[$0]?.lane.policyVersion }
            let lane = Lane(
                environment: first.lane.environment, policyVersion: policies.min() ?? first.lane.policyVersion)
            let weight = members.reduce(0) { $0 + (entries[$1]?.trajectory.tokenWeight ?? 0) }
            return (lane, Candidate(position: number, count: members.count, weight: weight))
        }
    }

    mutating func call(_ id: LeaseID, _ call: LeaseCall) throws(StoreError) -> LeaseReply {
        guard var record = leases[id] else { throw .unknown(id) }
        let decision = try record.decide(call, at: now, maxDeliveries: settings.maxDeliveries)
        if decision.isReplay { return decision.reply }
        leases[id] = record
        settle(decision.settled, of: record)
        if let deadline = record.deadline {
            if case .extend = call { deadlines.insert(.init(time: deadline, subject: .lease(id))) }
        }
        changes += 1
        return decision.reply
    }

    /// Moves what left a lease to where it goes, and notes the end of the lease.
    private mutating func settle(_ settled: [LeaseRecord.Settlement], of record: LeaseRecord) {
        let name = record.queue
        let wall = settings.clock.wallMilliseconds()
        for part in settled {
            let (member, fate) = (part.member, part.fate)
            queues[name]?.settle(member, fate: fate)
            counts.queues[name]?.settle(
                fate, bytes: member.bytes, environment: environmentNames[member.lane.environment])
            switch fate {
            case .delayed(let delay):
                deadlines.insert(
                    .init(time: now.advanced(by: delay), subject: .delay(queue: name, position: member.position)))
            case .acked, .discarded: finish(member.position, at: wall)
            case .ready, .dead: break
            }
        }
        if record.deadline == nil {
            counts.queues[name]?.leases -= 1
            ended.append((record.id, wall))
        }
        let live = leases.count - ended.count + 1024
        if deadlines.count > 4 * live { deadlines.rebuild(keeping: stillHolds) }
    }

    private mutating func finish(_ position: Int64, at wall: Int64) {
        entries[position]?.open -= 1
        guard let entry = entries[position], entry.open == 0 else { return }
        retired.append((position, wall))
        retiredBytes += entry.trajectory.byteCount
    }

    private func stillHolds(_ entry: Deadlines.Entry) -> Bool {
        switch entry.subject {
        case .lease(let id): leases[id]?.deadline == entry.time
        case .delay(let queue, let position): queues[queue]?.deliveries[position]?.state == .delayed
        }
    }

    /// Ends what has passed, and forgets what ended long ago.
    mutating func expire() {
        let time = now
        while let entry = deadlines.first, entry.time <= time {
            deadlines.popFirst()
            guard stillHolds(entry) else { continue }
            switch entry.subject {
            case .lease(let id):
                guard var record = leases[id] else { continue }
                let settled = record.expire(maxDeliveries: settings.maxDeliveries)
                leases[id] = record
                settle(settled, of: record)
            case .delay(let queue, let position):
                queues[queue]?.endDelay(position)
            }
            changes += 1
        }
        let horizon = settings.clock.wallMilliseconds() - settings.replyMemory.wholeNanoseconds / 1_000_000
        let forgotten = ended.prefix { $0.at < horizon }
        for lease in forgotten { leases[lease.id] = nil }
        ended.removeFirst(forgotten.count)
    }

    var nextDeadline: MonotonicTime? {
        var heap = deadlines
        while let entry = heap.first {
            if stillHolds(entry) { return entry.time }
            heap.popFirst()
        }
        return nil
    }
}

extension StoreError {
    /// No such lease, or no longer.
    package static func unknown(_ id: LeaseID) -> StoreError {
        StoreError(.unknownLease, "There is no lease \(id), or it ended more than 24 hours ago.")
    }
}

// MARK: - Reading and trimming

extension MemoryState {
    func snapshot() -> StoreCounts {
        var counts = counts
        for (name, queue) in queues {
            let first = queue.lanes.values.compactMap(\.first).min()
            counts.queues[name]?.oldestReady = first.flatMap { entries[$0]?.trajectory.createdAt }
        }
        return counts
    }

    func dead(queue: String?, limit: Int) -> [DeadTrajectory] {
        var found: [(Int64, DeadTrajectory)] = []
        for (name, contents) in queues where queue == nil || queue == name {
            for (position, delivery) in contents.deliveries where delivery.state == .dead {
                guard let entry = entries[position] else { continue }
                found.append(
                    (
                        position,
                        DeadTrajectory(
                            trajectory: entry.trajectory, queue: name, deliveries: delivery.deliveries)
                    ))
            }
        }
        var allowance = ByteAllowance(DeadTrajectory.maxListedBytes)
        return Array(
            found.sorted { ($0.0, $0.1.queue) < ($1.0, $1.1.queue) }.prefix(max(0, limit)).map(\.1).prefix {
                allowance.takes($0.trajectory.byteCount)
            })
    }

    mutating func requeue(_ trajectory: UniqueID) -> Bool {
        guard let position = positions[trajectory], let entry = entries[position] else { return false }
        var wasDead = false
        for name in queues.keys where queues[name]?.deliveries[position]?.state == .dead {
            queues[name]?.requeue(position)
            counts.queues[name]?.requeue(
                bytes: entry.trajectory.byteCount, environment: entry.trajectory.environment)
            wasDead = true
        }
        if wasDead { changes += 1 }
        return wasDead
    }

    func tasks(_ environment: String, _ ids: [String]) -> [String: TaskMemory] {
        guard let known = memories[environment] else { return [:] }
        return ids.reduce(into: [:]) { $0[$1] = known[$1] }
    }

    func trajectories(environment: String?, after: UniqueID?, limit: Int) -> [EncodedTrajectory] {
        let found = entries.filter { position, entry in
            (environment == nil || entry.trajectory.environment == environment)
                && (after.map { entry.trajectory.id > $0 } ?? true) && !isEvicted(position, entry)
        }
        return Array(found.values.map(\.trajectory).sorted { $0.id < $1.id }.prefix(max(0, limit)))
    }

    /// Whether every queue that it went to has evicted it.
    private func isEvicted(_ position: Int64, _ entry: Entry) -> Bool {
        entry.queues > 0
            && queues.values.allSatisfy { ($0.deliveries[position]?.state ?? .evicted) == .evicted }
    }

    mutating func trim(_ retain: Retention, nowMilliseconds: Int64) -> Int {
        var dropped = 0
        while let first = retired.first, retain.drops(endedAt: first.at, now: nowMilliseconds, held: retiredBytes) {
            retired.removeFirst()
            dropped += 1
            guard let entry = entries.removeValue(forKey: first.position) else { continue }
            retiredBytes -= entry.trajectory.byteCount
            positions[entry.trajectory.id] = nil
            for name in queues.keys { queues[name]?.forget(first.position) }
            groups[entry.group]?.members.removeAll { $0 == first.position }
            groups[entry.group]?.isTrimmed = true
        }
        if dropped > 0 { changes += 1 }
        return dropped
    }
}

extension Retention {
    /// Whether the trajectory that ended first goes, when it ended then and so many bytes are held.
    package func drops(endedAt: Int64, now: Int64, held: Int) -> Bool {
        if let bytes, held > bytes { return true }
        guard let days else { return false }
        return Double(now - endedAt) > days * 86_400_000
    }
}
