package import Rollouts

/// Where accepted trajectories, their leases and every count are kept.
///
/// Whatever a call returns has happened durably: no reply precedes its fsync. Calls may be grouped into one
/// transaction with their neighbours, and each is all or nothing. Every implementation passes `QueueContract`.
package protocol TrajectoryStore: Sendable {
    /// Commits outcomes, counts, groups, trajectories, task memories and named states in one transaction.
    ///
    /// Groups come first and seals last, whatever the order of its parts. Throws `full` when there is no room on the
    /// disk: nothing was kept, and the same commit may be tried again. Throws `conflict` for a negative count, more ends
    /// than rollouts in flight, an id that is there already, or a trajectory whose group is unknown or sealed before.
    func commit(_ commit: StoreCommit) async throws(StoreError)

    /// Leases a batch; nil when fewer than `minTrajectories` are ready, or none. It does not wait.
    func lease(_ request: LeaseRequest) async throws(StoreError) -> LeaseGrant?

    /// Ends the lease of these trajectories (all when nil) for good.
    func ack(_ lease: LeaseID, _ trajectories: [UniqueID]?) async throws(StoreError) -> LeaseReply

    /// Gives these trajectories (all when nil) back, ready after `delay`, or evicted as `discarded`.
    func nack(_ lease: LeaseID, _ trajectories: [UniqueID]?, delay: Duration, discard: Bool) async throws(StoreError)
        -> LeaseReply

    /// Lets the lease end so long from now; never earlier than it would have.
    func extend(_ lease: LeaseID, by duration: Duration) async throws(StoreError) -> LeaseReply

    /// Undoes a grant whose reply could not be written: all of it is ready at once, and the delivery is not counted.
    func giveBack(_ lease: LeaseID) async throws(StoreError)

    /// Ends leases that have passed and readies what was delayed; the shell calls it when `nextDeadline` has come.
    func expire() async throws(StoreError)

    /// When `expire` next has something to do, on the store's clock; nil when nothing is leased or delayed.
    var nextDeadline: MonotonicTime? { get }

    /// Trajectories that were delivered too often, oldest first: at most `limit`, and at most 16 MiB beyond the first.
    func dead(queue: String?, limit: Int) async throws(StoreError) -> [DeadTrajectory]

    /// Makes a dead trajectory ready again in every queue where it is dead, its deliveries forgotten; false when none is.
    func requeue(_ trajectory: UniqueID) async throws(StoreError) -> Bool

    /// A named state as last committed; nil when there is none.
    func state(_ name: String) async throws(StoreError) -> [UInt8]?

    /// What is remembered of these tasks of an environment; tasks never tried are left out.
    func tasks(_ environment: String, _ ids: [String]) async throws(StoreError) -> [String: TaskMemory]

    /// Accepted trajectories for export, in the order of their ids, acked or not, those evicted left out.
    func trajectories(environment: String?, after: UniqueID?, limit: Int) async throws(StoreError)
        -> [EncodedTrajectory]

    /// Drops acked trajectories that `retain` no longer keeps; returns how many. The shell calls it now and then.
    func trim(_ retain: Retention, nowMilliseconds: Int64) async throws(StoreError) -> Int

    /// All counts, as of the last commit: one consistent snapshot, cheap enough for every request.
    var counts: StoreCounts { get }

    /// Calls the closure after each commit that made trajectories ready or changed counts; used for long polling.
    /// It must return at once and not call the store.
    func onChange(_ body: @escaping @Sendable () -> Void)

    /// Flushes and closes; calls after it throw `closed`.
    func close() async
}

/// What one transaction commits together.
package struct StoreCommit: Sendable {
    /// Rollouts requested, by environment: adds to `requested` and to `in flight`.
    package var requested: [String: Int] = [:]
    /// Rollouts that ended, counted by environment and end: each leaves `in flight`.
    package var ended: [OutcomeCount] = []
    /// HTTP attempts, by environment.
    package var attempts: [String: Int] = [:]
    /// Tokens sampled, by environment.
    package var tokens: [String: Int] = [:]
    /// Verdicts reached, by environment, for the pass rate.
    package var verdicts: [VerdictCount] = []
    /// Groups that begin or are sealed.
    package var groups: [StoredGroup] = []
    /// Accepted trajectories with the queues that each is delivered to (none for export only).
    package var trajectories: [Delivery] = []
    /// Task memories, replaced whole.
    package var tasks: [TaskMemory] = []
    /// Named states, replaced whole; nil removes.
    package var states: [(name: String, value: [UInt8]?)] = []

    /// An empty commit.
    package init() {}

    /// Whether it changes nothing.
    package var isEmpty: Bool {
        requested.isEmpty && ended.isEmpty && attempts.isEmpty && tokens.isEmpty && verdicts.isEmpty && groups.isEmpty
            && trajectories.isEmpty && tasks.isEmpty && states.isEmpty
    }

    /// An accepted trajectory and where it goes.
    package struct Delivery: Sendable {
        package var trajectory: EncodedTrajectory
        /// Names of queues; each delivers independently.
        package var queues: [String]

        /// A delivery.
        package init(trajectory: EncodedTrajectory, queues: [String]) {
            self.trajectory = trajectory
            self.queues = queues
        }
    }
}

/// So many rollouts of an environment ended so.
package struct OutcomeCount: Sendable, Hashable {
    package var environment: String
    package var end: RolloutEnd
    package var count: Int

    /// A count.
    package init(environment: String, end: RolloutEnd, count: Int) {
        self.environment = environment
        self.end = end
        self.count = count
    }
}

/// So many verdicts of an environment, and how many of them passed.
package struct VerdictCount: Sendable, Hashable {
    package var environment: String
    package var verdicts: Int
    package var passed: Int

    /// A count.
    package init(environment: String, verdicts: Int, passed: Int) {
        self.environment = environment
        self.verdicts = verdicts
        self.passed = passed
    }
}

/// The rollouts of one task, as a row: sealed when its task ends, and only then leased with `unit: group`.
package struct StoredGroup: Sendable, Hashable {
    package enum Source: String, Sendable { case sampled, pushed }

    package var id: UniqueID
    package var environment: String
    package var taskID: String
    package var source: Source
    package var isSealed: Bool
    /// Whether the store has not met it yet, as far as the caller knows: it is then not looked for, and a commit that is
    /// wrong about it is refused as a `conflict`.
    package var isNew: Bool

    /// A group.
    package init(
        id: UniqueID, environment: String, taskID: String, source: Source, isSealed: Bool, isNew: Bool = false
    ) {
        self.id = id
        self.environment = environment
        self.taskID = taskID
        self.source = source
        self.isSealed = isSealed
        self.isNew = isNew
    }
}

/// What is remembered of a task across its rounds, epochs and restarts.
package struct TaskMemory: Sendable, Hashable {
    package var environment: String
    package var taskID: String
    /// Rollouts sampled for it.
    package var attempts: Int
    /// Verdicts that passed.
    package var passes: Int
    /// Rollouts accepted.
    package var accepted: Int
    /// The policy version that it was last tried under.
    package var policyVersion: Int
    /// Digests of what was accepted, for `duplicate`: 8 bytes each.
    package var accepted64: [UInt64]
    /// Whether it has what it asked for, or was given up.
    package var isFinished: Bool

    /// The memory of a task never tried.
    package init(environment: String, taskID: String) {
        self.environment = environment
        self.taskID = taskID
        attempts = 0
        passes = 0
        accepted = 0
        policyVersion = 0
        accepted64 = []
        isFinished = false
    }
}

/// How long acked trajectories stay.
package struct Retention: Sendable, Hashable {
    /// Days after the ack; nil for ever.
    package var days: Double?
    /// Bytes of acked trajectories, the oldest acks dropped first; nil for any.
    package var bytes: Int?

    /// A rule; by default 30 days and 8 GiB.
    package init(days: Double? = 30, bytes: Int? = 8 << 30) {
        self.days = days
        self.bytes = bytes
    }
}
