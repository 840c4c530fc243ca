internal import JSON
internal import Rollouts
internal import YAML

extension SampleSettings {
    /// Body fields that have keys of their own, or that Winnow alone decides.
    private static let reserved = [
        "model", "messages", "prompt", "n", "stream", "seed", "temperature", "top_p", "top_k", "min_p",
        "repetition_penalty", "presence_penalty", "frequency_penalty", "max_tokens", "stop", "tools", "logprobs",
    ]

    /// How many members a group has where the file does not say.
    static let groupSize = 8

    /// The `sample` section; `stated` becomes the rollouts that it asks for, where it does.
    init(_ mapping: YAMLMapping, stated: inout Int?) throws(YAMLError) {
        self.init()
        stated = try mapping.optionalInt("rollouts", in: 1...1024)
        seeded = try mapping.optionalBool("seeded") ?? seeded
        var sent = parameters
        sent.temperature = try mapping.optionalDouble("temperature", in: 0...10) ?? sent.temperature
        sent.topP = try mapping.optionalDouble("top_p", in: 0...1) ?? sent.topP
        sent.topK = try mapping.optionalInt("top_k", in: -1...1_000_000) ?? sent.topK
        sent.minP = try mapping.optionalDouble("min_p", in: 0...1) ?? sent.minP
        sent.repetitionPenalty = try mapping.optionalDouble("repetition_penalty", in: 0...10) ?? sent.repetitionPenalty
        sent.presencePenalty = try mapping.optionalDouble("presence_penalty", in: -2...2) ?? sent.presencePenalty
        sent.frequencyPenalty = try mapping.optionalDouble("frequency_penalty", in: -2...2) ?? sent.frequencyPenalty
        sent.maxTokens = try mapping.optionalInt("max_tokens", in: 1...(1 << 20)) ?? sent.maxTokens
        sent.stop = try mapping.stops("stop") ?? sent.stop
        sent.tokenIDs = try mapping.optionalBool("token_ids") ?? sent.tokenIDs
        sent.logprobs = try mapping.optionalBool("logprobs") ?? sent.logprobs
        sent.extra = try mapping.bodyFields("extra") ?? sent.extra
        parameters = sent
        try mapping.finish()
        guard sent.topP > 0 else {
            throw mapping.error("top_p", "`top_p` must be above 0", hint: "Write 1 for all candidates")
        }
        guard sent.topK != 0 else {
            throw mapping.error("top_k", "`top_k` must not be 0", hint: "Write -1 for all candidates")
        }
        guard sent.repetitionPenalty > 0 else {
            throw mapping.error("repetition_penalty", "`repetition_penalty` must be above 0", hint: "Write 1 for none")
        }
    }
}

extension YAMLMapping {
    /// Texts to stop at, at most 16 of at most 256 bytes, none empty; nil where the key is not there.
    func stops(_ key: String) throws(YAMLError) -> [String]? {
        guard let stops = try optionalStrings(key) else { return nil }
        guard stops.count <= 16, stops.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 256 }) else {
            throw error(key, "`\(key)` must be a list of at most 16 texts, none of them empty or longer than 256 bytes")
        }
        return stops
    }

    /// Further fields of a request's body, none of which Winnow writes itself; nil where the key is not there.
    func bodyFields(_ key: String) throws(YAMLError) -> JSONObject? {
        guard let mapping = try optionalMapping(key) else { return nil }
        for entry in mapping.entries where SampleSettings.isReserved(entry.key) {
            throw YAMLError(
                "`\(entry.key)` cannot stand in `\(key)`", at: entry.place,
                hint: "It has a key of its own in `sample` or `prompt`, or is Winnow's to decide")
        }
        return JSONObject(mapping.entries.map { .init(key: $0.key, value: $0.value.value) })
    }
}

extension SampleSettings {
    fileprivate static func isReserved(_ field: String) -> Bool { reserved.contains(field) }
}
