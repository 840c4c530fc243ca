internal import Rollouts

extension StoreCounts {
    /// Adds what a commit says about environments; deliveries are counted apart, with `QueueCounts.deliver`.
    ///
    /// Throws `conflict` when the law of conservation would break; counts are then unchanged.
    package mutating func apply(_ commit: StoreCommit) throws(StoreError) {
        var changed: [String: EnvironmentCounts] = [:]
        for (name, count) in commit.requested {
            changed[name, default: environments[name] ?? .init()].request(try Self.checked(count, "requested", name))
        }
        for part in commit.ended {
            let count = try Self.checked(part.count, "ended", part.environment)
            guard changed[part.environment, default: environments[part.environment] ?? .init()].end(part.end, count)
            else {
                throw StoreError(
                    .conflict,
                    "Environment \(part.environment) would end more rollouts than it has in flight: commit the request "
                        + "before its outcome.")
            }
        }
        for (name, count) in commit.attempts {
            changed[name, default: environments[name] ?? .init()].attempts += try Self.checked(count, "attempts", name)
        }
        for (name, count) in commit.tokens {
            changed[name, default: environments[name] ?? .init()].tokens += try Self.checked(count, "tokens", name)
        }
        for part in commit.verdicts {
            let verdicts = try Self.checked(part.verdicts, "verdicts", part.environment)
            let passed = try Self.checked(part.passed, "passed", part.environment)
            guard passed <= verdicts else {
                throw StoreError(.conflict, "Environment \(part.environment) counts more passed than judged.")
            }
            changed[part.environment, default: environments[part.environment] ?? .init()].verdicts += verdicts
            changed[part.environment, default: environments[part.environment] ?? .init()].passed += passed
        }
        for (name, counts) in changed { environments[name] = counts }
    }

    /// Moves every rollout in flight to `cancelled: crash`; returns how many there were. For the start after a crash.
    package mutating func cancelInFlight() -> Int {
        var total = 0
        for (name, counts) in environments where counts.inFlight > 0 {
            total += counts.inFlight
            _ = environments[name]?.end(.ended(.crash), counts.inFlight)
        }
        return total
    }

    /// A count is at least 0 and far from overflow.
    private static func checked(_ count: Int, _ field: String, _ environment: String) throws(StoreError) -> Int {
        guard count >= 0, count <= 1 << 48 else {
            throw StoreError(.conflict, "\(field) of environment \(environment) is \(count); it must be 0 to 2^48.")
        }
        return count
    }
}

extension EnvironmentCounts {
    /// Counts rollouts as requested and in flight.
    mutating func request(_ count: Int) {
        requested += count
        inFlight += count
    }

    /// Counts rollouts in flight as ended; false, and nothing done, when fewer are in flight.
    mutating func end(_ end: RolloutEnd, _ count: Int) -> Bool {
        guard count <= inFlight else { return false }
        inFlight -= count
        if count > 0 { ends[end, default: 0] += count }
        return true
    }
}

extension QueueCounts {
    /// Counts trajectories that arrive.
    package mutating func deliver(_ count: Int, bytes size: Int, environment: String) {
        accepted += count
        bytes += size
        makeReady(count, environment: environment)
    }

    /// Counts ready trajectories as leased.
    package mutating func lease(_ count: Int, environment: String) {
        ready -= count
        leased += count
        let left = (readyByEnvironment[environment] ?? 0) - count
        readyByEnvironment[environment] = left == 0 ? nil : left
    }

    /// Counts leased trajectories as acked.
    package mutating func ack(_ count: Int, bytes size: Int) {
        leased -= count
        acked += count
        bytes -= size
    }

    /// Counts a leased trajectory as what became of it.
    package mutating func settle(_ fate: LeaseRecord.Settlement.Fate, bytes size: Int, environment: String) {
        leased -= 1
        switch fate {
        case .ready, .delayed:
            makeReady(1, environment: environment)
            return
        case .acked: acked += 1
        case .dead: dead += 1
        case .discarded: evicted[.discarded, default: 0] += 1
        }
        bytes -= size
    }

    /// Counts a dead trajectory as ready again.
    package mutating func requeue(bytes size: Int, environment: String) {
        dead -= 1
        bytes += size
        makeReady(1, environment: environment)
    }

    private mutating func makeReady(_ count: Int, environment: String) {
        ready += count
        if count > 0 { readyByEnvironment[environment, default: 0] += count }
    }
}
