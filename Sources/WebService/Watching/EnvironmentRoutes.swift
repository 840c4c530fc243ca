internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Sampling
internal import TrajectoryQueue

/// Environments: seen and steered.
struct EnvironmentRoutes: Sendable {
    let control: any SamplingControl
    let bodyLimit: Int

    /// The routes.
    var routes: [Route] {
        [
            Route(.get, "/v1/environments", .anyRole, list),
            Route(.get, "/v1/environments/{name}", .anyRole, one),
            Route(.patch, "/v1/environments/{name}", .steer, bodyLimit: bodyLimit, weigh),
            Route(.post, "/v1/environments/{name}/pause", .steer, bodyLimit: bodyLimit, pause),
            Route(.post, "/v1/environments/{name}/resume", .steer, bodyLimit: bodyLimit, resume),
        ]
    }

    @Sendable private func list(_ call: WebCall) async throws -> Response {
        try call.query.check(known: [])
        var writer = JSONWriter(capacity: 4096)
        writer.beginObject()
        writer.key("environments")
        writer.beginArray()
        for environment in control.snapshot().environments { StatsDocument.write(environment, to: &writer) }
        writer.endArray()
        writer.endObject()
        return Response(json: writer)
    }

    @Sendable private func one(_ call: WebCall) async throws -> Response {
        try call.query.check(known: [])
        return try reply(call.parameter("name"))
    }

    @Sendable private func weigh(_ call: WebCall) async throws -> Response {
        try call.query.check(known: [])
        let fields = try BodyFields(call.body, known: ["weight"])
        let weight = try fields.require("weight", fields.double("weight", in: 0...1e6), "a number, 0 or more")
        let name = call.parameter("name")
        let isKnown = try await control.setWeight(weight, of: name)
        guard isKnown else { throw unknown(name) }
        return try reply(name)
    }

    @Sendable private func pause(_ call: WebCall) async throws -> Response {
        try call.query.check(known: [])
        _ = try BodyFields(call.body, known: [])
        let name = call.parameter("name")
        let isKnown = try await control.pause(name)
        guard isKnown else { throw unknown(name) }
        return try reply(name)
    }

    @Sendable private func resume(_ call: WebCall) async throws -> Response {
        try call.query.check(known: [])
        _ = try BodyFields(call.body, known: [])
        let name = call.parameter("name")
        let isKnown = try await control.resume(name)
        guard isKnown else { throw unknown(name) }
        return try reply(name)
    }

    private func reply(_ name: String) throws(Problem) -> Response {
        guard let environment = control.snapshot().environments.first(where: { $0.name == name }) else {
            throw unknown(name)
        }
        var writer = JSONWriter(capacity: 2048)
        StatsDocument.write(environment, to: &writer)
        return Response(json: writer)
    }

    private func unknown(_ name: String) -> Problem {
        Problem(.unknownEnvironment, "`\(Shown.text(name))` is none: GET /v1/environments lists them")
    }
}
