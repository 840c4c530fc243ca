import Foundation
import HTTPTypes
import JSON
import Testing

@testable import WebService

@Suite("The page of the API")
struct ReadmeTests {
    /// One example: a request and what comes back.
    private struct Example {
        var method = ""
        var path = ""
        var body: String?
        var status = 0
        var reply = ""
    }

    private static func examples() throws -> [Example] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "Sources/WebService/README.md"), encoding: .utf8)
        return text.split(separator: "```http\n").dropFirst().map { block in
            let parts = (block.firstRange(of: "\n```").map { block[..<$0.lowerBound] } ?? block).split(
                separator: "\n\n")
            let request = parts[0].split(separator: "\n", maxSplits: 1)
            let reply = parts[1].split(separator: "\n", maxSplits: 1)
            let line = request[0].split(separator: " ")
            return Example(
                method: String(line[0]), path: String(line[1]), body: request.count == 2 ? String(request[1]) : nil,
                status: Int(reply[0]) ?? 0, reply: String(reply[1]))
        }
    }

    @Test("every example gets the status and the fields that the page shows")
    func everyExample() async throws {
        let examples = try Self.examples()
        #expect(examples.count >= 15)
        try await RunningServer.run { server in
            try await server.put(4)
            var lease = ""
            var trajectory = ""
            let description = try await Description.served(by: server.client)
            for example in examples {
                func filled(_ text: String) -> String {
                    text.replacing("{lease}", with: lease).replacing("{trajectory}", with: trajectory)
                }
                let reply = try await server.client.call(
                    example.method, filled(example.path), body: example.body.map(filled))
                #expect(reply.status == example.status, "\(example.method) \(example.path): \(reply.text)")
                try await Self.check(example, reply, against: description, server.client)
                let shown = try #require(try JSONReader().read(example.reply).object, "\(example.path)")
                let real = try #require(try reply.json().object, "\(example.path)")
                for member in shown.members {
                    let value = real[member.key]
                    #expect(value?.kind == member.value.kind, "\(example.path): \(member.key)")
                    if [
                        "code", "field", "type", "title", "status", "state", "acked", "extended", "remaining", "weight",
                    ].contains(member.key) {
                        #expect(value == member.value, "\(example.path): \(member.key)")
                    }
                }
                if let id = real["lease_id"]?.string {
                    lease = id
                    trajectory = real["trajectories"]?.array?.first?["id"]?.string ?? ""
                }
            }
        }
    }

    @Test("every route is on the page")
    func everyRoute() throws {
        let documented = try Self.examples().map { "\($0.method) \($0.path.prefix { $0 != "?" })" }
        let spoken = ["GET /metrics", "GET /healthz", "GET /", "GET /problems/{code}", "GET /dashboard"]
        let table = RouteTable(try WebServer.scripted().routes)
        for route in table.routes where !spoken.contains("\(route.method.rawValue) \(route.path)") {
            let shown = documented.contains { text in
                let parts = text.split(separator: " ", maxSplits: 1)
                let pieces = parts[1].split(separator: "/").map(String.init)
                return parts[0] == route.method.rawValue && route.match(pieces) != nil
            }
            #expect(shown, "\(route.method.rawValue) \(route.path)")
        }
    }

    /// The description knows the example, and its reply is what it says; the service's own verifier judges that.
    private static func check(
        _ example: Example, _ reply: RawReply, against description: Description, _ client: RawClient
    ) async throws {
        let name = "\(example.method) \(example.path)"
        let operation = try #require(description.operation(example.method, example.path), "\(name)")
        if let body = example.body {
            let sent = try #require(try JSONReader().read(body).object)
            let fields = try #require(description.body(operation)?["properties"])
            #expect(sent.keys.allSatisfy { fields[$0] != nil }, "\(name)")
        }
        let content = try #require(description.content(operation, status: reply.status), "\(name)")
        let type = try #require(reply["content-type"])
        let schema = try #require(content[type]?["schema"], "\(name) \(reply.status) \(type)")
        let row: JSONValue = [
            "task": JSONValue.object(JSONObject()), "completion": .string(reply.text),
            "verify": [["json_schema": ["schema": description.strict(schema)]]],
        ]
        let judged = try await client.call("POST", "/v1/score", body: (["rows": [row]] as JSONValue).text).json()
        let verdict = judged["verdicts"]?.array?.first
        #expect(verdict?["passed"]?.bool == true, "\(name): \(verdict?.text ?? "no verdict")")
    }
}
