internal import HTTPClient
internal import Rollouts

/// How far one request has come: what was received, what is open, and how often it was tried.
struct SampleProgress {
    private let count: Int
    private var choices: [(offset: Int, choice: SampledChoice)] = []
    /// The places, from 0, of the choices that have not come, in ascending order.
    private(set) var open: [Int]
    var record = SampleRecord()
    /// Failed turns that were worth a retry.
    var tries = 0
    /// The endpoint that failed last; another one is preferred.
    var avoided: Int?
    /// Time within which the last attempt must begin, counted from the first; nil before the first.
    var budget: Duration?
    var startedAt: UInt64 = 0

    init(_ request: SampleRequest) {
        count = request.count
        open = Array(0..<request.count)
    }

    /// Takes what a call for these places brought, and returns its failure, if it is one.
    mutating func take(_ result: CallResult, offsets: [Int]) -> [CallFailure] {
        if result.isSent { record.attempts += 1 }
        if let status = result.status { record.status = status }
        for (offset, choice) in zip(offsets, result.choices) { choices.append((offset, choice)) }
        let received = offsets.prefix(result.choices.count)
        if received.count == open.count {
            open = []
        } else if !received.isEmpty {
            open.removeAll { received.contains($0) }
        }
        return result.failure.map { [$0] } ?? []
    }

    /// Everything came.
    func outcome() -> SampleOutcome {
        let ordered = choices.count > 1 ? choices.sorted { $0.offset < $1.offset } : choices
        return SampleOutcome(choices: ordered.map(\.choice), missing: open.count, failure: nil, record: record)
    }

    /// What is open does not come any more.
    func failed(_ reason: OutcomeReason, _ detail: String, obstacle: Obstacle? = nil) -> SampleOutcome {
        var outcome = outcome()
        outcome.failure = SampleOutcome.Failure(
            reason: reason, detail: ErrorReply.plain(detail, most: 490), obstacle: obstacle)
        return outcome
    }

    /// The caller's task was cancelled.
    func cancelled() -> SampleOutcome { failed(.aborted, "cancelled by the service") }
}

/// What one call brought.
struct CallResult: Sendable {
    var choices: [SampledChoice] = []
    var failure: CallFailure?
    var status: Int?
    var isSent = true
}

/// Why one call brought nothing.
struct CallFailure: Sendable {
    let reason: OutcomeReason
    let detail: String
    /// A bounded name for metrics and pages.
    let shortName: String
    /// What makes it worth a retry; nil where nothing does.
    var kind: RetryRule.Kind?
    var retryAfter: Duration?
    var onReusedConnection = false
    /// Whether it says that the endpoint cannot be reached.
    var tellsOfConnection = false
    /// Whether the next call is made differently and may follow at once.
    var isAdapted = false
    /// What must change before such a call can succeed.
    var obstacle: Obstacle?

    /// Whether trying again is of no use.
    var isFinal: Bool { kind == nil && !isAdapted }

    init(_ reason: OutcomeReason, _ detail: String, shortName: String) {
        self.reason = reason
        self.detail = detail
        self.shortName = shortName
    }

    /// The meaning of a transport's failure.
    init(_ error: HTTPTransportError) {
        let reason: OutcomeReason
        switch error.code {
        case .timeout, .connectTimeout: reason = .endpointTimeout
        case .cutOff: reason = error.status == nil ? .endpointRefused : .endpointMalformed
        case .tooLarge, .malformed: reason = .endpointMalformed
        case .cancelled: reason = .aborted
        case .connectRefused, .resolve, .tls, .proxy, .invalid, .closed, .local: reason = .endpointRefused
        }
        self.init(
            reason, error.code == .cancelled ? "cancelled by the service" : error.description,
            shortName: error.shortName)
        kind = RetryRule.kind(of: error)
        onReusedConnection = error.onReusedConnection
        switch error.code {
        case .connectRefused, .resolve, .connectTimeout, .tls, .proxy: tellsOfConnection = true
        case .cutOff: tellsOfConnection = error.status == nil && !error.onReusedConnection
        default: break
        }
    }

    /// The meaning of an error status.
    init(status: Int, _ error: ErrorReply, retryAfter: Duration?, _ settings: EndpointSettings) {
        var detail = error.detail
        if status == 401 || status == 403 {
            // A server may quote the key in its own words, cut or masked.
            let source =
                settings.apiKeyVariable.map { "the key in \($0)" } ?? "a call without a key (`api_key_variable`)"
            detail = "status \(status): the endpoint refuses \(source)"
        }
        for secret in settings.secrets { detail = secret.removed(from: detail) }
        self.init(error.reason, detail, shortName: "status_\(status)")
        // What cannot fit will not fit the next time either.
        let isSettled = error.reason == .promptTooLong || error.reason == .contentFilter || error.obstacle != nil
        kind = isSettled ? nil : RetryRule.kind(ofStatus: status)
        obstacle = error.obstacle
        self.retryAfter = retryAfter
    }
}
