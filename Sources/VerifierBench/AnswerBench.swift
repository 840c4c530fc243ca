internal import Foundation
internal import JSON
internal import Rollouts
internal import Verifiers

/// Times `answer` on an answer in each of the named formats, with words round it, and on multiple-choice texts.
package enum AnswerBench {
    private static let choiceTexts = [
        "The answer is (B).", "**Answer:** B", "So the correct choice is \\boxed{\\text{B}}.", "B) London",
        "A is wrong, since Paris lies on the Seine.\n\nThe Thames flows through London.\n\nTherefore, the answer is **B) London**.",
    ]

    /// A row over the formats of `answer-formats.tsv` in a folder, and one over texts that name a choice; each verdict
    /// timed as the least of so many runs, compilation apart.
    package static func rows(anchors: String, runs: Int = 9) throws -> [BenchRow] {
        let table = try String(contentsOfFile: anchors + "/answer-formats.tsv", encoding: .utf8)
        let task = RolloutTask(id: "bench", fields: JSONObject())
        var formats: [Int] = []
        for line in table.split(separator: "\n").dropFirst() {
            guard let name = line.split(separator: "\t").first, let entry = AnswerFormats.entry(String(name)),
                let answer = entry.render("B")
            else { continue }
            let list = try list(["format": .string(entry.name), "equals": "B"])
            let text = "Each of the two halves is looked at first, then both together.\n\n\(answer)\n"
            formats.append(least(of: runs) { _ = list.judge(Completion(text: text), task: task) })
        }
        let options: JSONValue = ["Paris", "London", "Rome", "Berlin"]
        let choice = try list(["format": "choice", "equals": "B", "choices": options])
        let choices = choiceTexts.map { text in
            least(of: runs) { _ = choice.judge(Completion(text: text), task: task) }
        }
        return [
            BenchRow(name: "answer: the named formats", nanoseconds: formats),
            BenchRow(name: "answer: multiple choice", nanoseconds: choices),
        ].compactMap { $0 }
    }

    private static func list(_ options: JSONObject) throws -> VerifyList {
        try VerifyList(.array([.object(["answer": .object(options)])]))
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
