/// The last number in the text, as a plain number with its sign.
///
/// Digits in a word (`x2`, `GPT4`) are no number. Where what comes last looks like a number and is not a plain one
/// (`1/2`, `50%`, `12:30`, `2024-05-01`, `5²`, `3rd`), an earlier number is not taken in its place: nothing is read.
struct LastNumberFormat: AnswerFormat {
    func read(_ text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> SpanReading {
        try budget.spend(bytes: text.bytes.count)
        var scan = NumberScan(text: text)
        var numbers: [Range<Int>] = []
        var last: NumberScan.Token?
        while let token = scan.next() {
            try budget.spend(steps: 4)
            if let last, last.isPlain {
                // Only the last few are ever told, so no more are kept.
                if numbers.count >= 2 * SpanReading.listed { numbers.removeFirst(SpanReading.listed) }
                numbers.append(last.range)
            }
            last = token
        }
        guard let last else { return .none("there is no number") }
        guard last.isPlain else {
            return .none("what stands last, `\(text.excerpt(last.range, limit: 64))`, is not a plain number")
        }
        return .found(last.range, passedOver: numbers)
    }
}

/// Walks through the numbers of a text and what looks like one.
private struct NumberScan {
    /// A number, or what looks like one.
    struct Token {
        var range: Range<Int>
        var isPlain: Bool
    }

    let text: ByteText
    private var index = 0

    init(text: ByteText) { self.text = text }

    /// The next one; nil at the end.
    mutating func next() -> Token? {
        let bytes = text.bytes
        while index < bytes.count {
            let byte = bytes[index]
            if byte.isLetter || byte == UInt8(ascii: "_") {
                skipWord()
            } else if byte.isDigit || (byte == UInt8(ascii: ".") && text.byte(at: index + 1)?.isDigit == true) {
                return number()
            } else if byte >= 0xC2, let (scalar, length) = text.scalar(at: index) {
                defer { index += length }
                if Self.isForeignNumber(scalar) { return Token(range: index..<index + length, isPlain: false) }
            } else {
                index += 1
            }
        }
        return nil
    }

    private mutating func skipWord() {
        let bytes = text.bytes
        while index < bytes.count, bytes[index].isWordByte { index += 1 }
    }

    private mutating func number() -> Token {
        let start = index
        let sign = sign(before: start)
        if let number = PlainNumber.unsigned(from: start, before: text.bytes.count, in: text) {
            index = number.end
            // A full stop ends the sentence, not the number.
            if text.bytes[index - 1] == UInt8(ascii: ".") { index -= 1 }
        } else {
            // An exponent too long to be read.
            skipWord()
        }
        guard sign.isClear, !continues(after: index), index - start < PlainNumber.longest else {
            repeat { extend() } while continues(after: index)
            return Token(range: start..<index, isPlain: false)
        }
        return Token(range: start - sign.length..<index, isPlain: true)
    }

    /// The sign just before a number, and whether it can only be one.
    private func sign(before start: Int) -> (length: Int, isClear: Bool) {
        var index = start
        while let byte = text.byte(at: index - 1), byte == UInt8(ascii: "$") || byte == UInt8(ascii: "\\") {
            index -= 1
        }
        let length: Int
        switch text.byte(at: index - 1) {
        case UInt8(ascii: "-"), UInt8(ascii: "+"): length = 1
        case 0x92 where text.has([0xE2, 0x88], at: index - 3): length = 3
        case 0x93 where text.has([0xE2, 0x80], at: index - 3): return (0, false)
        default: return (0, !(text.scalar(before: index).map(Self.isForeignNumber) ?? false))
        }
        // `-$5` is a negative amount, and the number alone would be a positive one.
        guard index == start else { return (0, false) }
        guard let before = text.byte(at: index - length - 1) else { return (length, true) }
        let isOperand = before.isLetter || before.isDigit || before.isOne(of: ")]}+-")
        return isOperand ? (0, false) : (length, true)
    }

    /// Whether what stands at a place makes the number before it a part of something larger.
    private func continues(after index: Int) -> Bool {
        guard let byte = text.byte(at: index) else { return false }
        if byte.isWordByte || byte == UInt8(ascii: "%") || byte == UInt8(ascii: "^") { return true }
        if byte >= 0xC2, let (scalar, length) = text.scalar(at: index) {
            if Self.isForeignNumber(scalar) || scalar == "°" { return true }
            return "−–×÷⁄∕".unicodeScalars.contains(scalar) && text.byte(at: index + length)?.isDigit == true
        }
        return byte.isOne(of: "/:.,+-*") && text.byte(at: index + 1)?.isDigit == true
    }

    private mutating func extend() {
        guard let (_, length) = text.scalar(at: index) else {
            index = min(index + 1, text.bytes.count)
            return
        }
        index += length
        skipWord()
    }

    /// Whether it is a digit or number of another script, a fraction, a superscript: such are not read, and not
    /// ignored.
    private static func isForeignNumber(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x80 else { return false }
        switch scalar.properties.generalCategory {
        case .decimalNumber, .letterNumber, .otherNumber: return true
        default: return false
        }
    }
}
