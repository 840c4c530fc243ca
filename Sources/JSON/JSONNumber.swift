/// A JSON number, kept as the text it was written with, so that no digit is lost on the way through.
///
/// Equality and hashing are by exact decimal value: `1`, `1.0` and `10e-1` are equal; `9007199254740993` and
/// `9007199254740992` are not.
public struct JSONNumber: Sendable {
    /// The literal, in RFC 8259 form.
    public let text: String

    /// A number whose text the reader has already checked against the grammar.
    package init(checked text: String) { self.text = text }

    /// A whole number.
    public init(_ value: Int) { text = String(value) }

    /// A finite number in its shortest form that reads back the same; nil for NaN and infinities.
    public init?(_ value: Double) {
        guard value.isFinite else { return nil }
        if value == value.rounded(), abs(value) < 1e15, !(value == 0 && value.sign == .minus) {
            text = String(Int(value)) + ".0"
        } else {
            text = String(describing: value)
        }
    }

    /// A number from its literal; nil where it does not follow RFC 8259.
    public init?(literal: String) {
        guard JSONNumber.isGrammatical(literal.utf8) else { return nil }
        text = literal
    }

    /// Its value where it is a whole number within `Int`, whatever its spelling (`3`, `3.0`, `3e2`). O(digits).
    public var int: Int? {
        if let plain = Int(text) { return plain }
        let decimal = self.decimal
        guard decimal.exponent >= 0, decimal.digits.utf8.count + decimal.exponent <= 19 else { return nil }
        return Int((decimal.isNegative ? "-" : "") + decimal.digits + String(repeating: "0", count: decimal.exponent))
    }

    /// Its value rounded to the nearest `Double`; nil where that overflows, zero where it is too small.
    public var double: Double? {
        if let value = text.utf8.withContiguousStorageIfAvailable(plainDouble) ?? nil { return value }
        guard let value = Double(text), value.isFinite else { return nil }
        return value
    }

    /// Whether its value is whole, whatever its size and spelling. O(digits).
    public var isInteger: Bool { withParts { _, parts in parts.exponent >= 0 } }

    /// Its value as sign, significant digits without outer zeros, and a power of ten: zero is `"0"` and 0. O(digits).
    package var decimal: (isNegative: Bool, digits: String, exponent: Int) {
        withParts { text, parts in
            if parts.digits.isEmpty { return (false, "0", 0) }
            let digits = text[parts.digits].filter { $0 != UInt8(ascii: ".") }
            return (parts.isNegative, String(decoding: digits, as: UTF8.self), parts.exponent)
        }
    }

    /// Whether the written exponent is too large to reckon with: such a number equals only its own spelling.
    var isBeyondReckoning: Bool { withParts { _, parts in parts.isBeyondReckoning } }

    private func withParts<Result>(_ body: (UnsafeBufferPointer<UInt8>, JSONNumberParts) -> Result) -> Result {
        var text = text
        return text.withUTF8 { body($0, JSONNumberParts($0)) }
    }

    /// Whether these bytes follow RFC 8259's `number`.
    package static func isGrammatical(_ bytes: some Sequence<UInt8>) -> Bool {
        var iterator = bytes.makeIterator()
        var byte = iterator.next()
        func isDigit(_ byte: UInt8?) -> Bool { byte.map { $0 >= 0x30 && $0 <= 0x39 } ?? false }
        if byte == UInt8(ascii: "-") { byte = iterator.next() }
        guard isDigit(byte) else { return false }
        if byte == UInt8(ascii: "0") {
            byte = iterator.next()
        } else {
            while isDigit(byte) { byte = iterator.next() }
        }
        if byte == UInt8(ascii: ".") {
            byte = iterator.next()
            guard isDigit(byte) else { return false }
            while isDigit(byte) { byte = iterator.next() }
        }
        if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
            byte = iterator.next()
            if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { byte = iterator.next() }
            guard isDigit(byte) else { return false }
            while isDigit(byte) { byte = iterator.next() }
        }
        return byte == nil
    }
}

extension JSONNumber: Hashable {
    /// Whether both have the same decimal value. O(digits).
    public static func == (lhs: JSONNumber, rhs: JSONNumber) -> Bool {
        if lhs.text == rhs.text { return true }
        return lhs.withParts { leftText, left in
            rhs.withParts { rightText, right in
                left.isNegative == right.isNegative && left.exponent == right.exponent && !left.isBeyondReckoning
                    && left.significant(in: leftText).elementsEqual(right.significant(in: rightText))
            }
        }
    }

    /// Hashes the decimal value.
    public func hash(into hasher: inout Hasher) {
        withParts { text, parts in
            hasher.combine(parts.isNegative)
            hasher.combine(parts.exponent)
            for digit in parts.significant(in: text) { hasher.combine(digit) }
        }
    }
}
