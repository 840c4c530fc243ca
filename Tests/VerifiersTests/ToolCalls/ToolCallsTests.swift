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

    @Test func `auto judges the text and what was reported, each call once`() throws {
        func reasons(_ calls: [ToolCall], _ content: String, _ expected: String) throws -> [String] {
            let list = try VerifyList(json(#"[{"tool_calls": {"expected": \#(expected), "format": "auto"}}]"#))
            let message = Message(role: "assistant", content: content, toolCalls: calls)
            let verdict = list.judge(Completion(messages: [message], format: ReasoningFormat()), task: try task())
            return verdict.checks.map { $0.reason ?? "passed" }
        }
        let one = #"[{"name": "f", "arguments": {"x": 1}}]"#
        let two = #"[{"name": "f", "arguments": {"x": 1}}, {"name": "g", "arguments": {}}]"#
        let f = ToolCall(name: "f", arguments: #"{"x": 1}"#)
        let g = ToolCall(name: "g", arguments: "{}")
        let textF = #"<tool_call>{"name": "f", "arguments": {"x":1}}</tool_call>"#
        let textG = #"<tool_call>{"name": "g", "arguments": {}}</tool_call>"#
        // The text whole and its calls reported again.
        #expect(try reasons([f], textF, one) == ["passed"])
        #expect(try reasons([f, g], textF + textG, two) == ["passed", "passed"])
        #expect(try reasons([f], textF + textF, one) == ["passed", "unexpected_call"])
        // A call or an attempt that the endpoint dropped, with the text whole or without what was parsed.
        #expect(try reasons([f], textF + "<tool_call>{</tool_call>", one) == ["passed", "undecodable"])
        #expect(try reasons([f], "<tool_call>{</tool_call>", one) == ["passed", "undecodable"])
        #expect(try reasons([f], textG, two) == ["passed", "passed"])
        #expect(try reasons([f], textG, one) == ["passed", "unexpected_call"])
        #expect(try reasons([f], "[TOOL_CALLS]g[ARGS]{}", one) == ["passed", "unexpected_call"])
        // The same function with other arguments is another call.
        #expect(
            try reasons([f], #"<tool_call>{"name": "f", "arguments": {"x": 2}}</tool_call>"#, one)
                == ["passed", "unexpected_call"])
        #expect(try reasons([f], "That is done.", one) == ["passed"])
        #expect(try reasons([], textF, one) == ["passed"])
    }

    @Test(arguments: [
        (#"{"n": 3}"#, []), (#"{"n": 3.0}"#, []), (#"{"n": 0}"#, ["n wrong_value"]), (#"{"n": "3"}"#, ["n wrong_type"]),
        (#"{}"#, ["n missing_argument"]), (#"{"n": 3, "z": 1}"#, ["z unexpected_argument"]),
        (#"{"n": 3, "code": "AB12"}"#, []), (#"{"n": 3, "code": "ab"}"#, ["code wrong_value"]),
        (#"{"n": 3, "from": {"lat": 1, "lon": 2}}"#, []), (#"{"n": 3, "from": {"lat": 1}}"#, ["from wrong_value"]),
        (#"{"n": 3, "from": {"lat": "x", "lon": 2}}"#, ["from wrong_type"]), (#"{"n": 3, "x_a": 1}"#, []),
        (#"{"n": 3, "tags": ["a", "a"]}"#, ["tags wrong_value"]), (#"{"n": 3, "note": null}"#, []),
        (#"{"n": 3, "note": 5}"#, ["note wrong_value"]), (#"{"n": 3, "a/b~c": 1}"#, ["a/b~c wrong_type"]),
        (#"{"n": 3, "kinds": ["a", "b"]}"#, []), (#"{"n": 3, "kinds": ["c"]}"#, ["kinds wrong_value"]),
    ])
    func `where nothing is expected the tools' own schemas decide, every keyword of them`(
        arguments: String, wrong: [String]
    ) throws {
        let tools = #"""
            [{"name": "f", "parameters": {"type": "dict", "required": ["n"],
              "$defs": {"point": {"type": "object", "properties": {"lat": {"type": "float"}, "lon": {"type": "number"}},
                                  "required": ["lat", "lon"]}},
              "properties": {
                "n": {"type": "integer", "minimum": 1}, "code": {"type": "string", "pattern": "^[A-Z]{2}[0-9]+$"},
                "from": {"$ref": "#/$defs/point"}, "tags": {"type": "array", "uniqueItems": true},
                "note": {"type": "string", "nullable": true}, "a/b~c": {"type": "string"},
                "kinds": {"type": "array", "items": {"type": "string"}, "enum": ["a", "b"]}},
              "patternProperties": {"^x_": {"type": "integer"}}}}]
            """#
        let list = try VerifyList(json(#"[{"tool_calls": {"tools": \#(tools), "format": "hermes"}}]"#))
        let text = #"<tool_call>{"name": "f", "arguments": \#(arguments)}</tool_call>"#
        let verdict = list.judge(Completion(text: text), task: try task())
        #expect(verdict.passed == wrong.isEmpty)
        let found = verdict.checks.dropFirst().map { "\($0.name.dropFirst("call[0].".count)) \($0.reason ?? "")" }
        #expect(found == wrong)
        // Where leniency leaves a value open, the schema decides it as well.
        guard arguments.contains(#""n": 3,"#), !arguments.contains(#""z""#) else { return }
        let name = try #require(json(arguments).object?.keys.last)
        let lenient = try VerifyList(
            json(
                #"[{"tool_calls": {"expected": [{"name": "f", "arguments": {"n": 3}}], "tools": \#(tools), "lenient": {"\#(name)": {"ignore": true}}}}]"#
            ))
        #expect(lenient.judge(Completion(text: text), task: try task()).passed == (wrong.isEmpty))
    }

    @Test func `parameters composed of other schemas take what those declare, and broken ones are the data's fault`()
        throws
    {
        func verdict(_ parameters: String, _ arguments: String) throws -> Verdict {
            let list = try VerifyList(
                json(#"[{"tool_calls": {"tools": [{"name": "f", "parameters": \#(parameters)}], "format": "hermes"}}]"#)
            )
            let text = #"<tool_call>{"name": "f", "arguments": \#(arguments)}</tool_call>"#
            return list.judge(Completion(text: text), task: try task())
        }
        let composed = #"{"allOf": [{"properties": {"a": {"type": "integer"}}}], "properties": {"b": {}}}"#
        #expect(try verdict(composed, #"{"a": 1, "b": 2}"#).passed == true)
        #expect(try verdict(composed, #"{"a": 1, "c": 2}"#).checks.last?.reason == "unexpected_argument")
        #expect(try verdict(composed, #"{"a": "1"}"#).checks.last?.reason == "wrong_type")
        #expect(try verdict(#"{"additionalProperties": true}"#, #"{"c": 2}"#).passed == true)
        #expect(try verdict(#"{"properties": {"a": {"minimum": "1"}}}"#, #"{"a": 2}"#).reason == .verifierError)
        #expect(try verdict(##"{"properties": {"a": {"$ref": "#/none"}}}"##, #"{"a": 2}"#).reason == .verifierError)
    }

    @Test func `a row may say that there are no tools by null`() throws {
        let options = #"[{"tool_calls": {"expected": [{"name": "f", "arguments": {"a": 1}}], "tools": "$tools"}}]"#
        #expect(try judge(options, "[f(a=1)]", task: #"{"tools": null}"#).passed == true)
        #expect(try judge(options, "[f(a=2)]", task: #"{"tools": null}"#).passed == false)
    }

    @Test func `a good call between two that forgot a quote is found`() throws {
        let bad = #"<tool_call>{"name": "weather", "arguments": {"city": 5"}}</tool_call>"#
        var budget = Budget.standard
        let good = #"<tool_call>{"name": "now", "arguments": {}}</tool_call>"#
        let text = try ByteText(bad + good + bad, budget: &budget)
        let reading = try HermesCalls(rejectsDuplicates: true).read(text, budget: &budget)
        #expect(reading.calls.map(\.name) == ["now"])
        #expect(reading.broken.compactMap { $0.span.map { text.string($0) } } == [bad, bad])
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
