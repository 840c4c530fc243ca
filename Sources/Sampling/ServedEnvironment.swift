import Environments
import JSON
import Rollouts
import Synchronization

/// An environment with what every rollout of it needs, worked out once.
final class ServedEnvironment: Sendable {
    let environment: any VerifierEnvironment
    let name: String
    let version: String
    let settings: EnvironmentSettings
    /// What is sent to an endpoint.
    let parameters: SamplingParameters
    /// The same as it is recorded beside each rollout.
    let recorded: JSONObject
    /// Its way into the pool of verification threads.
    let lane: JudgeLane
    /// Rounds that are still judged in the pool, because a verdict took long not long ago.
    private let roundsInPool = Atomic<Int>(ServedEnvironment.caution)

    /// A verdict above this many milliseconds is slow.
    private static let slow = 0.5
    /// Rounds for which a slow verdict is remembered; an environment also begins with so many.
    private static let caution = 256

    init(_ environment: any VerifierEnvironment, lane: JudgeLane) {
        self.environment = environment
        self.lane = lane
        name = environment.name
        version = environment.version
        settings = environment.settings
        parameters = settings.parameters
        recorded = parameters.recorded
    }

    /// Whether a round is judged in the pool. Verdicts of microseconds are reached where the reply is read: handing
    /// them to another thread and back costs several times as much. Verifiers that are slow now and then stay in the pool.
    var judgesInPool: Bool { roundsInPool.load(ordering: .relaxed) > 0 }

    /// Notes how long a round's slowest verdict took.
    func noteJudged(milliseconds: Double) {
        if milliseconds > Self.slow {
            roundsInPool.store(Self.caution, ordering: .relaxed)
        } else if judgesInPool {
            roundsInPool.subtract(1, ordering: .relaxed)
        }
    }
}
