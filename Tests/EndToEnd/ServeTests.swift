import Foundation
import Testing

extension EndToEnd {
    @Suite struct Serving {
        @Test(.tags(.slow), .unlessQuick)
        func `Three environments are sampled, leased and acked, a SIGTERM drains, and a restart keeps every count`()
            async throws
        {
            try await Rig.run { rig in
                let standIn = try await rig.standIn([
                    "--pass-rate", "0.6", "--latency-ms", "30", "--latency-sigma", "0.5",
                ])
                let arguments = [
                    "--environments", Places.environments, "--endpoint", standIn.base + "/v1", "--data",
                    rig.path("data"),
                ]
                let portFile = rig.path("service.port")
                let service = try await rig.serve(arguments, portFile: portFile)
                try await watching(portFile) { watch in
                    let trainer = try await rig.trainer(portFile, ["--batch", "32"])
                    try await eventually("each environment has 50 acked trajectories", within: 120) {
                        guard let stats = await watch.last else { return false }
                        let names = ["arithmetic", "extract_json", "letter_count"]
                        return stats.queues["default"]?.acked ?? 0 > 150
                            && names.allSatisfy { stats[$0]?.accepted ?? 0 > 50 }
                    }
                    #expect(try await service.http.call("GET", "/readyz").status == 200)
                    let log = try await trainer.stop()
                    #expect(log.returned.isEmpty, "acked trajectories came back: \(log.returned.prefix(5))")
                    #expect(
                        Set(log.leased.values.map(\.environment)) == ["arithmetic", "extract_json", "letter_count"])
                    #expect(log.oddScores == 0)
                    #expect(log.events["lost"] == nil && log.events["refused"] == nil)
                    let before = try await service.http.stats()
                    #expect(before["arithmetic"].map { $0.requested >= $0.accepted + $0.rejected } == true)

                    try await service.stop()
                    // Without the endpoint, so that nothing is added to what was.
                    let after = try await rig.serve(
                        ["--environments", Places.environments, "--data", rig.path("data")], portFile: portFile)
                    let kept = try await after.http.stats()
                    for part in before.environments {
                        let now = try #require(kept[part.name])
                        #expect(
                            now.accepted >= part.accepted && now.rejected >= part.rejected, "\(part.name) forgot some")
                        #expect(now.reason("crash") == 0, "a drained service leaves nothing open")
                    }
                    #expect(kept.queues["default"]?.acked == before.queues["default"]?.acked)
                    try await after.stop()
                }
            }
        }

        @Test func `Without an endpoint the queue is served, and nothing is sampled`() async throws {
            try await Rig.run { rig in
                let service = try await rig.serve(["--environments", Places.environments, "--data", rig.path("data")])
                let stats = try await service.http.stats()
                #expect(stats.requested == 0)
                let reply = try await service.http.call(
                    "POST", "/v1/leases", json: #"{"consumer": "me", "max_trajectories": 4, "lease_seconds": 5}"#)
                #expect(reply.status == 204)
                #expect(service.child.outputText.contains("No endpoint is configured"))
                try await service.stop()
            }
        }

        @Test func `A second service on the same data is refused by name, and the first goes on`() async throws {
            try await Rig.run { rig in
                let first = try await rig.serve(["--environments", Places.environments, "--data", rig.path("data")])
                let second = try await rig.winnow(
                    "serve", "--port", "0", "--environments", Places.environments, "--data", rig.path("data"))
                #expect(second.end == .exited(2))
                #expect(second.errors.contains(rig.path("data")), "it names the directory: \(second.errors)")
                #expect(try await first.http.call("GET", "/healthz").status == 200)
                try await first.stop()
            }
        }

        @Test func `A drain waits for what is in flight, and takes no new work meanwhile`() async throws {
            try await Rig.run { rig in
                let standIn = try await rig.standIn(["--latency-ms", "1500"])
                let arguments = [
                    "--environments", Places.environments, "--endpoint", standIn.base + "/v1", "--data",
                    rig.path("data"),
                ]
                let service = try await rig.serve(arguments)
                try await eventually("rollouts are in flight") { try await service.http.stats().inFlight > 0 }
                let inFlight = try await service.http.stats()
                try await service.stop()
                let after = try await rig.serve(Array(arguments[..<2]) + ["--data", rig.path("data")])
                let stats = try await after.http.stats()
                #expect(stats.inFlight == 0)
                #expect(stats.requested >= inFlight.requested)
                // The endpoint answers well within the drain, so nothing has to be cancelled.
                #expect(stats.environments.allSatisfy { $0.cancelled == 0 })
                #expect(stats.accepted > 0)
            }
        }

        @Test func `Flags go over variables, and variables over the file`() async throws {
            try await Rig.run { rig in
                let file = try rig.write(
                    "data: \(rig.path("of-the-file"))\nenvironments: [\(rig.path("nowhere"))]\n", to: "service.yaml")
                let service = try await rig.serve(
                    ["--config", file, "--data", rig.path("of-the-flag")],
                    variables: ["WINNOW_DATA": rig.path("of-the-variable"), "WINNOW_ENVIRONMENTS": Places.environments])
                #expect(try await service.http.stats().environments.count == 3)
                let made = try FileManager.default.contentsOfDirectory(atPath: rig.folder)
                #expect(made.contains("of-the-flag"))
                #expect(!made.contains("of-the-variable") && !made.contains("of-the-file"))
            }
        }

        @Test(arguments: [
            ("prot: 8090\n", "service.yaml:1:1"), ("endpoints: [{name: a}]\n", "service.yaml:1:13"),
            ("port: 99999\n", "service.yaml:1:7"),
        ])
        func `A configuration that is wrong is named by file, line and column`(_ text: String, _ place: String)
            async throws
        {
            try await Rig.run { rig in
                let file = try rig.write(text, to: "service.yaml")
                let result = try await rig.winnow("serve", "--config", file)
                #expect(result.end == .exited(2))
                #expect(result.errors.contains(place), "\(result.errors)")
            }
        }

        @Test(arguments: [
            (["standin", "--latency-ms", "1e300"], Int32(64), "--latency-ms is 1e+300"),
            (["standin", "--hang-seconds", "inf"], 64, "--hang-seconds is inf"),
            (["standin", "--tokens-sigma", "1"], 64, "--tokens"),
            (["standin", "--environments", "/nowhere"], 2, "winnow: no environment loads from /nowhere"),
            (["serve", "--concurrency", "8"], 2, "add --endpoint URL"),
            (["serve", "--environments", "/nowhere", "--data", "/dev/null/data"], 2, "another folder with --data"),
        ])
        func `A flag that cannot be followed ends the command with the remedy`(
            _ arguments: [String], _ code: Int32, _ remedy: String
        ) async throws {
            try await Rig.run { rig in
                let result = try await rig.run([Places.winnow] + arguments, name: arguments[0])
                #expect(result.end == .exited(code) && result.errors.contains(remedy), "\(result.errors)")
            }
        }
    }
}
