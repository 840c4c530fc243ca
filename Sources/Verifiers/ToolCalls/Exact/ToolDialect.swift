import JSON

/// The ways in which tools' schemas are written that are not JSON Schema's own, put into its words: BFCL's names of types
/// (`dict`, `float`, `tuple`, `any`), its enumerations of what an array's elements may be, and OpenAPI's `nullable`.
enum ToolDialect {
    /// JSON Schema's name of a type; nil for one that allows everything.
    private static let names: [String: String] = [
        "string": "string", "String": "string", "str": "string", "char": "string",
        "integer": "integer", "int": "integer", "long": "integer", "short": "integer", "byte": "integer",
        "Bigint": "integer", "number": "number", "float": "number", "double": "number",
        "boolean": "boolean", "bool": "boolean", "Boolean": "boolean",
        "array": "array", "tuple": "array", "list": "array", "Array": "array", "ArrayList": "array",
        "object": "object", "dict": "object", "HashMap": "object", "Hashtable": "object", "null": "null",
    ]

    /// Keywords that hold a schema, a list of schemas, or schemas by name.
    private static let single: Set<String> = [
        "items", "additionalItems", "unevaluatedItems", "contains", "additionalProperties", "unevaluatedProperties",
        "propertyNames", "not", "if", "then", "else", "allOf", "anyOf", "oneOf", "prefixItems",
    ]
    private static let byName: Set<String> = [
        "properties", "patternProperties", "dependentSchemas", "$defs", "definitions",
    ]
    /// Keywords that bring in other schemas for the same value.
    private static let composing = [
        "$ref", "$dynamicRef", "$recursiveRef", "allOf", "anyOf", "oneOf", "if", "dependentSchemas", "dependencies",
    ]

    /// A schema in JSON Schema's own words. O(schema).
    static func translated(_ schema: JSONValue, budget: inout Budget) throws(BudgetExhausted) -> JSONValue {
        guard case .object(let object) = schema else { return schema }
        try budget.spend(steps: 1 + object.count)
        var members: [JSONObject.Member] = []
        members.reserveCapacity(object.count)
        for member in object.members {
            if single.contains(member.key) {
                members.append(.init(key: member.key, value: try inner(member.value, budget: &budget)))
            } else if byName.contains(member.key), case .object(var schemas) = member.value {
                for index in schemas.members.indices {
                    schemas.members[index].value = try translated(schemas.members[index].value, budget: &budget)
                }
                members.append(.init(key: member.key, value: .object(schemas)))
            } else if member.key == "type" {
                if let type = type(member.value) { members.append(.init(key: "type", value: type)) }
            } else if member.key != "nullable" || member.value.bool == nil {
                members.append(member)
            }
        }
        let result = ofElements(JSONObject(members))
        return object["nullable"]?.bool == true ? ["anyOf": [["type": "null"], .object(result)]] : .object(result)
    }

    private static func inner(_ value: JSONValue, budget: inout Budget) throws(BudgetExhausted) -> JSONValue {
        guard case .array(var schemas) = value else { return try translated(value, budget: &budget) }
        for index in schemas.indices { schemas[index] = try translated(schemas[index], budget: &budget) }
        return .array(schemas)
    }

    private static func type(_ value: JSONValue) -> JSONValue? {
        switch value {
        case .string(let name): return names[name].map { .string($0) }
        case .array(let list):
            var found: [JSONValue] = []
            for element in list {
                guard let name = element.string else { return value }
                guard let known = names[name] else { return nil }
                // Two names may come to the same, and a list of types holds each once.
                if !found.contains(.string(known)) { found.append(.string(known)) }
            }
            return .array(found)
        default: return value
        }
    }

    /// An array's enumeration that holds no array lists what its elements may be.
    private static func ofElements(_ object: JSONObject) -> JSONObject {
        guard object["type"]?.string == "array", let allowed = object["enum"]?.array, !allowed.isEmpty,
            !allowed.contains(where: { $0.array != nil })
        else { return object }
        var result = JSONObject(object.members.filter { $0.key != "enum" && $0.key != "items" })
        let items: JSONValue = ["enum": .array(allowed)]
        result.members.append(
            .init(key: "items", value: object["items"].map { ["allOf": [$0, items]] } ?? items))
        return result
    }

    /// A function's parameters, closed: it takes what it declares, and unlike in JSON Schema more must be allowed by name.
    static func closed(_ parameters: JSONValue) -> JSONValue {
        guard case .object(var object) = parameters, object["additionalProperties"] == nil,
            object["unevaluatedProperties"] == nil
        else { return parameters }
        guard composing.contains(where: { object[$0] != nil }) else {
            object.members.append(.init(key: "additionalProperties", value: false))
            return .object(object)
        }
        // Older editions cannot say what other schemas declare.
        let draft = object["$schema"]?.string.flatMap { SchemaDraft(uri: $0) } ?? .draft202012
        guard draft >= .draft201909 else { return parameters }
        object.members.append(.init(key: "unevaluatedProperties", value: false))
        return .object(object)
    }
}
