internal import Synchronization

/// How many calls of one kind may run at once, their bodies counted: whoever comes when it is full is sent away at once.
final class CallGate: Sendable {
    private let most: Int
    private let running = Mutex(0)

    /// A gate for so many, at least 1.
    init(most: Int) { self.most = max(1, most) }

    /// Whether one more may run; each that may must leave again.
    func enter() -> Bool {
        running.withLock { running in
            guard running < most else { return false }
            running += 1
            return true
        }
    }

    /// Ends what `enter` began.
    func leave() { running.withLock { $0 -= 1 } }
}
