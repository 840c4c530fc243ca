package import JSON
package import Rollouts

/// How one field is made of a row: where from, the text after which mark, in which form, in which order.
package struct ColumnReading: Sendable, Hashable {
    /// One path, or several that make a list.
    package enum Source: Sendable, Hashable {
        case one(ColumnPath)
        case list([ColumnPath])
    }

    /// Where from.
    package var source: Source
    /// Only what follows the last of these marks in the text, without the white space around it.
    package var after: String?
    /// The form that the value takes; nil for as it is.
    package var form: ColumnForm?
    /// Whether a list is put into an order that its content decides.
    package var isShuffled = false
    /// What stands for a value that is missing or null; nil where that is a fault of the row.
    package var fallback: JSONValue?

    /// A value as it stands at a path.
    package init(_ path: ColumnPath) { source = .one(path) }

    /// Values as they stand at paths, as a list.
    package init(list paths: [ColumnPath]) { source = .list(paths) }

    /// The field's value; throws what is wrong with the row. O(value).
    package func value(in row: JSONObject) throws(WireError) -> JSONValue {
        let value: JSONValue
        switch source {
        case .one(let path): value = try self.value(at: path, in: row)
        case .list(let paths):
            var elements: [JSONValue] = []
            for path in paths { elements.append(try self.value(at: path, in: row)) }
            value = .array(elements)
        }
        return isShuffled ? try shuffled(value) : value
    }

    private func value(at path: ColumnPath, in row: JSONObject) throws(WireError) -> JSONValue {
        let found = path.value(in: row)
        if let fallback, found?.isNull ?? true { return fallback }
        guard var value = found else { throw WireError("there is no column `\(path)`") }
        if let after {
            guard let text = value.string else {
                throw WireError("the column `\(path)` should be a text, this is \(value.kind)")
            }
            guard let rest = Self.text(after: after, in: text) else {
                throw WireError("the column `\(path)` does not contain `\(after)`")
            }
            value = .string(rest)
        }
        guard let form else { return value }
        do {
            return try form.value(of: value)
        } catch {
            throw WireError("the column `\(path)` \(error.message)")
        }
    }

    /// What follows the last of a mark, compared byte by byte; nil where there is none.
    private static func text(after mark: String, in text: String) -> String? {
        let (text, mark) = (Array(text.utf8), Array(mark.utf8))
        guard !mark.isEmpty, text.count >= mark.count else { return nil }
        for start in stride(from: text.count - mark.count, through: 0, by: -1)
        where text[start] == mark[0] && text[start..<(start + mark.count)].elementsEqual(mark) {
            return String(decoding: text[(start + mark.count)...], as: UTF8.self).trimmed
        }
        return nil
    }

    /// A list in the order that a hash of its content decides, the same wherever the row stands.
    private func shuffled(_ value: JSONValue) throws(WireError) -> JSONValue {
        guard var elements = value.array else { throw WireError("only a list can be shuffled, this is \(value.kind)") }
        var seed: UInt64 = 0
        for byte in value.canonicalText.utf8 { seed = SeededGenerator.mixed(seed &* 257 &+ UInt64(byte)) }
        var draws = SeededGenerator(seed: seed)
        draws.shuffle(&elements)
        return .array(elements)
    }
}

extension String {
    /// Without the white space around it.
    var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
