/// A text that was read and checked as a whole, kept with an index of its values, and walked without building a tree.
///
/// Immutable. It holds the source bytes and 16 bytes for each value and key, but none for numbers in arrays of numbers.
public final class JSONDocument: Sendable {
    /// The text that was read.
    public let bytes: [UInt8]
    let nodes: [TapeNode]
    let strings: [UInt8]

    init(bytes: [UInt8], nodes: [TapeNode], strings: [UInt8]) {
        self.bytes = bytes
        self.nodes = nodes
        self.strings = strings
    }

    /// The document's one outermost value.
    public var root: JSONCursor { JSONCursor(document: self, node: nodes[0], index: 0) }

    /// Lends the tape for one call.
    func withTape<Result>(_ body: (TapeView) -> Result) -> Result {
        nodes.withUnsafeBufferPointer { nodes in
            bytes.withUnsafeBufferPointer { source in
                strings.withUnsafeBufferPointer { strings in
                    body(TapeView(nodes: nodes, source: source, strings: strings))
                }
            }
        }
    }
}
