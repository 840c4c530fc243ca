internal import TrajectoryQueue

/// A queue as the writer knows it beside its rows.
struct QueueMirror: Sendable {
    /// What a lane holds: ready to be claimed, and waiting out a delay.
    struct LaneCount: Sendable, Hashable {
        var ready = 0
        var delayed = 0
    }

    let number: Int
    var lanes: [Lane: LaneCount] = [:]
    /// Rows that were trimmed away.
    var trimmed = 0
    /// Whether whole groups are kept track of.
    var keepsGroups = false
}

/// What the writer holds in memory of the database: counts and names, small, and copied before each transaction so
/// that a rollback is an assignment. What is many (leases) is kept beside it with an undo list.
struct StoreMirror: Sendable {
    /// A delay that runs: which trajectory in which queue.
    struct DelayKey: Sendable, Hashable {
        var queue: String
        var position: Int64
    }

    struct Delay: Sendable {
        var until: MonotonicTime
        var lane: Lane
        var group: Int64
    }

    var counts = StoreCounts()
    var queues: [String: QueueMirror] = [:]
    var queueNames: [Int: String] = [:]
    var environments: [String: Int] = [:]
    var environmentNames: [Int: String] = [:]
    var versions: [String: Int] = [:]
    var versionNames: [Int: String] = [:]
    var delays: [DelayKey: Delay] = [:]
    var retiredBytes = 0
    var lastTrajectory: Int64 = 0
    var lastGroup: Int64 = 0
    var lastLease: Int64 = 0

    // What a transaction changed and must write before it commits.
    var dirtyEnvironments: Set<String> = []
    var dirtyQueues: Set<String> = []
    var dirtyLanes: [String: Set<Lane>] = [:]
    var isTotalsDirty = false

    /// Whether the transaction changed anything that observers are told of.
    var isDirty: Bool { !dirtyEnvironments.isEmpty || !dirtyQueues.isEmpty }

    /// Changes a lane's counts.
    mutating func changeLane(_ queue: String, _ lane: Lane, ready: Int = 0, delayed: Int = 0) {
        queues[queue]?.lanes[lane, default: QueueMirror.LaneCount()].ready += ready
        queues[queue]?.lanes[lane, default: QueueMirror.LaneCount()].delayed += delayed
        dirtyLanes[queue, default: []].insert(lane)
        dirtyQueues.insert(queue)
    }
}
