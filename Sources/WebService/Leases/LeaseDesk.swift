internal import Synchronization
internal import TrajectoryQueue

/// Where leases are asked for and waited for: first come, first served, woken by the store's changes.
final class LeaseDesk: Sendable {
    /// What a waiter is told.
    private enum Call: Sendable { case tryNow, goHome }

    /// A waiter that is not trying: at rest, or called before it came to rest.
    private enum Seat {
        case resting(CheckedContinuation<Call, Never>)
        case called(Call)
    }

    private struct State {
        var room = WaitingRoom()
        var seats: [WaitingRoom.Ticket: Seat] = [:]
        /// Those whose time is over, or whose caller has gone, while they try.
        var leaving = Set<WaitingRoom.Ticket>()
        var isDraining = false
    }

    private let store: any TrajectoryStore
    private let clock: any Clock<Duration>
    private let state = Mutex(State())
    private let changes: AsyncStream<Void>
    private let changed: AsyncStream<Void>.Continuation
    /// How long the desk rests after a change that helped nobody: commits may come by the thousand in a second.
    private let pause = Duration.milliseconds(20)

    /// A desk before a store. `run` must be running for anybody to be woken.
    init(store: any TrajectoryStore, clock: any Clock<Duration>) {
        self.store = store
        self.clock = clock
        (changes, changed) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        store.onChange { [weak self] in self?.storeChanged() }
    }

    /// How many wait or try.
    var waiting: Int { state.withLock { $0.room.count } }

    /// How many wait and do not try.
    var resting: Int {
        state.withLock { state in state.seats.values.count { if case .resting = $0 { true } else { false } } }
    }

    /// Wakes waiters as the store changes, until the task is cancelled.
    func run() async {
        for await _ in changes {
            callWaiters()
            if state.withLock({ $0.room.takeVain() }) { try? await clock.sleep(for: pause) }
        }
    }

    /// Sends everybody home with nothing, now and from now on; only what is ready at once is still leased.
    func drain() {
        state.withLock { state in
            state.isDraining = true
            for ticket in Array(state.seats.keys) { LeaseDesk.call(ticket, .goHome, &state) }
            state.leaving.formUnion(state.room.tickets)
        }
    }

    /// A batch, as soon as there is one; nil when `wait` is over before, the desk drains, or the caller has gone.
    func lease(_ request: LeaseRequest, wait: Duration, connection: ConnectionWatch?) async throws(StoreError)
        -> LeaseGrant?
    {
        let ticket = state.withLock { $0.room.arrive(request) }
        defer { leave(ticket) }
        callWaiters()
        // Most come when there is something ready, and never wait.
        let mayTry = state.withLock { $0.seats.removeValue(forKey: ticket) != nil }
        if mayTry, let grant = try await store.lease(request) { return grant }
        guard wait > .zero, !state.withLock({ $0.isDraining }) else { return nil }
        return try await self.wait(ticket, request, wait, connection)
    }

    /// Tries again at each call until the time is over.
    private func wait(
        _ ticket: WaitingRoom.Ticket, _ request: LeaseRequest, _ wait: Duration, _ connection: ConnectionWatch?
    ) async throws(StoreError) -> LeaseGrant? {
        connection?.onGone { [weak self] in self?.sendHome(ticket) }
        defer { connection?.onGone(nil) }
        let result: Result<LeaseGrant?, StoreError> = await withTaskGroup(of: Void.self) { group in
            group.addTask {
                try? await self.clock.sleep(for: wait)
                self.sendHome(ticket)
            }
            defer { group.cancelAll() }
            return await withTaskCancellationHandler {
                do throws(StoreError) {
                    while true {
                        if mayRest(ticket) { callWaiters() }
                        guard await next(ticket) == .tryNow else { return .success(nil) }
                        if let grant = try await store.lease(request) { return .success(grant) }
                    }
                } catch {
                    return .failure(error)
                }
            } onCancel: {
                self.sendHome(ticket)
            }
        }
        return try result.get()
    }

    /// Rests until called.
    private func next(_ ticket: WaitingRoom.Ticket) async -> Call {
        await withCheckedContinuation { continuation in
            let call: Call? = state.withLock { state in
                if case .called(let call)? = state.seats.removeValue(forKey: ticket) { return call }
                if state.leaving.contains(ticket) { return .goHome }
                state.seats[ticket] = .resting(continuation)
                return nil
            }
            if let call { continuation.resume(returning: call) }
        }
    }

    /// Takes the old place again; false when the desk has begun to drain meanwhile, and nobody rests any more.
    private func mayRest(_ ticket: WaitingRoom.Ticket) -> Bool {
        state.withLock { state in
            state.room.comeBack(ticket)
            if state.isDraining { state.leaving.insert(ticket) }
            return !state.isDraining
        }
    }

    private func leave(_ ticket: WaitingRoom.Ticket) {
        let isLast = state.withLock { state in
            state.room.leave(ticket)
            state.seats[ticket] = nil
            state.leaving.remove(ticket)
            return state.room.isEmpty
        }
        // What it left may do for the next one.
        if !isLast { callWaiters() }
    }

    private func sendHome(_ ticket: WaitingRoom.Ticket) {
        state.withLock { state in
            guard state.room.tickets.contains(ticket) else { return }
            state.leaving.insert(ticket)
            LeaseDesk.call(ticket, .goHome, &state)
        }
    }

    /// Lets those try for whom there may be something.
    private func callWaiters() {
        let counts = store.counts
        state.withLock { state in
            for ticket in state.room.admit(counts) { LeaseDesk.call(ticket, .tryNow, &state) }
        }
    }

    private func storeChanged() {
        let somebodyWaits = state.withLock { state in
            if !state.room.isEmpty { state.room.storeChanged() }
            return !state.room.isEmpty
        }
        if somebodyWaits { changed.yield() }
    }

    private static func call(_ ticket: WaitingRoom.Ticket, _ call: Call, _ state: inout State) {
        switch state.seats[ticket] {
        case .resting(let continuation):
            state.seats[ticket] = nil
            continuation.resume(returning: call)
        case .called, nil:
            // `tryNow` is kept for when it rests; `goHome` is seen in `leaving`.
            if call == .tryNow { state.seats[ticket] = .called(call) }
        }
    }
}
