internal import Rollouts
internal import TrajectoryQueue

/// The queue as its page describes it, in the plainest way: what a store's answers are held against.
struct QueueModel {
    enum State: Equatable { case ready, delayed(until: MonotonicTime), leased(LeaseID), acked, dead, discarded }

    struct Item {
        var trajectory: EncodedTrajectory
        var arrival: Int
        var state = State.ready
        var deliveries = 0
    }

    struct Lease {
        var queue: String
        var until: MonotonicTime
        var duration: Duration
        var held: [UniqueID]
        var hasEnded = false
        var hasExpired = false
        var replies: [Call: LeaseReply] = [:]
    }

    /// A call as the page says that it is remembered.
    enum Call: Hashable {
        case ack(Set<UniqueID>?)
        case nack(Set<UniqueID>?, Duration, Bool)
    }

    /// What a call comes to.
    enum Answer: Equatable {
        case reply(LeaseReply)
        case refused(StoreError.Code)
    }

    var queues: [String: [UniqueID: Item]] = [:]
    var leases: [LeaseID: Lease] = [:]
    var sealed: Set<UniqueID> = []
    var groupOrder: [UniqueID: Int] = [:]
    var environments: [String: EnvironmentCounts] = [:]
    var arrivals = 0
    let maxDeliveries: Int

    // MARK: Time

    mutating func pass(_ now: MonotonicTime) {
        for (id, lease) in leases where !lease.hasEnded && !lease.hasExpired && lease.until <= now {
            for member in lease.held { giveUp(member, in: lease.queue) }
            leases[id]?.held = []
            leases[id]?.hasExpired = true
        }
        for (name, items) in queues {
            for (id, item) in items {
                if case .delayed(let until) = item.state, until <= now { queues[name]?[id]?.state = .ready }
            }
        }
    }

    /// A store that was opened again: leases have their full time, delays too, open groups are sealed.
    mutating func restart(_ now: MonotonicTime, delays: [UniqueID: Duration]) {
        for (id, lease) in leases where !lease.hasEnded && !lease.hasExpired {
            leases[id]?.until = now.advanced(by: lease.duration)
        }
        for (name, items) in queues {
            for (id, item) in items {
                if case .delayed = item.state {
                    queues[name]?[id]?.state = .delayed(until: now.advanced(by: delays[id] ?? .zero))
                }
            }
        }
        sealed.formUnion(groupOrder.keys)
        for (name, counts) in environments where counts.inFlight > 0 {
            environments[name]?.ends[.ended(.crash), default: 0] += counts.inFlight
            environments[name]?.inFlight = 0
        }
    }

    private mutating func giveUp(_ id: UniqueID, in queue: String) {
        guard let item = queues[queue]?[id] else { return }
        queues[queue]?[id]?.state = item.deliveries >= maxDeliveries ? .dead : .ready
    }

    // MARK: Calls

    mutating func deliver(_ trajectory: EncodedTrajectory, to names: [String]) {
        arrivals += 1
        for name in names {
            queues[name, default: [:]][trajectory.id] = Item(trajectory: trajectory, arrival: arrivals)
        }
    }

    /// What may be leased, in the order asked for.
    func eligible(_ request: LeaseRequest) -> [Item] {
        let items = (queues[request.queue] ?? [:]).values.filter { item in
            item.state == .ready && item.trajectory.policyVersion >= request.minPolicyVersion ?? .min
                && (request.shares?.contains { $0.environments.contains(item.trajectory.environment) } ?? true)
        }
        return items.sorted { request.order == .oldest ? $0.arrival < $1.arrival : $0.arrival > $1.arrival }
    }

    /// Groups that may be leased whole, in the order asked for, their members oldest first.
    func eligibleGroups(_ request: LeaseRequest) -> [[Item]] {
        let members = Dictionary(grouping: (queues[request.queue] ?? [:]).values, by: \.trajectory.groupID)
        let whole = members.filter { id, items in
            sealed.contains(id) && items.allSatisfy { $0.state == .ready }
                && items.allSatisfy { $0.trajectory.policyVersion >= request.minPolicyVersion ?? .min }
                && (request.shares?.contains { $0.environments.contains(items[0].trajectory.environment) } ?? true)
        }
        let order = whole.keys.sorted { left, right in
            let (a, b) = (groupOrder[left] ?? 0, groupOrder[right] ?? 0)
            return request.order == .oldest ? a < b : a > b
        }
        return order.compactMap { whole[$0]?.sorted { $0.arrival < $1.arrival } }
    }

    mutating func grant(_ grant: LeaseGrant, _ request: LeaseRequest, _ now: MonotonicTime) {
        for member in grant.members {
            queues[request.queue]?[member.trajectory.id]?.state = .leased(grant.id)
            queues[request.queue]?[member.trajectory.id]?.deliveries += 1
        }
        leases[grant.id] = Lease(
            queue: request.queue, until: now.advanced(by: request.duration), duration: request.duration,
            held: grant.members.map(\.trajectory.id))
    }

    /// What an ack or a nack must come to.
    mutating func call(_ id: LeaseID, _ call: Call, _ now: MonotonicTime) -> Answer {
        guard var lease = leases[id] else { return .refused(.unknownLease) }
        if let reply = lease.replies[call] { return .reply(reply) }
        if lease.hasEnded { return .refused(.leaseEnded) }
        if lease.hasExpired { return .refused(.leaseExpired) }
        let asked: Set<UniqueID>?
        switch call {
        case .ack(let ids), .nack(let ids, _, _): asked = ids
        }
        let taken = asked ?? Set(lease.held)
        guard taken.isSubset(of: lease.held) else { return .refused(.notLeased) }
        for member in taken {
            switch call {
            case .ack: queues[lease.queue]?[member]?.state = .acked
            case .nack(_, _, true): queues[lease.queue]?[member]?.state = .discarded
            case .nack(_, let delay, false):
                giveUp(member, in: lease.queue)
                if delay > .zero, queues[lease.queue]?[member]?.state == .ready {
                    queues[lease.queue]?[member]?.state = .delayed(until: now.advanced(by: delay))
                }
            }
        }
        lease.held.removeAll(where: taken.contains)
        lease.hasEnded = lease.held.isEmpty
        let reply = LeaseReply(
            changed: taken.count, remaining: lease.held.count,
            expiresIn: lease.hasEnded ? .zero : now.duration(to: lease.until))
        lease.replies[call] = reply
        leases[id] = lease
        return .reply(reply)
    }

    mutating func extend(_ id: LeaseID, _ time: Duration, _ now: MonotonicTime) -> Answer {
        guard let lease = leases[id] else { return .refused(.unknownLease) }
        if lease.hasEnded { return .refused(.leaseEnded) }
        if lease.hasExpired { return .refused(.leaseExpired) }
        let until = max(lease.until, now.advanced(by: time))
        leases[id]?.until = until
        leases[id]?.duration = max(lease.duration, time)
        return .reply(
            LeaseReply(changed: lease.held.count, remaining: lease.held.count, expiresIn: now.duration(to: until)))
    }

    mutating func giveBack(_ id: LeaseID) -> StoreError.Code? {
        guard let lease = leases[id] else { return .unknownLease }
        if lease.hasEnded { return .leaseEnded }
        if lease.hasExpired { return .leaseExpired }
        for member in lease.held {
            queues[lease.queue]?[member]?.state = .ready
            queues[lease.queue]?[member]?.deliveries -= 1
        }
        leases[id]?.held = []
        leases[id]?.hasEnded = true
        return nil
    }

    mutating func requeue(_ id: UniqueID) -> Bool {
        var wasDead = false
        for name in queues.keys where queues[name]?[id]?.state == .dead {
            queues[name]?[id]?.state = .ready
            queues[name]?[id]?.deliveries = 0
            wasDead = true
        }
        return wasDead
    }

    // MARK: Counts

    /// The counts of a queue, each found by looking at everything.
    func counts(_ name: String) -> QueueCounts {
        var counts = QueueCounts()
        var oldest: [OldestKey: (Int, Int64)] = [:]
        for item in (queues[name] ?? [:]).values {
            counts.accepted += 1
            switch item.state {
            case .ready, .delayed:
                counts.ready += 1
                counts.bytes += item.trajectory.byteCount
                counts.readyByEnvironment[item.trajectory.environment, default: 0] += 1
            case .leased:
                counts.leased += 1
                counts.bytes += item.trajectory.byteCount
            case .acked: counts.acked += 1
            case .dead: counts.dead += 1
            case .discarded: counts.evicted[.discarded, default: 0] += 1
            }
            if item.state == .ready {
                let lane = OldestKey(environment: item.trajectory.environment, policy: item.trajectory.policyVersion)
                if item.arrival < oldest[lane]?.0 ?? .max { oldest[lane] = (item.arrival, item.trajectory.createdAt) }
            }
        }
        counts.oldestReady = oldest.values.map(\.1).min()
        counts.leases = leases.values.count { $0.queue == name && !$0.hasEnded && !$0.hasExpired }
        return counts
    }

    private struct OldestKey: Hashable {
        var environment: String
        var policy: Int
    }
}
