import Environments
import Foundation
import Hummingbird
import JSON
import Testing

@testable import WebService

@Suite("Scoring over HTTP")
struct ScoreTests {
    private static let json = [("Content-Type", "application/json")]

    private static func shipped() async -> [any VerifierEnvironment] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return await EnvironmentCatalog.load(directories: [root.appending(path: "environments").path]).loaded
    }

    private func score(_ body: String, _ environments: [any VerifierEnvironment] = []) async throws -> RawReply {
        let server = try WebServer.scripted(environments: environments)
        return try await InProcess.respond(server.responder, "POST", "/v1/score", headers: Self.json, body: body)
    }

    private func row(_ id: Int, answer: Int, says: Int) -> String {
        #"{"id":\#(id),"task":{"answer":\#(answer)},"completion":"<answer>\#(says)</answer>","#
            + #""verify":[{"answer":{"format":"tag","equals":"$answer"}}]}"#
    }

    @Test("a thousand rows come back in their order, each with its own verdict")
    func many() async throws {
        let rows = (0..<1000).map { row($0, answer: $0, says: $0 - $0 % 3) }
        let reply = try await score("{\"rows\":[\(rows.joined(separator: ","))]}")
        #expect(reply.status == 200)
        let verdicts = try #require(try reply.json()["verdicts"]?.array)
        #expect(verdicts.count == 1000)
        for (index, verdict) in verdicts.enumerated() {
            #expect(verdict["id"]?.int == index)
            #expect(verdict["passed"]?.bool == (index % 3 == 0))
            #expect(verdict["extracted"]?.string == "\(index - index % 3)")
        }
    }

    @Test("a row that cannot be read or judged says why, and the others are judged")
    func unreadable() async throws {
        let rows = [
            row(1, answer: 2, says: 2), "7", #"{"id":"x","task":{}}"#, #"{"id":[],"task":{},"completion":""}"#,
            #"{"task":{},"completion":"a"}"#, #"{"task":{},"completion":"a","verify":[{"nothing":{}}]}"#,
            row(2, answer: 2, says: 3),
        ]
        let verdicts = try #require(
            try await score("{\"rows\":[\(rows.joined(separator: ","))]}").json()["verdicts"]?.array)
        #expect(verdicts.map { $0["passed"]?.bool } == [true, nil, nil, nil, nil, nil, false])
        #expect(verdicts.map { $0["error"] != nil } == [false, true, true, true, true, true, false])
        #expect(verdicts[2]["id"]?.string == "x")
        #expect(verdicts[4]["error"]?.string?.contains("no environment was named") == true)
    }

    @Test("an environment judges the rows that bring no verifiers, and those that do keep their own")
    func environment() async throws {
        let rows = [
            #"{"task":{"question":"1+1","answer":2},"completion":"<answer>2</answer>"}"#,
            #"{"task":{"question":"1+1","answer":2},"completion":"<answer>3</answer>"}"#, row(1, answer: 5, says: 5),
        ]
        let environments = await Self.shipped()
        let reply = try await score(
            #"{"environment":"arithmetic","rows":[\#(rows.joined(separator: ","))]}"#, environments)
        let verdicts = try #require(try reply.json()["verdicts"]?.array)
        #expect(verdicts.map { $0["passed"]?.bool } == [true, false, true])
        let unknown = try await score(#"{"environment":"nothing","rows":[]}"#, environments)
        #expect(unknown.status == 404)
    }

    @Test(
        "what is no list of rows is refused whole",
        arguments: [
            ("", "invalid_json"), ("[]", "invalid_field"), ("{}", "missing_field"), (#"{"rows":{}}"#, "invalid_field"),
            (#"{"rows":[],"rows":[]}"#, "duplicate_field"), (#"{"rows":[],"extra":1}"#, "unknown_field"),
            (#"{"rows":[],"environment":7}"#, "invalid_field"), (#"{"rows":[}"#, "invalid_json"),
        ])
    func refused(_ body: String, _ code: String) async throws {
        let reply = try await score(body)
        #expect(reply.status == 400)
        #expect(try reply.json()["code"]?.string == code, "\(body)")
    }

    @Test("no rows are no verdicts, and `environment: null` is none")
    func empty() async throws {
        #expect(try await score(#"{"rows":[],"environment":null}"#).text == #"{"verdicts":[]}"#)
    }

    @Test("a call more than may run is sent away with 503, and let in when one has left")
    func gate() async throws {
        let gate = CallGate(most: 2)
        #expect(gate.enter() && gate.enter() && !gate.enter())
        let route = Route(.post, "/busy", .score, bodyLimit: 10, gate: gate) { _ in Response(status: .ok) }
        let responder = WebResponder([route], settings: WebServiceSettings(), logger: LogLines().logger)
        let busy = try await InProcess.respond(responder, "POST", "/busy", headers: Self.json)
        #expect(busy.status == 503 && busy.headers.contains { $0 == ("retry-after", "1") })
        #expect(try busy.json()["code"]?.string == "busy")
        gate.leave()
        for _ in 0..<3 {
            // Refusals leave the gate as well.
            let large = String(repeating: "1", count: 11)
            let refused = try await InProcess.respond(responder, "POST", "/busy", headers: Self.json, body: large)
            #expect(refused.status == 413)
            #expect(try await InProcess.respond(responder, "POST", "/busy", headers: Self.json).status == 200)
        }
    }
}
