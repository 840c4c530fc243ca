internal import JSON
internal import Rollouts

/// `POST /v1/completions`: the prompt is text, rendered by the environment's transcript template.
enum TextDialect: CompletionDialect {
    static func body(_ request: SampleRequest, _ context: BodyContext) throws(ReplyFault) -> [UInt8] {
        guard let transcript = request.transcript else {
            throw ReplyFault("a text endpoint needs a transcript template in the environment's `prompt`")
        }
        guard request.tools.isEmpty else {
            throw ReplyFault("a text endpoint takes no tools: `tools_as: hermes` writes them into the prompt")
        }
        var writer = JSONWriter(capacity: transcript.utf8.count + 512)
        writer.beginObject()
        writer.key("prompt")
        writer.string(transcript)
        var parameters = request.parameters
        for stop in request.transcriptStop where !parameters.stop.contains(where: { $0.utf8.elementsEqual(stop.utf8) })
        {
            parameters.stop.append(stop)
        }
        RequestBody.write(parameters, context, to: &writer)
        if request.parameters.logprobs, request.parameters.extra["logprobs"] == nil {
            writer.key("logprobs")
            writer.int(1)
        }
        writer.endObject()
        return writer.bytes
    }

    static func messages(_ choice: JSONCursor) throws(ReplyFault) -> [Message] {
        guard let text = try choice.text("text") else { throw ReplyFault("a choice has no `text`") }
        return [Message(role: "assistant", content: text)]
    }
}
