package import JSON

/// One value of a YAML document under the 1.2 core schema, with the place it stands at.
///
/// `no`, `yes`, `on`, `1:30` and dates are strings; quoted scalars are always strings. Aliases are already replaced by
/// what they stand for, and keep the place of the original.
package struct YAMLNode: Sendable {
    /// A value by its kind.
    package enum Kind: Sendable {
        case null
        case bool(Bool)
        case number(JSONNumber)
        case string(String)
        case sequence([YAMLNode])
        case mapping([Entry])
    }

    /// One key of a mapping and its value.
    package struct Entry: Sendable {
        /// The key.
        package let key: String
        /// Where the key stands.
        package let place: YAMLPlace
        /// The value.
        package let value: YAMLNode
    }

    /// The value.
    package let kind: Kind
    /// Where it begins.
    package let place: YAMLPlace

    /// The line it begins in, from 1.
    package var line: Int { place.line }
    /// The column it begins at in code points, from 1.
    package var column: Int { place.column }

    /// The same value as JSON, members in order. O(nodes).
    package var value: JSONValue {
        switch kind {
        case .null: .null
        case .bool(let value): .bool(value)
        case .number(let value): .number(value)
        case .string(let value): .string(value)
        case .sequence(let nodes): .array(nodes.map(\.value))
        case .mapping(let entries): .object(JSONObject(entries.map { .init(key: $0.key, value: $0.value.value) }))
        }
    }

    /// An error at this node.
    package func error(_ message: String, hint: String? = nil) -> YAMLError {
        YAMLError(message, at: place, hint: hint)
    }
}
