internal import Glibc

/// The monotonic clock in nanoseconds, as plain arithmetic for the transfer loop; its zero is arbitrary.
func monotonicNanoseconds() -> UInt64 {
    var time = timespec()
    guard clock_gettime(CLOCK_MONOTONIC, &time) == 0 else { return 0 }
    return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
}

extension Duration {
    /// This duration in milliseconds for libcurl: rounded up, at least one, at most what its timers take.
    var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        if seconds < 0 { return 1 }
        if seconds > 2_000_000 { return 2_000_000_000 }
        return max(1, Int(seconds) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
    }

    /// This duration in nanoseconds, zero when negative, at most about two hundred years.
    var wholeNanoseconds: UInt64 {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        return UInt64(min(seconds, 6_000_000_000)) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000)
    }
}
