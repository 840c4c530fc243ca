internal import HTTPTypes
internal import Hummingbird

/// Who may call, under which name, and from which site; decided from a request's head alone.
struct AccessControl: Sendable {
    /// A caller that was let in.
    struct Caller: Sendable {
        /// The token's name; nil where none is needed.
        let name: String?
        let role: AccessRole
    }

    private let tokens: [(name: String, role: AccessRole, hash: SecretHash)]
    /// Lower case, without brackets and ports.
    private let hosts: Set<String>

    /// The control that these settings ask for.
    init(_ settings: WebServiceSettings) {
        tokens = settings.tokens.compactMap { token in
            SecretHash(hexadecimal: token.sha256).map { (token.name, token.role, $0) }
        }
        hosts = Set((settings.allowedHosts + [settings.host, "localhost", "127.0.0.1", "::1"]).map(AccessControl.bare))
    }

    /// Throws `unknown_host` for a name that the service does not go by: a page elsewhere may point its own name at this
    /// machine, and would then be of one origin with it.
    func checkHost(_ head: HTTPRequest) throws(Problem) {
        guard let authority = head.authority, !authority.isEmpty else {
            throw Problem(.badRequest, "send one Host header", field: "Host")
        }
        let name = AccessControl.name(of: authority)
        guard let name, hosts.contains(AccessControl.bare(name)) || WebServiceSettings.isLoopback(name) else {
            throw Problem(
                .unknownHost,
                "`\(Shown.text(authority))` is not among its names: add it to the allowed hosts, or use the address it listens on",
                field: "Host")
        }
    }

    /// Throws `cross_site` for a call that changes something and comes from a page of another origin.
    func checkSite(_ head: HTTPRequest) throws(Problem) {
        guard head.method != .get, head.method != .head else { return }
        if let site = head.headerFields[.secFetchSite], site != "same-origin", site != "none" {
            throw Problem(.crossSite, "call from a page of this service, or from no page", field: "Sec-Fetch-Site")
        }
        guard let origin = head.headerFields[.origin] else { return }
        let parts = origin.split(separator: "/", omittingEmptySubsequences: false)
        // `http://host:port` and nothing else: `null` is what a page says that hides where it is from.
        guard parts.count == 3, parts[0].hasSuffix(":"), parts[1].isEmpty,
            parts[2].lowercased() == head.authority?.lowercased()
        else {
            throw Problem(.crossSite, "call from a page of this service, or from no page", field: "Origin")
        }
    }

    /// The caller by its token, given as Bearer or as the password of Basic; throws `unauthorized` and `forbidden`.
    func authorize(_ head: HTTPRequest, for rights: Route.Rights) throws(Problem) -> Caller {
        if case .open = rights { return Caller(name: nil, role: .viewer) }
        if tokens.isEmpty { return Caller(name: nil, role: .operatorRole) }
        guard let secret = AccessControl.secret(head.headerFields[.authorization]) else {
            throw challenge("send a token as `Authorization: Bearer …`, or as the password of Basic")
        }
        let hash = SecretHash(of: secret)
        var found: Caller?
        // All are compared, so that the time does not tell which came close.
        for token in tokens where token.hash.matches(hash) { found = Caller(name: token.name, role: token.role) }
        guard let caller = found else { throw challenge("the token is not known here: ask the operator for one") }
        guard rights.include(caller.role) else {
            throw Problem(.forbidden, "the token's role is `\(caller.role.rawValue)`: use a token of another role")
        }
        return caller
    }

    private func challenge(_ detail: String) -> Problem {
        Problem(.unauthorized, detail).with(.wwwAuthenticate, "Bearer realm=\"winnow\"")
            .with(.wwwAuthenticate, "Basic realm=\"winnow\", charset=\"UTF-8\"")
    }

    /// The token in an `Authorization` header; nil where there is none.
    private static func secret(_ header: String?) -> [UInt8]? {
        guard let header else { return nil }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        let credentials = parts[1].utf8.drop { $0 == UInt8(ascii: " ") }
        switch parts[0].lowercased() {
        case "bearer": return Array(credentials)
        case "basic":
            guard let decoded = Base64.decode(credentials),
                let colon = decoded.firstIndex(of: UInt8(ascii: ":"))
            else { return nil }
            return Array(decoded[decoded.index(after: colon)...])
        default: return nil
        }
    }

    /// The host of `host`, `host:port`, `[::1]` or `[::1]:port`; nil for anything else.
    private static func name(of authority: String) -> String? {
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            return isPort(authority[authority.index(after: end)...]) ? String(authority[...end]) : nil
        }
        let colon = authority.firstIndex(of: ":") ?? authority.endIndex
        return isPort(authority[colon...]) ? String(authority[..<colon]) : nil
    }

    private static func isPort(_ text: Substring) -> Bool {
        text.isEmpty || (text.first == ":" && text.dropFirst().utf8.allSatisfy { (0x30...0x39).contains($0) })
    }

    private static func bare(_ host: String) -> String {
        let lower = host.lowercased()
        return lower.hasPrefix("[") && lower.hasSuffix("]") ? String(lower.dropFirst().dropLast()) : lower
    }
}

extension HTTPField.Name {
    /// `Sec-Fetch-Site`, by which a browser says whose page makes a request; the name is a token, so it is never nil.
    static var secFetchSite: HTTPField.Name { HTTPField.Name("Sec-Fetch-Site") ?? .origin }
}
