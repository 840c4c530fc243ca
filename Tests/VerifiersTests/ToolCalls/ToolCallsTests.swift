import Foundation
import JSON
import Rollouts
import Testing

@testable import Verifiers

@Suite struct ToolCallsTests {
    @Test(arguments: ToolCallCases.passing) func `the calls expected pass`(_ row: ToolCase) throws { try row.check() }

    @Test(arguments: ToolCallCases.failing) func `anything else fails by its class`(_ row: ToolCase) throws {
        try row.check()
    }

    /// Answers to questions of our own with the verdict that BFCL's checker, bfcl-eval 2026.3.23, gives on each.
    static func referenceCases() throws -> [JSONValue] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "reference-cases.jsonl")
        return try SharedData.lines(file)
    }

    static func judgeReference(_ row: JSONValue) throws -> Verdict {
        let task = RolloutTask(
            id: "t", fields: ["tools": row["tools"] ?? .null, "possible": row["possible"] ?? .null])
        let list = try VerifyList([
            [
                "tool_calls": [
                    "possible": "$possible", "tools": "$tools", "compare": "bfcl", "category": row["category"] ?? "",
                    "format": row["format"] ?? "",
                ]
            ]
        ])
        return list.judge(Completion(text: row["text"]?.string ?? ""), task: task)
    }

    @Test func `the reference's verdict is ours on every case of our own`() throws {
        for row in try Self.referenceCases() {
            let verdict = try Self.judgeReference(row)
            #expect(
                verdict.passed == row["passes"]?.bool,
                "\(row["category"]?.text ?? "") \(row["text"]?.text ?? "") \(verdict)")
        }
    }

    @Test func `there are enough cases, and none twice`() throws {
        let reference = try Self.referenceCases()
        let exact = ToolCallCases.passing + ToolCallCases.failing
        #expect(Set(exact.map { Array(($0.completion + ($0.expected ?? "-") + $0.options).utf8) }).count == exact.count)
        let passing = reference.count { $0["passes"]?.bool == true } + ToolCallCases.passing.count
        let failing = reference.count { $0["passes"]?.bool == false } + ToolCallCases.failing.count
        print("tool_calls: \(passing) passing and \(failing) failing cases of its own")
        #expect(passing >= 200)
        #expect(failing >= 200)
    }

    @Test func `what an endpoint parsed is compared, and what it left in the text as well`() throws {
        func verdict(_ calls: [ToolCall], _ content: String, _ format: String) throws -> Verdict {
            let list = try VerifyList(
                json(#"[{"tool_calls": {"expected": \#(ToolCallCases.paris), "format": "\#(format)"}}]"#))
            let message = Message(role: "assistant", content: content, toolCalls: calls)
            return list.judge(Completion(messages: [message], format: ReasoningFormat()), task: try task())
        }
        let good = ToolCall(id: "a", name: "weather", arguments: #"{"city": "Paris", "days": 2}"#)
        for format in ["auto", "openai"] {
            #expect(try verdict([good], "", format).passed == true)
            #expect(try verdict([good], "Prose beside it.", format).passed == true)
            #expect(try verdict([good, good], "", format).checks.last?.reason == "unexpected_call")
            #expect(
                try verdict([ToolCall(name: "weather", arguments: "{")], "", format).checks[0].reason == "undecodable")
            #expect(
                try verdict([ToolCall(name: "weather", arguments: "")], "", format).checks[0].reason
                    == "missing_argument")
            #expect(
                try verdict([ToolCall(name: "weather", arguments: "\"x\"")], "", format).checks[0].reason
                    == "wrong_type")
        }
        #expect(try verdict([good], "<tool_call>{bad}</tool_call>", "auto").checks.last?.reason == "undecodable")
        #expect(try verdict([good], "<tool_call>{bad}</tool_call>", "openai").passed == true)
    }

    @Test func `each call is a check, and each wrong argument one below it`() throws {
        let text =
            #"<tool_call>{"name": "weather", "arguments": {"city": 5, "days": 3, "x": 0}}</tool_call><tool_call>{</tool_call>"#
        let verdict = try ToolCase(text, ToolCallCases.two.replacing("\"Paris\"", with: "\"Paris\", \"days\": 2"), nil)
            .verdict()
        #expect(
            verdict.checks.map { "\($0.name) \($0.reason ?? "passed")" } == [
                "call[0] wrong_type", "call[0].city wrong_type", "call[0].days wrong_value",
                "call[0].x unexpected_argument",
                "call[1] undecodable",
            ])
        #expect(verdict.candidates == ["<tool_call>{</tool_call>"])
        #expect(verdict.extracted?.hasPrefix("<tool_call>{\"name\"") == true)
    }

    @Test(
        arguments: [
            (#"{"tools": []}"#, nil), (#"{"expected": "$x"}"#, nil), (#"{}"#, "expected"),
            (#"{"expected": 5}"#, "expected"),
            (#"{"expected": [{"arguments": {}}]}"#, "expected"), (#"{"expected": [], "compare": "loose"}"#, "compare"),
            (#"{"expected": [], "compare": "$c"}"#, "compare"), (#"{"expected": [], "format": "xml"}"#, "format"),
            (#"{"expected": [], "format": "java"}"#, "format"), (#"{"expected": [], "possible": []}"#, "possible"),
            (#"{"expected": [], "category": "simple"}"#, "category"), (#"{"compare": "bfcl"}"#, "possible"),
            (#"{"compare": "bfcl", "possible": [], "lenient": {}}"#, "lenient"),
            (#"{"expected": [], "tools": 5}"#, "tools"),
            (#"{"expected": [], "tools": [{}]}"#, "tools"),
            (#"{"expected": [], "lenient": {"a": {"tolerence": 1}}}"#, "lenient"),
            (#"{"expected": [], "lenient": {"a": {"tolerance": -1}}}"#, "lenient"),
            (#"{"expected": [], "lenient": {"a": 5}}"#, "lenient"),
            (#"{"expected": [{"name": "f", "arguments": {"a": 1, "a": 2}}]}"#, "expected"),
        ] as [(String, String?)])
    func `options that cannot be meant are refused`(_ options: String, _ option: String?) throws {
        let object = try #require(try json(options).object)
        do {
            _ = try ToolCallsVerifier(options: VerifierOptions(object))
            #expect(option == nil)
        } catch {
            #expect(error.option == option, "\(error)")
        }
    }

    @Test(arguments: [
        #"{"expected": "$none"}"#, #"{"expected": "$number"}"#, #"{"expected": [], "tools": "$number"}"#,
        #"{"compare": "bfcl", "possible": "$number", "category": "simple"}"#,
        #"{"compare": "bfcl", "possible": [], "category": "simple"}"#,
        #"{"compare": "bfcl", "possible": [{"f": {"a": [1]}}], "category": "simple"}"#,
        #"{"compare": "bfcl", "possible": [{"f": {"a": [1]}}], "tools": [{"name": "f", "parameters": {"properties": {"a": {"type": "quux"}}}}]}"#,
    ]) func `what is wrong with the data is never the model's fault`(_ options: String) throws {
        let verdict = try judge(#"[{"tool_calls": \#(options)}]"#, "[f(a=1)]", task: #"{"number": 5}"#)
        #expect(verdict.passed == nil)
        #expect(verdict.reason == .verifierError)
    }
}
