package import Rollouts

/// Every count of a store at one moment; both laws of conservation hold in it.
package struct StoreCounts: Sendable {
    package var environments: [String: EnvironmentCounts] = [:]
    package var queues: [String: QueueCounts] = [:]
    /// Bytes of the store's files, as last measured.
    package var diskBytes = 0
    /// Whether the disk is full: commits and grants are refused until there is room again.
    package var isFull = false

    /// No counts.
    package init() {}
}

/// The counts of one environment. Law: requested = Σ ends + in flight.
package struct EnvironmentCounts: Sendable, Hashable {
    package var requested = 0
    /// Counted on its own, not derived from the others.
    package var inFlight = 0
    package var ends: [RolloutEnd: Int] = [:]
    /// HTTP requests sent.
    package var attempts = 0
    /// Tokens sampled.
    package var tokens = 0
    package var verdicts = 0
    package var passed = 0

    /// All zero.
    package init() {}

    /// How many ended with an outcome, over its reasons.
    package func count(of outcome: Outcome) -> Int {
        ends.reduce(0) { $1.key.outcome == outcome ? $0 + $1.value : $0 }
    }

    /// Whether the law of conservation holds.
    package var isConserved: Bool { requested == ends.values.reduce(0, +) + inFlight }
}

/// The counts of one queue. Law: accepted = ready + leased + acked + dead + evicted.
package struct QueueCounts: Sendable, Hashable {
    package enum Eviction: String, Sendable, CaseIterable { case stale, purged, discarded }

    /// Trajectories ever delivered to it; counted on its own.
    package var accepted = 0
    /// Ready, those that wait out a nack's delay included.
    package var ready = 0
    package var leased = 0
    package var acked = 0
    package var dead = 0
    package var evicted: [Eviction: Int] = [:]
    /// Bytes of what is ready and leased.
    package var bytes = 0
    /// Open leases.
    package var leases = 0
    /// The oldest ready trajectory's Unix milliseconds; nil when none is ready.
    package var oldestReady: Int64?
    /// Ready trajectories by environment.
    package var readyByEnvironment: [String: Int] = [:]

    /// All zero.
    package init() {}

    /// Whether the law of conservation holds.
    package var isConserved: Bool { accepted == ready + leased + acked + dead + evicted.values.reduce(0, +) }
}

/// How much a queue may hold, ready and leased together.
package struct QueueBounds: Sendable, Hashable {
    package var trajectories: Int
    package var bytes: Int

    /// Bounds; by default 100,000 trajectories and 4 GiB.
    package init(trajectories: Int = 100_000, bytes: Int = 4 << 30) {
        self.trajectories = trajectories
        self.bytes = bytes
    }
}
