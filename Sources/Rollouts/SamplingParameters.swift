public import JSON

/// How an endpoint is asked to sample: always sent and always recorded, the defaults too, because servers differ in
/// theirs.
public struct SamplingParameters: Sendable, Hashable {
    /// Softmax temperature, 0 or more.
    public var temperature: Double = 1
    /// Nucleus mass, above 0 and at most 1.
    public var topP: Double = 1
    /// How many candidates are kept, -1 for all. Beyond OpenAI's own API; left out for endpoints that refuse it.
    public var topK: Int = -1
    /// The least probability relative to the best candidate, 0 to 1. Beyond OpenAI's own API, as `topK`.
    public var minP: Double = 0
    /// Divides the logits of what was already said, 1 for none. Beyond OpenAI's own API, as `topK`.
    public var repetitionPenalty: Double = 1
    /// Penalty for tokens that occurred, -2 to 2.
    public var presencePenalty: Double = 0
    /// Penalty for tokens by how often they occurred, -2 to 2.
    public var frequencyPenalty: Double = 0
    /// The most tokens of a completion, reasoning included.
    public var maxTokens: Int = 1024
    /// Texts at which sampling stops; at most 16.
    public var stop: [String] = []
    /// Whether token ids are asked for, where the endpoint knows how.
    public var tokenIDs: Bool = false
    /// Whether logprobs are asked for.
    public var logprobs: Bool = false
    /// Any further fields of the request's body.
    public var extra: JSONObject = JSONObject()

    /// The defaults.
    public init() {}

    /// What is recorded beside a rollout: every parameter by its wire name.
    public var recorded: JSONObject {
        var object: JSONObject = [
            "temperature": JSONValue.double(temperature) ?? .null, "top_p": JSONValue.double(topP) ?? .null,
            "top_k": .int(topK), "min_p": JSONValue.double(minP) ?? .null,
            "repetition_penalty": JSONValue.double(repetitionPenalty) ?? .null,
            "presence_penalty": JSONValue.double(presencePenalty) ?? .null,
            "frequency_penalty": JSONValue.double(frequencyPenalty) ?? .null, "max_tokens": .int(maxTokens),
            "stop": .array(stop.map(JSONValue.string)),
        ]
        for member in extra.members { object[member.key] = member.value }
        return object
    }
}

/// Sampling parameters as they are recorded: put into JSON once, and not for each rollout of an environment.
public struct RecordedSampling: Sendable, Hashable {
    /// The JSON of an object, parameters by their wire names.
    public let json: [UInt8]

    /// The record of these parameters.
    public init(_ parameters: JSONObject = JSONObject()) { json = Array(JSONValue.object(parameters).text.utf8) }
}
