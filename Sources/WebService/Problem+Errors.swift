internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import TrajectoryQueue

extension Problem {
    /// The one place where errors become answers: what is not known here is told to the log alone, and the caller learns
    /// only that it happened.
    init(_ error: any Error) {
        switch error {
        case let error as Problem: self = error
        case let error as StoreError: self.init(error)
        default: self.init(.internalError, "the cause is in the service's log; the same request may work again")
        }
    }

    /// What a store's error means to a caller.
    init(_ error: StoreError) {
        switch error.code {
        case .full:
            self = Problem(.full, "nothing was changed: make room on the service's disk, then try again")
                .with(.retryAfter, "5")
        case .unknownLease:
            self.init(.unknownLease, "it was never granted, or ended over 24 hours ago: lease a new batch")
        case .leaseExpired:
            self.init(
                .leaseExpired,
                "its trajectories are ready for others: lease a new batch, and ask for more `lease_seconds` or extend in time"
            )
        case .leaseEnded:
            self.init(.leaseEnded, "all of its trajectories were acked, nacked or given back: lease a new batch")
        case .notLeased:
            self.init(
                .notLeased, "nothing was changed: name only trajectories that this lease still holds",
                field: "trajectory_ids")
        case .locked, .incompatible, .broken, .conflict:
            self = Problem(.broken, "the store cannot be used; the service's log says why").with(.retryAfter, "10")
        case .closed:
            self = Problem(.closed, "try again when it has started anew").with(.retryAfter, "10")
        }
    }

    /// What a JSON reader's error means to a caller.
    init(_ error: JSONError) {
        let place = error.offset.map { " (at byte \($0))" } ?? ""
        switch error.code {
        case .tooLarge: self.init(.bodyTooLarge, "send a smaller body")
        case .empty: self.init(.invalidJSON, "the body is empty: send a JSON object")
        case .syntax, .encoding, .tooDeep, .trailing:
            self.init(.invalidJSON, "\(Shown.text(error.message, limit: 200))\(place): send one JSON object in UTF-8")
        }
    }
}
