extension JSONCursor {
    /// The elements of an array in order; none for other kinds.
    public var elements: Elements { Elements(parent: self, of: .array) }
    /// The members of an object in the order written, duplicates kept; none for other kinds.
    public var members: Members { Members(children: Elements(parent: self, of: .object)) }

    /// The elements of an array.
    public struct Elements: Sequence, IteratorProtocol, Sendable {
        private let document: JSONDocument
        /// The next child's node, or (`isPacked`) where to look for the next number in the source.
        private var position: Int
        private var left: Int
        private let isPacked: Bool

        init(parent: JSONCursor, of kind: TapeNode.Kind) {
            document = parent.document
            left = parent.node.kind == kind ? parent.node.childCount : 0
            isPacked = parent.node.isPacked(at: parent.index)
            position = isPacked ? parent.node.sourceRange.lowerBound : parent.index + 1
        }

        /// The next element. O(1).
        public mutating func next() -> JSONCursor? {
            guard left > 0 else { return nil }
            left -= 1
            guard isPacked else { return step() }
            let range = document.withTape { $0.nextNumber(from: position) }
            position = range.upperBound
            return JSONCursor(document: document, node: TapeNode(number: range), index: -1)
        }

        /// How many are left.
        public var underestimatedCount: Int { left }

        /// The node here, be it element, key or member's value, and on to its next sibling.
        fileprivate mutating func step() -> JSONCursor {
            let index = position
            let node = document.nodes[index]
            position = node.next(after: index)
            return JSONCursor(document: document, node: node, index: index)
        }

        fileprivate mutating func nextMember() -> (key: JSONCursor, value: JSONCursor)? {
            guard left > 0 else { return nil }
            left -= 1
            return (step(), step())
        }
    }

    /// The members of an object.
    public struct Members: Sequence, IteratorProtocol, Sendable {
        fileprivate var children: Elements

        /// The next member. O(key).
        public mutating func next() -> (key: String, value: JSONCursor)? {
            children.nextMember().map { ($0.key.string ?? "", $0.value) }
        }

        /// How many are left.
        public var underestimatedCount: Int { children.underestimatedCount }
    }
}

extension JSONCursor {
    /// An array whose elements all are whole numbers within `Int32`, else nil. One pass over the text.
    public func int32s() -> [Int32]? {
        numbers { tape, place, buffer in
            tape.readInt32s(from: &place, into: buffer)
        } slowly: { cursor in
            cursor.int.flatMap(Int32.init(exactly:))
        }
    }

    /// An array whose elements all are numbers within `Float`, each rounded once, else nil. Too small ones become zero.
    public func floats() -> [Float]? {
        numbers { tape, place, buffer in
            tape.readFloats(from: &place, into: buffer)
        } slowly: { cursor in
            cursor.number.flatMap { Float($0.text) }.flatMap { $0.isFinite ? $0 : nil }
        }
    }

    /// Reads runs of plain numbers in bulk, and one by one what the bulk reader stops at.
    private func numbers<Number: BitwiseCopyable>(
        _ bulk: (TapeView, inout UInt32, UnsafeMutableBufferPointer<Number>) -> Int,
        slowly: (JSONCursor) -> Number?
    ) -> [Number]? {
        guard node.kind == .array else { return nil }
        if node.childCount == 0 { return [] }
        guard node.isPacked(at: index) else { return nil }
        var isWhole = true
        var place = UInt32(node.sourceRange.lowerBound)
        let values = [Number](unsafeUninitializedCapacity: node.childCount) { buffer, done in
            while true {
                done += document.withTape { bulk($0, &place, UnsafeMutableBufferPointer(rebasing: buffer[done...])) }
                guard done < node.childCount else { return }
                let range = document.withTape { $0.nextNumber(from: Int(place)) }
                let cursor = JSONCursor(document: document, node: TapeNode(number: range), index: -1)
                guard let value = slowly(cursor) else {
                    isWhole = false
                    return
                }
                buffer.initializeElement(at: done, to: value)
                place = UInt32(range.upperBound)
                done += 1
            }
        }
        return isWhole ? values : nil
    }
}
