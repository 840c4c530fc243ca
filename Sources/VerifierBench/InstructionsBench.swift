internal import Foundation
internal import JSON
internal import Rollouts
internal import Verifiers

/// Times `instructions` on recorded responses, by instruction: the row is read before, the response is judged.
package enum InstructionsBench {
    /// A row for each id over `ifeval/responses.jsonl` in a folder, strict and then loose as its reference does both, and
    /// one over all; each check timed as the least of so many runs.
    package static func rows(anchors: String, runs: Int = 3) throws -> [BenchRow] {
        var prompts: [Int: JSONObject] = [:]
        for prompt in try lines(anchors + "/ifeval/prompts.jsonl") {
            if let key = prompt["key"]?.int { prompts[key] = prompt.object }
        }
        var verifiers: [String: [InstructionsVerifier]] = [:]
        var timings: [String: [Int]] = [:]
        let clock = ContinuousClock()
        for response in try lines(anchors + "/ifeval/responses.jsonl") {
            guard let prompt = response["key"]?.int.flatMap({ prompts[$0] }), let text = response["response"]?.string,
                let ids = prompt["instruction_id_list"]?.array, let lists = prompt["kwargs"]?.array
            else { continue }
            let completion = Completion(text: text)
            let task = RolloutTask(id: "bench", fields: JSONObject())
            for (id, arguments) in zip(ids, lists) {
                let key = id.text + arguments.text
                let pair = try verifiers[key] ?? make(id, arguments)
                verifiers[key] = pair
                var least = Int.max
                for _ in 0..<runs {
                    let start = clock.now
                    for verifier in pair {
                        var budget = Budget.standard
                        _ = try verifier.judge(completion, task: task, budget: &budget)
                    }
                    let time = clock.now - start
                    least = min(least, Int(time.components.attoseconds / 1_000_000_000))
                }
                timings[id.string ?? "", default: []].append(least)
            }
        }
        let rows = timings.sorted { $0.key < $1.key }.compactMap {
            BenchRow(name: "instructions \($0.key)", nanoseconds: $0.value)
        }
        let all = BenchRow(name: "instructions", nanoseconds: timings.values.flatMap { $0 })
        return rows + (all.map { [$0] } ?? [])
    }

    private static func make(_ id: JSONValue, _ arguments: JSONValue) throws -> [InstructionsVerifier] {
        try ["strict", "loose"].map { mode in
            try InstructionsVerifier(
                options: VerifierOptions([
                    "ids": .array([id]), "kwargs": .array([arguments]), "mode": .string(mode),
                ]))
        }
    }

    private static func lines(_ path: String) throws -> [JSONValue] {
        try String(contentsOfFile: path, encoding: .utf8).utf8.split(separator: 10).map {
            try JSONReader().read(String(Substring($0)))
        }
    }
}
