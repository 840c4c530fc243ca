import Foundation
import Testing

extension EndToEnd {
    @Suite struct Collecting {
        /// Reads an export with Python, and returns the ids of its trajectories.
        private static func ids(_ rig: Rig, _ file: String, environment: String) async throws -> [String] {
            let program = """
                import json, sys
                for line in open(sys.argv[1], encoding="utf-8"):
                    row = json.loads(line)
                    assert row["schema"] == 1 and row["environment"] == sys.argv[2] and row["score"] == 1.0, row
                    assert [m["role"] for m in row["completion"]] == ["assistant"] and row["completion"][0]["content"], row
                    assert row["messages"][-1]["role"] == "user" and row["passed"] is True and row["checks"], row
                    ids, kinds = row["token_ids"], row["logprobs_kind"]
                    assert ids is None or len(ids) == len(row["logprobs"]) == len(row["loss_mask"]), row
                    print(row["id"])
                """
            let result = try await rig.run([Places.python, "-c", program, file, environment], name: "reader")
            #expect(result.end == .exited(0), "\(result.errors)")
            return result.output.split(separator: "\n").map(String.init)
        }

        private static func collect(_ rig: Rig, _ standIn: Server, _ names: [String], _ count: Int) -> [String] {
            [Places.winnow, "collect"] + names + [
                "--accepted", "\(count)", "--out", rig.path("out"), "--environments", Places.environments,
                "--endpoint", standIn.base + "/v1", "--json",
            ]
        }

        @Test func `It samples until each environment has exactly what was asked, and exits with 0`() async throws {
            try await Rig.run { rig in
                let standIn = try await rig.standIn(["--pass-rate", "0.4"])
                let result = try await rig.run(
                    Self.collect(rig, standIn, ["arithmetic", "extract_json"], 75), name: "collect")
                #expect(result.end == .exited(0), "\(result.errors)")
                let report = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
                #expect(report?["complete"] as? Bool == true)
                for name in ["arithmetic", "extract_json"] {
                    let ids = try await Self.ids(rig, rig.path("out/\(name).jsonl"), environment: name)
                    #expect(ids.count == 75)
                    #expect(Set(ids).count == 75)
                }
                let files = try FileManager.default.contentsOfDirectory(atPath: rig.path("out")).filter {
                    !$0.hasPrefix(".")
                }
                #expect(Set(files) == ["arithmetic.jsonl", "extract_json.jsonl"])
            }
        }

        @Test(arguments: [SIGTERM, SIGKILL])
        func `A run that was stopped goes on where it was`(_ signal: Int32) async throws {
            try await Rig.run { rig in
                let standIn = try await rig.standIn(["--pass-rate", "0.5", "--latency-ms", "100"])
                let command = Self.collect(rig, standIn, ["letter_count"], 3000)
                let first = try await rig.start(command, name: "collect")
                // The stand-in's own metrics tell from outside that the run is under way.
                try await eventually("choices were served") {
                    try await standIn.served > 400
                }
                first.signal(signal)
                let end = try await first.ended(within: 60)
                #expect(end == (signal == SIGKILL ? .killed(signal: SIGKILL) : .exited(4)), "\(first.tail)")
                let second = try await rig.run(
                    Self.collect(rig, standIn, ["letter_count"], 400), name: "collect")
                #expect(second.end == .exited(0), "\(second.errors)")
                let ids = try await Self.ids(rig, rig.path("out/letter_count.jsonl"), environment: "letter_count")
                #expect(ids.count >= 400 && Set(ids).count == ids.count)
                // Once more is done at once, and changes nothing.
                let third = try await rig.run(Self.collect(rig, standIn, ["letter_count"], 400), name: "collect")
                #expect(third.end == .exited(0))
                #expect(try await Self.ids(rig, rig.path("out/letter_count.jsonl"), environment: "letter_count") == ids)
            }
        }

        @Test func `A run that cannot reach its number gives up after its patience, and says why`() async throws {
            try await Rig.run { rig in
                let standIn = try await rig.standIn(["--pass-rate", "0"])
                let result = try await rig.winnow(
                    "collect", "letter_count", "--accepted", "5", "--patience", "0", "--out", rig.path("out"),
                    "--environments", Places.environments, "--endpoint", standIn.base + "/v1")
                #expect(result.end == .exited(4), "\(result.errors)")
                #expect(result.output.contains("letter_count: 0 of 5 trajectories"))
                #expect(result.output.contains("given up") && result.output.contains("none was accepted"))
                let wrong = try await rig.winnow(
                    "collect", "letter_count", "--accepted", "5", "--patience", "-1", "--out", rig.path("out"),
                    "--environments", Places.environments, "--endpoint", standIn.base + "/v1")
                #expect(wrong.end == .exited(64) && wrong.errors.contains("--patience"))
            }
        }

        @Test func `Tasks that end too early exit with 4 and the reason`() async throws {
            try await Rig.run { rig in
                try rig.write(
                    (1...3).map { #"{"question": "\#($0)?", "answer": \#($0), "gold": "<answer>\#($0)</answer>"}"# }
                        .joined(separator: "\n"), to: "environments/data/three.jsonl")
                try rig.write(
                    """
                    tasks: {file: data/three.jsonl, epochs: 1}
                    prompt: {user: "{{question}}"}
                    verify: [{answer: {format: tag, equals: $answer, as: number}}]
                    examples:
                      - {task: {question: "1?", answer: 1}, completion: "<answer>1</answer>", passes: true}
                      - {task: {question: "1?", answer: 1}, completion: "<answer>2</answer>", passes: false}
                    """, to: "environments/three.yaml")
                let standIn = try await rig.standIn(environments: [rig.path("environments")])
                let result = try await rig.winnow(
                    "collect", "three", "--accepted", "10", "--out", rig.path("out"), "--environments",
                    rig.path("environments"),
                    "--endpoint", standIn.base + "/v1")
                #expect(result.end == .exited(4), "\(result.errors)")
                #expect(result.output.contains("3 of 10"))
                #expect(result.output.contains("finished"))
                #expect(try await Self.ids(rig, rig.path("out/three.jsonl"), environment: "three").count == 3)
            }
        }

        @Test func `Wrong usage exits with 2 and names the remedy`() async throws {
            try await Rig.run { rig in
                let nowhere = try await rig.winnow(
                    "collect", "arithmetics", "--accepted", "1", "--out", rig.path("out"), "--endpoint",
                    "http://127.0.0.1:9/v1",
                    "--environments", Places.environments)
                #expect(nowhere.end == .exited(2))
                #expect(nowhere.errors.contains("arithmetic, extract_json, letter_count"))
                let endless = try await rig.winnow(
                    "collect", "arithmetic", "--accepted", "1", "--out", rig.path("out"), "--environments",
                    Places.environments)
                #expect(endless.end == .exited(2))
                #expect(endless.errors.contains("--endpoint"))
            }
        }
    }
}
