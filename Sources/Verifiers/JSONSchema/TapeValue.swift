import JSON

/// A value on a tape, handed about as five words: nothing is copied or counted on the way.
struct TapeValue: BitwiseCopyable {
    /// What kinds a value can be of; the raw values are the tape's, three bits of which every pattern is one.
    enum Kind: UInt8 {
        case null, `false`, `true`, number, string, escapedString, array, object
    }

    let node: JSONTape.Node
    /// Its place on the tape; -1 for a number in an array of numbers, which has none.
    let index: Int

    @inline(__always)
    var kind: Kind { unsafeBitCast(UInt8(truncatingIfNeeded: node.kindAndCount & 7), to: Kind.self) }
    /// The number of elements or members.
    @inline(__always)
    var count: Int { Int(node.kindAndCount >> 3) }
    /// The index of the node after it and all in it.
    @inline(__always)
    var next: Int { node.kindAndCount & 7 >= 6 ? Int(node.extra) : index + 1 }
    /// Whether it is an array of numbers alone, which have no nodes.
    @inline(__always)
    var isPacked: Bool { kind == .array && count > 0 && Int(node.extra) == index + 1 }
    /// Whether it has children at all.
    var isContainer: Bool { node.kindAndCount & 7 >= 6 }
}

extension JSONTape {
    /// The outermost value.
    var root: TapeValue { value(at: 0) }

    @inline(__always)
    func value(at index: Int) -> TapeValue { TapeValue(node: nodes[index], index: index) }

    /// The bytes of a string's or key's text, without quotes and escapes.
    @inline(__always)
    func utf8(of value: TapeValue) -> UnsafeBufferPointer<UInt8> {
        if value.kind == .escapedString {
            let start = Int(value.node.extra)
            let length = UnsafeRawBufferPointer(strings).loadUnaligned(fromByteOffset: start - 4, as: UInt32.self)
            return UnsafeBufferPointer(rebasing: strings[start..<start + Int(length)])
        }
        let start = Int(value.node.offset) + 1
        return UnsafeBufferPointer(rebasing: source[start..<start + Int(value.node.length) - 2])
    }

    /// The bytes as they are written.
    @inline(__always)
    func written(_ value: TapeValue) -> UnsafeBufferPointer<UInt8> {
        let start = Int(value.node.offset)
        return UnsafeBufferPointer(rebasing: source[start..<start + Int(value.node.length)])
    }

    /// The elements of an array, one after the other.
    struct Elements {
        private let tape: JSONTape
        private var place: Int
        private(set) var left: Int
        private let isPacked: Bool

        init(_ array: TapeValue, _ tape: JSONTape) {
            self.tape = tape
            left = array.count
            isPacked = array.isPacked
            place = isPacked ? Int(array.node.offset) : array.index + 1
        }

        @inline(__always)
        mutating func next() -> TapeValue? {
            guard left > 0 else { return nil }
            left -= 1
            guard isPacked else {
                let value = tape.value(at: place)
                place = value.next
                return value
            }
            return number()
        }

        /// The next number of a packed array, found in the text.
        private mutating func number() -> TapeValue {
            func isOutside(_ byte: UInt8) -> Bool { byte == 0x2C || byte == 0x5B || byte == 0x5D || byte <= 0x20 }
            var start = place
            while isOutside(tape.source[start]) { start += 1 }
            var end = start + 1
            while !isOutside(tape.source[end]) { end += 1 }
            place = end
            let node = JSONTape.Node(
                offset: UInt32(start), length: UInt32(end - start), extra: 0,
                kindAndCount: 3)
            return TapeValue(node: node, index: -1)
        }
    }

    /// The value of an object's member; nil where it has none. O(members).
    func member(_ name: UnsafeBufferPointer<UInt8>, of object: TapeValue) -> TapeValue? {
        var place = object.index + 1
        for _ in 0..<object.count {
            let key = value(at: place)
            let member = value(at: place + 1)
            if Self.areSame(utf8(of: key), name) { return member }
            place = member.next
        }
        return nil
    }

    @inline(__always)
    static func areSame(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
        guard left.count == right.count, PropertyTable.head(left) == PropertyTable.head(right) else { return false }
        guard left.count > 8, let start = left.baseAddress else { return true }
        return PropertyTable.areTailsSame(UnsafeRawPointer(start), UnsafeRawBufferPointer(right))
    }
}
