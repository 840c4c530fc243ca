import Foundation
import Inference
import SQLiteQueue
import Sampling
import TrajectoryQueue
import WebService

/// Everything that a service is told at its start: the file, over it the environment variables, over them the flags.
struct ServiceConfiguration: Sendable {
    var web = WebServiceSettings()
    var sampler = SamplerSettings()
    var endpoints: [EndpointSettings] = []
    var pool = PoolSettings()
    /// The directory of the store.
    var data = ".winnow/data"
    /// Folders of environment files.
    var environments = ["environments"]
    /// How often a trajectory is delivered before it is dead.
    var maxDeliveries = 5
    var retain = Retention()
    var log = RolloutLogBounds()

    /// The defaults: everything but an endpoint.
    init() { sampler.judgeThreads = ProcessInfo.processInfo.activeProcessorCount }

    /// What is set outside of the file: by flags, or by environment variables where there is no flag.
    struct Overrides: Sendable {
        var endpoint: String?
        var model: String?
        var dialect: String?
        var apiKeyVariable: String?
        var concurrency: Int?
        var host: String?
        var port: Int?
        var data: String?
        var environments: [String] = []

        /// Nothing set.
        init() {}

        /// Fills what no flag set from the variables `WINNOW_ENDPOINT`, `_MODEL`, `_DIALECT`, `_API_KEY_VARIABLE`,
        /// `_CONCURRENCY`, `_HOST`, `_PORT`, `_DATA` and `_ENVIRONMENTS` (folders parted by colons).
        mutating func fill(from variables: [String: String]) throws(ConfigurationError) {
            func text(_ name: String) -> String? { variables["WINNOW_\(name)"].flatMap { $0.isEmpty ? nil : $0 } }
            func number(_ name: String) throws(ConfigurationError) -> Int? {
                guard let written = text(name) else { return nil }
                guard let value = Int(written) else {
                    throw ConfigurationError("the environment variable WINNOW_\(name) must be a whole number")
                }
                return value
            }
            endpoint = endpoint ?? text("ENDPOINT")
            model = model ?? text("MODEL")
            dialect = dialect ?? text("DIALECT")
            apiKeyVariable = apiKeyVariable ?? text("API_KEY_VARIABLE")
            if concurrency == nil { concurrency = try number("CONCURRENCY") }
            host = host ?? text("HOST")
            if port == nil { port = try number("PORT") }
            data = data ?? text("DATA")
            if environments.isEmpty, let folders = text("ENVIRONMENTS") {
                environments = folders.split(separator: ":").map(String.init)
            }
        }
    }

    /// Puts flags and variables over what the file says. An endpoint's address replaces the file's endpoints.
    mutating func apply(_ overrides: Overrides) throws(ConfigurationError) {
        if let host = overrides.host { web.host = host }
        if let port = overrides.port { web.port = port }
        if let data = overrides.data { self.data = data }
        if !overrides.environments.isEmpty { environments = overrides.environments }
        if let url = overrides.endpoint { endpoints = [EndpointSettings(name: "default", url: url)] }
        for index in endpoints.indices {
            if let model = overrides.model { endpoints[index].model = model }
            if let variable = overrides.apiKeyVariable { endpoints[index].apiKeyVariable = variable }
            if let most = overrides.concurrency {
                endpoints[index].maxConcurrency = most
                endpoints[index].startConcurrency = min(endpoints[index].startConcurrency, most)
            }
            if let written = overrides.dialect {
                guard let dialect = EndpointSettings.Dialect(rawValue: written) else {
                    throw ConfigurationError("the dialect `\(written.prefix(40))` is not known: it is `chat` or `text`")
                }
                endpoints[index].dialect = dialect
            }
        }
        let isOfEndpoint =
            overrides.model != nil || overrides.dialect != nil || overrides.apiKeyVariable != nil
            || overrides.concurrency != nil
        if endpoints.isEmpty, isOfEndpoint {
            throw ConfigurationError(
                "a model, dialect, key or concurrency is given, but no endpoint: add --endpoint URL")
        }
    }

    /// Reads the keys that endpoints name out of the variables, and checks everything.
    mutating func resolve(variables: [String: String]) throws {
        for index in endpoints.indices {
            guard let name = endpoints[index].apiKeyVariable else { continue }
            endpoints[index].apiKey = variables[name].flatMap { $0.isEmpty ? nil : Secret($0) }
        }
        for endpoint in endpoints { try endpoint.validate() }
        // Else every rollout would fail for want of one.
        if !endpoints.isEmpty, !endpoints.contains(where: { $0.role == "policy" }) {
            throw ConfigurationError(
                "no endpoint has the role `policy`, which samples rollouts: give it to one of them")
        }
        try web.validate()
    }
}

/// What is wrong with a configuration, and what to write instead.
struct ConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
