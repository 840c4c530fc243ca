import JSON

/// The keywords that apply schemas.
extension SchemaCompiler {
    /// `properties`, `patternProperties`, `additionalProperties` and `required`, judged in one walk over the members.
    mutating func members(
        _ object: SchemaObject, at found: Found, vocabularies: SchemaVocabularies, into draft: inout Draft
    ) throws(SchemaError) {
        var plan = MemberPlan()
        if vocabularies.contains(.applicator) {
            if let value = object["properties"] {
                guard let properties = value.object else { throw fault("`properties` is an object", at: found) }
                try budgeted(&budget, 4 * properties.count)
                for member in properties.members {
                    plan.names.append(member.key)
                    plan.schemas.append(try node(member.value, below: found, "properties", member.key))
                }
            }
            if let value = object["patternProperties"] {
                guard let patterns = value.object else { throw fault("`patternProperties` is an object", at: found) }
                for member in patterns.members {
                    let schema = try node(member.value, below: found, "patternProperties", member.key)
                    plan.patterns.append(.init(expression: try expression(member.key, at: found), schema: schema))
                }
            }
            if let value = object["additionalProperties"] {
                plan.additional = try node(value, below: found, "additionalProperties")
            }
        }
        plan.requiredBits = Array(repeating: 0, count: plan.names.count)
        if vocabularies.contains(.validation), let value = object["required"] {
            try require(value, &plan, at: found, into: &draft)
        }
        guard !plan.names.isEmpty || !plan.patterns.isEmpty || plan.additional >= 0 else { return }
        let memory = tables.memory
        let schemas = Int32(clamping: tables.schemas.count)
        tables.schemas += plan.schemas
        var members = SchemaProgram.Members(
            names: PropertyTable(plan.names, in: memory), schemas: schemas,
            requiredBits: memory.keep(plan.requiredBits), required: plan.required,
            patterns: memory.keep(plan.patterns), patternCount: plan.patterns.count, additional: plan.additional)
        members.isRequirementOnly =
            plan.patterns.isEmpty && plan.additional < 0 && plan.names.count <= 4 && plan.schemas.allSatisfy { $0 < 0 }
        tables.members.append(members)
        draft.object.append(.members(Int32(clamping: tables.members.count - 1)))
    }

    /// What is known of an object's members while their keywords are read.
    private struct MemberPlan {
        var names: [String] = []
        var schemas: [Int32] = []
        var requiredBits: [UInt64] = []
        var required: UInt64 = 0
        var patterns: [SchemaProgram.PatternMember] = []
        var additional: Int32 = -1
    }

    /// The first 64 names required get a bit each, any more a list of their own.
    private mutating func require(
        _ value: JSONValue, _ plan: inout MemberPlan, at found: Found, into draft: inout Draft
    ) throws(SchemaError) {
        let required = try strings(value, "required", at: found)
        try budgeted(&budget, 4 * required.count)
        var places: [ByteKey: Int] = [:]
        for (place, name) in plan.names.enumerated() { places[ByteKey(text: name)] = place }
        var more: [String] = []
        var bit: UInt64 = 1
        for name in required {
            guard bit != 0 else {
                more.append(name)
                continue
            }
            if let place = places[ByteKey(text: name)] {
                if plan.requiredBits[place] != 0 { continue }
                plan.requiredBits[place] = bit
            } else {
                places[ByteKey(text: name)] = plan.names.count
                plan.names.append(name)
                plan.schemas.append(-1)
                plan.requiredBits.append(bit)
            }
            plan.required |= bit
            bit <<= 1
        }
        if !more.isEmpty {
            tables.requiredMany.append(PropertyTable(more, in: tables.memory))
            draft.object.append(.requiredMany(Int32(clamping: tables.requiredMany.count - 1)))
        }
    }

    private func strings(_ value: JSONValue, _ keyword: String, at found: Found) throws(SchemaError) -> [String] {
        guard let elements = value.array else { throw fault("`\(keyword)` is an array of texts", at: found, keyword) }
        var all: [String] = []
        for element in elements {
            guard let text = element.string else {
                throw fault("`\(keyword)` is an array of texts", at: found, keyword)
            }
            all.append(text)
        }
        return all
    }

    /// The keywords for objects that are judged on their own.
    mutating func otherMembers(
        _ object: SchemaObject, at found: Found, edition: SchemaDraft, into draft: inout Draft
    ) throws(SchemaError) {
        if edition >= .draft6, let value = object["propertyNames"] {
            draft.object.append(.propertyNames(try node(value, below: found, "propertyNames")))
        }
        if edition >= .draft201909, let value = object["dependentSchemas"] {
            guard let dependents = value.object else { throw fault("`dependentSchemas` is an object", at: found) }
            try dependentSchemas(dependents.members, keyword: "dependentSchemas", at: found, into: &draft)
        }
        // Still read in later editions, whose metaschemas know it.
        if let value = object["dependencies"] {
            guard let dependents = value.object else { throw fault("`dependencies` is an object", at: found) }
            let schemas = dependents.members.filter { $0.value.array == nil }
            let required = dependents.members.filter { $0.value.array != nil }
            if !schemas.isEmpty { try dependentSchemas(schemas, keyword: "dependencies", at: found, into: &draft) }
            if !required.isEmpty {
                let value = JSONValue.object(JSONObject(required))
                try dependentRequired(value, keyword: "dependencies", at: found, into: &draft)
            }
        }
    }

    private mutating func dependentSchemas(
        _ members: [JSONObject.Member], keyword: String, at found: Found, into draft: inout Draft
    ) throws(SchemaError) {
        var schemas: [Int32] = []
        for member in members { schemas.append(try node(member.value, below: found, keyword, member.key)) }
        let memory = tables.memory
        tables.dependents.append(
            SchemaProgram.Dependents(
                names: PropertyTable(members.map(\.key), in: memory), schemas: memory.keep(schemas),
                required: memory.keep([])))
        draft.object.append(.dependentSchemas(Int32(clamping: tables.dependents.count - 1)))
    }

    mutating func dependentRequired(
        _ value: JSONValue, keyword: String, at found: Found, into draft: inout Draft
    ) throws(SchemaError) {
        guard let dependents = value.object else { throw fault("`\(keyword)` is an object", at: found, keyword) }
        let memory = tables.memory
        var required: [PropertyTable] = []
        for member in dependents.members {
            required.append(PropertyTable(try strings(member.value, keyword, at: found), in: memory))
        }
        tables.dependents.append(
            SchemaProgram.Dependents(
                names: PropertyTable(dependents.keys, in: memory), schemas: memory.keep([]),
                required: memory.keep(required)))
        draft.object.append(.dependentRequired(Int32(clamping: tables.dependents.count - 1)))
    }

    // MARK: Arrays

    mutating func items(
        _ object: SchemaObject, at found: Found, edition: SchemaDraft, into draft: inout Draft
    ) throws(SchemaError) {
        var first: [Int32] = []
        var rest: Int32 = -1
        let keyword = edition >= .draft202012 ? "prefixItems" : "items"
        if let elements = object[keyword]?.array {
            for (position, element) in elements.enumerated() {
                first.append(try node(element, below: found, keyword, String(position)))
            }
        } else if edition >= .draft202012, object[keyword] != nil {
            throw fault("`prefixItems` is an array", at: found)
        }
        if edition >= .draft202012 || object["items"].map({ $0.array == nil }) ?? false {
            if let value = object["items"] { rest = try node(value, below: found, "items") }
        } else if object["items"] != nil, let value = object["additionalItems"] {
            rest = try node(value, below: found, "additionalItems")
        }
        if !first.isEmpty || rest >= 0 {
            let start = Int32(clamping: tables.schemas.count)
            tables.schemas += first
            draft.array.append(.items(first: start, count: Int32(clamping: first.count), rest: rest))
        }
        if edition >= .draft6, let value = object["contains"] {
            let counts = edition >= .draft201909
            let least = counts ? try size(object, "minContains", at: found) ?? 1 : 1
            let most = counts ? try size(object, "maxContains", at: found) ?? .max : .max
            draft.array.append(
                .contains(
                    try node(value, below: found, "contains"), least: Int32(clamping: least),
                    most: Int32(clamping: most), marks: edition >= .draft202012))
        }
    }

    // MARK: Any value

    mutating func combinators(
        _ object: SchemaObject, at found: Found, edition: SchemaDraft, into draft: inout Draft
    ) throws(SchemaError) {
        if let (first, count) = try list(object, "allOf", at: found) {
            draft.any.append(.allOf(first: first, count: count))
        }
        if let (first, count) = try list(object, "anyOf", at: found) {
            draft.any.append(.anyOf(first: first, count: count))
        }
        if let (first, count) = try list(object, "oneOf", at: found) {
            draft.any.append(.oneOf(first: first, count: count))
        }
        if let value = object["not"] { draft.any.append(.not(try node(value, below: found, "not"))) }
        if edition >= .draft7, let value = object["if"] {
            let condition = try node(value, below: found, "if")
            let then = try object["then"].map { (value) throws(SchemaError) in try node(value, below: found, "then") }
            let other = try object["else"].map { (value) throws(SchemaError) in try node(value, below: found, "else") }
            draft.any.append(.condition(if: condition, then: then ?? -1, else: other ?? -1))
        }
    }

    private mutating func list(
        _ object: SchemaObject, _ keyword: String, at found: Found
    ) throws(SchemaError) -> (Int32, Int32)? {
        guard let value = object[keyword] else { return nil }
        guard let elements = value.array, !elements.isEmpty else {
            throw fault("`\(keyword)` is an array of one schema or more", at: found, keyword)
        }
        var nodes: [Int32] = []
        for (position, element) in elements.enumerated() {
            nodes.append(try node(element, below: found, keyword, String(position)))
        }
        let start = Int32(clamping: tables.schemas.count)
        tables.schemas += nodes
        return (start, Int32(clamping: nodes.count))
    }
}
