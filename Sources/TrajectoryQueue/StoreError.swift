/// Why a store could not do what was asked.
package struct StoreError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Code: String, Sendable {
        /// There is no room on the disk: nothing was kept, and it may be tried again.
        case full
        /// The lease is not known, or was forgotten after 24 hours.
        case unknownLease = "unknown_lease"
        /// The lease passed before the call came.
        case leaseExpired = "lease_expired"
        /// All trajectories of the lease were acked, nacked or given back before.
        case leaseEnded = "lease_ended"
        /// A trajectory that the call names is not in the lease, or no longer: nothing was changed.
        case notLeased = "not_leased"
        /// The commit contradicts what is stored: nothing was kept, and trying again will not help.
        case conflict
        /// Another process holds the directory.
        case locked
        /// The files are not what this version can read.
        case incompatible
        /// Reading or writing failed in a way that cannot be gone on from: the service must stop.
        case broken
        /// The store was closed.
        case closed
    }

    package let code: Code
    /// What happened and what to do, with the path where there is one.
    package let message: String

    /// An error.
    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The code's name and the message.
    package var description: String { "\(code.rawValue): \(message)" }
}
