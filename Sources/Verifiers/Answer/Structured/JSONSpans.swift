/// Finds JSON values in running text by RFC 8259's grammar: the largest ones, in order, none within another.
///
/// What begins like a value and is none is passed over. O(text) but for texts made to confuse it, and paid byte by byte.
struct JSONSpans {
    /// The deepest nesting that is followed.
    static let maxDepth = 64

    private let text: ByteText
    /// A bit for each byte at which a container starts that is known not to close: an attempt that began further out
    /// failed within it. Empty until there is one.
    private var broken: [UInt64] = []
    /// The containers that the attempt at hand has opened and not closed.
    private var open: [(start: Int, isObject: Bool)] = []

    /// A finder for a text.
    init(_ text: ByteText) { self.text = text }

    /// The objects and arrays of the text, and with `strings` the strings outside of them.
    mutating func find(strings: Bool, budget: inout Budget) throws(BudgetExhausted) -> [Range<Int>] {
        try budget.spend(bytes: text.bytes.count)
        var spans: [Range<Int>] = []
        var index = 0
        while index < text.bytes.count {
            let byte = text.bytes[index]
            let isStart =
                byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") || (strings && byte == UInt8(ascii: "\""))
            guard isStart, !isBroken(index), let end = try valueEnd(from: index, budget: &budget) else {
                index += 1
                continue
            }
            spans.append(index..<end)
            index = end
        }
        return spans
    }

    private enum Expected { case value, valueOrClose, key, keyOrClose, colon, commaOrClose }

    /// Where the value that starts at a place ends; nil where it is not JSON.
    private mutating func valueEnd(from start: Int, budget: inout Budget) throws(BudgetExhausted) -> Int? {
        open.removeAll(keepingCapacity: true)
        var expected = Expected.value
        var index = start
        repeat {
            while let byte = text.byte(at: index), byte.isBlank || byte == 0x0A || byte == 0x0D { index += 1 }
            guard let byte = text.byte(at: index) else { return fail() }
            let tokenStart = index
            switch (byte, expected) {
            case (UInt8(ascii: "{"), .value), (UInt8(ascii: "{"), .valueOrClose),
                (UInt8(ascii: "["), .value), (UInt8(ascii: "["), .valueOrClose):
                guard open.count < Self.maxDepth else { return fail() }
                open.append((index, byte == UInt8(ascii: "{")))
                expected = byte == UInt8(ascii: "{") ? .keyOrClose : .valueOrClose
                index += 1
            case (UInt8(ascii: "}"), .keyOrClose), (UInt8(ascii: "]"), .valueOrClose),
                (UInt8(ascii: "}"), .commaOrClose), (UInt8(ascii: "]"), .commaOrClose):
                guard open.last?.isObject == (byte == UInt8(ascii: "}")) else { return fail() }
                open.removeLast()
                expected = .commaOrClose
                index += 1
            case (UInt8(ascii: ","), .commaOrClose):
                expected = open.last?.isObject == true ? .key : .value
                index += 1
            case (UInt8(ascii: ":"), .colon):
                expected = .value
                index += 1
            case (UInt8(ascii: "\""), .key), (UInt8(ascii: "\""), .keyOrClose):
                guard let end = stringEnd(from: index) else { return fail() }
                index = end
                expected = .colon
            case (_, .value), (_, .valueOrClose):
                guard let end = scalarEnd(from: index) else { return fail() }
                index = end
                expected = .commaOrClose
            default: return fail()
            }
            try budget.spend(bytes: index - tokenStart + 1)
        } while !open.isEmpty
        return index
    }

    /// Notes what the attempt left open; its own start is never asked for again.
    private mutating func fail() -> Int? {
        for container in open.dropFirst() {
            if broken.isEmpty { broken = [UInt64](repeating: 0, count: text.bytes.count / 64 + 1) }
            broken[container.start >> 6] |= 1 << UInt64(container.start & 63)
        }
        return nil
    }

    private func isBroken(_ start: Int) -> Bool {
        !broken.isEmpty && broken[start >> 6] & (1 << UInt64(start & 63)) != 0
    }

    private func scalarEnd(from start: Int) -> Int? {
        switch text.byte(at: start) {
        case UInt8(ascii: "\""): return stringEnd(from: start)
        case UInt8(ascii: "t"): return text.has(Array("true".utf8), at: start) ? start + 4 : nil
        case UInt8(ascii: "f"): return text.has(Array("false".utf8), at: start) ? start + 5 : nil
        case UInt8(ascii: "n"): return text.has(Array("null".utf8), at: start) ? start + 4 : nil
        default:
            var end = start
            while let byte = text.byte(at: end), byte.isDigit || byte.isOne(of: "+-.eE") { end += 1 }
            return end > start ? end : nil
        }
    }

    private func stringEnd(from start: Int) -> Int? {
        var index = start + 1
        while let byte = text.byte(at: index) {
            switch byte {
            case UInt8(ascii: "\""): return index + 1
            case UInt8(ascii: "\\"): index += 2
            case 0..<0x20: return nil
            default: index += 1
            }
        }
        return nil
    }
}
