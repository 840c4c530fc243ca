internal import JSON

/// Functions in the shapes that data sets use, as OpenAI's tools with a JSON Schema each.
enum ToolShapes {
    /// The tools that a list of functions describes, or one alone.
    static func tools(_ value: JSONValue) throws(ColumnForm.Mismatch) -> JSONValue {
        var tools: [JSONValue] = []
        for element in value.array ?? [value] { tools.append(try tool(element)) }
        return .array(tools)
    }

    private static func tool(_ value: JSONValue) throws(ColumnForm.Mismatch) -> JSONValue {
        let written = value["function"] ?? value
        guard var function = written.object, let name = function["name"]?.string, !name.isEmpty else {
            throw ColumnForm.Mismatch("lists a function without a `name`")
        }
        function["parameters"] = schema(function["parameters"]?.object ?? JSONObject())
        return ["type": "function", "function": .object(function)]
    }

    /// A function's parameters as a schema: one already, in whatever names of types, or parameters by their names.
    private static func schema(_ parameters: JSONObject) -> JSONValue {
        let isSchema = parameters["properties"]?.object != nil || parameters["type"]?.string != nil
        if isSchema { return renamed(.object(parameters)) }
        var properties = JSONObject()
        var required: [JSONValue] = []
        for member in parameters.members {
            guard var described = member.value.object else { continue }
            let type = described["type"]?.string ?? ""
            let isOptional = type.lowercased().contains("optional") || described["default"] != nil
            described["type"] = jsonType(type).map(JSONValue.string)
            properties[member.key] = .object(described)
            if !isOptional { required.append(.string(member.key)) }
        }
        return ["type": "object", "properties": .object(properties), "required": .array(required)]
    }

    /// A schema with JSON Schema's names of types, in what it holds too.
    private static func renamed(_ value: JSONValue) -> JSONValue {
        guard var schema = value.object else { return value }
        if let type = schema["type"]?.string { schema["type"] = jsonType(type).map(JSONValue.string) }
        for key in ["items", "additionalProperties"] where schema[key]?.object != nil {
            schema[key] = schema[key].map(renamed)
        }
        if var properties = schema["properties"]?.object {
            for index in properties.members.indices {
                properties.members[index].value = renamed(properties.members[index].value)
            }
            schema["properties"] = .object(properties)
        }
        return .object(schema)
    }

    /// JSON Schema's name of a type that Python, Java or JavaScript names; nil where anything goes.
    static func jsonType(_ written: String) -> String? {
        var name = written.lowercased().trimmed
        if name.hasPrefix("optional[") { name = String(name.dropFirst("optional[".count)) }
        name = String(name.prefix { $0.isLetter })
        switch name {
        case "dict", "dictionary", "hashmap", "map", "object": return "object"
        case "list", "array", "arraylist", "tuple", "set": return "array"
        case "str", "string", "char": return "string"
        case "int", "integer", "long", "short", "byte", "bigint": return "integer"
        case "float", "double", "number": return "number"
        case "bool", "boolean": return "boolean"
        case "null", "none": return "null"
        default: return nil
        }
    }
}

/// Conversations in the shapes that data sets use.
enum ConversationShapes {
    /// The messages before the turn that is to be sampled: `{role, content}`, or `{from, value}` with the names that
    /// ShareGPT gives.
    static func prompt(_ value: JSONValue) throws(ColumnForm.Mismatch) -> JSONValue {
        guard var messages = value.array else {
            throw ColumnForm.Mismatch("is \(value.kind), which is no conversation")
        }
        for index in messages.indices { messages[index] = try message(messages[index]) }
        while messages.last?["role"] == "assistant" { messages.removeLast() }
        guard !messages.isEmpty else { throw ColumnForm.Mismatch("has no turn before the assistant's") }
        return .array(messages)
    }

    private static func message(_ value: JSONValue) throws(ColumnForm.Mismatch) -> JSONValue {
        if value["role"]?.string != nil { return value }
        guard let from = value["from"]?.string, let content = value["value"] else {
            throw ColumnForm.Mismatch("has a turn without a `role`")
        }
        let role =
            switch from {
            case "human", "user": "user"
            case "gpt", "chatgpt", "assistant", "model": "assistant"
            default: from
            }
        return ["role": .string(role), "content": content]
    }
}
