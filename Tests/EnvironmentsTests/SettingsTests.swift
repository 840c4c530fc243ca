import Environments
import JSON
import Rollouts
import Testing

@Suite struct `An environment's settings` {
    @Test func `have defaults that need nothing written`() async throws {
        let environment = try await loaded(yaml())
        #expect(environment.settings == EnvironmentSettings())
        #expect(environment.about == "" && environment.tags == [])
    }

    @Test func `take every key that is written`() async throws {
        let settings = try await loaded(
            yaml(
                """
                about: >
                  Two
                  lines.
                tags: [math, grade-school]
                weight: 2.5
                queues: [sft, grpo-1]
                deliver: export
                resample: policy
                max_in_flight: 64
                sample:
                  {rollouts: 4, temperature: 0.7, top_p: 0.9, top_k: 40, min_p: 0.05, repetition_penalty: 1.1, presence_penalty: -1,
                  frequency_penalty: 0.5, max_tokens: 4096, stop: ["###"], seeded: true, token_ids: true, logprobs: true, extra: {a: [1]}}
                reasoning:
                  {mode: required, opened_by: template, open: <t>, close: </t>, max_tokens: 2048,
                  request: {on: {chat_template_kwargs: {enable_thinking: true, budget: $max_tokens}}, off: {b: 0}}}
                accept: {mode: trajectories, score: 0.5, per_task: 3, unique: none, give_up_after: 12, truncated: judge}
                stop: {accepted: 100, rollouts: 1000, tokens: 100000}
                junk_allowed: {echo: the task is to repeat the prompt}
                """,
                tasks: "{generate: {arithmetic: {digits: 1}}, seed: 5, epochs: 2}",
                verify: "[answer: {format: tag, equals: $answer, as: number}]"
            )
        ).settings
        #expect(settings.weight == 2.5 && settings.queues == ["sft", "grpo-1"] && settings.deliver == .export)
        #expect(settings.resample == .policy && settings.maxInFlight == 64 && settings.epochs == 2)
        #expect(settings.junkAllowed == [JunkPermission(kind: .echo, reason: "the task is to repeat the prompt")])
        #expect(settings.stop.accepted == 100 && settings.stop.rollouts == 1000 && settings.stop.tokens == 100_000)
        let sent = settings.sample.parameters
        #expect(settings.sample.rollouts == 4 && settings.sample.seeded && sent.tokenIDs && sent.logprobs)
        #expect([sent.temperature, sent.topP, sent.minP, sent.repetitionPenalty] == [0.7, 0.9, 0.05, 1.1])
        #expect(sent.topK == 40 && sent.presencePenalty == -1 && sent.frequencyPenalty == 0.5 && sent.maxTokens == 4096)
        #expect(sent.stop == ["###"] && sent.extra == ["a": [1]])
        #expect(
            settings.reasoning.format == ReasoningFormat(mode: .required, open: "<t>", close: "</t>", opener: .template)
        )
        #expect(settings.reasoning.maxTokens == 2048)
        let asked: JSONObject = ["a": [1], "chat_template_kwargs": ["enable_thinking": true, "budget": 2048]]
        #expect(settings.parameters.extra == asked)
        #expect(settings.accept.score == 0.5 && settings.accept.perTask == 3 && settings.accept.giveUpAfter == 12)
        #expect(settings.accept.unique == .none && settings.accept.truncated == .judge)
    }

    @Test func `of groups have their own keys and defaults`() async throws {
        let settings = try await loaded(yaml("accept: {mode: groups, keep: {pass_rate: [0.1, 0.9]}}")).settings
        #expect(settings.accept.mode == .groups && settings.accept.truncated == .score)
        #expect(settings.accept.keep == .passRate(0.1...0.9))
        #expect(
            try await loaded(yaml("accept: {mode: groups, keep: mixed, truncated: drop}")).settings.accept.keep
                == .mixed)
    }

    @Test func `ask a round for as many rollouts as a task wants, and eight of a group, unless that is written`()
        async throws
    {
        #expect(try await loaded(yaml()).settings.sample.rollouts == 1)
        #expect(try await loaded(yaml("accept: {per_task: 3}")).settings.sample.rollouts == 3)
        #expect(try await loaded(yaml("accept: {mode: groups}")).settings.sample.rollouts == 8)
        let both = yaml("accept: {per_task: 3}\nsample: {rollouts: 6}")
        #expect(try await loaded(both).settings.sample.rollouts == 6)
    }

    @Test func `give up never before a round is over, unless that is written`() async throws {
        #expect(try await loaded(yaml("sample: {rollouts: 100}")).settings.accept.giveUpAfter == 100)
        #expect(
            try await loaded(yaml("sample: {rollouts: 100}\naccept: {per_task: 1}")).settings.accept.giveUpAfter == 100)
        #expect(
            try await loaded(yaml("sample: {rollouts: 100}\naccept: {give_up_after: 20}")).settings.accept.giveUpAfter
                == 20)
    }

    @Test func `forbid a thought by the fields that ask for none`() async throws {
        let text = yaml("reasoning: {mode: forbidden, request: {on: {a: 1}, off: {think: false}}}")
        #expect(try await loaded(text).settings.parameters.extra == ["think": false])
    }

    @Test(arguments: [
        (0, 0, false, false, false), (0, 4, true, false, false), (4, 4, true, false, false), (2, 4, true, true, true),
        (1, 10, true, true, true), (1, 11, true, true, false), (9, 10, true, true, true),
    ])
    func `decide on a whole group by its pass rate`(_ passed: Int, _ of: Int, _ all: Bool, _ mixed: Bool, _ range: Bool)
    {
        #expect(AcceptanceSettings.GroupRule.all.keeps(passed: passed, of: of) == all)
        #expect(AcceptanceSettings.GroupRule.mixed.keeps(passed: passed, of: of) == mixed)
        #expect(AcceptanceSettings.GroupRule.passRate(0.1...0.9).keeps(passed: passed, of: of) == range)
    }

    /// Lines that do not load: what is written, where the error points (line and column after the four first lines), and
    /// what its message and hint say.
    static let refused: [(String, Int, String)] = [
        ("wieght: 2", 1, "unknown key `wieght`"), ("weight: 0", 9, "must be above 0"),
        ("weight: heavy", 9, "must be a number"),
        ("weight: -1", 9, "must be a number"), ("queues: []", 9, "1 to 16 names"),
        ("queues: [a, a]", 9, "names a queue twice"),
        ("queues: [\"A b\"]", 9, "1 to 16 names"), ("deliver: lease", 10, "one of queue, export"),
        ("resample: always", 11, "one of never, policy"), ("max_in_flight: 0", 16, "from 1 to"),
        ("max_in_flight: 2\naccept: {per_task: 3}", 1, "is below `sample.rollouts`"),
        ("tags: [\"a b\"]", 7, "list of at most"),
        ("stop: {accepted: 0}", 18, "at least 1"),
        ("stop: {acepted: 1}", 8, "unknown key"), ("junk_allowed: {echos: x}", 16, "unknown key `echos`"),
        ("junk_allowed: {echo: \" \"}", 22, "has 1 to 500 bytes"), ("sample: {temperature: 11}", 23, "from 0"),
        ("sample: {temperature: .nan}", 23, "NaN"), ("sample: {top_p: 0}", 17, "must be above 0"),
        ("sample: {top_k: 0}", 17, "must not be 0"), ("sample: {rollouts: 0}", 20, "from 1 to 1024"),
        ("sample: {rollouts: 1.5}", 20, "whole number"),
        ("sample: {max_tokens: 99999999999999999999}", 22, "from 1 to"),
        ("sample: {stop: [\"\"]}", 16, "none of them empty"),
        ("sample: {extra: {n: 2}}", 18, "cannot stand in `extra`"),
        ("sample: {extra: {temperature: 1}}", 18, "cannot stand in `extra`"), ("sample: [8]", 9, "must be a mapping"),
        ("reasoning: {mode: maybe}", 19, "one of required, optional, forbidden"),
        ("reasoning: {open: \"\"}", 19, "1 to 64 bytes"),
        ("reasoning: {open: x, close: x}", 29, "must differ"),
        ("reasoning: {mode: forbidden, max_tokens: 5}", 42, "no meaning"),
        ("reasoning: {max_tokens: 1024}", 13, "must be below `sample.max_tokens`"),
        ("reasoning: {request: {on: {a: $max_tokens}}}", 27, "which is not given"),
        ("accept: {score: 0}", 17, "must be above 0"), ("accept: {score: 1.5}", 17, "from 0"),
        ("accept: {keep: mixed}", 16, "means nothing"),
        ("accept: {truncated: drop}", 21, "means nothing"),
        ("accept: {mode: groups, per_task: 2}", 34, "means nothing"),
        ("accept: {mode: groups, truncated: reject}", 35, "means nothing"),
        ("accept: {mode: groups, keep: some}", 30, "all, mixed or"),
        ("accept: {mode: groups, keep: {pass_rate: [0.9, 0.1]}}", 42, "must not be above"),
        ("accept: {mode: groups, keep: {pass_rate: [1]}}", 42, "two numbers"),
        ("accept: {per_task: 4, give_up_after: 3}", 38, "must not be below `per_task`"),
        ("accept: {per_task: 2, unique: answer}", 23, "`unique: answer` beside `equals`"),
        ("accept: {per_task: 2}\nsample: {temperature: 0}", 10, "temperature 0"),
        ("accept: {mode: groups}\nsample: {temperature: 0}", 10, "temperature 0"),
        ("accept: {mode: groups}\nsample: {rollouts: 1}", 10, "at least 2 members"),
        (
            "sample: {extra: {a: 1}}\nreasoning: {request: {on: {a: 2}}}", 10,
            "stands in `sample.extra` and in `reasoning.request`"
        ),
        ("examples: [{task: {}, completion: x}]", 12, "`passes` is missing"),
        ("examples: [{passes: true, completion: x}]", 12, "needs a `task`"),
        ("examples: [{task: {}, passes: true}]", 12, "needs a `completion`"),
        ("examples: [{task: {}, completion: x, passes: true, verify: []}]", 52, "unknown key `verify`"),
        ("about: 7", 8, "must be a text"),
    ]

    @Test(arguments: refused)
    func `that are wrong are refused with their place and their cure`(_ text: String, _ column: Int, _ message: String)
        async throws
    {
        let found = try await errors(yaml(text))
        let error = try #require(found.first, "it loads")
        #expect(error.message.contains(message), "\(error)")
        #expect(error.file?.hasSuffix("/e.yaml") == true)
        let lines = 4...(4 + text.count { $0 == "\n" })
        #expect(lines.contains(error.line ?? 0), "\(error)")
        #expect(error.column == column, "\(error)")
        #expect(error.code == .invalid)
    }

    @Test func `that are unknown name the known ones and the nearest`() async throws {
        let error = try #require(try await errors(yaml("sample: {temprature: 1}")).first)
        #expect(
            error.hint?.contains("Did you mean `temperature`?") == true && error.hint?.contains("top_p") == true,
            "\(error)")
    }

    @Test func `that are wrong in several sections are all told`() async throws {
        let found = try await errors(yaml("weight: 0\nsample: {rollouts: 0}\naccept: {mode: none}\nnonsense: 1"))
        #expect(found.compactMap(\.line).sorted() == [4, 5, 6, 7], "\(found)")
    }
}
