import Environments
import Foundation
import JSON
import Rollouts
import Testing

@Suite struct `The sections of a file` {
    static let row = #"{"question": "1+1?", "answer": 2}"#

    @Test(arguments: [
        ("{}", "needs a `file` or a `generate`", 1),
        ("{file: t.jsonl, generate: arithmetic}", "a `file` and a `generate`", 1),
        ("{file: missing.jsonl}", "cannot be opened", 1), ("{file: /dev/zero}", "not a regular file", 1),
        ("{file: ../../../../../../etc}", "not a regular file", 1), ("{file: \"\"}", "path of a JSON Lines file", 1),
        ("{file: empty.jsonl}", "holds no tasks", 1), ("{generate: arithmetics}", "there is no generator", 1),
        ("{generate: {arithmetic: {digitz: 2}}}", "not known", 1),
        ("{generate: {a: {}, b: {}}}", "names one generator", 1),
        ("{generate: arithmetic, columns: {a: b}}", "belongs to `file`", 1),
        ("{generate: arithmetic, shuffle: true}", "belongs to `file`", 1),
        ("{file: t.jsonl, columns: {}}", "names 1 to", 1),
        ("{file: t.jsonl, columns: {a: b..c}}", "a column is a key", 1),
        ("{file: t.jsonl, columns: {question: q, answer: answer}}", "no column `q`", 1),
        ("{file: t.jsonl, epochs: 0}", "from 1 to", 1),
        ("{file: t.jsonl, seed: -1}", "at least 0", 1), ("[t.jsonl]", "must be a mapping", 1),
        ("null", "must be a mapping", 1),
    ])
    func `tasks that cannot be had are refused`(_ tasks: String, _ message: String, _ line: Int) async throws {
        let found = try await errors(yaml(tasks: tasks), files: ["t.jsonl": Self.row, "empty.jsonl": ""])
        let error = try #require(found.first, "it loads")
        #expect(error.message.contains(message), "\(error)")
        #expect(error.line == line)
    }

    @Test(arguments: [
        ("{}", "needs a `user` text or `messages`"), ("{user: 5}", "must be a text"),
        ("{user: \"{{x\"}", "is not closed"),
        ("{user: \"{{qestion}}\"}", "no field `qestion`"), ("{user: a, usr: b}", "unknown key `usr`"),
        ("{user: a, messages: []}", "cannot stand beside `messages`"), ("{messages: []}", "has 1 to 100 entries"),
        ("{messages: [{role: user}]}", "`content` is missing"),
        ("{messages: [{role: user, content: x, z: 1}]}", "unknown key `z`"),
        ("{messages: [{role: assistant, content: x}]}", "the assistant's own"),
        ("{messages: question}", "a list of messages"),
        ("{messages: $question}", "should be a list"), ("{messages: $nope}", "no field `nope`"),
        ("{user: a, tools: 5}", "a list of tools"),
        ("{user: a, tools: [5]}", "is a mapping"), ("{user: a, tools: $question}", "should be a list of tools"),
        ("{user: a, tools: [{name: f}], tools_as: text}", "`parameter` or `hermes`"),
        ("{user: a, tools_as: hermes}", "no meaning without `tools`"),
        ("{user: a, examples: [{user: b}]}", "`assistant` is missing"),
        ("{user: a, examples: [{assistant: b}]}", "a `user` text or a `task`"),
        ("{user: a, examples: [{user: b, task: {}, assistant: c}]}", "a `user` text or a `task`"),
        ("{user: \"{{question}}\", examples: [{task: {q: b}, assistant: c}]}", "no field `question`"),
        ("{user: a, transcript: {separator: \"\"}}", "must not be empty"),
        ("{user: a, transcript: {usr: x}}", "unknown key `usr`"),
    ])
    func `prompts that cannot be made are refused`(_ prompt: String, _ message: String) async throws {
        let found = try await errors(yaml(prompt: prompt))
        let error = try #require(found.first, "it loads")
        #expect(error.message.contains(message), "\(error)")
    }

    @Test(arguments: [
        ("[]", "[]", "is empty"), ("[{}]", "{}", "names no verifier"), ("[answr: {}]", "answr", "not known"),
        ("[answer: {}]", "answer", "missing"),
        ("[answer: {format: tags}]", "format", "not known"),
        ("[answer: {format: tag, equals: $answer, as: numbr}]", "as:", "numbr"),
        ("[answer: {format: tag, equal: $answer}]", "equal:", "not known"),
        ("[answer: {format: tag, equals: $anser}]", "equals", "no such field"),
        ("[answer: {format: tag}, weight: x]", "weight", "expected a number"),
        ("{answer: {format: tag}}", "{", "expected a list"),
    ])
    func `verifiers that are wrong are refused at their place`(_ verify: String, _ at: String, _ message: String)
        async throws
    {
        let place = try #require(verify.range(of: at)?.lowerBound)
        let column = "verify: ".count + verify.distance(from: verify.startIndex, to: place) + 1
        let error = try #require(try await errors(yaml(verify: verify)).first, "it loads")
        #expect(error.message.contains(message), "\(error)")
        #expect(error.line == 3 && error.column == column, "\(error)")
        #expect(error.hint != nil || error.message.contains("expected"))
    }

    @Test func `a missing section is said, and the key that was meant for it is pointed at`() async throws {
        let found = try await errors("taks: {generate: arithmetic}\nprompt: {user: a}")
        #expect(
            found.contains {
                $0.message.contains("`tasks` is missing") && $0.hint?.contains("`taks`") == true && $0.line == 1
            }, "\(found)")
        #expect(found.contains { $0.message.contains("`verify` is missing") })
    }

    @Test func `a prompt has few-shot turns between system and user, and a transcript of the same`() async throws {
        let environment = try await loaded(
            """
            tasks: {generate: arithmetic}
            prompt:
              system: Be brief.
              user: "Q: {{question}}"
              examples:
                - {task: {question: One?}, assistant: "1"}
                - {user: "As it is {{x}}", assistant: "2"}
              tools: [{type: function, function: {name: f}}]
              transcript: {user: "Human:", assistant: "AI:", separator: "\\n\\n", stop: ["\\n"]}
            verify: [answer: {format: tag, equals: $answer}]
            """)
        let prompt = try environment.prompt(for: RolloutTask(id: "t", fields: ["question": "1 < 2 & \"3\"?"]))
        let roles = ["system", "user", "assistant", "user", "assistant", "user"]
        let texts = ["Be brief.", "Q: One?", "1", "As it is {{x}}", "2", "Q: 1 < 2 & \"3\"?"]
        #expect(prompt.messages == zip(roles, texts).map { Message(role: $0, content: $1) })
        #expect(
            prompt.transcript
                == "Be brief.\n\nHuman: Q: One?\n\nAI: 1\n\nHuman: As it is {{x}}\n\nAI: 2\n\nHuman: Q: 1 < 2 & \"3\"?\n\nAI:"
        )
        #expect(prompt.transcriptStop == ["\n"])
        #expect(prompt.tools?.array?.count == 1)
    }

    @Test func `a transcript has User and Assistant lines, and stops at the next user's turn, unless said otherwise`()
        async throws
    {
        let prompt = try await loaded(yaml()).prompt(for: RolloutTask(id: "t", fields: ["question": "Why?"]))
        #expect(
            prompt.transcript == "User: Why?\nAssistant:" && prompt.transcriptStop == ["\nUser:"] && prompt.tools == nil
        )
    }

    @Test(arguments: [
        ("{user: Hi}", ["system", "user"], ""), ("{system: Be brief., user: Hi}", ["system", "user"], "Be brief.\n\n"),
        ("{messages: [{role: user, content: Hi}]}", ["system", "user"], ""),
        ("{messages: [{role: developer, content: ''}, {role: user, content: Hi}]}", ["developer", "user"], ""),
    ])
    func `tools may stand in the system message, for chats and transcripts alike`(
        section: String, roles: [String], before: String
    ) async throws {
        let written = section.dropLast() + ", tools: [{name: f, parameters: {type: object}}], tools_as: hermes}"
        let prompt = try await loaded(yaml(prompt: String(written))).prompt(
            for: RolloutTask(id: "t", fields: ["question": "x"]))
        #expect(prompt.tools == nil && prompt.messages.map(\.role) == roles)
        let system = try #require(prompt.messages.first?.content)
        let tool = #"{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}"#
        #expect(system.hasPrefix(before + "You may call functions."))
        #expect(system.contains("<tools>\n\(tool)\n</tools>") && system.hasSuffix("</tool_call>"))
        #expect(prompt.transcript == "\(system)\nUser: Hi\nAssistant:")
    }

    @Test func `a task without tools gets no list of them, and a bare function gets OpenAI's wrapper`() async throws {
        for way in ["parameter", "hermes"] {
            let text = yaml(tasks: "{file: t.jsonl}", prompt: "{user: Hi, tools: $tools, tools_as: \(way)}")
            let environment = try await loaded(text, files: ["t.jsonl": #"{"tools": [], "answer": 1}"#])
            for none: JSONValue in [[], .null] {
                let bare = try environment.prompt(for: RolloutTask(id: "t", fields: ["tools": none]))
                #expect(bare.messages.count == 1 && bare.tools == nil && bare.transcript == "User: Hi\nAssistant:")
            }
            let tools: JSONValue = [["name": "f", "input_schema": ["type": "object"]]]
            let prompt = try environment.prompt(for: RolloutTask(id: "t", fields: ["tools": tools]))
            let wrapped: JSONValue = [
                ["type": "function", "function": ["name": "f", "parameters": ["type": "object"]]]
            ]
            #expect(way == "hermes" ? prompt.messages.count == 2 && prompt.tools == nil : prompt.tools == wrapped)
        }
    }

    @Test func `messages and tools may come from the task`() async throws {
        let row =
            #"{"chat": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Yes?"}, {"role": "user", "content": "2+2"}], "tools": [{"type": "function"}], "answer": 4}"#
        let text = yaml(tasks: "{file: t.jsonl}", prompt: "{messages: $chat, tools: $tools}")
        let environment = try await loaded(text, files: ["t.jsonl": row])
        let task = try #require(try environment.tasks.next(after: TaskCursor())).task
        let prompt = try environment.prompt(for: task)
        #expect(prompt.messages.count == 3 && prompt.tools == [["type": "function"]])
        #expect(prompt.transcript == "User: Hi\nAssistant: Yes?\nUser: 2+2\nAssistant:")
        var open = task
        open.fields["chat"] = [["role": "assistant", "content": "Done."]]
        #expect(throws: EnvironmentError.self) { try environment.prompt(for: open) }
        open.fields["chat"] = [["content": "?"]]
        #expect(throws: EnvironmentError.self) { try environment.prompt(for: open) }
    }

    @Test func `columns name a file's fields, and the version is that of file and data`() async throws {
        let text = yaml(tasks: "{file: data/t.jsonl, columns: {question: q, answer: meta.a, id: uid}, shuffle: false}")
        let row = #"{"uid": 5, "q": "1+1?", "meta": {"a": 2}}"#
        let environment = try await loaded(text, files: ["data/t.jsonl": row])
        let step = try #require(try environment.tasks.next(after: TaskCursor()))
        #expect(step.task == RolloutTask(id: "5", fields: ["question": "1+1?", "answer": 2]))
        #expect(try await loaded(text, files: ["data/t.jsonl": row]).version == environment.version)
        #expect(try await loaded(text, files: ["data/t.jsonl": row + "\n"]).version != environment.version)
        #expect(try await loaded(text + "\n", files: ["data/t.jsonl": row]).version != environment.version)
    }
}
