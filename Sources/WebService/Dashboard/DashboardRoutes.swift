internal import Crypto
internal import HTTPTypes
internal import Hummingbird

/// The operator's page: one document that holds its own style and script, and may load nothing else.
struct DashboardRoutes: Sendable {
    private let page: [UInt8]
    /// What the page's browser may do with it: run this very script and style, and ask this service.
    private let policy: String

    /// The page, put together once.
    init() {
        let style = String(decoding: PackageResources.dashboard_css, as: UTF8.self)
        let script = String(decoding: PackageResources.dashboard_js, as: UTF8.self)
        let frame = String(decoding: PackageResources.dashboard_html, as: UTF8.self)
        page = Array(
            DashboardRoutes.fill(DashboardRoutes.fill(frame, "/*style*/", style), "/*script*/", script).utf8)
        policy = [
            "default-src 'none'", "style-src 'sha256-\(DashboardRoutes.hash(style))'",
            "script-src 'sha256-\(DashboardRoutes.hash(script))'", "connect-src 'self'", "img-src data:",
            "base-uri 'none'",
            "form-action 'none'", "frame-ancestors 'none'",
        ].joined(separator: "; ")
    }

    /// The routes.
    var routes: [Route] { [Route(.get, "/dashboard", .anyRole, dashboard)] }

    @Sendable private func dashboard(_: WebCall) async throws -> Response {
        var response = Response(bytes: page, type: "text/html; charset=utf-8")
        response.headers[.contentSecurityPolicy] = policy
        return response
    }

    /// The text with a mark in it replaced by another text.
    private static func fill(_ text: String, _ mark: String, _ content: String) -> String {
        guard let start = text.firstRange(of: mark) else { return text }
        return text[..<start.lowerBound] + content + text[start.upperBound...]
    }

    private static func hash(_ text: String) -> String { Base64.encode(SHA256.hash(data: Array(text.utf8))) }
}
