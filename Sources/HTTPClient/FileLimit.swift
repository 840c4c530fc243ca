internal import Glibc

/// The process's limit on open files.
package enum FileLimit {
    /// The hard limit is below what is needed; only whoever starts the process can raise it.
    package struct TooLow: Error, Sendable, Equatable, CustomStringConvertible {
        /// How many files are needed.
        package let needed: Int
        /// The hard limit.
        package let hardLimit: Int

        /// What to raise, and how.
        package var description: String {
            "\(needed) open files are needed, and the hard limit is \(hardLimit): start with `ulimit -n \(needed)` (or "
                + "LimitNOFILE=\(needed) in a systemd unit), or lower the endpoints' concurrency"
        }
    }

    /// Raises the soft limit to at least `needed` files, never lowers it, and returns the limit that then holds.
    package static func raise(toAtLeast needed: Int) throws(TooLow) -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            throw TooLow(needed: needed, hardLimit: 0)
        }
        let wanted = rlim_t(max(needed, 0))
        if limit.rlim_cur >= wanted { return Int(clamping: limit.rlim_cur) }
        guard limit.rlim_max >= wanted else {
            throw TooLow(needed: needed, hardLimit: Int(clamping: limit.rlim_max))
        }
        limit.rlim_cur = wanted
        guard setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            throw TooLow(needed: needed, hardLimit: Int(clamping: limit.rlim_max))
        }
        return Int(clamping: limit.rlim_cur)
    }
}
