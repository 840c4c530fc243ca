package import Inference

/// What the sampling asks of the endpoints.
package protocol RolloutSource: Sendable {
    /// Asks for completions; returns when all came, or when it is clear which will not. A cancelled task gets what is
    /// there, with the failure `aborted`.
    func sample(_ request: SampleRequest) async -> SampleOutcome

    /// Sequences that may be in flight at this moment, over all endpoints.
    var capacity: Int { get }

    /// Every endpoint as an operator sees it.
    func statuses() -> [EndpointStatus]
}
