internal import Synchronization
package import TrajectoryQueue

/// How the contract makes the stores that it tests: one kit for each kind of store.
package struct StoreKit: Sendable {
    /// A new, empty store.
    package var make: @Sendable (StoreSettings) async throws -> any TrajectoryStore
    /// Ends a store, by `close` or as a crash would, and opens what it left; nil for a store that keeps nothing.
    package var reopen: (@Sendable (any TrajectoryStore, StoreSettings) async throws -> any TrajectoryStore)?
    /// Closes a store for good and removes what the kit made for it.
    package var finish: @Sendable (any TrajectoryStore) async -> Void
    /// Looks for rows that contradict the counts; the problems in words.
    package var problems: @Sendable (any TrajectoryStore) async throws -> [String]

    /// A kit.
    package init(
        make: @escaping @Sendable (StoreSettings) async throws -> any TrajectoryStore,
        reopen: (@Sendable (any TrajectoryStore, StoreSettings) async throws -> any TrajectoryStore)? = nil,
        finish: @escaping @Sendable (any TrajectoryStore) async -> Void = { await $0.close() },
        problems: @escaping @Sendable (any TrajectoryStore) async throws -> [String] = { _ in [] }
    ) {
        self.make = make
        self.reopen = reopen
        self.finish = finish
        self.problems = problems
    }
}

/// Clocks that stand still until a test moves them.
package final class ManualClock: Sendable {
    private let nanoseconds = Mutex<Int64>(1_000_000_000)
    private let milliseconds = Mutex<Int64>(1_800_000_000_000)

    /// Clocks at an arbitrary start.
    package init() {}

    /// Moves both clocks forward.
    package func advance(by duration: Duration) {
        nanoseconds.withLock { $0 += duration.wholeNanoseconds }
        milliseconds.withLock { $0 += duration.wholeNanoseconds / 1_000_000 }
    }

    /// Moves the wall clock alone.
    package func step(wallBy duration: Duration) {
        milliseconds.withLock { $0 += duration.wholeNanoseconds / 1_000_000 }
    }

    /// The monotonic time.
    package var now: MonotonicTime { MonotonicTime(nanoseconds: nanoseconds.withLock { $0 }) }
    /// The wall clock's Unix milliseconds.
    package var wall: Int64 { milliseconds.withLock { $0 } }

    /// The same as a store takes it.
    package var storeClock: StoreClock {
        StoreClock(monotonic: { self.now }, wallMilliseconds: { self.wall })
    }
}

/// SplitMix64: the same numbers for the same seed, everywhere.
package struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// The generator of a seed.
    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
