internal import CCurl
internal import Glibc
internal import Synchronization

/// What callers hand to the loop's thread, and the bell that wakes it.
///
/// The bell rings only when the thread sleeps, so a burst of calls costs one system call.
final class Inbox: Sendable {
    enum Message {
        case start(Exchange)
        case cancel(Exchange)
    }

    private struct State {
        var messages: [Message] = []
        var isAsleep = false
        var isClosed = false
        var hasEnded = false
        var endWaiters: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    /// An eventfd; the poller watches it.
    let bell: Int32

    /// Nil when the system gives no event handle.
    init?() {
        bell = eventfd(0, ccurl_eventfd_flags)
        if bell < 0 { return nil }
    }

    deinit {
        _ = Glibc.close(bell)
    }

    /// Hands a message over; false when the inbox is closed, and the message is then nobody's.
    func post(_ message: Message) -> Bool {
        let (taken, mustRing) = state.withLock { state in
            guard !state.isClosed else { return (false, false) }
            state.messages.append(message)
            defer { state.isAsleep = false }
            return (true, state.isAsleep)
        }
        if mustRing { ring() }
        return taken
    }

    /// Takes no further message and wakes the thread, which then ends what runs.
    func close() {
        let mustRing = state.withLock { state in
            state.isClosed = true
            defer { state.isAsleep = false }
            return state.isAsleep
        }
        if mustRing { ring() }
    }

    /// Swaps the waiting messages into `messages`, which must be empty, and says whether the inbox is closed.
    func drain(into messages: inout [Message]) -> Bool {
        state.withLock { state in
            swap(&state.messages, &messages)
            state.isAsleep = false
            return state.isClosed
        }
    }

    /// Whether the thread may sleep: from a true answer on, the next message rings.
    func maySleep() -> Bool {
        state.withLock { state in
            guard state.messages.isEmpty, !state.isClosed else { return false }
            state.isAsleep = true
            return true
        }
    }

    /// Empties the bell after it rang.
    func silence() {
        var count: UInt64 = 0
        // Non-blocking: with nothing in it the read fails with EAGAIN, which is as good.
        _ = read(bell, &count, 8)
    }

    /// Says that the thread has ended.
    func markEnded() {
        let waiters = state.withLock { state in
            state.hasEnded = true
            defer { state.endWaiters = [] }
            return state.endWaiters
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Returns when the thread has ended.
    func ended() async {
        await withCheckedContinuation { waiter in
            let isOver = state.withLock { state in
                if !state.hasEnded { state.endWaiters.append(waiter) }
                return state.hasEnded
            }
            if isOver { waiter.resume() }
        }
    }

    private func ring() {
        var one: UInt64 = 1
        // It can only fail when the counter is full, and then the bell is ringing already.
        _ = write(bell, &one, 8)
    }
}
