/// An answer as people write it: numbers or words with commas, spaces, arrows, brackets or line breaks between them.
struct PuzzleAnswer: Sendable {
    /// The bytes, white space around them aside.
    let bytes: [UInt8]

    /// An answer of these bytes, well-formed UTF-8. Minus and multiplication signs of typography are made plain.
    init(_ bytes: ArraySlice<UInt8>) {
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars.makeIterator()
        while let scalar = scalars.next() {
            switch scalar {
            case "\u{2212}", "\u{2013}": plain.append(UInt8(ascii: "-"))
            case "\u{00D7}", "\u{22C5}", "\u{00B7}": plain.append(UInt8(ascii: "*"))
            case "\u{00F7}": plain.append(UInt8(ascii: "/"))
            case "\u{2192}", "\u{27A1}": plain.append(UInt8(ascii: ">"))
            case "\u{00A0}", "\u{2009}", "\u{202F}": plain.append(0x20)
            default: plain.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
            }
        }
        self.bytes = plain
    }

    /// The text.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// ASCII letters in lower case.
    static func folded(_ text: String) -> String {
        String(decoding: text.utf8.map { $0.isLetter ? $0 | 0x20 : $0 }, as: UTF8.self)
    }

    /// What may stand between the members of a list.
    private static func isBetween(_ byte: UInt8) -> Bool {
        byte <= 0x20 || ",;|/[](){}>".utf8.contains(byte)
    }

    /// Whole numbers with something between them; nil where anything else is there, or nothing.
    func integers() -> [Int]? {
        var numbers: [Int] = []
        for token in tokens() {
            guard let number = Self.integer(token) else { return nil }
            numbers.append(number)
        }
        return numbers.isEmpty ? nil : numbers
    }

    /// One whole number; nil where there is anything else.
    func integer() -> Int? { Self.integer(bytes[...]) }

    /// Words of ASCII letters, digits, `_` and `'`, in lower case; nil where anything else is there, or nothing.
    func words() -> [String]? {
        var words: [String] = []
        for token in tokens(alsoBetween: [UInt8(ascii: "-"), UInt8(ascii: ".")]) {
            guard token.allSatisfy({ $0.isWordByte || $0 == UInt8(ascii: "'") }) else { return nil }
            words.append(Self.folded(String(decoding: token, as: UTF8.self)))
        }
        return words.isEmpty ? nil : words
    }

    /// The signs of a grid or a row of signs, white space and what stands between rows aside.
    func signs() -> [UInt8] { bytes.filter { !Self.isBetween($0) } }

    /// Names with values: `a = 1, b: 2`, `Anna is a knight`, one pair a line or between commas, in lower case.
    ///
    /// Nil where a part is no pair, or a name is given twice.
    func assignments() -> [String: String]? {
        var pairs: [String: String] = [:]
        for part in bytes.split(whereSeparator: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") || $0 == 0x0A }) {
            let part = Self.folded(String(decoding: part, as: UTF8.self)).filter { $0 != "\r" && $0 != "." }
            let trimmed = part.split(separator: " ").joined(separator: " ")
            if trimmed.isEmpty { continue }
            guard let (name, value) = Self.pair(trimmed), pairs[name] == nil else { return nil }
            pairs[name] = value
        }
        return pairs.isEmpty ? nil : pairs
    }

    private static func pair(_ text: String) -> (String, String)? {
        for mark in ["=", ":", " is an ", " is a ", " is ", " - ", " > "] {
            guard let range = text.utf8.firstRange(of: mark.utf8) else { continue }
            let name = Substring(text.utf8[..<range.lowerBound]).split(separator: " ").joined(separator: " ")
            let value = Substring(text.utf8[range.upperBound...]).split(separator: " ").joined(separator: " ")
            return name.isEmpty || value.isEmpty ? nil : (name, value)
        }
        return nil
    }

    private func tokens(alsoBetween more: [UInt8] = []) -> [ArraySlice<UInt8>] {
        bytes.split(whereSeparator: { Self.isBetween($0) || more.contains($0) }).filter { token in
            // The shaft of an arrow `->`.
            !token.allSatisfy { $0 == UInt8(ascii: "-") }
        }
    }

    private static func integer(_ token: ArraySlice<UInt8>) -> Int? {
        var digits = token
        // An arrow without spaces, `3->4`, leaves its shaft behind.
        while digits.count > 1, digits.last == UInt8(ascii: "-") { digits.removeLast() }
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative || digits.first == UInt8(ascii: "+") { digits.removeFirst() }
        guard (1...18).contains(digits.count), digits.allSatisfy(\.isDigit) else { return nil }
        let value = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        return isNegative ? -value : value
    }
}
