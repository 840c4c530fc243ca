package import JSON
package import Logging
import Synchronization
package import TrajectoryQueue

/// Turns what many rollouts have to commit into few transactions: whatever comes while one is being written becomes the
/// next one.
///
/// A full disk loses nothing: the same transaction is tried again until there is room, and its callers wait.
package final class Ledger: Sendable {
    /// A named state as it was when a transaction was taken.
    package struct ChangedState: Sendable {
        package var name: String
        package var value: @Sendable () -> JSONValue

        /// A state whose value is made when it is written.
        package init(name: String, value: @escaping @Sendable () -> JSONValue) {
            self.name = name
            self.value = value
        }

        fileprivate var bytes: (name: String, value: [UInt8]?) { (name, Array(value().text.utf8)) }
    }

    /// Who waits for a commit, and is told what became of it.
    package typealias Waiter = @Sendable (Result<Void, StoreError>) -> Void

    private struct State {
        var pending = StoreCommit()
        var waiters: [Waiter] = []
        var failure: StoreError?
        var isFull = false
        var isClosed = false
        /// Whether a full disk is waited out no longer.
        var isImpatient = false
    }

    private let store: any TrajectoryStore
    private let logger: Logger
    private let state = Mutex(State())
    private let signal = Signal()
    /// The pause between two tries while the disk is full.
    private let retryPause: Duration
    /// The least time from the start of a busy transaction to that of the next one.
    private let pace: Duration
    /// A transaction is busy when so many waited for it: what the next one costs beyond them is then shared by more.
    private static let busy = 8

    /// A ledger in front of a store; `run` must run for it to commit anything.
    package init(
        store: any TrajectoryStore, logger: Logger, retryPause: Duration = .milliseconds(500),
        pace: Duration = .milliseconds(12)
    ) {
        self.store = store
        self.logger = logger
        self.retryPause = retryPause
        self.pace = pace
    }

    /// Whether the last try found the disk full.
    package var isFull: Bool { state.withLock { $0.isFull } }

    /// Returns once everything in the commit is durable; throws `broken` or `closed` when it never will be.
    package func commit(_ commit: StoreCommit) async throws(StoreError) {
        let result = await withCheckedContinuation { (caller: CheckedContinuation<Result<Void, StoreError>, Never>) in
            submit(commit) { caller.resume(returning: $0) }
        }
        try result.get()
    }

    /// Hands a commit over without waiting for it: `then` is called once everything in it is durable, or with why it
    /// never will be; in the order of the commits, and by one thread at a time.
    ///
    /// `joined` is called once the commit has joined the next transaction, under the ledger's lock: what it changes is seen
    /// by that transaction's `changedStates`, and by none before.
    package func submit(_ commit: StoreCommit, joined: () -> Void = {}, then waiter: @escaping Waiter) {
        let failure = state.withLock { state -> StoreError? in
            if let failure = state.failure { return failure }
            if state.isClosed { return StoreError(.closed, "the ledger was closed") }
            state.pending.merge(commit)
            state.waiters.append(waiter)
            joined()
            return nil
        }
        if let failure { waiter(.failure(failure)) } else { signal.raise() }
    }

    /// Commits until `close` was called and nothing waits, or the store breaks, which it throws.
    ///
    /// `changedStates` is asked as each transaction is taken for named states that changed since it was last asked, under
    /// the ledger's lock; they are put into bytes outside it.
    package func run(
        changedStates: @Sendable () -> [ChangedState] = { [] }
    ) async throws(StoreError) {
        while true {
            let (commit, states, waiters, isClosed) = state.withLock { state in
                let isDue = !state.waiters.isEmpty || state.isClosed
                let taken = (state.pending, isDue ? changedStates() : [], state.waiters, state.isClosed)
                state.pending = StoreCommit()
                state.waiters = []
                return taken
            }
            if waiters.isEmpty {
                if isClosed { return try await commitLastStates(states.map(\.bytes)) }
                await signal.wait()
                if Task.isCancelled { close() }
                continue
            }
            let began = ContinuousClock.now
            let result = await write(commit, states: states.map(\.bytes))
            for waiter in waiters { waiter(result) }
            if case .failure(let error) = result { throw error }
            if waiters.count >= Self.busy, began.duration(to: .now) < pace {
                // A cancelled sleep ends at once, and the loop with it.
                try? await Task.sleep(until: began + pace, clock: .continuous)
            }
        }
    }

    /// Lets `run` return when everything that waits is committed; later commits throw `closed`.
    package func close() {
        state.withLock { $0.isClosed = true }
        signal.raise()
    }

    /// Lets whatever waits for room on a full disk, now or later, fail with `full`: a service that must end while its disk is
    /// full ends.
    package func giveUpWhenFull() { state.withLock { $0.isImpatient = true } }

    private func commitLastStates(_ states: [(name: String, value: [UInt8]?)]) async throws(StoreError) {
        var commit = StoreCommit()
        commit.states = states
        guard !commit.isEmpty else { return }
        try await store.commit(commit)
    }

    private func write(
        _ commit: StoreCommit, states: [(name: String, value: [UInt8]?)]
    ) async -> Result<Void, StoreError> {
        var commit = commit
        commit.states.append(contentsOf: states)
        commit.condense()
        while true {
            do throws(StoreError) {
                try await store.commit(commit)
                setFull(false)
                return .success(())
            } catch {
                guard error.code == .full else { return .failure(fail(error)) }
                setFull(true)
                if state.withLock({ $0.isImpatient }) { return .failure(fail(Self.stillFull)) }
                // Cancelled tasks would spin here: a service that must end while the disk is full ends with it full.
                do { try await Task.sleep(for: retryPause) } catch { return .failure(fail(Self.stillFull)) }
            }
        }
    }

    private static let stillFull = StoreError(
        .full,
        "the disk was still full when the service ended; what was in flight is counted as cancelled: crash at the "
            + "next start")

    private func setFull(_ isFull: Bool) {
        let changed = state.withLock { state in
            defer { state.isFull = isFull }
            return state.isFull != isFull
        }
        guard changed else { return }
        if isFull {
            logger.error("the disk is full: sampling pauses, nothing is lost; make room and it goes on by itself")
        } else {
            logger.notice("there is room on the disk again: sampling goes on")
        }
    }

    private func fail(_ error: StoreError) -> StoreError {
        let waiters = state.withLock { state in
            state.failure = error
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter(.failure(error)) }
        return error
    }
}
