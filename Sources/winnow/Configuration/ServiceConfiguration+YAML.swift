import Foundation
import Inference
import JSON
import Rollouts
import Sampling
import TrajectoryQueue
import WebService
import YAML

extension ServiceConfiguration {
    /// The configuration that a file holds; an unknown key is an error that lists the known ones.
    init(file path: String) throws {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw ConfigurationError("\(path) cannot be read as text: give --config the path of a YAML file")
        }
        self.init()
        let root = try YAMLReader.read(text, file: path)
        if root.isNull { return }
        try read(root.mapping("the configuration"))
    }

    private mutating func read(_ root: YAMLMapping) throws(YAMLError) {
        web.host = try root.optionalString("host") ?? web.host
        web.port = try root.optionalInt("port", in: 0...65_535) ?? web.port
        web.allowedHosts = try root.optionalStrings("allowed_hosts") ?? []
        data = try root.optionalString("data") ?? data
        environments = try root.optionalStrings("environments") ?? environments
        sampler.weightBy = try root.optionalChoice("weight_by") ?? sampler.weightBy
        sampler.seed = UInt64(try root.optionalInt("seed", in: 0...Int.max) ?? 0)
        sampler.judgeThreads = try root.optionalInt("judge_threads", in: 1...1024) ?? sampler.judgeThreads
        if let seconds = try root.optionalDouble("drain_seconds", in: 0...3600) {
            sampler.drain = .seconds(seconds)
            web.drainTime = .seconds(seconds)
        }
        if let queue = try root.optionalMapping("queue") {
            sampler.bounds.trajectories =
                try queue.optionalInt("trajectories", in: 1...Int.max) ?? sampler.bounds.trajectories
            sampler.bounds.bytes = try queue.optionalInt("bytes", in: 1...Int.max) ?? sampler.bounds.bytes
            maxDeliveries = try queue.optionalInt("max_deliveries", in: 1...1_000_000) ?? maxDeliveries
            try queue.finish()
        }
        if let retain = try root.optionalMapping("retain") {
            self.retain.days = try retain.optionalDouble("days", in: 0...100_000) ?? self.retain.days
            self.retain.bytes = try retain.optionalInt("bytes", in: 0...Int.max) ?? self.retain.bytes
            try retain.finish()
        }
        if let log = try root.optionalMapping("rollout_log") {
            self.log.records = try log.optionalInt("records", in: 0...10_000_000) ?? self.log.records
            self.log.bytes = try log.optionalInt("bytes", in: 0...Int.max) ?? self.log.bytes
            try log.finish()
        }
        pool.certificateFile = try root.optionalString("certificate_file")
        for node in try root.optionalList("tokens") ?? [] { web.tokens.append(try AccessToken(node)) }
        for node in try root.optionalList("endpoints") ?? [] { endpoints.append(try EndpointSettings(node)) }
        try root.finish()
    }
}

extension AccessToken {
    fileprivate init(_ node: YAMLNode) throws(YAMLError) {
        let map = try node.mapping("a token")
        self.init(name: try map.string("name"), role: try map.choice("role"), sha256: try map.string("sha256"))
        try map.finish()
    }
}

extension EndpointSettings {
    fileprivate init(_ node: YAMLNode) throws(YAMLError) {
        let map = try node.mapping("an endpoint")
        self.init(name: try map.string("name"), url: try map.string("url"))
        model = try map.optionalString("model")
        role = try map.optionalString("role") ?? role
        dialect = try map.optionalChoice("dialect") ?? dialect
        weight = try map.optionalDouble("weight", in: 0...1_000_000) ?? weight
        maxConcurrency = try map.optionalInt("max_concurrency", in: 1...65_536) ?? maxConcurrency
        startConcurrency =
            try map.optionalInt("start_concurrency", in: 1...65_536) ?? min(startConcurrency, maxConcurrency)
        apiKeyVariable = try map.optionalString("api_key_variable")
        if let seconds = try map.optionalDouble("connect_seconds", in: 0.001...3600) {
            connectDeadline = .seconds(seconds)
        }
        if let seconds = try map.optionalDouble("deadline_seconds", in: 0.001...86_400) {
            baseDeadline = .seconds(seconds)
        }
        if let seconds = try map.optionalDouble("deadline_seconds_per_token", in: 0...60) {
            deadlinePerToken = .seconds(seconds)
        }
        logprobsKind = try map.optionalChoice("logprobs_kind") ?? logprobsKind
        takesExtendedParameters = try map.optionalBool("extended_parameters") ?? takesExtendedParameters
        metricsURL = try map.optionalString("metrics_url")
        if let headers = try map.optionalMapping("headers") {
            for entry in headers.entries { self.headers.append((entry.key, Secret(try entry.value.string(entry.key)))) }
        }
        try map.finish()
    }
}
