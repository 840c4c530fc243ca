internal import Synchronization

/// A port that becomes known once, or never.
final class BoundPort: Sendable {
    private struct State {
        var result: Result<Int, WebServiceError>?
        var waiters: [CheckedContinuation<Int, any Error>] = []
    }

    private let state = Mutex(State())

    /// The port, when it is known.
    func value() async throws -> Int {
        try await withCheckedThrowingContinuation { continuation in
            let known: Result<Int, WebServiceError>? = state.withLock { state in
                if state.result == nil { state.waiters.append(continuation) }
                return state.result
            }
            if let known { continuation.resume(with: known) }
        }
    }

    /// It is this one.
    func succeed(_ port: Int) { settle(.success(port)) }

    /// It will never be known; does nothing when it is.
    func fail(_ error: WebServiceError) { settle(.failure(error)) }

    private func settle(_ result: Result<Int, WebServiceError>) {
        let waiters = state.withLock { state in
            guard state.result == nil else { return [CheckedContinuation<Int, any Error>]() }
            state.result = result
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume(with: result) }
    }
}
