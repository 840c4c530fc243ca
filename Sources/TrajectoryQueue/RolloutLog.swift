package import Rollouts

/// The recent rollouts, whatever became of them: bounded by count and bytes, kept at lower durability than the queue.
package protocol RolloutLog: Sendable {
    /// Adds records; the oldest go when the bounds are reached. It returns before they are on disk.
    func append(_ records: [RolloutRecord])

    /// Records in the wire form of `GET /v1/rollouts`, newest first.
    func records(_ query: RolloutQuery) async throws(StoreError) -> [[UInt8]]

    /// Writes what is waiting.
    func flush() async
}

/// Which rollouts are asked for.
package struct RolloutQuery: Sendable, Hashable {
    package var environment: String?
    package var outcome: Outcome?
    package var reason: OutcomeReason?
    /// Only records older than this one.
    package var before: UniqueID?
    /// 1 to 1,000.
    package var limit = 50
    /// The most bytes of records, beyond the first.
    package var bytes = 16 << 20

    /// All, newest first.
    package init() {}
}

/// How much the rollout log keeps.
package struct RolloutLogBounds: Sendable, Hashable {
    package var records: Int
    package var bytes: Int

    /// Bounds; by default 10,000 records and 256 MiB.
    package init(records: Int = 10_000, bytes: Int = 256 << 20) {
        self.records = records
        self.bytes = bytes
    }
}
