#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// The system's clocks as plain numbers.
enum SystemClocks {
    static func monotonic() -> UInt64 {
        let time = read(CLOCK_MONOTONIC)
        return UInt64(max(time.tv_sec, 0)) &* 1_000_000_000 &+ UInt64(max(time.tv_nsec, 0))
    }

    static func wallSeconds() -> Int64 { Int64(read(CLOCK_REALTIME).tv_sec) }

    private static func read(_ clock: clockid_t) -> timespec {
        var time = timespec()
        // It fails only for a clock that does not exist; these two do.
        _ = clock_gettime(clock, &time)
        return time
    }
}

extension Duration {
    /// Whole nanoseconds, none when negative, at most about two hundred years.
    var nanoseconds: UInt64 {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        return UInt64(min(seconds, 6_000_000_000)) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000)
    }

    /// Seconds with their fraction.
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }

    /// A duration between two readings of the monotonic clock; zero when they are out of order.
    static func between(_ start: UInt64, _ end: UInt64) -> Duration {
        .nanoseconds(Int64(clamping: end > start ? end - start : 0))
    }
}
