internal import JSON
internal import Rollouts

/// What a reply with an error status means.
struct ErrorReply {
    /// The reason that a rollout fails for, if it is not tried again.
    let reason: OutcomeReason
    /// The status and the server's own words, bounded, without control characters and without the endpoint's secrets.
    let detail: String
    /// Whether the server refuses parameters beyond OpenAI's own.
    let refusesExtendedParameters: Bool
    /// Whether the server refuses `skip_special_tokens`.
    let refusesSpecialTokens: Bool
    /// Whether it takes no tools as it was started, and what helps; nil for any other meaning.
    let obstacle: Obstacle?

    /// Words by which servers say that prompt and completion do not fit; compared in lower case.
    ///
    /// OpenAI and vLLM ("This model's maximum context length is"), vLLM ("longer than the maximum model length"), SGLang
    /// ("longer than the model's context length", "exceeds the model's maximum context length"), llama.cpp
    /// ("exceeds the available context size", "input is too large to process"), others.
    private static let overflowWords = [
        "context_length_exceeded", "exceed_context_size", "maximum context length", "maximum model length",
        "max_model_len", "model's context length", "available context size", "context window", "prompt is too long",
        "prompt too long", "input is too long", "input is too large to process", "too many input tokens",
    ]

    private static let extendedNames = ["top_k", "min_p", "repetition_penalty", "repeat_penalty", "return_token_ids"]
    private static let refusalWords = [
        "unrecognized", "unknown", "unsupported", "not supported", "not permitted", "unexpected", "extra inputs",
        "additional properties", "not allowed", "extra fields",
    ]

    /// The meaning of a status outside 200 to 299 and its body. O(bytes read), which are the first 64 KiB.
    ///
    /// - Parameters:
    ///   - endpoint: The endpoint's name where tools were offered to it; nil where none were.
    ///   - secrets: What must not be shown, should the server say it back.
    init(status: Int, body: [UInt8], endpoint: String? = nil, secrets: [Secret] = []) {
        let words = Self.words(of: body, without: secrets)
        let lower = words.text.lowercased()
        let isClientError = (400...499).contains(status)
        let overflows = Self.overflowWords.contains { lower.contains($0) }
        // llama.cpp says 500 for a prompt that its batch does not hold.
        if overflows, isClientError || status == 500 && lower.contains("too large to process") {
            reason = .promptTooLong
        } else if isClientError, lower.contains("content_filter") || lower.contains("content management policy") {
            reason = .contentFilter
        } else {
            reason = status == 408 || status == 504 ? .endpointTimeout : .endpointStatus
        }
        let refusesField =
            (status == 400 || status == 422) && reason == .endpointStatus
            && Self.refusalWords.contains { lower.contains($0) }
        refusesExtendedParameters = refusesField && Self.extendedNames.contains { lower.contains($0) }
        refusesSpecialTokens = refusesField && lower.contains("skip_special_tokens")
        let isAboutField = refusesExtendedParameters || refusesSpecialTokens
        obstacle =
            reason == .endpointStatus && !isAboutField
            ? endpoint.flatMap { Obstacle.tools(status: status, words: lower, endpoint: $0) } : nil
        detail = words.message.isEmpty ? "status \(status)" : "status \(status): \(words.message)"
    }

    /// The text to search, and the message to show.
    private static func words(of body: [UInt8], without secrets: [Secret]) -> (text: String, message: String) {
        // Before anything is cut off, or half of a secret would be left and not be known for one.
        func shown(_ text: String) -> String { plain(secrets.reduce(text) { $1.removed(from: $0) }) }
        let head = String(decoding: body.prefix(64 << 10), as: UTF8.self)
        guard let root = try? JSONReader(maxBytes: 1 << 20).document(body).root else {
            return (head, shown(head))
        }
        let places = [
            root["error"]?["message"], root["error"], root["message"], root["detail"], root["object"]?["message"],
        ]
        let message = places.lazy.compactMap { $0?.string }.first
        // FastAPI's validation errors are a list; its own JSON is the best there is to show.
        return (head, shown(message ?? head))
    }

    /// A text on one line, bounded, and without what a terminal would act upon.
    static func plain(_ text: String, most: Int = 300) -> String {
        var result = ""
        var room = most
        for scalar in text.unicodeScalars {
            let category = scalar.properties.generalCategory
            // Format characters turn the direction of what follows.
            let shown: Unicode.Scalar = category == .control || category == .format ? " " : scalar
            room -= UTF8.width(shown)
            guard room >= 0 else { return result + "…" }
            result.unicodeScalars.append(shown)
        }
        return result
    }
}
