import Foundation
import Testing

extension EndToEnd {
    @Suite struct Tokens {
        private struct Made: Decodable {
            let token, name, role, sha256: String
        }

        @Test func `An address that others reach is refused without tokens`() async throws {
            try await Rig.run { rig in
                for host in ["0.0.0.0", "::"] {
                    let result = try await rig.winnow(
                        "serve", "--host", host, "--port", "0", "--environments", Places.environments, "--data",
                        rig.path("data"))
                    #expect(result.end == .exited(2))
                    #expect(result.errors.contains("tokens"), "\(result.errors)")
                }
            }
        }

        @Test func `What the command prints admits in a configuration, each role to what is its own`() async throws {
            try await Rig.run { rig in
                var tokens: [String: String] = [:]
                var lines = ""
                for role in ["trainer", "environment", "operator", "viewer"] {
                    let made = try await rig.winnow("token", "--name", "my \(role)", "--role", role, "--json")
                    #expect(made.end == .exited(0))
                    let token = try JSONDecoder().decode(Made.self, from: Data(made.output.utf8))
                    tokens[role] = token.token
                    lines += "  - {name: \"\(token.name)\", role: \(token.role), sha256: \(token.sha256)}\n"
                }
                // The plain output is meant to be pasted as it is.
                let plain = try await rig.winnow("token", "--name", "pasted", "--role", "viewer")
                let printed = plain.output.split(separator: "\n")
                lines +=
                    "  " + (printed.first { $0.contains("sha256") }?.trimmingCharacters(in: .whitespaces) ?? "") + "\n"
                let pasted = printed.first { $0.hasPrefix("token: ") }?.dropFirst(7) ?? ""
                let file = try rig.write("host: 0.0.0.0\ntokens:\n" + lines, to: "service.yaml")
                let service = try await rig.serve(
                    ["--config", file, "--environments", Places.environments, "--data", rig.path("data")])

                let lease = #"{"consumer": "me", "max_trajectories": 1, "lease_seconds": 5}"#
                let calls: [(method: String, path: String, body: String?, roles: Set<String>, status: Int)] = [
                    ("POST", "/v1/leases", lease, ["trainer", "operator"], 204),
                    ("GET", "/v1/stats", nil, ["trainer", "environment", "operator", "viewer"], 200),
                    ("GET", "/v1/rollouts", nil, ["operator", "viewer"], 200),
                    ("POST", "/v1/environments/arithmetic/pause", "{}", ["operator"], 200),
                    ("PATCH", "/v1/environments/arithmetic", #"{"weight": 2}"#, ["operator"], 200),
                    ("GET", "/dashboard", nil, ["trainer", "environment", "operator", "viewer"], 200),
                ]
                for call in calls {
                    for (role, token) in tokens {
                        let reply = try await service.http.call(
                            call.method, call.path, json: call.body, headers: ["Authorization: Bearer \(token)"])
                        #expect(
                            reply.status == (call.roles.contains(role) ? call.status : 403),
                            "\(role) \(call.method) \(call.path) → \(reply.status)")
                    }
                    for header in ["Authorization: Bearer wn_wrong", "X-Nothing: here"] {
                        let reply = try await service.http.call(
                            call.method, call.path, json: call.body, headers: [header])
                        #expect(reply.status == 401 && reply["www-authenticate"] != nil)
                    }
                    let basic = Data("anybody:\(tokens["operator"] ?? "")".utf8).base64EncodedString()
                    let reply = try await service.http.call(
                        call.method, call.path, json: call.body, headers: ["Authorization: Basic \(basic)"])
                    #expect(reply.status == call.status)
                }
                #expect(
                    try await service.http.call("GET", "/v1/stats", headers: ["Authorization: Bearer \(pasted)"]).status
                        == 200)
                #expect(try await service.http.call("GET", "/healthz").status == 200)
                try await service.stop()
                for token in tokens.values {
                    #expect(!service.child.errorText.contains(token) && !service.child.outputText.contains(token))
                }
            }
        }

        @Test func `An API key stands in no log, page or error`() async throws {
            try await Rig.run { rig in
                let key = "sk-\(UUID().uuidString)"
                let server = try await rig.start(
                    [Places.python, Places.script("hostile_endpoint.py"), "--port-file", rig.path("h.port")],
                    name: "endpoint")
                let port = try await rig.port(of: server, in: rig.path("h.port"))
                // It answers 401 with the key in the body, as some providers do.
                let service = try await rig.serve(
                    [
                        "--environments", Places.environments, "--endpoint", "http://127.0.0.1:\(port)/echo_key/v1",
                        "--model", "m",
                        "--api-key-variable", "MY_KEY", "--data", rig.path("data"),
                    ], variables: ["MY_KEY": key])
                try await eventually("rollouts failed") {
                    try await service.http.stats().environments.contains { $0.failed > 0 }
                }
                var texts: [String] = []
                for path in ["/v1/stats", "/v1/rollouts", "/v1/environments", "/metrics", "/dashboard"] {
                    texts.append(try await service.http.call("GET", path).text)
                }
                #expect(texts[1].contains("endpoint_status"))
                try await service.stop()
                texts += [service.child.errorText, service.child.outputText]
                #expect(
                    try await HTTPCaller(port: port).call("GET", "/keys").text.contains(key), "the endpoint did get it")
                for text in texts { #expect(!text.contains(key)) }
            }
        }
    }
}
