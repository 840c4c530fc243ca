/// Reads numbers and words of source the way BFCL's converters do with Python.
enum CodeLiteral {
    /// A whole number in plain digits, with these letters at its end (none: no letter); nil for anything else.
    static func integer(_ text: Substring.UTF8View, suffixes: String = "") -> PythonValue? {
        var rest = text[...]
        if !suffixes.isEmpty {
            guard let last = rest.last, suffixes.utf8.contains(last) else { return nil }
            rest.removeLast()
        }
        let isNegative = rest.first == UInt8(ascii: "-")
        let digits = isNegative ? rest.dropFirst() : rest
        guard !digits.isEmpty, digits.allSatisfy(\.isDigit) else { return nil }
        return whole(String(Substring(digits)), isNegative: isNegative)
    }

    private static func whole(_ digits: String, isNegative: Bool) -> PythonValue {
        if let value = Int(isNegative ? "-" + digits : digits) { return .int(value) }
        let significant = digits.drop { $0 == "0" }
        return .bigInt((isNegative ? "-" : "") + significant)
    }

    /// A number with digits before and behind its point and, where they are taken, an exponent and a suffix.
    static func real(_ text: Substring.UTF8View, exponent: Bool, suffixes: String = "") -> PythonValue? {
        var rest = text[...]
        if !suffixes.isEmpty {
            guard let last = rest.last, suffixes.utf8.contains(last) else { return nil }
            rest.removeLast()
        }
        let number = rest
        func dropDigits() -> Bool {
            let count = rest.prefix { $0.isDigit }.count
            rest = rest.dropFirst(count)
            return count > 0
        }
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        guard dropDigits() else { return nil }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            guard dropDigits() else { return nil }
        }
        if exponent, let byte = rest.first, byte | 0x20 == UInt8(ascii: "e") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
            guard dropDigits() else { return nil }
        }
        guard rest.isEmpty else { return nil }
        return .float(double(String(Substring(number))))
    }

    private static func double(_ text: String) -> Double {
        if let value = Double(text) { return value }
        return text.utf8.first == UInt8(ascii: "-") ? -.infinity : .infinity
    }

    /// What Python's own `int` and `float` make of a text; nil where both refuse it.
    static func number(_ text: String) -> PythonValue? {
        let trimmed = text.utf8.filter { $0 != 0x20 && !(0x09...0x0D).contains($0) }
        guard trimmed.count == text.utf8.count || !text.utf8.dropFirst().dropLast().isEmpty else { return nil }
        var written = Substring(text)
        while let first = written.utf8.first, first == 0x20 || (0x09...0x0D).contains(first) { written.removeFirst() }
        while let last = written.utf8.last, last == 0x20 || (0x09...0x0D).contains(last) { written.removeLast() }
        guard let plain = withoutGroups(Array(written.utf8)) else { return nil }
        let unsigned = plain.first == UInt8(ascii: "+") ? Array(plain.dropFirst()) : plain
        let value = String(decoding: unsigned, as: UTF8.self)
        if unsigned.first == UInt8(ascii: "-"), plain.first == UInt8(ascii: "+") { return nil }
        if let whole = integer(Substring(value).utf8) { return whole }
        return float(value)
    }

    /// The bytes without the `_` between digits; nil where one stands elsewhere.
    private static func withoutGroups(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.contains(UInt8(ascii: "_")) else { return bytes }
        for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "_") {
            guard index > 0, index + 1 < bytes.count, bytes[index - 1].isDigit, bytes[index + 1].isDigit else {
                return nil
            }
        }
        return bytes.filter { $0 != UInt8(ascii: "_") }
    }

    private static func float(_ text: String) -> PythonValue? {
        let lower = text.lowercased()
        let name = lower.utf8.first == UInt8(ascii: "-") ? String(lower.dropFirst()) : lower
        if name == "inf" || name == "infinity" { return .float(lower == name ? .infinity : -.infinity) }
        if name == "nan" { return .float(.nan) }
        var hasDigit = false
        for byte in name.utf8 {
            guard byte.isDigit || "+-.e".utf8.contains(byte) else { return nil }
            hasDigit = hasDigit || byte.isDigit
        }
        guard hasDigit, let first = name.utf8.first, first.isDigit || first == UInt8(ascii: ".") else { return nil }
        if let value = Double(lower) { return .float(value) }
        // Swift wants digits on both sides of the point.
        guard name.utf8.last == UInt8(ascii: "."), let value = Double(lower.dropLast()) else { return nil }
        return .float(value)
    }

    /// A value whose type is not described: a truth value, a text in these quotes, a number, else the text.
    static func value(_ text: String, quotes: String, javaSuffixes: Bool) -> PythonValue {
        if text == "true" { return .bool(true) }
        if text == "false" { return .bool(false) }
        if let first = text.utf8.first, let last = text.utf8.last, first == last, quotes.utf8.contains(first) {
            return .string(unquoted(text))
        }
        if javaSuffixes {
            let bytes = Substring(text).utf8
            if let value = integer(bytes, suffixes: "lL") ?? real(bytes, exponent: true, suffixes: "fF") {
                return value
            }
        }
        return number(text) ?? .string(text)
    }

    /// A text without its first and last character.
    static func unquoted(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.dropFirst().dropLast()))
    }

    /// The parts between commas, without white space around them.
    static func parts(_ text: Substring) -> [String] {
        text.split(separator: ",", omittingEmptySubsequences: false).map { trimmed($0) }
    }

    /// A text without white space around it.
    static func trimmed(_ text: Substring) -> String {
        func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }
        let scalars = text.unicodeScalars
        guard let start = scalars.firstIndex(where: { !isSpace($0) }),
            let end = scalars.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(text[start...end])
    }
}
