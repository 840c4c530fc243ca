import JSON

/// The keywords for arrays and objects.
extension SchemaEvaluator {
    @inline(never)
    mutating func array(
        _ instruction: Instruction, _ schema: Int32, _ value: TapeValue, _ region: Int
    ) throws(BudgetExhausted) -> Bool {
        switch instruction {
        case .minItems(let limit):
            return value.count >= limit
                || fail(schema, instruction, value)
        case .maxItems(let limit):
            return value.count <= limit
                || fail(schema, instruction, value)
        case .uniqueItems:
            return try TapeEquality.areUnique(value, in: tape, budget: &budget)
                || fail(schema, instruction, value)
        case .items(let first, let count, let rest):
            return try items(value, first: Int(first), count: Int(count), rest: rest, region)
        case .contains(let inner, let least, let most, let marksItems):
            return try contains(
                instruction, inner, value, schema, least: Int(least), most: Int(most), marksItems ? region : -1)
        default: return true
        }
    }

    private mutating func items(
        _ value: TapeValue, first: Int, count: Int, rest: Int32, _ region: Int
    ) throws(BudgetExhausted) -> Bool {
        // Nothing is asked of any element.
        if count == 0, region < 0, rest >= 0, isAlways(rest) { return true }
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

    /// Whether a schema lets everything pass.
    @inline(__always)
    private func isAlways(_ schema: Int32) -> Bool {
        let node = nodes + Int(schema)
        return node.pointee.kinds == Kinds.all && node.pointee.start == node.pointee.end
    }

    private mutating func contains(
        _ instruction: Instruction, _ inner: Int32, _ value: TapeValue, _ schema: Int32, least: Int, most: Int,
        _ region: Int
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
        return fail(schema, instruction, value, found)
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

    @inline(never)
    mutating func object(
        _ instruction: Instruction, _ schema: Int32, _ value: TapeValue, _ region: Int
    ) throws(BudgetExhausted) -> Bool {
        switch instruction {
        case .minProperties(let limit):
            return value.count >= limit
                || fail(schema, instruction, value)
        case .maxProperties(let limit):
            return value.count <= limit
                || fail(schema, instruction, value)
        case .members(let plan): return try members(instruction, Int(plan), schema, value, region)
        case .requiredMany(let table):
            return try hasAll(tables.requiredMany[Int(table)], value)
                || fail(schema, instruction, value)
        case .propertyNames(let inner): return try propertyNames(inner, value)
        case .dependentRequired(let table): return try dependentRequired(instruction, Int(table), schema, value)
        case .dependentSchemas(let table):
            var isValid = true
            try budget.spend(steps: value.count / 2)
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

    @inline(never)
    mutating func members(
        _ instruction: Instruction, _ plan: Int, _ schema: Int32, _ value: TapeValue, _ region: Int
    ) throws(BudgetExhausted) -> Bool {
        var isValid = true
        let plan = tables.members + plan
        try budget.spend(steps: value.count / 2)
        // Fewer members than are required.
        if !isCollecting, value.count < 64, plan.pointee.required &>> UInt64(value.count) != 0 { return false }
        if !isCollecting, plan.pointee.isRequirementOnly { return try hasFew(plan.pointee.names, value) }
        var missing = plan.pointee.required
        var place = value.index + 1
        var hint = 0
        for offset in 0..<value.count {
            let key = tape.value(at: place)
            let member = tape.value(at: place + 1)
            place = member.next
            let name = tape.utf8(of: key)
            let index = plan.pointee.names.index(of: name, hint: hint)
            var isKnown = false
            if index >= 0 {
                hint = index + 1
                missing &= ~plan.pointee.requiredBits[index]
                let inner = tables.schemas[Int(plan.pointee.schemas) + index]
                if inner >= 0 {
                    isKnown = true
                    if try !below(inner, member, key: key) {
                        if !isCollecting || mutes > 0 { return false }
                        isValid = false
                    }
                }
            }
            for position in 0..<plan.pointee.patternCount
            where try matches(plan.pointee.patterns[position].expression, name) {
                isKnown = true
                if try !below(plan.pointee.patterns[position].schema, member, key: key) {
                    if !isCollecting || mutes > 0 { return false }
                    isValid = false
                }
            }
            if !isKnown, plan.pointee.additional >= 0 {
                isKnown = true
                if try !below(plan.pointee.additional, member, key: key) {
                    if !isCollecting || mutes > 0 { return false }
                    isValid = false
                }
            }
            if isKnown, region >= 0 { marks[region + offset] = 1 }
        }
        if missing == 0 { return isValid }
        return fail(schema, instruction, value, Int(truncatingIfNeeded: missing))
    }

    /// Whether an object has a member of each of a few names, each looked for by itself.
    private mutating func hasFew(_ names: PropertyTable, _ value: TapeValue) throws(BudgetExhausted) -> Bool {
        try budget.spend(steps: names.count * value.count / 4)
        for index in 0..<names.count where tape.member(names.text(at: index), of: value) == nil { return false }
        return true
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
        _ instruction: Instruction, _ table: Int, _ schema: Int32, _ value: TapeValue
    ) throws(BudgetExhausted) -> Bool {
        var isValid = true
        try budget.spend(steps: value.count / 2)
        var place = value.index + 1
        for _ in 0..<value.count {
            let index = tables.dependents[table].names.index(of: tape.utf8(of: tape.value(at: place)))
            if index >= 0, try !hasAll(tables.dependents[table].required[index], value) {
                isValid = fail(schema, instruction, value, index)
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
