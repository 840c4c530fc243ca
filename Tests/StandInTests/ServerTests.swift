import Foundation
import JSON
import Logging
import Testing

@testable import StandIn

/// The server over real sockets, each on a free port.
@Suite struct ServerTests {
    let sums = SumEnvironment()

    /// Runs a stand-in for the length of a body, and waits for its end.
    private func serving(
        _ settings: StandInSettings = StandInSettings(), _ body: @Sendable (Int) async throws -> Void
    ) async throws {
        var settings = settings
        settings.port = 0
        let (ports, report) = AsyncStream.makeStream(of: Int.self)
        var logger = Logger(label: "standin")
        logger.logLevel = .error
        let server = try StandInServer(settings, environments: [sums], logger: logger) { report.yield($0) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await server.run()
                report.finish()
            }
            guard let port = await ports.first(where: { _ in true }) else { return }
            try await body(port)
            group.cancelAll()
        }
    }

    private func post(_ body: [UInt8], close: Bool = true) -> [UInt8] {
        let head = "POST /v1/chat/completions?x=1 HTTP/1.1\r\nhost: x\r\ncontent-length: \(body.count)\r\n"
        return Array((head + (close ? "connection: close\r\n" : "") + "\r\n").utf8) + body
    }

    @Test func `A reply is whole, with its length, and the connection ends where the client says so`() async throws {
        try await serving { port in
            let reply = try HTTPText(RawConnection(port: port).exchange(post(sums.chat(2))))
            #expect(reply.status == 200)
            #expect(reply.headers["content-type"] == "application/json")
            #expect(reply.headers["content-length"] == String(reply.body.count))
            #expect(StandInReply.json(reply.body).text() == "<answer>4</answer>")
        }
    }

    @Test func `One connection serves request after request, those sent ahead included`() async throws {
        try await serving { port in
            let both = post(sums.chat(2), close: false) + post(sums.chat(3))
            let bytes = try RawConnection(port: port).exchange(both)
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(text.components(separatedBy: "HTTP/1.1 200").count == 3)
            #expect(text.contains("<answer>4") && text.contains("<answer>6"))
        }
    }

    @Test func `A request sent ahead of a reply that is held back ends the connection, unanswered`() async throws {
        var settings = StandInSettings()
        settings.latency = .fixed(.seconds(600))
        try await serving(settings) { port in
            let both = post(sums.chat(2), close: false) + post(sums.chat(3), close: false)
            let bytes = try RawConnection(port: port).exchange(both)
            #expect(bytes.isEmpty)
        }
    }

    @Test func `A 429 says when to come again`() async throws {
        var settings = StandInSettings()
        settings.faults.tooManyRequests = 1
        try await serving(settings) { port in
            let reply = try HTTPText(RawConnection(port: port).exchange(post(sums.chat(2))))
            #expect(reply.status == 429)
            #expect(reply.headers["retry-after"] == "1")
        }
    }

    @Test func `A reply that is cut off ends before its length`() async throws {
        var settings = StandInSettings()
        settings.faults.cutOff = 1
        try await serving(settings) { port in
            let reply = try HTTPText(RawConnection(port: port).exchange(post(sums.chat(2), close: false)))
            #expect(reply.status == 200)
            #expect(reply.body.count < Int(reply.headers["content-length"] ?? "") ?? 0)
        }
    }

    @Test func `A request that hangs gets not one byte until its limit closes it`() async throws {
        var settings = StandInSettings()
        settings.faults.hang = 1
        settings.hangLimit = .milliseconds(100)
        try await serving(settings) { port in
            let clock = ContinuousClock()
            let start = clock.now
            let bytes = try RawConnection(port: port).exchange(post(sums.chat(2), close: false))
            #expect(bytes.isEmpty)
            #expect(clock.now - start >= .milliseconds(100))
        }
    }

    @Test func `A reply comes no earlier than its latency`() async throws {
        var settings = StandInSettings()
        settings.latency = .fixed(.milliseconds(80))
        try await serving(settings) { port in
            let clock = ContinuousClock()
            let start = clock.now
            let reply = try HTTPText(RawConnection(port: port).exchange(post(sums.chat(2))))
            #expect(reply.status == 200)
            #expect(clock.now - start >= .milliseconds(80))
        }
    }

    @Test func `What is not HTTP is a 400, and the server goes on`() async throws {
        try await serving { port in
            let refusal = try HTTPText(RawConnection(port: port).exchange(Array("\u{1}nonsense\r\n\r\n".utf8)))
            #expect(refusal.status == 400)
            let reply = try HTTPText(RawConnection(port: port).exchange(post(sums.chat(2))))
            #expect(reply.status == 200)
        }
    }

    @Test func `A body that is too large is a 413`() async throws {
        try await serving { port in
            let body = [UInt8](repeating: UInt8(ascii: "x"), count: StandInEngine.largestBody + 1)
            let reply = try HTTPText(RawConnection(port: port).exchange(post(body)))
            #expect(reply.status == 413)
        }
    }

    @Test func `Told to stop, it drops what hangs and ends, and its port is free`() async throws {
        var settings = StandInSettings()
        settings.faults.hang = 1
        settings.hangLimit = .seconds(600)
        try await serving(settings) { port in
            let connection = try RawConnection(port: port)
            try connection.send(post(sums.chat(2), close: false))
        }
    }

    @Test func `The journal tells of every choice and every fault, in place before the reply is read`() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("standin-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var settings = StandInSettings()
        settings.passRate = 0.5
        settings.faults.serverError = 0.3
        let path = folder.appendingPathComponent("journal.jsonl").path
        settings.journal = path
        try await serving(settings) { port in
            var expected: [(status: Int, texts: [String])] = []
            for number in 0..<40 {
                let reply = try HTTPText(RawConnection(port: port).exchange(post(sums.chat(number, ["n": 3]))))
                let choices = StandInReply.json(reply.body).json["choices"]?.array ?? []
                expected.append((reply.status, choices.compactMap { $0["message"]?["content"]?.string }))
                let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
                    .map { try JSONReader().read(String($0)) }
                let mine = lines.filter { $0["sequence"]?.int == number }
                #expect(mine.allSatisfy { $0["status"]?.int == reply.status && $0["asked"]?.int == 3 })
                #expect(mine.allSatisfy { $0["task_id"]?.string == "sums-\(number)" })
                #expect(mine.allSatisfy { $0["environment"]?.string == "sums" })
                guard reply.status == 200 else {
                    #expect(mine.count == 1 && mine[0]["fault"]?.string == "500" && mine[0]["choice"]?.isNull == true)
                    continue
                }
                let right = "<answer>\(2 * number)</answer>"
                #expect(mine.map { $0["choice"]?.int } == [0, 1, 2])
                let kinds = expected[number].texts.map { $0 == right ? "right" : "spoilt" }
                #expect(mine.map { $0["answer"]?.string } == kinds)
            }
            #expect(Set(expected.map(\.status)) == [200, 500])
        }
    }
}
