internal import Foundation
internal import JSON
internal import Rollouts
internal import Verifiers

/// Times `tool_calls` on BFCL's questions, each answered with the first values accepted.
package enum ToolCallsBench {
    private static let categories = [
        "simple_python", "multiple", "parallel", "parallel_multiple", "live_simple", "live_multiple",
    ]

    /// Two rows over the questions of `bfcl/` in a folder, each timed as the least of so many runs: the check alone on
    /// calls that are parsed, as the reference's checker is timed, and the whole verdict from the text on.
    package static func rows(anchors: String, runs: Int = 9) throws -> [BenchRow] {
        var checks: [Int] = []
        var verdicts: [Int] = []
        var exact: [Int] = []
        for category in categories {
            let questions = try lines("\(anchors)/bfcl/BFCL_v4_\(category).json")
            let answers = try lines("\(anchors)/bfcl/possible-answers/BFCL_v4_\(category).json")
            for (question, answer) in zip(questions, answers) {
                let tools = question["function"] ?? .null
                let possible = answer["ground_truth"] ?? .null
                let calls = ToolCallsBenchCase.calls(possible)
                let timed = try ToolCallsBenchCase(category: category, tools: tools, possible: possible, calls: calls)
                checks.append(least(of: runs) { timed.check() })
                let task = RolloutTask(id: "t", fields: ["tools": tools, "possible": possible, "calls": calls])
                let list = try VerifyList([
                    [
                        "tool_calls": [
                            "possible": "$possible", "tools": "$tools", "compare": "bfcl",
                            "category": .string(category),
                            "format": "python",
                        ]
                    ]
                ])
                let text = Completion(text: ToolCallsBenchCase.python(calls))
                verdicts.append(least(of: runs) { _ = list.judge(text, task: task) })
                let exactly = try VerifyList([["tool_calls": ["expected": "$calls", "tools": "$tools"]]])
                let hermes = Completion(text: ToolCallsBenchCase.hermes(calls))
                exact.append(least(of: runs) { _ = exactly.judge(hermes, task: task) })
            }
        }
        return [
            BenchRow(name: "tool_calls: parsed calls checked by BFCL's rules", nanoseconds: checks),
            BenchRow(name: "tool_calls: BFCL's verdict on the text", nanoseconds: verdicts),
            BenchRow(name: "tool_calls: exact verdict on Hermes text", nanoseconds: exact),
        ].compactMap { $0 }
    }

    private static func lines(_ path: String) throws -> [JSONValue] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map {
            try JSONReader().read(String($0))
        }
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
