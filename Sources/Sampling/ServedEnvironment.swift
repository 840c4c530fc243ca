import Environments
import JSON
import Rollouts
import Synchronization
import Verifiers

/// An environment with what every rollout of it needs, worked out once.
final class ServedEnvironment: Sendable {
    let environment: any VerifierEnvironment
    let name: String
    let version: String
    let settings: EnvironmentSettings
    /// What is sent to an endpoint.
    let parameters: SamplingParameters
    /// The same as it is recorded beside each rollout.
    let recorded: RecordedSampling
    /// Its way into the pool of verification threads.
    let lane: JudgeLane
    /// Rounds that still go to the pool, because one of them needed it not long ago.
    private let roundsInPool = Atomic<Int>(0)

    /// What a verdict may spend where the reply is read: some tenths of a millisecond at most.
    static let smallBudget = Budget(steps: 5_000, bytes: 64 << 10)
    /// Rounds for which it is remembered that a verdict needed more.
    private static let caution = 64

    init(_ environment: any VerifierEnvironment, lane: JudgeLane) {
        self.environment = environment
        self.lane = lane
        name = environment.name
        version = environment.version
        settings = environment.settings
        parameters = settings.parameters
        recorded = RecordedSampling(parameters.recorded)
    }

    /// Whether a round is judged where its reply is read. Verdicts of microseconds are: handing them to another thread and
    /// back costs several times as much. What needs more than the small budget is judged anew in the pool, which changes
    /// nothing about the verdict, and so are the rounds after it.
    var judgesAtOnce: Bool {
        guard roundsInPool.load(ordering: .relaxed) > 0 else { return true }
        roundsInPool.subtract(1, ordering: .relaxed)
        return false
    }

    /// Notes that a verdict needed more than the small budget.
    func noteSlowVerdict() { roundsInPool.store(Self.caution, ordering: .relaxed) }
}
