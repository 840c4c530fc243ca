import JSON

/// Finds an object's members by key, code point by code point; of duplicates the last one counts.
///
/// Small objects are scanned, large ones have a table, so that hostile ones take no quadratic time.
struct MemberIndex {
    /// Up to so many members are scanned.
    private static let scanned = 8

    private let object: JSONObject
    private let positions: [ByteKey: Int]?
    /// Whether no key occurs twice, so that every member counts; known where it came for free.
    private let isDistinct: Bool

    /// An index of an object's members. O(members).
    init(_ object: JSONObject) {
        self.object = object
        guard object.count > Self.scanned else {
            positions = nil
            isDistinct = object.firstDuplicateKey == nil
            return
        }
        var positions: [ByteKey: Int] = Dictionary(minimumCapacity: object.count)
        for (position, member) in object.members.enumerated() { positions[ByteKey(text: member.key)] = position }
        self.positions = positions
        isDistinct = positions.count == object.count
    }

    /// The value of a key. Constant time.
    func value(of key: String) -> JSONValue? {
        guard let positions else { return object[key] }
        return positions[ByteKey(text: key)].map { object.members[$0].value }
    }

    /// The value of a key that is likely to stand at a position, as it does where both objects have one order.
    func value(of key: String, near position: Int) -> JSONValue? {
        let members = object.members
        if isDistinct, position < members.count, members[position].key.hasSameBytes(as: key) {
            return members[position].value
        }
        return value(of: key)
    }

    /// The members that count, in the order written.
    var members: [JSONObject.Member] {
        if isDistinct { return object.members }
        var seen = Set<ByteKey>(minimumCapacity: object.count)
        return object.members.reversed().filter { seen.insert(ByteKey(text: $0.key)).inserted }.reversed()
    }
}
