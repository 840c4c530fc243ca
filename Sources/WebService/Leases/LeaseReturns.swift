internal import Logging
internal import Synchronization
internal import TrajectoryQueue

/// Gives leases back whose replies could not be written.
final class LeaseReturns: Sendable {
    private let store: any TrajectoryStore
    private let logger: Logger
    private let returned: AsyncStream<LeaseID>
    private let inbox: AsyncStream<LeaseID>.Continuation

    /// Returns to a store.
    init(store: any TrajectoryStore, logger: Logger) {
        self.store = store
        self.logger = logger
        // As many as there are leases under way, which connections bound.
        (returned, inbox) = AsyncStream.makeStream()
    }

    /// Takes a lease to be given back; returns at once.
    func take(_ lease: LeaseID) { inbox.yield(lease) }

    /// No further leases will come: `run` returns when all that came have been given back.
    func finish() { inbox.finish() }

    /// Gives back what comes, until `finish`.
    func run() async {
        for await lease in returned {
            do throws(StoreError) {
                try await store.giveBack(lease)
                logger.info("lease given back: its reply could not be written")
            } catch {
                // It expires instead.
                logger.warning("lease could not be given back", metadata: ["error": "\(error.code.rawValue)"])
            }
        }
    }
}

/// A granted lease until its reply is written. Whatever way the reply takes to its end, it is either written or the
/// lease goes back: the last one to let go of this decides.
final class LeaseDelivery: Sendable {
    private let lease: LeaseID
    private let returns: LeaseReturns
    private let isSettled = Mutex(false)

    /// A lease on its way to its trainer.
    init(_ lease: LeaseID, _ returns: LeaseReturns) {
        self.lease = lease
        self.returns = returns
    }

    deinit { giveBack() }

    /// The reply was written.
    func wasWritten() { isSettled.withLock { $0 = true } }

    /// The reply was not written; does nothing after `wasWritten`, or a second time.
    func giveBack() {
        let isFirst = isSettled.withLock { isSettled in
            defer { isSettled = true }
            return !isSettled
        }
        if isFirst { returns.take(lease) }
    }
}
