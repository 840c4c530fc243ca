/// The members of a JSON object, in the order written, duplicates kept.
///
/// Equality ignores order and compares, of duplicates, the last one. Keys are the same where their code points are:
/// `é` in one code point and in two are different keys.
public struct JSONObject: Sendable {
    /// One key and its value.
    public struct Member: Sendable {
        /// The key, unescaped.
        public var key: String
        /// The value.
        public var value: JSONValue

        /// A member.
        public init(key: String, value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    /// All members in the order written.
    public var members: [Member]

    /// An object of these members.
    public init(_ members: [Member] = []) { self.members = members }

    /// How many members there are, duplicates counted.
    public var count: Int { members.count }
    /// Whether there are none.
    public var isEmpty: Bool { members.isEmpty }
    /// The keys in the order written, duplicates repeated.
    public var keys: [String] { members.map(\.key) }

    /// The value of a key, of duplicates the last one. Setting replaces that one, appends, or (nil) removes all. O(n).
    public subscript(key: String) -> JSONValue? {
        get { members.last(where: { $0.key.hasSameBytes(as: key) })?.value }
        set {
            guard let newValue else { return members.removeAll { $0.key.hasSameBytes(as: key) } }
            if let index = members.lastIndex(where: { $0.key.hasSameBytes(as: key) }) {
                members[index].value = newValue
            } else {
                members.append(Member(key: key, value: newValue))
            }
        }
    }

    /// The first key that occurs twice, in the order of second occurrences; nil when all differ. O(n).
    public var firstDuplicateKey: String? {
        if members.count <= 8 {
            // Comparing a handful with each other is quicker than hashing them.
            for later in members.indices.dropFirst() {
                for earlier in 0..<later where members[earlier].key.hasSameBytes(as: members[later].key) {
                    return members[later].key
                }
            }
            return nil
        }
        var seen = Set<ByteKey>(minimumCapacity: members.count)
        for member in members where !seen.insert(ByteKey(text: member.key)).inserted { return member.key }
        return nil
    }

    /// The members that count: of duplicates only the last. In the order written.
    var lastMembers: [Member] {
        if firstDuplicateKey == nil { return members }
        var seen = Set<ByteKey>(minimumCapacity: members.count)
        return members.reversed().filter { seen.insert(ByteKey(text: $0.key)).inserted }.reversed()
    }
}

extension JSONObject: Hashable {
    /// Whether both hold the same keys with equal values, in any order.
    public static func == (lhs: JSONObject, rhs: JSONObject) -> Bool {
        if lhs.count == rhs.count, zip(lhs.members, rhs.members).allSatisfy({ $0.key.hasSameBytes(as: $1.key) }) {
            // The common case: same keys in the same order.
            if zip(lhs.members, rhs.members).allSatisfy({ $0.value == $1.value }) { return true }
            // Unequal, unless the difference is in a duplicate that does not count.
            if lhs.firstDuplicateKey == nil { return false }
        }
        let left = lhs.lastMembers
        let right = rhs.lastMembers
        guard left.count == right.count else { return false }
        let values = Dictionary(right.map { (ByteKey(text: $0.key), $0.value) }, uniquingKeysWith: { $1 })
        return left.allSatisfy { values[ByteKey(text: $0.key)] == $0.value }
    }

    /// Hashes keys and values without regard to order.
    public func hash(into hasher: inout Hasher) {
        var sum = 0
        for member in lastMembers {
            var one = Hasher()
            one.combine(member)
            // Addition forgets the order.
            sum &+= one.finalize()
        }
        hasher.combine(sum)
    }
}

extension JSONObject.Member: Hashable {
    /// Whether both have the same key, code point by code point, and equal values.
    public static func == (lhs: JSONObject.Member, rhs: JSONObject.Member) -> Bool {
        lhs.key.hasSameBytes(as: rhs.key) && lhs.value == rhs.value
    }

    /// Hashes key and value.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(ByteKey(text: key))
        hasher.combine(value)
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// An object whose members are in the order written.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(elements.map { Member(key: $0.0, value: $0.1) })
    }
}
