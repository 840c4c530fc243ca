/// The clocks that the pool reads and the sleep that it uses, replaceable in tests.
package struct PoolTime: Sendable {
    /// Nanoseconds on a monotonic clock with an arbitrary zero.
    package var now: @Sendable () -> UInt64
    /// Unix seconds on the wall clock, for `Retry-After` dates.
    package var wallSeconds: @Sendable () -> Int64
    /// Returns after the duration, or early when the task is cancelled.
    package var sleep: @Sendable (Duration) async -> Void

    /// Clocks and a sleep.
    package init(
        now: @escaping @Sendable () -> UInt64, wallSeconds: @escaping @Sendable () -> Int64,
        sleep: @escaping @Sendable (Duration) async -> Void
    ) {
        self.now = now
        self.wallSeconds = wallSeconds
        self.sleep = sleep
    }

    /// The system's clocks.
    package static let system = PoolTime(
        now: { SystemClocks.monotonic() }, wallSeconds: { SystemClocks.wallSeconds() },
        sleep: { try? await Task.sleep(for: $0) })
}
