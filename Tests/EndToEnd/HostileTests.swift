import Foundation
import Testing

extension EndToEnd {
    @Suite struct HostileEndpoints {
        @Test(.tags(.slow), .unlessQuick)
        func `No reply of an endpoint stops the service, or counts as the model's fault`() async throws {
            try await Rig.run { rig in
                let file = rig.path("hostile.port")
                let child = try await rig.start(
                    [Places.python, Places.script("hostile_endpoint.py"), "--port-file", file], name: "hostile")
                let port = try await rig.port(of: child, in: file)
                let hostile = HTTPCaller(port: port)
                let kinds: [String] = try await hostile.call("GET", "/kinds").decoded()
                try #require(kinds.count > 60)
                // One environment and one endpoint behave; it is asked as often as all the others together.
                let standIn = try await rig.standIn()
                var text =
                    "environments: [\(Places.environments)]\ndata: \(rig.path("data"))\ndrain_seconds: 3\nendpoints:\n"
                text += "  - {name: sane, url: \"\(standIn.base)/v1\", model: m, weight: \(kinds.count)}\n"
                for kind in kinds {
                    text +=
                        "  - {name: \"\(kind)\", url: \"http://127.0.0.1:\(port)/\(kind)/v1\", model: m, connect_seconds: 2, "
                    text +=
                        "deadline_seconds: 2, deadline_seconds_per_token: 0, max_concurrency: 16, start_concurrency: 8}\n"
                }
                let service = try await rig.serve(["--config", try rig.write(text, to: "service.yaml")])
                try await watching(service.portFile) { watch in
                    try await eventually(
                        "every kind was met, and the sane endpoint's answers are accepted", within: 120
                    ) {
                        let met: [String: Int] = try await hostile.call("GET", "/counts").decoded()
                        guard service.child.isRunning else {
                            throw HarnessError("the service ended: \(service.child.tail)")
                        }
                        let accepted = await watch.last?.accepted ?? 0
                        return kinds.allSatisfy { met[$0] != nil } && accepted > 100
                    }
                    let before = try await service.http.stats().accepted
                    // A stalled environment comes back by itself; the service has not stopped for good.
                    try await eventually("it goes on", within: 120) { try await service.http.stats().accepted > before }
                    let stats = try await service.http.stats()
                    #expect(stats.environments.reduce(0) { $0 + $1.failed } > 0)
                    #expect(stats.environments.reduce(0) { $0 + $1.reason("endpoint_malformed") } > 0)
                    #expect(stats.environments.reduce(0) { $0 + $1.reason("endpoint_timeout") } > 0)
                    #expect(stats.environments.allSatisfy { $0.reason("verifier_error", "verifier_crash") == 0 })
                    for path in ["/v1/rollouts?limit=1000", "/v1/environments", "/metrics", "/dashboard"] {
                        #expect(try await service.http.call("GET", path).status == 200, "\(path)")
                    }
                    let memory = Memory.highWater(of: service.child.id) ?? 0
                    print("hostile endpoints: the service held at most \(memory) MB")
                    #expect(memory < 700)
                }
                try await service.stop()
                #expect(
                    !service.child.errorText.unicodeScalars.contains("\u{1B}"),
                    "no text of an endpoint steers a terminal")
            }
        }
    }

    @Suite struct HostileEnvironments {
        private static let good = """
            tasks: {generate: {arithmetic: {digits: 2}}}
            prompt: {user: "{{question}}"}
            verify: [{answer: {format: tag, equals: $answer, as: number}}]
            examples:
              - {task: {question: "1?", answer: 1}, completion: "<answer>1</answer>", passes: true}
              - {task: {question: "1?", answer: 1}, completion: "<answer>2</answer>", passes: false}

            """

        @Test func `A file that does not load shows as broken, by file, line and column, and disturbs no other`()
            async throws
        {
            try await Rig.run { rig in
                try rig.write(Self.good, to: "environments/good.yaml")
                // Each with the line that is to blame; 0 where the file as a whole is.
                let files: [(name: String, text: String, line: Int)] = [
                    ("unknown_key", Self.good + "wieght: 2\n", 7),
                    ("wrong_type", Self.good + "weight: heavy\n", 7),
                    ("out_of_range", Self.good + "weight: -1\n", 7),
                    ("huge_number", Self.good + "weight: 1e999\n", 7),
                    ("not_yaml", "tasks: {generate: [\n", 2),
                    ("tab", "tasks:\n\tgenerate: x\n", 2),
                    ("twice", Self.good + "weight: 1\nweight: 2\n", 8),
                    ("empty", "", 1),
                    ("a_list", "- 1\n- 2\n", 1),
                    ("deep", "about: " + String(repeating: "[", count: 10_000) + "\n", 1),
                    (
                        "bomb",
                        (1...30).map { "a\($0): &a\($0) [\($0 > 1 ? "*a\($0 - 1), *a\($0 - 1)" : "1")]\n" }.joined()
                            + Self.good, 16
                    ),
                    (
                        "wrong_example",
                        Self.good.replacingOccurrences(
                            of: "<answer>2</answer>\", passes: false", with: "<answer>2</answer>\", passes: true"), 6
                    ),
                    ("no_such_field", Self.good.replacingOccurrences(of: "{{question}}", with: "{{qestion}}"), 0),
                    (
                        "no_such_file",
                        Self.good.replacingOccurrences(
                            of: "generate: {arithmetic: {digits: 2}}", with: "file: nowhere.jsonl"), 1
                    ),
                    (
                        "a_device",
                        Self.good.replacingOccurrences(
                            of: "generate: {arithmetic: {digits: 2}}", with: "file: /dev/zero"), 1
                    ),
                    (
                        "no_such_verifier",
                        Self.good.replacingOccurrences(of: "answer: {format", with: "anwser: {format"), 3
                    ),
                    (
                        "passes_junk",
                        Self.good.replacingOccurrences(
                            of: "{answer: {format: tag, equals: $answer, as: number}}", with: "{json: {}}"), 0
                    ),
                ]
                for file in files { try rig.write(file.text, to: "environments/\(file.name).yaml") }
                try rig.write(Data([0xFF, 0xFE, 0x00, 0xC3, 0x28]), to: "environments/bytes.yaml")
                try rig.write(Data(count: 8 << 20), to: "environments/zeros.yaml")
                try rig.write("def verify(): pass\n", to: "environments/in_python.py")
                try rig.write(Self.good, to: "environments/Bad-Name.yaml")
                try rig.write(Self.good, to: "environments/inner/homonym.yaml")
                try rig.write(Self.good, to: "environments/homonym.yaml")
                try FileManager.default.createSymbolicLink(
                    atPath: rig.path("environments/inner/loop"), withDestinationPath: rig.path("environments"))
                try #require(mkfifo(rig.path("environments/a_pipe.yaml"), 0o600) == 0)
                let standIn = try await rig.standIn(environments: [rig.path("environments")])
                let service = try await rig.serve(
                    [
                        "--environments", rig.path("environments"), "--endpoint", standIn.base + "/v1", "--data",
                        rig.path("data"),
                    ])
                let reply = try await service.http.call("GET", "/v1/environments").object()
                let shown = try #require(reply["environments"] as? [[String: Any]])
                func errors(_ name: String) -> [String] {
                    shown.filter { $0["name"] as? String == name && $0["state"] as? String == "broken" }
                        .flatMap { $0["errors"] as? [String] ?? [] }
                }
                for file in files {
                    let found = errors(file.name)
                    let place = rig.path("environments/\(file.name).yaml:")
                    #expect(
                        found.contains { $0.hasPrefix(place + (file.line > 0 ? "\(file.line):" : "")) },
                        "\(file.name): \(found)")
                    // A column follows the line.
                    #expect(
                        file.line == 0 || found.contains { $0.firstMatch(of: /\.yaml:\d+:\d+: ./) != nil },
                        "\(file.name): \(found)")
                    #expect(found.allSatisfy { $0.utf8.count < 4000 }, "\(file.name)")
                }
                for name in ["bytes", "zeros", "in_python", "homonym", "a_pipe"] {
                    #expect(!errors(name).isEmpty, "\(name)")
                }
                #expect(
                    shown.contains {
                        ($0["path"] as? String)?.hasSuffix("Bad-Name.yaml") == true
                            && $0["state"] as? String == "broken"
                    })
                #expect(errors("homonym").count == 2)
                try await eventually("the good one is sampled") {
                    try await service.http.stats()["good"]?.accepted ?? 0 > 20
                }
                try await service.stop()
            }
        }

        @Test func `A data file that is wrong in places, or changes while it is used, harms its own environment alone`()
            async throws
        {
            try await Rig.run { rig in
                let lines = [
                    #"{"question": "1?", "answer": 1, "gold": "<answer>1</answer>"}"#, "not json", "[]",
                    #"{"question": "a", "question": "b"}"#,
                    String(repeating: "[", count: 10_000),
                    #"{"question": "\#(String(repeating: "x", count: 2 << 20))"}"#, "",
                    #"{"question": "2?", "answer": 2, "gold": "<answer>2</answer>"}"#,
                ]
                var data = Data(lines.joined(separator: "\n").utf8)
                data.append(contentsOf: [10, 0xFF, 0xFE, 10])
                for number in 3..<2000 {
                    data.append(
                        Data(
                            #"{"question": "\#(number)?", "answer": \#(number), "gold": "<answer>\#(number)</answer>"}"#
                                .utf8 + [10]))
                }
                // The stand-in has files of its own, so that it knows every prompt whatever becomes of the service's.
                let settings = Self.good.replacingOccurrences(
                    of: "{generate: {arithmetic: {digits: 2}}}", with: "{file: data/rows.jsonl}")
                for folder in ["environments", "known"] {
                    try rig.write(data, to: "\(folder)/data/rows.jsonl")
                    try rig.write(settings, to: "\(folder)/rows.yaml")
                    try rig.write(Self.good, to: "\(folder)/good.yaml")
                }
                let rows = rig.path("environments/data/rows.jsonl")
                let standIn = try await rig.standIn(["--latency-ms", "20"], environments: [rig.path("known")])
                let service = try await rig.serve(
                    [
                        "--environments", rig.path("environments"), "--endpoint", standIn.base + "/v1", "--data",
                        rig.path("data"),
                    ])
                try await eventually("both are sampled") {
                    let stats = try await service.http.stats()
                    return stats["rows"]?.accepted ?? 0 > 20 && stats["good"]?.accepted ?? 0 > 20
                }
                try Data("{}\n".utf8).write(to: URL(filePath: rows))
                try await eventually("the environment stops and says so") {
                    let state = try await service.http.stats()["rows"]?.state
                    return state != "serving"
                }
                let before = try await service.http.stats()["good"]?.accepted ?? 0
                try await eventually("the other goes on") {
                    try await service.http.stats()["good"]?.accepted ?? 0 > before
                }
                try await service.stop()
            }
        }
    }
}
