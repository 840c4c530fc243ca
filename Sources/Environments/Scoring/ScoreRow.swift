package import JSON
package import Rollouts

/// A completion that somebody brings to be judged: a line of `winnow score`, a row of `/v1/score`, or an example in an
/// environment's file.
package struct ScoreRow: Sendable {
    /// What the caller knows it by, a text or a number; nil where it has no name.
    package var id: JSONValue?
    /// The task.
    package var task: RolloutTask
    /// The messages that are judged.
    package var messages: [Message]
    /// Why sampling stopped; nil where the row does not say.
    package var finishReason: FinishReason?
    /// Tokens of the completion, from its token ids or its own figure; nil where it has neither.
    package var tokenCount: Int?
    /// The row's own verifiers, as written; nil where it has none.
    package var verify: JSONValue?

    /// The keys that a row may have.
    package static let keys = [
        "id", "task", "completion", "messages", "reasoning", "tool_calls", "finish_reason", "completion_tokens",
        "token_ids", "verify",
    ]

    /// The completion under a reasoning format.
    package func completion(format: ReasoningFormat) -> Completion {
        Completion(messages: messages, format: format, finishReason: finishReason, tokenCount: tokenCount)
    }

    /// The row that a JSON value holds; throws what is wrong with it. Keys that nobody knows are let pass: rows come
    /// from other tools.
    package static func read(_ line: JSONValue) throws(WireError) -> ScoreRow {
        guard let object = line.object else { throw WireError("a row is an object, this is \(line.kind)") }
        // Two completions, or two tasks, and nobody could say which was judged.
        if let key = object.firstDuplicateKey { throw WireError("the key `\(key.prefix(64))` is given twice") }
        guard let written = object["task"] else { throw WireError("a row needs a `task`, an object") }
        let task: RolloutTask
        do {
            task = try Self.task(written, isJudgedByItself: object["verify"].map { !$0.isNull } ?? false)
        } catch {
            throw WireError("`task`: \(error.description)")
        }
        var row = ScoreRow(id: try id(object["id"]), task: task, messages: try messages(object))
        row.finishReason = try object.text("finish_reason").map(FinishReason.init)
        row.tokenCount = try tokenCount(object)
        if let verify = object["verify"], !verify.isNull { row.verify = verify }
        return row
    }

    /// The task of a row. With verifiers of the row's own its `gold` may be anything that these compare with: a number, a
    /// list of answers.
    private static func task(_ written: JSONValue, isJudgedByItself: Bool) throws(WireError) -> RolloutTask {
        guard isJudgedByItself, var object = written.object, let gold = object["gold"], gold.string == nil else {
            return try TaskReader().task(from: written)
        }
        object["gold"] = nil
        var task = try TaskReader().task(from: .object(object))
        task.fields["gold"] = gold
        return task
    }

    private static func id(_ value: JSONValue?) throws(WireError) -> JSONValue? {
        switch value {
        case nil, .null: return nil
        case .string, .number: return value
        case .some(let other): throw WireError("an `id` is a text or a number, this is \(other.kind)")
        }
    }

    private static func messages(_ object: JSONObject) throws(WireError) -> [Message] {
        if let list = object["messages"], !list.isNull {
            if let text = object["completion"], !text.isNull {
                throw WireError("a row has a `completion` or `messages`, not both")
            }
            guard let list = list.array else { throw WireError("`messages` is a list, this is \(list.kind)") }
            var messages: [Message] = []
            for item in list { messages.append(try Message(item)) }
            // All after the last user message is the completion.
            let start = messages.lastIndex { $0.role == "user" }.map { $0 + 1 } ?? 0
            return Array(messages[start...])
        }
        // Not by `flatMap`: there, nil would be taken for the literal of JSON's null.
        var calls: JSONValue?
        if let written = object["tool_calls"], !written.isNull { calls = .some(written) }
        guard let text = try object.text("completion") ?? (calls == nil ? nil : "") else {
            throw WireError("a row needs a `completion`, a text, or `messages`")
        }
        // Read by way of a message, so that calls and reasoning mean what they mean there.
        var message: JSONObject = ["role": "assistant", "content": .string(text)]
        if let calls { message["tool_calls"] = calls }
        if let thought = try object.text("reasoning") { message["reasoning"] = .string(thought) }
        return [try Message(.object(message))]
    }

    private static func tokenCount(_ object: JSONObject) throws(WireError) -> Int? {
        if let ids = object["token_ids"], !ids.isNull {
            guard let ids = ids.array else { throw WireError("`token_ids` is a list, this is \(ids.kind)") }
            return ids.count
        }
        guard let count = object["completion_tokens"], !count.isNull else { return nil }
        guard let count = count.int, count >= 0 else {
            throw WireError("`completion_tokens` is a whole number, 0 or more")
        }
        return count
    }
}

extension JSONObject {
    /// The text of a key; nil where it is not there or null, an error where it is something else.
    fileprivate func text(_ key: String) throws(WireError) -> String? {
        switch self[key] {
        case nil, .null: return nil
        case .string(let text): return text
        case .some(let other): throw WireError("`\(key)` is a text, this is \(other.kind)")
        }
    }
}
