import JSON

/// What is read of a schema object's keywords.
extension SchemaCompiler {
    typealias Found = SchemaRegistry.Found

    mutating func compile(_ object: SchemaObject, at found: Found, into draft: inout Draft) throws(SchemaError) {
        let resource = registry.resources[found.resource]
        if let twice = object.firstDuplicateKey { throw fault("the keyword `\(twice)` is given twice", at: found) }
        draft.node.demandsPlainIntegers = resource.draft == .draft4
        if let reference = object["$ref"] {
            guard let text = reference.string else {
                // A property may be called so where schemas are not; here it is a reference.
                throw fault("`$ref` is a text", at: found, "$ref")
            }
            let target = try node(for: resolve(text, at: found, "$ref"))
            draft.any.append(.reference(target))
            if resource.draft.refHidesSiblings { return }
        }
        try references(object, at: found, edition: resource.draft, into: &draft)
        if resource.vocabularies.contains(.validation) {
            try assertions(object, at: found, edition: resource.draft, into: &draft)
        }
        try formats(object, at: found, resource: resource, into: &draft)
        try members(object, at: found, vocabularies: resource.vocabularies, into: &draft)
        if resource.vocabularies.contains(.applicator) {
            try items(object, at: found, edition: resource.draft, into: &draft)
            try otherMembers(object, at: found, edition: resource.draft, into: &draft)
            try combinators(object, at: found, edition: resource.draft, into: &draft)
        }
        if resource.vocabularies.contains(.unevaluated), resource.draft >= .draft201909 {
            if let value = object["unevaluatedItems"] {
                draft.last.append(.unevaluatedItems(try node(value, below: found, "unevaluatedItems")))
                draft.node.tracksEvaluated = true
            }
            if let value = object["unevaluatedProperties"] {
                draft.last.append(.unevaluatedProperties(try node(value, below: found, "unevaluatedProperties")))
                draft.node.tracksEvaluated = true
            }
        }
    }

    private mutating func references(
        _ object: SchemaObject, at found: Found, edition: SchemaDraft, into draft: inout Draft
    ) throws(SchemaError) {
        if edition == .draft202012, let reference = object["$dynamicRef"] {
            guard let text = reference.string else { throw fault("`$dynamicRef` is a text", at: found, "$dynamicRef") }
            let target = try resolve(text, at: found, "$dynamicRef")
            let node = try node(for: target)
            let fragment = ByteKey(text: URIReference(text).fragment.flatMap(URIReference.decoded) ?? "")
            // It is dynamic only where what it means at first bears the dynamic anchor.
            if registry.resources[target.resource].dynamicAnchors.contains(fragment),
                target.value.object?["$dynamicAnchor"]?.string.map(ByteKey.init) == fragment
            {
                draft.any.append(.dynamicReference(node, anchor: anchor(fragment)))
            } else {
                draft.any.append(.reference(node))
            }
        }
        if edition == .draft201909, let reference = object["$recursiveRef"] {
            guard reference.string == "#" else { throw fault("`$recursiveRef` is `#`", at: found, "$recursiveRef") }
            let target = try resolve("#", at: found, "$recursiveRef")
            let node = try node(for: target)
            if registry.resources[target.resource].dynamicAnchors.contains(SchemaRegistry.recursiveAnchor) {
                draft.any.append(.dynamicReference(node, anchor: anchor(SchemaRegistry.recursiveAnchor)))
            } else {
                draft.any.append(.reference(node))
            }
        }
    }

    // MARK: Assertions

    private mutating func assertions(
        _ object: SchemaObject, at found: Found, edition: SchemaDraft, into draft: inout Draft
    ) throws(SchemaError) {
        if let type = object["type"] { draft.node.kinds = try kinds(type, at: found) }
        try numbers(object, at: found, edition: edition, into: &draft)
        if let limit = try size(object, "minLength", at: found), limit > 0 { draft.string.append(.minLength(limit)) }
        if let limit = try size(object, "maxLength", at: found) { draft.string.append(.maxLength(limit)) }
        if let value = object["pattern"] {
            guard let pattern = value.string else { throw fault("`pattern` is a text", at: found, "pattern") }
            draft.string.append(.pattern(try expression(pattern, at: found)))
        }
        if let limit = try size(object, "minItems", at: found), limit > 0 { draft.array.append(.minItems(limit)) }
        if let limit = try size(object, "maxItems", at: found) { draft.array.append(.maxItems(limit)) }
        if let value = object["uniqueItems"] {
            guard let flag = value.bool else { throw fault("`uniqueItems` is a boolean", at: found, "uniqueItems") }
            if flag { draft.array.append(.uniqueItems) }
        }
        if let limit = try size(object, "minProperties", at: found), limit > 0 {
            draft.object.append(.minProperties(limit))
        }
        if let limit = try size(object, "maxProperties", at: found) { draft.object.append(.maxProperties(limit)) }
        if edition >= .draft6, let value = object["const"] {
            draft.any.append(.const(try choices([value])))
        }
        if let value = object["enum"] {
            guard let values = value.array else { throw fault("`enum` is an array", at: found, "enum") }
            draft.any.append(.enum(try choices(values)))
        }
        if edition >= .draft201909, let value = object["dependentRequired"] {
            try dependentRequired(value, keyword: "dependentRequired", at: found, into: &draft)
        }
    }

    private func kinds(_ type: JSONValue, at found: Found) throws(SchemaError) -> UInt8 {
        let names: [JSONValue]
        switch type {
        case .string: names = [type]
        case .array(let all): names = all
        default: throw fault("`type` is a name or an array of names", at: found, "type")
        }
        var kinds: UInt8 = 0
        for name in names {
            switch name.string {
            case "null": kinds |= SchemaProgram.Kinds.null
            case "boolean": kinds |= SchemaProgram.Kinds.boolean
            case "integer": kinds |= SchemaProgram.Kinds.integer
            case "number": kinds |= SchemaProgram.Kinds.integer | SchemaProgram.Kinds.fraction
            case "string": kinds |= SchemaProgram.Kinds.string
            case "array": kinds |= SchemaProgram.Kinds.array
            case "object": kinds |= SchemaProgram.Kinds.object
            default: throw fault("\(OptionMismatch.describe(name)) is no type", at: found, "type")
            }
        }
        return kinds
    }

    private mutating func numbers(
        _ object: SchemaObject, at found: Found, edition: SchemaDraft, into draft: inout Draft
    ) throws(SchemaError) {
        func isExclusive(_ keyword: String) throws(SchemaError) -> Bool {
            guard edition == .draft4, let value = object[keyword] else { return false }
            guard let flag = value.bool else { throw fault("`\(keyword)` is a boolean in draft 4", at: found, keyword) }
            return flag
        }
        if let limit = try limit(object, "minimum", at: found) {
            draft.number.append(try isExclusive("exclusiveMinimum") ? .exclusiveMinimum(limit) : .minimum(limit))
        }
        if let limit = try limit(object, "maximum", at: found) {
            draft.number.append(try isExclusive("exclusiveMaximum") ? .exclusiveMaximum(limit) : .maximum(limit))
        }
        if edition >= .draft6 {
            if let limit = try limit(object, "exclusiveMinimum", at: found) {
                draft.number.append(.exclusiveMinimum(limit))
            }
            if let limit = try limit(object, "exclusiveMaximum", at: found) {
                draft.number.append(.exclusiveMaximum(limit))
            }
        }
        if let value = object["multipleOf"]?.number, value.decimal.isNegative || value.decimal.digits == "0" {
            throw fault("`multipleOf` is above 0", at: found, "multipleOf")
        }
        if let limit = try limit(object, "multipleOf", at: found) { draft.number.append(.multipleOf(limit)) }
    }

    private mutating func limit(
        _ object: SchemaObject, _ keyword: String, at found: Found
    ) throws(SchemaError) -> Int32? {
        guard let value = object[keyword] else { return nil }
        guard let number = value.number else { throw fault("`\(keyword)` is a number", at: found, keyword) }
        tables.limits.append(NumberLimit(number.text, in: tables.memory))
        return Int32(clamping: tables.limits.count - 1)
    }

    func size(_ object: SchemaObject, _ keyword: String, at found: Found) throws(SchemaError) -> Int? {
        guard let value = object[keyword] else { return nil }
        guard let number = value.number, number.isInteger, !number.decimal.isNegative else {
            throw fault("`\(keyword)` is a whole number, 0 or more", at: found, keyword)
        }
        // Nothing is as large as what does not fit.
        return number.int ?? .max
    }

    private mutating func choices(_ values: [JSONValue]) throws(SchemaError) -> Int32 {
        var kinds: UInt8 = 0
        var strings: [String] = []
        var wholeNumbers: [Int64] = []
        let first = Int32(clamping: tables.constants.count)
        try budgeted(&budget, 4 * values.count)
        for value in values {
            switch value {
            case .null: kinds |= SchemaProgram.Kinds.null
            case .bool(let flag): kinds |= flag ? SchemaProgram.Kinds.boolean : SchemaProgram.Kinds.integer
            case .string(let text): strings.append(text)
            case .number(let number):
                if number.text.utf8.count <= 18, let small = Int64(number.text) { wholeNumbers.append(small) }
                tables.constants.append(try document(value))
            case .array, .object: tables.constants.append(try document(value))
            }
        }
        tables.choices.append(
            SchemaProgram.Choices(
                kinds: kinds, strings: PropertyTable(strings, in: tables.memory),
                wholeNumbers: tables.memory.keep(wholeNumbers), wholeNumberCount: wholeNumbers.count,
                otherStart: first, otherEnd: Int32(clamping: tables.constants.count)))
        return Int32(clamping: tables.choices.count - 1)
    }

    private mutating func document(_ value: JSONValue) throws(SchemaError) -> JSONDocument {
        let bytes = Array(value.text.utf8)
        do {
            try budget.spend(bytes: 8 * bytes.count)
        } catch {
            throw .exhausted(error)
        }
        guard let document = try? JSONReader().document(bytes) else {
            throw .fault(SchemaFault("a constant is nested too deeply", at: "#"))
        }
        return document
    }

    // MARK: Formats and contents

    private mutating func formats(
        _ object: SchemaObject, at found: Found, resource: SchemaRegistry.Resource, into draft: inout Draft
    ) throws(SchemaError) {
        let asserts =
            resource.vocabularies.contains(.formatAssertion)
            || options.formats && resource.vocabularies.contains(.format)
        if asserts, let name = object["format"]?.string,
            let format = SchemaFormat(name: name, draft: resource.draft)
        {
            draft.string.append(.format(format))
        }
        // The one edition that speaks of contents as something to validate.
        if resource.draft == .draft7 {
            let isBase64 = object["contentEncoding"]?.string == "base64"
            let isJSON = object["contentMediaType"]?.string == "application/json"
            if isBase64 || isJSON { draft.string.append(.content(isBase64: isBase64, isJSON: isJSON)) }
        }
    }
}
