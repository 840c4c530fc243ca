internal import JSON
internal import Rollouts

/// `POST /v1/chat/completions`.
enum ChatDialect: CompletionDialect {
    static func body(_ request: SampleRequest, _ context: BodyContext) throws(ReplyFault) -> [UInt8] {
        var writer = JSONWriter(capacity: 1024)
        writer.beginObject()
        writer.key("messages")
        writer.beginArray()
        for message in request.messages { message.write(to: &writer) }
        writer.endArray()
        RequestBody.write(request.parameters, context, to: &writer)
        if request.parameters.logprobs {
            writer.key("logprobs")
            writer.bool(true)
            if request.parameters.extra["top_logprobs"] == nil {
                // llama.cpp gives none for 0; the one alternative is not read.
                writer.key("top_logprobs")
                writer.int(1)
            }
        }
        if !request.tools.isEmpty {
            writer.key("tools")
            writer.beginArray()
            for tool in request.tools { writer.value(tool) }
            writer.endArray()
            let extra = request.parameters.extra
            if extra["tool_choice"] == nil {
                writer.key("tool_choice")
                writer.string("auto")
            }
            // Else an engine takes the marks of calls that its parser does not know out of the text.
            if context.keepsSpecialTokens, extra["skip_special_tokens"] == nil {
                writer.key("skip_special_tokens")
                writer.bool(false)
            }
        }
        writer.endObject()
        return writer.bytes
    }

    static func messages(_ choice: JSONCursor) throws(ReplyFault) -> [Message] {
        guard let message = choice["message"], message.kind == .object else {
            throw ReplyFault("a choice has no `message`")
        }
        let reasoning: String?
        if let own = try message.text("reasoning") {
            reasoning = own
        } else {
            reasoning = try message.text("reasoning_content")
        }
        return [
            Message(
                role: try message.text("role") ?? "assistant", content: try content(message), reasoning: reasoning,
                toolCalls: try toolCalls(message))
        ]
    }

    private static func content(_ message: JSONCursor) throws(ReplyFault) -> String? {
        guard let content = message["content"], content.kind == .array else { return try message.text("content") }
        var text = ""
        for part in content.elements {
            guard let piece = part["text"]?.string ?? part.string else {
                throw ReplyFault("a part of `content` has no `text`")
            }
            text += piece
        }
        return text
    }

    /// Calls as the endpoint's parser found them; an empty list is as good as none reported.
    private static func toolCalls(_ message: JSONCursor) throws(ReplyFault) -> [ToolCall]? {
        guard let calls = message["tool_calls"], !calls.isNull else { return nil }
        guard calls.kind == .array else { throw ReplyFault("`tool_calls` is no array") }
        var found: [ToolCall] = []
        for call in calls.elements {
            do throws(WireError) {
                found.append(try ToolCall(call.value))
            } catch {
                throw ReplyFault("a tool call cannot be read: \(error.description)")
            }
        }
        return found.isEmpty ? nil : found
    }
}
