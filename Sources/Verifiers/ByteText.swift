/// A text as its UTF-8 bytes: what the parsers of this target scan. Ranges are in bytes and end on scalar boundaries.
package struct ByteText: Sendable {
    /// The bytes, well-formed UTF-8.
    package let bytes: [UInt8]

    /// The bytes of a text; spends them from the budget. O(bytes).
    package init(_ text: String, budget: inout Budget) throws(BudgetExhausted) {
        try budget.spend(bytes: text.utf8.count)
        bytes = Array(text.utf8)
    }

    /// All of it.
    package var all: Range<Int> { 0..<bytes.count }

    /// What a range holds. O(range).
    package func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// What a range holds, cut to so many bytes at a scalar boundary and marked with `…` where it was.
    package func excerpt(_ range: Range<Int>, limit: Int = 1_000) -> String {
        guard range.count > limit else { return string(range) }
        var end = range.lowerBound + limit
        while end > range.lowerBound, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return string(range.lowerBound..<end) + "…"
    }

    /// Whether two ranges hold the same bytes.
    package func areEqual(_ left: Range<Int>, _ right: Range<Int>) -> Bool { bytes[left] == bytes[right] }

    /// Where a byte next occurs in a range.
    package func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? { bytes[range].firstIndex(of: byte) }

    /// Whether a pattern stands at a place.
    package func has(_ pattern: [UInt8], at start: Int) -> Bool {
        start >= 0 && bytes.count - start >= pattern.count
            && bytes[start..<(start + pattern.count)].elementsEqual(pattern)
    }

    /// The byte at a place; nil outside of the text.
    package func byte(at index: Int) -> UInt8? { bytes.indices.contains(index) ? bytes[index] : nil }

    /// A range without the white space (Unicode's) around it.
    package func trimmed(_ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end {
            let length = whiteSpaceLength(at: start, before: end)
            if length == 0 { break }
            start += length
        }
        while start < end {
            // White space takes one to three bytes: step back over the continuation bytes of the last scalar.
            var last = end - 1
            while last > start, bytes[last] & 0xC0 == 0x80 { last -= 1 }
            guard whiteSpaceLength(at: last, before: end) == end - last else { break }
            end = last
        }
        return start..<end
    }

    /// How many bytes of white space the scalar at a place takes: 0 where it is none.
    private func whiteSpaceLength(at index: Int, before end: Int) -> Int {
        let first = bytes[index]
        if first < 0x80 { return first == 0x20 || (0x09...0x0D).contains(first) ? 1 : 0 }
        guard first == 0xC2 || first == 0xE1 || first == 0xE2 || first == 0xE3 else { return 0 }
        guard let (scalar, length) = scalar(at: index), index + length <= end else { return 0 }
        return scalar.properties.isWhitespace ? length : 0
    }

    /// The scalar that starts at a place, and its length in bytes; nil inside a scalar and outside of the text.
    package func scalar(at index: Int) -> (scalar: Unicode.Scalar, length: Int)? {
        guard let first = byte(at: index) else { return nil }
        let length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 0
        guard length > 0, index + length <= bytes.count else { return nil }
        if length == 1 { return (Unicode.Scalar(first), 1) }
        var value = UInt32(first & (0x7F >> UInt8(length)))
        for continuation in bytes[(index + 1)..<(index + length)] { value = value << 6 | UInt32(continuation & 0x3F) }
        return Unicode.Scalar(value).map { ($0, length) }
    }

    /// The scalar that ends just before a place; nil at the start.
    package func scalar(before index: Int) -> Unicode.Scalar? {
        var start = index - 1
        while start > 0, start > index - 4, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        return scalar(at: start)?.scalar
    }

    /// The lines of a range without their ends (`\n`, `\r\n` or `\r`); a last empty line is left out. O(range).
    package func lines(in range: Range<Int>) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let end = bytes[start..<range.upperBound].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? range.upperBound
            lines.append(start..<end)
            let isPair = end + 1 < range.upperBound && bytes[end] == 0x0D && bytes[end + 1] == 0x0A
            start = end + (isPair ? 2 : 1)
        }
        return lines
    }
}

extension UInt8 {
    /// Whether it is one of the bytes of a few characters that are written out.
    @inline(__always)
    func isOne(of bytes: StaticString) -> Bool { bytes.withUTF8Buffer { $0.contains(self) } }

    /// Whether it is an ASCII digit.
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }
    /// Whether it is an ASCII letter.
    var isLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
    /// Whether it is an ASCII letter, a digit or `_`.
    var isWordByte: Bool { isLetter || isDigit || self == 0x5F }
    /// Whether it is a space or a tab.
    var isBlank: Bool { self == 0x20 || self == 0x09 }
}
