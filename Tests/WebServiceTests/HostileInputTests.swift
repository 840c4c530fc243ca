import HTTPTypes
import JSON
import Testing
import TrajectoryQueue

@testable import WebService

/// Everything here is sent over real sockets to a service that must answer with a 4xx problem document and go on.
@Suite("Hostile input")
struct HostileInputTests {
    /// Every call that takes a body, with a path that could be real.
    private static let calls = [
        ("POST", "/v1/leases"), ("POST", "/v1/leases/00000000000000000000000000000000/ack"),
        ("POST", "/v1/leases/00000000000000000000000000000000/nack"),
        ("POST", "/v1/leases/00000000000000000000000000000000/extend"), ("PATCH", "/v1/environments/arithmetic"),
        ("POST", "/v1/environments/arithmetic/pause"), ("POST", "/v1/environments/arithmetic/resume"),
        ("POST", "/v1/dead/00000000-0000-7000-8000-000000000000/requeue"),
    ]

    /// Bodies that are nowhere right.
    private static let bodies: [(what: String, bytes: [UInt8])] = [
        ("nothing but an opening brace", Array("{".utf8)), ("a word", Array("hello".utf8)),
        ("an array", Array("[]".utf8)),
        ("null", Array("null".utf8)), ("a number", Array("1e400".utf8)), ("a string", Array("\"{}\"".utf8)),
        ("NaN", Array("{\"lease_seconds\":NaN}".utf8)), ("infinity", Array("{\"seconds\":Infinity}".utf8)),
        ("two values", Array("{}{}".utf8)), ("a trailing comma", Array("{\"a\":1,}".utf8)),
        ("a comment", Array("{}//".utf8)),
        ("an unknown field", Array("{\"no_such_field\":1}".utf8)), ("an empty key", Array("{\"\":1}".utf8)),
        ("a doubled field", Array("{\"seconds\":1,\"seconds\":2}".utf8)),
        ("depth 10,000", Array(String(repeating: "[", count: 10_000).utf8)),
        (
            "depth 10,000, closed",
            Array((String(repeating: "{\"a\":", count: 10_000) + "1" + String(repeating: "}", count: 10_000)).utf8)
        ),
        ("invalid UTF-8", Array("{\"a\":\"".utf8) + [0xFF, 0xC0, 0xAF] + Array("\"}".utf8)),
        ("a byte order mark", [0xEF, 0xBB, 0xBF] + Array("{}".utf8)),
        ("UTF-16", [0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00]), ("zeros", [UInt8](repeating: 0, count: 1000)),
        ("a lone surrogate", Array("{\"a\":\"\\ud800\"}".utf8)),
        ("a huge number", Array("{\"a\":\(String(repeating: "9", count: 100_000))}".utf8)),
    ]

    private func expectProblem(_ reply: RawReply, _ context: String, statuses: ClosedRange<Int> = 400...499) throws {
        #expect(statuses.contains(reply.status), "\(context): \(reply.status) \(reply.text.prefix(200))")
        #expect(reply["content-type"] == "application/problem+json", "\(context)")
        let json = try reply.json()
        #expect(json["status"]?.int == reply.status, "\(context)")
        let code = try #require(json["code"]?.string, "\(context)")
        #expect(Problem.Code(rawValue: code) != nil, "\(context)")
        #expect(json["type"]?.string == "/problems/\(code)", "\(context)")
        #expect(json["title"]?.string?.isEmpty == false && json["detail"]?.string?.isEmpty == false, "\(context)")
    }

    @Test("every body that is wrong is refused by every call, and the service goes on")
    func garbage() async throws {
        try await RunningServer.run { server in
            for (method, path) in Self.calls {
                for (what, bytes) in Self.bodies {
                    let head = server.client.message(
                        method, path,
                        headers: [
                            "Connection: close", "Content-Type: application/json", "Content-Length: \(bytes.count)",
                        ])
                    try expectProblem(try await server.client.send(head + bytes), "\(method) \(path) with \(what)")
                }
            }
            #expect(try await server.client.call("GET", "/healthz").status == 200)
        }
    }

    @Test("bodies over 1 MiB are refused, announced or not, and lies about their length are")
    func sizes() async throws {
        try await RunningServer.run { server in
            for (method, path) in Self.calls {
                let announced = try await server.client.send(
                    server.client.message(
                        method, path, headers: ["Content-Type: application/json", "Content-Length: 104857600"]))
                try expectProblem(announced, "\(path) announced")
                #expect(announced.status == 413)
                let huge = server.client.message(
                    method, path,
                    headers: ["Content-Type: application/json", "Content-Length: 99999999999999999999999"])
                try expectProblem(try await server.client.send(huge), "\(path) with a length beyond 64 bits")
                let chunks = server.client.message(
                    method, path, headers: ["Content-Type: application/json", "Transfer-Encoding: chunked"])
                let chunk = Array("10000\r\n".utf8) + [UInt8](repeating: 0x20, count: 0x10000) + Array("\r\n".utf8)
                let chunked = try await server.client.send(
                    chunks + (0..<18).flatMap { _ in chunk } + Array("0\r\n\r\n".utf8))
                try expectProblem(chunked, "\(path) chunked")
                #expect(chunked.status == 413)
            }
        }
    }

    @Test("100 MB that are really sent are refused without being kept")
    func hundredMegabytes() async throws {
        try await RunningServer.run { server in
            let reply = try await RawClient.onThread {
                let socket = try RawSocket(port: server.client.port)
                defer { socket.close() }
                socket.write(
                    server.client.message(
                        "POST", "/v1/leases", headers: ["Content-Type: application/json", "Content-Length: 104857600"]))
                let piece = [UInt8](repeating: 0x20, count: 1 << 20)
                for _ in 0..<100 where socket.write(piece) < piece.count { break }
                return try socket.readReply()
            }
            #expect(reply.status == 413)
            #expect(try await server.client.call("GET", "/healthz").status == 200)
        }
    }

    @Test("a refusal reaches a peer that reads nothing before its whole body is sent, also on its last request")
    func longBodiesOfRefusedCalls() async throws {
        var settings = WebServiceSettings()
        settings.requestTime = .seconds(3600)
        try await RunningServer.run(settings: settings) { server in
            let body = String(repeating: " ", count: 24 << 20)
            for (path, status) in [("/v1/leases", 413), ("/v1/nothing", 404), ("/v1/stats", 405)] {
                let message = server.client.message("POST", path, body: body, headers: ["Connection: close"])
                let (sent, reply) = try await RawClient.onThread {
                    let socket = try RawSocket(port: server.client.port, seconds: 20)
                    defer { socket.close() }
                    return (socket.write(message), try socket.readReply())
                }
                #expect(sent == message.count && reply.status == status, "\(path)")
            }
            #expect(try await server.client.call("GET", "/healthz").status == 200)
        }
    }

    @Test("a body that ends early is not taken for the whole")
    func cutOff() async throws {
        try await RunningServer.run { server in
            try await server.put(1)
            let body = RunningServer.leaseBody()
            let head = server.client.message(
                "POST", "/v1/leases",
                headers: ["Content-Type: application/json", "Content-Length: \(body.utf8.count + 10)"])
            let reply = try await server.client.send(head + Array(body.utf8), thenClose: true)
            try expectProblem(reply, "cut off")
            #expect(server.store.counts.queues["default"]?.leased == 0)
        }
    }

    @Test(
        "what is not sent as application/json is refused",
        arguments: [
            "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
            "application/json; charset=utf-16",
            "application/jsonp", "",
        ])
    func mediaTypes(_ type: String) async throws {
        try await RunningServer.run { server in
            for (method, path) in Self.calls {
                let reply = try await server.client.call(method, path, body: "{}", headers: ["Content-Type: \(type)"])
                try expectProblem(reply, "\(path) as \(type)")
                #expect(reply.status == 415, "\(path) as \(type)")
            }
            let compressed = try await server.client.call(
                "POST", "/v1/leases", body: "{}", headers: ["Content-Encoding: gzip"])
            #expect(compressed.status == 415)
        }
    }

    @Test("paths that are nothing are 404, methods that do not fit are 405 with Allow")
    func pathsAndMethods() async throws {
        try await RunningServer.run { server in
            let nothing = [
                "/v1", "/v1/", "/v2/leases", "/v1/leases/", "/v1//leases", "/v1/leases/x/y/z", "/V1/LEASES",
                "/dashboard/x", "/favicon.ico",
                "/v1/environments/%61/%62/c", "/..", "/v1/../v1/stats",
                "/v1/leases/00000000000000000000000000000000/steal", "/v1/stats%20",
                "/" + String(repeating: "a/", count: 2000), "/%F0%9F%98%80", "/v1/stats;x=1", "/*", "/v1/%2e%2e/x",
            ]
            for path in nothing {
                let reply = try await server.client.call("GET", path)
                try expectProblem(reply, path)
                #expect(reply.status == 404, "\(path)")
            }
            for path in [
                "/%", "/%zz", "/v1/%ff", "/v1/leases%2f1", "/v1/%00", "/%c0%af", "/v1/stats?x=%zz", "/v1/stats?%ff=1",
            ] {
                let reply = try await server.client.call("GET", path)
                try expectProblem(reply, path)
                #expect(reply.status == 400, "\(path)")
            }
            for (method, path) in [
                ("GET", "/v1/leases"), ("DELETE", "/v1/stats"), ("PUT", "/v1/environments/arithmetic"),
                ("PROPFIND", "/healthz"), ("OPTIONS", "/v1/leases"),
            ] {
                let reply = try await server.client.call(method, path)
                try expectProblem(reply, path)
                #expect(reply.status == 405 && reply["allow"]?.isEmpty == false, "\(method) \(path)")
            }
            #expect(try await server.client.call("PUT", "/v1/environments/arithmetic")["allow"] == "GET, HEAD, PATCH")
        }
    }

    @Test("ids that are none are 404, queries that are none are 400")
    func idsAndQueries() async throws {
        try await RunningServer.run { server in
            for id in [
                "x", "00000000000000000000000000000000", "ABCDEF00000000000000000000000000", "-1", "%20",
                String(repeating: "a", count: 5000), "é",
            ] {
                for (verb, body) in [("ack", "{}"), ("nack", "{}"), ("extend", "{\"seconds\":1}")] {
                    let reply = try await server.client.call("POST", "/v1/leases/\(id)/\(verb)", body: body)
                    try expectProblem(reply, "\(verb) \(id)")
                    #expect([400, 404].contains(reply.status), "\(verb) \(id.prefix(40))")
                }
                try expectProblem(try await server.client.call("POST", "/v1/dead/\(id)/requeue"), "requeue \(id)")
                try expectProblem(try await server.client.call("GET", "/v1/environments/\(id)"), "environment \(id)")
                try expectProblem(try await server.client.call("POST", "/v1/environments/\(id)/pause"), "pause \(id)")
            }
            for query in [
                "limit=0", "limit=1001", "limit=-1", "limit=1.5", "limit=99999999999999999999", "limit=NaN",
                "limit=0x10", "outcome=great",
                "reason=incorrect&outcome=accepted", "before=x", "environment=A-B", "nonsense=1", "limit=1&limit=2",
                "=1", "environment=", "outcome", "limit=",
            ] {
                let reply = try await server.client.call("GET", "/v1/rollouts?\(query)")
                try expectProblem(reply, query)
                #expect(reply.status == 400, "\(query)")
            }
            for path in ["/v1/stats?x=1", "/v1/environments?x=1", "/v1/dead?limit=0", "/v1/dead?queue=A"] {
                #expect(try await server.client.call("GET", path).status == 400, "\(path)")
            }
        }
    }

    @Test(
        "what is not HTTP is answered with a problem document and the connection ends",
        arguments: [
            "hello\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET  HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "\u{0}\u{1}\u{2}\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: localhost\r\nBad Header: x\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
            "POST /v1/leases HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
            "POST /v1/leases HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{}",
            "POST /v1/leases HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET http://evil.example HTTP/1.1\r\nHost: evil.example\r\n\r\n", "GET /x HTTP/1.1\r\n\r\n",
            "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n", "CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET ? HTTP/1.1\r\nHost: localhost\r\n\r\n",
        ])
    func notHTTP(_ text: String) async throws {
        try await RunningServer.run { server in
            try expectProblem(try await server.client.send(Array(text.utf8)), text)
            #expect(try await server.client.call("GET", "/healthz").status == 200)
        }
    }

    @Test("headers beyond 64 KiB are refused")
    func hugeHeaders() async throws {
        try await RunningServer.run { server in
            let long = "X-Long: " + String(repeating: "a", count: 200_000)
            let reply = try await server.client.call("GET", "/healthz", headers: [long])
            try expectProblem(reply, "one long header")
            #expect(reply.status == 431)
            let many = (0..<5000).map { "X-\($0): \(String(repeating: "b", count: 50))" }
            try expectProblem(try await server.client.call("GET", "/healthz", headers: many), "many headers")
            let path = "/" + String(repeating: "a", count: 300_000)
            try expectProblem(try await server.client.call("GET", path), "a long path")
        }
    }

    @Test("a request that does not arrive in time is ended with 408")
    func slowRequest() async throws {
        var settings = WebServiceSettings()
        settings.requestTime = .milliseconds(100)
        try await RunningServer.run(settings: settings) { server in
            let head = server.client.message(
                "POST", "/v1/leases", headers: ["Content-Type: application/json", "Content-Length: 50"])
            let reply = try await server.client.send(head + Array("{\"cons".utf8))
            try expectProblem(reply, "slow")
            #expect(reply.status == 408)
        }
    }

    @Test("requests sent in one breath are answered in order on one connection")
    func pipelining() async throws {
        try await RunningServer.run { server in
            let statuses = try await RawClient.onThread {
                let socket = try RawSocket(port: server.client.port)
                defer { socket.close() }
                let first =
                    server.client.message("GET", "/v1/nothing") + server.client.message("POST", "/v1/leases", body: "{")
                socket.write(first + server.client.message("GET", "/healthz", headers: ["Connection: close"]))
                var text = ""
                while case let more = try socket.read(), !more.isEmpty { text += String(decoding: more, as: UTF8.self) }
                return text.split(separator: "HTTP/1.1 ").map { String($0.prefix(3)) }
            }
            #expect(statuses == ["404", "400", "200"])
        }
    }

    @Test("an error that nobody foresaw is a 500 without its cause, which is in the log")
    func unforeseen() async throws {
        struct Surprise: Error, CustomStringConvertible { let description = "the secret is 42" }
        let route = Route(.get, "/boom", .open) { _ in throw Surprise() }
        let lines = LogLines()
        let responder = WebResponder([route], settings: WebServiceSettings(), logger: lines.logger)
        let reply = try await InProcess.respond(responder, "GET", "/boom")
        #expect(reply.status == 500)
        #expect(!reply.text.contains("42"))
        #expect(lines.all.contains { $0.contains("the secret is 42") })
    }

    @Test("a store that is full, broken or closed is a 503 that says when to come back")
    func storeErrors() async throws {
        for (code, retry) in [(StoreError.Code.full, "5"), (.broken, "10"), (.closed, "10")] {
            let problem = Problem(StoreError(code, "/secret/path is gone"))
            #expect(problem.code.status == .serviceUnavailable && problem.code.rawValue == code.rawValue)
            #expect(problem.headers.first?.value == retry)
            #expect(!problem.detail.contains("secret"))
        }
        try await RunningServer.run { server in
            await server.store.close()
            let reply = try await server.client.call("POST", "/v1/leases", body: RunningServer.leaseBody())
            #expect(reply.status == 503 && reply["retry-after"] == "10")
        }
    }
}
