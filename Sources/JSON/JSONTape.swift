internal import CSimdjson

/// A document's index laid bare for readers of this package that cannot afford a cursor a value.
///
/// Valid for the length of the call that lends it. The indices come from the reader alone and are within bounds by its
/// construction.
package struct JSONTape {
    /// One value or key. Arrays that hold numbers only have no nodes for these.
    package struct Node: BitwiseCopyable, Sendable {
        /// Where it begins in the source, in bytes.
        package let offset: UInt32
        /// The bytes that it takes in the source, quotes and brackets included.
        package let length: UInt32
        /// Of a container the index of the node after it and all in it; of an escaped string its place in `strings`.
        package let extra: UInt32
        /// The kind in the lowest three bits (`null`, `false`, `true`, number, string, string with escapes, array,
        /// object), above it the number of children.
        package let kindAndCount: UInt32

        /// A node.
        package init(offset: UInt32, length: UInt32, extra: UInt32, kindAndCount: UInt32) {
            self.offset = offset
            self.length = length
            self.extra = extra
            self.kindAndCount = kindAndCount
        }
    }

    /// The nodes: a container stands before its children, a key before its value.
    package let nodes: UnsafeBufferPointer<Node>
    /// The text.
    package let source: UnsafeBufferPointer<UInt8>
    /// The texts of strings with escapes, each after its length in four bytes.
    package let strings: UnsafeBufferPointer<UInt8>
}

extension JSONDocument {
    /// Lends the tape for one call.
    package func withJSONTape<Result, Failure: Error>(
        _ body: (JSONTape) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        // Both are four 32-bit words in the same order; a test holds that.
        try nodes.withUnsafeBufferPointer { (raw) throws(Failure) -> Result in
            let nodes = UnsafeRawBufferPointer(raw).assumingMemoryBound(to: JSONTape.Node.self)
            return try bytes.withUnsafeBufferPointer { (source) throws(Failure) -> Result in
                try strings.withUnsafeBufferPointer { (strings) throws(Failure) -> Result in
                    try body(JSONTape(nodes: nodes, source: source, strings: strings))
                }
            }
        }
    }
}
