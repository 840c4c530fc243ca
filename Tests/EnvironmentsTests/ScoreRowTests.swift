import Environments
import JSON
import Rollouts
import Testing

@Suite struct `A row to be scored` {
    func row(_ text: String) throws -> ScoreRow { try ScoreRow.read(JSONReader().read(text)) }

    func line(_ text: String, environment: (any VerifierEnvironment)? = nil) async throws -> String {
        let row = try row(text)
        var writer = JSONWriter()
        ScoreRow.write(try await RowScorer(environment: environment).judge(row), id: row.id, to: &writer)
        return writer.text
    }

    static let verify = #""verify": [{"answer": {"format": "tag", "equals": "$answer", "as": "number"}}]"#

    @Test func `has a completion, or messages of which all after the last user's is one`() throws {
        #expect(try row(#"{"task": {}, "completion": "x"}"#).messages == [Message(role: "assistant", content: "x")])
        let chat =
            #"[{"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"user","content":"c"},{"role":"assistant","content":null,"tool_calls":[{"function":{"name":"f","arguments":"{}"}}]},{"role":"tool","content":"r"},{"role":"assistant","content":"d"}]"#
        #expect(
            try row(#"{"task": {}, "messages": \#(chat)}"#).messages.map(\.role) == ["assistant", "tool", "assistant"])
        #expect(try row(#"{"task": {}, "messages": [{"role":"assistant","content":"b"}]}"#).messages.count == 1)
    }

    @Test(arguments: [
        (#"{"gold": "1/2"}"#, "0.5", true), (#"{"gold": "1/2"}"#, "0.25", false), (#"{"gold": 7}"#, "7", true),
        (#"{"gold": "g", "x": {"gold": "7"}}"#, "7", false),
    ])
    func `is held against its task's gold where its verifiers name it`(
        _ task: String, _ completion: String, _ passes: Bool
    ) async throws {
        let row = #"{"task": \#(task), "completion": "\#(completion)", "verify": [{"math": {"equals": "$gold"}}]}"#
        let verdict = try await line(row)
        #expect(verdict.contains(#""passed":\#(passes)"#), "\(verdict)")
    }

    @Test(arguments: [
        #"{"task": {}, "completion": "x", "completion": "y"}"#, #"{"id": 1, "id": 2, "task": {}, "completion": "x"}"#,
    ])
    func `gives no key twice, since nobody could say which is meant`(text: String) throws {
        let error = #expect(throws: WireError.self) { try row(text) }
        #expect(error?.description.contains("is given twice") == true)
    }

    @Test func `has token ids, which count before its own figure`() throws {
        #expect(try row(#"{"task": {}, "completion": "x"}"#).tokenCount == nil)
        #expect(try row(#"{"task": {}, "completion": "x", "completion_tokens": 7}"#).tokenCount == 7)
        #expect(
            try row(#"{"task": {}, "completion": "x", "completion_tokens": 7, "token_ids": [1, 2]}"#).tokenCount == 2)
    }

    @Test func `has a thought and calls beside its text`() throws {
        let row = try row(
            #"{"task": {"id": "t", "gold": "g", "a": 1}, "completion": "x", "reasoning": "hm", "tool_calls": [{"name": "f", "arguments": {"b": 2}}], "finish_reason": "length"}"#
        )
        #expect(row.task == RolloutTask(id: "t", fields: ["a": 1], gold: "g"))
        let completion = row.completion(format: ReasoningFormat())
        #expect(completion.reasoning == "hm" && completion.answer == "x" && completion.finishReason == .length)
        #expect(completion.toolCalls == [ToolCall(name: "f", arguments: #"{"b":2}"#)])
    }

    @Test(arguments: [
        "3", "[]", "{}", #"{"task": {}}"#, #"{"task": 5, "completion": "x"}"#, #"{"task": {}, "completion": 5}"#,
        #"{"task": {}, "completion": "x", "messages": []}"#, #"{"task": {}, "messages": {}}"#,
        #"{"task": {}, "messages": [5]}"#,
        #"{"task": {}, "completion": "x", "completion_tokens": -1}"#,
        #"{"task": {}, "completion": "x", "completion_tokens": 1.5}"#,
        #"{"task": {}, "completion": "x", "token_ids": 3}"#, #"{"task": {}, "completion": "x", "reasoning": []}"#,
        #"{"task": {}, "completion": "x", "tool_calls": {}}"#, #"{"task": {}, "tool_calls": null}"#,
        #"{"id": [], "task": {}, "completion": "x"}"#,
        #"{"task": {"a": 1, "a": 2}, "completion": "x"}"#,
    ])
    func `that is none is an error in words`(_ text: String) {
        let error = #expect(throws: WireError.self) { try row(text) }
        #expect((error?.description.count ?? 0) > 10)
    }

    @Test func `is judged by its own verifiers, in one line`() async throws {
        let passed = try await line(
            #"{"id": 7, "task": {"answer": 2}, "completion": "<answer>2</answer>", \#(Self.verify)}"#)
        let value = try JSONReader().read(passed)
        #expect(value.object?.keys == ["id", "passed", "score", "reason", "extracted", "checks"], "\(passed)")
        #expect(
            value["id"] == 7 && value["passed"] == true && value["score"] == 1 && value["reason"] == .null
                && value["extracted"] == "2")
        let unscored = try JSONReader().read(
            try await line(#"{"task": {}, "completion": "<answer>2</answer>", \#(Self.verify)}"#))
        #expect(
            unscored["passed"] == .null && unscored["score"] == .null && unscored["reason"] == "verifier_error"
                && unscored["id"] == .null)
    }

    @Test func `is judged by an environment where it has no verifiers of its own`() async throws {
        let environment = try await loaded(yaml("reasoning: {mode: required}"))
        let row = #"{"task": {"answer": 2}, "completion": "<answer>2</answer>", "reasoning": "so"}"#
        #expect(try JSONReader().read(try await line(row, environment: environment))["passed"] == true)
        let open = #"{"task": {"answer": 2}, "completion": "<answer>2</answer>"}"#
        #expect(try JSONReader().read(try await line(open, environment: environment))["passed"] == false)
        await #expect(throws: WireError.self) { try await line(open) }
        let own = #"{"task": {}, "completion": "<think>x</think>{}", "verify": [{"json": {"equals": {}}}]}"#
        #expect(try JSONReader().read(try await line(own, environment: environment))["passed"] == true)
    }

    @Test func `with verifiers that are wrong is an error that names the place`() async throws {
        let row = try row(#"{"task": {}, "completion": "x", "verify": [{"answr": {}}]}"#)
        let error = await #expect(throws: WireError.self) { try await RowScorer().judge(row) }
        #expect(error?.description.contains("verify[0].answr") == true)
    }

    @Test func `is not judged by the verifiers of a row that only looks the same`() async throws {
        let scorer = RowScorer()
        for (expected, said, passes) in [("caf\u{E9}", "caf\u{E9}", true), ("cafe\u{301}", "cafe\u{301}", true)] {
            let verify = #"[{"json": {"equals": "\#(expected)"}}]"#
            let row = try row(#"{"task": {}, "completion": "\"\#(said)\"", "verify": \#(verify)}"#)
            #expect(try await scorer.judge(row).passed == passes)
            let other = said == "caf\u{E9}" && said.utf8.count == 5 ? "cafe\u{301}" : "caf\u{E9}"
            let crossed = try self.row(#"{"task": {}, "completion": "\"\#(other)\"", "verify": \#(verify)}"#)
            #expect(try await scorer.judge(crossed).passed == false)
        }
    }

    @Test func `may bring any number of different verifiers`() async throws {
        let scorer = RowScorer()
        for n in 0..<600 {
            let row = try row(#"{"task": {}, "completion": "\#(n)", "verify": [{"json": {"equals": \#(n)}}]}"#)
            #expect(try await scorer.judge(row).passed == true)
        }
    }

    @Test(
        arguments: [
            (Uniqueness.completion, "a  b\n c", "a b c"), (.completion, "<think>x</think> a", "a"),
            (.answer, "a  b", "7"), (.none, "a", nil),
            (.completion, " \u{A0}\u{3000} ", ""), (.completion, "e\u{301}", "e\u{301}"),
        ] as [(Uniqueness, String, String?)])
    func `is compared with others by what unique says`(_ unique: Uniqueness, _ text: String, _ key: String?) {
        let found = unique.key(Completion(text: text), .passed(extracted: " 7 "))
        #expect(found.map { Array($0.utf8) } == key.map { Array($0.utf8) })
    }

    @Test func `without an answer that was read is compared as a whole, calls included`() {
        let call = Message(role: "assistant", content: "", toolCalls: [ToolCall(name: "f", arguments: "{ }")])
        let one = Completion(messages: [call], format: ReasoningFormat())
        #expect(Uniqueness.answer.key(one, .passed()) == Uniqueness.completion.key(one, .passed()))
        #expect(Uniqueness.completion.key(one, .passed()) != Uniqueness.completion.key(Completion(text: ""), .passed()))
    }
}
