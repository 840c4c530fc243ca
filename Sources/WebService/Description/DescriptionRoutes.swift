internal import Hummingbird

/// The description of the API: one OpenAPI document, which tests hold against the routes, the bodies that they take and
/// the replies that they give.
struct DescriptionRoutes: Sendable {
    /// The routes.
    var routes: [Route] { [Route(.get, "/openapi.json", .open, document)] }

    @Sendable private func document(_: WebCall) async throws -> Response {
        Response(bytes: PackageResources.openapi_json, type: "application/json")
    }
}
