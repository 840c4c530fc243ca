internal import JSON
internal import Rollouts
internal import YAML

extension ReasoningSettings {
    /// The text that stands for `max_tokens` in `request`.
    private static let maxTokensReference = "$max_tokens"

    /// The `reasoning` section.
    init(_ mapping: YAMLMapping) throws(YAMLError) {
        self.init()
        format.mode = try mapping.optionalChoice("mode") ?? format.mode
        format.opener = try mapping.optionalChoice("opened_by") ?? format.opener
        format.open = try Self.tag("open", in: mapping) ?? format.open
        format.close = try Self.tag("close", in: mapping) ?? format.close
        maxTokens = try mapping.optionalInt("max_tokens", in: 1...(1 << 20))
        if let request = try mapping.optionalMapping("request") {
            on = try fields("on", in: request)
            off = try fields("off", in: request)
            try request.finish()
        }
        try mapping.finish()
        guard format.open.utf8.elementsEqual(format.close.utf8) == false else {
            throw mapping.error("close", "`open` and `close` must differ")
        }
        guard format.mode != .forbidden || maxTokens == nil else {
            throw mapping.error(
                "max_tokens", "`max_tokens` has no meaning where thoughts are forbidden", hint: "Leave it out")
        }
    }

    private static func tag(_ key: String, in mapping: YAMLMapping) throws(YAMLError) -> String? {
        guard let tag = try mapping.optionalString(key) else { return nil }
        guard !tag.isEmpty, tag.utf8.count <= 64 else {
            throw mapping.error(key, "`\(key)` must be a text of 1 to 64 bytes")
        }
        return tag
    }

    /// Body fields in which `$max_tokens`, at any depth, is the figure.
    private func fields(_ key: String, in request: YAMLMapping) throws(YAMLError) -> JSONObject {
        let fields = JSONValue.object(try request.bodyFields(key) ?? JSONObject())
        guard let maxTokens else {
            guard !Self.mentionsMaxTokens(fields) else {
                throw request.error(
                    key, "`\(Self.maxTokensReference)` stands for `reasoning.max_tokens`, which is not given",
                    hint: "Give it, or write the figure")
            }
            return fields.object ?? JSONObject()
        }
        return Self.replaced(fields, by: maxTokens).object ?? JSONObject()
    }

    private static func mentionsMaxTokens(_ value: JSONValue) -> Bool {
        switch value {
        case .string(let text): text == maxTokensReference
        case .array(let elements): elements.contains(where: mentionsMaxTokens)
        case .object(let object): object.members.contains { mentionsMaxTokens($0.value) }
        case .null, .bool, .number: false
        }
    }

    private static func replaced(_ value: JSONValue, by figure: Int) -> JSONValue {
        switch value {
        case .string(let text) where text == maxTokensReference: .int(figure)
        case .array(let elements): .array(elements.map { replaced($0, by: figure) })
        case .object(let object):
            .object(JSONObject(object.members.map { .init(key: $0.key, value: replaced($0.value, by: figure)) }))
        case .null, .bool, .number, .string: value
        }
    }
}
