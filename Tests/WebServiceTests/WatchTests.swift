import Crypto
import Environments
import HTTPTypes
import JSON
import Rollouts
import Sampling
import Synchronization
import Testing
import TrajectoryQueue

@testable import WebService

extension WebServer {
    /// A server that is never run.
    static func scripted(
        _ control: ScriptedControl = ScriptedControl(), settings: WebServiceSettings = WebServiceSettings(),
        environments: [any VerifierEnvironment] = []
    ) throws -> WebServer {
        try WebServer(
            settings: settings, store: MemoryStore(), log: MemoryRolloutLog(), control: control,
            environments: environments, logger: LogLines().logger)
    }
}

@Suite("Watching and steering")
struct WatchTests {
    /// A snapshot with something of everything, hostile names included.
    private static func busy() -> ServiceSnapshot {
        var counts = EnvironmentCounts()
        for (index, end) in RolloutEnd.all.enumerated() { counts.ends[end] = index + 1 }
        counts.inFlight = 7
        counts.requested = counts.ends.values.reduce(0, +) + 7
        counts.verdicts = 40
        counts.passed = 10
        var window = RateWindow(minutes: 5)
        (window.verdicts, window.passed, window.accepted, window.rejected) = (8, 6, 3, 1)
        var snapshot = Scene.snapshot([
            Scene.environment("arithmetic", counts: counts, windows: [window]),
            Scene.environment(
                "letter_count", state: .stalled(reason: "prompt_too_long", remedy: "raise \"it\"\n", seconds: 3)),
            Scene.environment("schema", state: .broken(["a.yaml:1:2: <b>\u{202E}"])),
        ])
        snapshot.environments[0].curriculum = [
            LevelStatus(level: 1, standing: .easy, passRate: 0.875, verdicts: 64),
            LevelStatus(level: 2, standing: .open, passRate: nil, verdicts: 0),
        ]
        snapshot.environments[0].tasks.skippedLines = 3
        snapshot.environments[0].tasks.resting = 7
        snapshot.environments[0].tasks.kinds = (known: 5, resting: 2)
        snapshot.counts.environments["gone_one"] = counts
        var queue = QueueCounts()
        (queue.accepted, queue.ready, queue.leased, queue.acked, queue.dead) = (21, 4, 5, 6, 1)
        queue.evicted = [.discarded: 2, .purged: 3]
        queue.oldestReady = snapshot.takenAt - 1500
        snapshot.counts.queues["default"] = queue
        snapshot.endpoints = [
            EndpointStatus(
                name: "a\"b\\c\nd", url: "http://127.0.0.1:1", isHealthy: false, limit: 32, maxLimit: 64, inUse: 3,
                waiting: 2, attempts: 9,
                retries: ["status_429": 4], tokensPerSecond: 12.5, lastError: "refused")
        ]
        return snapshot
    }

    private func get(_ path: String, _ snapshot: ServiceSnapshot = busy(), headers: [(String, String)] = [])
        async throws -> RawReply
    {
        try await InProcess.respond(
            try WebServer.scripted(ScriptedControl(snapshot)).responder, "GET", path, headers: headers)
    }

    @Test("every environment and queue of /v1/stats satisfies its law")
    func laws() async throws {
        let json = try await get("/v1/stats").json()
        let environments = try #require(json["environments"]?.array)
        #expect(environments.map { $0["name"]?.string } == ["arithmetic", "letter_count", "schema", "gone_one"])
        for one in environments {
            let parts = ["accepted", "rejected", "unscored", "failed", "cancelled", "in_flight"].map {
                one[$0]?.int ?? -1000
            }
            #expect(one["requested"]?.int == parts.reduce(0, +))
            let reasons = one["reasons"]?.object?.members.reduce(0) { $0 + ($1.value.int ?? 0) }
            #expect(reasons == parts[1...4].reduce(0, +))
        }
        #expect(environments[0]["pass_rate"]?.double == 0.25)
        #expect(environments[0]["windows"]?.array?.first?["acceptance_rate"]?.double == 0.75)
        #expect(environments[0]["windows"]?.array?.first?["pass_rate"]?.double == 0.75)
        let levels = try #require(environments[0]["curriculum"]?.array)
        #expect(levels.map { $0["state"]?.string } == ["easy", "open"] && levels.map { $0["level"]?.int } == [1, 2])
        #expect(levels[0]["pass_rate"]?.double == 0.875 && levels[0]["verdicts"]?.int == 64)
        #expect(levels[1]["pass_rate"] == .null && environments[1]["curriculum"] == nil)
        #expect(environments[0]["skipped_lines"]?.int == 3 && environments[0]["resting_tasks"]?.int == 7)
        #expect(environments[0]["kinds"]?.int == 5 && environments[0]["resting_kinds"]?.int == 2)
        #expect(environments[1]["skipped_lines"]?.int == 0 && environments[1]["kinds"] == nil)
        let alone = try await get("/v1/environments/arithmetic").json()
        #expect(alone["curriculum"] == environments[0]["curriculum"])
        #expect(environments[1]["stall"]?["remedy"]?.string == "raise \"it\"\n")
        #expect(environments[2]["errors"]?.array?.count == 1)
        #expect(environments[3]["state"]?.string == "retired")
        let queue = try #require(json["queues"]?["default"])
        #expect(
            queue["accepted"]?.int
                == ["ready", "leased", "acked", "dead", "evicted"].reduce(0) { $0 + (queue[$1]?.int ?? 0) })
        #expect(queue["oldest_ready_seconds"]?.double == 1.5)
    }

    @Test("/metrics follows the text format, and says what /v1/stats says")
    func metrics() async throws {
        let reply = try await get("/metrics")
        #expect(reply["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
        var types: [String: String] = [:]
        var helped = Set<String>()
        var samples: [String: Double] = [:]
        for line in reply.text.split(separator: "\n") {
            let words = line.split(separator: " ")
            if line.hasPrefix("# HELP ") {
                #expect(helped.insert(String(words[2])).inserted, "\(line)")
            } else if line.hasPrefix("# TYPE ") {
                types[String(words[2])] = String(words[3])
            } else {
                let name = String(line.prefix { $0 != "{" && $0 != " " })
                #expect(types[name] != nil && helped.contains(name), "\(line)")
                #expect((types[name] == "counter") == name.hasSuffix("_total"), "\(line)")
                let value = try #require(Double(words.last ?? ""), "\(line)")
                #expect(
                    samples.updateValue(value, forKey: String(line.dropLast((words.last?.count ?? 0) + 1))) == nil,
                    "\(line)")
            }
        }
        let label = "{environment=\"arithmetic\""
        let ended = samples.filter { $0.key.hasPrefix("winnow_rollouts_ended_total\(label)") }.values.reduce(0, +)
        let requested = samples["winnow_rollouts_requested_total\(label)}"]
        let inFlight = try #require(samples["winnow_rollouts_in_flight\(label)}"])
        #expect(requested == ended + inFlight)
        let states = samples.filter { $0.key.hasPrefix("winnow_trajectories{queue=\"default\"") }.values.reduce(0, +)
        #expect(samples["winnow_trajectories_accepted_total{queue=\"default\"}"] == states)
        #expect(samples["winnow_endpoint_in_use{endpoint=\"a\\\"b\\\\c\\nd\"}"] == 3)
    }

    @Test("an environment is shown, paused, resumed and weighed")
    func steering() async throws {
        let control = ScriptedControl()
        let responder = try WebServer.scripted(control).responder
        func call(_ method: String, _ path: String, _ body: String? = nil) async throws -> RawReply {
            try await InProcess.respond(
                responder, method, path, headers: body == nil ? [] : [("Content-Type", "application/json")], body: body)
        }
        #expect(try await call("GET", "/v1/environments").json()["environments"]?.array?.count == 3)
        #expect(try await call("GET", "/v1/environments/arithmetic").json()["about"]?.string == "About arithmetic.")
        #expect(try await call("POST", "/v1/environments/arithmetic/pause").json()["state"]?.string == "paused")
        #expect(try await call("POST", "/v1/environments/arithmetic/resume", "{}").json()["state"]?.string == "serving")
        #expect(
            try await call("PATCH", "/v1/environments/arithmetic", "{\"weight\":2.5}").json()["weight"]?.double == 2.5)
        for body in ["{}", "{\"weight\":-1}", "{\"weight\":1e400}", "{\"weight\":\"2\"}", "{\"weight\":null}"] {
            #expect(
                try await call("PATCH", "/v1/environments/arithmetic", body).json()["field"]?.string == "weight",
                "\(body)")
        }
        #expect(
            try await call("PATCH", "/v1/environments/none", "{\"weight\":1}").json()["code"]?.string
                == "unknown_environment")
        control.failure.withLock { $0 = StoreError(.full, "") }
        let full = try await call("POST", "/v1/environments/arithmetic/pause")
        #expect(full.status == 503 && full["retry-after"] == "5")
    }

    @Test("the rollout log is filtered, newest first, and paged")
    func rollouts() async throws {
        try await RunningServer.run { server in
            let ends: [RolloutEnd] = [.accepted, .ended(.incorrect), .ended(.unparsed), .ended(.endpointTimeout)]
            let ids = ends.map { _ in Scene.id() }
            server.log.append(
                zip(ids, ends).map { id, end in
                    RolloutRecord(
                        id: id, groupID: Scene.id(), environment: "arithmetic", environmentVersion: "", taskID: "t",
                        end: end,
                        messages: [], completion: [], verdict: nil, finishReason: nil, sampling: RecordedSampling(),
                        createdAt: 0)
                })
            func found(_ query: String) async throws -> [UniqueID] {
                let json = try await server.client.call("GET", "/v1/rollouts\(query)").json()
                return json["rollouts"]?.array?.compactMap { $0["id"]?.string.flatMap { UniqueID($0) } } ?? []
            }
            let all = try await found("")
            #expect(all == ids.reversed())
            let rejected = try await found("?outcome=rejected")
            #expect(rejected == [ids[2], ids[1]])
            let incorrect = try await found("?reason=incorrect&environment=arithmetic")
            #expect(incorrect == [ids[1]])
            let newest = try await found("?limit=2")
            #expect(newest == [ids[3], ids[2]])
            let older = try await found("?limit=2&before=\(ids[2])")
            #expect(older == [ids[1], ids[0]])
            let other = try await found("?environment=other")
            #expect(other.isEmpty)
        }
    }

    @Test("health is always good, readiness is not while draining or with a full disk")
    func readiness() async throws {
        var snapshot = Scene.quiet
        #expect(try await get("/readyz", snapshot).status == 200)
        snapshot.isDraining = true
        #expect(try await get("/readyz", snapshot).status == 503)
        #expect(try await get("/healthz", snapshot).status == 200)
        snapshot.isDraining = false
        snapshot.counts.isFull = true
        #expect(try await get("/readyz", snapshot).status == 503)
    }

    @Test("browsers are sent from / to the dashboard, programs are told where things are")
    func root() async throws {
        let browser = try await get("/", headers: [("Accept", "text/html,*/*")])
        #expect(browser.status == 303 && browser["location"] == "/dashboard")
        let program = try await get("/")
        #expect(try program.json()["leases"]?.string == "/v1/leases")
        #expect(try await get("/problems/lease_expired").json()["status"]?.int == 409)
    }

    @Test("the dashboard may run its own script and style, and load nothing from anywhere")
    func dashboard() async throws {
        let reply = try await get("/dashboard")
        let policy = try #require(reply["content-security-policy"])
        #expect(policy.hasPrefix("default-src 'none'; ") && policy.contains("frame-ancestors 'none'"))
        #expect(!policy.contains("unsafe"))
        for (tag, directive) in [("script", "script-src"), ("style", "style-src")] {
            let start = try #require(reply.text.firstRange(of: "<\(tag)>")?.upperBound)
            let end = try #require(reply.text.firstRange(of: "</\(tag)>")?.lowerBound)
            let hash = Base64.encode(SHA256.hash(data: Array(reply.text[start..<end].utf8)))
            #expect(policy.contains("\(directive) 'sha256-\(hash)'"))
        }
        for word in [
            "http://", "https://", "innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", " style=\"",
            " onclick",
        ] {
            let text = reply.text.replacing("http://www.w3.org/2000/svg", with: "")
            #expect(!text.contains(word), "\(word)")
        }
        #expect(reply["x-frame-options"] == "DENY")
    }

    @Test(
        "every answer bears the headers that keep browsers honest, and HEAD has no body",
        arguments: ["/v1/stats", "/nothing", "/dashboard", "/healthz"])
    func hardening(_ path: String) async throws {
        let reply = try await get(path)
        for name in [
            "content-security-policy", "x-content-type-options", "cross-origin-resource-policy", "referrer-policy",
            "cache-control",
        ] {
            #expect(reply[name] != nil, "\(name)")
        }
        let head = try await InProcess.respond(try WebServer.scripted().responder, "HEAD", path)
        #expect(head.body.isEmpty && head.status == reply.status)
    }
}
