import JSON
import Rollouts
import Testing

@Suite struct UniqueIDTests {
    @Test func `an id is a UUID of version 7 that sorts by its time`() throws {
        var generator = SystemRandomNumberGenerator()
        var last: UniqueID?
        for milliseconds in [Int64(0), 1, 1_700_000_000_000, 281_474_976_710_655] {
            let id = UniqueID(milliseconds: milliseconds, using: &generator)
            #expect(id.milliseconds == milliseconds)
            let text = Array(id.description)
            #expect(text.count == 36 && text[14] == "7" && "89ab".contains(text[19]))
            #expect(UniqueID(id.description) == id && UniqueID(bytes: id.bytes) == id)
            if let last { #expect(last < id) }
            last = id
        }
    }

    @Test(arguments: [
        "", "x", "00000000-0000-7000-8000-00000000000", "00000000-0000-7000-8000-0000000000000",
        "00000000x0000-7000-8000-000000000000", "00000000-0000-7000-8000-00000000000g",
        "é0000000-0000-7000-8000-00000000000",
    ])
    func `what is not 36 characters of an id is none`(text: String) { #expect(UniqueID(text) == nil) }
}

@Suite struct WallTimeTests {
    @Test(arguments: [
        (Int64(0), "1970-01-01T00:00:00.000Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
        (1_709_251_199_999, "2024-02-29T23:59:59.999Z"), (-1, "1969-12-31T23:59:59.999Z"),
        (4_102_444_800_000, "2100-01-01T00:00:00.000Z"), (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
        (253_402_300_799_987, "9999-12-31T23:59:59.987Z"), (253_402_300_800_000, "10000-01-01T00:00:00.000Z"),
        (-59_011_459_200_000, "0100-01-01T00:00:00.000Z"), (1_760_000_001_010, "2025-10-09T08:53:21.010Z"),
    ])
    func `times are RFC 3339 in UTC`(milliseconds: Int64, text: String) {
        #expect(WallTime.text(milliseconds: milliseconds) == text)
    }
}

@Suite struct OutcomeTests {
    @Test func `the reasons are the closed list, each of one outcome`() {
        func words(_ outcome: Outcome) -> Set<String> {
            Set(OutcomeReason.allCases.filter { $0.outcome == outcome }.map(\.rawValue))
        }
        #expect(words(.accepted).isEmpty)
        #expect(
            words(.rejected) == [
                "unparsed", "incorrect", "violated", "overlong", "degenerate", "duplicate", "surplus", "uninformative",
            ])
        #expect(words(.unscored) == ["verifier_timeout", "verifier_crash", "verifier_error"])
        #expect(
            words(.failed) == [
                "endpoint_timeout", "endpoint_refused", "endpoint_status", "endpoint_malformed", "prompt_too_long",
                "content_filter",
            ])
        #expect(words(.cancelled) == ["paused", "shutdown", "crash", "aborted", "incomplete", "retired"])
        #expect(RolloutEnd.all.count == OutcomeReason.allCases.count + 1)
    }
}

@Suite struct MessageWireTests {
    private func text(_ message: Message) -> String {
        var writer = JSONWriter()
        message.write(to: &writer)
        return writer.text
    }

    @Test func `a message reads back as it was written`() throws {
        let messages = [
            Message(role: "user", content: "say \"hi\"\n\u{1F600} e\u{301}"),
            Message(
                role: "assistant", content: nil, reasoning: "hm",
                toolCalls: [ToolCall(id: "1", name: "f", arguments: "{")]),
            Message(role: "tool", content: "", toolCallID: "1", name: "f"),
        ]
        for message in messages { #expect(try Message(JSONReader().read(text(message))) == message) }
    }

    @Test func `parts of text are joined, and arguments that are no text are taken as their JSON`() throws {
        let parts = try JSONReader().read(#"{"role":"user","content":["a",{"type":"text","text":"b"}]}"#)
        #expect(try Message(parts).content == "ab")
        let call = try JSONReader().read(#"{"function":{"name":"f","arguments":{"b":1,"a":2}}}"#)
        #expect(try ToolCall(call).arguments == #"{"b":1,"a":2}"#)
    }

    @Test(arguments: [
        "[]", "{}", #"{"role":1}"#, #"{"role":"a","content":5}"#, #"{"role":"a","content":[{"type":"image"}]}"#,
        #"{"role":"a","tool_calls":{}}"#, #"{"role":"a","tool_calls":[{}]}"#,
    ])
    func `what is no message is refused with the field's name`(text: String) throws {
        let value = try JSONReader().read(text)
        #expect(throws: WireError.self) { try Message(value) }
    }
}

@Suite struct TrajectoryWireTests {
    private func trajectory() -> Trajectory {
        var trajectory = Trajectory(
            id: UniqueID(high: 0x0189_0000_0000_7000, low: 0x8000_0000_0000_0001),
            groupID: UniqueID(high: 0x0189_0000_0000_7000, low: 0x8000_0000_0000_0002), environment: "e",
            environmentVersion: "v", taskID: "t", messages: [Message(role: "user", content: "1+1?")],
            completion: [Message(role: "assistant", content: "2")], score: 1, passed: true,
            checks: [Check(name: "answer", passed: true)], finishReason: .stop,
            sampling: RecordedSampling(["temperature": 1]), model: "m",
            createdAt: 0)
        trajectory.tokens = TokenTrace(
            promptIDs: [1, -2], ids: [7, 2_147_483_647], logprobs: [-0.1, 0], lossMask: [1, 0])
        trajectory.usage = Usage(promptTokens: 2, completionTokens: 2)
        return trajectory
    }

    @Test func `the wire form has every documented field, token arrays as they came`() throws {
        let encoded = trajectory().encoded()
        var writer = JSONWriter()
        encoded.write(to: &writer)
        let value = try JSONReader().read(writer.bytes)
        let keys = try #require(value.object?.keys)
        for key in [
            "id", "group_id", "environment", "task_id", "messages", "completion", "score", "checks", "finish_reason",
            "prompt_token_ids", "token_ids", "logprobs", "loss_mask", "sampling", "model", "policy_version",
            "policy_version_end", "usage", "environment_version", "created_at", "schema", "logprobs_kind",
        ] {
            #expect(keys.filter { $0 == key }.count == 1, "\(key)")
        }
        #expect(value["token_ids"] == [7, 2_147_483_647] && value["prompt_token_ids"] == [1, -2])
        #expect(value["loss_mask"] == [1, 0] && value["logprobs"]?.array?.first?.double == -0.1)
        #expect(encoded.tokenCount == 2 && encoded.tokenWeight == 2)
    }

    @Test func `without tokens the arrays are null and the weight is a quarter of the bytes`() throws {
        var trajectory = trajectory()
        trajectory.tokens = TokenTrace()
        trajectory.usage = Usage()
        let encoded = trajectory.encoded()
        var writer = JSONWriter()
        encoded.write(to: &writer)
        let value = try JSONReader().read(writer.bytes)
        #expect(value["token_ids"] == .null && value["logprobs"] == .null && value["loss_mask"] == .null)
        #expect(encoded.tokenWeight == encoded.document.count / 4)
    }

    @Test func `numbers as bytes read back, and a torn tail is left out`() {
        let ints: [Int32] = [0, -1, .max, .min]
        #expect(LittleEndian.int32s(LittleEndian.bytes(ints)) == ints)
        #expect(LittleEndian.int32s(LittleEndian.bytes(ints) + [1, 2]) == ints)
        let floats: [Float] = [0, -1.5, .greatestFiniteMagnitude, .leastNonzeroMagnitude]
        #expect(LittleEndian.floats(LittleEndian.bytes(floats)) == floats)
    }
}
