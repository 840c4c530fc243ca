import Foundation
import HTTPClient
import JSON
import Logging
import Rollouts
import Synchronization
import Testing

@testable import Inference

/// A log handler that keeps what it is told.
private final class Logbook: Sendable {
    private let lines = Mutex<[String]>([])
    var text: [String] { lines.withLock { $0 } }

    var logger: Logger { Logger(label: "test") { _ in Handler(book: self) } }

    private struct Handler: LogHandler {
        let book: Logbook
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }
        func log(event: LogEvent) {
            book.lines.withLock { $0.append("\(event.level) \(event.message) \(event.metadata ?? [:])") }
        }
    }
}

@Suite struct `Sampling through the pool` {
    private let logbook = Logbook()
    private let time = VirtualTime()

    private func settings(_ endpoint: ScriptedEndpoint, name: String = "a") -> EndpointSettings {
        var settings = EndpointSettings(name: name, url: endpoint.url)
        settings.model = "m"
        return settings
    }

    private func pool(_ endpoints: [EndpointSettings], isVirtual: Bool = true, settings: PoolSettings = PoolSettings())
        throws
        -> EndpointPool
    {
        try EndpointPool(
            endpoints: endpoints, settings: settings, logger: logbook.logger,
            time: isVirtual ? time.poolTime : .system, random: SplitMix(1))
    }

    private func request(_ count: Int = 1, seed: Int? = nil) -> SampleRequest {
        SampleRequest(messages: [Message(role: "user", content: "q")], count: count, seed: seed)
    }

    /// How many choices a call's body asks for.
    private static func asked(_ call: ScriptedEndpoint.Call) -> Int {
        call.body.split(separator: "\"n\":").last?.prefix { $0.isNumber }.description.flatMapInt ?? 0
    }

    private static func seed(_ call: ScriptedEndpoint.Call) -> Int? {
        call.body.split(separator: "\"seed\":").last?.prefix { $0.isNumber }.description.flatMapInt
    }

    private func answering(_ call: ScriptedEndpoint.Call) -> ScriptedEndpoint.Reply {
        .json(200, chatReply((0..<Self.asked(call)).map { "t\($0)" }))
    }

    @Test func `what was asked comes, with its record`() async throws {
        let server = try ScriptedEndpoint { .json(200, chatReply((0..<Self.asked($0)).map { "t\($0)" })) }
        defer { server.stop() }
        let pool = try pool([settings(server)])
        let outcome = await pool.sample(request(8))
        #expect(outcome.choices.map { $0.messages[0].content } == (0..<8).map { "t\($0)" })
        #expect(outcome.missing == 0 && outcome.failure == nil)
        #expect(outcome.record.endpoint == "a" && outcome.record.attempts == 1 && outcome.record.status == 200)
        #expect(server.samples.count == 1)
        let shown = pool.snapshot()[0]
        #expect(shown.inUse == 0 && shown.attempts == 1 && shown.choices == 8 && shown.tokens == 80)
        #expect(shown.health == .up && shown.lastError == nil && shown.model == "m")
        await pool.close()
    }

    @Test(arguments: [408, 429, 500, 503, 599])
    func `a status that is worth it is tried again and counted, until it answers`(status: Int) async throws {
        let server = try ScriptedEndpoint {
            $0.number < 3 ? .json(status, "{}", headers: "Retry-After: 2\r\n") : .json(200, chatReply(["x"]))
        }
        defer { server.stop() }
        let pool = try pool([settings(server)])
        let outcome = await pool.sample(request())
        #expect(outcome.choices.count == 1)
        #expect(outcome.record.attempts == 4)
        #expect(outcome.record.status == 200)
        #expect(server.samples.count == 4)
        #expect(time.sleeps.count == 3 && time.sleeps.allSatisfy { $0 >= .seconds(2) })
        #expect(outcome.record.waited >= .seconds(6))
        let shown = pool.snapshot()[0]
        #expect(shown.retries.values.reduce(0, +) == 3 && shown.attempts == 4)
        #expect(shown.lastError == "status_\(status)")
        await pool.close()
    }

    @Test func `attempts are bounded, and the last status is the reason`() async throws {
        let server = try ScriptedEndpoint { _ in .json(500, #"{"error":{"message":"overloaded"}}"#) }
        defer { server.stop() }
        let pool = try pool([settings(server)])
        let outcome = await pool.sample(request(3))
        #expect(outcome.choices.isEmpty && outcome.missing == 3)
        #expect(outcome.failure == .init(reason: .endpointStatus, detail: "status 500: overloaded"))
        #expect(outcome.record.attempts == 5 && server.samples.count == 5)
        await pool.close()
    }

    @Test(arguments: [
        (400, "{}", OutcomeReason.endpointStatus), (401, "{}", .endpointStatus), (404, "{}", .endpointStatus),
        (302, "", .endpointStatus), (400, #"{"message":"maximum context length is 5"}"#, .promptTooLong),
        (400, #"{"error":{"code":"content_filter"}}"#, .contentFilter), (200, "{}", .endpointMalformed),
        (200, "<html>", .endpointMalformed), (200, #"{"choices":[]}"#, .endpointMalformed),
    ])
    func `what trying again does not mend is not tried again`(status: Int, body: String, reason: OutcomeReason)
        async throws
    {
        let server = try ScriptedEndpoint { _ in .json(status, body) }
        defer { server.stop() }
        let pool = try pool([settings(server)])
        let outcome = await pool.sample(request())
        #expect(outcome.failure?.reason == reason)
        #expect(outcome.missing == 1 && server.samples.count == 1)
        #expect(outcome.record.status == status)
        #expect(pool.snapshot()[0].inUse == 0)
        await pool.close()
    }

    @Test func `a reply that is cut off is malformed, one that never began is tried again`() async throws {
        let cut = try ScriptedEndpoint { _ in .raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"choices\":") }
        let none = try ScriptedEndpoint { $0.number == 0 ? .hangUp : .json(200, chatReply(["x"])) }
        defer {
            cut.stop()
            none.stop()
        }
        let pools = [try pool([settings(cut)]), try pool([settings(none)])]
        let outcome = await pools[0].sample(request())
        #expect(outcome.failure?.reason == .endpointMalformed)
        #expect(cut.samples.count == 1 && outcome.record.attempts == 1)
        let second = await pools[1].sample(request())
        #expect(second.choices.count == 1 && second.record.attempts == 2)
        #expect(pools[1].snapshot()[0].retries == [.connection: 1])
        for pool in pools { await pool.close() }
    }

    @Test func `an endpoint that hangs is endpoint_timeout after the deadline, and not asked again`() async throws {
        let server = try ScriptedEndpoint { _ in .silence }
        defer { server.stop() }
        var settings = settings(server)
        settings.baseDeadline = .milliseconds(100)
        settings.deadlinePerToken = .zero
        let pool = try pool([settings])
        let outcome = await pool.sample(request())
        #expect(outcome.failure?.reason == .endpointTimeout)
        #expect(server.samples.count == 1)
        await pool.close()
    }

    @Test func `fewer choices than asked: the missing ones are asked for, then one at a time, and it is said once`()
        async throws
    {
        let server = try ScriptedEndpoint { .json(200, chatReply(["s\(Self.seed($0) ?? -1)"])) }
        defer { server.stop() }
        let pool = try pool([settings(server)])
        let outcome = await pool.sample(request(4, seed: 100))
        #expect(outcome.choices.map { $0.messages[0].content } == ["s100", "s101", "s102", "s103"])
        #expect(outcome.missing == 0 && outcome.record.attempts == 4)
        #expect(server.samples.map(Self.asked) == [4, 1, 1, 1])
        #expect(pool.snapshot()[0].isAskedSingly)
        let next = await pool.sample(request(3))
        #expect(next.choices.count == 3 && next.record.attempts == 3)
        #expect(server.samples.dropFirst(4).allSatisfy { Self.asked($0) == 1 })
        #expect(logbook.text.count { $0.contains("one at a time") } == 1)
        await pool.close()
    }

    @Test func `of many single calls, only those that failed are made again, each with its own seed`() async throws {
        let hasFailed = Mutex<Set<Int>>([])
        let server = try ScriptedEndpoint { call in
            let seed = Self.seed(call) ?? -1
            if Self.asked(call) == 1, seed % 3 == 0, hasFailed.withLock({ $0.insert(seed).inserted }) {
                return .json(500, "{}")
            }
            return .json(200, chatReply(["s\(seed)"]))
        }
        defer { server.stop() }
        let pool = try pool([settings(server)])
        _ = await pool.sample(request(2))
        let outcome = await pool.sample(request(8, seed: 10))
        #expect(outcome.choices.map { $0.messages[0].content } == (10..<18).map { "s\($0)" })
        // 12 and 15 failed once.
        #expect(outcome.record.attempts == 10)
        await pool.close()
    }

    @Test func `a part that came is kept when the rest fails for good`() async throws {
        let server = try ScriptedEndpoint { $0.number == 0 ? .json(200, chatReply(["x"])) : .json(400, "{}") }
        defer { server.stop() }
        let pool = try pool([settings(server)])
        let outcome = await pool.sample(request(3))
        #expect(outcome.choices.count == 1 && outcome.missing == 2)
        #expect(outcome.failure?.reason == .endpointStatus)
        await pool.close()
    }

    @Test func `parameters that an endpoint refuses are left out at once and from then on, and it is said once`()
        async throws
    {
        let server = try ScriptedEndpoint {
            $0.body.contains("top_k")
                ? .json(400, #"{"error":{"message":"Unrecognized request argument supplied: top_k"}}"#)
                : .json(200, chatReply(["x"]))
        }
        defer { server.stop() }
        let pool = try pool([settings(server)])
        let outcome = await pool.sample(request())
        #expect(outcome.choices.count == 1 && outcome.record.attempts == 2)
        #expect(time.sleeps.isEmpty)
        #expect(await pool.sample(request()).record.attempts == 1)
        #expect(logbook.text.count { $0.contains("refuses top_k") } == 1)
        await pool.close()
    }

    @Test func `skip_special_tokens that an endpoint refuses is left out, and only that, and it is said once`()
        async throws
    {
        let server = try ScriptedEndpoint {
            $0.body.contains("skip_special_tokens")
                ? .json(400, #"{"error":{"message":"skip_special_tokens: Extra inputs are not permitted"}}"#)
                : .json(200, chatReply(["x"]))
        }
        defer { server.stop() }
        let pool = try pool([settings(server)])
        #expect(await pool.sample(request()).record.attempts == 1, "without tools it is not sent")
        var request = request()
        request.tools = [["type": "function", "function": ["name": "f"]]]
        let outcome = await pool.sample(request)
        #expect(outcome.choices.count == 1 && outcome.record.attempts == 2 && time.sleeps.isEmpty)
        #expect(await pool.sample(request).record.attempts == 1)
        #expect(logbook.text.count { $0.contains("refuses skip_special_tokens") } == 1)
        #expect(server.samples.last?.body.contains("top_k") == true)
        #expect(server.samples.last?.body.contains(#""tool_choice":"auto""#) == true)
        await pool.close()
    }

    @Test func `an endpoint without a tool parser is asked once, and the failure names its flags`() async throws {
        let server = try ScriptedEndpoint { _ in
            .json(500, #"{"error":{"message":"tools param requires --jinja flag"}}"#)
        }
        defer { server.stop() }
        let pool = try pool([settings(server, name: "llama")])
        var request = request(2)
        request.tools = [["type": "function", "function": ["name": "f"]]]
        let outcome = await pool.sample(request)
        #expect(outcome.missing == 2 && outcome.failure?.reason == .endpointStatus && server.samples.count == 1)
        #expect(outcome.failure?.obstacle?.cause.contains("llama") == true)
        #expect(outcome.failure?.obstacle?.remedy.contains("--jinja") == true)
        await pool.close()
    }

    @Test func `a text endpoint is not asked for tools, and it is said what to write`() async throws {
        let server = try ScriptedEndpoint { _ in .json(200, #"{"choices":[{"text":"x"}]}"#) }
        defer { server.stop() }
        var settings = settings(server)
        settings.dialect = .text
        let pool = try pool([settings])
        let tool: JSONValue = ["type": "function", "function": ["name": "f"]]
        let outcome = await pool.sample(SampleRequest(messages: [], transcript: "q", tools: [tool]))
        #expect(outcome.failure?.obstacle?.remedy.contains("tools_as: hermes") == true && server.samples.isEmpty)
        await pool.close()
    }

    @Test func `the model's name is asked for once, whatever the number of callers`() async throws {
        let server = try ScriptedEndpoint {
            $0.path.hasSuffix("/models") ? .json(200, #"{"data":[{"id":"the-model"}]}"#) : .json(200, chatReply(["x"]))
        }
        defer { server.stop() }
        var settings = settings(server)
        settings.model = nil
        let pool = try pool([settings])
        await withTaskGroup(of: Int.self) { group in
            for _ in 0..<20 { group.addTask { await pool.sample(request()).choices.count } }
            for await count in group { #expect(count == 1) }
        }
        #expect(server.calls.count { $0.path.hasSuffix("/models") } == 1)
        #expect(server.samples.count == 20 && server.samples.allSatisfy { $0.body.contains(#""model":"the-model""#) })
        await pool.close()
    }

    @Test func `an endpoint without a list of models is asked without a name`() async throws {
        let server = try ScriptedEndpoint {
            $0.path.hasSuffix("/models") ? .json(404, "") : .json(200, chatReply(["x"]))
        }
        defer { server.stop() }
        var settings = settings(server)
        settings.model = nil
        let pool = try pool([settings])
        #expect(await pool.sample(request()).choices.count == 1)
        #expect(server.samples.allSatisfy { !$0.body.contains(#""model""#) })
        await pool.close()
    }

    @Test func `when one endpoint fails another is asked, and the dead one is left alone and said to be so`()
        async throws
    {
        let gone = try ScriptedEndpoint { _ in .hangUp }
        gone.stop()
        let server = try ScriptedEndpoint { _ in .json(200, chatReply(["x"])) }
        defer { server.stop() }
        let pool = try pool([settings(gone, name: "gone"), settings(server, name: "here")])
        for _ in 0..<20 {
            let outcome = await pool.sample(request())
            #expect(outcome.choices.count == 1)
            #expect(outcome.record.endpoint == "here")
        }
        let shown = pool.snapshot()
        #expect(shown[0].health == .down && shown[0].lastError == "connect_refused")
        #expect(shown[0].attempts < 10)
        #expect(shown[1].health == .up)
        #expect(logbook.text.count { $0.contains("cannot be reached") } == 1)
        await pool.close()
    }

    @Test func `nobody there at all is endpoint_refused`() async throws {
        let gone = try ScriptedEndpoint { _ in .hangUp }
        gone.stop()
        let pool = try pool([settings(gone)])
        let outcome = await pool.sample(request(2))
        #expect(outcome.failure?.reason == .endpointRefused && outcome.missing == 2)
        #expect(outcome.record.attempts == 5)
        let other = await pool.sample(SampleRequest(messages: [], role: "judge"))
        #expect(other.failure?.reason == .endpointRefused && other.record.attempts == 0)
        await pool.close()
    }

    @Test func `the key is sent, and appears in no failure, log or snapshot`() async throws {
        let key = "sk-hunter2hunter2"
        let server = try ScriptedEndpoint { call in
            call.head.contains("Authorization: Bearer \(key)\r\n")
                || call.head.hasSuffix("Authorization: Bearer \(key)")
                ? .json(call.number == 0 ? 401 : 400, #"{"error":{"message":"Incorrect API key: \#(key)"}}"#)
                : .json(200, chatReply(["x"]))
        }
        defer { server.stop() }
        var settings = settings(server)
        settings.apiKey = Secret(key)
        settings.apiKeyVariable = "MY_KEY"
        let pool = try pool([settings])
        let refused = await pool.sample(request())
        #expect(refused.failure?.detail.contains("MY_KEY") == true)
        let echoed = await pool.sample(request())
        #expect(echoed.failure?.detail.contains("redacted") == true)
        for text in ["\(refused)", "\(echoed)", "\(pool.snapshot())"] + logbook.text {
            #expect(!text.contains("hunter2"))
        }
        await pool.close()
    }

    @Test func `a password in the address is sent, and appears in no failure, log or snapshot`() async throws {
        let basic = Data("me:hunter2/hunter2".utf8).base64EncodedString()
        let server = try ScriptedEndpoint { call in
            let isSent = call.head.contains("Authorization: Basic \(basic)")
            let echo = "not for \(basic), hunter2/hunter2 or hunter2%2Fhunter2"
            return .json(400, #"{"error":{"message":"\#(isSent ? echo : "nothing was sent")"}}"#)
        }
        defer { server.stop() }
        var settings = settings(server)
        settings.url = settings.url.replacing("http://", with: "http://me:hunter2%2Fhunter2@")
        let pool = try pool([settings])
        let echoed = await pool.sample(request())
        #expect(echoed.failure?.detail.contains("not for redacted, redacted or redacted") == true)
        for text in ["\(echoed)", "\(pool.snapshot())"] + logbook.text {
            #expect(!text.contains("hunter2") && !text.contains(basic))
        }
        await pool.close()
    }

    @Test func `no more sequences are asked at once than the bound, eight in a request counting as eight`() async throws
    {
        let server = try ScriptedEndpoint { .json(200, chatReply((0..<Self.asked($0)).map { "t\($0)" })) }
        defer { server.stop() }
        var settings = settings(server)
        settings.maxConcurrency = 16
        settings.startConcurrency = 16
        let pool = try pool([settings])
        await withTaskGroup(of: Int.self) { group in
            for _ in 0..<60 { group.addTask { await pool.sample(request(8)).choices.count } }
            for await count in group { #expect(count == 8) }
        }
        #expect(server.mostRunning <= 2)
        #expect(pool.snapshot()[0].inUse == 0 && pool.snapshot()[0].waiting == 0)
        await pool.close()
    }

    @Test func `a cancelled task ends its wait and its call at once, and what is missing is aborted`() async throws {
        let arrived = AsyncStream<Void>.makeStream()
        let server = try ScriptedEndpoint { _ in
            arrived.continuation.yield()
            return .silence
        }
        defer { server.stop() }
        var settings = settings(server)
        settings.maxConcurrency = 1
        let pool = try pool([settings], isVirtual: false)
        let calling = Task { await pool.sample(request()) }
        for await _ in arrived.stream { break }
        let waiting = Task { await pool.sample(request(2)) }
        while pool.snapshot()[0].waiting == 0 { await Task.yield() }
        waiting.cancel()
        let waited = await waiting.value
        #expect(waited.failure?.reason == .aborted && waited.missing == 2 && waited.record.attempts == 0)
        calling.cancel()
        let called = await calling.value
        #expect(called.failure?.reason == .aborted && called.record.attempts == 1)
        #expect(pool.snapshot()[0].inUse == 0)
        await pool.close()
    }

    @Test func `a wait for room has an end, later than those before may take`() async throws {
        let server = try ScriptedEndpoint { _ in .silence }
        defer { server.stop() }
        var endpoint = settings(server)
        endpoint.maxConcurrency = 1
        endpoint.baseDeadline = .seconds(500)
        var settings = PoolSettings()
        settings.tick = .seconds(5)
        settings.patience = .seconds(20)
        let pool = try pool([endpoint], settings: settings)
        let calling = Task { await pool.sample(request()) }
        while pool.snapshot()[0].inUse == 0 { await Task.yield() }
        let background = Task { await pool.run() }
        let outcome = await pool.sample(request())
        #expect(outcome.record.waited >= .seconds(1000))
        #expect(outcome.failure?.reason == .endpointTimeout && outcome.record.attempts == 0)
        background.cancel()
        await background.value
        calling.cancel()
        _ = await calling.value
        await pool.close()
    }

    @Test func `a pause that the server asked for ends by itself`() async throws {
        let server = try ScriptedEndpoint {
            $0.number == 0 ? .json(429, "{}", headers: "Retry-After: 1\r\n") : .json(200, chatReply(["x"]))
        }
        defer { server.stop() }
        var settings = PoolSettings()
        settings.tick = .milliseconds(10)
        settings.retry.maxAttempts = 1
        let pool = try pool([self.settings(server)], isVirtual: false, settings: settings)
        let background = Task { await pool.run() }
        // Not tried again itself, so that nobody but the clock can end the pause.
        #expect(await pool.sample(request()).failure?.reason == .endpointStatus)
        #expect(pool.snapshot()[0].health == .paused)
        let start = ContinuousClock.now
        #expect(await pool.sample(request()).choices.count == 1)
        #expect(ContinuousClock.now - start > .milliseconds(500))
        background.cancel()
        await background.value
        await pool.close()
    }

    @Test func `the engine's queue is read from its metrics`() async throws {
        let server = try ScriptedEndpoint {
            $0.path == "/metrics" ? .json(200, "vllm:num_requests_waiting{a=\"b\"} 7\n") : .json(200, chatReply(["x"]))
        }
        defer { server.stop() }
        let pool = try pool([settings(server)], isVirtual: false)
        let background = Task { await pool.run() }
        while pool.snapshot()[0].engineWaiting == nil { await Task.yield() }
        #expect(pool.snapshot()[0].engineWaiting == 7)
        background.cancel()
        await background.value
        await pool.close()
    }

    @Test func `closing ends calls and waits, and later requests fail at once`() async throws {
        let server = try ScriptedEndpoint { _ in .silence }
        defer { server.stop() }
        var settings = settings(server)
        settings.maxConcurrency = 1
        let pool = try pool([settings], isVirtual: false)
        let calling = Task { await pool.sample(request()) }
        while pool.snapshot()[0].inUse == 0 { await Task.yield() }
        let waiting = Task { await pool.sample(request()) }
        while pool.snapshot()[0].waiting == 0 { await Task.yield() }
        await pool.close()
        #expect(await calling.value.failure?.reason == .endpointRefused)
        #expect(await waiting.value.failure?.reason == .endpointRefused)
        #expect(await pool.sample(request()).failure?.reason == .endpointRefused)
    }

    @Test(arguments: 0..<6)
    func `under faults and cancellations, choices and missing are always what was asked, and attempts are counted`(
        seed: Int
    )
        async throws
    {
        let server = try ScriptedEndpoint { call in
            switch (call.number &* 7919 &+ seed) % 20 {
            case 0: .json(429, "{}")
            case 1: .json(500, "{}")
            case 2: .raw("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{")
            case 3: .json(200, "{]")
            case 4: .hangUp
            case 5: .json(200, chatReply(["x"]))
            default: .json(200, chatReply((0..<Self.asked(call)).map { "t\($0)" }))
            }
        }
        defer { server.stop() }
        let pool = try pool([settings(server)])
        var random = SplitMix(UInt64(seed))
        var tasks: [(Int, Task<SampleOutcome, Never>)] = []
        for _ in 0..<150 {
            let count = Int.random(in: 1...8, using: &random)
            tasks.append((count, Task { await pool.sample(request(count)) }))
            if Int.random(in: 0..<8, using: &random) == 0 {
                await Task.yield()
                tasks.randomElement(using: &random)?.1.cancel()
            }
        }
        var attempts = 0
        for (count, task) in tasks {
            let outcome = await task.value
            #expect(outcome.choices.count + outcome.missing == count, "seed \(seed)")
            #expect((outcome.missing == 0) == (outcome.failure == nil), "seed \(seed)")
            attempts += outcome.record.attempts
        }
        let shown = pool.snapshot()[0]
        #expect(shown.attempts == attempts, "seed \(seed)")
        #expect(shown.inUse == 0 && shown.waiting == 0, "seed \(seed)")
        await pool.close()
        // A cancelled call may not have reached the server; none reached it uncounted.
        #expect(server.samples.count <= attempts, "seed \(seed)")
    }
}

extension String {
    fileprivate var flatMapInt: Int? { Int(self) }
}
