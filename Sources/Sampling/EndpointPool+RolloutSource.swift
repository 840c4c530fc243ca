package import Inference

extension EndpointPool: RolloutSource {
    /// Every endpoint as an operator sees it.
    package func statuses() -> [EndpointStatus] {
        snapshot().map { endpoint in
            EndpointStatus(
                name: endpoint.name, url: endpoint.address, isHealthy: endpoint.health != .down,
                limit: endpoint.concurrencyLimit, maxLimit: endpoint.maxConcurrency, inUse: endpoint.inUse,
                waiting: endpoint.waiting, attempts: endpoint.attempts,
                retries: Dictionary(endpoint.retries.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: +),
                tokensPerSecond: endpoint.tokensPerSecond, lastError: endpoint.lastError)
        }.sorted { $0.name < $1.name }
    }
}
