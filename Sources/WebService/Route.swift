internal import HTTPTypes
internal import Hummingbird

/// One call of the API: everything that is true of it, so that dispatch, rights and limits cannot disagree.
struct Route: Sendable {
    /// Who may make a call.
    enum Rights: Sendable {
        /// Anybody, without a token.
        case open
        /// Every role.
        case anyRole
        /// Who may see prompts and completions.
        case read
        /// Trainers.
        case lease
        /// Who runs environments of their own.
        case score
        /// Operators alone.
        case steer

        /// Whether a role has the right.
        func include(_ role: AccessRole) -> Bool {
            switch self {
            case .open, .anyRole: true
            case .read: role == .viewer || role == .operatorRole
            case .lease: role == .trainer || role == .operatorRole
            case .score: role == .environment || role == .operatorRole
            case .steer: role == .operatorRole
            }
        }
    }

    /// One part of a path between slashes.
    enum Segment: Sendable, Hashable {
        case literal(String)
        case parameter(String)
    }

    let method: HTTPRequest.Method
    /// The path as documented, such as `/v1/leases/{id}/ack`.
    let path: String
    let segments: [Segment]
    let rights: Rights
    /// The largest body in bytes; 0 where a body has no meaning and is not read.
    let bodyLimit: Int
    /// How many calls may run at once; nil for as many as there are connections.
    let gate: CallGate?
    let handle: @Sendable (WebCall) async throws -> Response

    /// A route; `path` begins with a slash, and `{name}` stands for one part of it.
    init(
        _ method: HTTPRequest.Method, _ path: String, _ rights: Rights, bodyLimit: Int = 0, gate: CallGate? = nil,
        _ handle: @escaping @Sendable (WebCall) async throws -> Response
    ) {
        self.method = method
        self.path = path
        self.rights = rights
        self.bodyLimit = bodyLimit
        self.gate = gate
        self.handle = handle
        segments = path.split(separator: "/").map { part in
            part.first == "{" ? .parameter(String(part.dropFirst().dropLast())) : .literal(String(part))
        }
    }

    /// What the path's parameters are; nil where this route does not fit it.
    func match(_ parts: [String]) -> [String: String]? {
        guard parts.count == segments.count else { return nil }
        var parameters: [String: String] = [:]
        for (segment, part) in zip(segments, parts) {
            switch segment {
            case .literal(let text): if text != part { return nil }
            case .parameter(let name): parameters[name] = part
            }
        }
        return parameters
    }
}

/// All routes, found by method and path.
struct RouteTable: Sendable {
    let routes: [Route]
    /// Indices of routes by the number of their segments, so that few are looked at.
    private let byLength: [Int: [Int]]

    /// A table of these routes.
    init(_ routes: [Route]) {
        self.routes = routes
        byLength = Dictionary(grouping: routes.indices) { routes[$0].segments.count }
    }

    /// The route of a request with the parameters in its path; throws `not_found` and `method_not_allowed`.
    ///
    /// `HEAD` finds what `GET` does. O(routes with as many segments).
    func find(_ method: HTTPRequest.Method, _ path: Substring) throws(Problem) -> (
        route: Route, parameters: [String: String]
    ) {
        guard let parts = RouteTable.parts(path) else {
            throw Problem(.badRequest, "the path is not valid percent-encoded UTF-8")
        }
        var allowed: [String] = []
        for index in byLength[parts.count] ?? [] {
            guard let parameters = routes[index].match(parts) else { continue }
            let route = routes[index]
            if route.method == method || (method == .head && route.method == .get) { return (route, parameters) }
            allowed.append(route.method.rawValue)
            if route.method == .get { allowed.append("HEAD") }
        }
        if allowed.isEmpty {
            throw Problem(.notFound, "`\(Shown.text(path))` is no path of this service: see GET / for where to begin")
        }
        let list = allowed.joined(separator: ", ")
        throw Problem(.methodNotAllowed, "use \(list)").with(.allow, list)
    }

    /// The decoded parts of a path; nil where its percent-encoding is broken, or hides a slash or a NUL.
    private static func parts(_ path: Substring) -> [String]? {
        var parts: [String] = []
        for piece in path.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            guard let part = PercentCoding.decode(piece, plusIsSpace: false),
                !part.utf8.contains(where: { $0 == 0 || $0 == 0x2F })
            else { return nil }
            parts.append(part)
        }
        // `/` alone is one empty part.
        return parts == [""] ? [] : parts
    }
}
