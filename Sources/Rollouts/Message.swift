public import JSON

/// One message of a conversation, in the shape of OpenAI's chat API.
public struct Message: Sendable, Hashable {
    /// `system`, `user`, `assistant`, `tool`, or whatever else a chat template knows.
    public var role: String
    /// The text; nil where the message only carries tool calls.
    public var content: String?
    /// The thought that an endpoint split off from the text; nil where it stands in the text or is none.
    public var reasoning: String?
    /// The calls that an endpoint's own parser found, in order; nil where it reported none.
    public var toolCalls: [ToolCall]?
    /// Which call a `tool` message answers.
    public var toolCallID: String?
    /// The speaker's or the function's name.
    public var name: String?

    /// A message.
    public init(
        role: String, content: String?, reasoning: String? = nil, toolCalls: [ToolCall]? = nil,
        toolCallID: String? = nil, name: String? = nil
    ) {
        self.role = role
        self.content = content
        self.reasoning = reasoning
        self.toolCalls = toolCalls
        self.toolCallID = toolCallID
        self.name = name
    }
}

/// One call of a tool, as an endpoint reported it.
public struct ToolCall: Sendable, Hashable {
    /// The endpoint's id of the call.
    public var id: String?
    /// The function's name.
    public var name: String
    /// The arguments, as the text that was sampled: it need not be JSON.
    public var arguments: String

    /// A call.
    public init(id: String? = nil, name: String, arguments: String) {
        self.id = id
        self.name = name
        self.arguments = arguments
    }
}

extension Message {
    /// Appends the message's wire form, leaving out what is nil (but `content`, which chat templates expect).
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("role")
        writer.string(role)
        writer.key("content")
        if let content { writer.string(content) } else { writer.null() }
        if let reasoning {
            writer.key("reasoning")
            writer.string(reasoning)
        }
        if let toolCalls {
            writer.key("tool_calls")
            writer.beginArray()
            for call in toolCalls { call.write(to: &writer) }
            writer.endArray()
        }
        if let toolCallID {
            writer.key("tool_call_id")
            writer.string(toolCallID)
        }
        if let name {
            writer.key("name")
            writer.string(name)
        }
        writer.endObject()
    }

    /// The message that a JSON object holds; throws what is wrong with it. `reasoning_content` is read as `reasoning`.
    public init(_ value: JSONValue) throws(WireError) {
        guard let object = value.object else { throw WireError("a message is an object, this is \(value.kind)") }
        guard let role = object["role"]?.string else { throw WireError("a message needs a `role`, a string") }
        let content: String?
        switch object["content"] {
        case nil, .null: content = nil
        case .string(let text): content = text
        case .array(let parts): content = try Message.joined(parts)
        case .some(let other): throw WireError("`content` is text, parts of text, or null, this is \(other.kind)")
        }
        var calls: [ToolCall]?
        if let written = object["tool_calls"], !written.isNull {
            guard let list = written.array else { throw WireError("`tool_calls` is an array, this is \(written.kind)") }
            calls = []
            for item in list { calls?.append(try ToolCall(item)) }
        }
        self.init(
            role: role, content: content, reasoning: object["reasoning"]?.string ?? object["reasoning_content"]?.string,
            toolCalls: calls, toolCallID: object["tool_call_id"]?.string, name: object["name"]?.string)
    }

    private static func joined(_ parts: [JSONValue]) throws(WireError) -> String {
        var text = ""
        for part in parts {
            guard let piece = part.string ?? part["text"]?.string else {
                throw WireError("a part of `content` without `text` cannot be judged")
            }
            text += piece
        }
        return text
    }
}

extension ToolCall {
    /// Appends the call's wire form.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        if let id {
            writer.key("id")
            writer.string(id)
        }
        writer.key("type")
        writer.string("function")
        writer.key("function")
        writer.beginObject()
        writer.key("name")
        writer.string(name)
        writer.key("arguments")
        writer.string(arguments)
        writer.endObject()
        writer.endObject()
    }

    /// The call that a JSON object holds, `{function: {name, arguments}}` or `{name, arguments}`; arguments that are
    /// not text are taken as their JSON.
    public init(_ value: JSONValue) throws(WireError) {
        let function = value["function"] ?? value
        guard let name = function["name"]?.string else { throw WireError("a tool call needs a `name`, a string") }
        let arguments: String
        switch function["arguments"] {
        case .string(let text): arguments = text
        case nil, .null: arguments = "{}"
        case .some(let other): arguments = other.text
        }
        self.init(id: value["id"]?.string, name: name, arguments: arguments)
    }
}

/// Why a JSON value is not the word of ours that it should be.
public struct WireError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong and what is expected; it holds no more than names and kinds.
    public let description: String

    /// An error that says so.
    public init(_ description: String) { self.description = description }
}
