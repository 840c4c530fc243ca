internal import JSON
internal import Rollouts

/// What a dialect must know beside the request to write a body.
struct BodyContext: Sendable {
    /// The model to name; nil where none is known.
    var model: String?
    /// How many choices this one call asks for.
    var count: Int
    /// The seed of its first choice.
    var seed: Int?
    /// Whether parameters beyond OpenAI's own are sent.
    var isExtended: Bool
    /// Whether `skip_special_tokens: false` is sent with tools.
    var keepsSpecialTokens = true
}

/// The part of a body that both dialects share.
enum RequestBody {
    /// Fields that `extra` cannot replace: they say what is asked, and replies would not fit any more.
    static let fixed = ["model", "messages", "prompt", "n", "stream", "seed", "tools"]

    /// Appends model, count, seed, every sampling parameter, and the extra fields, which replace ours of the same name.
    static func write(_ parameters: SamplingParameters, _ context: BodyContext, to writer: inout JSONWriter) {
        let extra = parameters.extra
        if let model = context.model {
            writer.key("model")
            writer.string(model)
        }
        writer.key("n")
        writer.int(context.count)
        if let seed = context.seed {
            writer.key("seed")
            writer.int(seed)
        }
        func isOurs(_ key: String) -> Bool { extra.isEmpty || extra[key] == nil }
        func number(_ key: String, _ value: Double) {
            guard isOurs(key) else { return }
            writer.key(key)
            // Whole numbers without a fraction: the usual ones, and quicker.
            if let whole = Int(exactly: value) { writer.int(whole) } else { writer.double(value) }
        }
        func whole(_ key: String, _ value: Int) {
            guard isOurs(key) else { return }
            writer.key(key)
            writer.int(value)
        }
        number("temperature", parameters.temperature)
        number("top_p", parameters.topP)
        number("presence_penalty", parameters.presencePenalty)
        number("frequency_penalty", parameters.frequencyPenalty)
        whole("max_tokens", parameters.maxTokens)
        if context.isExtended {
            whole("top_k", parameters.topK)
            number("min_p", parameters.minP)
            number("repetition_penalty", parameters.repetitionPenalty)
            // llama.cpp's name for the same; its default is ours.
            if parameters.repetitionPenalty != 1 { number("repeat_penalty", parameters.repetitionPenalty) }
            if parameters.tokenIDs, isOurs("return_token_ids") {
                writer.key("return_token_ids")
                writer.bool(true)
            }
        }
        // OpenAI refuses an empty list.
        if !parameters.stop.isEmpty, isOurs("stop") {
            writer.key("stop")
            writer.beginArray()
            for stop in parameters.stop { writer.string(stop) }
            writer.endArray()
        }
        for member in extra.members where !fixed.contains(where: { $0.utf8.elementsEqual(member.key.utf8) }) {
            writer.key(member.key)
            writer.value(member.value)
        }
    }
}
