import DequeModule
import Environments
import JSON
import Rollouts
import TrajectoryQueue

/// What the sampler knows of one environment while it runs: plain state under the sampler's lock.
struct EnvironmentRun: Sendable {
    let served: ServedEnvironment
    var weight: Double
    var isPaused = false
    /// Why it has nothing more to do; nil while it has.
    var finished: String?
    var stall: StallGuard
    /// Tasks that were not begun.
    var feed: Deque<TaskVisit> = []
    /// Tasks whose next round is due.
    var again: Deque<TaskVisit> = []
    var window: CursorWindow
    /// Where the feed goes on.
    var cursor: TaskCursor
    /// The cursor as it was last handed to the store.
    var storedCursor: TaskCursor
    var isRefilling = false
    /// Ids of tasks in the feed or in a visit.
    var underWay: Set<String> = []
    /// Whether the next epoch may only begin when nothing of this one is under way.
    var awaitsEpoch = false
    /// Whether the tasks are used up.
    var isExhausted = false
    /// Tasks in a row that were passed over because they are done.
    var passedOver = 0
    /// The policy version under which every task was found done: nothing is fetched before a newer one.
    var doneUnderPolicy: Int?
    /// Lines of its data that are no tasks, met since the start.
    var skippedLines = 0
    /// Tasks that were passed over since the start because they, their kind or their difficulty rests.
    var restingTasks = 0
    /// Visits whose round is under way.
    var visits = 0
    /// Rollouts requested and not yet answered.
    var sampling = 0
    /// Rollouts answered and not yet committed.
    var judging = 0
    /// Members of groups that are not decided on yet.
    var held = 0
    /// For `stop`: totals over the environment's life, decided or begun.
    var accepted: Int
    var requested: Int
    var tokens: Int
    var windows = RateWindows()
    /// A running mean of what a trajectory takes in the store, in bytes.
    var typicalBytes = 8192.0

    /// The fewest tasks in the feed before it is filled up again: more than one transaction's worth of rounds.
    static let lowFeed = 128
    /// The same where tasks are chosen by what came of earlier ones: a long feed would be chosen by old news.
    static let lowSteeredFeed = 16
    let ids: UniqueIDSource
    /// Which tasks are taken.
    var steering: TaskSteering

    init(
        _ environment: any VerifierEnvironment, lane: JudgeLane, counts: EnvironmentCounts, cursor: TaskCursor,
        rule: StallGuard.Rule, ids: UniqueIDSource, steering: JSONValue? = nil
    ) {
        self.steering = TaskSteering(environment, stored: steering)
        self.ids = ids
        served = ServedEnvironment(environment, lane: lane)
        weight = served.settings.weight
        stall = StallGuard(rule: rule)
        window = CursorWindow(from: cursor)
        self.cursor = cursor
        storedCursor = cursor
        accepted = counts.count(of: .accepted)
        requested = counts.requested
        tokens = counts.tokens
    }

    var name: String { served.name }
    var environment: any VerifierEnvironment { served.environment }
    var settings: EnvironmentSettings { served.settings }

    /// Rollouts in flight.
    var inFlight: Int { sampling + judging + held }

    /// Whether more tasks should be fetched.
    func needsTasks(policyVersion: Int) -> Bool {
        !isRefilling && !isExhausted && !awaitsEpoch && finished == nil && !isPaused
            && doneUnderPolicy.map { $0 < policyVersion } ?? true
            && feed.count < (steering.curriculum == nil ? Self.lowFeed : Self.lowSteeredFeed)
    }

    /// How many rollouts may be requested now, by the environment's own rules; 0 when none.
    mutating func allowance(now: MonotonicTime, backlog: Int) -> Int {
        guard !isPaused, finished == nil, weight > 0, !(again.isEmpty && feed.isEmpty), judging < backlog else {
            return 0
        }
        let stop = settings.stop
        if stop.accepted.map({ accepted >= $0 }) == true || stop.tokens.map({ tokens >= $0 }) == true { return 0 }
        var most = Int.max
        if let rollouts = stop.rollouts { most = min(most, rollouts - requested) }
        if let bound = settings.maxInFlight { most = min(most, bound - inFlight) }
        if most > 0, let probe = stall.allowance(now: now) { most = min(most, probe) }
        return max(0, most)
    }

    /// How many more trajectories may be accepted; nil where nothing bounds them.
    var acceptLimit: Int? { settings.stop.accepted.map { max(0, $0 - accepted) } }

    /// Marks it finished where `stop` is reached or the tasks are used up.
    mutating func finishIfDone() {
        guard finished == nil else { return }
        let stop = settings.stop
        if let most = stop.accepted, accepted >= most {
            finished = "stop.accepted reached: \(most) trajectories"
        } else if let most = stop.rollouts, requested >= most, visits == 0 {
            finished = "stop.rollouts reached: \(most) rollouts"
        } else if let most = stop.tokens, tokens >= most {
            finished = "stop.tokens reached: \(most) tokens"
        } else if isExhausted, feed.isEmpty, again.isEmpty, visits == 0 {
            finished = "every task was tried as often as `tasks.epochs` and `tasks.resample` allow"
        }
    }
}
