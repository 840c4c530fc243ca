internal import JSON
internal import Rollouts

/// Reads a choice's `logprobs` in the shapes that servers give them.
enum LogprobsReading {
    /// Takes the logarithm of each token's probability, and its id where llama.cpp puts it beside.
    ///
    /// Chat: `{content: [{logprob, id?}]}`, which llama.cpp uses for text too. Text: `{token_logprobs: [number]}`.
    static func read(_ logprobs: JSONCursor, into tokens: inout TokenTrace) throws(ReplyFault) {
        if let content = logprobs["content"], !content.isNull {
            guard content.kind == .array else { throw ReplyFault("`logprobs.content` is no array") }
            try readEntries(content, into: &tokens)
        } else if let values = logprobs["token_logprobs"], !values.isNull {
            guard let floats = values.floats() else {
                throw ReplyFault("`logprobs.token_logprobs` is no array of numbers")
            }
            tokens.logprobs = floats
        }
        if let wrong = tokens.logprobs?.first(where: { $0 > 0.001 }) {
            throw ReplyFault("a logprob of \(wrong) is above zero")
        }
    }

    private static func readEntries(_ content: JSONCursor, into tokens: inout TokenTrace) throws(ReplyFault) {
        var values: [Float] = []
        var ids: [Int32] = []
        values.reserveCapacity(content.count)
        for entry in content.elements {
            guard let value = entry["logprob"]?.double, Float(value).isFinite else {
                throw ReplyFault("an entry of `logprobs.content` has no number `logprob`")
            }
            values.append(Float(value))
            if let id = entry["id"]?.int, let id = Int32(exactly: id), id >= 0 { ids.append(id) }
        }
        tokens.logprobs = values
        if tokens.ids == nil, ids.count == values.count, !ids.isEmpty { tokens.ids = ids }
    }
}
