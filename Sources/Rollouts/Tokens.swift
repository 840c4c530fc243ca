/// Why an endpoint stopped sampling, in the words of OpenAI's API.
public enum FinishReason: Sendable, Hashable {
    case stop, length, toolCalls, contentFilter, abort
    /// A word that is none of the above.
    case other(String)

    /// The reason that a reply's word means.
    public init(_ word: String) {
        switch word {
        case "stop", "eos", "end_turn": self = .stop
        case "length": self = .length
        case "tool_calls", "function_call": self = .toolCalls
        case "content_filter": self = .contentFilter
        case "abort", "aborted", "cancelled": self = .abort
        default: self = .other(String(word.prefix(64)))
        }
    }

    /// The word on the wire.
    public var word: String {
        switch self {
        case .stop: "stop"
        case .length: "length"
        case .toolCalls: "tool_calls"
        case .contentFilter: "content_filter"
        case .abort: "abort"
        case .other(let word): word
        }
    }
}

/// What the logprobs of an endpoint are the logarithms of.
public enum LogprobsKind: String, Sendable, Hashable, CaseIterable {
    /// The model's distribution as it is.
    case raw
    /// After division by the temperature.
    case temperature
    /// After every sampling filter.
    case processed
    /// Not said by the endpoint's configuration.
    case unknown
}

/// Tokens counted for one rollout.
public struct Usage: Sendable, Hashable {
    /// Tokens of the prompt; nil where the endpoint did not say.
    public var promptTokens: Int?
    /// Tokens sampled; nil where nothing says.
    public var completionTokens: Int?
    /// Whether `completionTokens` is only this rollout's equal share of a reply's sum over several choices.
    public var isShare: Bool

    /// A usage.
    public init(promptTokens: Int? = nil, completionTokens: Int? = nil, isShare: Bool = false) {
        self.promptTokens = promptTokens
        self.completionTokens = completionTokens
        self.isShare = isShare
    }
}

/// The tokens of a rollout exactly as the endpoint returned them; nil where it returned none.
///
/// `ids`, `logprobs` and `lossMask`, where present, have one length and cover the completion.
public struct TokenTrace: Sendable, Hashable {
    /// The prompt's token ids.
    public var promptIDs: [Int32]?
    /// The completion's token ids.
    public var ids: [Int32]?
    /// The logarithm of each sampled token's probability.
    public var logprobs: [Float]?
    /// 1 where the policy sampled the token, 0 where a tool or a user put it.
    public var lossMask: [UInt8]?
    /// What the logprobs are of.
    public var logprobsKind: LogprobsKind

    /// A trace.
    public init(
        promptIDs: [Int32]? = nil, ids: [Int32]? = nil, logprobs: [Float]? = nil, lossMask: [UInt8]? = nil,
        logprobsKind: LogprobsKind = .unknown
    ) {
        self.promptIDs = promptIDs
        self.ids = ids
        self.logprobs = logprobs
        self.lossMask = lossMask
        self.logprobsKind = logprobsKind
    }
}
