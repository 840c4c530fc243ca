import Foundation
import Testing

extension EndToEnd {
    @Suite struct Scoring {
        private static let verify = #"[{"answer": {"format": "tag", "equals": "$answer", "as": "number"}}]"#

        /// A verdict line, read as strictly as it is promised.
        private struct Line {
            let text: String
            let object: [String: Any]

            init(_ text: Substring) throws {
                self.text = String(text)
                let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
                object = try #require(value as? [String: Any])
            }

            var id: Any? { object["id"] }
            var passed: Bool? { object["passed"] as? Bool }
            var reason: String? { object["reason"] as? String }
            func isNull(_ key: String) -> Bool { object[key] is NSNull }
        }

        private static func score(
            _ rig: Rig, _ rows: String, _ arguments: [String] = [], exits code: Int32 = 0, within seconds: Double = 60
        ) async throws -> [Line] {
            let input = try rig.write(rows, to: "rows.jsonl")
            let result = try await rig.run(
                [Places.winnow, "score"] + arguments, name: "score", input: input, within: seconds)
            #expect(result.end == .exited(code), "\(result.errors)")
            #expect(result.errors.contains("rows/s"))
            return try result.output.split(separator: "\n").map(Line.init)
        }

        @Test func `One verdict line a row comes in the order of the rows, whatever their size`() async throws {
            try await Rig.run { rig in
                let count = 3000
                var rows = ""
                for number in 0..<count {
                    // Every few rows a long one, so that a batch of them takes longer than the next.
                    let thought = number % 97 == 0 ? String(repeating: "so ", count: 40_000) : "so"
                    let answer = number % 3 == 0 ? number : -1
                    rows +=
                        #"{"id": \#(number), "task": {"answer": \#(number)}, "completion": "<think>\#(thought)</think><answer>\#(answer)</answer>", "verify": \#(Self.verify)}"#
                        + "\n"
                }
                let lines = try await Self.score(rig, rows)
                try #require(lines.count == count)
                #expect(lines.enumerated().allSatisfy { $1.id as? Int == $0 })
                #expect(lines.enumerated().allSatisfy { $1.passed == ($0 % 3 == 0) })
            }
        }

        @Test func `A verdict line has the promised keys in the promised order`() async throws {
            try await Rig.run { rig in
                let lines = try await Self.score(
                    rig,
                    """
                    {"id": "a", "task": {"answer": 4}, "completion": "<answer>4</answer>", "verify": \(Self.verify)}
                    {"id": "b", "task": {"answer": 4}, "completion": "<answer>5</answer>", "verify": \(Self.verify)}
                    {"task": {"answer": 4}, "completion": "four", "verify": \(Self.verify)}
                    {"id": 7, "task": {}, "completion": "<answer>5</answer>", "verify": \(Self.verify)}

                    """)
                try #require(lines.count == 4)
                for line in lines {
                    let required: Set = ["id", "passed", "score", "reason", "extracted", "checks"]
                    #expect(required.isSubset(of: line.object.keys))
                    #expect(
                        Set(line.object.keys).subtracting(required).isSubset(of: ["detail", "candidates"]),
                        "\(line.text)")
                    let places = ["id", "passed", "score", "reason", "extracted", "checks"].map {
                        line.text.range(of: "\"\($0)\":")?.lowerBound
                    }
                    #expect(places.compactMap { $0 }.sorted() == places.compactMap { $0 })
                    let checks = try #require(line.object["checks"] as? [[String: Any]])
                    #expect(!checks.isEmpty)
                    for check in checks { #expect(Set(check.keys) == ["name", "passed", "score", "reason", "detail"]) }
                }
                #expect(lines[0].id as? String == "a" && lines[0].passed == true)
                #expect(lines[0].object["score"] as? Double == 1 && lines[0].isNull("reason"))
                #expect(lines[0].object["extracted"] as? String == "4")
                #expect(
                    lines[1].passed == false && lines[1].reason == "incorrect"
                        && lines[1].object["score"] as? Double == 0)
                #expect(lines[2].isNull("id") && lines[2].passed == false && lines[2].reason == "unparsed")
                #expect(lines[2].isNull("extracted"))
                // The data's fault is never the model's: no verdict.
                #expect(lines[3].id as? Int == 7 && lines[3].isNull("passed") && lines[3].isNull("score"))
                #expect(lines[3].reason == "verifier_error")
            }
        }

        @Test func `A row that cannot be read becomes an error line with its number, and the exit code 3`() async throws
        {
            try await Rig.run { rig in
                let good =
                    #"{"id": 1, "task": {"answer": 4}, "completion": "<answer>4</answer>", "verify": \#(Self.verify)}"#
                let bad = [
                    "{", "[]", "null", "7", #"{"id": 2}"#, #"{"id": 2, "task": 7, "completion": "x"}"#,
                    #"{"id": 2, "task": {}, "completion": "x"}"#,
                    #"{"id": 2, "task": {}, "completion": "x", "verify": []}"#,
                    #"{"id": 2, "task": {}, "completion": "x", "verify": [{"no_such": {}}]}"#,
                    #"{"id": 2, "task": {}, "completion": 7, "verify": \#(Self.verify)}"#,
                    #"{"id": 2, "task": {"a": 1, "a": 2}, "completion": "x", "verify": \#(Self.verify)}"#,
                    String(repeating: "[", count: 10_000), "{\"id\": \"\u{0}\"}",
                ]
                let lines = try await Self.score(rig, bad.map { good + "\n" + $0 + "\n" }.joined(), exits: 3)
                try #require(lines.count == 2 * bad.count)
                for (number, line) in lines.enumerated() {
                    if number % 2 == 0 {
                        #expect(line.passed == true)
                    } else {
                        #expect(
                            Set(line.object.keys) == ["id", "error"], "\(bad[number / 2].prefix(80)) → \(line.text)")
                        let message = line.object["error"] as? String ?? ""
                        #expect(message.contains("line \(number + 1)"), "\(message)")
                    }
                }
            }
        }

        @Test func `The environment that is named judges rows that bring no verifiers`() async throws {
            try await Rig.run { rig in
                let lines = try await Self.score(
                    rig,
                    """
                    {"id": 1, "task": {"question": "What is 2 + 2?", "answer": 4}, "completion": "<answer>4.0</answer>"}
                    {"id": 2, "task": {"answer": 4}, "messages": [{"role": "user", "content": "<answer>4</answer>"}, {"role": "assistant", "content": "<answer>5</answer>"}]}
                    {"id": 3, "task": {"answer": 4}, "messages": [{"role": "assistant", "content": "<answer>5</answer>"}, {"role": "user", "content": "?"}, {"role": "assistant", "content": "<answer>4</answer>"}]}
                    {"id": 4, "task": {"answer": 4}, "completion": "<answer>4</answer>", "verify": [{"json": {"equals": {}}}]}
                    {"id": 5, "task": {"answer": 4}, "reasoning": "it is <answer>4</answer>", "completion": ""}
                    """, ["--environment", "arithmetic", "--environments", Places.environments])
                #expect(lines.map(\.passed) == [true, false, true, false, false])
            }
        }

        @Test func `Wrong usage exits with 2 and says what there is`() async throws {
            try await Rig.run { rig in
                let unknown = try await rig.winnow(
                    "score", "--environment", "arithmetics", "--environments", Places.environments)
                #expect(unknown.end == .exited(2))
                #expect(unknown.errors.contains("arithmetic, extract_json, letter_count"))
                let missing = try await rig.winnow("score", rig.path("nothing.jsonl"))
                #expect(missing.end == .exited(2))
                #expect(missing.errors.contains("nothing.jsonl"))
            }
        }

        @Test func `No model text reaches the terminal as it is`() async throws {
            try await Rig.run { rig in
                let evil = "\\u001b[2J\\u202e"
                let result = try await rig.run(
                    [Places.winnow, "score"], name: "score",
                    input: try rig.write(
                        #"{"id": "\#(evil)", "task": {"answer": 1}, "completion": "<answer>\#(evil)</answer>", "verify": \#(Self.verify)}"#,
                        to: "rows.jsonl"))
                #expect(result.end == .exited(0))
                #expect(!(result.output + result.errors).unicodeScalars.contains("\u{1B}"))
            }
        }

        @Test func `A slow writer gets the verdict on a row before it writes the next`() async throws {
            try await Rig.run { rig in
                let pipe = rig.path("rows.pipe")
                try #require(mkfifo(pipe, 0o600) == 0)
                // Open for both, so that neither end waits for the other here.
                let file = open(pipe, O_RDWR | O_CLOEXEC)
                try #require(file >= 0)
                defer { close(file) }
                let child = try await rig.start([Places.winnow, "score"], name: "score", input: pipe)
                for number in 1...3 {
                    let row =
                        #"{"id": \#(number), "task": {"answer": 4}, "completion": "<answer>4</answer>", "verify": \#(Self.verify)}"#
                        + "\n"
                    let bytes = Array(row.utf8)
                    #expect(write(file, bytes, bytes.count) == bytes.count)
                    try await eventually("the verdict on row \(number) is there") {
                        child.outputText.split(separator: "\n").count == number
                    }
                }
            }
        }

        @Test(.tags(.slow), .unlessQuick)
        func `A file of 24 MB takes hardly more memory than a single row`() async throws {
            try await Rig.run { rig in
                let thought = String(repeating: "so we carry the one and ", count: 2000)
                func row(_ number: Int) -> String {
                    #"{"id": \#(number), "task": {"answer": \#(number)}, "completion": "<think>\#(thought)</think><answer>\#(number)</answer>", "verify": \#(Self.verify)}"#
                }
                let one = try await Self.memory(rig, rows: row(0) + "\n", count: 1)
                let many = try await Self.memory(rig, rows: (0..<500).map { row($0) + "\n" }.joined(), count: 500)
                print("score: at most \(one) MB for one row, \(many) MB for 500 of 48 KB")
                #expect(one > 0 && many < one + 16)
            }
        }

        private static func memory(_ rig: Rig, rows: String, count: Int) async throws -> Int {
            let child = try await rig.start(
                [Places.winnow, "score", try rig.write(rows, to: "rows.jsonl")], name: "score")
            var most = 0
            try await eventually("it ends", within: 120) {
                most = max(most, Memory.highWater(of: child.id) ?? 0)
                return !child.isRunning
            }
            #expect(child.end == .exited(0))
            #expect(child.outputText.split(separator: "\n").count == count)
            #expect(child.errorText.contains("passed \(count)"))
            return most
        }
    }
}

/// Memory of another process, as the kernel tells it.
enum Memory {
    /// The most that it ever held, in MB; nil when it is gone.
    static func highWater(of id: pid_t) -> Int? {
        guard let status = try? String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8) else { return nil }
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line.flatMap { Int($0.filter(\.isNumber)) }.map { $0 / 1024 }
    }
}
