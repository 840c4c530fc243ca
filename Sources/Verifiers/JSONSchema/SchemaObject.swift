import JSON

/// A schema object while it is compiled: some fifty keywords are asked for, most of which it has not.
struct SchemaObject {
    private let object: JSONObject
    /// A bit for the first byte and length of each key, which most keywords that are not there lack.
    private let filter: UInt64

    init(_ object: JSONObject) {
        self.object = object
        var filter: UInt64 = 0
        for member in object.members { filter |= Self.bit(member.key) }
        self.filter = filter
    }

    /// The first key that is given twice; nil where there is none.
    var firstDuplicateKey: String? { object.firstDuplicateKey }

    /// The value of a keyword; nil where it is not there.
    @inline(__always)
    subscript(keyword: String) -> JSONValue? {
        filter & Self.bit(keyword) == 0 ? nil : object[keyword]
    }

    @inline(__always)
    private static func bit(_ key: String) -> UInt64 {
        let utf8 = key.utf8
        return 1 << UInt64((Int(utf8.first ?? 0) &+ utf8.count &* 7) & 63)
    }
}
