import JSON
import Testing

@testable import StandIn

@Suite struct EngineTests {
    let sums = SumEnvironment()

    @Test func `A chat is answered with the gold of its task, in the shape of OpenAI's API`() {
        let engine = StandInEngine()
        let reply = engine.chat(sums.chat(21))
        #expect(reply.status == 200)
        #expect(reply.text() == "<answer>42</answer>")
        let json = reply.json
        #expect(json["object"]?.string == "chat.completion")
        #expect(json["model"]?.string == "tiny")
        #expect(json["id"]?.string == "chatcmpl-0")
        #expect(json["choices"]?[0]?["finish_reason"]?.string == "stop")
        #expect(json["choices"]?[0]?["logprobs"]?.isNull == true)
        let usage = json["usage"]
        #expect(usage?["completion_tokens"]?.int == StandInTokens.count("<answer>42</answer>"))
        let sum = (usage?["prompt_tokens"]?.int ?? 0) + (usage?["completion_tokens"]?.int ?? 0)
        #expect(usage?["total_tokens"]?.int == sum)
    }

    @Test func `A chat with tools is answered with raw text, as by an engine without a parser`() {
        let tools: JSONValue = [["type": "function", "function": ["name": "f", "parameters": ["type": "object"]]]]
        let asked = sums.chat(21, ["tools": tools, "tool_choice": "auto", "skip_special_tokens": false])
        let reply = StandInEngine().chat(asked)
        #expect(reply.status == 200 && reply.text() == "<answer>42</answer>")
        #expect(reply.json["choices"]?[0]?["message"]?["tool_calls"] == nil)
    }

    @Test func `A transcript is answered through the text route`() {
        let reply = StandInEngine().reply("/v1/completions", sums.text(4))
        #expect(reply.text() == "<answer>8</answer>")
        #expect(reply.json["object"]?.string == "text_completion")
    }

    @Test func `Several choices are numbered, and their usage is the sum`() {
        var settings = StandInSettings()
        settings.tokens = .fixed(40)
        let json = StandInEngine(settings).chat(sums.chat(1, ["n": 8])).json
        #expect(json["choices"]?.array?.map { $0["index"]?.int } == Array(0..<8))
        #expect(json["usage"]?["completion_tokens"]?.int == 320)
    }

    @Test func `An endpoint that holds fewer choices gives those`() {
        var settings = StandInSettings()
        settings.maxChoices = 1
        #expect(StandInEngine(settings).chat(sums.chat(1, ["n": 8])).json["choices"]?.array?.count == 1)
    }

    @Test func `Token ids and logprobs come when asked for, one each a token, as vLLM gives them`() {
        let wishes: JSONObject = ["return_token_ids": true, "logprobs": true]
        let chat = StandInEngine().chat(sums.chat(1, wishes)).json
        let count = chat["usage"]?["completion_tokens"]?.int
        let choice = chat["choices"]?[0]
        #expect(choice?["token_ids"]?.array?.count == count)
        let content = choice?["logprobs"]?["content"]?.array ?? []
        #expect(content.count == count)
        #expect(content.compactMap { $0["token"]?.string }.joined() == choice?["message"]?["content"]?.string)
        #expect(content.allSatisfy { ($0["logprob"]?.number?.double ?? 1) <= 0 })
        #expect(chat["prompt_token_ids"]?.array?.count == chat["usage"]?["prompt_tokens"]?.int)

        let textWishes: JSONObject = ["return_token_ids": true, "logprobs": 0]
        let text = StandInEngine().reply("/v1/completions", sums.text(1, textWishes)).json
        let logprobs = text["choices"]?[0]?["logprobs"]
        #expect(logprobs?["tokens"]?.array?.count == text["usage"]?["completion_tokens"]?.int)
        #expect(logprobs?["token_logprobs"]?.array?.count == logprobs?["tokens"]?.array?.count)
        #expect(text["choices"]?[0]?["prompt_token_ids"]?.array?.count == text["usage"]?["prompt_tokens"]?.int)
    }

    @Test func `The same seed and order of requests give the same bytes`() {
        var settings = StandInSettings()
        settings.passRate = 0.5
        settings.tokens = .logNormal(median: 60, sigma: 0.5)
        settings.faults.serverError = 0.2
        func run(_ seed: UInt64) -> [[UInt8]] {
            settings.seed = seed
            let engine = StandInEngine(settings)
            return (0..<50).map { engine.chat(sums.chat($0, ["n": 2, "logprobs": true])).body }
        }
        #expect(run(9) == run(9))
        #expect(run(9) != run(10))
    }

    @Test func `Each fault is served as it is named`() {
        func reply(_ change: (inout FaultShares) -> Void) -> StandInReply {
            var settings = StandInSettings()
            settings.retryAfterSeconds = 7
            change(&settings.faults)
            return StandInEngine(settings).chat(sums.chat(1))
        }
        let busy = reply { $0.tooManyRequests = 1 }
        #expect(busy.status == 429 && busy.retryAfterSeconds == 7 && busy.ending == .whole)
        #expect(reply { $0.serverError = 1 }.status == 500)
        #expect(reply { $0.hang = 1 }.ending == .never)
        let cut = reply { $0.cutOff = 1 }
        guard case .cut(let length) = cut.ending else {
            Issue.record("not cut: \(cut.ending)")
            return
        }
        #expect(cut.status == 200 && length < cut.body.count)
        let malformed = reply { $0.malformed = 1 }
        #expect(malformed.status == 200 && malformed.text() == nil)
    }

    @Test func `Latency is told with the reply, and never slept through`() {
        var settings = StandInSettings()
        settings.latency = .fixed(.seconds(3_600))
        #expect(StandInEngine(settings).chat(sums.chat(1)).delay == .seconds(3_600))
    }

    @Test func `A prompt beyond the context is refused in vLLM's words`() {
        var settings = StandInSettings()
        settings.contextLength = 64
        let reply = StandInEngine(settings).chat(sums.chat(1, ["max_tokens": 60]))
        #expect(reply.status == 400)
        #expect(reply.json["error"]?["message"]?.string?.contains("maximum context length is 64 tokens") == true)
    }

    @Test(arguments: [
        "", "{", "[]", "3", "null", "{}", #"{"messages": []}"#, #"{"messages": {}}"#, #"{"messages": [3]}"#,
        #"{"messages": [{"content": "x"}]}"#, #"{"messages": [{"role": "user", "content": 3}]}"#,
        #"{"messages": [{"role": "user", "content": [{"image": 1}]}]}"#,
        #"{"messages": [{"role": "user", "content": "x"}], "n": 0}"#,
        #"{"messages": [{"role": "user", "content": "x"}], "n": 1e99}"#,
        #"{"messages": [{"role": "user", "content": "x"}], "n": "8"}"#,
        #"{"messages": [{"role": "user", "content": "x"}], "max_tokens": -4}"#,
        #"{"messages": [{"role": "user", "content": "x"}], "stop": {"a": 1}}"#,
        #"{"messages": [{"role": "user", "content": "x"}], "stream": true}"#,
        #"{"messages": [{"role": "user", "content": "x"}], "tools": {}}"#,
        #"{"messages": [{"role": "user", "content": "x"}], "tools": [{"name": "f"}]}"#,
        "{\"messages\": [{\"role\": \"user\", \"content\": \"\\ud800\"}]}",
    ])
    func `A request that cannot be read is a 400 with the reason, and takes no turn`(body: String) {
        let engine = StandInEngine()
        let reply = engine.chat(Array(body.utf8))
        #expect(reply.status == 400)
        #expect(reply.json["error"]?["message"]?.string?.isEmpty == false)
        #expect(engine.chat(sums.chat(1)).json["id"]?.string == "chatcmpl-0")
    }

    @Test func `A prompt of token ids or of unknown words gets an honest answer`() {
        let engine = StandInEngine()
        let ids = engine.reply("/v1/completions", Array(#"{"prompt": [1, 2, 3]}"#.utf8))
        #expect(ids.text() == "I do not know.")
        #expect(engine.reply("/v1/completions", Array(#"{"prompt": "Hello"}"#.utf8)).text() == "I do not know.")
    }

    @Test func `The other routes answer, and what is not there is a 404 or a 405`() {
        var settings = StandInSettings()
        settings.model = "gold"
        let engine = StandInEngine(settings)
        #expect(engine.reply("/health", method: "GET").status == 200)
        #expect(engine.reply("/v1/models", method: "GET").json["data"]?[0]?["id"]?.string == "gold")
        #expect(engine.reply("/tokenize", Array(#"{"prompt": "two words"}"#.utf8)).json["count"]?.int == 2)
        #expect(engine.reply("/tokenize", Array(#"{"content": "a b c"}"#.utf8)).json["tokens"]?.array?.count == 3)
        #expect(engine.reply("/tokenize", Array("{}".utf8)).status == 400)
        #expect(engine.reply("/nowhere", method: "GET").status == 404)
        #expect(engine.reply("/v1/chat/completions", method: "GET").status == 405)
    }

    @Test func `The metrics count what was recorded, with vLLM's gauges of its queue`() throws {
        var settings = StandInSettings()
        settings.faults.serverError = 0.5
        let engine = StandInEngine(settings)
        var served = 0
        var failed = 0
        for number in 0..<40 {
            let reply = engine.chat(sums.chat(number, ["n": 2]))
            try engine.record(reply)
            if reply.status == 200 { served += 2 } else { failed += 1 }
        }
        engine.hold(3)
        #expect(served > 0 && failed > 0)
        let text = String(decoding: engine.reply("/metrics", method: "GET").body, as: UTF8.self)
        for line in [
            "vllm:num_requests_running 3", "vllm:num_requests_waiting 0", "standin_choices_total \(served)",
            "standin_faults_total{fault=\"500\"} \(failed)", "standin_replies_total{status=\"500\"} \(failed)",
        ] {
            #expect(text.split(separator: "\n").contains { $0 == line }, "\(line) in \(text)")
        }
    }
}
