/// The clocks of a store, injected so that tests run them by hand.
package struct StoreClock: Sendable {
    /// For leases and delays: it only goes forward.
    package var monotonic: @Sendable () -> MonotonicTime
    /// For retention and what is remembered of ended leases: the wall clock's Unix milliseconds.
    package var wallMilliseconds: @Sendable () -> Int64

    /// A pair of clocks.
    package init(
        monotonic: @escaping @Sendable () -> MonotonicTime, wallMilliseconds: @escaping @Sendable () -> Int64
    ) {
        self.monotonic = monotonic
        self.wallMilliseconds = wallMilliseconds
    }

    /// The machine's clocks; the monotonic one counts from the first use in this process.
    package static let system: StoreClock = {
        let start = ContinuousClock.now
        return StoreClock(
            monotonic: { MonotonicTime(nanoseconds: start.duration(to: .now).wholeNanoseconds) },
            wallMilliseconds: WallClock.milliseconds)
    }()
}

/// What a store is told at its start, whatever its kind.
package struct StoreSettings: Sendable {
    /// How often a trajectory is delivered before it is dead; at least 1.
    package var maxDeliveries = 5
    /// The most that a batch may come to in bytes, beyond its first trajectory or group: all of it is held in memory while it
    /// is written to the trainer.
    package var maxBatchBytes = 256 << 20
    /// How long ended leases and the replies to their calls are remembered.
    package var replyMemory: Duration = .seconds(24 * 3600)
    package var clock = StoreClock.system
    /// Where the bits of lease ids come from; it must not be guessable where leases are tokens.
    package var random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()

    /// The defaults.
    package init() {}
}

extension Duration {
    /// Whole nanoseconds, cut off towards zero, and held within what 64 bits can say.
    package var wholeNanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        if overflow { return seconds < 0 ? .min : .max }
        let (sum, overflowed) = scaled.addingReportingOverflow(attoseconds / 1_000_000_000)
        return overflowed ? (seconds < 0 ? .min : .max) : sum
    }
}

extension MonotonicTime {
    /// The time so much later; the last representable time when there is none.
    package func advanced(by duration: Duration) -> MonotonicTime {
        let (sum, overflow) = nanoseconds.addingReportingOverflow(duration.wholeNanoseconds)
        return MonotonicTime(nanoseconds: overflow ? .max : sum)
    }

    /// How long until the other time; negative when it is past.
    package func duration(to other: MonotonicTime) -> Duration {
        .nanoseconds(other.nanoseconds.subtractingReportingOverflow(nanoseconds).partialValue)
    }
}
