import JSON

/// The keywords for arrays and objects.
extension SchemaEvaluator {
    mutating func array(
        _ instruction: Instruction, _ schema: Int32, _ value: TapeValue, _ region: Int
    ) throws(BudgetExhausted) -> Bool {
        switch instruction {
        case .minItems(let limit):
            return value.count >= limit
                || fail(schema, "minItems", value, "\(value.count) items are fewer than \(limit)")
        case .maxItems(let limit):
            return value.count <= limit
                || fail(schema, "maxItems", value, "\(value.count) items are more than \(limit)")
        case .uniqueItems:
            return try TapeEquality.areUnique(value, in: tape, budget: &budget)
                || fail(schema, "uniqueItems", value, "an item occurs twice")
        case .items(let first, let count, let rest):
            return try items(value, first: Int(first), count: Int(count), rest: rest, region)
        case .contains(let inner, let least, let most, let marksItems):
            return try contains(
                inner, value, schema: schema, least: Int(least), most: Int(most), marksItems ? region : -1)
        default: return true
        }
    }

    private mutating func items(
        _ value: TapeValue, first: Int, count: Int, rest: Int32, _ region: Int
    ) throws(BudgetExhausted) -> Bool {
        var isValid = true
        var elements = JSONTape.Elements(value, tape)
        var position = 0
        while position < count || rest >= 0, let element = elements.next() {
            let schema = position < count ? tables.schemas[first + position] : rest
            if try !below(schema, element, at: position) {
                if !isCollecting || mutes > 0 { return false }
                isValid = false
            }
            position += 1
        }
        if region >= 0 { for offset in 0..<position { marks[region + offset] = 1 } }
        return isValid
    }

    private mutating func contains(
        _ inner: Int32, _ value: TapeValue, schema: Int32, least: Int, most: Int, _ region: Int
    ) throws(BudgetExhausted) -> Bool {
        mutes += 1
        var found = 0
        var elements = JSONTape.Elements(value, tape)
        var position = 0
        defer { mutes -= 1 }
        while let element = elements.next() {
            if try evaluate(inner, element, marks: -1) {
                found += 1
                if region >= 0 { marks[region + position] = 1 }
            }
            position += 1
            if found > most { break }
            if region < 0, found >= least, most == Int(Int32.max) { break }
        }
        guard found < least || found > most else { return true }
        mutes -= 1
        defer { mutes += 1 }
        return found < least
            ? fail(
                schema, least == 1 ? "contains" : "minContains", value, "\(found) items match where \(least) are needed"
            )
            : fail(schema, "maxContains", value, "more than \(most) items match")
    }

    mutating func unevaluatedItems(
        _ inner: Int32, _ value: TapeValue, _ region: Int
    ) throws(BudgetExhausted) -> Bool {
        guard value.kind == .array, region >= 0 else { return true }
        var isValid = true
        var elements = JSONTape.Elements(value, tape)
        var position = 0
        try budget.spend(steps: value.count / 4)
        while let element = elements.next() {
            if marks[region + position] == 0 {
                marks[region + position] = 1
                if try !below(inner, element, at: position) {
                    if !isCollecting || mutes > 0 { return false }
                    isValid = false
                }
            }
            position += 1
        }
        return isValid
    }

    // MARK: Objects

    mutating func object(
        _ instruction: Instruction, _ schema: Int32, _ value: TapeValue, _ region: Int
    ) throws(BudgetExhausted) -> Bool {
        switch instruction {
        case .minProperties(let limit):
            return value.count >= limit
                || fail(schema, "minProperties", value, "\(value.count) members are fewer than \(limit)")
        case .maxProperties(let limit):
            return value.count <= limit
                || fail(schema, "maxProperties", value, "\(value.count) members are more than \(limit)")
        case .members(let plan): return try members(Int(plan), schema, value, region)
        case .requiredMany(let table):
            return try hasAll(tables.requiredMany[Int(table)], value)
                || fail(schema, "required", value, "a member is missing")
        case .propertyNames(let inner): return try propertyNames(inner, value)
        case .dependentRequired(let table): return try dependentRequired(Int(table), schema, value)
        case .dependentSchemas(let table):
            var isValid = true
            var place = value.index + 1
            for _ in 0..<value.count {
                let dependents = tables.dependents[Int(table)]
                let index = dependents.names.index(of: tape.utf8(of: tape.value(at: place)))
                if index >= 0, try !inPlace(dependents.schemas[index], value, region) {
                    if !isCollecting || mutes > 0 { return false }
                    isValid = false
                }
                place = tape.value(at: place + 1).next
            }
            return isValid
        default: return true
        }
    }

    private mutating func members(
        _ plan: Int, _ schema: Int32, _ value: TapeValue, _ region: Int
    ) throws(BudgetExhausted) -> Bool {
        var isValid = true
        var missing = tables.members[plan].required
        let (patterns, additional) = (tables.members[plan].patterns, tables.members[plan].additional)
        var place = value.index + 1
        var hint = 0
        for offset in 0..<value.count {
            let key = tape.value(at: place)
            let member = tape.value(at: place + 1)
            place = member.next
            let name = tape.utf8(of: key)
            let index = tables.members[plan].names.index(of: name, hint: hint)
            var isKnown = false
            if index >= 0 {
                hint = index + 1
                missing &= ~tables.members[plan].requiredBits[index]
                let inner = tables.members[plan].schemas[index]
                if inner >= 0 {
                    isKnown = true
                    if try !below(inner, member, key: key) {
                        if !isCollecting || mutes > 0 { return false }
                        isValid = false
                    }
                }
            }
            for (expression, inner) in patterns
            where try tables.expressions[Int(expression)].matches(trusted: name, budget: &budget) {
                isKnown = true
                if try !below(inner, member, key: key) {
                    if !isCollecting || mutes > 0 { return false }
                    isValid = false
                }
            }
            if !isKnown, additional >= 0 {
                isKnown = true
                if try !below(additional, member, key: key) {
                    if !isCollecting || mutes > 0 { return false }
                    isValid = false
                }
            }
            if isKnown, region >= 0 { marks[region + offset] = 1 }
        }
        if missing == 0 { return isValid }
        return fail(schema, "required", value) {
            "missing: \($0.names(missing, of: $0.tables.members[plan]))"
        }
    }

    private func names(_ missing: UInt64, of plan: SchemaProgram.Members) -> String {
        let places = plan.requiredBits.indices.filter { plan.requiredBits[$0] & missing != 0 }
        let names = places.prefix(8).map { "`\(plan.names.name(at: $0).prefix(40))`" }.joined(separator: ", ")
        return names + (places.count > 8 ? ", …" : "")
    }

    /// Whether an object has a member of each name.
    private mutating func hasAll(_ names: PropertyTable, _ value: TapeValue) throws(BudgetExhausted) -> Bool {
        guard value.count >= names.count else { return false }
        try budget.spend(steps: value.count + names.count)
        var found = [Bool](repeating: false, count: names.count)
        var left = names.count
        var place = value.index + 1
        for _ in 0..<value.count where left > 0 {
            let index = names.index(of: tape.utf8(of: tape.value(at: place)))
            if index >= 0, !found[index] {
                found[index] = true
                left -= 1
            }
            place = tape.value(at: place + 1).next
        }
        return left == 0
    }

    private mutating func propertyNames(_ inner: Int32, _ value: TapeValue) throws(BudgetExhausted) -> Bool {
        var isValid = true
        var place = value.index + 1
        for _ in 0..<value.count {
            let key = tape.value(at: place)
            if try !below(inner, key, key: key) {
                if !isCollecting || mutes > 0 { return false }
                isValid = false
            }
            place = tape.value(at: place + 1).next
        }
        return isValid
    }

    private mutating func dependentRequired(
        _ table: Int, _ schema: Int32, _ value: TapeValue
    ) throws(BudgetExhausted) -> Bool {
        var isValid = true
        var place = value.index + 1
        for _ in 0..<value.count {
            let index = tables.dependents[table].names.index(of: tape.utf8(of: tape.value(at: place)))
            if index >= 0, try !hasAll(tables.dependents[table].required[index], value) {
                isValid = fail(
                    schema, "dependentRequired", value
                ) { "what `\($0.tables.dependents[table].names.name(at: index).prefix(40))` demands is missing" }
                if !isCollecting || mutes > 0 { return false }
            }
            place = tape.value(at: place + 1).next
        }
        return isValid
    }

    mutating func unevaluatedProperties(
        _ inner: Int32, _ value: TapeValue, _ region: Int
    ) throws(BudgetExhausted) -> Bool {
        guard value.kind == .object, region >= 0 else { return true }
        var isValid = true
        var place = value.index + 1
        try budget.spend(steps: value.count / 4)
        for offset in 0..<value.count {
            let key = tape.value(at: place)
            let member = tape.value(at: place + 1)
            place = member.next
            guard marks[region + offset] == 0 else { continue }
            marks[region + offset] = 1
            if try !below(inner, member, key: key) {
                if !isCollecting || mutes > 0 { return false }
                isValid = false
            }
        }
        return isValid
    }
}
