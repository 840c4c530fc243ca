package import TrajectoryQueue

/// Everything a page, a metric or `/v1/stats` shows, taken at one moment: both laws of conservation hold in it.
package struct ServiceSnapshot: Sendable {
    /// The wall clock's Unix milliseconds.
    package var takenAt: Int64
    /// The store's counts, environments that are gone included.
    package var counts: StoreCounts
    /// Every environment that was found, broken ones included, sorted by name.
    package var environments: [EnvironmentStatus]
    /// Every endpoint, sorted by name.
    package var endpoints: [EndpointStatus]
    /// The bounds of every queue.
    package var bounds: QueueBounds
    /// Why nothing is being sampled, in words; nil while something is, or could be.
    package var idleBecause: String?
    /// Whether the service is draining.
    package var isDraining: Bool

    /// A snapshot.
    package init(
        takenAt: Int64, counts: StoreCounts, environments: [EnvironmentStatus], endpoints: [EndpointStatus],
        bounds: QueueBounds, idleBecause: String?, isDraining: Bool
    ) {
        self.takenAt = takenAt
        self.counts = counts
        self.environments = environments
        self.endpoints = endpoints
        self.bounds = bounds
        self.idleBecause = idleBecause
        self.isDraining = isDraining
    }
}

/// One environment as an operator sees it.
package struct EnvironmentStatus: Sendable {
    /// What an environment is doing.
    package enum State: Sendable, Hashable {
        case serving
        case paused
        /// It backs off: why, what to do, and seconds until it is tried again.
        case stalled(reason: String, remedy: String, seconds: Double)
        /// It has what `stop` or `epochs` asked for.
        case finished(String)
        /// Its file does not load: each problem with its place and its remedy.
        case broken([String])

        /// The state's word on the wire.
        package var word: String {
            switch self {
            case .serving: "serving"
            case .paused: "paused"
            case .stalled: "stalled"
            case .finished: "finished"
            case .broken: "broken"
            }
        }
    }

    package var name: String
    /// The hash of its file; empty when broken.
    package var version: String
    package var about: String
    package var tags: [String]
    package var path: String
    package var state: State
    package var weight: Double
    /// `trajectories` or `groups`.
    package var mode: String
    package var queues: [String]
    /// Junk that the file declares as passing, with its reason.
    package var junkAllowed: [(kind: String, reason: String)]
    package var counts: EnvironmentCounts
    /// Windows of 1, 5 and 60 minutes.
    package var windows: [RateWindow]
    /// The levels of difficulty, where they follow the pass rate; else empty.
    package var curriculum: [LevelStatus]
    /// What became of tasks that were not requested.
    package var tasks = PassedTasks()

    /// A status.
    package init(
        name: String, version: String, about: String, tags: [String], path: String, state: State, weight: Double,
        mode: String, queues: [String], junkAllowed: [(kind: String, reason: String)], counts: EnvironmentCounts,
        windows: [RateWindow], curriculum: [LevelStatus] = []
    ) {
        self.name = name
        self.version = version
        self.about = about
        self.tags = tags
        self.path = path
        self.state = state
        self.weight = weight
        self.mode = mode
        self.queues = queues
        self.junkAllowed = junkAllowed
        self.counts = counts
        self.windows = windows
        self.curriculum = curriculum
    }
}

/// Tasks that an environment's source gave out and that were passed over, since the service's start.
package struct PassedTasks: Sendable {
    /// Lines of its data that are no tasks.
    package var skippedLines = 0
    /// Tasks that rest: their kind has had its share, or they were always or never solved.
    package var resting = 0
    /// Kinds that `balance` keeps apart, and those of them that rest now; nil without `balance`.
    package var kinds: (known: Int, resting: Int)?

    /// Nothing passed over.
    package init() {}
}

/// What happened in an environment over the last minutes.
package struct RateWindow: Sendable, Hashable {
    package var minutes: Int
    package var verdicts = 0
    package var passed = 0
    package var accepted = 0
    package var rejected = 0
    /// Ends of every kind.
    package var ended = 0

    /// An empty window.
    package init(minutes: Int) { self.minutes = minutes }

    /// Passed verdicts of all verdicts: how hard the tasks are. Nil without a verdict.
    package var passRate: Double? { verdicts > 0 ? Double(passed) / Double(verdicts) : nil }

    /// Accepted of accepted and rejected: what it yields. Nil without either.
    package var acceptanceRate: Double? {
        accepted + rejected > 0 ? Double(accepted) / Double(accepted + rejected) : nil
    }
}

/// One endpoint as an operator sees it.
package struct EndpointStatus: Sendable {
    package var name: String
    /// The address without user, password and query.
    package var url: String
    package var isHealthy: Bool
    /// Sequences that may be in flight now, and at most.
    package var limit: Int
    package var maxLimit: Int
    package var inUse: Int
    package var waiting: Int
    package var attempts: Int
    /// Retried attempts by the short name of their cause.
    package var retries: [String: Int]
    package var tokensPerSecond: Double
    /// The short name of the last failure; nil when there was none.
    package var lastError: String?

    /// A status.
    package init(
        name: String, url: String, isHealthy: Bool, limit: Int, maxLimit: Int, inUse: Int, waiting: Int, attempts: Int,
        retries: [String: Int], tokensPerSecond: Double, lastError: String?
    ) {
        self.name = name
        self.url = url
        self.isHealthy = isHealthy
        self.limit = limit
        self.maxLimit = maxLimit
        self.inUse = inUse
        self.waiting = waiting
        self.attempts = attempts
        self.retries = retries
        self.tokensPerSecond = tokensPerSecond
        self.lastError = lastError
    }
}

/// What the pages and the API ask of the sampling, and how they steer it.
package protocol SamplingControl: Sendable {
    /// Everything, at one moment.
    func snapshot() -> ServiceSnapshot

    /// Stops new rollouts of an environment; those in flight finish. Survives a restart. False when there is no such one.
    func pause(_ environment: String) async throws(StoreError) -> Bool

    /// Undoes `pause`, and ends a stall at once. False when there is no such one.
    func resume(_ environment: String) async throws(StoreError) -> Bool

    /// Sets the weight of an environment, 0 or more, finite. Survives a restart. False when there is no such one.
    func setWeight(_ weight: Double, of environment: String) async throws(StoreError) -> Bool
}
