internal import TrajectoryQueue

/// Who waits for a batch, in the order they came, and who may try now: pure, and driven by `LeaseDesk`.
///
/// A waiter that may try asks the store; only the store knows whether it gets something. The counts serve to let no more
/// of them try than there are trajectories for: one trajectory that becomes ready wakes one waiter out of 64.
struct WaitingRoom {
    /// A waiter's number; later ones are larger.
    typealias Ticket = Int

    private struct Waiter {
        let ticket: Ticket
        let request: LeaseRequest
        /// The change of the store after which it last tried; -1 before its first try.
        var tried = -1
        var isTrying = false
        /// Whether it is yet to try a second time.
        var isNew = true
    }

    /// In the order they came.
    private var waiters: [Waiter] = []
    private var nextTicket = 0
    private var change = 0
    private var wasInVain = false

    /// Whether nobody is here.
    var isEmpty: Bool { waiters.isEmpty }
    /// How many are here, those who try included.
    var count: Int { waiters.count }
    /// Everybody here, first come first.
    var tickets: [Ticket] { waiters.map(\.ticket) }
    /// Somebody comes and waits.
    mutating func arrive(_ request: LeaseRequest) -> Ticket {
        nextTicket += 1
        waiters.append(Waiter(ticket: nextTicket, request: request))
        return nextTicket
    }

    /// Somebody goes, with a batch or without.
    mutating func leave(_ ticket: Ticket) { waiters.removeAll { $0.ticket == ticket } }

    /// Somebody tried in vain and waits on, in the old place.
    mutating func comeBack(_ ticket: Ticket) {
        guard let index = waiters.firstIndex(where: { $0.ticket == ticket }) else { return }
        waiters[index].isTrying = false
        if !waiters[index].isNew { wasInVain = true }
        waiters[index].isNew = false
    }

    /// Whether somebody was called for a change of the store in vain, since this was last asked.
    mutating func takeVain() -> Bool {
        defer { wasInVain = false }
        return wasInVain
    }

    /// The store has changed: whoever tried in vain may try again.
    mutating func storeChanged() { change += 1 }

    /// Who may try now, first come first; each is marked as trying. O(waiters).
    mutating func admit(_ counts: StoreCounts) -> [Ticket] {
        var left = counts.queues.mapValues(Supply.init)
        for waiter in waiters where waiter.isTrying { left[waiter.request.queue]?.take(waiter.request) }
        var admitted: [Ticket] = []
        var queuesAhead = Set(waiters.filter(\.isTrying).map(\.request.queue))
        for index in waiters.indices where !waiters[index].isTrying && waiters[index].tried < change {
            let request = waiters[index].request
            // Counts may lag behind the store by a moment, so a first try depends on them only where it would compete.
            let isFirst = waiters[index].tried < 0 && !queuesAhead.contains(request.queue)
            guard isFirst || left[request.queue]?.covers(request) == true else { continue }
            left[request.queue]?.take(request)
            queuesAhead.insert(request.queue)
            waiters[index].isTrying = true
            waiters[index].tried = change
            admitted.append(waiters[index].ticket)
        }
        return admitted
    }
}

/// What of a queue is ready and not yet spoken for, as far as counts can tell.
private struct Supply {
    private var total: Int
    private var byEnvironment: [String: Int]

    init(_ counts: QueueCounts) {
        total = counts.ready
        byEnvironment = counts.readyByEnvironment
    }

    /// How much of it a request could have.
    private func available(to request: LeaseRequest) -> Int {
        guard let shares = request.shares else { return total }
        return min(total, shares.reduce(0) { $0 + $1.environments.reduce(0) { $0 + (byEnvironment[$1] ?? 0) } })
    }

    /// Whether a request may get what it wants at least. A request limited by tokens may get less than its minimum.
    func covers(_ request: LeaseRequest) -> Bool {
        available(to: request) >= (request.maxTokens == nil ? request.minTrajectories : 1)
    }

    /// Sets aside what a request may take.
    mutating func take(_ request: LeaseRequest) {
        var wanted = min(request.maxTrajectories, available(to: request))
        total -= wanted
        for environment in (request.shares ?? []).flatMap(\.environments) where wanted > 0 {
            let taken = min(wanted, byEnvironment[environment] ?? 0)
            byEnvironment[environment]? -= taken
            wanted -= taken
        }
    }
}
