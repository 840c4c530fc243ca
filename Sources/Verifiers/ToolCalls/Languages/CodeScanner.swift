/// A place in source of Java or JavaScript: skips white space and comments, and takes names, numbers and strings.
struct CodeScanner {
    /// Why source is not grammatical, as far as it is read.
    struct Fault: Error {
        let message: String
    }

    /// How deeply expressions may nest.
    static let deepest = 150

    let bytes: [UInt8]
    var index = 0
    /// How many expressions enclose the place.
    private(set) var depth = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { index >= bytes.count }

    /// The byte at a place from here; 0 at the end.
    @inline(__always)
    func peek(_ offset: Int = 0) -> UInt8 {
        let place = index + offset
        return place < bytes.count ? bytes[place] : 0
    }

    func fault(_ message: String) -> Fault { Fault(message: "\(message) (at byte \(index))") }

    mutating func enter() throws(Fault) {
        depth += 1
        guard depth <= Self.deepest else { throw fault("nested too deeply") }
    }

    mutating func leave() { depth -= 1 }

    /// Skips white space and comments; whether a line ended there.
    @discardableResult
    mutating func skipSpace() throws(Fault) -> Bool {
        var hasLineEnd = false
        while index < bytes.count {
            switch bytes[index] {
            case 0x0A, 0x0D:
                hasLineEnd = true
                index += 1
            case 0x20, 0x09, 0x0B, 0x0C: index += 1
            case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"):
                while index < bytes.count, bytes[index] != 0x0A { index += 1 }
            case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"):
                index += 2
                while index < bytes.count, !(bytes[index] == UInt8(ascii: "*") && peek(1) == UInt8(ascii: "/")) {
                    index += 1
                }
                guard index < bytes.count else { throw fault("a comment is not closed") }
                index += 2
            default: return hasLineEnd
            }
        }
        return hasLineEnd
    }

    /// Whether a sign stands here, nothing more being asked of what follows.
    func has(_ sign: StaticString) -> Bool {
        let count = sign.utf8CodeUnitCount
        guard index + count <= bytes.count else { return false }
        return sign.withUTF8Buffer { bytes[index..<(index + count)].elementsEqual($0) }
    }

    /// Whether a word stands here as a whole.
    func hasWord(_ word: StaticString) -> Bool { has(word) && !Self.isName(peek(word.utf8CodeUnitCount)) }

    /// Takes a sign if it is next, and the space behind it.
    mutating func take(_ sign: StaticString) throws(Fault) -> Bool {
        guard has(sign) else { return false }
        index += sign.utf8CodeUnitCount
        try skipSpace()
        return true
    }

    /// Takes a sign that must be next, and the space behind it.
    mutating func expect(_ sign: StaticString) throws(Fault) {
        guard try take(sign) else { throw fault("expected `\(sign)`") }
    }

    static func isName(_ byte: UInt8) -> Bool { byte.isWordByte || byte == UInt8(ascii: "$") || byte >= 0x80 }

    /// The range of the name here, taken without the space behind it; nil where none begins.
    mutating func name() -> Range<Int>? {
        let start = index
        guard Self.isName(peek()), !peek().isDigit else { return nil }
        while index < bytes.count, Self.isName(bytes[index]) { index += 1 }
        return start..<index
    }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// Takes a number, loosely: digits with letters, a point, an exponent's sign.
    mutating func number(in language: ReferenceLanguage) throws(Fault) {
        let start = index
        while index < bytes.count {
            let byte = bytes[index]
            let isSign = byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
            let isHex = peek(start - index + 1) | 0x20 == UInt8(ascii: "x")
            if byte.isWordByte || byte == UInt8(ascii: ".") {
                index += 1
            } else if isSign, !isHex, index > start, bytes[index - 1] | 0x20 == UInt8(ascii: "e"), peek(1).isDigit {
                index += 1
            } else {
                break
            }
        }
        guard Self.isNumber(bytes[start..<index], in: language) else { throw fault("not a number") }
    }

    /// Whether bytes are digits with at most one point, an exponent and a suffix of the language's own.
    private static func isNumber(_ bytes: ArraySlice<UInt8>, in language: ReferenceLanguage) -> Bool {
        if bytes.count > 2, bytes.first == 0x30, "xXbBoO".utf8.contains(bytes[bytes.startIndex + 1]) {
            return bytes.dropFirst(2).allSatisfy { $0.isWordByte }
        }
        var rest = bytes
        func dropDigits() {
            while let byte = rest.first, byte.isDigit || byte == UInt8(ascii: "_") { rest.removeFirst() }
        }
        dropDigits()
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            dropDigits()
        }
        if let byte = rest.first, byte | 0x20 == UInt8(ascii: "e") {
            rest.removeFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
            guard rest.first?.isDigit == true else { return false }
            dropDigits()
        }
        guard let suffix = rest.first else { return true }
        guard rest.count == 1 else { return false }
        if language == .java { return "lLfFdD".utf8.contains(suffix) }
        return suffix == UInt8(ascii: "n")
            && bytes.dropLast().allSatisfy { $0 != UInt8(ascii: ".") && $0 | 0x20 != 0x65 }
    }

    /// Takes what stands in these quotes, on one line unless more are allowed, escapes passed over.
    mutating func quoted(overLines: Bool = false) throws(Fault) {
        let quote = peek()
        index += 1
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\\"): index += 2
            case 0x0A where !overLines: throw fault("a string is not closed on its line")
            case quote:
                index += 1
                return
            default: index += 1
            }
        }
        throw fault("a string is not closed")
    }

    /// Takes a bracket with all that it encloses, strings and comments passed over.
    mutating func balanced() throws(Fault) {
        var open = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
                open += 1
                index += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
                open -= 1
                index += 1
                if open == 0 { return }
            case UInt8(ascii: "\""), UInt8(ascii: "'"): try quoted()
            case UInt8(ascii: "`"): try template()
            case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/") || peek(1) == UInt8(ascii: "*"): try skipSpace()
            default: index += 1
            }
        }
        throw fault("a bracket is not closed")
    }

    /// Takes a template of JavaScript with what it interpolates.
    mutating func template() throws(Fault) {
        try enter()
        index += 1
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\\"): index += 2
            case UInt8(ascii: "`"):
                index += 1
                leave()
                return
            case UInt8(ascii: "$") where peek(1) == UInt8(ascii: "{"):
                index += 1
                try balanced()
            default: index += 1
            }
        }
        throw fault("a template is not closed")
    }
}
