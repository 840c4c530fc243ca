import Foundation
import Testing

extension EndToEnd {
    @Suite struct Crashing {
        private static let names = ["arithmetic", "extract_json", "letter_count"]

        @Test(.tags(.slow), .unlessQuick)
        func `Twenty kills at random moments lose nothing, invent nothing, and bring nothing back`() async throws {
            let seed = Places.variable("WINNOW_SEED").flatMap(UInt64.init) ?? UInt64.random(in: 0...UInt64.max)
            print("kills: WINNOW_SEED=\(seed)")
            try await Rig.run { rig in
                let journal = rig.path("journal.jsonl")
                let standIn = try await rig.standIn([
                    "--seed", "\(seed % 1000)", "--pass-rate", "0.5", "--latency-ms", "15", "--latency-sigma", "0.7",
                    "--share-429",
                    "0.05", "--share-500", "0.05", "--share-hang", "0.05", "--share-cut-off", "0.05",
                    "--share-malformed", "0.05",
                    "--journal", journal,
                ])
                let file = try rig.write(Self.configuration(rig, standIn), to: "service.yaml")
                let portFile = rig.path("service.port")
                try await watching(portFile) { watch in
                    let trainer = try await rig.trainer(
                        portFile,
                        ["--batch", "24", "--lease-seconds", "2", "--untidy", "--seed", "\(seed % 1_000_000)"])
                    var random = SplitMix(state: seed)
                    var service = try await rig.serve(["--config", file], portFile: portFile)
                    for number in 1...20 {
                        // Anywhere in its life: some kills hit the start, some the middle of a transaction.
                        let pause = Double.random(in: 0...1, using: &random)
                        try await Task.sleep(for: .seconds(pause * pause * 3))
                        await service.kill()
                        service = try await rig.serve(["--config", file], portFile: portFile)
                        let stats = try await service.http.stats()
                        #expect(stats.diskFull == false, "kill \(number), WINNOW_SEED=\(seed)")
                    }
                    // Long enough for more to be accepted after the last one, and for every fault to be met by each
                    // environment: a kill that comes before the deadline is counted in the timeout's place.
                    let before = try await service.http.stats().accepted
                    try await eventually("it goes on after the kills") {
                        let stats = try await service.http.stats()
                        return stats.accepted > before + 50
                            && Self.names.allSatisfy { name in
                                ["endpoint_timeout", "endpoint_malformed"].allSatisfy {
                                    (stats[name]?.reason($0) ?? 0) > 0
                                }
                            }
                    }
                    _ = try await trainer.stop()
                    try await Self.settle(rig, service, portFile: portFile, file: file, journal: journal)
                }
            }
        }

        /// Stops the sampling, drains the queue, and holds what the trainer saw and what the stand-in served against the
        /// service's own counts.
        private static func settle(
            _ rig: Rig, _ service: Server, portFile: String, file: String, journal: String
        ) async throws {
            for name in names {
                #expect(try await service.http.call("POST", "/v1/environments/\(name)/pause", json: "{}").status == 200)
            }
            try await eventually("nothing is in flight") { try await service.http.stats().inFlight == 0 }
            // What the untidy trainer left leased comes back when its time is over.
            let last = try await rig.trainer(portFile, ["--batch", "500", "--drain", "--lease-seconds", "60"])
            let log = try await last.finished(within: 180)
            try await eventually("nothing is ready or leased") {
                let queue = try await service.http.stats().queues["default"]
                return queue?.ready == 0 && queue?.leased == 0
            }
            let stats = try await service.http.stats()
            let queue = try #require(stats.queues["default"])
            print(
                "kills: requested \(stats.requested), accepted \(stats.accepted), acked \(queue.acked), dead \(queue.dead), "
                    + "crashed \(stats.environments.reduce(0) { $0 + $1.reason("crash") }), trainer \(log.events.sorted { $0.key < $1.key })"
            )

            #expect(log.returned.isEmpty, "acked trajectories came back: \(log.returned.prefix(5))")
            #expect(log.repeatedLeases.isEmpty)
            #expect(log.oddScores == 0)
            // Everything was leased at least once by now, and only what was accepted can have been.
            #expect(log.leased.count == queue.accepted, "accepted trajectories are missing, or others were invented")
            #expect(queue.accepted == stats.accepted)
            #expect(queue.evicted == 0)
            // An ack whose answer was lost in a kill is asked again, so each ack that counts is known.
            #expect(log.acked.count == queue.acked)
            #expect(queue.acked + queue.dead == queue.accepted)
            #expect(
                stats.environments.reduce(0) { $0 + $1.reason("crash") } > 0,
                "no kill hit a rollout: the test saw nothing")
            try agree(Journal(path: journal), stats, log)

            try await service.stop()
            let again = try await rig.serve(["--config", file], portFile: portFile)
            let after = try await again.http.stats()
            for name in names {
                #expect(after[name]?.state == "paused", "a pause survives a restart")
                #expect(after[name]?.growing == stats[name]?.growing)
            }
            #expect(after.queues["default"]?.growing == queue.growing)
            try await again.stop()
        }

        /// The witness from outside against the ledger.
        ///
        /// A choice is written down before its reply is sent, and a rollout is requested, durably, before its request is. So
        /// a choice served belongs to exactly one rollout requested; it was judged, or its rollout ended because the service
        /// was killed, or the reply came too late. The reverse as well: nothing is judged that was not served.
        private static func agree(_ journal: Journal, _ stats: Stats, _ log: TrainerLog) throws {
            #expect(journal.unknown == 0, "every prompt was a task's")
            for name in names {
                let counts = try #require(stats[name])
                let served = try #require(journal.parts[name])
                let judged = counts.accepted + counts.rejected + counts.unscored
                let lost = counts.reason(
                    "crash", "shutdown", "paused", "aborted", "endpoint_timeout", "endpoint_refused")
                let words = Comment(
                    rawValue: "\(name): \(counts.growing); served \(served.right) right, \(served.spoilt) spoilt")
                #expect(counts.requested >= served.choices, words)
                #expect(judged <= served.choices && served.choices <= judged + lost, words)
                #expect(counts.passed <= served.right && served.right <= counts.passed + lost, words)
                #expect(counts.verdicts - counts.passed <= served.spoilt, words)
                #expect(counts.verdicts == judged && counts.unscored == 0, words)
                #expect(counts.accepted <= counts.passed, words)
                // Faults that end a rollout are counted as what they were.
                let malformed = served.faults.filter { $0.key.hasPrefix("malformed") || $0.key == "cut_off" }.values
                    .reduce(0, +)
                #expect(malformed > 0 && counts.reason("endpoint_malformed") > 0, words)
                #expect((served.faults["hang"] ?? 0) > 0 && counts.reason("endpoint_timeout") > 0, words)
                #expect(counts.attempts > 0)
            }
            var accepted: [String: Int] = [:]
            for (id, origin) in log.leased {
                let key = "\(origin.environment) \(origin.task)"
                accepted[key, default: 0] += 1
                let right = journal.parts[origin.environment]?.rightByTask[origin.task] ?? 0
                #expect(right >= 1, "\(id) was accepted, and no right answer was served for \(key)")
            }
            // `per_task` is 1: what a crash interrupts is not accepted a second time.
            let twice = accepted.filter { $0.value > 1 }
            #expect(twice.isEmpty, "accepted more than once: \(twice.prefix(3))")
        }

        private static func configuration(_ rig: Rig, _ standIn: Server) -> String {
            // Requests that hang end soon, so that they do not take all of the endpoint's slots.
            """
            data: \(rig.path("data"))
            environments: [\(Places.environments)]
            drain_seconds: 5
            queue: {max_deliveries: 6}
            endpoints:
              - {name: standin, url: "\(standIn.base)/v1", model: standin, deadline_seconds: 3, deadline_seconds_per_token: 0,
                 start_concurrency: 128, max_concurrency: 128}
            """
        }
    }
}

/// A small generator that a printed seed starts again.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
