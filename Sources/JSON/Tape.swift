internal import CSimdjson
internal import Synchronization

/// One value or key of a text that was read: what it is, where it lies in the source, how many children it has.
typealias TapeNode = csj_node

extension csj_node {
    /// What kinds a node can be of; the raw values are the C side's.
    enum Kind: UInt32 {
        case null, `false`, `true`, number, string, escapedString, array, object
    }

    /// The node's kind; three bits, so that every pattern is one.
    var kind: Kind { Kind(rawValue: kind_count & 7) ?? .null }
    /// The number of elements or members.
    var childCount: Int { Int(kind_count >> 3) }
    /// Whether it is an array or an object.
    var isContainer: Bool { kind_count & 7 >= Kind.array.rawValue }
    /// The bytes it takes in the source, quotes and brackets included.
    var sourceRange: Range<Int> { Int(offset)..<Int(offset) + Int(length) }

    /// The index of the node after this one and all that lies within it.
    func next(after index: Int) -> Int { isContainer ? Int(extra) : index + 1 }
    /// Whether it is an array of numbers alone, which have no nodes.
    func isPacked(at index: Int) -> Bool { kind == .array && childCount > 0 && Int(extra) == index + 1 }

    /// A node for a number of a packed array.
    init(number range: Range<Int>) {
        self.init(
            offset: UInt32(range.lowerBound), length: UInt32(range.count), extra: 0, kind_count: Kind.number.rawValue)
    }
}

/// A tape with what it points into, valid for the length of one call.
///
/// The indices in a tape come from the walker alone and are within bounds by its construction, so the reads here are
/// not checked a second time.
struct TapeView {
    let nodes: UnsafeBufferPointer<TapeNode>
    let source: UnsafeBufferPointer<UInt8>
    let strings: UnsafeBufferPointer<UInt8>

    /// The text of a string's or key's node, without quotes and escapes, in UTF-8.
    func utf8(of node: TapeNode) -> UnsafeBufferPointer<UInt8> {
        if node.kind == .escapedString {
            let start = Int(node.extra)
            let length = UnsafeRawBufferPointer(strings).loadUnaligned(fromByteOffset: start - 4, as: UInt32.self)
            return UnsafeBufferPointer(rebasing: strings[start..<start + Int(length)])
        }
        let start = Int(node.offset) + 1
        return UnsafeBufferPointer(rebasing: source[start..<start + Int(node.length) - 2])
    }

    /// The bytes of a node in the source.
    func written(_ node: TapeNode) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: source[node.sourceRange])
    }

    /// Where the next number of a packed array stands, from a place within the array on.
    func nextNumber(from place: Int) -> Range<Int> {
        func isOutside(_ byte: UInt8) -> Bool { byte == 0x2C || byte == 0x5B || byte == 0x5D || byte <= 0x20 }
        var start = place
        while isOutside(source[start]) { start += 1 }
        var end = start + 1
        while !isOutside(source[end]) { end += 1 }
        return start..<end
    }

    /// The tree of a node; `index` is that of the node after it, and is left after its last descendant. Recursion is
    /// bounded by the reader's depth.
    func value(_ node: TapeNode, index: inout Int) -> JSONValue {
        switch node.kind {
        case .null: return .null
        case .false: return .bool(false)
        case .true: return .bool(true)
        case .number: return .number(number(node.sourceRange))
        case .string, .escapedString: return .string(String(decoding: utf8(of: node), as: UTF8.self))
        case .array: return .array(elements(node, index: &index))
        case .object: return .object(JSONObject(members(node, index: &index)))
        }
    }

    private func elements(_ node: TapeNode, index: inout Int) -> [JSONValue] {
        [JSONValue](unsafeUninitializedCapacity: node.childCount) { buffer, count in
            if node.isPacked(at: index - 1) {
                var place = Int(node.offset)
                while count < node.childCount {
                    let range = nextNumber(from: place)
                    buffer.initializeElement(at: count, to: .number(number(range)))
                    place = range.upperBound
                    count += 1
                }
                return
            }
            while count < node.childCount {
                index += 1
                buffer.initializeElement(at: count, to: value(nodes[index - 1], index: &index))
                count += 1
            }
        }
    }

    private func members(_ node: TapeNode, index: inout Int) -> [JSONObject.Member] {
        [JSONObject.Member](unsafeUninitializedCapacity: node.childCount) { buffer, count in
            while count < node.childCount {
                let key = String(decoding: utf8(of: nodes[index]), as: UTF8.self)
                index += 2
                let value = value(nodes[index - 1], index: &index)
                buffer.initializeElement(at: count, to: JSONObject.Member(key: key, value: value))
                count += 1
            }
        }
    }

    private func number(_ range: Range<Int>) -> JSONNumber {
        JSONNumber(checked: String(decoding: UnsafeBufferPointer(rebasing: source[range]), as: UTF8.self))
    }

    /// Reads a packed array's numbers as 32-bit whole numbers from a place on; stops there before one that is not
    /// plainly such, and says how many it read.
    func readInt32s(from place: inout UInt32, into buffer: UnsafeMutableBufferPointer<Int32>) -> Int {
        csj_read_int32s(source.baseAddress, &place, buffer.count, buffer.baseAddress)
    }

    /// Reads a packed array's numbers as single-precision ones from a place on; stops there before one outside the
    /// range of normal reading, and says how many it read.
    func readFloats(from place: inout UInt32, into buffer: UnsafeMutableBufferPointer<Float>) -> Int {
        csj_read_floats(source.baseAddress, &place, buffer.count, buffer.baseAddress)
    }
}

/// A number's nearest `Double` from its checked text; nil where it is too large or too small for plain reading.
func plainDouble(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
    var value = 0.0
    return csj_read_double(text.baseAddress, text.count, &value) != 0 ? value : nil
}

/// The C parser, whose buffers serve one text after the other.
///
/// `@unchecked Sendable`: the pool hands a parser to one caller at a time, and nothing else holds one.
private final class TapeParser: @unchecked Sendable {
    private let handle: OpaquePointer

    init?() {
        guard let handle = csj_parser_new() else { return nil }
        self.handle = handle
    }

    deinit { csj_parser_free(handle) }

    var footprint: Int { csj_parser_footprint(handle) }

    /// Reads a text and hands its tape to `body`, which must not keep it.
    func read<Result>(
        _ source: UnsafeBufferPointer<UInt8>, maxDepth: Int, _ body: (TapeView) -> Result
    ) throws(JSONError) -> Result {
        let result = csj_parse(handle, source.baseAddress, source.count, UInt32(clamping: maxDepth))
        guard Int(result.code) == CSJ_OK else { throw JSONError(result) }
        return body(
            TapeView(
                nodes: UnsafeBufferPointer(start: result.nodes, count: result.node_count), source: source,
                strings: UnsafeBufferPointer(start: result.strings, count: result.strings_length)))
    }
}

extension JSONError {
    /// The C side's fault in our terms.
    fileprivate init(_ result: csj_result) {
        let message = result.message.map { String(cString: $0) } ?? "not JSON"
        let offset = Int(clamping: result.error_offset)
        switch Int(result.code) {
        case CSJ_EMPTY: self.init(.empty, message)
        case CSJ_ENCODING: self.init(.encoding, message, offset: offset)
        case CSJ_TOO_DEEP: self.init(.tooDeep, message, offset: offset)
        case CSJ_TOO_LARGE, CSJ_NO_MEMORY: self.init(.tooLarge, message)
        case CSJ_TRAILING: self.init(.trailing, message, offset: offset)
        default: self.init(.syntax, message, offset: offset)
        }
    }
}

/// The process's parsers that are not at work: few, because a reader holds one only while it reads.
enum TapeParsers {
    private static let idle = Mutex<[TapeParser]>([])
    /// More idle parsers than this are freed: they only pile up after a burst.
    private static let mostIdle = 8
    /// A parser whose buffers grew past this is freed after use: large texts are rare, and their room is not kept.
    private static let mostBytes = 4 << 20

    /// The longest text that can be read at all, in bytes.
    static let maxBytes = 512 << 20

    /// Reads a text with an idle parser and hands its tape to `body`, which must not keep it.
    static func read<Result>(
        _ source: UnsafeBufferPointer<UInt8>, maxDepth: Int, _ body: (TapeView) -> Result
    ) throws(JSONError) -> Result {
        guard let parser = idle.withLock({ $0.popLast() }) ?? TapeParser() else {
            throw JSONError(.tooLarge, "out of memory")
        }
        defer {
            if parser.footprint <= mostBytes {
                idle.withLock { if $0.count < mostIdle { $0.append(parser) } }
            }
        }
        return try parser.read(source, maxDepth: maxDepth, body)
    }
}
