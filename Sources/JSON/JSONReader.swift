/// A strict RFC 8259 reader: UTF-8 only, no comments, no trailing commas, no NaN, nothing after the value.
///
/// A byte order mark, control characters in strings and escapes of lone surrogates are refused; NUL is a character
/// like others; duplicate keys are kept in order; numbers keep the text they were written with.
public struct JSONReader: Sendable {
    /// The deepest nesting that is read; an array in an array is depth 2. At most 512.
    public var maxDepth: Int
    /// The largest text that is read, in bytes. At most 512 MiB.
    public var maxBytes: Int

    /// A reader with these limits.
    public init(maxDepth: Int = 512, maxBytes: Int = 64 << 20) {
        self.maxDepth = min(max(maxDepth, 1), 512)
        self.maxBytes = min(max(maxBytes, 0), TapeParsers.maxBytes)
    }

    /// The value that a text holds. O(bytes).
    public func read(_ text: String) throws(JSONError) -> JSONValue {
        var text = text
        // `withUTF8` does not pass typed errors on.
        let result = text.withUTF8 { utf8 in
            Result { () throws(JSONError) in try tree(utf8) }
        }
        return try result.get()
    }

    /// The value that these bytes hold. O(bytes).
    public func read(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
        try bytes.withUnsafeBufferPointer { bytes throws(JSONError) in try tree(bytes) }
    }

    /// The value that these bytes hold. O(bytes).
    public func read(_ bytes: ArraySlice<UInt8>) throws(JSONError) -> JSONValue {
        try bytes.withUnsafeBufferPointer { bytes throws(JSONError) in try tree(bytes) }
    }

    /// The value that these bytes hold; they are not kept. O(bytes).
    public func read(_ bytes: UnsafeRawBufferPointer) throws(JSONError) -> JSONValue {
        try bytes.withMemoryRebound(to: UInt8.self) { bytes throws(JSONError) in try tree(bytes) }
    }

    /// The document that these bytes hold, to be walked without a tree; it keeps the bytes. O(bytes).
    public func document(_ bytes: [UInt8]) throws(JSONError) -> JSONDocument {
        try bytes.withUnsafeBufferPointer { source throws(JSONError) in
            try tape(source) { JSONDocument(bytes: bytes, nodes: Array($0.nodes), strings: Array($0.strings)) }
        }
    }

    private func tree(_ source: UnsafeBufferPointer<UInt8>) throws(JSONError) -> JSONValue {
        try tape(source) { tape in
            var index = 1
            return tape.value(tape.nodes[0], index: &index)
        }
    }

    private func tape<Result>(
        _ source: UnsafeBufferPointer<UInt8>, _ body: (TapeView) -> Result
    ) throws(JSONError) -> Result {
        guard source.count <= maxBytes else {
            throw JSONError(.tooLarge, "larger than the \(maxBytes) bytes that are read")
        }
        return try TapeParsers.read(source, maxDepth: maxDepth, body)
    }
}
