extension JSONValue {
    /// The value as compact JSON, members in their order.
    public var text: String {
        var writer = JSONWriter()
        writer.value(self)
        return writer.text
    }

    /// The value as canonical JSON: keys sorted by their bytes, of duplicates the last, whole numbers without point or
    /// exponent where they are below 10^21, no white space. Equal values have equal canonical text.
    public var canonicalText: String {
        var writer = JSONWriter()
        writer.value(canonical)
        return writer.text
    }

    private var canonical: JSONValue {
        switch self {
        case .null, .bool, .string: return self
        case .number(let number): return .number(number.canonical)
        case .array(let elements): return .array(elements.map(\.canonical))
        case .object(let object):
            let sorted = object.lastMembers.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            return .object(JSONObject(sorted.map { .init(key: $0.key, value: $0.value.canonical) }))
        }
    }
}

extension JSONNumber {
    /// The same value in the one spelling that every equal number shares.
    var canonical: JSONNumber {
        if isBeyondReckoning { return self }
        let decimal = self.decimal
        let sign = decimal.isNegative ? "-" : ""
        if decimal.exponent >= 0, decimal.exponent + decimal.digits.utf8.count <= 21 {
            return JSONNumber(checked: sign + decimal.digits + String(repeating: "0", count: decimal.exponent))
        }
        return JSONNumber(checked: "\(sign)\(decimal.digits)e\(decimal.exponent)")
    }
}
