import Foundation
import Testing

/// `/v1/stats`, as far as the tests look at it.
struct Stats: Decodable, Sendable {
    struct Counted: Decodable, Sendable {
        let name: String
        let state: String
        let requested, accepted, rejected, unscored, failed, cancelled, attempts, verdicts, passed: Int
        let inFlight: Int
        let reasons: [String: Int]
        let passRate, acceptanceRate: Double?

        enum CodingKeys: String, CodingKey {
            case name, state, requested, accepted, rejected, unscored, failed, cancelled, attempts, verdicts, passed,
                reasons
            case inFlight = "in_flight"
            case passRate = "pass_rate"
            case acceptanceRate = "acceptance_rate"
        }

        func reason(_ names: String...) -> Int { names.reduce(0) { $0 + (reasons[$1] ?? 0) } }

        /// Counts that never fall.
        var growing: [String: Int] {
            reasons.merging([
                "requested": requested, "accepted": accepted, "rejected": rejected, "unscored": unscored,
                "failed": failed,
                "cancelled": cancelled, "attempts": attempts, "verdicts": verdicts, "passed": passed,
            ]) { $1 }
        }
    }

    struct Queue: Decodable, Sendable {
        let accepted, ready, leased, acked, dead, evicted, leases: Int

        /// Counts that never fall as long as nobody requeues.
        var growing: [String: Int] { ["accepted": accepted, "acked": acked, "dead": dead, "evicted": evicted] }
    }

    struct Endpoint: Decodable, Sendable {
        let name: String
        let attempts: Int
        let limit: Int
        let inUse: Int

        enum CodingKeys: String, CodingKey {
            case name, attempts, limit
            case inUse = "in_use"
        }
    }

    let draining: Bool
    let diskFull: Bool
    let environments: [Counted]
    let queues: [String: Queue]
    let endpoints: [Endpoint]

    enum CodingKeys: String, CodingKey {
        case draining, environments, queues, endpoints
        case diskFull = "disk_full"
    }

    subscript(name: String) -> Counted? { environments.first { $0.name == name } }
    var inFlight: Int { environments.reduce(0) { $0 + $1.inFlight } }
    var accepted: Int { environments.reduce(0) { $0 + $1.accepted } }
    var requested: Int { environments.reduce(0) { $0 + $1.requested } }

    /// What contradicts the laws of conservation, in words; empty where they hold.
    var violations: [String] {
        var found: [String] = []
        for part in environments {
            let ends = part.accepted + part.rejected + part.unscored + part.failed + part.cancelled
            if part.requested != ends + part.inFlight {
                found.append("\(part.name): requested \(part.requested) ≠ ends \(ends) + in flight \(part.inFlight)")
            }
            // Every end but an accepted one has a reason, counted on its own.
            let reasons = part.reasons.values.reduce(0, +)
            if reasons != ends - part.accepted {
                found.append("\(part.name): reasons \(reasons) ≠ ends that are not accepted \(ends - part.accepted)")
            }
            if part.passed > part.verdicts {
                found.append("\(part.name): passed \(part.passed) > verdicts \(part.verdicts)")
            }
            if part.inFlight < 0 { found.append("\(part.name): in flight \(part.inFlight)") }
        }
        for (name, queue) in queues {
            let sum = queue.ready + queue.leased + queue.acked + queue.dead + queue.evicted
            if queue.accepted != sum { found.append("queue \(name): accepted \(queue.accepted) ≠ \(sum)") }
        }
        return found
    }
}

extension HTTPCaller {
    /// The counts now; both laws are checked.
    func stats(_ place: SourceLocation = #_sourceLocation) async throws -> Stats {
        let stats: Stats = try await call("GET", "/v1/stats").decoded()
        for violation in stats.violations { Issue.record("\(violation)", sourceLocation: place) }
        return stats
    }
}

/// Polls `/v1/stats` all along: the laws hold in every reply, and what only grows never falls, restarts included.
actor StatsWatch {
    /// Replies seen.
    private(set) var replies = 0
    /// The last of them.
    private(set) var last: Stats?
    private(set) var problems: [String] = []
    /// The last reply as it came.
    private(set) var text = ""
    private var highest: [String: Int] = [:]

    /// Polls a service whose port is in a file, until it is cancelled; a service that is away is asked again.
    func poll(portFile: String, every pause: Duration = .milliseconds(50)) async {
        while !Task.isCancelled {
            if let text = try? String(contentsOfFile: portFile, encoding: .utf8),
                let port = Int(text.trimmingCharacters(in: .whitespacesAndNewlines)),
                let reply = try? await HTTPCaller(port: port).call("GET", "/v1/stats", within: 10)
            {
                see(reply)
            }
            try? await Task.sleep(for: pause)
        }
    }

    /// Takes a reply into account.
    func see(_ reply: HTTPReply) {
        guard reply.status == 200 else { return note("status \(reply.status): \(reply.text.prefix(200))") }
        let stats: Stats
        do { stats = try reply.decoded() } catch { return note("\(error)") }
        replies += 1
        last = stats
        text = reply.text
        stats.violations.forEach(note)
        for part in stats.environments { for (key, value) in part.growing { check("\(part.name) \(key)", value) } }
        for (name, queue) in stats.queues { for (key, value) in queue.growing { check("queue \(name) \(key)", value) } }
    }

    private func check(_ key: String, _ value: Int) {
        if let before = highest[key], value < before { note("\(key) fell from \(before) to \(value)") }
        highest[key] = max(value, highest[key] ?? 0)
    }

    private func note(_ problem: String) { if problems.count < 20 { problems.append(problem) } }

    /// Records what was found as issues of the test.
    func expectSound(atLeast least: Int = 5, _ place: SourceLocation = #_sourceLocation) {
        for problem in problems { Issue.record("\(problem)", sourceLocation: place) }
        #expect(replies >= least, "too few replies of /v1/stats were seen to say anything", sourceLocation: place)
    }
}

/// Runs a body while the counts of a service are watched.
func watching(_ portFile: String, _ body: (StatsWatch) async throws -> Void) async throws {
    let watch = StatsWatch()
    let polling = Task { await watch.poll(portFile: portFile) }
    defer { polling.cancel() }
    do {
        try await body(watch)
    } catch {
        print("— the last counts: \(await watch.text)")
        throw error
    }
    polling.cancel()
    await polling.value
    await watch.expectSound()
}
