/// What became of a rollout: final, and exactly one.
public enum Outcome: String, Sendable, Hashable, CaseIterable {
    /// Kept as a trajectory.
    case accepted
    /// Judged, and not kept.
    case rejected
    /// Could not be judged: nothing is said about the model.
    case unscored
    /// The endpoint gave nothing usable.
    case failed
    /// Ended by us before it was judged.
    case cancelled
}

/// Why a rollout was not accepted: the closed list of reasons, each of one outcome.
public enum OutcomeReason: String, Sendable, Hashable, CaseIterable {
    // Rejected.
    case unparsed, incorrect, violated, overlong, degenerate, duplicate, surplus, uninformative
    // Unscored.
    case verifierTimeout = "verifier_timeout"
    case verifierCrash = "verifier_crash"
    case verifierError = "verifier_error"
    // Failed.
    case endpointTimeout = "endpoint_timeout"
    case endpointRefused = "endpoint_refused"
    case endpointStatus = "endpoint_status"
    case endpointMalformed = "endpoint_malformed"
    case promptTooLong = "prompt_too_long"
    case contentFilter = "content_filter"
    // Cancelled.
    case paused, shutdown, crash, aborted, incomplete, retired

    /// The outcome that this reason belongs to.
    public var outcome: Outcome {
        switch self {
        case .unparsed, .incorrect, .violated, .overlong, .degenerate, .duplicate, .surplus, .uninformative: .rejected
        case .verifierTimeout, .verifierCrash, .verifierError: .unscored
        case .endpointTimeout, .endpointRefused, .endpointStatus, .endpointMalformed, .promptTooLong, .contentFilter:
            .failed
        case .paused, .shutdown, .crash, .aborted, .incomplete, .retired: .cancelled
        }
    }
}

/// An outcome with its reason: `accepted` has none, every other outcome has one.
public enum RolloutEnd: Sendable, Hashable {
    case accepted
    case ended(OutcomeReason)

    /// The outcome.
    public var outcome: Outcome {
        switch self {
        case .accepted: .accepted
        case .ended(let reason): reason.outcome
        }
    }

    /// The reason; nil for an accepted one.
    public var reason: OutcomeReason? {
        switch self {
        case .accepted: nil
        case .ended(let reason): reason
        }
    }

    /// Every possible end, `accepted` first, then the reasons in their listed order.
    public static let all: [RolloutEnd] = [.accepted] + OutcomeReason.allCases.map(RolloutEnd.ended)

    /// The outcome, or outcome and reason, as one label: `accepted`, `rejected: incorrect`.
    public var label: String { reason.map { "\($0.outcome.rawValue): \($0.rawValue)" } ?? Outcome.accepted.rawValue }
}
