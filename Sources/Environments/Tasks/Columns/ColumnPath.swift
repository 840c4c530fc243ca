internal import JSON

/// Where a value stands in a row of data: keys and places in lists, `outer.inner`, `messages.0.content`, `messages.-1`.
///
/// A text on the way that holds JSON is read as what it holds, since data sets often keep objects as texts.
package struct ColumnPath: Sendable, Hashable, CustomStringConvertible {
    /// The keys and places, from the outermost in; at least one, none empty.
    package let steps: [String]

    /// A path of these steps.
    package init(_ steps: [String]) { self.steps = steps }

    /// The path that a text spells with points between its steps; nil where one is empty.
    package init?(_ text: String) {
        let steps = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard steps.allSatisfy({ !$0.isEmpty }) else { return nil }
        self.steps = steps
    }

    /// The path as it is written.
    package var description: String { steps.joined(separator: ".") }

    private static let json = JSONReader(maxDepth: 128, maxBytes: DataFile.maxLineBytes)

    /// The value there; nil where a step leads nowhere. A key of the row that is the whole path as written comes first.
    func value(in row: JSONObject) -> JSONValue? {
        if steps.count > 1, let whole = row[description] { return whole }
        var value = JSONValue.object(row)
        for step in steps {
            if case .string(let text) = value, let inner = try? Self.json.read(text) { value = inner }
            guard let next = Self.step(step, into: value) else { return nil }
            value = next
        }
        return value
    }

    /// One step into an object or a list; places below 0 count from the end.
    private static func step(_ step: String, into value: JSONValue) -> JSONValue? {
        switch value {
        case .object(let object): return object[step]
        case .array(let elements):
            guard let place = Int(step), place < elements.count, place >= -elements.count else { return nil }
            return elements[place < 0 ? elements.count + place : place]
        default: return nil
        }
    }
}
