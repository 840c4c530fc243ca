/// A place in a `JSONDocument`: one of its values, read where it stands.
public struct JSONCursor: Sendable {
    /// What a value is.
    public enum Kind: Sendable {
        case null, bool, number, string, array, object
    }

    let document: JSONDocument
    let node: TapeNode
    /// The node's place on the tape; -1 for a number in an array of numbers, which has none.
    let index: Int

    /// What the value is.
    public var kind: Kind {
        switch node.kind {
        case .null: .null
        case .false, .true: .bool
        case .number: .number
        case .string, .escapedString: .string
        case .array: .array
        case .object: .object
        }
    }

    /// The number of elements or members; 0 for other kinds. O(1).
    public var count: Int { node.childCount }
    /// Whether it is `null`.
    public var isNull: Bool { node.kind == .null }

    /// The value of a boolean, else nil.
    public var bool: Bool? {
        switch node.kind {
        case .true: true
        case .false: false
        default: nil
        }
    }

    /// The text of a string, else nil.
    public var string: String? {
        guard node.kind == .string || node.kind == .escapedString else { return nil }
        return document.withTape { String(decoding: $0.utf8(of: node), as: UTF8.self) }
    }

    /// The number of a number, else nil.
    public var number: JSONNumber? {
        guard node.kind == .number else { return nil }
        return document.withTape { JSONNumber(checked: String(decoding: $0.written(node), as: UTF8.self)) }
    }

    /// A number that is a whole one within `Int` (`3`, `3.0`, `3e2`), else nil.
    public var int: Int? { number?.int }

    /// A number rounded to the nearest `Double`; nil for other kinds and where it overflows.
    public var double: Double? {
        guard node.kind == .number else { return nil }
        return document.withTape { plainDouble($0.written(node)) } ?? number?.double
    }

    /// The member of an object by key, of duplicates the last one; nil for other kinds. O(members).
    public subscript(key: String) -> JSONCursor? {
        guard node.kind == .object else { return nil }
        var key = key
        let found = key.withUTF8 { key in
            document.withTape { $0.lastMember(key, of: node, at: index) }
        }
        return found.map { JSONCursor(document: document, node: document.nodes[$0], index: $0) }
    }

    /// The element of an array by position; nil for other kinds and outside it. O(position).
    public subscript(position: Int) -> JSONCursor? {
        guard node.kind == .array, position >= 0, position < count else { return nil }
        return elements.dropFirst(position).first { _ in true }
    }

    /// The value and all that lies in it as a tree. O(its nodes).
    public var value: JSONValue {
        document.withTape { tape in
            var next = index + 1
            return tape.value(node, index: &next)
        }
    }

    /// Where the value stands in the document's bytes, quotes and brackets included.
    public var sourceRange: Range<Int> { node.sourceRange }

    /// The value as it is written, taken from the document's bytes without a copy.
    public var source: ArraySlice<UInt8> { document.bytes[node.sourceRange] }
}

extension TapeView {
    /// The index of the value that an object's last member of this key has.
    func lastMember(_ key: UnsafeBufferPointer<UInt8>, of node: TapeNode, at index: Int) -> Int? {
        var found: Int?
        var next = index + 1
        for _ in 0..<node.childCount {
            if sameBytes(utf8(of: nodes[next]), key) { found = next + 1 }
            next = nodes[next + 1].next(after: next + 1)
        }
        return found
    }
}
