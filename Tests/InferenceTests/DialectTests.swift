import JSON
import Rollouts
import Testing

@testable import Inference

@Suite struct `What is sent` {
    private func body(
        _ request: SampleRequest, _ dialect: EndpointSettings.Dialect = .chat, model: String? = "m", count: Int = 1,
        seed: Int? = nil, isExtended: Bool = true
    ) throws -> JSONValue {
        let context = BodyContext(model: model, count: count, seed: seed, isExtended: isExtended)
        return try JSONReader().read(dialect.implementation.body(request, context))
    }

    private let messages = [Message(role: "system", content: "s"), Message(role: "user", content: "é\u{301}\n\"")]

    @Test func `a chat call names every sampling parameter, the defaults too`() throws {
        let sent = try body(SampleRequest(messages: messages), count: 8, seed: 17)
        let expected: JSONValue = [
            "messages": [["role": "system", "content": "s"], ["role": "user", "content": "é\u{301}\n\""]], "model": "m",
            "n": 8, "seed": 17, "temperature": 1, "top_p": 1, "presence_penalty": 0, "frequency_penalty": 0,
            "max_tokens": 1024, "top_k": -1, "min_p": 0, "repetition_penalty": 1,
        ]
        #expect(sent == expected)
    }

    @Test func `a text call sends the transcript, and stops where the transcript must`() throws {
        var parameters = SamplingParameters()
        parameters.temperature = 0.8
        parameters.stop = ["END"]
        parameters.logprobs = true
        let request = SampleRequest(
            messages: messages, transcript: "User: x\nAssistant:", transcriptStop: ["\n", "END"], parameters: parameters
        )
        let sent = try body(request, .text, model: nil)
        #expect(sent["prompt"] == "User: x\nAssistant:")
        #expect(sent["stop"] == ["END", "\n"])
        #expect(sent["temperature"]?.double == 0.8)
        #expect(sent["logprobs"] == 1)
        #expect(sent["messages"] == nil)
        #expect(sent["model"] == nil)
        #expect(sent["seed"] == nil)
    }

    @Test func `what an endpoint refuses is left out`() throws {
        var parameters = SamplingParameters()
        parameters.tokenIDs = true
        let request = SampleRequest(messages: messages, parameters: parameters)
        #expect(try body(request)["return_token_ids"] == true)
        let plain = try body(request, isExtended: false)
        for key in ["top_k", "min_p", "repetition_penalty", "return_token_ids"] { #expect(plain[key] == nil) }
        #expect(plain["temperature"] == 1)
    }

    @Test func `extra fields replace ours, but not what says how much is asked`() throws {
        var parameters = SamplingParameters()
        parameters.logprobs = true
        parameters.extra = [
            "temperature": JSONValue.double(0.25) ?? nil, "chat_template_kwargs": ["enable_thinking": false], "n": 99,
            "stream": true,
            "messages": [], "top_logprobs": 5,
        ]
        let sent = try body(SampleRequest(messages: messages, parameters: parameters))
        #expect(sent["temperature"]?.double == 0.25)
        #expect(sent["chat_template_kwargs"]?["enable_thinking"] == false)
        #expect(sent["n"] == 1)
        #expect(sent["stream"] == nil)
        #expect(sent["messages"]?.array?.count == 2)
        #expect(sent["top_logprobs"] == 5)
        #expect(sent["logprobs"] == true)
        #expect(sent.object?.firstDuplicateKey == nil)
    }

    @Test func `tools go along in the chat dialect and have no place in the other`() throws {
        let tool: JSONValue = ["type": "function", "function": ["name": "f", "parameters": ["type": "object"]]]
        let request = SampleRequest(messages: messages, transcript: "x", tools: [tool])
        let sent = try body(request)
        #expect(sent["tools"] == [tool])
        #expect(sent["tool_choice"] == "auto" && sent["skip_special_tokens"] == false)
        let without = try body(SampleRequest(messages: messages))
        #expect(without["tool_choice"] == nil && without["skip_special_tokens"] == nil)
        #expect(throws: ReplyFault.self) { try body(request, .text) }
        var other = request
        other.parameters.extra = ["tool_choice": "none", "skip_special_tokens": true]
        let replaced = try body(other)
        #expect(replaced["tool_choice"] == "none" && replaced["skip_special_tokens"] == true)
        #expect(replaced.object?.firstDuplicateKey == nil)
        #expect(throws: ReplyFault.self) { try body(SampleRequest(messages: messages), .text) }
    }

    @Test func `seeds can be derived again, differ by task and run, and do not overlap within a task`() {
        var seen: Set<Int> = []
        for seed in 0..<20 as Range<UInt64> {
            for task in 0..<50 {
                let first = SampleSeed.derive(seed: seed, task: "task-\(task)", index: 0)
                #expect(first == SampleSeed.derive(seed: seed, task: "task-\(task)", index: 0))
                #expect((0...Int(Int32.max)).contains(first))
                seen.insert(first)
                for index in [1, 8, 64] {
                    #expect(SampleSeed.derive(seed: seed, task: "task-\(task)", index: index) == first + index)
                }
            }
        }
        #expect(seen.count == 1000)
        #expect((0...Int(Int32.max)).contains(SampleSeed.derive(seed: .max, task: "", index: .max)))
        #expect((0...Int(Int32.max)).contains(SampleSeed.derive(seed: 0, task: "", index: -1)))
    }
}

@Suite struct `How a reply is read` {
    private func read(
        _ text: String, _ dialect: EndpointSettings.Dialect = .chat, asked: Int = 8, logprobs: Bool = true
    ) throws(ReplyFault) -> [SampledChoice] {
        var parameters = SamplingParameters()
        parameters.logprobs = logprobs
        return try CompletionReply.read(
            Array(text.utf8), dialect, asked: asked, parameters: parameters, logprobsKind: .raw, maxBytes: 64 << 20)
    }

    @Test func `vLLM's chat reply, with token ids and logprobs`() throws {
        let choices = try read(
            """
            {"id":"x","object":"chat.completion","model":"qwen","prompt_token_ids":[1,2,3],"prompt_logprobs":null,
             "choices":[{"index":0,"message":{"role":"assistant","content":"a\\u0301\\u0000","reasoning_content":"think",
               "tool_calls":[]},"logprobs":{"content":[{"token":"a","logprob":-0.5,"bytes":[97],"top_logprobs":[]},
               {"token":"b","logprob":0,"top_logprobs":[]}]},"finish_reason":"stop","stop_reason":"</answer>",
               "token_ids":[7,8]}],
             "usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}
            """)
        let choice = try #require(choices.first)
        #expect(choice.messages.count == 1)
        #expect(choice.messages[0].content.map { Array($0.utf8) } == Array("a\u{301}\u{0}".utf8))
        #expect(choice.messages[0].reasoning == "think")
        #expect(choice.messages[0].toolCalls == nil)
        #expect(choice.finishReason == .stop)
        #expect(choice.matchedStop == "</answer>")
        #expect(
            choice.tokens == TokenTrace(promptIDs: [1, 2, 3], ids: [7, 8], logprobs: [-0.5, 0], logprobsKind: .raw))
        #expect(choice.usage == Usage(promptTokens: 3, completionTokens: 2))
        #expect(choice.model == "qwen")
    }

    @Test func `vLLM's text reply, with the prompt's ids in the choice`() throws {
        let choices = try read(
            """
            {"model":"base","choices":[{"index":0,"text":" 42","logprobs":{"text_offset":[0],"token_logprobs":[-1.25],
             "tokens":[" 42"],"top_logprobs":[{" 42":-1.25}]},"finish_reason":"length","stop_reason":null,
             "token_ids":[9],"prompt_token_ids":[4,5]}],"usage":{"prompt_tokens":2,"completion_tokens":1}}
            """, .text)
        #expect(choices[0].messages == [Message(role: "assistant", content: " 42")])
        #expect(choices[0].finishReason == .length)
        #expect(choices[0].tokens == TokenTrace(promptIDs: [4, 5], ids: [9], logprobs: [-1.25], logprobsKind: .raw))
    }

    @Test func `llama.cpp's ids beside the logprobs, in the text dialect too`() throws {
        let choices = try read(
            """
            {"choices":[{"text":"ab","index":0,"logprobs":{"content":[{"id":11,"token":"a","bytes":[97],
             "logprob":-0.25,"top_logprobs":[]},{"id":12,"token":"b","logprob":-2.5}]},"finish_reason":"stop"}],
             "usage":{"completion_tokens":2,"prompt_tokens":1,"total_tokens":3},"timings":{"predicted_n":2}}
            """, .text)
        #expect(choices[0].tokens.ids == [11, 12])
        #expect(choices[0].tokens.logprobs == [-0.25, -2.5])
        #expect(choices[0].usage.completionTokens == 2)
    }

    @Test func `tool calls, with arguments as text and as an object, and no content`() throws {
        let choices = try read(
            """
            {"choices":[{"message":{"role":"assistant","content":null,"reasoning":"r","tool_calls":[
             {"id":"c1","type":"function","function":{"name":"f","arguments":"{\\"a\\":1, "}},
             {"function":{"name":"g","arguments":{"b":2}}}]},"finish_reason":"tool_calls"}]}
            """)
        let message = choices[0].messages[0]
        #expect(message.content == nil)
        #expect(message.reasoning == "r")
        #expect(message.toolCalls?.map(\.name) == ["f", "g"])
        #expect(message.toolCalls?[0].arguments == #"{"a":1, "#)
        #expect(choices[0].finishReason == .toolCalls)
        #expect(choices[0].usage == Usage())
    }

    @Test func `a sum over choices is shared and marked, own ids and logprobs count themselves`() throws {
        func reply(_ extras: [String], _ total: Int) -> String {
            let choices = extras.map { #"{"message":{"content":"x"},"finish_reason":"stop"\#($0)}"# }
            return
                #"{"choices":[\#(choices.joined(separator: ","))],"usage":{"prompt_tokens":9,"completion_tokens":\#(total)}}"#
        }
        let shares = try read(reply(["", "", ""], 20))
        #expect(shares.map(\.usage.completionTokens) == [7, 7, 6])
        #expect(shares.allSatisfy { $0.usage.isShare && $0.usage.promptTokens == 9 })
        let own = try read(reply([#","token_ids":[1,2,3]"#, #","token_ids":[1]"#], 20))
        #expect(own.map(\.usage.completionTokens) == [3, 1])
        #expect(own.allSatisfy { !$0.usage.isShare })
        let single = try read(reply([""], 20))
        #expect(single[0].usage == Usage(promptTokens: 9, completionTokens: 20))
    }

    @Test func `finish reasons that leave nothing to judge say so`() throws {
        func unusable(_ finish: String) throws -> OutcomeReason? {
            try read(#"{"choices":[{"message":{"content":""},"finish_reason":\#(finish)}]}"#)[0].unusable
        }
        #expect(try unusable(#""abort""#) == .aborted)
        #expect(try unusable(#""content_filter""#) == .contentFilter)
        for usable in [#""stop""#, #""length""#, #""tool_calls""#, #""something""#, "null"] {
            #expect(try unusable(usable) == nil)
        }
    }

    static let malformed = [
        "", " ", "null", "[]", "true", "{", "{}", "not json", #"{"choices":null}"#, #"{"choices":{}}"#,
        #"{"choices":[]}"#, #"{"choices":[null]}"#, #"{"choices":[1]}"#, #"{"choices":[{}]}"#,
        #"{"choices":[{"message":null}]}"#, #"{"choices":[{"message":"text"}]}"#,
        #"{"choices":[{"message":{"content":1}}]}"#, #"{"choices":[{"message":{"content":{}}}]}"#,
        #"{"choices":[{"message":{"content":[{"type":"image"}]}}]}"#,
        #"{"choices":[{"message":{"content":"x","reasoning":5}}]}"#,
        #"{"choices":[{"message":{"content":"x","tool_calls":{}}}]}"#,
        #"{"choices":[{"message":{"content":"x","tool_calls":[{"id":"1"}]}}]}"#,
        #"{"choices":[{"message":{"content":"x"},"finish_reason":7}]}"#,
        #"{"choices":[{"message":{"content":"x"},"token_ids":"7"}]}"#,
        #"{"choices":[{"message":{"content":"x"},"token_ids":[1.5]}]}"#,
        #"{"choices":[{"message":{"content":"x"},"token_ids":[-1]}]}"#,
        #"{"choices":[{"message":{"content":"x"},"token_ids":[3000000000]}]}"#,
        #"{"choices":[{"message":{"content":"x"},"token_ids":[1e400]}]}"#,
        #"{"choices":[{"message":{"content":"x"},"token_ids":[1],"logprobs":{"content":[]}}]}"#,
        #"{"choices":[{"message":{"content":"x"},"logprobs":{"content":[{"logprob":"-1"}]}}]}"#,
        #"{"choices":[{"message":{"content":"x"},"logprobs":{"content":[{"logprob":-1e300}]}}]}"#,
        #"{"choices":[{"message":{"content":"x"},"logprobs":{"content":[{"logprob":5}]}}]}"#,
        #"{"choices":[{"message":{"content":"x"},"logprobs":{"token_logprobs":[null]}}]}"#,
        #"{"choices":[{"message":{"content":"x"}}],"usage":[]}"#,
        #"{"choices":[{"message":{"content":"x"}}],"usage":{"completion_tokens":-1}}"#,
        #"{"choices":[{"message":{"content":"x"}}],"usage":{"completion_tokens":1e99}}"#,
        #"{"choices":[{"message":{"content":"x"}}],"usage":{"completion_tokens":99999999999999999999}}"#,
        #"{"choices":[{"message":{"content":"x"}}],"model":3}"#, #"{"choices":[{"message":{"content":"\ud800"}}]}"#,
        #"{"error":{"message":"secret words"}}"#, #"{"choices":[{"message":{"content":"x"}}]} trailing"#,
        "\u{FEFF}{}", #"{"choices":[{"text":"x"}]}"#,
    ]

    @Test(arguments: malformed)
    func `a reply that is not as it should be is a fault with a bounded reason`(text: String) {
        let fault = #expect(throws: ReplyFault.self) { try read(text) }
        #expect(fault.map { !$0.message.isEmpty && $0.message.utf8.count < 300 } == true)
        #expect(fault?.message.contains("secret") != true)
    }

    @Test func `more choices than asked, great depth and invalid UTF-8 are faults too`() {
        let choice = #"{"message":{"content":"x"}}"#
        #expect(throws: ReplyFault.self) { try read(#"{"choices":[\#(choice),\#(choice)]}"#, asked: 1) }
        let deep = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
        #expect(throws: ReplyFault.self) { try read(#"{"choices":[{"message":{"content":"x"}}],"x":\#(deep)}"#) }
        var bytes = Array(#"{"choices":[{"message":{"content":"_"}}]}"#.utf8)
        bytes[bytes.firstIndex(of: UInt8(ascii: "_")) ?? 0] = 0xFF
        #expect(throws: ReplyFault.self) {
            try CompletionReply.read(
                bytes, .chat, asked: 1, parameters: SamplingParameters(), logprobsKind: .raw, maxBytes: 1 << 20)
        }
    }

    @Test(arguments: 0..<60)
    func `a reply damaged anywhere is read or refused, and never more than that`(seed: Int) {
        var random = SplitMix(UInt64(seed))
        let whole = Array(
            #"{"model":"m","prompt_token_ids":[1,2],"choices":[{"message":{"role":"assistant","content":"x","tool_calls":[{"function":{"name":"f","arguments":"{}"}}]},"logprobs":{"content":[{"id":1,"logprob":-1}]},"finish_reason":"stop","token_ids":[1]}],"usage":{"prompt_tokens":2,"completion_tokens":1}}"#
                .utf8)
        for _ in 0..<50 {
            var bytes = whole
            for _ in 0...Int.random(in: 0...3, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.removeSubrange(place..<min(place + Int.random(in: 1...20, using: &random), bytes.count))
                case 2: bytes.insert(contentsOf: "\"[]{}:,0-1e9null".utf8.shuffled(using: &random).prefix(3), at: place)
                default: bytes.removeLast(min(bytes.count - 1, Int.random(in: 0...40, using: &random)))
                }
                if bytes.isEmpty { bytes = [0x20] }
            }
            var parameters = SamplingParameters()
            parameters.logprobs = true
            do throws(ReplyFault) {
                let choices = try CompletionReply.read(
                    bytes, .chat, asked: 1, parameters: parameters, logprobsKind: .raw, maxBytes: 1 << 20)
                #expect(choices.count == 1, "seed \(seed)")
            } catch {
                #expect(error.message.utf8.count < 300, "seed \(seed)")
            }
        }
    }

    @Test func `models are read from their list`() throws {
        #expect(
            try CompletionReply.modelNames(Array(#"{"data":[{"id":""},{"id":"a"},{"id":3},{"id":"b"}]}"#.utf8)) == [
                "a", "b",
            ])
        #expect(throws: ReplyFault.self) { try CompletionReply.modelNames(Array("{}".utf8)) }
    }
}

@Suite struct `What an error reply means` {
    private func error(_ status: Int, _ body: String) -> ErrorReply {
        ErrorReply(status: status, body: Array(body.utf8))
    }

    @Test(arguments: 240..<310)
    func `a secret that the server says back is not shown, nor the part of it before the cut`(place: Int) {
        let secret = "sk-" + String(repeating: "0123456789", count: 4)
        let message = String(repeating: "x", count: place) + " " + secret + " is not known"
        for body in [message, #"{"error": {"message": "\#(message)"}}"#] {
            let error = ErrorReply(status: 500, body: Array(body.utf8), secrets: [Secret(secret)])
            #expect(!error.detail.contains("sk-"), "\(error.detail.suffix(60))")
        }
    }

    @Test(arguments: [
        #"{"object":"error","message":"This model's maximum context length is 4096 tokens. However, you requested 5000 tokens","type":"BadRequestError","code":400}"#,
        #"{"error":{"message":"The decoder prompt (length 5000) is longer than the maximum model length of 4096.","code":400}}"#,
        #"{"object":"error","message":"The input (5000 tokens) is longer than the model's context length (4096 tokens)."}"#,
        #"{"message":"Requested token count exceeds the model's maximum context length of 4096 tokens."}"#,
        #"{"error":{"code":400,"message":"the request exceeds the available context size, try increasing it","type":"exceed_context_size_error"}}"#,
        #"{"error":{"message":"too long","code":"context_length_exceeded"}}"#,
    ])
    func `what does not fit the context is prompt_too_long, in each server's words`(body: String) {
        #expect(error(400, body).reason == .promptTooLong)
        #expect(error(500, body).reason == .endpointStatus)
    }

    @Test func `llama.cpp's 500 for a prompt that its batch does not hold is prompt_too_long`() {
        let body = #"{"error":{"message":"input is too large to process. increase the physical batch size"}}"#
        #expect(error(500, body).reason == .promptTooLong)
    }

    @Test(arguments: [
        (
            400,
            #"{"object":"error","message":"\"auto\" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set","type":"BadRequestError","param":null,"code":400}"#,
            "--enable-auto-tool-choice and --tool-call-parser"
        ),
        (
            400, #"{"error":{"message":"\"auto\" tool choice requires --tool-call-parser to be set","code":400}}"#,
            "--tool-call-parser"
        ),
        (
            500, #"{"error":{"code":500,"message":"tools param requires --jinja flag","type":"server_error"}}"#,
            "--jinja"
        ),
        (400, #"{"error":{"code":400,"message":"tool_choice param requires --jinja flag"}}"#, "--jinja"),
        (400, #"{"error":{"message":"library/gemma2:2b does not support tools"}}"#, "chat template"),
    ])
    func `a want of a tool parser names the engine's flags`(status: Int, body: String, flags: String) throws {
        let error = ErrorReply(status: status, body: Array(body.utf8), endpoint: "box")
        #expect(error.reason == .endpointStatus && !error.refusesExtendedParameters && !error.refusesSpecialTokens)
        let obstacle = try #require(error.obstacle)
        #expect(obstacle.cause.contains("box"))
        #expect(obstacle.remedy.contains(flags) && obstacle.remedy.contains("tools_as: hermes"))
        #expect(self.error(status, body).obstacle == nil, "without tools it means something else")
    }

    @Test(arguments: [
        (400, #"{"message":"Invalid tool schema: type must be object"}"#), (429, "tools param requires --jinja flag"),
        (400, #"{"message":"Unrecognized request argument supplied: skip_special_tokens"}"#), (400, "--jinja"),
        (400, #"{"message":"maximum context length is 5, tool_call_parser"}"#),
    ])
    func `other errors about tools are none`(status: Int, body: String) {
        #expect(ErrorReply(status: status, body: Array(body.utf8), endpoint: "box").obstacle == nil)
    }

    @Test func `other statuses keep their reason`() {
        #expect(error(400, #"{"error":{"code":"content_filter","message":"no"}}"#).reason == .contentFilter)
        #expect(error(400, "{}").reason == .endpointStatus)
        #expect(error(404, "").reason == .endpointStatus)
        #expect(error(429, "maximum").reason == .endpointStatus)
        #expect(error(408, "").reason == .endpointTimeout)
        #expect(error(504, "<html>").reason == .endpointTimeout)
        #expect(error(500, "").detail == "status 500")
    }

    @Test func `the server's words are shown bounded and without what a terminal acts upon`() {
        let shown = error(400, #"{"error":{"message":"a\u001b[31m\u202eb\nc"}}"#).detail
        #expect(shown == "status 400: a [31m b c")
        #expect(error(400, String(repeating: "é", count: 100_000)).detail.utf8.count < 350)
        #expect(error(400, #"{"detail":"d"}"#).detail == "status 400: d")
        #expect(error(400, "\u{FF}\u{0}plain").detail.contains("plain"))
    }

    @Test func `a refusal of parameters beyond OpenAI's own is known by its words`() {
        #expect(
            error(400, #"{"error":{"message":"Unrecognized request argument supplied: top_k"}}"#)
                .refusesExtendedParameters)
        #expect(
            error(
                422,
                #"{"detail":[{"type":"extra_forbidden","loc":["body","min_p"],"msg":"Extra inputs are not permitted"}]}"#
            )
            .refusesExtendedParameters)
        #expect(!error(400, #"{"error":{"message":"top_k must be at least 1"}}"#).refusesExtendedParameters)
        #expect(!error(400, #"{"error":{"message":"Unrecognized request argument: foo"}}"#).refusesExtendedParameters)
    }
}
