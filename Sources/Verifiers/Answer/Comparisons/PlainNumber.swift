/// Reads a number as people write it in English text: `-3`, `+3`, `−3` (U+2212), `1,000.5`, `.5`, `5.`, `007`, `1e400`.
///
/// Commas must group by threes. What needs knowledge of its meaning is not a plain number: `$5`, `50%`, `1/2`, `5 km`,
/// `1.000,5`, digits of other scripts, `NaN`.
enum PlainNumber {
    /// The longest number that is read, in bytes.
    static let longest = 10_000
    /// The most digits of an exponent that is read, zeros in front aside.
    static let longestExponent = 15

    /// The number that a range holds, exactly; nil where it is not one. O(range).
    static func read(_ range: Range<Int>, in text: ByteText) -> ExactDecimal? {
        guard range.count <= longest else { return nil }
        var index = range.lowerBound
        let isNegative = signLength(at: index, in: text).map { length in
            defer { index += length }
            return text.bytes[index] != UInt8(ascii: "+")
        }
        guard let number = unsigned(from: index, before: range.upperBound, in: text), number.end == range.upperBound
        else {
            return nil
        }
        return ExactDecimal(isNegative: isNegative ?? false, digits: number.digits, exponent: number.exponent)
    }

    /// The number that a text holds, as `read(_:in:)`.
    static func read(_ text: String) -> ExactDecimal? {
        var budget = Budget(steps: 0, bytes: longest)
        guard let text = try? ByteText(text, budget: &budget) else { return nil }
        return read(text.trimmed(text.all), in: text)
    }

    /// The length of the sign at a place: `+`, `-` or U+2212; nil where there is none.
    static func signLength(at index: Int, in text: ByteText) -> Int? {
        switch text.byte(at: index) {
        case UInt8(ascii: "-"), UInt8(ascii: "+"): 1
        case 0xE2: text.has([0xE2, 0x88, 0x92], at: index) ? 3 : nil
        default: nil
        }
    }

    /// The longest number without a sign that starts at a place; nil where none does.
    static func unsigned(
        from start: Int, before end: Int, in text: ByteText
    ) -> (digits: [UInt8], exponent: Int, end: Int)? {
        var digits: [UInt8] = []
        var index = start
        func byte(_ index: Int) -> UInt8? { index < end ? text.byte(at: index) : nil }
        func take() {
            while let next = byte(index), next.isDigit {
                digits.append(next - 0x30)
                index += 1
            }
        }
        take()
        if digits.count <= 3, let first = digits.first, first != 0 {
            while isGroup(at: index, before: end, in: text) {
                index += 1
                take()
            }
        }
        var exponent = 0
        if byte(index) == UInt8(ascii: "."), !digits.isEmpty || byte(index + 1)?.isDigit == true {
            index += 1
            let whole = digits.count
            take()
            exponent = whole - digits.count
        }
        guard !digits.isEmpty else { return nil }
        if let written = power(at: index, before: end, in: text) {
            guard let value = written.value else { return nil }
            exponent += value
            index = written.end
        }
        return (digits, exponent, index)
    }

    /// Whether a comma and exactly three digits stand at a place.
    private static func isGroup(at index: Int, before end: Int, in text: ByteText) -> Bool {
        guard index + 3 < end, text.byte(at: index) == UInt8(ascii: ",") else { return false }
        return (1...3).allSatisfy { text.byte(at: index + $0)?.isDigit == true }
            && !(index + 4 < end && text.byte(at: index + 4)?.isDigit == true)
    }

    /// The `e…` at a place; its value is nil where it has too many digits. Nil where no exponent stands there.
    private static func power(at start: Int, before end: Int, in text: ByteText) -> (value: Int?, end: Int)? {
        guard start < end, text.bytes[start] | 0x20 == UInt8(ascii: "e") else { return nil }
        var index = start + 1
        let sign = index < end ? signLength(at: index, in: text) : nil
        let isNegative = sign != nil && text.bytes[index] != UInt8(ascii: "+")
        index += sign ?? 0
        let first = index
        var value = 0
        var significant = 0
        while index < end, text.bytes[index].isDigit {
            if value > 0 || text.bytes[index] != 0x30 { significant += 1 }
            if significant <= longestExponent { value = value * 10 + Int(text.bytes[index] - 0x30) }
            index += 1
        }
        guard index > first else { return nil }
        return (significant > longestExponent ? nil : isNegative ? -value : value, index)
    }
}
