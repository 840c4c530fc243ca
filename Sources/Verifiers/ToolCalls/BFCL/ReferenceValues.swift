import JSON

/// The values that BFCL accepts for a parameter, and its ways to compare with them.
struct ReferenceValues {
    let accepted: [JSONValue]
    /// Whether the parameter may be left out.
    let allowsNone: Bool

    /// The values that a list accepts, `""` among them where none need be given. The reference takes a text for the list
    /// of its characters, and finds `""` in any.
    init(of written: JSONValue) {
        switch written {
        case .string(let text):
            accepted = text.unicodeScalars.map { .string(String($0)) }
            allowsNone = true
        case .array(let values):
            accepted = values
            allowsNone = values.contains { $0.string?.isEmpty == true }
        default:
            accepted = []
            allowsNone = false
        }
    }

    /// What a comparison costs at most, in steps.
    static func cost(of value: PythonValue, _ accepted: [JSONValue]) -> Int {
        let size = Self.size(of: value)
        return (size + 1).multipliedReportingOverflow(by: accepted.count + 1).partialValue
    }

    private static func size(of value: PythonValue) -> Int {
        switch value {
        case .string(let text): 1 + text.utf8.count / 4
        case .list(let elements), .tuple(let elements): elements.reduce(1) { $0 + size(of: $1) }
        case .dict(let entries): entries.reduce(1) { $0 + size(of: $1.key) + size(of: $1.value) }
        default: 1
        }
    }

    /// Whether a text is one of those accepted, in standard form.
    func accepts(_ text: String) -> Bool {
        accepted.contains { $0.string.map { StandardText.areEqual(text, $0) } ?? false }
    }

    /// Whether a list is one of those accepted: its texts in standard form, everything else as it is.
    func accepts(_ elements: [PythonValue]) -> Bool {
        accepted.contains { item in
            switch item {
            case .array(let list):
                return elements.count == list.count && zip(elements, list).allSatisfy { Self.areAlike($0, $1) }
            case .string:
                // A text is the list of its characters here too: `""` accepts an empty list.
                let characters = Self(of: item).accepted
                return elements.count == characters.count
                    && zip(elements, characters).allSatisfy { Self.areAlike($0, $1) }
            default: return false
            }
        }
    }

    /// Whether the entries of a dict are those of an accepted one, which lists for each key what is accepted.
    func accepts(_ entries: [PythonValue.Entry]) -> Bool {
        accepted.contains { item in item.object.map { Self.accepts(entries, $0) } ?? false }
    }

    /// Whether dicts are, one by one, those of an accepted list.
    func accepts(dicts elements: [PythonValue]) -> Bool {
        accepted.contains { item in
            if item.string?.isEmpty == true { return elements.isEmpty }
            guard let list = item.array, list.count == elements.count else { return false }
            return zip(elements, list).allSatisfy { element, item in
                guard case .dict(let entries) = element, let object = item.object else { return false }
                return Self.accepts(entries, object)
            }
        }
    }

    private static func accepts(_ entries: [PythonValue.Entry], _ accepted: JSONObject) -> Bool {
        for (position, entry) in entries.enumerated() {
            guard case .string(let key) = entry.key, let written = accepted[key] else { return false }
            let values = Self(of: written).accepted
            // Of a key given twice only the last value counts.
            let isReplaced = entries[(position + 1)...].contains { later in
                if case .string(let other) = later.key { other.hasSameBytes(as: key) } else { false }
            }
            if isReplaced { continue }
            guard values.contains(where: { areAlike(entry.value, $0) }) else { return false }
        }
        return accepted.members.allSatisfy { member in
            let isGiven = entries.contains { entry in
                if case .string(let key) = entry.key { key.hasSameBytes(as: member.key) } else { false }
            }
            return isGiven || Self(of: member.value).allowsNone
        }
    }

    /// Whether two values are the same where texts are compared in standard form; texts further inside are not.
    private static func areAlike(_ value: PythonValue, _ json: JSONValue) -> Bool {
        if case .string(let text) = value, case .string(let other) = json { return StandardText.areEqual(text, other) }
        return PythonEquality.areEqual(value, json)
    }
}
