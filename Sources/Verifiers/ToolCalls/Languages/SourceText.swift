/// A text that is searched for forms of source, a place in it at a time.
struct SourceText {
    private let bytes: [UInt8]
    private let end: Int
    private var index: Int

    private init(bytes: [UInt8], index: Int, end: Int) {
        self.bytes = bytes
        self.index = index
        self.end = end
    }

    init(_ text: String) { self.init(bytes: Array(text.utf8), index: 0, end: text.utf8.count) }

    /// The first value that `read` makes of what follows a `new` and white space.
    static func search(_ text: String, _ read: (inout SourceText) -> PythonValue?) -> PythonValue? {
        var source = SourceText(text)
        var tries = 0
        // Source that a model writes has few of them; what has more is no list of values.
        while tries < 64, source.skip(behind: "new") {
            tries += 1
            var rest = source
            guard rest.isSpace else { continue }
            rest.skipSpace()
            if let value = read(&rest) { return value }
        }
        return nil
    }

    private var isSpace: Bool {
        index < end && (bytes[index] == 0x20 || (0x09...0x0D).contains(bytes[index]))
    }

    mutating func skipSpace() { while isSpace { index += 1 } }

    /// Takes a sign if it is next.
    mutating func take(_ sign: StaticString) -> Bool {
        guard has(sign, at: index) else { return false }
        index += sign.utf8CodeUnitCount
        return true
    }

    private func has(_ sign: StaticString, at place: Int) -> Bool {
        let count = sign.utf8CodeUnitCount
        guard place + count <= end else { return false }
        return sign.withUTF8Buffer { bytes[place..<(place + count)].elementsEqual($0) }
    }

    /// Takes letters, digits and `_`; false where there are none.
    mutating func takeWord() -> Bool {
        let start = index
        while index < end, bytes[index].isWordByte || bytes[index] >= 0x80 { index += 1 }
        return index > start
    }

    /// Goes on behind the next place of a sign; false, and nowhere, where there is none, on this line if so asked.
    mutating func skip(behind sign: StaticString, onLine: Bool = false) -> Bool {
        var place = index
        while place < end {
            if has(sign, at: place) {
                index = place + sign.utf8CodeUnitCount
                return true
            }
            if onLine, bytes[place] == 0x0A { return false }
            place += 1
        }
        return false
    }

    /// What stands before the next place of a sign on this line, which is taken too; at least so many bytes.
    mutating func upTo(_ sign: StaticString, atLeast least: Int) -> Substring? {
        var place = index
        while place < end {
            if place - index >= least, has(sign, at: place) {
                let text = String(decoding: bytes[index..<place], as: UTF8.self)
                index = place + sign.utf8CodeUnitCount
                return text[...]
            }
            if bytes[place] == 0x0A { return nil }
            place += 1
        }
        return nil
    }

    /// What stands before the next `}}`, at least one byte, white space at its end left out.
    mutating func upToClosingBraces() -> SourceText? {
        var place = index + 1
        while place < end {
            if has("}}", at: place) { return part(upTo: place) }
            place += 1
        }
        return nil
    }

    /// What stands before the next `}`, white space at its end left out.
    func upToLastBrace() -> SourceText? {
        guard let place = bytes[index..<end].firstIndex(of: UInt8(ascii: "}")) else { return nil }
        return part(upTo: place)
    }

    private func part(upTo place: Int) -> SourceText {
        var last = place
        while last > index, bytes[last - 1] == 0x20 || (0x09...0x0D).contains(bytes[last - 1]) { last -= 1 }
        return SourceText(bytes: bytes, index: index, end: last)
    }

    /// The text from here to another place, less so many bytes before that.
    func text(upTo other: SourceText, less count: Int) -> String {
        String(decoding: bytes[index..<max(index, other.index - count)], as: UTF8.self)
    }
}
