internal import JSON
internal import Rollouts
internal import Sampling
internal import TrajectoryQueue

/// What `POST /v1/leases` asks for, read out of its body.
struct LeaseBody {
    static let known = [
        "consumer", "queue", "unit", "max_trajectories", "min_trajectories", "max_tokens", "environments", "order",
        "min_policy_version", "max_staleness", "lease_seconds", "wait_seconds",
    ]
    /// The largest batch that can be asked for.
    static let maxTrajectories = 65_536

    let request: LeaseRequest
    let wait: Duration

    /// Reads and checks every field; environments are resolved by what the snapshot knows.
    init(_ body: [UInt8], maxWait: Duration, snapshot: () -> ServiceSnapshot) throws(Problem) {
        let fields = try BodyFields(body, known: LeaseBody.known)
        let consumer = try fields.require(
            "consumer", fields.string("consumer", limit: 256), "a label for people, a string")
        let most = try fields.require(
            "max_trajectories", fields.int("max_trajectories", in: 1...LeaseBody.maxTrajectories),
            "how many trajectories at most")
        let seconds = try fields.require(
            "lease_seconds", fields.seconds("lease_seconds", in: 0.001...86_400), "how long the batch is to be yours")
        var request = LeaseRequest(consumer: consumer, maxTrajectories: most, duration: seconds)
        if let queue = try fields.string("queue", limit: 64) { request.queue = try LeaseBody.name(queue, "queue") }
        if let unit = try fields.word("unit", LeaseRequest.Unit.self) { request.unit = unit }
        if let order = try fields.word("order", LeaseRequest.Order.self) { request.order = order }
        if let least = try fields.int("min_trajectories", in: 1...LeaseBody.maxTrajectories) {
            guard least <= most else {
                throw Problem(.invalidField, "give at most max_trajectories, \(most)", field: "min_trajectories")
            }
            request.minTrajectories = least
        }
        request.maxTokens = try fields.int("max_tokens", in: 1...Int(Int32.max))
        request.minPolicyVersion = try LeaseBody.oldestVersion(fields)
        if let written = fields.value("environments") {
            guard let object = written.object else { throw fields.mismatch("environments", "an object", written) }
            request.shares = try EnvironmentShares.resolve(object, in: snapshot(), queue: request.queue)
        }
        let longest = Double(maxWait.components.seconds)
        wait = try fields.seconds("wait_seconds", in: 0...longest) ?? .zero
        self.request = request
    }

    /// The oldest policy version that is taken. No version has been published yet, so the current one is 0, and nothing
    /// is stale.
    private static func oldestVersion(_ fields: BodyFields) throws(Problem) -> Int? {
        let least = try fields.int("min_policy_version", in: 0...Int(Int32.max))
        let staleness = try fields.int("max_staleness", in: 0...Int(Int32.max))
        let current = 0
        guard let staleness else { return least }
        return max(least ?? 0, current - staleness, 0)
    }

    /// A name by the rule of queues and environments.
    static func name(_ text: String, _ field: String) throws(Problem) -> String {
        guard isName(text) else { throw Problem(.invalidField, "give a name, 1 to 64 of a-z, 0-9 and _", field: field) }
        return text
    }

    /// Whether a text is a name by the rule of queues and environments.
    static func isName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
    }
}

/// What `ack`, `nack` and `extend` ask for.
struct SettleBody {
    /// The most ids that one call may name: as many as a batch may hold.
    static let maxIDs = LeaseBody.maxTrajectories

    /// The trajectories that `trajectory_ids` names; nil for all.
    static func ids(_ fields: BodyFields) throws(Problem) -> [UniqueID]? {
        guard let written = fields.value("trajectory_ids") else { return nil }
        guard let list = written.array else { throw fields.mismatch("trajectory_ids", "an array of ids", written) }
        guard (1...maxIDs).contains(list.count) else {
            throw Problem(.invalidField, "name 1 to \(maxIDs) ids, or leave it out for all", field: "trajectory_ids")
        }
        var ids: [UniqueID] = []
        ids.reserveCapacity(list.count)
        for (index, item) in list.enumerated() {
            guard let id = item.string.flatMap({ UniqueID($0) }) else {
                throw Problem(
                    .invalidField, "give a trajectory's id, a UUID in a string", field: "trajectory_ids[\(index)]")
            }
            ids.append(id)
        }
        return ids
    }
}
