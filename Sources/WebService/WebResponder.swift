internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import NIOHTTP1

/// Takes a request through the same steps whatever it asks for: host, site, route, rights, body, handler; and turns
/// whatever is thrown on the way into a problem document.
struct WebResponder: HTTPResponder {
    private let table: RouteTable
    private let access: AccessControl
    private let logger: Logger

    /// A responder over these routes.
    init(_ routes: [Route], settings: WebServiceSettings, logger: Logger) {
        table = RouteTable(routes)
        access = AccessControl(settings)
        self.logger = logger
    }

    /// The answer to a request; throws only where the connection has to end.
    func respond(to request: Request, context: WebContext) async throws -> Response {
        do {
            var response = try await answer(request, context)
            WebResponder.harden(&response.headers)
            return request.method == .head ? response.createHeadResponse() : response
        } catch let error as HTTPParserError {
            // The connection's guard has answered already.
            throw error
        } catch {
            let problem = Problem(error)
            if problem.code == .internalError || problem.code == .broken {
                logger.error(
                    "request failed",
                    metadata: [
                        "method": "\(request.method.rawValue)", "error": "\(Shown.text("\(error)", limit: 500))",
                    ])
            }
            var response = problem.response
            WebResponder.harden(&response.headers)
            return request.method == .head ? response.createHeadResponse() : response
        }
    }

    private func answer(_ request: Request, _ context: WebContext) async throws -> Response {
        try access.checkHost(request.head)
        try access.checkSite(request.head)
        let target = (request.head.path ?? "/")[...]
        let path = target.prefix { $0 != "?" && $0 != "#" }
        let query =
            target[path.endIndex...].first == "?" ? target[path.endIndex...].dropFirst().prefix { $0 != "#" } : nil
        let (route, parameters) = try table.find(request.method, path)
        let caller = try access.authorize(request.head, for: route.rights)
        if let gate = route.gate {
            guard gate.enter() else {
                throw Problem(.busy, "as many such calls as may run are running").with(.retryAfter, "1")
            }
        }
        defer { route.gate?.leave() }
        let body = route.bodyLimit > 0 ? try await WebResponder.body(of: request, limit: route.bodyLimit) : []
        let call = WebCall(
            request: request, context: context, parameters: parameters, query: QueryFields(query), body: body,
            caller: caller.name)
        let response = try await route.handle(call)
        if case .steer = route.rights {
            logger.notice(
                "steered",
                metadata: ["by": "\(caller.name ?? "loopback")", "call": "\(Shown.text(target, limit: 200))"])
        }
        return response
    }

    /// The whole body, checked for its type and its size while it comes.
    private static func body(of request: Request, limit: Int) async throws -> [UInt8] {
        let tooLarge = Problem(.bodyTooLarge, "send at most \(limit) bytes")
        if let length = request.headers[.contentLength], Int(length).map({ $0 > limit }) ?? true { throw tooLarge }
        if let type = request.headers[.contentType] {
            guard isJSON(type) else {
                throw Problem(.unsupportedMediaType, "send `Content-Type: application/json`", field: "Content-Type")
            }
        }
        if let encoding = request.headers[.contentEncoding], encoding.lowercased() != "identity" {
            throw Problem(.unsupportedMediaType, "send the body uncompressed", field: "Content-Encoding")
        }
        var bytes: [UInt8] = []
        for try await part in request.body {
            guard bytes.count + part.readableBytes <= limit else { throw tooLarge }
            bytes.append(contentsOf: part.readableBytesView)
        }
        if !bytes.isEmpty, request.headers[.contentType] == nil {
            throw Problem(.unsupportedMediaType, "send `Content-Type: application/json`", field: "Content-Type")
        }
        return bytes
    }

    /// Whether a media type is JSON in UTF-8.
    private static func isJSON(_ type: String) -> Bool {
        let parts = type.lowercased().split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" && $0 != "\"" } }
        return parts.first == "application/json" && parts.dropFirst().allSatisfy { $0 == "charset=utf-8" }
    }

    /// Headers that every answer bears: nobody frames it, guesses its type, caches it or reads it from another site.
    private static func harden(_ headers: inout HTTPFields) {
        headers[.xContentTypeOptions] = "nosniff"
        if headers[.cacheControl] == nil { headers[.cacheControl] = "no-store" }
        if headers[.contentSecurityPolicy] == nil {
            headers[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'"
        }
        for (name, value) in hardening { headers[name] = value }
    }

    private static let hardening: [(HTTPField.Name, String)] = [
        ("Cross-Origin-Resource-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Referrer-Policy", "no-referrer"), ("X-Frame-Options", "DENY"),
    ].compactMap { name, value in HTTPField.Name(name).map { ($0, value) } }
}
