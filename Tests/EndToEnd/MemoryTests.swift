import Foundation
import Testing

extension EndToEnd {
    @Suite struct MemoryBounds {
        @Test(.tags(.slow), .unlessQuick)
        func `With 1,024 rollouts in flight and 10,000 in the log the service stays below 200 MB`() async throws {
            try await Rig.run { rig in
                // One rollout a request: as many connections as rollouts, the most that 1,024 can take.
                try rig.write(
                    """
                    tasks: {generate: {arithmetic: {digits: 9, operations: [add]}}}
                    prompt: {user: "{{question}}"}
                    sample: {rollouts: 1, max_tokens: 512}
                    verify: [{answer: {format: tag, equals: $answer, as: number}}]
                    accept: {per_task: 1, give_up_after: 1, unique: none}
                    examples:
                      - {task: {question: "1?", answer: 1}, completion: "<answer>1</answer>", passes: true}
                      - {task: {question: "1?", answer: 1}, completion: "<answer>2</answer>", passes: false}
                    """, to: "environments/sums.yaml")
                let binary = Places.releaseWinnow
                let standIn = try await rig.standIn(
                    ["--latency-ms", "1000", "--tokens", "256", "--pass-rate", "0.5"],
                    environments: [rig.path("environments")], binary: binary)
                let file = try rig.write(
                    """
                    data: \(rig.path("data"))
                    environments: [\(rig.path("environments"))]
                    drain_seconds: 1
                    rollout_log: {records: 10000, bytes: 1000000000}
                    endpoints: [{name: standin, url: "\(standIn.base)/v1", model: standin, start_concurrency: 1024, max_concurrency: 1024}]
                    """, to: "service.yaml")
                let service = try await rig.serve(["--config", file], binary: binary)
                try await watching(service.portFile) { watch in
                    let trainer = try await rig.trainer(service.portFile, ["--batch", "256"])
                    var most = 0
                    try await eventually("1,024 are in flight, and more than 10,000 were logged", within: 300) {
                        guard let stats = await watch.last else { return false }
                        most = max(most, stats.inFlight)
                        return most >= 1024 && stats.requested - stats.inFlight > 12_000
                    }
                    _ = try await service.http.call("GET", "/v1/rollouts?limit=1000")
                    let memory = try #require(Memory.highWater(of: service.child.id))
                    print("memory: at most \(memory) MB with \(most) in flight, measured on \(binary)")
                    #expect(memory < 200)
                    _ = try await trainer.stop()
                }
                try await service.stop()
            }
        }
    }
}
