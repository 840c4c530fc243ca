internal import JSON

/// What a scalar's text means by YAML 1.2's core schema (section 10.3.2 of the specification).
enum CoreSchema {
    /// The meaning of an unquoted scalar; nil for a number that JSON cannot say (`.inf`, `.nan`).
    static func resolve(_ text: String) -> YAMLNode.Kind? {
        if isNull(text) { return .null }
        if let value = bool(text) { return .bool(value) }
        if isNonFinite(text) { return nil }
        if let number = number(text) { return .number(number) }
        return .string(text)
    }

    static func isNull(_ text: String) -> Bool {
        switch text {
        case "", "~", "null", "Null", "NULL": true
        default: false
        }
    }

    static func bool(_ text: String) -> Bool? {
        switch text {
        case "true", "True", "TRUE": true
        case "false", "False", "FALSE": false
        default: nil
        }
    }

    static func isNonFinite(_ text: String) -> Bool {
        switch text.first == "-" || text.first == "+" ? String(text.dropFirst()) : text {
        case ".inf", ".Inf", ".INF": true
        // A sign before `.nan` makes it a string.
        case ".nan", ".NaN", ".NAN": text.first == "."
        default: false
        }
    }

    /// A number in JSON's spelling: no plus, no leading zeros, a digit on each side of the point.
    static func number(_ text: String) -> JSONNumber? {
        var rest = Substring(text)
        if let digits = rest.dropping("0o") { return whole(digits, radix: 8) }
        if let digits = rest.dropping("0x") { return whole(digits, radix: 16) }
        var sign = ""
        if let unsigned = rest.dropping("-") {
            sign = "-"
            rest = unsigned
        } else if let unsigned = rest.dropping("+") {
            rest = unsigned
        }
        let before = rest.takeDigits()
        var literal = sign + (before.drop { $0 == "0" }.isEmpty ? "0" : String(before.drop { $0 == "0" }))
        var after: Substring = ""
        if let fraction = rest.dropping(".") {
            rest = fraction
            after = rest.takeDigits()
            literal += "." + (after.isEmpty ? "0" : after)
        }
        guard !before.isEmpty || !after.isEmpty else { return nil }
        if let exponent = rest.dropping("e") ?? rest.dropping("E") {
            rest = exponent
            literal += "e" + (rest.dropping("-") == nil ? "" : "-")
            rest = rest.dropping("-") ?? rest.dropping("+") ?? rest
            let digits = rest.takeDigits()
            guard !digits.isEmpty else { return nil }
            literal += digits
        }
        return rest.isEmpty ? JSONNumber(literal: literal) : nil
    }

    /// Octal and hexadecimal numbers of up to 64 bits; wider ones stay text.
    private static func whole(_ digits: Substring, radix: Int) -> JSONNumber? {
        // The parser would take a sign, the schema does not.
        guard let first = digits.first, first != "+", first != "-", let value = UInt64(digits, radix: radix) else {
            return nil
        }
        return JSONNumber(literal: String(value))
    }
}

extension Substring {
    fileprivate func dropping(_ prefix: String) -> Substring? { hasPrefix(prefix) ? dropFirst(prefix.count) : nil }

    fileprivate mutating func takeDigits() -> Substring {
        let digits = prefix { ("0"..."9").contains($0) && $0.utf8.count == 1 }
        self = self[digits.endIndex...]
        return digits
    }
}
