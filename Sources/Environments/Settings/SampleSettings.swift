package import Rollouts

/// How an endpoint is asked for rollouts.
package struct SampleSettings: Sendable, Hashable {
    /// Rollouts of a round in `mode: trajectories`, members of a group in `mode: groups`: 1 to 1,024.
    package var rollouts: Int = 1
    /// The sampling parameters; `extra` without the reasoning's own fields.
    package var parameters = SamplingParameters()
    /// Whether a seed is sent, derived from the service's seed, the task and the rollout's index.
    package var seeded: Bool = false

    /// The defaults.
    package init() {}
}
