package import JSON

/// A compiled `verify` list: what an environment demands of a completion.
///
/// Written `[{NAME: {options}, weight?: 1, required?: true, when?: $field}, …]`.
package struct VerifyList: Sendable {
    /// One entry.
    struct Entry: Sendable {
        let verifier: any VerifierFamily
        /// The same where it judges what an `answer` entry before it read.
        let follower: (any FollowsAnswer)?
        /// Names the entry in checks: the family's name, with its place where the family occurs twice.
        let label: String
        let weight: Double
        let required: Bool
        /// Whether the entry counts for a task; nil where it counts for all.
        let condition: VerifierOption<Bool>?
    }

    /// The entries in the order written, at least one, with weights whose sum is above 0.
    let entries: [Entry]
    /// The fields of a task that the options refer to, each with the path of its entry in the list.
    package let references: [(entry: String, field: FieldPath)]

    /// Whether some required entry that always counts lets a single answer pass (an `answer` or `json` with `equals`): then no two passing
    /// completions of a task differ in their answer.
    package var usesExactEquality: Bool {
        entries.contains { $0.required && $0.condition == nil && $0.verifier.usesExactEquality }
    }

    /// Compiles a list; throws the first thing that is wrong with it.
    package init(_ list: JSONValue) throws(VerifierListError) {
        guard let written = list.array else {
            throw VerifierListError(
                path: "", "expected a list of entries, found \(OptionMismatch.describe(list))", hint: Self.example)
        }
        guard !written.isEmpty else {
            throw VerifierListError(path: "", "the list is empty, so everything would pass", hint: Self.example)
        }
        var parsed: [(name: String, entry: Entry)] = []
        var references: [(entry: String, field: FieldPath)] = []
        for (index, value) in written.enumerated() {
            let (name, options, entry) = try Self.entry(value, path: "[\(index)]")
            parsed.append((name, entry))
            references += options.references.map { ("[\(index)].\(name)", $0) }
            if case .reference(let path, _, _) = entry.condition { references.append(("[\(index)]", path)) }
        }
        let total = parsed.reduce(0) { $0 + $1.entry.weight }
        guard total > 0, total.isFinite else {
            throw VerifierListError(
                path: "", "the weights sum to \(total), which no score can be divided by",
                hint: "leave `weight` out, or give some entry one above 0")
        }
        entries = parsed.enumerated().map { index, item in
            let isTwice = parsed.count { $0.name == item.name } > 1
            return Entry(
                verifier: item.entry.verifier, follower: item.entry.follower,
                label: isTwice ? "\(item.name)[\(index)]" : item.name,
                weight: item.entry.weight, required: item.entry.required, condition: item.entry.condition)
        }
        self.references = references
    }

    private static let example = "for example `[{json: {equals: $object}}]`"

    private static func entry(
        _ value: JSONValue, path: String
    ) throws(VerifierListError) -> (name: String, options: VerifierOptions, entry: Entry) {
        guard let object = value.object else {
            throw VerifierListError(
                path: path, "an entry names a verifier with its options, this is \(OptionMismatch.describe(value))",
                hint: example)
        }
        if let twice = object.firstDuplicateKey {
            throw VerifierListError(path: "\(path).\(twice)", "this key is given twice", hint: "keep one of them")
        }
        var weight = 1.0
        var required = true
        var condition: VerifierOption<Bool>?
        var named: JSONObject.Member?
        for member in object.members {
            switch member.key {
            case "weight":
                guard let value = member.value.double, value >= 0 else {
                    throw VerifierListError(
                        path: "\(path).weight",
                        "expected a number, 0 or more, found \(OptionMismatch.describe(member.value))")
                }
                weight = value
            case "required":
                guard let value = member.value.bool else {
                    throw VerifierListError(
                        path: "\(path).required",
                        "expected `true` or `false`, found \(OptionMismatch.describe(member.value))")
                }
                required = value
            case "when":
                do {
                    condition = try VerifierOptions([member.key: member.value]).option(member.key, .presence)
                } catch {
                    throw VerifierListError(path: "\(path).when", error.message, hint: error.hint)
                }
            default:
                if let named {
                    throw VerifierListError(
                        path: "\(path).\(member.key)", "an entry names one verifier, this one names `\(named.key)` too",
                        hint: "start a new entry; beside the verifier an entry knows `weight`, `required` and `when`")
                }
                named = member
            }
        }
        guard let named else {
            throw VerifierListError(path: path, "this entry names no verifier", hint: example)
        }
        let (options, verifier) = try compile(named, path: "\(path).\(named.key)")
        let entry = Entry(
            verifier: verifier, follower: verifier as? any FollowsAnswer, label: named.key, weight: weight,
            required: required, condition: condition)
        return (named.key, options, entry)
    }

    private static func compile(
        _ member: JSONObject.Member, path: String
    ) throws(VerifierListError) -> (VerifierOptions, any VerifierFamily) {
        guard let family = VerifierCatalog.family(named: member.key) else {
            throw VerifierListError(
                path: path, "this verifier is not known",
                hint: NearestName.hint(for: member.key, among: VerifierCatalog.names))
        }
        // A YAML entry without options, `- name:`, reads as null.
        let object = member.value.isNull ? JSONObject() : member.value.object
        guard let object else {
            throw VerifierListError(
                path: path, "expected an object of options, found \(OptionMismatch.describe(member.value))")
        }
        let options = VerifierOptions(object)
        do {
            return (options, try family.init(options: options))
        } catch {
            throw VerifierListError(
                path: path + (error.option.map { ".\($0)" } ?? ""), error.message, hint: error.hint)
        }
    }
}

/// What is wrong with a `verify` list, where, and what to write instead.
package struct VerifierListError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Where in the list: `[0].answer.format`; empty for the list itself.
    package var path: String
    /// What is wrong.
    package var message: String
    /// What to write instead; nil where the message says it.
    package var hint: String?

    /// An error at a place.
    package init(path: String, _ message: String, hint: String? = nil) {
        self.path = path
        self.message = message
        self.hint = hint
    }

    /// All of it in one line.
    package var description: String { "verify\(path): \(message)" + (hint.map { "; \($0)" } ?? "") }
}

extension OptionReader where Value == Bool {
    /// Whether there is anything: all but `null`, `false` and `[]`, as in a template's sections.
    fileprivate static var presence: OptionReader {
        OptionReader("any value") { value in
            !value.isNull && value.bool != false && value.array?.isEmpty != true
        }
    }
}
