internal import Crypto
package import JSON
package import Rollouts

/// Makes a task of a row of data: its id, its gold, and its fields under the names that the environment uses.
package struct TaskReader: Sendable, Hashable {
    /// Field names with what is read for them; nil takes every key of the row as it is.
    package var columns: [Column]?
    /// Where the id is read from.
    package var id = ColumnPath(["id"])
    /// Where the gold is read from.
    package var gold = ColumnPath(["gold"])

    /// A field and how it is made of a row.
    package struct Column: Sendable, Hashable {
        /// The field's name in the environment.
        package var field: String
        /// How it is made.
        package var reading: ColumnReading

        /// A column.
        package init(field: String, reading: ColumnReading) {
            self.field = field
            self.reading = reading
        }
    }

    /// The longest id that is kept as it is, in bytes.
    private static let maxIDBytes = 200

    /// A reader that takes rows as they are.
    package init() {}

    /// The task that a row holds; throws what is wrong with it.
    package func task(from row: JSONValue) throws(WireError) -> RolloutTask {
        guard let object = row.object else { throw WireError("a task is an object, this is \(row.kind)") }
        if let twice = object.firstDuplicateKey { throw WireError("the key `\(twice.prefix(64))` is given twice") }
        var fields: JSONObject
        if let columns {
            fields = JSONObject()
            for column in columns {
                fields.members.append(.init(key: column.field, value: try column.reading.value(in: object)))
            }
        } else {
            fields = object
            fields["id"] = nil
            fields["gold"] = nil
        }
        return RolloutTask(
            id: try id(id.value(in: object)) ?? Self.contentID(fields), fields: fields,
            gold: try gold(gold.value(in: object)))
    }

    private func gold(_ value: JSONValue?) throws(WireError) -> String? {
        switch value {
        case nil, .null: return nil
        case .string(let text): return text
        case .some(let other):
            throw WireError("`gold` is a completion that passes, a text; this is \(other.kind)")
        }
    }

    private func id(_ value: JSONValue?) throws(WireError) -> String? {
        switch value {
        case nil, .null: return nil
        case .string(let text) where !text.isEmpty:
            return text.utf8.count <= Self.maxIDBytes ? text : Self.shortened(Array(text.utf8))
        case .number(let number) where number.int != nil: return number.int.map { String($0) }
        case .some(let other):
            throw WireError("an `id` is a text or a whole number, this is \(other.kind) `\(other.excerpt)`")
        }
    }

    /// The id of a task that has none of its own: the SHA-256 of its fields' canonical JSON, shortened to 24 digits.
    package static func contentID(_ fields: JSONObject) -> String {
        shortened(Array(JSONValue.object(fields).canonicalText.utf8))
    }

    private static func shortened(_ bytes: [UInt8]) -> String { SHA256.hash(data: bytes).hexadecimal(digits: 24) }
}

extension JSONValue {
    /// The first characters of its JSON.
    fileprivate var excerpt: String { String(text.prefix(40)) }
}

extension Sequence<UInt8> {
    /// The first digits of the bytes in hexadecimal.
    func hexadecimal(digits: Int) -> String {
        var text: [UInt8] = []
        for byte in self {
            for nibble in [byte >> 4, byte & 15] { text.append(nibble < 10 ? 0x30 + nibble : 0x57 + nibble) }
            if text.count >= digits { break }
        }
        return String(decoding: text.prefix(digits), as: UTF8.self)
    }
}
