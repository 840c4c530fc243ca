#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A text that instructions are checked on: its UTF-8, and what is worth knowing beforehand.
struct ResponseText: Sendable {
    /// The bytes, well-formed UTF-8.
    let bytes: [UInt8]
    /// Whether all of them are ASCII, so that a byte is a code point.
    let isASCII: Bool

    /// A text from its bytes, which must be well-formed. O(bytes).
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        isASCII = Self.isASCII(bytes)
    }

    /// A text. O(bytes).
    init(_ text: String) { self.init(Array(text.utf8)) }

    private static func isASCII(_ bytes: [UInt8]) -> Bool {
        var all: UInt8 = 0
        for byte in bytes { all |= byte }
        return all < 0x80
    }

    /// How many bytes there are.
    var count: Int { bytes.count }

    /// All of it.
    var all: Range<Int> { 0..<bytes.count }

    /// How many code points there are. O(bytes).
    var scalarCount: Int { scalarCount(all) }

    /// How many code points a range holds. O(range).
    func scalarCount(_ range: Range<Int>) -> Int {
        if isASCII { return range.count }
        var count = 0
        for byte in bytes[range] where byte & 0xC0 != 0x80 { count += 1 }
        return count
    }

    /// What a range holds, as a string. O(range).
    func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// What a range holds, as a text of its own. O(range).
    func part(_ range: Range<Int>) -> ResponseText {
        range == all ? self : ResponseText(Array(bytes[range]))
    }

    /// The code point at a place that one starts at, and its length in bytes.
    @inline(__always)
    func scalar(at index: Int) -> (value: UInt32, length: Int) { Self.scalar(in: bytes, at: index) }

    /// The code point that starts at a place in well-formed UTF-8, and its length in bytes.
    @inline(__always)
    static func scalar(in bytes: [UInt8], at index: Int) -> (value: UInt32, length: Int) {
        let first = bytes[index]
        if first < 0x80 { return (UInt32(first), 1) }
        return longScalar(in: bytes, at: index, first: first)
    }

    private static func longScalar(in bytes: [UInt8], at index: Int, first: UInt8) -> (value: UInt32, length: Int) {
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
        guard index + length <= bytes.count else { return (0xFFFD, max(bytes.count - index, 1)) }
        var value = UInt32(first & (0x7F >> UInt8(length)))
        for continuation in bytes[(index + 1)..<(index + length)] { value = value << 6 | UInt32(continuation & 0x3F) }
        return (value, length)
    }

    /// The code point that ends at a place after the start, and its length in bytes.
    @inline(__always)
    func scalar(before index: Int) -> (value: UInt32, length: Int) {
        let last = bytes[index - 1]
        if last < 0x80 { return (UInt32(last), 1) }
        var start = index - 1
        while start > 0, start > index - 4, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        return scalar(at: start)
    }

    /// Calls a function with each code point of a range and where it starts; stops when that returns false.
    @inline(__always)
    func forEachScalar(in range: Range<Int>, _ body: (UInt32, Int) -> Bool) {
        var index = range.lowerBound
        while index < range.upperBound {
            let (value, length) = scalar(at: index)
            if !body(value, index) { return }
            index += length
        }
    }

    /// The code points of a range.
    func scalars(_ range: Range<Int>) -> [UInt32] {
        var result: [UInt32] = []
        result.reserveCapacity(range.count)
        forEachScalar(in: range) { value, _ in
            result.append(value)
            return true
        }
        return result
    }
}

extension ResponseText {
    /// Whether all of it is white space.
    var isBlank: Bool { stripped(all).isEmpty }

    /// A range without the white space around it (`str.strip`).
    func stripped(_ range: Range<Int>) -> Range<Int> {
        strippedLeft(strippedRight(range, CodePoint.isSpace), CodePoint.isSpace)
    }

    /// A range without the code points of a kind at its start (`str.lstrip`).
    @inline(__always)
    func strippedLeft(_ range: Range<Int>, _ isStripped: (UInt32) -> Bool) -> Range<Int> {
        var start = range.lowerBound
        while start < range.upperBound {
            let (value, length) = scalar(at: start)
            guard isStripped(value) else { break }
            start += length
        }
        return start..<range.upperBound
    }

    /// A range without the code points of a kind at its end (`str.rstrip`).
    @inline(__always)
    func strippedRight(_ range: Range<Int>, _ isStripped: (UInt32) -> Bool) -> Range<Int> {
        var end = range.upperBound
        while end > range.lowerBound {
            let (value, length) = scalar(before: end)
            guard isStripped(value) else { break }
            end -= length
        }
        return range.lowerBound..<end
    }

    /// A range without the ASCII punctuation and spaces around it.
    func strippedOfPunctuation(_ range: Range<Int>) -> Range<Int> {
        strippedLeft(
            strippedRight(range) { $0 == 0x20 || CodePoint.isPunctuation($0) },
            { $0 == 0x20 || CodePoint.isPunctuation($0) })
    }

    /// The words of a range between white space (`str.split()`). O(range).
    func words(in range: Range<Int>) -> [Range<Int>] {
        var words: [Range<Int>] = []
        words.reserveCapacity(range.count / 6)
        forEachWord(in: range) { word in
            words.append(word)
            return true
        }
        return words
    }

    /// Calls a function with each word of a range between white space; stops when that returns false.
    @inline(__always)
    func forEachWord(in range: Range<Int>, _ body: (Range<Int>) -> Bool) {
        var index = range.lowerBound
        var start = -1
        while index < range.upperBound {
            let (value, length) = scalar(at: index)
            if CodePoint.isSpace(value) {
                if start >= 0, !body(start..<index) { return }
                start = -1
            } else if start < 0 {
                start = index
            }
            index += length
        }
        if start >= 0 { _ = body(start..<range.upperBound) }
    }

    /// The parts of a range between a separator that is not empty, empty ones too (`str.split(separator)`). O(range).
    func parts(of range: Range<Int>, between separator: [UInt8]) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = range.lowerBound
        while let found = firstIndex(of: separator, in: start..<range.upperBound) {
            parts.append(start..<found)
            start = found + separator.count
        }
        parts.append(start..<range.upperBound)
        return parts
    }

    /// The lines of a range, divided at `\n` alone (`str.split("\n")`).
    func lines(in range: Range<Int>) -> [Range<Int>] { parts(of: range, between: [0x0A]) }

    /// Where a sequence of bytes that is not empty first stands in a range. O(range × pattern).
    func firstIndex(of pattern: [UInt8], in range: Range<Int>) -> Int? {
        guard let first = pattern.first, range.count >= pattern.count else { return nil }
        let end = range.upperBound - pattern.count + 1
        var index = range.lowerBound
        while let found = firstIndex(of: first, in: index..<end) {
            if has(pattern, at: found) { return found }
            index = found + 1
        }
        return nil
    }

    /// Where a byte first stands in a range. O(range).
    func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
        guard !range.isEmpty else { return nil }
        return bytes.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress, let found = memchr(start + range.lowerBound, Int32(byte), range.count)
            else { return nil }
            return UnsafeRawPointer(found) - start
        }
    }

    /// Whether a sequence of bytes stands at a place.
    @inline(__always)
    func has(_ pattern: [UInt8], at start: Int) -> Bool {
        guard start >= 0, bytes.count - start >= pattern.count else { return false }
        var index = 0
        while index < pattern.count {
            if bytes[start + index] != pattern[index] { return false }
            index += 1
        }
        return true
    }

}
