import JSON

/// The keywords for numbers and strings.
extension SchemaEvaluator {
    mutating func number(
        _ instruction: Instruction, _ schema: Int32, _ value: TapeValue
    ) throws(BudgetExhausted) -> Bool {
        let text = tape.written(value)
        if text.count > 64 { try budget.spend(bytes: 2 * text.count) }
        switch instruction {
        case .minimum(let limit):
            return tables.limits[Int(limit)].order(of: text) >= 0
                || fail(schema, "minimum", value) { "\($0.excerpt(value)) is below \($0.name(limit))" }
        case .maximum(let limit):
            return tables.limits[Int(limit)].order(of: text) <= 0
                || fail(schema, "maximum", value) { "\($0.excerpt(value)) is above \($0.name(limit))" }
        case .exclusiveMinimum(let limit):
            return tables.limits[Int(limit)].order(of: text) > 0
                || fail(schema, "exclusiveMinimum", value) { "\($0.excerpt(value)) is not above \($0.name(limit))" }
        case .exclusiveMaximum(let limit):
            return tables.limits[Int(limit)].order(of: text) < 0
                || fail(schema, "exclusiveMaximum", value) { "\($0.excerpt(value)) is not below \($0.name(limit))" }
        case .multipleOf(let limit):
            return try tables.limits[Int(limit)].divides(text, budget: &budget)
                || fail(schema, "multipleOf", value) { "\($0.excerpt(value)) is no multiple of \($0.name(limit))" }
        default: return true
        }
    }

    private func name(_ limit: Int32) -> String {
        String(decoding: tables.limits[Int(limit)].bytes.prefix(40), as: UTF8.self)
    }

    /// The value as it is written, cut where it is long.
    func excerpt(_ value: TapeValue) -> String {
        let written = tape.written(value)
        return String(decoding: written.prefix(40), as: UTF8.self) + (written.count > 40 ? "…" : "")
    }

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
                || fail(schema, "minLength", value, "it is shorter than \(limit) characters")
        case .maxLength(let limit):
            if text.count <= limit { return true }
            return try codePoints(text) <= limit
                || fail(schema, "maxLength", value, "it is longer than \(limit) characters")
        case .pattern(let expression):
            return try tables.expressions[Int(expression)].matches(trusted: text, budget: &budget)
                || fail(schema, "pattern", value, "it does not match the pattern")
        case .format(let format):
            try budget.spend(steps: 1 + text.count / 4)
            return try format.accepts(text, budget: &budget)
                || fail(schema, "format", value, "it is not of the format `\(format.rawValue)`")
        case .content(let isBase64, let isJSON):
            try budget.spend(bytes: 16 * text.count)
            let keyword: StaticString = isJSON ? "contentMediaType" : "contentEncoding"
            return EncodedContent.isValid(text, isBase64: isBase64, isJSON: isJSON)
                || fail(schema, keyword, value, "its content is not what it should be")
        default: return true
        }
    }

    private mutating func codePoints(_ text: UnsafeBufferPointer<UInt8>) throws(BudgetExhausted) -> Int {
        try budget.spend(bytes: text.count)
        var count = 0
        for byte in text where byte & 0xC0 != 0x80 { count += 1 }
        return count
    }
}
