internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Rollouts
internal import TrajectoryQueue

/// The rollout log.
struct RolloutRoutes: Sendable {
    let log: any RolloutLog

    /// The routes.
    var routes: [Route] { [Route(.get, "/v1/rollouts", .read, list)] }

    @Sendable private func list(_ call: WebCall) async throws -> Response {
        try call.query.check(known: ["environment", "outcome", "reason", "before", "limit"])
        var query = RolloutQuery()
        query.environment = try call.query.string("environment").map { text throws(Problem) in
            try LeaseBody.name(text, "environment")
        }
        query.outcome = try call.query.word("outcome", Outcome.self)
        query.reason = try call.query.word("reason", OutcomeReason.self)
        if let outcome = query.outcome, let reason = query.reason, reason.outcome != outcome {
            throw Problem(
                .invalidField,
                "`\(reason.rawValue)` is a reason of `\(reason.outcome.rawValue)`: leave the outcome out",
                field: "reason")
        }
        if let text = call.query.string("before") {
            guard let id = UniqueID(text) else {
                throw Problem(.invalidField, "give the id of a rollout, a UUID", field: "before")
            }
            query.before = id
        }
        query.limit = try call.query.int("limit", in: 1...1000) ?? 50
        let records = try await log.records(query)
        var writer = JSONWriter(capacity: records.reduce(64) { $0 + $1.count + 1 })
        writer.beginObject()
        writer.key("rollouts")
        writer.beginArray()
        for record in records { writer.raw(record) }
        writer.endArray()
        writer.endObject()
        return Response(json: writer)
    }
}
