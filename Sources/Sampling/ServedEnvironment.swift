import Environments
import JSON
import Rollouts

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

    init(_ environment: any VerifierEnvironment, lane: JudgeLane) {
        self.environment = environment
        self.lane = lane
        name = environment.name
        version = environment.version
        settings = environment.settings
        parameters = settings.parameters
        recorded = parameters.recorded
    }
}
