import Synchronization

/// Wakes one waiting task; raising it any number of times before the wait counts once.
package final class Signal: Sendable {
    private enum State {
        case idle
        case raised
        case waiting(CheckedContinuation<Void, Never>)
    }

    private let state = Mutex(State.idle)

    /// A signal that is not raised.
    package init() {}

    /// Lets the current wait, or else the next one, return.
    package func raise() {
        let continuation = state.withLock { state -> CheckedContinuation<Void, Never>? in
            if case .waiting(let continuation) = state {
                state = .idle
                return continuation
            }
            state = .raised
            return nil
        }
        continuation?.resume()
    }

    /// Returns once it is raised, or when the task is cancelled. Only one task may wait at a time.
    package func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isRaised = state.withLock { state -> Bool in
                    if case .raised = state {
                        state = .idle
                        return true
                    }
                    state = .waiting(continuation)
                    return false
                }
                if isRaised { continuation.resume() } else if Task.isCancelled { raise() }
            }
        } onCancel: {
            raise()
        }
    }
}
