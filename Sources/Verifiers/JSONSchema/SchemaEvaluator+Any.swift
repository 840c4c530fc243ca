import JSON

/// The keywords for values of any kind.
extension SchemaEvaluator {
    @inline(never)
    mutating func any(
        _ instruction: Instruction, _ schema: Int32, _ value: TapeValue, _ region: Int
    ) throws(BudgetExhausted) -> Bool {
        switch instruction {
        case .reference(let inner): return try inPlace(inner, value, region)
        case .dynamicReference(let initial, let anchor):
            return try inPlace(dynamicTarget(initial, anchor: anchor), value, region)
        case .const(let table):
            return try isAmong(tables.choices + Int(table), value)
                || fail(schema, instruction, value)
        case .enum(let table):
            return try isAmong(tables.choices + Int(table), value)
                || fail(schema, instruction, value)
        case .allOf(let first, let count):
            var isValid = true
            for index in first..<first + count where try !inPlace(tables.schemas[Int(index)], value, region) {
                if !isCollecting || mutes > 0 { return false }
                isValid = false
            }
            return isValid
        case .anyOf(let first, let count):
            return try matching(first, count, value, region, enough: region < 0 ? 1 : Int(count)) > 0
                || fail(schema, instruction, value)
        case .oneOf(let first, let count):
            let matching = try matching(first, count, value, region, enough: 2)
            return matching == 1
                || fail(schema, instruction, value, matching)
        case .not(let inner):
            mutes += 1
            defer { mutes -= 1 }
            guard try evaluate(inner, value, marks: -1) else { return true }
            mutes -= 1
            defer { mutes += 1 }
            return fail(schema, instruction, value)
        case .condition(let condition, let then, let other):
            mutes += 1
            let holds: Bool
            do {
                defer { mutes -= 1 }
                holds = try inPlace(condition, value, region)
            }
            let chosen = holds ? then : other
            return chosen < 0 ? true : try inPlace(chosen, value, region)
        case .unevaluatedItems(let inner): return try unevaluatedItems(inner, value, region)
        case .unevaluatedProperties(let inner): return try unevaluatedProperties(inner, value, region)
        default: return true
        }
    }

    /// How many of some schemas match; counted up to `enough`.
    @inline(never)
    mutating func matching(
        _ first: Int32, _ count: Int32, _ value: TapeValue, _ region: Int, enough: Int
    ) throws(BudgetExhausted) -> Int {
        mutes += 1
        defer { mutes -= 1 }
        let union = tables.unionAt[Int(first)]
        if union >= 0, value.kind == .object {
            return try self.matching(union, first, count, value, region, enough: enough)
        }
        var matching = 0
        for index in first..<first + count where matching < enough {
            if try inPlace(tables.schemas[Int(index)], value, region) { matching += 1 }
        }
        return matching
    }

    mutating func isAmong(
        _ choices: UnsafePointer<SchemaProgram.Choices>, _ value: TapeValue
    ) throws(BudgetExhausted) -> Bool {
        switch value.kind {
        case .null: return choices.pointee.kinds & Kinds.null != 0
        case .true: return choices.pointee.kinds & Kinds.boolean != 0
        case .false: return choices.pointee.kinds & Kinds.integer != 0
        case .string, .escapedString: return choices.pointee.strings.index(of: tape.utf8(of: value)) >= 0
        case .number:
            if let small = NumberView.small(tape.written(value)),
                (0..<choices.pointee.wholeNumberCount).contains(where: { choices.pointee.wholeNumbers[$0] == small })
            {
                return true
            }
        case .array, .object: break
        }
        for other in choices.pointee.otherStart..<choices.pointee.otherEnd {
            let isEqual = try program.constants[Int(other)].withJSONTape { (tape) throws(BudgetExhausted) in
                try TapeEquality.areEqual(value, in: self.tape, tape.root, in: tape, budget: &budget)
            }
            if isEqual { return true }
        }
        return false
    }
}
