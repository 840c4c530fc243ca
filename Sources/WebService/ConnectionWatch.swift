internal import Synchronization

/// Whether the peer of a connection is still there, and somebody to tell when it goes.
final class ConnectionWatch: Sendable {
    private struct State {
        var isGone = false
        var listener: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    /// Whether the peer has closed its side.
    var isGone: Bool { state.withLock { $0.isGone } }

    /// Who is told when the peer goes, at once if it has gone; nil for nobody. One at a time.
    func onGone(_ listener: (@Sendable () -> Void)?) {
        let isGone = state.withLock { state in
            state.listener = listener
            return state.isGone
        }
        if isGone { listener?() }
    }

    /// The peer has closed its side.
    func peerLeft() {
        let listener = state.withLock { state in
            state.isGone = true
            defer { state.listener = nil }
            return state.listener
        }
        listener?()
    }
}
