import Foundation
import Testing

extension EndToEnd {
    @Suite struct Descriptions {
        @Test(.tags(.slow), .unlessQuick)
        func `A fuzzer finds nothing at the running service that its description does not say`() async throws {
            try await Rig.run { rig in
                let probe = try await rig.run([Places.venvPython, "-c", "import schemathesis"], name: "schemathesis")
                guard probe.end == .exited(0) else {
                    try Test.cancel("the Python package schemathesis is not installed: scripts/setup --clients")
                }
                let standIn = try await rig.standIn(["--pass-rate", "0.7"])
                let configuration = try rig.write("queue: {trajectories: 300}", to: "winnow.yaml")
                let service = try await rig.serve([
                    "--config", configuration, "--environments", Places.environments, "--endpoint",
                    standIn.base + "/v1", "--data", rig.path("data"),
                ])
                try await eventually("trajectories are ready") {
                    try await service.http.stats().queues["default"]?.ready ?? 0 >= 100
                }
                // What cannot be said of a batch's shares (each must fit an environment that there is) is not asked for.
                let fuzzer = try await rig.run(
                    [
                        Places.venvPython, "-m", "schemathesis.cli", "run",
                        "\(service.base)/openapi.json",
                        "--phases", "coverage,fuzzing,stateful", "--max-examples", "10", "--seed", "1", "--no-color",
                        "--exclude-checks", "positive_data_acceptance", "--warnings", "off",
                        "--continue-on-failure",
                    ], name: "schemathesis",
                    variables: [
                        "SCHEMATHESIS_HOOKS": Places.script("fuzzing_hooks.py"), "HOME": rig.folder,
                        "NO_PROXY": "127.0.0.1",
                    ], within: 300)
                #expect(fuzzer.end == .exited(0), "\(fuzzer.output.suffix(6000))")
                // Both laws are checked by it.
                _ = try await service.http.stats()
                try await service.stop()
            }
        }
    }
}
