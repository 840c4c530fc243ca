package import Rollouts

/// Where a trajectory stands in a queue's order: trajectories of one lane differ only in their position.
package struct Lane: Sendable, Hashable {
    /// The store's number for the environment.
    package var environment: Int
    package var policyVersion: Int

    /// A lane.
    package init(environment: Int, policyVersion: Int) {
        self.environment = environment
        self.policyVersion = policyVersion
    }
}

/// A trajectory under a lease, with all that the store must know to end the lease.
package struct LeaseMember: Sendable, Hashable {
    package var id: UniqueID
    /// The store's number for it; numbers rise as trajectories arrive.
    package var position: Int64
    /// The store's number for its group.
    package var group: Int64
    package var lane: Lane
    package var bytes: Int
    /// How often it was delivered, this time included.
    package var deliveries: Int
    /// To how many queues it was delivered when it was committed.
    package var queues: Int

    /// A member.
    package init(
        id: UniqueID, position: Int64, group: Int64, lane: Lane, bytes: Int, deliveries: Int, queues: Int
    ) {
        self.id = id
        self.position = position
        self.group = group
        self.lane = lane
        self.bytes = bytes
        self.deliveries = deliveries
        self.queues = queues
    }
}

/// A lease and what was decided about it: the rules of the page beside this file, without a store.
package struct LeaseRecord: Sendable {
    package enum State: Sendable, Hashable {
        case open(until: MonotonicTime)
        /// All was acked, nacked or given back.
        case ended
        /// Its time passed first.
        case expired
    }

    package let id: LeaseID
    package let queue: String
    package let consumer: String
    /// The longest time that it was granted or extended by: what it gets again after a restart.
    package private(set) var duration: Duration
    package private(set) var state: State
    /// What is still under it, in the order of the grant.
    package private(set) var members: [LeaseMember]
    /// The replies that a repeated call gets.
    package private(set) var replies: [LeaseCallKey: LeaseReply]

    /// A lease that is granted or found again.
    package init(
        id: LeaseID, queue: String, consumer: String, duration: Duration, state: State, members: [LeaseMember],
        replies: [LeaseCallKey: LeaseReply] = [:]
    ) {
        self.id = id
        self.queue = queue
        self.consumer = consumer
        self.duration = duration
        self.state = state
        self.members = members
        self.replies = replies
    }

    /// When it ends; nil once it has.
    package var deadline: MonotonicTime? {
        if case .open(let until) = state { until } else { nil }
    }
}

extension LeaseRecord {
    /// What becomes of a trajectory that leaves a lease; `member.deliveries` is what counts from then on.
    package struct Settlement: Sendable, Hashable {
        package enum Fate: Sendable, Hashable { case acked, ready, delayed(Duration), dead, discarded }

        package var member: LeaseMember
        package var fate: Fate
    }

    /// What a call comes to.
    package struct Decision: Sendable {
        package var reply: LeaseReply
        /// What leaves the lease.
        package var settled: [Settlement]
        /// Whether the call was done before and changes nothing.
        package var isReplay: Bool
    }

    /// Decides a call and takes note of it.
    ///
    /// Throws `lease_expired`, `lease_ended` or `not_leased`, and is then unchanged.
    package mutating func decide(_ call: LeaseCall, at now: MonotonicTime, maxDeliveries: Int) throws(StoreError)
        -> Decision
    {
        let key = LeaseCallKey(call)
        if let key, let reply = replies[key] { return Decision(reply: reply, settled: [], isReplay: true) }
        let until = try openUntil(now)
        switch call {
        case .extend(let time):
            let end = max(until, now.advanced(by: time))
            state = .open(until: end)
            duration = max(duration, time)
            return Decision(reply: reply(changed: members.count, at: now), settled: [], isReplay: false)
        case .giveBack:
            let settled = members.map { member in
                var member = member
                member.deliveries -= 1
                return Settlement(member: member, fate: .ready)
            }
            members = []
            state = .ended
            return Decision(reply: reply(changed: settled.count, at: now), settled: settled, isReplay: false)
        case .ack(let ids), .nack(let ids, _, _):
            let taken = try take(ids)
            let settled = taken.map { Settlement(member: $0, fate: call.fate(of: $0, maxDeliveries: maxDeliveries)) }
            if members.isEmpty { state = .ended }
            let reply = reply(changed: settled.count, at: now)
            if let key { replies[key] = reply }
            return Decision(reply: reply, settled: settled, isReplay: false)
        }
    }

    /// Ends it because its time has passed; what is left goes back, or is dead. Nothing when it is not open.
    package mutating func expire(maxDeliveries: Int) -> [Settlement] {
        guard case .open = state else { return [] }
        let call = LeaseCall.nack(nil, delay: .zero, discard: false)
        let settled = members.map { Settlement(member: $0, fate: call.fate(of: $0, maxDeliveries: maxDeliveries)) }
        members = []
        state = .expired
        return settled
    }

    private func openUntil(_ now: MonotonicTime) throws(StoreError) -> MonotonicTime {
        switch state {
        case .ended:
            throw StoreError(
                .leaseEnded,
                "All trajectories of lease \(id) were acked, nacked or given back before. Lease a new batch.")
        case .expired:
            throw passed
        case .open(let until):
            guard now < until else { throw passed }
            return until
        }
    }

    private var passed: StoreError {
        StoreError(
            .leaseExpired,
            "Lease \(id) passed before the call came; what it held is ready again. Lease for longer, or extend in time."
        )
    }

    /// Takes these members out; all when nil.
    private mutating func take(_ ids: [UniqueID]?) throws(StoreError) -> [LeaseMember] {
        guard let ids else {
            defer { members = [] }
            return members
        }
        let wanted = Set(ids)
        var taken: [LeaseMember] = []
        var left: [LeaseMember] = []
        for member in members {
            if wanted.contains(member.id) { taken.append(member) } else { left.append(member) }
        }
        guard taken.count == wanted.count else {
            let held = Set(members.map(\.id))
            let example = ids.first { !held.contains($0) }?.description ?? "?"
            throw StoreError(
                .notLeased,
                "Lease \(id) does not hold \(wanted.count - taken.count) of the \(wanted.count) trajectories named, "
                    + "\(example) for one; nothing was changed.")
        }
        members = left
        return taken
    }

    private func reply(changed: Int, at now: MonotonicTime) -> LeaseReply {
        LeaseReply(
            changed: changed, remaining: members.count, expiresIn: deadline.map { now.duration(to: $0) } ?? .zero)
    }
}

extension LeaseCall {
    /// What an ack or a nack makes of a trajectory.
    fileprivate func fate(of member: LeaseMember, maxDeliveries: Int) -> LeaseRecord.Settlement.Fate {
        guard case .nack(_, let delay, let discard) = self else { return .acked }
        if discard { return .discarded }
        if member.deliveries >= maxDeliveries { return .dead }
        return delay > .zero ? .delayed(delay) : .ready
    }
}
