import Foundation
import Testing

extension EndToEnd {
    /// What the kernel saw: the order of a request, the write to the store's log, its sync, and the reply.
    @Suite struct Durability {
        private static let strace = Places.program("strace")

        @Test(.tags(.slow), .unlessQuick, .enabled(if: strace != nil, "strace is not installed"))
        func `No reply to a lease, ack, nack or extend, and no request to an endpoint, precedes its fsync`()
            async throws
        {
            try await Rig.run { rig in
                let standIn = try await rig.standIn(["--latency-ms", "50"])
                let service = try await rig.serve([
                    "--environments", Places.environments, "--endpoint", standIn.base + "/v1", "--data",
                    rig.path("data"),
                ])
                let http = service.http
                try await eventually("there is enough to lease") { try await http.stats().accepted > 60 }
                for name in ["arithmetic", "extract_json", "letter_count"] {
                    #expect(try await http.call("POST", "/v1/environments/\(name)/pause", json: "{}").status == 200)
                }
                // From here on nothing commits but what is asked, so no sync is another's.
                try await eventually("nothing is in flight") { try await http.stats().inFlight == 0 }
                let trace = rig.path("trace")
                let tracer = try await Self.attach(rig, to: service.child, writing: trace)
                var changes = 0
                for number in 0..<10 {
                    let lease = try await http.call(
                        "POST", "/v1/leases", json: #"{"consumer": "me", "max_trajectories": 4, "lease_seconds": 60}"#)
                    let id = try #require(try lease.object()["lease_id"] as? String)
                    #expect(
                        try await http.call("POST", "/v1/leases/\(id)/extend", json: #"{"seconds": 90}"#).status == 200)
                    let verb = number % 3 == 0 ? "nack" : "ack"
                    #expect(try await http.call("POST", "/v1/leases/\(id)/\(verb)", json: "{}").status == 200)
                    changes += 3
                }
                #expect(try await http.call("POST", "/v1/environments/arithmetic/resume", json: "{}").status == 200)
                let before = try await http.stats().requested
                try await eventually("it samples again") { try await http.stats().requested > before + 40 }
                tracer.signal(SIGINT)
                _ = try await tracer.ended(within: 20)

                let order = try Order(trace: trace)
                print(
                    "durability: \(order.replies) replies and \(order.requests) requests to the endpoint, \(order.syncs) syncs"
                )
                // Every trajectory in a lease was committed before it, to the same log: its sync covers theirs.
                #expect(order.replies == changes)
                #expect(order.requests > 0 && order.syncs >= changes)
                for problem in order.problems.prefix(10) { Issue.record("\(problem)") }
                try await service.stop()
            }
        }

        private static func attach(_ rig: Rig, to child: ChildProcess, writing trace: String) async throws
            -> ChildProcess
        {
            let calls = "read,recvfrom,recvmsg,readv,write,writev,sendto,sendmsg,pwrite64,pwritev,fsync,fdatasync"
            let tracer = try await rig.start(
                [
                    try #require(strace), "-f", "-y", "-s", "64", "-e", "trace=\(calls)", "-o", trace, "-p",
                    "\(child.id)",
                ], name: "strace")
            try await eventually("the tracer is attached or refused") {
                !tracer.isRunning || tracer.errorText.contains("attached")
            }
            guard tracer.isRunning else {
                try Test.cancel("this machine permits no strace: \(Comment(rawValue: tracer.tail))")
            }
            return tracer
        }
    }
}

/// The order of events in a trace of `strace -f -y`, and what in it must not be.
private struct Order {
    /// Replies seen to calls that change the queue.
    private(set) var replies = 0
    /// Requests seen to the endpoint.
    private(set) var requests = 0
    /// Syncs of the store's log.
    private(set) var syncs = 0
    private(set) var problems: [String] = []

    /// Writes to the log so far, and how many of them the last whole sync covers.
    private var writes = 0
    private var synced = 0
    /// Syncs under way by thread, with the writes that each covers.
    private var running: [Substring: Int] = [:]
    /// Calls without their reply by connection: which, and the log's writes when the call came.
    private var open: [Substring: (what: String, writes: Int)] = [:]
    private var reading: [Substring: Substring] = [:]
    /// The log's writes when the sampling was told to go on.
    private var resumed: Int?

    init(trace: String) throws {
        // Lines may hold bytes that are no text.
        let text = String(decoding: try Data(contentsOf: URL(filePath: trace)), as: UTF8.self)
        for line in text.split(separator: "\n") { see(line) }
    }

    private mutating func see(_ line: Substring) {
        let thread = line.prefix { $0 != " " }
        let event = line.dropFirst(thread.count).drop { $0 == " " }
        let isResumed = event.hasPrefix("<... ")
        let name = isResumed ? event.dropFirst(5).prefix { $0 != " " } : event.prefix { $0 != "(" }
        let isUnfinished = event.hasSuffix("<unfinished ...>")
        switch name {
        case "pwrite64", "pwritev", "fsync", "fdatasync": storeCall(name, event, thread, isResumed, isUnfinished)
        case "read", "recvfrom", "recvmsg", "readv":
            if isUnfinished { return reading[thread] = Self.file(event) ?? "" }
            guard let socket = isResumed ? reading.removeValue(forKey: thread) : Self.file(event) else { return }
            received(event, socket)
        case "write", "writev", "sendto", "sendmsg":
            if !isResumed, let socket = Self.file(event) { sent(event, socket) }
        default: break
        }
    }

    private mutating func storeCall(
        _ name: Substring, _ event: Substring, _ thread: Substring, _ isResumed: Bool, _ isUnfinished: Bool
    ) {
        let isSync = name.hasSuffix("sync")
        if isResumed {
            guard isSync, let covered = running.removeValue(forKey: thread) else { return }
            return finish(covered)
        }
        guard Self.file(event)?.hasSuffix("queue.sqlite-wal") == true else { return }
        if !isSync {
            writes += 1
        } else if isUnfinished {
            running[thread] = writes
        } else {
            finish(writes)
        }
    }

    private mutating func finish(_ covered: Int) {
        syncs += 1
        synced = max(synced, covered)
    }

    private mutating func received(_ event: Substring, _ socket: Substring) {
        guard socket.hasPrefix("socket:") || socket.hasPrefix("TCP") else { return }
        if event.contains("/resume HTTP") { resumed = writes }
        guard let start = event.range(of: "\"POST /v1/leases") else { return }
        let what = event[start.lowerBound...].dropFirst().prefix(70).prefix { $0 != "\\" }
        open[socket] = (String(what), writes)
    }

    private mutating func sent(_ event: Substring, _ socket: Substring) {
        if event.contains("\"POST /v1/chat/completions") {
            requests += 1
            // Once it samples, the next transaction is written while the last one's requests leave: only the first tells.
            if requests == 1, synced <= (resumed ?? 0) + 1 {
                problems.append("the first request to the endpoint left before its intent was synced")
            }
            return
        }
        guard event.contains("\"HTTP/1.1 "), let call = open.removeValue(forKey: socket) else { return }
        replies += 1
        if writes == call.writes { problems.append("\(call.what): answered with nothing written") }
        if synced < writes { problems.append("\(call.what): answered while \(writes - synced) writes were not synced") }
    }

    /// What the call's file descriptor stands for: `pwrite64(12</path>, …` has `/path`.
    private static func file(_ event: Substring) -> Substring? {
        guard let start = event.firstIndex(of: "<"), let end = event[start...].firstIndex(of: ">") else { return nil }
        return event[event.index(after: start)..<end]
    }
}
