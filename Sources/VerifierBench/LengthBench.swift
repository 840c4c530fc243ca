internal import Foundation
internal import JSON
internal import Rollouts
internal import Verifiers

/// Times `length`, `repetition` and `reasoning` on recorded responses, and `puzzle` on an instance of each of a few kinds.
package enum LengthBench {
    private static let lists = [
        ("length: characters and words", #"[{"length": {"max_characters": 100000, "max_words": 10000}}]"#),
        ("length: repetition", #"[{"length": {"repetition": true}}]"#),
        ("reasoning: form and words", #"[{"reasoning": {"mode": "optional", "max_words": 30000}}]"#),
    ]
    private static let puzzles = [
        ("countdown", #"{"numbers": [3, 5, 8, 12], "target": 76}"#, "(3 + 5) * 8 + 12"),
        (
            "sudoku",
            #"{"grid": [[1, 0, 0, 0], [0, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 1]], "box": [2, 2]}"#, "1234/3412/2143/4321"
        ),
        ("nim", #"{"piles": [3, 4, 5]}"#, "1, 2"),
        (
            "knapsack", #"{"names": ["A", "B", "C"], "weights": [3, 4, 5], "values": [4, 5, 9], "limit": 8}"#, "A, C"
        ),
        ("assignment", #"{"answer": {"Anna": "knight", "Ben": "knave"}}"#, "Anna=knight, Ben=knave"),
    ]

    /// A row for each list over the responses of `ifeval/responses.jsonl` in a folder, every tenth of them, and one over
    /// the puzzles; each verdict timed as the least of so many runs, compilation apart.
    package static func rows(anchors: String, runs: Int = 5) throws -> [BenchRow] {
        let text = try String(contentsOfFile: anchors + "/ifeval/responses.jsonl", encoding: .utf8)
        var completions: [Completion] = []
        for (index, line) in text.split(separator: "\n").enumerated() where index % 10 == 0 {
            guard let response = try JSONReader().read(String(line))["response"]?.string else { continue }
            // A thought before it, so that the form is read.
            completions.append(Completion(text: "<think>Let me see what is asked for.</think>\n" + response))
        }
        let task = RolloutTask(id: "bench", fields: JSONObject())
        var rows: [BenchRow?] = []
        for (name, written) in lists {
            let list = try VerifyList(JSONReader().read(written))
            let timings = completions.map { completion in
                least(of: runs) { _ = list.judge(completion, task: task) }
            }
            rows.append(BenchRow(name: name, nanoseconds: timings))
        }
        let list = try VerifyList(JSONReader().read(#"[{"puzzle": {"kind": "$kind", "instance": "$instance"}}]"#))
        var timings: [Int] = []
        for (kind, instance, answer) in puzzles {
            let task = RolloutTask(
                id: "bench", fields: ["kind": .string(kind), "instance": try JSONReader().read(instance)])
            let completion = Completion(text: "<answer>\(answer)</answer>")
            timings.append(least(of: runs) { _ = list.judge(completion, task: task) })
        }
        rows.append(BenchRow(name: "puzzle: an answer judged, its instance read", nanoseconds: timings))
        return rows.compactMap { $0 }
    }

    private static func least(of runs: Int, _ work: () -> Void) -> Int {
        var best = Int.max
        for _ in 0..<runs {
            let time = ContinuousClock().measure(work)
            best = min(best, Int(time.components.attoseconds / 1_000_000_000))
        }
        return best
    }
}
