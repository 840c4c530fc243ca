/// Whether an endpoint can be reached: three calls in a row without any reply take it out of the choice for a while.
struct EndpointHealth: Sendable {
    /// Failures in a row after which it is down.
    static let failuresUntilDown = 3
    /// The longest time until it is tried again, in nanoseconds.
    static let longestRest: UInt64 = 30_000_000_000

    private(set) var failures = 0
    private var downUntil: UInt64 = 0

    /// A reply came, whatever its status.
    mutating func replied() {
        failures = 0
        downUntil = 0
    }

    /// No reply came because there was no connection.
    mutating func failed(now: UInt64) {
        failures = min(failures + 1, 1000)
        guard failures >= Self.failuresUntilDown else { return }
        let exponent = UInt64(min(failures - Self.failuresUntilDown, 5))
        downUntil = now &+ min(1_000_000_000 << exponent, Self.longestRest)
    }

    /// Whether it has failed too often to be trusted.
    var isDown: Bool { failures >= Self.failuresUntilDown }

    /// Whether it takes part in the choice: it is up, or it is time to try it again.
    func isEligible(now: UInt64) -> Bool { !isDown || now >= downUntil }

    /// A try is under way: the others wait for how it ends.
    mutating func beginTry(now: UInt64) {
        if isDown { downUntil = now &+ Self.longestRest }
    }
}
