internal import JSON
internal import Rollouts
internal import Sampling
internal import TrajectoryQueue

/// `/v1/stats`, out of one snapshot: both laws of conservation hold in every reply.
enum StatsDocument {
    /// The state of an environment whose file is gone, and whose counts remain.
    static let gone = "retired"

    /// The whole document. O(environments × reasons).
    static func bytes(_ snapshot: ServiceSnapshot) -> [UInt8] {
        var writer = JSONWriter(capacity: 4096)
        writer.beginObject()
        writer.key("taken_at"); writer.string(WallTime.text(milliseconds: snapshot.takenAt))
        writer.key("draining"); writer.bool(snapshot.isDraining)
        writer.key("disk_full"); writer.bool(snapshot.counts.isFull)
        writer.key("disk_bytes"); writer.int(snapshot.counts.diskBytes)
        writer.key("idle_because"); writer.stringOrNull(snapshot.idleBecause)
        writer.key("environments")
        writer.beginArray()
        for environment in snapshot.environments { write(environment, to: &writer) }
        for (name, counts) in snapshot.goneEnvironments { write(gone: name, counts, to: &writer) }
        writer.endArray()
        writer.key("queues")
        writer.beginObject()
        for name in snapshot.counts.queues.keys.sorted() {
            guard let queue = snapshot.counts.queues[name] else { continue }
            writer.key(name)
            write(queue, snapshot, to: &writer)
        }
        writer.endObject()
        writer.key("endpoints")
        writer.beginArray()
        for endpoint in snapshot.endpoints { write(endpoint, to: &writer) }
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }

    /// One environment, as `/v1/environments` shows it too.
    static func write(_ environment: EnvironmentStatus, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("name"); writer.string(environment.name)
        writer.key("state"); writer.string(environment.state.word)
        write(environment.state, to: &writer)
        writer.key("about"); writer.string(environment.about)
        writer.key("tags"); writer.strings(environment.tags)
        writer.key("version"); writer.string(environment.version)
        writer.key("path"); writer.string(environment.path)
        writer.key("mode"); writer.string(environment.mode)
        writer.key("weight"); writer.double(environment.weight)
        writer.key("queues"); writer.strings(environment.queues)
        writer.key("junk_allowed")
        writer.beginObject()
        for (kind, reason) in environment.junkAllowed { writer.key(kind); writer.string(reason) }
        writer.endObject()
        write(environment.counts, to: &writer)
        writer.key("windows")
        writer.beginArray()
        for window in environment.windows { write(window, to: &writer) }
        writer.endArray()
        write(environment.curriculum, to: &writer)
        write(environment.tasks, to: &writer)
        writer.endObject()
    }

    private static func write(_ tasks: PassedTasks, to writer: inout JSONWriter) {
        writer.key("skipped_lines"); writer.int(tasks.skippedLines)
        writer.key("resting_tasks"); writer.int(tasks.resting)
        if let kinds = tasks.kinds {
            writer.key("kinds"); writer.int(kinds.known)
            writer.key("resting_kinds"); writer.int(kinds.resting)
        }
    }

    /// A member of the open object, where levels follow the pass rate.
    private static func write(_ curriculum: [LevelStatus], to writer: inout JSONWriter) {
        guard !curriculum.isEmpty else { return }
        writer.key("curriculum")
        writer.beginArray()
        for level in curriculum {
            writer.beginObject()
            writer.key("level"); writer.int(level.level)
            writer.key("state"); writer.string(level.standing.rawValue)
            writer.key("pass_rate"); writer.doubleOrNull(level.passRate)
            writer.key("verdicts"); writer.int(level.verdicts)
            writer.endObject()
        }
        writer.endArray()
    }

    private static func write(gone name: String, _ counts: EnvironmentCounts, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("name"); writer.string(name)
        writer.key("state"); writer.string(gone)
        write(counts, to: &writer)
        writer.key("windows")
        writer.beginArray()
        writer.endArray()
        writer.endObject()
    }

    private static func write(_ state: EnvironmentStatus.State, to writer: inout JSONWriter) {
        switch state {
        case .serving, .paused: break
        case .stalled(let reason, let remedy, let seconds):
            writer.key("stall")
            writer.beginObject()
            writer.key("reason"); writer.string(reason)
            writer.key("remedy"); writer.string(remedy)
            writer.key("retry_in_seconds"); writer.double(max(0, seconds))
            writer.endObject()
        case .finished(let why):
            writer.key("finished_because"); writer.string(why)
        case .broken(let errors):
            writer.key("errors"); writer.strings(errors)
        }
    }

    /// Members of the open object. Law: requested = accepted + rejected + unscored + failed + cancelled + in_flight.
    private static func write(_ counts: EnvironmentCounts, to writer: inout JSONWriter) {
        writer.key("requested"); writer.int(counts.requested)
        writer.key("in_flight"); writer.int(counts.inFlight)
        for outcome in Outcome.allCases {
            writer.key(outcome.rawValue); writer.int(counts.count(of: outcome))
        }
        writer.key("reasons")
        writer.beginObject()
        for reason in OutcomeReason.allCases {
            guard let count = counts.ends[.ended(reason)], count > 0 else { continue }
            writer.key(reason.rawValue); writer.int(count)
        }
        writer.endObject()
        writer.key("verdicts"); writer.int(counts.verdicts)
        writer.key("passed"); writer.int(counts.passed)
        writer.key("pass_rate"); writer.doubleOrNull(counts.passRate)
        writer.key("acceptance_rate"); writer.doubleOrNull(counts.acceptanceRate)
        writer.key("attempts"); writer.int(counts.attempts)
        writer.key("tokens"); writer.int(counts.tokens)
    }

    private static func write(_ window: RateWindow, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("minutes"); writer.int(window.minutes)
        writer.key("pass_rate"); writer.doubleOrNull(window.passRate)
        writer.key("acceptance_rate"); writer.doubleOrNull(window.acceptanceRate)
        writer.key("verdicts"); writer.int(window.verdicts)
        writer.key("passed"); writer.int(window.passed)
        writer.key("accepted"); writer.int(window.accepted)
        writer.key("rejected"); writer.int(window.rejected)
        writer.key("ended"); writer.int(window.ended)
        writer.endObject()
    }

    /// Law: accepted = ready + leased + acked + dead + evicted.
    private static func write(_ queue: QueueCounts, _ snapshot: ServiceSnapshot, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("accepted"); writer.int(queue.accepted)
        writer.key("ready"); writer.int(queue.ready)
        writer.key("leased"); writer.int(queue.leased)
        writer.key("acked"); writer.int(queue.acked)
        writer.key("dead"); writer.int(queue.dead)
        writer.key("evicted"); writer.int(queue.evicted.values.reduce(0, +))
        writer.key("evictions")
        writer.beginObject()
        for eviction in QueueCounts.Eviction.allCases {
            writer.key(eviction.rawValue); writer.int(queue.evicted[eviction] ?? 0)
        }
        writer.endObject()
        writer.key("leases"); writer.int(queue.leases)
        writer.key("bytes"); writer.int(queue.bytes)
        writer.key("max_trajectories"); writer.int(snapshot.bounds.trajectories)
        writer.key("max_bytes"); writer.int(snapshot.bounds.bytes)
        writer.key("oldest_ready_seconds"); writer.doubleOrNull(queue.oldestReadySeconds(at: snapshot.takenAt))
        writer.key("ready_by_environment")
        writer.beginObject()
        for name in queue.readyByEnvironment.keys.sorted() {
            writer.key(name); writer.int(queue.readyByEnvironment[name] ?? 0)
        }
        writer.endObject()
        writer.endObject()
    }

    private static func write(_ endpoint: EndpointStatus, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("name"); writer.string(endpoint.name)
        writer.key("url"); writer.string(endpoint.url)
        writer.key("healthy"); writer.bool(endpoint.isHealthy)
        writer.key("in_use"); writer.int(endpoint.inUse)
        writer.key("limit"); writer.int(endpoint.limit)
        writer.key("max_limit"); writer.int(endpoint.maxLimit)
        writer.key("waiting"); writer.int(endpoint.waiting)
        writer.key("attempts"); writer.int(endpoint.attempts)
        writer.key("retries")
        writer.beginObject()
        for cause in endpoint.retries.keys.sorted() { writer.key(cause); writer.int(endpoint.retries[cause] ?? 0) }
        writer.endObject()
        writer.key("tokens_per_second"); writer.double(endpoint.tokensPerSecond)
        writer.key("last_error"); writer.stringOrNull(endpoint.lastError)
        writer.endObject()
    }
}

extension ServiceSnapshot {
    /// Environments that have counts and no file any more, sorted by name.
    var goneEnvironments: [(name: String, counts: EnvironmentCounts)] {
        let here = Set(environments.map(\.name))
        return counts.environments.filter { !here.contains($0.key) }.sorted { $0.key < $1.key }.map {
            ($0.key, $0.value)
        }
    }
}

extension EnvironmentCounts {
    /// Passed verdicts of all verdicts; nil without a verdict.
    var passRate: Double? { verdicts > 0 ? Double(passed) / Double(verdicts) : nil }

    /// Accepted of accepted and rejected; nil without either.
    var acceptanceRate: Double? {
        let (accepted, rejected) = (count(of: .accepted), count(of: .rejected))
        return accepted + rejected > 0 ? Double(accepted) / Double(accepted + rejected) : nil
    }
}

extension QueueCounts {
    /// How long the oldest ready trajectory has waited; nil when none is ready.
    func oldestReadySeconds(at milliseconds: Int64) -> Double? {
        oldestReady.map { max(0, Double(milliseconds - $0) / 1000) }
    }
}

extension JSONWriter {
    /// A string, or `null`.
    mutating func stringOrNull(_ value: String?) { if let value { string(value) } else { null() } }

    /// A number, or `null`.
    mutating func doubleOrNull(_ value: Double?) { if let value { double(value) } else { null() } }

    /// An array of strings.
    mutating func strings(_ values: [String]) {
        beginArray()
        for value in values { string(value) }
        endArray()
    }
}
