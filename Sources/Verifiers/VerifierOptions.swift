package import JSON
package import Rollouts

/// The options of one `verify` entry, as written, with what families need to read them.
package struct VerifierOptions: Sendable {
    /// The options by name.
    package let object: JSONObject

    /// Options as written.
    package init(_ object: JSONObject = JSONObject()) { self.object = object }

    /// Throws where a key is not among the known ones, or occurs twice; the error lists them and suggests the nearest.
    package func allow(only known: [String]) throws(VerifierOptionError) {
        for key in object.keys where !known.contains(key) {
            throw VerifierOptionError(
                option: key, "this option is not known", hint: NearestName.hint(for: key, among: known))
        }
        if let twice = object.firstDuplicateKey {
            throw VerifierOptionError(option: twice, "this option is given twice", hint: "keep one of them")
        }
    }

    /// The option if it is given. A constant is read now, a reference is read for each task.
    package func option<Value: Sendable>(
        _ key: String, _ reader: OptionReader<Value>
    ) throws(VerifierOptionError) -> VerifierOption<Value>? {
        guard let written = object[key] else { return nil }
        let value: OptionValue
        do {
            value = try OptionValue(written: written)
        } catch {
            throw VerifierOptionError(
                option: key, "\(OptionMismatch.describe(written)) refers to no field",
                hint: "write `$field` or `$outer.inner` for a field of the task, `$$` for a literal `$`")
        }
        switch value {
        case .reference(let path): return .reference(path, option: key, reader)
        case .constant(let constant):
            do {
                return .constant(try reader.read(constant))
            } catch {
                throw VerifierOptionError(option: key, error.message, hint: error.hint)
            }
        }
    }

    /// The option, or its default where it is not given.
    package func option<Value: Sendable>(
        _ key: String, _ reader: OptionReader<Value>, default fallback: Value
    ) throws(VerifierOptionError) -> VerifierOption<Value> {
        try option(key, reader) ?? .constant(fallback)
    }

    /// The option; throws where it is not given.
    package func required<Value: Sendable>(
        _ key: String, _ reader: OptionReader<Value>
    ) throws(VerifierOptionError) -> VerifierOption<Value> {
        guard let option = try option(key, reader) else {
            throw VerifierOptionError(option: key, "this option is missing", hint: "give it \(reader.expected)")
        }
        return option
    }

    /// The fields of the task that the options refer to, in the order written.
    package var references: [FieldPath] {
        object.members.compactMap { member in
            guard case .reference(let path)? = try? OptionValue(written: member.value) else { return nil }
            return path
        }
    }
}

/// An option after compiling: a value, or a reference with the way to read what it gives.
package enum VerifierOption<Value: Sendable>: Sendable {
    case constant(Value)
    case reference(FieldPath, option: String, OptionReader<Value>)

    /// The value where it needs no task.
    package var constant: Value? { if case .constant(let value) = self { value } else { nil } }

    /// The value for a task; throws where the field is missing or is not what the option takes.
    package func resolve(_ task: RolloutTask) throws(OptionFault) -> Value {
        switch self {
        case .constant(let value): return value
        case .reference(let path, let option, let reader):
            guard let value = path.value(of: task) else {
                throw OptionFault("\(option): \(MissingField(path: path))")
            }
            do {
                return try reader.read(value)
            } catch {
                throw OptionFault("\(option): the task's field `\(path)`: \(error.message)")
            }
        }
    }
}

/// What the task gives an option cannot be used: the data's fault, an unscored verdict.
package struct OptionFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// Which option, which field, and what is wrong.
    package let description: String

    /// A fault.
    package init(_ description: String) { self.description = description }

    /// The verdict that it makes.
    package var verdict: Verdict { .unscored(.verifierError, description) }
}
