package import HTTPClient

/// How the endpoints of a pool are treated together.
package struct PoolSettings: Sendable {
    /// What is tried again.
    package var retry = RetryRule()
    /// How often an engine's metrics are read.
    package var metricsInterval = Duration.seconds(2)
    /// How often pauses and waits are looked at.
    package var tick = Duration.milliseconds(250)
    /// How long a request waits for a place, at least, before it fails with `endpoint_timeout`: longer where calls may take
    /// longer.
    package var patience = Duration.seconds(600)
    /// Files that the rest of the process needs open, when the limit is raised.
    package var otherFiles = 512
    /// The proxy to endpoints that are not on this machine.
    package var proxy = HTTPTransportSettings.ProxyRule.environment
    /// A file of trusted certificates instead of the system's.
    package var certificateFile: String?

    /// The defaults.
    package init() {}

    /// Transport settings with room for every endpoint's concurrency, its metrics and its models.
    func transportSettings(for endpoints: [EndpointSettings]) -> HTTPTransportSettings {
        var transport = HTTPTransportSettings()
        transport.maxConcurrentCalls = min(endpoints.reduce(0) { $0 + $1.maxConcurrency + 2 }, 1 << 20)
        transport.proxy = proxy
        transport.certificateFile = certificateFile
        return transport
    }
}
