internal import JSON
internal import Rollouts

/// Reads a reply with status 200 into choices.
///
/// Whatever is not as it should be is a fault: a rollout with half its tokens would be worse than none.
enum CompletionReply {
    /// More tokens than any completion has; counts beyond it are no counts.
    private static let mostTokens = 1 << 30

    /// The choices of a reply, at most `asked`; throws what is wrong with it. O(bytes).
    static func read(
        _ bytes: [UInt8], _ dialect: EndpointSettings.Dialect, asked: Int, parameters: SamplingParameters,
        logprobsKind: LogprobsKind, maxBytes: Int
    ) throws(ReplyFault) -> [SampledChoice] {
        let root = try object(bytes, maxBytes: maxBytes)
        guard let listed = root["choices"], listed.kind == .array else {
            throw ReplyFault(root["error"] == nil ? "the reply has no `choices`" : "an error instead of `choices`")
        }
        guard listed.count > 0 else { throw ReplyFault("`choices` is empty") }
        guard listed.count <= asked else { throw ReplyFault("\(listed.count) choices came, \(asked) were asked for") }
        let model = try root.text("model") ?? ""
        let promptIDs = try root.tokenIDs("prompt_token_ids")
        let usage = try usage(root)
        var choices: [SampledChoice] = []
        choices.reserveCapacity(listed.count)
        for choice in listed.elements {
            guard choice.kind == .object else { throw ReplyFault("a choice is no object") }
            var tokens = TokenTrace(promptIDs: promptIDs, logprobsKind: logprobsKind)
            if let own = try choice.tokenIDs("prompt_token_ids") { tokens.promptIDs = own }
            tokens.ids = try choice.tokenIDs("token_ids")
            if let logprobs = choice["logprobs"], !logprobs.isNull, parameters.logprobs || parameters.tokenIDs {
                try LogprobsReading.read(logprobs, into: &tokens)
            }
            if let ids = tokens.ids, let logprobs = tokens.logprobs, ids.count != logprobs.count {
                throw ReplyFault("\(ids.count) token ids came with \(logprobs.count) logprobs")
            }
            choices.append(
                SampledChoice(
                    messages: try dialect.implementation.messages(choice),
                    finishReason: try choice.text("finish_reason").map(FinishReason.init),
                    matchedStop: (choice["stop_reason"] ?? choice["matched_stop"])?.string, tokens: tokens,
                    usage: Usage(promptTokens: usage.prompt), model: model))
        }
        share(usage.completion, among: &choices)
        return choices
    }

    /// The ids of the models that a `/models` reply lists.
    static func modelNames(_ bytes: [UInt8]) throws(ReplyFault) -> [String] {
        let root = try object(bytes, maxBytes: 4 << 20)
        guard let data = root["data"], data.kind == .array else { throw ReplyFault("the reply has no `data`") }
        return data.elements.compactMap { $0["id"]?.string }.filter { !$0.isEmpty && $0.utf8.count <= 1024 }
    }

    private static func object(_ bytes: [UInt8], maxBytes: Int) throws(ReplyFault) -> JSONCursor {
        let document: JSONDocument
        do throws(JSONError) {
            document = try JSONReader(maxBytes: maxBytes).document(bytes)
        } catch {
            throw ReplyFault("not JSON: \(error.description)")
        }
        guard document.root.kind == .object else { throw ReplyFault("the reply is no JSON object") }
        return document.root
    }

    private static func usage(_ root: JSONCursor) throws(ReplyFault) -> (prompt: Int?, completion: Int?) {
        guard let usage = root["usage"], !usage.isNull else { return (nil, nil) }
        guard usage.kind == .object else { throw ReplyFault("`usage` is no object") }
        return (try count(usage, "prompt_tokens"), try count(usage, "completion_tokens"))
    }

    private static func count(_ usage: JSONCursor, _ key: String) throws(ReplyFault) -> Int? {
        guard let value = usage[key], !value.isNull else { return nil }
        guard let count = value.int, (0...mostTokens).contains(count) else {
            throw ReplyFault("`usage.\(key)` is no count of tokens")
        }
        return count
    }

    /// A choice's own tokens where ids or logprobs count them, the reply's figure where it is the only choice, else its
    /// share of what the reply says for all; shares differ by one at most, and their sum is the reply's.
    private static func share(_ total: Int?, among choices: inout [SampledChoice]) {
        for index in choices.indices {
            let tokens = choices[index].tokens
            if let own = tokens.ids?.count ?? tokens.logprobs?.count {
                choices[index].usage.completionTokens = own
            } else if let total {
                let (each, rest) = total.quotientAndRemainder(dividingBy: choices.count)
                choices[index].usage.completionTokens = each + (index < rest ? 1 : 0)
                choices[index].usage.isShare = choices.count > 1
            }
        }
    }
}

extension JSONCursor {
    /// A member that is text, null or absent; anything else is a fault.
    func text(_ key: String) throws(ReplyFault) -> String? {
        guard let value = self[key], !value.isNull else { return nil }
        guard let text = value.string else { throw ReplyFault("`\(key)` is no text") }
        return text
    }

    /// A member that is an array of token ids, null or absent; anything else is a fault.
    func tokenIDs(_ key: String) throws(ReplyFault) -> [Int32]? {
        guard let value = self[key], !value.isNull else { return nil }
        guard let ids = value.int32s(), ids.allSatisfy({ $0 >= 0 }) else {
            throw ReplyFault("`\(key)` is no array of token ids")
        }
        return ids
    }
}
