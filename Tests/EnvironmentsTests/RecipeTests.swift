import Environments
import Foundation
import JSON
import Rollouts
import Testing
import Verifiers

/// What a user of a published data set makes of the manual: its `tasks`, the entries that it says to verify by, a prompt.
@Suite struct `The manual's recipes` {
    /// How a shape is asked for where the manual leaves that to its user, and completions that are right and wrong for
    /// the row that it shows.
    struct Recipe: Sendable {
        var prompt: String?
        let right: [String]
        let wrong: [String]
    }

    static let recipes: [String: Recipe] = [
        "GSM8K": Recipe(
            prompt: #"{user: "{{question}} Put the answer in \\boxed{}."}"#,
            right: [#"\boxed{1080}"#, #"So it is \boxed{1{,}080}."#, #"\boxed{1080 \text{ plums}}"#],
            wrong: [#"\boxed{1081}"#, "1080", #"\boxed{1080} or \boxed{12}"#]),
        "MATH": Recipe(
            prompt: #"{user: "{{problem}} Put the answer in \\boxed{}."}"#,
            right: [#"\boxed{\frac{5}{6}}"#, #"\boxed{10/12}"#], wrong: [#"\boxed{\frac{6}{5}}"#, #"\frac{5}{6}"#]),
        "MMLU": Recipe(
            prompt: #"{user: "{{question}}\n{{#options}}- {{.}}\n{{/options}}End with the letter."}"#,
            right: ["Answer: C", "Answer: Argon"], wrong: ["Answer: B", "Answer: C or B", "Argon, Oxygen"]),
        "GPQA": Recipe(right: ["Answer: gluon"], wrong: ["Answer: photon", "gluon photon"]),
        "IFEval": Recipe(
            prompt: #"{user: "{{prompt}}"}"#,
            right: ["The Rhine runs from the Alps to the sea past old towns and vineyards on its banks."],
            wrong: [
                "Write about rivers without any commas.", "Rivers",
                "Rivers, all of them, run from the high mountains down to the wide sea.",
            ]),
        "RLVR-IFeval": Recipe(
            right: ["three rivers that i like are the rhine and the rhone and the loire."],
            wrong: [
                "name three rivers. answer in lower case.", "rivers",
                "The Rhine and the Rhone and the Loire are three of the rivers.",
            ]),
        "BFCL": Recipe(
            right: [
                #"[rail_distance(start="Oslo", end="Bergen")]"#,
                #"[rail_distance(start="Oslo", end="Bergen", scale=1.0)]"#,
            ],
            wrong: [#"[rail_distance(start="Oslo", end="Oslo")]"#, "by rail", "{}"]),
        "xLAM": Recipe(
            right: [#"<tool_call>{"name": "weather", "arguments": {"city": "Lima"}}</tool_call>"#],
            wrong: [#"<tool_call>{"name": "weather", "arguments": {"city": "Rome"}}</tool_call>"#, "Lima"]),
        "Conversations": Recipe(right: ["Lima"], wrong: ["Quito", "Answer in one word.", "Lima Lima"]),
    ]

    @Test func `each loads as it is written, passes a right answer and fails a wrong one`() async throws {
        let shapes = try ManualShape.all()
        #expect(Set(shapes.map(\.name)) == Set(Self.recipes.keys))
        for shape in shapes {
            let recipe = try #require(Self.recipes[shape.name])
            let spans = shape.advice.matches(of: /`([^`]+)`/).map { String($0.1).replacing("\n", with: " ") }
            let entries = spans.filter { $0.contains(/^[a-z_]+: \{.*\}$/) }
            #expect(!entries.isEmpty, "\(shape.name)")
            let advised =
                spans.first { $0.hasPrefix("{") }
                ?? spans.first { $0.contains(#/^(messages|user): /#) }.map { "{\($0)}" }
            let prompt = try #require(recipe.prompt ?? advised, "\(shape.name)")
            // Junk is judged as the file loads, with the row that the manual shows.
            let environment = try await loaded(
                "\(shape.tasks)\nprompt: \(prompt)\nverify:\n" + entries.map { "  - \($0)\n" }.joined(),
                files: shape.files)
            let task = try #require(try environment.tasks.next(after: TaskCursor())).task
            for (completions, passes) in [(recipe.right, true), (recipe.wrong, false)] {
                for completion in completions {
                    let verdict = await environment.judge(task, Completion(text: completion), budget: .standard)
                    #expect(verdict.passed == passes, "\(shape.name): \(completion)")
                }
            }
        }
    }

    @Test func `BFCL's irrelevance loads as it is written, and passes words without a call`() async throws {
        let manual = try String(contentsOfFile: root + "/environments/README.md", encoding: .utf8)
        let file = try #require(
            manual.matches(of: /```yaml\n((?:.|\n)*?)```/).first { $0.1.contains("irrelevance") }?.1)
        let row = try #require(try ManualShape.all().first { $0.name == "BFCL" }?.files["bfcl_simple.jsonl"])
        let environment = try await loaded(String(file), files: ["bfcl_irrelevance.jsonl": row])
        let task = try #require(try environment.tasks.next(after: TaskCursor())).task
        for (completion, passes) in [
            ("None of these tools can answer that.", true), (#"[rail_distance(start="Oslo", end="Bergen")]"#, false),
            ("How far is it from Oslo to Bergen by rail?", false), ("", false),
        ] {
            let verdict = await environment.judge(task, Completion(text: completion), budget: .standard)
            #expect(verdict.passed == passes, "\(completion)")
        }
    }
}
