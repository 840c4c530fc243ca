internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import NIOCore
internal import Rollouts
internal import Sampling
internal import TrajectoryQueue

/// The lease protocol over HTTP; `Sources/TrajectoryQueue/README.md` says what each call does.
struct LeaseRoutes: Sendable {
    let store: any TrajectoryStore
    let control: any SamplingControl
    let desk: LeaseDesk
    let returns: LeaseReturns
    let settings: WebServiceSettings

    /// The routes.
    var routes: [Route] {
        let limit = settings.maxBodyBytes
        return [
            Route(.post, "/v1/leases", .lease, bodyLimit: limit, lease),
            Route(.post, "/v1/leases/{id}/ack", .lease, bodyLimit: limit, ack),
            Route(.post, "/v1/leases/{id}/nack", .lease, bodyLimit: limit, nack),
            Route(.post, "/v1/leases/{id}/extend", .lease, bodyLimit: limit, extend),
            Route(.get, "/v1/dead", .read, dead),
            Route(.post, "/v1/dead/{id}/requeue", .steer, bodyLimit: limit, requeue),
        ]
    }

    @Sendable private func lease(_ call: WebCall) async throws -> Response {
        try call.query.check(known: [])
        let body = try LeaseBody(call.body, maxWait: settings.maxWait, snapshot: control.snapshot)
        let watch = body.wait > .zero ? await ConnectionGuard.watch(of: call.context.channel) : nil
        guard let grant = try await desk.lease(body.request, wait: body.wait, connection: watch) else {
            return Response(status: .noContent)
        }
        // From here on the lease comes back by itself unless its reply is written.
        let delivery = LeaseDelivery(grant.id, returns)
        if watch?.isGone == true { return Response(status: .noContent) }
        return GrantReply(grant: grant, unit: body.request.unit, delivery: delivery, channel: call.context.channel)
            .response
    }

    @Sendable private func ack(_ call: WebCall) async throws -> Response {
        let lease = try leaseID(call)
        let fields = try BodyFields(call.body, known: ["trajectory_ids"])
        let reply = try await store.ack(lease, SettleBody.ids(fields))
        return settled("acked", reply)
    }

    @Sendable private func nack(_ call: WebCall) async throws -> Response {
        let lease = try leaseID(call)
        let fields = try BodyFields(call.body, known: ["trajectory_ids", "delay_seconds", "discard"])
        let delay = try fields.seconds("delay_seconds", in: 0...86_400) ?? .zero
        let discard = try fields.bool("discard") ?? false
        if discard, delay > .zero {
            throw Problem(
                .invalidField, "what is discarded does not come back: leave the delay out", field: "delay_seconds")
        }
        let reply = try await store.nack(lease, SettleBody.ids(fields), delay: delay, discard: discard)
        return settled("nacked", reply)
    }

    @Sendable private func extend(_ call: WebCall) async throws -> Response {
        let lease = try leaseID(call)
        let fields = try BodyFields(call.body, known: ["seconds"])
        let duration = try fields.require("seconds", fields.seconds("seconds", in: 0.001...86_400), "how long from now")
        return settled("extended", try await store.extend(lease, by: duration))
    }

    @Sendable private func dead(_ call: WebCall) async throws -> Response {
        try call.query.check(known: ["queue", "limit"])
        let queue = try call.query.string("queue").map { text throws(Problem) in try LeaseBody.name(text, "queue") }
        let limit = try call.query.int("limit", in: 1...1000) ?? 50
        let dead = try await store.dead(queue: queue, limit: limit)
        var writer = JSONWriter(capacity: 4096)
        writer.beginObject()
        writer.key("dead")
        writer.beginArray()
        for one in dead {
            writer.beginObject()
            writer.key("queue"); writer.string(one.queue)
            writer.key("deliveries"); writer.int(one.deliveries)
            writer.key("trajectory")
            one.trajectory.write(to: &writer)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return Response(json: writer)
    }

    @Sendable private func requeue(_ call: WebCall) async throws -> Response {
        _ = try BodyFields(call.body, known: [])
        try call.query.check(known: [])
        let unknown = Problem(.unknownTrajectory, "it is dead in no queue: GET /v1/dead lists those that are")
        guard let id = UniqueID(call.parameter("id")) else { throw unknown }
        // Not a condition of the guard: the optimiser of Swift 6.3.1 crashes on such a call through the protocol.
        let isRequeued = try await store.requeue(id)
        guard isRequeued else { throw unknown }
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("requeued"); writer.string(id.description)
        writer.endObject()
        return Response(json: writer)
    }

    private func leaseID(_ call: WebCall) throws(Problem) -> LeaseID {
        try call.query.check(known: [])
        guard let id = LeaseID(call.parameter("id")) else { throw Problem(StoreError(.unknownLease, "")) }
        return id
    }

    private func settled(_ verb: String, _ reply: LeaseReply) -> Response {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key(verb); writer.int(reply.changed)
        writer.key("remaining"); writer.int(reply.remaining)
        writer.key("expires_in_seconds"); writer.double(reply.expiresIn.inSeconds)
        writer.endObject()
        return Response(json: writer)
    }
}
