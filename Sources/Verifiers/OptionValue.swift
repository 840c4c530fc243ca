package import JSON
package import Rollouts

/// The value of an option as written: itself, or a reference to a field of the task.
///
/// A reference is a whole string that is an option's direct value: `$answer`, or a path through objects, `$meta.level`.
/// `$$x` is the literal `$x`. Nothing inside a nested value is a reference, and what a reference gives is taken as it
/// is, never expanded again.
package enum OptionValue: Sendable, Hashable {
    case constant(JSONValue)
    case reference(FieldPath)

    /// The value that an option was given; throws where a reference names nothing.
    package init(written value: JSONValue) throws(FieldPath.Malformed) {
        guard let text = value.string, text.utf8.first == UInt8(ascii: "$") else {
            self = .constant(value)
            return
        }
        let rest = text.unicodeScalars.dropFirst()
        if rest.first == "$" {
            self = .constant(.string(String(rest)))
        } else {
            self = .reference(try FieldPath(String(rest)))
        }
    }

    /// The value for a task, with the field's own type; throws where the task has no such field.
    package func resolve(_ task: RolloutTask) throws(MissingField) -> JSONValue {
        switch self {
        case .constant(let value): return value
        case .reference(let path):
            guard let value = path.value(of: task) else { throw MissingField(path: path) }
            return value
        }
    }
}

/// Where a value lies in a task's fields: keys from the outermost in.
package struct FieldPath: Sendable, Hashable, CustomStringConvertible {
    /// Why a text is no path.
    package struct Malformed: Error, Sendable, Hashable {}

    /// The keys, at least one, none empty.
    package let keys: [String]

    /// The path that a text spells with points between its keys; throws where a key is empty.
    package init(_ text: String) throws(Malformed) {
        let keys = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard !text.isEmpty, keys.allSatisfy({ !$0.isEmpty }) else { throw Malformed() }
        self.keys = keys
    }

    /// The value there; nil where a key is missing or leads into something other than an object.
    package func value(in fields: JSONObject) -> JSONValue? {
        var value: JSONValue?
        var object: JSONObject? = fields
        for key in keys {
            value = object?[key]
            object = value?.object
        }
        return value
    }

    /// The value there in a task: a field's, and for `gold`, where no field bears the name, the task's gold.
    package func value(of task: RolloutTask) -> JSONValue? {
        if let value = value(in: task.fields) { return value }
        return keys == ["gold"] ? task.gold.map { .string($0) } : nil
    }

    /// As it is written, without the `$`.
    package var description: String { keys.joined(separator: ".") }
}

/// A task lacks a field that an option refers to: the data's fault, never the model's.
package struct MissingField: Error, Sendable, Hashable, CustomStringConvertible {
    /// Which field.
    package let path: FieldPath

    /// What is missing and what to do.
    package var description: String {
        "the task has no field `\(path)`; give it one, or write `$$\(path)` for that literal text"
    }
}
