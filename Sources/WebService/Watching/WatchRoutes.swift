internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import Sampling
internal import TrajectoryQueue

/// What operators and their tools look at.
struct WatchRoutes: Sendable {
    let control: any SamplingControl

    /// The routes.
    var routes: [Route] {
        [
            Route(.get, "/v1/stats", .anyRole, stats),
            Route(.get, "/metrics", .anyRole, metrics),
            Route(.get, "/healthz", .open, health),
            Route(.get, "/readyz", .open, readiness),
            Route(.get, "/", .open, root),
            Route(.get, "/problems/{code}", .open, problem),
        ]
    }

    @Sendable private func stats(_ call: WebCall) async throws -> Response {
        try call.query.check(known: [])
        return Response(bytes: StatsDocument.bytes(control.snapshot()), type: "application/json")
    }

    @Sendable private func metrics(_: WebCall) async throws -> Response {
        let text = MetricsText(control.snapshot()).text
        return Response(bytes: Array(text.utf8), type: "text/plain; version=0.0.4; charset=utf-8")
    }

    /// Whether the process answers at all.
    @Sendable private func health(_: WebCall) async throws -> Response { WatchRoutes.status("ok", .ok) }

    /// Whether it is of use to send requests here.
    @Sendable private func readiness(_: WebCall) async throws -> Response {
        let snapshot = control.snapshot()
        if snapshot.isDraining { return WatchRoutes.status("draining", .serviceUnavailable) }
        if snapshot.counts.isFull { return WatchRoutes.status("disk full", .serviceUnavailable) }
        return WatchRoutes.status("ready", .ok)
    }

    /// Browsers are sent to the dashboard, programs learn where things are.
    @Sendable private func root(_ call: WebCall) async throws -> Response {
        if call.request.headers[.accept]?.contains("text/html") == true {
            var headers = HTTPFields()
            headers[.location] = "/dashboard"
            return Response(status: .seeOther, headers: headers)
        }
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("service"); writer.string("winnow")
        let links = [
            ("dashboard", "/dashboard"), ("openapi", "/openapi.json"), ("leases", "/v1/leases"),
            ("environments", "/v1/environments"),
            ("rollouts", "/v1/rollouts"), ("stats", "/v1/stats"), ("metrics", "/metrics"),
        ]
        for (name, path) in links { writer.key(name); writer.string(path) }
        writer.endObject()
        return Response(json: writer)
    }

    /// What the `type` of a problem document leads to.
    @Sendable private func problem(_ call: WebCall) async throws -> Response {
        guard let code = Problem.Code(rawValue: call.parameter("code")) else {
            throw Problem(
                .notFound,
                "there is no such kind of problem; there are \(Shown.list(Problem.Code.allCases.map(\.rawValue), limit: 40))"
            )
        }
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("code"); writer.string(code.rawValue)
        writer.key("title"); writer.string(code.title)
        writer.key("status"); writer.int(code.status.code)
        writer.endObject()
        return Response(json: writer)
    }

    private static func status(_ word: String, _ status: HTTPResponse.Status) -> Response {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("status"); writer.string(word)
        writer.endObject()
        return Response(json: writer, status: status)
    }
}
