internal import JSON
internal import Rollouts
internal import Verifiers
internal import YAML

extension PromptTemplate {
    private static let maxTurns = 100

    /// The `prompt` section.
    init(_ mapping: YAMLMapping) throws(YAMLError) {
        let transcript = try mapping.optionalMapping("transcript").map { (section) throws(YAMLError) in
            try Transcript(section)
        }
        let tools = try Self.tools(mapping.optionalNode("tools"))
        let toolPlacement = try mapping.optionalNode("tools_as").map { (node) throws(YAMLError) in
            try Self.toolPlacement(node, hasTools: tools != nil)
        }
        let system = try mapping.optionalNode("system").map { (node) throws(YAMLError) in
            Turn(role: "system", content: try Template(node, "system"))
        }
        let user = try mapping.optionalNode("user").map { (node) throws(YAMLError) in
            Turn(role: "user", content: try Template(node, "user"))
        }
        let examples = mapping.optionalNode("examples")
        let messages = mapping.optionalNode("messages")
        try mapping.finish()

        let written = transcript ?? Transcript()
        let source: Source
        if let messages {
            if let key = ["system", "user", "examples"].first(where: { mapping.keys.contains($0) }) {
                throw mapping.error(
                    key, "`\(key)` cannot stand beside `messages`", hint: "Write it as one of the messages")
            }
            source = try Self.source(messages, written)
        } else {
            guard let user else {
                throw YAMLError(
                    "`prompt` needs a `user` text or `messages`", at: mapping.place,
                    hint: "Write user: \"{{question}}\"")
            }
            let shots = try examples.map { (node) throws(YAMLError) in try Self.shots(node, user: user) } ?? []
            source = .turns(
                try Self.parts(system.map { [$0] } ?? [], shots: shots, then: [user], written))
        }
        self.init(source: source, tools: tools, toolPlacement: toolPlacement ?? .parameter, transcript: written)
    }

    private static func source(_ node: YAMLNode, _ transcript: Transcript) throws(YAMLError) -> Source {
        if case .string(let text) = node.kind {
            guard text.hasPrefix("$"), !text.hasPrefix("$$"), let path = try? FieldPath(String(text.dropFirst())) else {
                throw node.expected("a list of messages, or the `$field` that holds one", for: "messages")
            }
            return .field(path)
        }
        let nodes = try node.list("messages")
        guard !nodes.isEmpty, nodes.count <= maxTurns else {
            throw node.error("`messages` has 1 to \(maxTurns) entries")
        }
        var turns: [Turn] = []
        for node in nodes {
            let mapping = try node.mapping("messages")
            let role = try mapping.string("role")
            guard !role.isEmpty, role.utf8.count <= 64 else {
                throw mapping.error("role", "a `role` has 1 to 64 bytes")
            }
            turns.append(Turn(role: role, content: try Template(mapping.node("content"), "content")))
            try mapping.finish()
        }
        guard turns.last?.role != "assistant" else {
            throw node.error("the last message is the assistant's own", hint: "End with the turn that it answers")
        }
        return .turns(try parts(turns, shots: [], then: [], transcript))
    }

    /// Puts a conversation together; turns without tags are rendered now.
    private static func parts(
        _ first: [Turn], shots: [Message], then last: [Turn], _ transcript: Transcript
    ) throws(YAMLError) -> [Part] {
        func fixed(_ messages: [Message]) -> Part { .fixed(messages, transcript: transcript.turns(messages)) }
        func part(_ turn: Turn) -> Part {
            guard let text = turn.content.constant else { return .rendered(turn) }
            return fixed([Message(role: turn.role, content: text)])
        }
        return first.map(part) + (shots.isEmpty ? [] : [fixed(shots)]) + last.map(part)
    }

    /// The few-shot turns: the user's as it is, or rendered for the fields of a `task`.
    private static func shots(_ node: YAMLNode, user: Turn) throws(YAMLError) -> [Message] {
        var messages: [Message] = []
        let nodes = try node.list("examples")
        guard nodes.count <= maxTurns else { throw node.error("`examples` has at most \(maxTurns) entries") }
        for node in nodes {
            let mapping = try node.mapping("examples")
            let task = mapping.optionalNode("task")
            let asked = try mapping.optionalString("user")
            let answer = try mapping.string("assistant")
            try mapping.finish()
            let question: String
            switch (asked, task) {
            case (let text?, nil): question = text
            case (nil, let task?):
                _ = try task.mapping("task")
                do {
                    question = try user.content.render(task.value.object ?? JSONObject())
                } catch {
                    throw task.error(error.message, hint: error.hint)
                }
            default:
                throw node.error(
                    "an example has a `user` text or a `task`", hint: "Write {task: {fields}, assistant: \"…\"}")
            }
            messages.append(Message(role: "user", content: question))
            messages.append(Message(role: "assistant", content: answer))
        }
        return messages
    }

    private static func toolPlacement(_ node: YAMLNode, hasTools: Bool) throws(YAMLError) -> ToolPlacement {
        guard let style = ToolPlacement(rawValue: try node.string("tools_as")) else {
            throw node.error(
                "`tools_as` is `parameter` or `hermes`",
                hint: "`hermes` writes the tools into the system message, `parameter` leaves that to the endpoint")
        }
        guard hasTools else {
            throw node.error("`tools_as` has no meaning without `tools`", hint: "Write tools: $tools")
        }
        return style
    }

    private static func tools(_ node: YAMLNode?) throws(YAMLError) -> OptionValue? {
        guard let node, !node.isNull else { return nil }
        if case .sequence(let tools) = node.kind {
            guard tools.allSatisfy({ $0.value.object != nil }) else { throw node.error("each of `tools` is a mapping") }
            return tools.isEmpty ? nil : .constant(node.value)
        }
        guard let option = try? OptionValue(written: node.value), case .reference = option else {
            throw node.expected("a list of tools, or the `$field` that holds one", for: "tools")
        }
        return option
    }
}

extension Template {
    /// The template that a node holds.
    fileprivate init(_ node: YAMLNode, _ name: String) throws(YAMLError) {
        let text = try node.string(name)
        do {
            try self.init(text)
        } catch {
            throw node.error("`\(name)`: \(error.message)", hint: error.hint)
        }
    }
}

extension Transcript {
    /// The `transcript` section.
    fileprivate init(_ mapping: YAMLMapping) throws(YAMLError) {
        self.init()
        user = try mapping.optionalString("user") ?? user
        assistant = try mapping.optionalString("assistant") ?? assistant
        system = try mapping.optionalString("system") ?? system
        separator = try mapping.optionalString("separator") ?? separator
        stop = try mapping.stops("stop")
        try mapping.finish()
        guard !separator.isEmpty else { throw mapping.error("separator", "`separator` must not be empty") }
        for (key, text) in [("user", user), ("assistant", assistant), ("system", system), ("separator", separator)] {
            guard text.utf8.count <= 256 else { throw mapping.error(key, "`\(key)` has at most 256 bytes") }
        }
    }
}
