import JSON
import Rollouts
import Testing

@testable import Verifiers

/// Structured fuzzing: texts of the formats' own pieces, and passing cases with bytes changed.
@Suite struct ToolCallFuzzTests {
    private static let pieces = [
        "<tool_call>", "</tool_call>", "[TOOL_CALLS]", "[ARGS]", "[CALL_ID]", "<|python_tag|>", "<|eom_id|>", "{", "}",
        "[", "]",
        "(", ")", "\"", "'", "\"name\"", "\"arguments\"", "\"parameters\"", "weather", "now", "f", ":", ",", ";", "=",
        ".", "-", "+",
        "*", "**", "/", "%", "~", "not ", " if ", " else ", "lambda x: ", " for x in ", "True", "None", "1", "0x",
        "1e9", "1_0", "5j", "\\",
        "\\u00e9", "\\x", "\n", " ", "#", "\"\"\"", "é", "\u{10FFFF}", "e\u{301}", "new ", "int[]", "ArrayList<>",
        "put(", "=>", "function",
        "`", "//", "/*", "null", "@", "<", ">", "?", "&", "|", "^", "!", "\0", "```", "```python\n", "city=\"Paris\"",
        "days=2",
        "{\"name\": \"weather\", \"arguments\": {\"city\": \"Paris\", \"days\": 2}}",
    ]

    private static let lists: [VerifyList] = {
        let exact = CallFormat.allCases.filter { $0 != .java && $0 != .javascript }.map { format in
            #"[{"tool_calls": {"expected": \#(ToolCallCases.paris), "tools": "$tools", "format": "\#(format.rawValue)", "any_order": true}}]"#
        }
        let answer = #""possible": [{"weather": {"city": ["Paris"], "days": [2, ""]}}]"#
        let reference = ["simple_python", "parallel", "multiple", "simple_java", "simple_javascript"].map { category in
            let format = category.hasSuffix("java") ? "java" : category.hasSuffix("script") ? "javascript" : "python"
            return
                #"[{"tool_calls": {\#(answer), "tools": "$reference", "compare": "bfcl", "category": "\#(category)", "format": "\#(format)"}}]"#
        }
        return (exact + reference).compactMap { try? VerifyList(json($0)) }
    }()

    private static func fuzzTask() throws -> RolloutTask {
        let reference =
            #"[{"name": "weather", "parameters": {"properties": {"city": {"type": "any"}, "days": {"type": "integer"}}, "required": ["city"]}}]"#
        return try task(#"{"tools": \#(caseTools), "reference": \#(reference)}"#)
    }

    @Test func `any text is judged the same twice, within its budget`() throws {
        #expect(Self.lists.count == CallFormat.allCases.count + 3)
        var run = FuzzRun(rounds: 3_000, seed: 0)
        let task = try Self.fuzzTask()
        var passed = 0
        while run.goesOn() {
            let seed = run.seed &+ UInt64(run.rounds)
            var draw = TestDraws(seed: seed)
            let text = Self.text(&draw)
            for list in Self.lists {
                let verdict = list.judge(Completion(text: text), task: task)
                passed += verdict.passed == true ? 1 : 0
                #expect(
                    verdict.passed != nil || verdict.reason == .verifierTimeout,
                    "seed \(seed): \(text.debugDescription) \(verdict)")
                #expect(verdict == list.judge(Completion(text: text), task: task), "seed \(seed)")
                // Without the function's name there is nothing that could pass.
                if !text.contains("weather") {
                    #expect(verdict.passed != true, "seed \(seed): \(text.debugDescription)")
                }
                let small = list.judge(
                    Completion(text: text), task: task,
                    budget: Budget(
                        steps: Int.random(in: 0..<200, using: &draw), bytes: Int.random(in: 0..<4_000, using: &draw)))
                #expect(
                    small.reason == .verifierTimeout || small == verdict,
                    "seed \(seed): a small budget changes the verdict")
            }
        }
        print(
            "tool_calls: \(run.rounds) texts fuzzed from seed \(run.seed) by \(Self.lists.count) lists, "
                + "\(passed) passed")
        #expect(passed > 0)
    }

    private static func text(_ draw: inout TestDraws) -> String {
        if Bool.random(using: &draw) {
            return (0..<Int.random(in: 0..<24, using: &draw)).map { _ in pieces.randomElement(using: &draw) ?? "" }
                .joined()
        }
        let row = ToolCallCases.formats.randomElement(using: &draw) ?? ToolCallCases.formats[0]
        var scalars = Array(row.completion.unicodeScalars)
        for _ in 0..<Int.random(in: 0..<4, using: &draw) where !scalars.isEmpty {
            let index = Int.random(in: 0..<scalars.count, using: &draw)
            switch Int.random(in: 0..<4, using: &draw) {
            case 0: scalars.remove(at: index)
            case 1: scalars.insert(contentsOf: (pieces.randomElement(using: &draw) ?? "").unicodeScalars, at: index)
            case 2: scalars.swapAt(index, Int.random(in: 0..<scalars.count, using: &draw))
            default: scalars.removeSubrange(index..<min(scalars.count, index + Int.random(in: 1..<12, using: &draw)))
            }
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    @Test func `what does not matter to a call does not matter to its verdict`() throws {
        for row in ToolCallCases.formats where !row.completion.contains("```") {
            for text in [row.completion + "\n", "\n" + row.completion, row.completion + "  "] {
                #expect(
                    try ToolCase(text, row.expected, nil, row.options).verdict().passed == true,
                    "\(text.debugDescription)")
            }
        }
    }
}

/// Texts made to be slow, and the standing junk.
@Suite struct ToolCallAdversarialTests {
    private static let verifies =
        CallFormat.allCases.filter { $0 != .java && $0 != .javascript }.map { format in
            #"[{"tool_calls": {"expected": \#(ToolCallCases.paris), "tools": "$tools", "format": "\#(format.rawValue)"}}]"#
        } + [
            #"[{"tool_calls": {"expected": \#(ToolCallCases.two), "any_order": true}}]"#,
            #"[{"tool_calls": {"tools": "$tools"}}]"#,
        ]

    private static let reference = ["simple_python", "parallel", "simple_java", "simple_javascript"].map { category in
        #"[{"tool_calls": {"possible": [{"weather": {"city": ["Paris"]}}], "compare": "bfcl", "category": "\#(category)", "tools": "#
            + #"[{"name": "weather", "parameters": {"properties": {"city": {"type": "any"}}, "required": []}}]}}]"#
    }

    @Test(.timeLimit(.minutes(5))) func `hostile text is judged or stopped, and never passes`() throws {
        func repeated(_ text: String) -> String {
            String(repeating: text, count: AdversarialTests.size / text.utf8.count)
        }
        let own = [
            repeated("<tool_call>"), repeated("<tool_call>{"), repeated("</tool_call>"),
            repeated("<tool_call>{\"a\":\""),
            repeated("[TOOL_CALLS]"), repeated("[TOOL_CALLS]["), repeated("[TOOL_CALLS]f[ARGS]{"),
            repeated("<|python_tag|>"),
            repeated("{\"name\":"), repeated("{\"name\":\"a\","), repeated("[f("), repeated("[f()]"), repeated("f("),
            repeated("weather("),
            repeated("weather "), "[f(a=" + repeated("-") + "1)]", "[f(a=" + repeated("(") + ")]",
            "[f(a=" + repeated("1+") + "1)]",
            "[f(a=" + repeated("1**") + "1)]", "[f(a=" + repeated("not ") + "1)]",
            "[f(a=" + repeated("lambda:") + "1)]",
            "[f(a=" + repeated("1 if 1 else ") + "1)]", "[f(a=\"" + repeated("\\") + "\")]",
            "[f(a=" + repeated("9") + ")]",
            "[f(a=" + repeated("x.") + "y)]", "[f(a=x" + repeated("[0]") + ")]", "[f(" + repeated("a=1,") + ")]",
            "[" + repeated("f(),") + "]",
            "[f(a='x'*99999999999)]", "[f(a=9**9**9**9)]", "[f(a=" + repeated("'x'*9999*") + "1)]", repeated("#"),
            "[" + repeated("\n"),
            "[f(a=" + repeated("new ArrayList<>(Arrays.asList(") + ")]",
            "[f(a=" + repeated("new HashMap<>() {{ put(\"") + ")]",
            "[f(a=" + repeated("a?b:") + "c)]", "[f(a=`" + repeated("${`") + ")]", "[f(a=" + repeated("x=>") + "1)]",
            "[f(a=/" + repeated("[") + ")]",
            "[f(a={" + repeated("a:{") + ")]", "[f(a=[[" + repeated("],[") + "]])]", repeated("\""), repeated("'"),
            repeated("/*"),
        ]
        for verify in Self.verifies + Self.reference {
            let list = try VerifyList(json(verify))
            let task = try task(#"{"tools": \#(caseTools)}"#)
            for text in own + AdversarialTests.texts(AdversarialTests.size) {
                let verdict = list.judge(Completion(text: text), task: task)
                #expect(verdict.passed == false || verdict.reason == .verifierTimeout, "\(verify) \(text.prefix(40))")
                #expect(verdict.candidates.count <= SpanReading.listed)
            }
        }
    }

    @Test func `junk never passes, and is the model's failure`() throws {
        for verify in Self.verifies {
            let gold =
                verify.contains("any_order") ? "[weather(city='Paris'), now()]" : "[weather(city='Paris', days=2)]"
            for text in JunkTests.junk + [
                "<think>\(gold)", "weather Paris 2", "[weather()]", caseTools,
            ] {
                let verdict = try judge(verify, text, task: #"{"tools": \#(caseTools)}"#)
                #expect(verdict.passed == false, "\(verify) on \(text.prefix(80).debugDescription): \(verdict)")
            }
        }
    }

    @Test func `what is spent grows in proportion to the text`() throws {
        for verify in Self.verifies + Self.reference {
            let list = try VerifyList(json(verify))
            let task = try task(#"{"tools": \#(caseTools)}"#)
            let line = "Some prose without any call, 12 of 15 words. "
            for count in [10, 1_000] {
                let text = String(repeating: line, count: count)
                let budget = Budget(steps: 4_096, bytes: 40 * text.utf8.count + 4_096)
                #expect(
                    list.judge(Completion(text: text), task: task, budget: budget).reason != .verifierTimeout,
                    "\(verify)")
            }
        }
    }
}
