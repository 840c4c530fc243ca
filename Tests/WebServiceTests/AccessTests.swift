import Crypto
import HTTPTypes
import Hummingbird
import JSON
import Testing

@testable import WebService

@Suite("Who may call")
struct AccessTests {
    private static let secrets: [AccessRole: String] = [
        .trainer: "trainer-secret", .environment: "environment-secret", .operatorRole: "operator-secret",
        .viewer: "viewer-secret",
    ]

    private static func settings() -> WebServiceSettings {
        var settings = WebServiceSettings()
        settings.tokens = secrets.map { role, secret in
            AccessToken(
                name: role.rawValue, role: role,
                sha256: SHA256.hash(data: Array(secret.utf8)).map {
                    String($0 >> 4, radix: 16) + String($0 & 15, radix: 16)
                }.joined())
        }
        settings.allowedHosts = ["winnow.example", "2001:db8::1"]
        return settings
    }

    /// A responder whose routes only say that they were reached.
    private static func responder(_ settings: WebServiceSettings = settings()) -> WebResponder {
        let ok: @Sendable (WebCall) async throws -> Response = { _ in Response(status: .ok) }
        return WebResponder(
            [
                Route(.get, "/open", .open, ok), Route(.get, "/any", .anyRole, ok), Route(.get, "/read", .read, ok),
                Route(.post, "/lease", .lease, bodyLimit: 100, ok), Route(.post, "/steer", .steer, bodyLimit: 100, ok),
            ], settings: settings, logger: LogLines().logger)
    }

    private func status(
        _ method: String, _ path: String, _ headers: [(String, String)], _ responder: WebResponder = responder()
    ) async throws -> Int {
        try await InProcess.respond(responder, method, path, headers: headers).status
    }

    @Test("each role reaches what is its own and nothing else")
    func roles() async throws {
        let allowed: [AccessRole: Set<String>] = [
            .trainer: ["/open", "/any", "/lease"], .environment: ["/open", "/any"],
            .operatorRole: ["/open", "/any", "/read", "/lease", "/steer"], .viewer: ["/open", "/any", "/read"],
        ]
        for (role, secret) in Self.secrets {
            for (method, path) in [
                ("GET", "/open"), ("GET", "/any"), ("GET", "/read"), ("POST", "/lease"), ("POST", "/steer"),
            ] {
                let expected = allowed[role]?.contains(path) == true ? 200 : 403
                #expect(
                    try await status(method, path, [("Authorization", "Bearer \(secret)")]) == expected,
                    "\(role) \(path)")
            }
        }
    }

    @Test("a token is also taken as the password of Basic, with any user")
    func basic() async throws {
        let credentials = Base64.encode("anybody:viewer-secret".utf8)
        #expect(try await status("GET", "/any", [("Authorization", "Basic \(credentials)")]) == 200)
        #expect(
            try await status("GET", "/any", [("Authorization", "basic \(Base64.encode(":viewer-secret".utf8))")]) == 200
        )
    }

    @Test(
        "what is no known token is 401 with both challenges",
        arguments: [
            nil, "", "Bearer", "Bearer ", "Bearer wrong", "Bearer viewer-secret2", "Bearer viewer-secre", "Basic",
            "Basic !!!", "Basic dmlld2VyLXNlY3JldA==",
            "Digest viewer-secret", "viewer-secret", "Bearer VIEWER-SECRET",
        ])
    func unknown(_ header: String?) async throws {
        let reply = try await InProcess.respond(
            Self.responder(), "GET", "/any", headers: header.map { [("Authorization", $0)] } ?? [])
        #expect(reply.status == 401)
        #expect(
            reply.headers.filter { $0.name == "www-authenticate" }.map { String($0.value.prefix(6)) } == [
                "Bearer", "Basic ",
            ])
        #expect(try await status("GET", "/open", []) == 200)
    }

    @Test("without tokens everybody on this machine may do everything")
    func noTokens() async throws {
        let responder = Self.responder(WebServiceSettings())
        #expect(try await status("POST", "/steer", [], responder) == 200)
    }

    @Test(
        "hosts that are its own are served, others refused",
        arguments: [
            ("127.0.0.1", 200), ("127.0.0.1:8090", 200), ("localhost:1", 200), ("LOCALHOST", 200), ("[::1]", 200),
            ("[::1]:8090", 200), ("127.9.9.9", 200),
            ("winnow.example", 200), ("Winnow.Example:443", 200), ("[2001:db8::1]:80", 200), ("evil.example", 421),
            ("localhost.evil.example", 421),
            ("127.0.0.1.evil.example", 421), ("127.0.0.1@evil.example", 421), ("winnow.example.", 421), ("[::1", 421),
            ("localhost:80x", 421), ("127.0.0.256", 421),
            ("", 400),
        ])
    func hosts(_ host: String, _ expected: Int) async throws {
        #expect(try await status("GET", "/open", [("Host", host)]) == expected)
    }

    @Test("calls that change something are refused to pages of other sites, calls that read are not")
    func sites() async throws {
        let token = ("Authorization", "Bearer operator-secret")
        for (name, value, expected) in [
            ("Origin", "http://127.0.0.1:8090", 200), ("Origin", "http://127.0.0.1:9999", 403),
            ("Origin", "http://evil.example", 403),
            ("Origin", "null", 403), ("Origin", "", 403), ("Origin", "http://127.0.0.1:8090.evil.example", 403),
            ("Origin", "http://a/127.0.0.1:8090", 403),
            ("Sec-Fetch-Site", "same-origin", 200), ("Sec-Fetch-Site", "none", 200),
            ("Sec-Fetch-Site", "cross-site", 403), ("Sec-Fetch-Site", "same-site", 403),
        ] {
            #expect(try await status("POST", "/steer", [token, (name, value)]) == expected, "\(name): \(value)")
            #expect(try await status("GET", "/any", [token, (name, value)]) == 200, "\(name): \(value)")
        }
    }

    @Test("steering leaves a line with the token's name, and no token is ever in the log")
    func audit() async throws {
        let lines = LogLines()
        let route = Route(.post, "/steer", .steer, bodyLimit: 100) { _ in Response(status: .ok) }
        let responder = WebResponder([route], settings: Self.settings(), logger: lines.logger)
        _ = try await InProcess.respond(
            responder, "POST", "/steer", headers: [("Authorization", "Bearer operator-secret")])
        _ = try await InProcess.respond(
            responder, "POST", "/steer", headers: [("Authorization", "Bearer wrong-secret")])
        #expect(lines.all.count { $0.contains("steered") && $0.contains("operator") } == 1)
        #expect(!lines.all.contains { $0.contains("secret") })
    }

    @Test("every route of the service says who may call it, and only five are open")
    func everyRoute() throws {
        let routes = try WebServer.scripted().routes
        let open = routes.filter { if case .open = $0.rights { true } else { false } }.map(\.path)
        #expect(Set(open) == ["/healthz", "/readyz", "/", "/problems/{code}", "/openapi.json"])
        for route in routes where route.method != .get {
            #expect(!route.rights.include(.viewer), "\(route.path)")
            #expect(route.rights.include(.environment) == (route.path == "/v1/score"), "\(route.path)")
        }
    }

    @Test(
        "an address that others can reach needs tokens",
        arguments: ["0.0.0.0", "::", "10.0.0.4", "winnow.example", "127.0.0.1.evil.example"])
    func binding(_ host: String) {
        var settings = WebServiceSettings()
        settings.host = host
        #expect(#expect(throws: WebServiceError.self) { try settings.validate() }?.code == .needsTokens)
        settings.tokens = Self.settings().tokens
        #expect(throws: Never.self) { try settings.validate() }
    }

    @Test("settings that cannot be meant are refused by name")
    func settingsRules() {
        let changes: [(String, (inout WebServiceSettings) -> Void)] = [
            ("port", { $0.port = 65_536 }), ("port", { $0.port = -1 }), ("host", { $0.host = "" }),
            ("maxBodyBytes", { $0.maxBodyBytes = 0 }),
            ("drainTime", { $0.drainTime = .seconds(-1) }),
            ("sha256", { $0.tokens = [AccessToken(name: "a", role: .viewer, sha256: "abc")] }),
            ("name", { $0.tokens = [AccessToken(name: "", role: .viewer, sha256: String(repeating: "0", count: 64))] }),
            (
                "same sha256",
                {
                    $0.tokens = ["a", "b"].map {
                        AccessToken(name: $0, role: .viewer, sha256: String(repeating: "0", count: 64))
                    }
                }
            ),
            ("allowed host", { $0.allowedHosts = ["http://x"] }),
        ]
        for (word, change) in changes {
            var settings = WebServiceSettings()
            change(&settings)
            let error = #expect(throws: WebServiceError.self, "\(word)") { try settings.validate() }
            #expect(error?.message.contains(word) == true, "\(word): \(error?.message ?? "")")
        }
    }

    @Test(
        "Base64 is read and written as RFC 4648 says",
        arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")])
    func base64(_ text: String, _ coded: String) {
        #expect(Base64.encode(text.utf8) == coded)
        #expect(Base64.decode(coded.utf8) == Array(text.utf8))
    }
}
