import Foundation
import Testing

extension EndToEnd {
    @Suite struct RealModel {
        private static let names = ["arithmetic", "extract_json", "letter_count"]

        @Test(.tags(.slow), .unlessQuick, .enabled(if: Model.isInstalled, Comment(rawValue: Model.remedy)))
        func `A real model's rollouts are verified, kept, leased and acked`() async throws {
            try await Rig.run { rig in
                let endpoint = try await rig.model()
                let service = try await rig.serve([
                    "--environments", Places.environments, "--endpoint", endpoint, "--model", "gemma-3-270m",
                    "--dialect", "text",
                    "--concurrency", "8", "--data", rig.path("data"),
                ])
                try await watching(service.portFile) { watch in
                    let trainer = try await rig.trainer(service.portFile, ["--batch", "4"])
                    try await eventually(
                        "each environment was judged 16 times, and 4 trajectories are acked", within: 150
                    ) {
                        guard let stats = await watch.last else { return false }
                        return stats.queues["default"]?.acked ?? 0 >= 4
                            && Self.names.allSatisfy { stats[$0]?.verdicts ?? 0 >= 16 }
                    }
                    let log = try await trainer.stop()
                    #expect(log.returned.isEmpty && log.oddScores == 0)
                    let stats = try await service.http.stats()
                    for name in Self.names {
                        let part = try #require(stats[name])
                        // Seen and noted, not asserted: what a model can do is not ours to promise.
                        func percent(_ rate: Double?) -> String {
                            rate.map { "\(Int(($0 * 1000).rounded()) / 10) %" } ?? "–"
                        }
                        print(
                            "\(name): \(part.verdicts) verdicts, pass rate \(percent(part.passRate)), acceptance rate \(percent(part.acceptanceRate)), \(part.reasons)"
                        )
                        #expect(part.failed == 0 && part.unscored == 0, "\(part.reasons)")
                    }
                    let rollouts = try await service.http.call("GET", "/v1/rollouts?limit=20").object()
                    let shown = try #require(rollouts["rollouts"] as? [[String: Any]])
                    #expect(!shown.isEmpty && shown.allSatisfy { $0["model"] as? String == "gemma-3-270m" })
                }
                try await service.stop()
            }
        }
    }
}
