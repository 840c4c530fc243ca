import JSON

/// What a tool's own schema says of an argument, as far as calls need it: types, enumerations, what is required, and
/// what is not allowed beside it, at any depth. Other keywords of JSON Schema are passed over.
///
/// Types may be spelled as BFCL spells them (`dict`, `float`, `tuple`, `any`).
struct ArgumentSchema {
    /// The schema; an object or a truth value counts, anything else allows everything.
    let schema: JSONValue

    init(_ schema: JSONValue) { self.schema = schema }

    /// The first thing wrong with a value; nil where there is none. O(value × enumeration).
    func failure(
        of value: JSONValue, at argument: String, budget: inout Budget
    ) throws(BudgetExhausted) -> CallFailure? {
        try budget.spend(steps: 4)
        if schema.bool == false { return CallFailure(.unexpectedArgument, argument: argument, "not allowed") }
        guard let object = schema.object else { return nil }
        if value.isNull, object["nullable"]?.bool == true { return nil }
        if let type = object["type"], !Self.allows(value, type) {
            let detail = "\(Self.name(of: type)) is expected, found \(value.kind)"
            return CallFailure(.wrongType, argument: argument, detail)
        }
        if let allowed = object["enum"]?.array ?? object["const"].map({ [$0] }) {
            try budget.spend(steps: allowed.count)
            // BFCL lists what the elements of an array may be.
            let isOfElements = object["type"]?.string == "array" && !allowed.contains { $0.array != nil }
            let isAllowed = isOfElements ? (value.array ?? []).allSatisfy(allowed.contains) : allowed.contains(value)
            guard isAllowed else { return CallFailure(.wrongValue, argument: argument, "not one of those allowed") }
        }
        switch value {
        case .array(let elements):
            guard let items = object["items"] else { return nil }
            for element in elements {
                if let inner = try ArgumentSchema(items).failure(of: element, at: argument, budget: &budget) {
                    return inner
                }
            }
            return nil
        case .object(let members): return try failure(of: members, in: object, at: argument, budget: &budget)
        default: return nil
        }
    }

    private func failure(
        of value: JSONObject, in schema: JSONObject, at argument: String, budget: inout Budget
    ) throws(BudgetExhausted) -> CallFailure? {
        let properties = schema["properties"]?.object ?? JSONObject()
        try budget.spend(steps: value.count * (1 + properties.count))
        for required in schema["required"]?.array ?? [] {
            guard let key = required.string, value[key] == nil else { continue }
            return CallFailure(.wrongValue, argument: argument, "its member \(quoted(key)) is missing")
        }
        let additional = schema["additionalProperties"]
        for member in value.members {
            if let property = properties[member.key] {
                let inner = try ArgumentSchema(property).failure(of: member.value, at: argument, budget: &budget)
                if let inner { return inner }
            } else if additional?.bool == false {
                return CallFailure(.wrongValue, argument: argument, "its member \(quoted(member.key)) is not allowed")
            } else if let additional, additional.object != nil {
                let inner = try ArgumentSchema(additional).failure(of: member.value, at: argument, budget: &budget)
                if let inner { return inner }
            }
        }
        return nil
    }

    private func quoted(_ key: String) -> String { OptionMismatch.describe(.string(key)) }

    /// Whether the types named take numbers that are not whole; true also where no type is named.
    var takesFractions: Bool {
        guard let type = schema["type"] else { return false }
        return Self.names(of: type).contains { ["number", "float", "double"].contains($0) }
    }

    /// Whether a tuple is an array to it: where it says so, or says nothing.
    var takesTuples: Bool {
        guard let type = schema["type"] else { return true }
        return Self.names(of: type).contains { ["tuple", "any"].contains($0) }
    }

    private static func names(of type: JSONValue) -> [String] {
        type.string.map { [$0] } ?? (type.array ?? []).compactMap(\.string)
    }

    private static func name(of type: JSONValue) -> String { names(of: type).joined(separator: " or ") }

    private static func allows(_ value: JSONValue, _ type: JSONValue) -> Bool {
        if let name = type.string { return allows(value, named: name) }
        return names(of: type).contains { allows(value, named: $0) }
    }

    private static func allows(_ value: JSONValue, named type: String) -> Bool {
        switch type {
        case "string", "String", "str", "char": value.string != nil
        case "integer", "int", "long", "short", "byte", "Bigint": value.number?.isInteger == true
        case "number", "float", "double": value.number != nil
        case "boolean", "bool", "Boolean": value.bool != nil
        case "array", "tuple", "list", "Array", "ArrayList": value.array != nil
        case "object", "dict", "HashMap", "Hashtable": value.object != nil
        case "null": value.isNull
        default: true
        }
    }
}
