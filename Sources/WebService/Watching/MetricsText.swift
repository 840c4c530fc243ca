internal import Rollouts
internal import Sampling
internal import TrajectoryQueue

/// `/metrics` in Prometheus' text format (version 0.0.4), out of one snapshot, so that all figures agree.
struct MetricsText {
    /// What was written so far.
    private(set) var text = ""

    /// The metrics of a snapshot. O(environments × ends).
    init(_ snapshot: ServiceSnapshot) {
        text.reserveCapacity(8192)
        var counts = snapshot.environments.map { ($0.name, $0.counts) }
        counts += snapshot.goneEnvironments.map { ($0.name, $0.counts) }
        writeRollouts(counts)
        writeEnvironments(snapshot.environments)
        writeQueues(snapshot)
        writeEndpoints(snapshot.endpoints)
        family("winnow_draining", "gauge", "Whether the service is draining")
        sample("winnow_draining", [], snapshot.isDraining ? 1 : 0)
        family("winnow_disk_full", "gauge", "Whether the store refuses commits because its disk is full")
        sample("winnow_disk_full", [], snapshot.counts.isFull ? 1 : 0)
        family("winnow_disk_bytes", "gauge", "Bytes of the store's files, as last measured")
        sample("winnow_disk_bytes", [], snapshot.counts.diskBytes)
    }

    private mutating func writeRollouts(_ environments: [(name: String, counts: EnvironmentCounts)]) {
        family("winnow_rollouts_requested_total", "counter", "Rollouts requested")
        for (name, counts) in environments {
            sample("winnow_rollouts_requested_total", [("environment", name)], counts.requested)
        }
        family("winnow_rollouts_in_flight", "gauge", "Rollouts requested that have not ended")
        for (name, counts) in environments {
            sample("winnow_rollouts_in_flight", [("environment", name)], counts.inFlight)
        }
        family("winnow_rollouts_ended_total", "counter", "Rollouts that ended, by outcome and reason")
        for (name, counts) in environments {
            for end in RolloutEnd.all where end == .accepted || (counts.ends[end] ?? 0) > 0 {
                let labels = [
                    ("environment", name), ("outcome", end.outcome.rawValue), ("reason", end.reason?.rawValue ?? ""),
                ]
                sample("winnow_rollouts_ended_total", labels, counts.ends[end] ?? 0)
            }
        }
        let totals: [(String, String, KeyPath<EnvironmentCounts, Int>)] = [
            ("winnow_verdicts_total", "Verdicts reached", \.verdicts),
            ("winnow_verdicts_passed_total", "Verdicts that passed", \.passed),
            ("winnow_requests_total", "HTTP requests sent for rollouts, retries included", \.attempts),
            ("winnow_sampled_tokens_total", "Tokens sampled", \.tokens),
        ]
        for (metric, help, count) in totals {
            family(metric, "counter", help)
            for (name, counts) in environments { sample(metric, [("environment", name)], counts[keyPath: count]) }
        }
    }

    private mutating func writeEnvironments(_ environments: [EnvironmentStatus]) {
        family("winnow_environment_state", "gauge", "1 for the state that an environment is in")
        for environment in environments {
            sample(
                "winnow_environment_state", [("environment", environment.name), ("state", environment.state.word)], 1)
        }
        family("winnow_environment_weight", "gauge", "Weight of an environment in the mix")
        for environment in environments {
            sample("winnow_environment_weight", [("environment", environment.name)], environment.weight)
        }
    }

    private mutating func writeQueues(_ snapshot: ServiceSnapshot) {
        let queues = snapshot.counts.queues.sorted { $0.key < $1.key }
        family("winnow_trajectories_accepted_total", "counter", "Trajectories delivered to a queue")
        for (name, queue) in queues { sample("winnow_trajectories_accepted_total", [("queue", name)], queue.accepted) }
        family("winnow_trajectories", "gauge", "Trajectories of a queue by their state")
        for (name, queue) in queues {
            let states = [
                ("ready", queue.ready), ("leased", queue.leased), ("acked", queue.acked), ("dead", queue.dead),
            ]
            for (state, count) in states { sample("winnow_trajectories", [("queue", name), ("state", state)], count) }
            for eviction in QueueCounts.Eviction.allCases {
                let labels = [("queue", name), ("state", "evicted_\(eviction.rawValue)")]
                sample("winnow_trajectories", labels, queue.evicted[eviction] ?? 0)
            }
        }
        family("winnow_queue_bytes", "gauge", "Bytes of what is ready and leased")
        for (name, queue) in queues { sample("winnow_queue_bytes", [("queue", name)], queue.bytes) }
        family("winnow_queue_leases", "gauge", "Open leases")
        for (name, queue) in queues { sample("winnow_queue_leases", [("queue", name)], queue.leases) }
        family("winnow_queue_oldest_ready_seconds", "gauge", "Age of the oldest ready trajectory, 0 when none is ready")
        for (name, queue) in queues {
            sample(
                "winnow_queue_oldest_ready_seconds", [("queue", name)],
                queue.oldestReadySeconds(at: snapshot.takenAt) ?? 0)
        }
        family("winnow_queue_max_trajectories", "gauge", "Bound of each queue: trajectories ready and leased")
        sample("winnow_queue_max_trajectories", [], snapshot.bounds.trajectories)
        family("winnow_queue_max_bytes", "gauge", "Bound of each queue: bytes ready and leased")
        sample("winnow_queue_max_bytes", [], snapshot.bounds.bytes)
    }

    private mutating func writeEndpoints(_ endpoints: [EndpointStatus]) {
        family("winnow_endpoint_healthy", "gauge", "Whether an endpoint answers")
        for endpoint in endpoints {
            sample("winnow_endpoint_healthy", [("endpoint", endpoint.name)], endpoint.isHealthy ? 1 : 0)
        }
        let gauges: [(String, String, KeyPath<EndpointStatus, Int>)] = [
            ("winnow_endpoint_in_use", "Sequences in flight at an endpoint", \.inUse),
            ("winnow_endpoint_limit", "Sequences that may be in flight at an endpoint now", \.limit),
            ("winnow_endpoint_waiting", "Requests that wait for an endpoint", \.waiting),
        ]
        for (metric, help, value) in gauges {
            family(metric, "gauge", help)
            for endpoint in endpoints { sample(metric, [("endpoint", endpoint.name)], endpoint[keyPath: value]) }
        }
        family("winnow_endpoint_requests_total", "counter", "HTTP requests sent to an endpoint")
        for endpoint in endpoints {
            sample("winnow_endpoint_requests_total", [("endpoint", endpoint.name)], endpoint.attempts)
        }
        family("winnow_endpoint_retries_total", "counter", "Requests that were retried, by cause")
        for endpoint in endpoints {
            for (cause, count) in endpoint.retries.sorted(by: { $0.key < $1.key }) {
                sample("winnow_endpoint_retries_total", [("endpoint", endpoint.name), ("cause", cause)], count)
            }
        }
        family("winnow_endpoint_tokens_per_second", "gauge", "Tokens an endpoint samples in a second")
        for endpoint in endpoints {
            sample("winnow_endpoint_tokens_per_second", [("endpoint", endpoint.name)], endpoint.tokensPerSecond)
        }
    }

    private mutating func family(_ name: String, _ type: String, _ help: String) {
        text += "# HELP \(name) \(help).\n# TYPE \(name) \(type)\n"
    }

    private mutating func sample(_ name: String, _ labels: [(String, String)], _ value: Int) {
        line(name, labels, String(value))
    }

    private mutating func sample(_ name: String, _ labels: [(String, String)], _ value: Double) {
        line(name, labels, value.isNaN ? "NaN" : value.isInfinite ? (value > 0 ? "+Inf" : "-Inf") : "\(value)")
    }

    private mutating func line(_ name: String, _ labels: [(String, String)], _ value: String) {
        text += name
        if !labels.isEmpty {
            text += "{"
            for (index, label) in labels.enumerated() {
                text += index == 0 ? "" : ","
                text += "\(label.0)=\"\(MetricsText.escaped(label.1))\""
            }
            text += "}"
        }
        text += " \(value)\n"
    }

    /// A label's value by the format's rules.
    private static func escaped(_ value: String) -> String {
        if !value.utf8.contains(where: { $0 == 0x5C || $0 == 0x22 || $0 == 0x0A }) { return value }
        var result = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            case "\n": result += "\\n"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
