internal import Synchronization
internal import TrajectoryQueue

/// What every thread may ask of a store, behind one lock; the writer changes it after each transaction.
final class StoreBoard: Sendable {
    private struct State: Sendable {
        var counts = StoreCounts()
        var nextDeadline: MonotonicTime?
        /// Why calls are refused; nil while the store is open.
        var refusal: StoreError?
        var observers: [@Sendable () -> Void] = []
    }

    private let state = Mutex(State())

    var counts: StoreCounts { state.withLock { $0.counts } }
    var nextDeadline: MonotonicTime? { state.withLock { $0.nextDeadline } }
    var refusal: StoreError? { state.withLock { $0.refusal } }
    var isFull: Bool { state.withLock { $0.counts.isFull } }

    func observe(_ body: @escaping @Sendable () -> Void) { state.withLock { $0.observers.append(body) } }

    /// Sets counts and deadline as of a transaction.
    func publish(_ counts: StoreCounts, _ nextDeadline: MonotonicTime?) {
        state.withLock { state in
            let (disk, isFull) = (state.counts.diskBytes, state.counts.isFull)
            state.counts = counts
            state.counts.diskBytes = disk
            state.counts.isFull = isFull
            state.nextDeadline = nextDeadline
        }
    }

    func set(diskBytes: Int) { state.withLock { $0.counts.diskBytes = diskBytes } }

    func set(isFull: Bool) { state.withLock { $0.counts.isFull = isFull } }

    /// Refuses every later call; the first reason stays.
    func refuse(_ error: StoreError) {
        state.withLock { state in
            if state.refusal == nil { state.refusal = error }
        }
    }

    /// Tells the observers that something changed.
    func notify() {
        for observer in state.withLock({ $0.observers }) { observer() }
    }
}
