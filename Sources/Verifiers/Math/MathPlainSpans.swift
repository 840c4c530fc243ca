/// Finds numbers and sums of numbers in plain text, outside of formulas.
enum MathPlainSpans {
    /// The last one in a range that stands by itself: after white space, `=` or the start, a sign of currency aside.
    static func last(in bytes: ArraySlice<UInt8>) -> Range<Int>? {
        var end = bytes.endIndex
        while let digit = bytes[..<end].lastIndex(where: \.isDigit) {
            var start = digit
            while start > bytes.startIndex, isNumberByte(bytes[start - 1]) { start -= 1 }
            var index = start
            while index <= digit {
                if let found = match(at: index, in: bytes), found.upperBound > digit {
                    return widened(found, in: bytes)
                }
                index += 1
            }
            end = start < end ? start : end - 1
            if start == bytes.startIndex { return nil }
        }
        return nil
    }

    private static func isNumberByte(_ byte: UInt8) -> Bool {
        byte.isDigit || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "-")
    }

    /// Takes in what an operator ties to the number: `3 + 4` before its last number, one line far.
    private static func widened(_ number: Range<Int>, in bytes: ArraySlice<UInt8>) -> Range<Int> {
        var start = number.lowerBound
        while start > bytes.startIndex, isExpressionByte(bytes[start - 1]) { start -= 1 }
        while start < number.lowerBound {
            if let range = expression(at: start, in: bytes), range.upperBound >= number.upperBound { return range }
            start += 1
        }
        return expression(at: number.lowerBound, in: bytes) ?? number
    }

    private static func isExpressionByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "/"), UInt8(ascii: "^"),
            UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "."), 0x20:
            true
        default: byte.isDigit
        }
    }

    private static func isOperator(_ byte: UInt8) -> Bool {
        isExpressionByte(byte) && !byte.isDigit && byte != 0x20 && byte != UInt8(ascii: ".")
    }

    /// Whether something may begin here: at the start, after white space or `=`.
    private static func isBoundary(_ index: Int, in bytes: ArraySlice<UInt8>) -> Bool {
        var place = index
        if place - 2 >= bytes.startIndex, bytes[place - 1] == UInt8(ascii: "*"), bytes[place - 2] == UInt8(ascii: "*") {
            place -= 2
        }
        guard place > bytes.startIndex else { return true }
        let before = bytes[place - 1]
        if before.isSpace || before == UInt8(ascii: "=") { return true }
        return place - 2 >= bytes.startIndex && before == 0xA0 && bytes[place - 2] == 0xC2
    }

    /// A sum, product or power of plain numbers that begins at a place.
    static func expression(at start: Int, in bytes: ArraySlice<UInt8>) -> Range<Int>? {
        guard isBoundary(start, in: bytes), start < bytes.endIndex else { return nil }
        let first = bytes[start]
        guard first.isDigit || first == UInt8(ascii: "(") || first == UInt8(ascii: "-") else { return nil }
        var end = start
        while end < bytes.endIndex, isExpressionByte(bytes[end]) { end += 1 }
        while end > start, !bytes[end - 1].isDigit, bytes[end - 1] != UInt8(ascii: ")") { end -= 1 }
        guard end > start, end == bytes.endIndex || !bytes[end].isWordByte else { return nil }
        let body = bytes[start..<end]
        var digits = false
        for byte in body.dropFirst(first == UInt8(ascii: "-") ? 1 : 0) {
            if byte.isDigit { digits = true }
            if digits, isOperator(byte) { return start..<end }
        }
        return nil
    }

    /// A number that begins at a place, a currency sign before it and a percent sign after it taken in.
    static func match(at start: Int, in bytes: ArraySlice<UInt8>) -> Range<Int>? {
        guard isBoundary(start, in: bytes) || isAfterCurrency(start, in: bytes) else { return nil }
        var index = start
        if bytes[index] == UInt8(ascii: "-") { index += 1 }
        let first = index
        while index < bytes.endIndex, bytes[index].isDigit { index += 1 }
        if (1...3).contains(index - first) {
            while index < bytes.endIndex, bytes[index] == UInt8(ascii: ",") || bytes[index] == 0x20,
                groups(after: index, in: bytes)
            {
                index += 4
            }
        }
        if index + 1 < bytes.endIndex, bytes[index] == UInt8(ascii: ".") || bytes[index] == UInt8(ascii: ","),
            bytes[index + 1].isDigit
        {
            index += 1
            while index < bytes.endIndex, bytes[index].isDigit { index += 1 }
        }
        guard index > first else { return nil }
        return start..<withPercent(index, in: bytes)
    }

    private static func groups(after index: Int, in bytes: ArraySlice<UInt8>) -> Bool {
        guard index + 3 < bytes.endIndex else { return false }
        let isGroup = bytes[index + 1].isDigit && bytes[index + 2].isDigit && bytes[index + 3].isDigit
        return isGroup && (index + 4 == bytes.endIndex || !bytes[index + 4].isDigit)
    }

    private static func isAfterCurrency(_ index: Int, in bytes: ArraySlice<UInt8>) -> Bool {
        guard index > bytes.startIndex else { return false }
        if bytes[index - 1] == UInt8(ascii: "$") {
            let sign = index - 1
            return isBoundary(sign, in: bytes)
                || (sign > bytes.startIndex && bytes[sign - 1] == UInt8(ascii: "\\") && isBoundary(sign - 1, in: bytes))
        }
        for sign in ["€", "£", "¥", "₹", "₽", "₩", "₿", "₫"] {
            let count = sign.utf8.count
            guard index - count >= bytes.startIndex else { continue }
            if bytes[(index - count)..<index].elementsEqual(sign.utf8), isBoundary(index - count, in: bytes) {
                return true
            }
        }
        return false
    }

    /// Where a percent sign or word after a number ends; the number's end where there is none.
    static func withPercent(_ end: Int, in bytes: ArraySlice<UInt8>) -> Int {
        var index = end
        while index < bytes.endIndex, bytes[index].isSpace { index += 1 }
        for word in percents where bytes[index...].starts(with: word) { return index + word.count }
        return end
    }

    private static let percents = ["\\%", "%", "percentage", "Percentage", "percent", "Percent", "pct", "Pct"].map {
        Array($0.utf8)
    }
}
