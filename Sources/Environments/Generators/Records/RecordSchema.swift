internal import JSON

/// Writes the JSON Schema of a shape.
struct RecordSchema {
    /// Whether parts are written once and referred to.
    let hasReferences: Bool
    private var definitions: [JSONObject.Member] = []

    init(hasReferences: Bool) { self.hasReferences = hasReferences }

    /// The schema of a whole record, with what it refers to.
    static func document(of shape: RecordShape, title: String, hasReferences: Bool) -> JSONObject {
        var writer = RecordSchema(hasReferences: hasReferences)
        var schema: JSONObject = [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": .string(Sentences.capitalized(title)),
        ]
        schema.members += writer.object(shape, variant: nil).members
        if !writer.definitions.isEmpty { schema["$defs"] = .object(JSONObject(writer.definitions)) }
        return schema
    }

    /// The key that says which variant an object is.
    static let variantKey = "kind"

    private mutating func object(_ shape: RecordShape, variant: String?) -> JSONObject {
        var properties = JSONObject()
        var required: [JSONValue] = []
        if let variant {
            properties.members.append(.init(key: Self.variantKey, value: ["const": .string(variant)]))
            required.append(.string(Self.variantKey))
        }
        for field in shape.fields {
            properties.members.append(.init(key: field.key, value: .object(Self.schema(of: field))))
            if field.isRequired { required.append(.string(field.key)) }
        }
        for part in shape.parts {
            properties.members.append(.init(key: part.key, value: .object(schema(of: part))))
            if part.isRequired { required.append(.string(part.key)) }
        }
        var schema: JSONObject = [
            "type": "object", "properties": .object(properties), "required": .array(required),
        ]
        if shape.isClosed { schema["additionalProperties"] = false }
        return schema
    }

    private mutating func schema(of part: RecordShape.Part) -> JSONObject {
        let isVariant = part.part.shape == .variants
        let kinds = part.shapes.map { named in
            reference(named.name, named.shape, variant: isVariant ? named.kind.name : nil)
        }
        switch part.part.shape {
        case .one: return kinds.first ?? [:]
        case .many:
            return [
                "type": "array", "items": .object(kinds.first ?? [:]), "minItems": 1, "maxItems": .int(part.longest),
            ]
        case .variants: return ["oneOf": .array(kinds.map(JSONValue.object))]
        }
    }

    private mutating func reference(_ name: String, _ shape: RecordShape, variant: String?) -> JSONObject {
        guard hasReferences else { return object(shape, variant: variant) }
        if !definitions.contains(where: { $0.key == name }) {
            let place = definitions.count
            definitions.append(.init(key: name, value: .null))
            definitions[place].value = .object(object(shape, variant: variant))
        }
        return ["$ref": .string("#/$defs/\(name)")]
    }

    private static func schema(of shaped: RecordShape.Field) -> JSONObject {
        var schema = plainSchema(of: shaped)
        guard shaped.isNullable else { return schema }
        if let type = schema["type"] { schema["type"] = [type, "null"] }
        if let choices = schema["enum"]?.array { schema["enum"] = .array(choices + [.null]) }
        return schema
    }

    private static func plainSchema(of shaped: RecordShape.Field) -> JSONObject {
        switch shaped.field.kind {
        case .number: return ["type": "integer", "minimum": 100_000, "maximum": 999_999]
        case .text:
            guard let longest = shaped.longest else { return ["type": "string"] }
            return ["type": "string", "minLength": 1, "maxLength": .int(longest)]
        case .code(let prefix, let digits):
            return ["type": "string", "pattern": .string("^\(prefix)-[0-9]{\(digits)}$")]
        case .whole:
            var schema: JSONObject = ["type": "integer"]
            guard let bounds = shaped.bounds else { return schema }
            if shaped.isExclusive {
                schema["exclusiveMinimum"] = .int(bounds.lowerBound - 1)
                schema["exclusiveMaximum"] = .int(bounds.upperBound + 1)
            } else {
                schema["minimum"] = .int(bounds.lowerBound)
                schema["maximum"] = .int(bounds.upperBound)
            }
            if shaped.step > 1 { schema["multipleOf"] = .int(shaped.step) }
            return schema
        case .decimal:
            guard let bounds = shaped.bounds else { return ["type": "number"] }
            return [
                "type": "number", "minimum": RecordFiller.decimal(bounds.lowerBound),
                "maximum": RecordFiller.decimal(bounds.upperBound),
            ]
        case .flag: return ["type": "boolean"]
        case .choice(let choices): return ["type": "string", "enum": .array(choices.map { .string($0.code) })]
        case .list:
            var schema: JSONObject = ["type": "array", "items": ["type": "string"], "minItems": 1]
            if let longest = shaped.longest { schema["maxItems"] = .int(longest) }
            schema["uniqueItems"] = true
            return schema
        case .map(_, let range):
            return [
                "type": "object", "minProperties": 1,
                "additionalProperties": [
                    "type": "integer", "minimum": .int(range.lowerBound), "maximum": .int(range.upperBound),
                ],
            ]
        case .position:
            return [
                "type": "array", "description": "latitude, longitude",
                "prefixItems": [
                    ["type": "number", "minimum": -90, "maximum": 90],
                    ["type": "number", "minimum": -180, "maximum": 180],
                ],
                "items": false, "minItems": 2,
            ]
        default: return textFormat(shaped.field.kind)
        }
    }

    /// The texts that have one right spelling only by what is added to their format.
    private static func textFormat(_ kind: RecordField.Kind) -> JSONObject {
        switch kind {
        case .date: ["type": "string", "format": "date"]
        case .time: ["type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"]
        case .moment: ["type": "string", "format": "date-time", "pattern": "^[-0-9]{10}T[:0-9]{8}Z$"]
        case .email: ["type": "string", "format": "email"]
        case .link: ["type": "string", "format": "uri"]
        case .ipv4: ["type": "string", "format": "ipv4"]
        case .hostname: ["type": "string", "format": "hostname"]
        case .uuid: ["type": "string", "format": "uuid"]
        default: ["type": "string"]
        }
    }
}
