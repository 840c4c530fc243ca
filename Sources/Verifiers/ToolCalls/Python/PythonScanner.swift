/// A place in Python source: skips what separates tokens, and reads names and signs.
///
/// Source is UTF-8 without a NUL. Line ends separate tokens inside of brackets only, as Python has it.
struct PythonScanner {
    let bytes: [UInt8]
    /// Where the source ends.
    let end: Int
    var index: Int
    /// How many brackets are open.
    var depth = 0

    /// The byte at a place; 0, which no source holds, at the end.
    @inline(__always)
    func peek(_ offset: Int = 0) -> UInt8 {
        let place = index + offset
        return place < end ? bytes[place] : 0
    }

    var isAtEnd: Bool { index >= end }

    func error(_ message: String) -> PythonSyntaxError { PythonSyntaxError(message: message, offset: index) }

    /// Skips white space, comments, joined lines, and inside of brackets line ends.
    mutating func skipSpace() throws(PythonSyntaxError) {
        while index < end {
            switch bytes[index] {
            case 0x20, 0x09, 0x0C: index += 1
            case 0x0A, 0x0D:
                guard depth > 0 else { return }
                index += 1
            case UInt8(ascii: "#"):
                while index < end, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
            case UInt8(ascii: "\\"):
                guard peek(1) == 0x0A || peek(1) == 0x0D else { throw error("a backslash that joins no lines") }
                index += peek(1) == 0x0D && peek(2) == 0x0A ? 3 : 2
                // Python wants something on the next line.
                guard index < end else { throw error("a backslash at the end") }
            default: return
            }
        }
    }

    /// Takes a byte if it is next, and the space behind it.
    mutating func take(_ byte: UInt8) throws(PythonSyntaxError) -> Bool {
        guard peek() == byte, index < end else { return false }
        index += 1
        try skipSpace()
        return true
    }

    /// Opens a bracket; throws beyond Python's own bound of 200.
    mutating func open() throws(PythonSyntaxError) {
        depth += 1
        guard depth <= 200 else { throw error("brackets are nested too deeply") }
        index += 1
        try skipSpace()
    }

    /// Closes a bracket, which must be next.
    mutating func close(_ byte: UInt8) throws(PythonSyntaxError) {
        guard peek() == byte, index < end else {
            throw error("expected `\(Character(Unicode.Scalar(byte)))`")
        }
        depth -= 1
        index += 1
        try skipSpace()
    }

    /// How many bytes the identifier here has: 0 where there is none. O(identifier).
    func identifierLength() -> Int {
        let first = peek()
        if first < 0x80, !first.isLetter, first != UInt8(ascii: "_") { return 0 }
        var place = index
        while place < end {
            let byte = bytes[place]
            if byte < 0x80 {
                guard byte.isWordByte else { break }
                place += 1
            } else {
                guard let length = wideLength(at: place, isFirst: place == index) else { break }
                place += length
            }
        }
        return place - index
    }

    /// The length of a scalar beyond ASCII that may stand in an identifier.
    private func wideLength(at place: Int, isFirst: Bool) -> Int? {
        let lead = bytes[place]
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        guard lead >= 0xC0, place + length <= end else { return nil }
        var value = UInt32(lead & (0x7F >> UInt8(length)))
        for continuation in bytes[(place + 1)..<(place + length)] { value = value << 6 | UInt32(continuation & 0x3F) }
        guard let scalar = Unicode.Scalar(value) else { return nil }
        let properties = scalar.properties
        return (isFirst ? properties.isXIDStart : properties.isXIDContinue) ? length : nil
    }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// Whether a word stands here as a whole.
    func has(_ word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard index + count <= end else { return false }
        let isSame = word.withUTF8Buffer { bytes[index..<(index + count)].elementsEqual($0) }
        guard isSame else { return false }
        let next = peek(count)
        return !(next.isWordByte || next >= 0x80)
    }
}

/// The words that Python keeps for itself: no name may be one.
enum PythonKeywords {
    /// By length, so that the usual name is compared with few.
    private static let byLength: [[StaticString]] = [
        [], [], ["as", "if", "in", "is", "or"], ["and", "def", "del", "for", "not", "try"],
        ["None", "True", "elif", "else", "from", "pass", "with"],
        ["False", "async", "await", "break", "class", "raise", "while", "yield"],
        ["assert", "except", "global", "import", "lambda", "return"], ["finally"], ["continue", "nonlocal"],
    ]

    /// Whether these bytes are such a word.
    static func contains(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.count < byLength.count else { return false }
        return byLength[bytes.count].contains { word in
            word.withUTF8Buffer { bytes.elementsEqual($0) }
        }
    }
}
