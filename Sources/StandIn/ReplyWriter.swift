internal import JSON

/// The bodies of the stand-in's replies, in the shapes that vLLM gives them.
enum ReplyWriter {
    /// A reply to a request for completions. O(its texts).
    static func completions(
        _ choices: [ServedChoice], to request: CompletionRequest, sequence: Int, model: String, created: Int,
        promptTokens: Int
    ) -> [UInt8] {
        let size = choices.reduce(512) { $0 + $1.text.utf8.count + 192 }
        var writer = JSONWriter(capacity: size)
        let isChat = request.dialect == .chat
        writer.beginObject()
        writer.key("id")
        writer.string((isChat ? "chatcmpl-" : "cmpl-") + String(sequence))
        writer.key("object")
        writer.string(isChat ? "chat.completion" : "text_completion")
        writer.key("created")
        writer.int(created)
        writer.key("model")
        writer.string(request.model ?? model)
        writer.key("choices")
        writer.beginArray()
        for (index, choice) in choices.enumerated() { write(choice, at: index, of: request, to: &writer) }
        writer.endArray()
        let sampled = choices.reduce(0) { $0 + $1.tokens }
        writer.key("usage")
        writer.beginObject()
        writer.key("prompt_tokens")
        writer.int(promptTokens)
        writer.key("completion_tokens")
        writer.int(sampled)
        writer.key("total_tokens")
        writer.int(promptTokens + sampled)
        writer.endObject()
        if request.wantsTokenIDs, isChat {
            writer.key("prompt_token_ids")
            writer.ints(request.promptIDs)
        }
        writer.endObject()
        return writer.bytes
    }

    private static func write(
        _ choice: ServedChoice, at index: Int, of request: CompletionRequest, to writer: inout JSONWriter
    ) {
        let isChat = request.dialect == .chat
        writer.beginObject()
        writer.key("index")
        writer.int(index)
        if isChat {
            writer.key("message")
            writer.beginObject()
            writer.key("role")
            writer.string("assistant")
            writer.key("content")
            writer.string(choice.text)
            writer.endObject()
        } else {
            writer.key("text")
            writer.string(choice.text)
        }
        writer.key("logprobs")
        if request.wantsLogprobs { writeLogprobs(choice, isChat: isChat, to: &writer) } else { writer.null() }
        writer.key("finish_reason")
        writer.string(choice.isCut ? "length" : "stop")
        writer.key("stop_reason")
        writer.null()
        if request.wantsTokenIDs {
            writer.key("token_ids")
            writer.ints(StandInTokens.ids(choice.text))
            // vLLM repeats the prompt's ids in each choice of a text completion, and gives them once for a chat.
            if !isChat {
                writer.key("prompt_token_ids")
                writer.ints(request.promptIDs)
            }
        }
        writer.endObject()
    }

    private static func writeLogprobs(_ choice: ServedChoice, isChat: Bool, to writer: inout JSONWriter) {
        let pieces = StandInTokens.pieces(choice.text).map(String.init)
        writer.beginObject()
        if isChat {
            writer.key("content")
            writer.beginArray()
            for (index, piece) in pieces.enumerated() {
                writer.beginObject()
                writer.key("token")
                writer.string(piece)
                writer.key("logprob")
                writer.double(choice.logprob(at: index))
                writer.key("bytes")
                writer.ints(piece.utf8.map(Int32.init))
                writer.key("top_logprobs")
                writer.beginArray()
                writer.endArray()
                writer.endObject()
            }
            writer.endArray()
        } else {
            writer.key("tokens")
            writer.beginArray()
            for piece in pieces { writer.string(piece) }
            writer.endArray()
            writer.key("token_logprobs")
            writer.beginArray()
            for index in pieces.indices { writer.double(choice.logprob(at: index)) }
            writer.endArray()
            writer.key("top_logprobs")
            writer.null()
            var offset = 0
            writer.key("text_offset")
            writer.beginArray()
            for piece in pieces {
                writer.int(offset)
                offset += piece.unicodeScalars.count
            }
            writer.endArray()
        }
        writer.endObject()
    }

    /// The list of models: the one that is served.
    static func models(_ settings: StandInSettings, created: Int) -> [UInt8] {
        var writer = JSONWriter()
        writer.value([
            "object": "list",
            "data": [
                [
                    "id": .string(settings.model), "object": "model", "created": .int(created), "owned_by": "winnow",
                    "max_model_len": .int(settings.contextLength),
                ]
            ],
        ])
        return writer.bytes
    }

    /// The tokens of a text, by vLLM's names and llama.cpp's.
    static func tokens(_ ids: [Int32], contextLength: Int) -> [UInt8] {
        var writer = JSONWriter(capacity: 128 + ids.count * 6)
        writer.beginObject()
        writer.key("count")
        writer.int(ids.count)
        writer.key("max_model_len")
        writer.int(contextLength)
        writer.key("tokens")
        writer.ints(ids)
        writer.endObject()
        return writer.bytes
    }

    /// An error in the shape of OpenAI's API.
    static func error(_ message: String, type: String, status: Int) -> [UInt8] {
        var writer = JSONWriter()
        writer.value([
            "error": ["message": .string(message), "type": .string(type), "param": .null, "code": .int(status)]
        ])
        return writer.bytes
    }
}

extension CompletionRequest {
    /// How many tokens the prompt has. O(prompt).
    var promptTokens: Int { prompt.reduce(0) { $0 + StandInTokens.count($1) } }

    /// The ids of the prompt's tokens. O(prompt).
    var promptIDs: [Int32] { prompt.flatMap(StandInTokens.ids) }
}
