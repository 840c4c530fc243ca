import JSON

/// The keywords for numbers and strings.
extension SchemaEvaluator {
    @inline(never)
    mutating func number(
        _ instruction: Instruction, _ schema: Int32, _ value: TapeValue
    ) throws(BudgetExhausted) -> Bool {
        let text = tape.written(value)
        if text.count > 64 { try budget.spend(bytes: 2 * text.count) }
        switch instruction {
        case .minimum(let limit):
            return tables.limits[Int(limit)].order(of: text) >= 0
                || fail(schema, instruction, value)
        case .maximum(let limit):
            return tables.limits[Int(limit)].order(of: text) <= 0
                || fail(schema, instruction, value)
        case .exclusiveMinimum(let limit):
            return tables.limits[Int(limit)].order(of: text) > 0
                || fail(schema, instruction, value)
        case .exclusiveMaximum(let limit):
            return tables.limits[Int(limit)].order(of: text) < 0
                || fail(schema, instruction, value)
        case .multipleOf(let limit):
            return try tables.limits[Int(limit)].divides(text, budget: &budget)
                || fail(schema, instruction, value)
        default: return true
        }
    }

    @inline(never)
    mutating func string(
        _ instruction: Instruction, _ schema: Int32, _ value: TapeValue
    ) throws(BudgetExhausted) -> Bool {
        let text = tape.utf8(of: value)
        switch instruction {
        case .minLength(let limit):
            // A code point takes one byte to four.
            if text.count >= 4 * min(limit, .max / 4) { return true }
            let count = text.count < limit ? 0 : try codePoints(text)
            return count >= limit
                || fail(schema, instruction, value)
        case .maxLength(let limit):
            if text.count <= limit { return true }
            return try codePoints(text) <= limit
                || fail(schema, instruction, value)
        case .pattern(let expression):
            return try matches(expression, text)
                || fail(schema, instruction, value)
        case .format(let format):
            try budget.spend(steps: 1 + text.count / 4)
            return try format.accepts(text, budget: &budget)
                || fail(schema, instruction, value)
        case .content(let isBase64, let isJSON):
            try budget.spend(bytes: 16 * text.count)
            return EncodedContent.isValid(text, isBase64: isBase64, isJSON: isJSON)
                || fail(schema, instruction, value)
        default: return true
        }
    }

    /// Whether a text matches a pattern: by its simple form, else by the expression.
    @inline(__always)
    mutating func matches(
        _ expression: Int32, _ text: UnsafeBufferPointer<UInt8>
    ) throws(BudgetExhausted) -> Bool {
        let matcher = tables.matchers + Int(expression)
        if matcher.pointee.isUsable {
            if matcher.pointee.rejects(text) { return false }
            try budget.spend(steps: 1 + text.count / 32)
            switch matcher.pointee.matches(text) {
            case .yes: return true
            case .no: return false
            case .unknown: break
            }
        }
        return try matchesFully(expression, text)
    }

    @inline(never)
    private mutating func matchesFully(
        _ expression: Int32, _ text: UnsafeBufferPointer<UInt8>
    ) throws(BudgetExhausted) -> Bool {
        try program.expressions[Int(expression)].matches(trusted: text, budget: &budget)
    }

    private mutating func codePoints(_ text: UnsafeBufferPointer<UInt8>) throws(BudgetExhausted) -> Int {
        try budget.spend(bytes: text.count)
        var count = 0
        for byte in text where byte & 0xC0 != 0x80 { count += 1 }
        return count
    }
}
