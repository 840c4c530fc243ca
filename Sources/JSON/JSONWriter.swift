/// Appends JSON to a byte buffer: the one way JSON leaves the process on a hot path.
///
/// The caller writes a well-formed sequence (`beginObject`, `key`, a value, …); commas are its own work.
public struct JSONWriter: Sendable {
    /// What was written so far.
    public private(set) var bytes: [UInt8] = []
    /// Whether the next value or key in the open container is preceded by a comma.
    private var needsComma = false

    /// An empty writer with room for so many bytes.
    public init(capacity: Int = 256) { bytes.reserveCapacity(capacity) }

    /// What was written, as text.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Empties it and keeps its room.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        needsComma = false
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    /// Opens an object.
    public mutating func beginObject() {
        separate()
        bytes.append(UInt8(ascii: "{"))
        needsComma = false
    }

    /// Closes the innermost object.
    public mutating func endObject() {
        bytes.append(UInt8(ascii: "}"))
        needsComma = true
    }

    /// Opens an array.
    public mutating func beginArray() {
        separate()
        bytes.append(UInt8(ascii: "["))
        needsComma = false
    }

    /// Closes the innermost array.
    public mutating func endArray() {
        bytes.append(UInt8(ascii: "]"))
        needsComma = true
    }

    /// Ends a line of JSON lines: what follows is a value of its own.
    public mutating func endLine() {
        bytes.append(UInt8(ascii: "\n"))
        needsComma = false
    }

    /// A member's key that stands in the source, of characters that need no escape; its value must follow.
    public mutating func key(_ key: StaticString) {
        key.withUTF8Buffer { utf8 in
            if utf8.count <= JSONWriter.shortText {
                appendShort(utf8, comma: needsComma, isKey: true)
            } else {
                appendLong(utf8, firstToEscape: utf8.count, comma: needsComma, isKey: true)
            }
        }
        needsComma = false
    }

    /// A member's key, which is looked through for what must be escaped; its value must follow. A literal is taken for
    /// one of the kind above.
    @_disfavoredOverload
    public mutating func key(_ key: String) {
        appendQuoted(key, isKey: true)
        needsComma = false
    }

    /// A string.
    public mutating func string(_ value: String) {
        appendQuoted(value, isKey: false)
        needsComma = true
    }

    /// A whole number.
    public mutating func int(_ value: Int) {
        separate()
        appendDecimal(UInt64(value.magnitude), isNegative: value < 0)
    }

    /// A whole number of any other width.
    public mutating func int(_ value: some BinaryInteger) {
        separate()
        if let value = Int64(exactly: value) {
            appendDecimal(value.magnitude, isNegative: value < 0)
        } else if let value = UInt64(exactly: value) {
            appendDecimal(value, isNegative: false)
        } else {
            bytes.append(contentsOf: String(value).utf8)
        }
    }

    /// A number in its shortest form; `null` where it is not finite.
    public mutating func double(_ value: Double) {
        separate()
        // Scores and most parameters: the same as below, without a text in between.
        if value == value.rounded(), value.magnitude < 1e15, !(value == 0 && value.sign == .minus) {
            appendDecimal(UInt64(value.magnitude), isNegative: value < 0)
            return bytes.append(contentsOf: ".0".utf8)
        }
        if let number = JSONNumber(value) { bytes.append(contentsOf: number.text.utf8) } else { appendNull() }
    }

    /// A single-precision number in its shortest form; `null` where it is not finite.
    public mutating func float(_ value: Float) {
        separate()
        if value.isFinite { bytes.append(contentsOf: value.description.utf8) } else { appendNull() }
    }

    /// A boolean.
    public mutating func bool(_ value: Bool) {
        separate()
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    /// `null`.
    public mutating func null() {
        separate()
        appendNull()
    }

    /// Bytes that already are one JSON value, taken as they are.
    public mutating func raw(_ value: [UInt8]) {
        separate()
        bytes.append(contentsOf: value)
    }

    /// Bytes that already are members of the open object (`"a":1,"b":2`, without its braces), taken as they are.
    public mutating func rawMembers(_ members: [UInt8]) {
        guard !members.isEmpty else { return }
        separate()
        bytes.append(contentsOf: members)
    }

    /// An array of whole numbers.
    public mutating func ints(_ values: [Int32]) {
        beginArray()
        for value in values { int(Int(value)) }
        endArray()
    }

    /// A whole value.
    public mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let flag): bool(flag)
        case .number(let number):
            separate()
            bytes.append(contentsOf: number.text.utf8)
        case .string(let text): string(text)
        case .array(let elements):
            beginArray()
            for element in elements { self.value(element) }
            endArray()
        case .object(let object):
            beginObject()
            for member in object.members {
                key(member.key)
                self.value(member.value)
            }
            endObject()
        }
    }

    private mutating func appendNull() { bytes.append(contentsOf: "null".utf8) }

    private mutating func appendDecimal(_ value: UInt64, isNegative: Bool) {
        if isNegative { bytes.append(UInt8(ascii: "-")) }
        if value < 10 { return bytes.append(UInt8(ascii: "0") + UInt8(value)) }
        var magnitude = value
        // 2^64 has twenty digits; they are filled in from the right.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var start = 20
            while magnitude > 0 {
                start -= 1
                digits[start] = UInt8(ascii: "0") + UInt8(magnitude % 10)
                magnitude /= 10
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: UnsafeBufferPointer(digits)[start...]))
        }
    }

    /// A comma where one is due, the text in quotes, and a key's colon.
    private mutating func appendQuoted(_ text: String, isKey: Bool) {
        let comma = needsComma
        var text = text
        text.withUTF8 { utf8 in
            let end = JSONWriter.firstToEscape(utf8, from: 0)
            if end == utf8.count, end <= JSONWriter.shortText {
                appendShort(utf8, comma: comma, isKey: isKey)
            } else {
                appendLong(utf8, firstToEscape: end, comma: comma, isKey: isKey)
            }
        }
    }

    /// Up to here a text and what stands around it are put together first: one growth of the buffer, and not four.
    private static let shortText = 60

    private mutating func appendShort(_ utf8: UnsafeBufferPointer<UInt8>, comma: Bool, isKey: Bool) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: JSONWriter.shortText + 4) { piece in
            var end = 0
            func put(_ character: Unicode.Scalar) {
                piece[end] = UInt8(ascii: character)
                end += 1
            }
            if comma { put(",") }
            put("\"")
            end = piece[end...].initialize(fromContentsOf: utf8)
            put("\"")
            if isKey { put(":") }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: piece[..<end]))
        }
    }

    private mutating func appendLong(
        _ utf8: UnsafeBufferPointer<UInt8>, firstToEscape first: Int, comma: Bool, isKey: Bool
    ) {
        if comma { bytes.append(UInt8(ascii: ",")) }
        bytes.append(UInt8(ascii: "\""))
        var runStart = 0
        var index = first
        while true {
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[runStart..<index]))
            guard index < utf8.count else { break }
            appendEscape(utf8[index])
            runStart = index + 1
            index = JSONWriter.firstToEscape(utf8, from: runStart)
        }
        bytes.append(UInt8(ascii: "\""))
        if isKey { bytes.append(UInt8(ascii: ":")) }
    }

    /// The first byte from an index on that a string does not hold as it is, or the end.
    ///
    /// 0x7F is legal JSON, but no reader of terminals should meet it raw.
    private static func firstToEscape(_ utf8: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let raw = UnsafeRawBufferPointer(utf8)
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        var index = start
        while index + 8 <= raw.count {
            let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            // The high bit of each byte that is zero, as in `(x - 1) & ~x`; only the lowest such bit is exact, and any
            // sends the eight bytes to the loop below.
            func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word }
            let control = (word &- ones &* 0x20) & ~word
            let found = control | zeros(word ^ ones &* 0x22) | zeros(word ^ ones &* 0x5C) | zeros(word ^ ones &* 0x7F)
            if found & highs != 0 { break }
            index += 8
        }
        while index < utf8.count {
            let byte = utf8[index]
            if byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F { break }
            index += 1
        }
        return index
    }

    private mutating func appendEscape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x22, 0x5C: bytes.append(byte)
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        default:
            func digit(_ value: UInt8) -> UInt8 {
                value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
            }
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(digit(byte >> 4))
            bytes.append(digit(byte & 15))
        }
    }
}
