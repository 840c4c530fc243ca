import Foundation
import Testing

extension EndToEnd {
    @Suite struct HostileRequests {
        private static let id = "0123456789abcdef0123456789abcdef"
        private static let trajectory = "01890a5d-ac96-774b-bcce-b302099a8057"

        /// Every call of the API that this version has; `body` is one that it would take.
        private static let calls: [(method: String, path: String, body: String?)] = [
            ("POST", "/v1/leases", #"{"consumer": "me", "max_trajectories": 4, "lease_seconds": 5}"#),
            ("POST", "/v1/leases/\(id)/ack", "{}"), ("POST", "/v1/leases/\(id)/nack", "{}"),
            ("POST", "/v1/leases/\(id)/extend", #"{"seconds": 5}"#), ("POST", "/v1/dead/\(trajectory)/requeue", "{}"),
            ("PATCH", "/v1/environments/arithmetic", #"{"weight": 2}"#),
            ("POST", "/v1/environments/arithmetic/pause", "{}"), ("POST", "/v1/environments/arithmetic/resume", "{}"),
            ("GET", "/v1/dead", nil), ("GET", "/v1/environments", nil), ("GET", "/v1/environments/arithmetic", nil),
            ("GET", "/v1/rollouts", nil), ("GET", "/v1/stats", nil), ("GET", "/metrics", nil), ("GET", "/healthz", nil),
            ("GET", "/readyz", nil), ("GET", "/dashboard", nil),
        ]

        private static func expectProblem(
            _ reply: HTTPReply, _ what: String, _ place: SourceLocation = #_sourceLocation
        ) {
            #expect(
                (400...499).contains(reply.status), "\(what) → \(reply.status) \(reply.text.prefix(300))",
                sourceLocation: place)
            #expect(reply["content-type"] == "application/problem+json", "\(what)", sourceLocation: place)
            let object = (try? reply.object()) ?? [:]
            #expect(
                object["status"] as? Int == reply.status, "\(what): \(reply.text.prefix(300))", sourceLocation: place)
            for key in ["type", "title", "detail", "code"] {
                #expect(
                    (object[key] as? String)?.isEmpty == false, "\(what) has no \(key): \(reply.text.prefix(300))",
                    sourceLocation: place)
            }
            #expect(reply.body.count < 4096, "\(what): a problem is short", sourceLocation: place)
        }

        private static func serving(_ body: (Server) async throws -> Void) async throws {
            try await Rig.run { rig in
                let service = try await rig.serve(["--environments", Places.environments, "--data", rig.path("data")])
                try await body(service)
                #expect(try await service.http.call("GET", "/healthz").status == 200)
                #expect(try await service.http.stats().environments.count == 3)
                try await service.stop()
            }
        }

        private static let junk: [(name: String, bytes: [UInt8])] = [
            ("nothing", []), ("half an object", Array("{".utf8)), ("text", Array("hello".utf8)),
            ("an array", Array("[]".utf8)),
            ("null", Array("null".utf8)), ("a number", Array("7".utf8)), ("a string", Array(#""{}""#.utf8)),
            ("two objects", Array("{}{}".utf8)), ("a comment", Array("{/* */}".utf8)),
            ("single quotes", Array("{'a': 1}".utf8)),
            ("NaN", Array(#"{"consumer": NaN}"#.utf8)),
            ("invalid UTF-8", Array(#"{"consumer": ""#.utf8) + [0xC3, 0x28, 0xFF] + Array(#""}"#.utf8)),
            ("a lone surrogate", Array(#"{"consumer": "\ud800"}"#.utf8)), ("zeros", [UInt8](repeating: 0, count: 1000)),
            ("UTF-16", Array("{}".utf16.flatMap { [UInt8(truncatingIfNeeded: $0), 0] })),
            ("a byte order mark", [0xEF, 0xBB, 0xBF] + Array("{".utf8)),
            ("depth 10,000", Array(String(repeating: "[", count: 10_000).utf8)),
            (
                "depth 10,000, closed",
                Array((String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)).utf8)
            ),
            (
                "objects 10,000 deep",
                Array((String(repeating: #"{"a":"#, count: 10_000) + "1" + String(repeating: "}", count: 10_000)).utf8)
            ),
            ("a huge key", Array(#"{"\#(String(repeating: "k", count: 500_000))": 1}"#.utf8)),
            ("many keys", Array(("{" + (0..<50_000).map { "\"\($0)\": 1" }.joined(separator: ",") + "}").utf8)),
        ]

        @Test func `Bodies that are no JSON object get a problem document on every call that takes one`() async throws {
            try await Self.serving { service in
                for call in Self.calls where call.body != nil {
                    for junk in Self.junk {
                        // An empty body stands for an empty object where nothing is required.
                        if junk.bytes.isEmpty, call.body == "{}" { continue }
                        let reply = try await service.http.call(
                            call.method, call.path, body: junk.bytes, headers: ["Content-Type: application/json"])
                        Self.expectProblem(reply, "\(call.method) \(call.path) with \(junk.name)")
                    }
                }
            }
        }

        @Test func `Fields of wrong types and out of range get a problem document that names them`() async throws {
            try await Self.serving { service in
                let values = [
                    "null", "true", #""x""#, "[]", "{}", "-1", "0", "1.5", "1e999", "-1e999", "1e308",
                    "9223372036854775808",
                    "-9223372036854775809", String(repeating: "9", count: 10_000), "0.0000000000000001", #""\u0000""#,
                    "\"\(String(repeating: "x", count: 10_000))\"", "[[[[]]]]", #"{"arithmetic": -1}"#, #"{"*": "x"}"#,
                ]
                // What each field would take among these; the rest must be refused.
                let fields: [(call: Int, field: String, fine: Set<String>)] = [
                    (0, "consumer", [#""x""#, #""\u0000""#]), (0, "queue", [#""x""#]), (0, "unit", []),
                    (0, "max_trajectories", []),
                    (0, "min_trajectories", []), (0, "max_tokens", []), (0, "environments", []), (0, "order", []),
                    (0, "min_policy_version", ["0"]), (0, "max_staleness", ["0"]), (0, "lease_seconds", ["1.5"]),
                    (0, "wait_seconds", ["0", "1.5", "0.0000000000000001"]), (1, "trajectory_ids", []),
                    (2, "trajectory_ids", []), (2, "delay_seconds", []),
                    (2, "discard", []), (3, "seconds", []), (5, "weight", ["0", "1.5", "0.0000000000000001"]),
                ]
                for (number, field, fine) in fields {
                    let call = Self.calls[number]
                    for value in values where !fine.contains(value) {
                        // A field given as null may count as left out, unless it is required.
                        if value == "null",
                            !["consumer", "max_trajectories", "lease_seconds", "seconds", "weight"].contains(field)
                        {
                            continue
                        }
                        var object =
                            call.body.flatMap {
                                try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
                            } ?? [:]
                        object[field] = nil
                        let rest = try JSONSerialization.data(withJSONObject: object)
                        let text = String(decoding: rest, as: UTF8.self).dropLast()
                        let body = text + (object.isEmpty ? "" : ", ") + "\"\(field)\": \(value)}"
                        let reply = try await service.http.call(call.method, call.path, json: String(body))
                        Self.expectProblem(reply, "\(call.path) \(field) = \(value.prefix(40))")
                    }
                    let twice = #"{"\#(field)": 1, "\#(field)": 1}"#
                    Self.expectProblem(
                        try await service.http.call(call.method, call.path, json: twice), "\(field) twice")
                }
                let unknown = try await service.http.call(
                    "POST", "/v1/leases", json: #"{"consumer": "me", "max_trajectoris": 1}"#)
                Self.expectProblem(unknown, "an unknown field")
                #expect(unknown.text.contains("max_trajectoris"))
            }
        }

        @Test func `Ids that nobody knows, paths and queries that mean nothing get a problem document`() async throws {
            try await Self.serving { service in
                let http = service.http
                let ids = [
                    Self.id, "x", "0", "-1", String(repeating: "a", count: 5000), "%00", "%ff%fe", "..%2f..%2fetc",
                    "%F0%9F%92%A9",
                    Self.id.uppercased(), Self.id + "0",
                    "'; DROP TABLE leases; --".replacingOccurrences(of: " ", with: "%20"),
                ]
                for id in ids {
                    for verb in ["ack", "nack", "extend"] {
                        let reply = try await http.call(
                            "POST", "/v1/leases/\(id)/\(verb)", json: verb == "extend" ? #"{"seconds": 5}"# : "{}")
                        Self.expectProblem(reply, "\(verb) \(id.prefix(40))")
                        if id == Self.id { #expect(reply.status == 404) }
                    }
                    Self.expectProblem(
                        try await http.call("POST", "/v1/dead/\(id)/requeue", json: "{}"), "requeue \(id.prefix(40))")
                    Self.expectProblem(
                        try await http.call("GET", "/v1/environments/\(id)"), "environment \(id.prefix(40))")
                    Self.expectProblem(
                        try await http.call("POST", "/v1/environments/\(id)/pause", json: "{}"),
                        "pause \(id.prefix(40))")
                }
                for query in [
                    "limit=0", "limit=-1", "limit=1001", "limit=99999999999999999999", "limit=x", "limit=1&limit=2",
                    "outcome=lost",
                    "reason=none", "outcome=accepted&reason=incorrect", "environment=NO", "environment=%00", "before=x",
                    "unknown=1",
                ] {
                    Self.expectProblem(try await http.call("GET", "/v1/rollouts?\(query)"), query)
                }
                for query in ["limit=0", "limit=x", "queue=NO", "queue=%ff", "unknown=1"] {
                    Self.expectProblem(try await http.call("GET", "/v1/dead?\(query)"), query)
                }
                for call in Self.calls {
                    for method in ["DELETE", "PUT", "TRACE", "BREW"] {
                        let reply = try await http.call(method, call.path, json: "{}")
                        Self.expectProblem(reply, "\(method) \(call.path)")
                    }
                }
                for path in [
                    "/v1", "/v1/", "/v1/nothing", "/../etc/passwd", "//v1/stats", "/v1/leases/", "/v1/leases/a/b/c",
                    "/v1/stats/x",
                ] {
                    Self.expectProblem(try await http.call("GET", path), path)
                }
            }
        }

        @Test(.tags(.slow), .unlessQuick)
        func `Bodies of 100 MB are refused without being held, measured or chunked`() async throws {
            try await Self.serving { service in
                let size = 100 << 20
                let body = [UInt8](repeating: UInt8(ascii: " "), count: size)
                for call in Self.calls where call.body != nil {
                    let reply = try await service.http.call(
                        call.method, call.path, body: body, headers: ["Content-Type: application/json"], within: 120)
                    Self.expectProblem(reply, "\(call.path) with 100 MB")
                    #expect(reply.status == 413)
                }
                let chunk =
                    Array("100000\r\n".utf8) + [UInt8](repeating: UInt8(ascii: " "), count: 1 << 20)
                    + Array("\r\n".utf8)
                let chunks = (0..<100).flatMap { _ in chunk } + Array("0\r\n\r\n".utf8)
                let reply = try await service.http.call(
                    "POST", "/v1/leases", body: chunks,
                    headers: ["Content-Type: application/json", "Transfer-Encoding: chunked"], within: 120)
                Self.expectProblem(reply, "100 MB in chunks")
                #expect(reply.status == 413)
                // Bodies where none belong are let pass unread, or refused; nothing of them is kept.
                for call in Self.calls where call.body == nil {
                    let reply = try? await service.http.call(
                        call.method, call.path, body: body, headers: ["Content-Type: application/json"], within: 120)
                    #expect(reply.map { $0.status < 500 } ?? true, "\(call.path)")
                    #expect(try await service.http.call("GET", "/healthz").status == 200, "after \(call.path)")
                }
                let memory = Memory.highWater(of: service.child.id) ?? 0
                print("bodies of 100 MB: the service held at most \(memory) MB")
                #expect(memory < 200)
            }
        }

        @Test func `What is not HTTP is refused, and connections that say nothing harm nobody`() async throws {
            try await Self.serving { service in
                for text in [
                    "hello\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\u{0}\u{1}\u{2}\r\n\r\n",
                    "GET /v1/stats HTTP/1.1\r\n\r\n",
                    "POST /v1/leases HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
                    "POST /v1/leases HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999\r\n\r\n",
                    "POST /v1/leases HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{}",
                    "POST /v1/leases HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                    "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Long: \(String(repeating: "a", count: 200_000))\r\n\r\n",
                ] {
                    Self.expectProblem(try await service.http.send(Array(text.utf8)), String(text.prefix(60)))
                }
                var silent: [Int32] = []
                defer { for file in silent { close(file) } }
                for _ in 0..<200 { silent.append(try Silent.connection(to: service.port)) }
                #expect(try await service.http.call("GET", "/healthz").status == 200)
            }
        }
    }
}

/// Connections that never say a word.
private enum Silent {
    static func connection(to port: Int) throws -> Int32 {
        let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(truncatingIfNeeded: port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let code = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard code == 0 else {
            close(file)
            throw HarnessError("cannot connect")
        }
        return file
    }
}
