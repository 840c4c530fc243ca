internal import JSON

/// What the stand-in reads of a request for completions; all other fields are let pass unread.
struct CompletionRequest: Sendable {
    /// Which of the two routes it came by.
    enum Dialect: Sendable {
        case chat, text
    }

    /// The route.
    let dialect: Dialect
    /// The name that the reply repeats; nil where none was given.
    let model: String?
    /// What its prompt is found by; nil where it is one of token ids.
    let key: PromptKey?
    /// The prompt's texts, one after the other.
    let prompt: [String]
    /// How many choices are asked for, 1 to 1,024.
    let choices: Int
    /// The most tokens of a choice; nil for no bound but the context.
    let maxTokens: Int?
    /// Texts that a choice ends before.
    let stop: [String]
    /// Whether token ids are asked for.
    let wantsTokenIDs: Bool
    /// Whether logprobs are asked for.
    let wantsLogprobs: Bool

    /// The most choices that are served at once.
    static let mostChoices = 1_024

    /// The request that a body holds; throws what is wrong with it. O(bytes).
    init(_ body: [UInt8], dialect: Dialect) throws(StandInError) {
        let root: JSONCursor
        do {
            root = try JSONReader(maxDepth: 64, maxBytes: StandInEngine.largestBody).document(body).root
        } catch {
            throw StandInError("the body is not JSON: \(error)")
        }
        guard root.kind == .object else { throw StandInError("the body is not a JSON object") }
        self.dialect = dialect
        model = root["model"]?.string
        let read =
            switch dialect {
            case .chat: try Self.conversation(root["messages"])
            case .text: try Self.text(root["prompt"])
            }
        key = read.key
        prompt = read.texts
        choices = try Self.whole(root["n"], "n", 1...Self.mostChoices) ?? 1
        let oldLimit = try Self.whole(root["max_tokens"], "max_tokens", 1...Int(Int32.max))
        let newLimit = try Self.whole(root["max_completion_tokens"], "max_completion_tokens", 1...Int(Int32.max))
        maxTokens = newLimit ?? oldLimit
        stop = try Self.stop(root["stop"])
        wantsTokenIDs = root["return_token_ids"]?.bool ?? false
        // A flag for chats; for texts, a number of alternatives, of which 0 still means the tokens themselves.
        wantsLogprobs = root["logprobs"].map { $0.bool ?? !$0.isNull } ?? false
        if dialect == .chat { try Self.checkTools(root["tools"]) }
        guard root["stream"]?.bool != true else {
            throw StandInError("`stream` is not served here: leave it out")
        }
    }

    /// Refuses tools that no engine would take. They change nothing else: answers are raw text, as an engine without a
    /// parser of calls gives them.
    private static func checkTools(_ tools: JSONCursor?) throws(StandInError) {
        guard let tools, !tools.isNull else { return }
        guard tools.kind == .array else { throw StandInError("`tools` is not a list") }
        for tool in tools.elements where tool["type"]?.string != "function" || tool["function"]?["name"]?.string == nil
        {
            throw StandInError("each of `tools` is {\"type\": \"function\", \"function\": {\"name\": …}}")
        }
    }

    private static func conversation(
        _ messages: JSONCursor?
    ) throws(StandInError) -> (key: PromptKey?, texts: [String]) {
        guard let messages, messages.kind == .array, messages.count > 0 else {
            throw StandInError("`messages` is missing or not a list of messages")
        }
        var conversation = PromptKey.Conversation()
        var texts: [String] = []
        texts.reserveCapacity(messages.count)
        for message in messages.elements {
            guard let role = message["role"]?.string else { throw StandInError("a message has no `role`") }
            let content = try content(message["content"])
            conversation.add(role: role, content: content)
            if let content { texts.append(content) }
        }
        return (conversation.key, texts)
    }

    private static func content(_ value: JSONCursor?) throws(StandInError) -> String? {
        switch value?.kind {
        case nil, .null: return nil
        case .string: return value?.string
        case .array:
            var text = ""
            for part in value?.value.array ?? [] {
                guard let piece = part.string ?? part["text"]?.string else {
                    throw StandInError("a part of `content` has no `text`")
                }
                text += piece
            }
            return text
        default: throw StandInError("`content` is neither text nor parts of text")
        }
    }

    private static func text(_ prompt: JSONCursor?) throws(StandInError) -> (key: PromptKey?, texts: [String]) {
        if let text = prompt?.string { return (PromptKey(text: text), [text]) }
        if let only = prompt?[0], prompt?.count == 1, let text = only.string { return (PromptKey(text: text), [text]) }
        guard let prompt, prompt.kind == .array, prompt.int32s() != nil else {
            throw StandInError("`prompt` is neither one text nor a list of token ids")
        }
        return (nil, [])
    }

    private static func stop(_ value: JSONCursor?) throws(StandInError) -> [String] {
        guard let value, !value.isNull else { return [] }
        if let text = value.string { return text.isEmpty ? [] : [text] }
        var texts: [String] = []
        for element in value.elements {
            guard let text = element.string else { throw StandInError("`stop` holds something that is no text") }
            if !text.isEmpty { texts.append(text) }
        }
        guard value.kind == .array, texts.count <= 64 else {
            throw StandInError("`stop` is neither a text nor a list of at most 64")
        }
        return texts
    }

    private static func whole(
        _ value: JSONCursor?, _ name: String, _ range: ClosedRange<Int>
    ) throws(StandInError) -> Int? {
        guard let value, !value.isNull else { return nil }
        guard let number = value.int, range.contains(number) else {
            throw StandInError("`\(name)` is not a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
}
