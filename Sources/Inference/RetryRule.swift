package import HTTPClient

/// Which failures are tried again, how often, and after what wait.
///
/// Sampling changes nothing on the server, so a call that may have arrived can be sent again; each attempt is counted.
package struct RetryRule: Sendable {
    /// What made a retry worth while; the raw values label the counts.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// No connection, or one that ended before any reply.
        case connection
        /// Status 408.
        case requestTimeout = "status_408"
        /// Status 429.
        case tooManyRequests = "status_429"
        /// Status 500 to 599.
        case serverError = "status_5xx"
    }

    /// How often a request is sent at most, the first time included; at least 1.
    package var maxAttempts = 5
    /// The first wait; each further one is twice as long.
    package var firstWait = Duration.milliseconds(250)
    /// The longest wait that is not the server's own wish.
    package var longestWait = Duration.seconds(20)

    /// Five attempts, waits from a quarter of a second to twenty.
    package init() {}

    /// The kind of a status that is tried again; nil for one that is not.
    package static func kind(ofStatus status: Int) -> Kind? {
        switch status {
        case 408: .requestTimeout
        case 429: .tooManyRequests
        case 500...599: .serverError
        default: nil
        }
    }

    /// The kind of a transport failure that is tried again; nil for one that is not.
    ///
    /// A reply that was cut off is not: it is malformed. Nor is a deadline that passed: its time is spent.
    package static func kind(of error: HTTPTransportError) -> Kind? {
        switch error.code {
        case .connectRefused, .resolve, .connectTimeout, .proxy: .connection
        case .cutOff: error.status == nil ? .connection : nil
        case .timeout, .tls, .tooLarge, .malformed, .invalid, .cancelled, .closed, .local: nil
        }
    }

    /// How long to wait before the next attempt; nil when there is none.
    ///
    /// The wait is drawn evenly from the upper half of its bound, so that callers that failed together do not come back
    /// together. The server's `Retry-After` is a lower bound, stretched by up to a tenth for the same reason. A kept
    /// connection that the server closed is nobody's overload: the first such failure is tried again at once.
    /// - Parameters:
    ///   - attempt: The attempt that failed, from 1.
    ///   - elapsed: Time since the first attempt began.
    ///   - budget: Time within which the last attempt must begin.
    package func wait(
        afterAttempt attempt: Int, retryAfter: Duration? = nil, onReusedConnection: Bool = false, elapsed: Duration,
        budget: Duration, using random: inout some RandomNumberGenerator
    ) -> Duration? {
        guard attempt < maxAttempts else { return nil }
        var wait = Duration.zero
        if !(onReusedConnection && attempt == 1) {
            let bound = min(firstWait * (1 << min(attempt - 1, 20)), longestWait)
            wait = bound * Double.random(in: 0.5...1, using: &random)
        }
        if let retryAfter {
            wait = max(wait, retryAfter * Double.random(in: 1...1.1, using: &random))
        }
        return elapsed + wait < budget ? wait : nil
    }
}
