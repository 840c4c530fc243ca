internal import JSON

/// A kind of error that is injected into a document.
enum RecordErrorKind: String, CaseIterable, Sendable {
    case type, constraint, format, missing, extraneous

    /// How a person names it, alone or several of it.
    func text(_ count: Int) -> String {
        let words =
            switch self {
            case .type: ("a value of the wrong type", "values of the wrong type")
            case .constraint: ("a value that breaks a constraint", "values that break a constraint")
            case .format: ("a text in the wrong format", "texts in the wrong format")
            case .missing: ("a required member that is missing", "required members that are missing")
            case .extraneous: ("a member that does not belong there", "members that do not belong there")
            }
        return count == 1 ? words.0 : "\(SpokenNumber.text(count)) \(words.1)"
    }
}

/// A document with errors, and where they are.
struct BrokenRecord {
    var document: JSONValue
    /// The errors: the kind of each and the member concerned.
    var errors: [(kind: RecordErrorKind, path: [JSONStep])] = []
    /// The leaves that were spoiled.
    var spoiled: Set<Int> = []
    /// The leaves whose right value cannot be seen in the document, so that it must be told.
    var lost: Set<Int> = []
    private var draws: SeededGenerator

    /// What a member that does not belong there may be.
    private static let strays: [(key: String, value: JSONValue)] = [
        ("internal_note", "checked twice"), ("updated_by", "system"), ("legacy_id", 4711), ("is_temporary", true),
        ("revision", 3), ("debug", false), ("row", 17), ("comment", "see above"), ("source_file", "import.csv"),
        ("old_status", .null), ("import_batch", 12),
    ]
    private let style: KeyStyle

    init(_ made: MadeRecord, style: KeyStyle, draws: SeededGenerator) {
        document = .object(made.document)
        self.style = style
        self.draws = draws
    }

    /// Injects an error of a kind; false where the record offers no place for it.
    mutating func inject(_ kind: RecordErrorKind, into made: MadeRecord) -> Bool {
        if kind == .extraneous { return injectStray(into: made) }
        let places = made.leaves.indices.filter { index in
            !spoiled.contains(index) && spoilt(made.leaves[index], kind) != nil
        }
        guard let index = draws.pick(places) else { return false }
        let leaf = made.leaves[index]
        if kind == .missing {
            document = document.replacing(leaf.path[...], with: nil)
        } else if let wrong = spoilt(leaf, kind) {
            document = document.replacing(leaf.path[...], with: wrong)
        }
        spoiled.insert(index)
        if kind != .type { lost.insert(index) }
        errors.append((kind, leaf.path))
        return true
    }

    private mutating func injectStray(into made: MadeRecord) -> Bool {
        guard let path = draws.pick(made.closed), let stray = draws.pick(Self.strays) else { return false }
        let key = JSONStep.key(style.key(stray.key))
        guard !errors.contains(where: { $0.path == path + [key] }) else { return false }
        document = document.replacing((path + [key])[...], with: stray.value)
        errors.append((.extraneous, path + [key]))
        return true
    }

    /// A wrong value of a kind in place of a leaf's own; nil where there is none. What is missing is null here.
    private func spoilt(_ leaf: MadeRecord.Leaf, _ kind: RecordErrorKind) -> JSONValue? {
        if leaf.value.isNull { return nil }
        switch kind {
        case .missing: return leaf.field.isRequired ? .null : nil
        case .type: return Self.wrongType(leaf)
        case .constraint: return Self.beyond(leaf)
        case .format: return Self.misspelt(leaf)
        case .extraneous: return nil
        }
    }

    /// The same value in another type: what it was can be seen.
    private static func wrongType(_ leaf: MadeRecord.Leaf) -> JSONValue? {
        switch (leaf.field.field.kind, leaf.value) {
        case (.map, _): nil
        case (_, .number(let number)): .string(number.text)
        case (_, .bool(let flag)): .string(flag ? "true" : "false")
        case (.position, .array(let values)): .string(values.map(\.text).joined(separator: ", "))
        case (_, .array(let values)): .string(values.compactMap(\.string).joined(separator: ", "))
        case (_, .string(let text)): [.string(text)]
        default: nil
        }
    }

    /// A value of the right type that a bound, an enumeration or a pattern refuses.
    private static func beyond(_ leaf: MadeRecord.Leaf) -> JSONValue? {
        switch (leaf.field.field.kind, leaf.value) {
        case (.number, .number(let number)): return .int((number.int ?? 0) % 90_000)
        case (.whole, .number(let number)):
            guard let bounds = leaf.field.bounds, let value = number.int else { return nil }
            return .int(value % 2 == 0 ? bounds.upperBound + 1 + value : -value)
        case (.decimal, .number):
            guard let bounds = leaf.field.bounds else { return nil }
            return RecordFiller.decimal(bounds.upperBound + 1_250)
        case (.choice, .string(let text)): return .string(text.uppercased())
        case (.code, .string(let text)): return .string(text.lowercased().replacing("-", with: " "))
        case (.time, .string(let text)): return .string(text.replacing(":", with: "."))
        case (.list, .array(let values)): return values.first.map { .array(values + [$0]) }
        default: return nil
        }
    }

    /// A text that its format refuses.
    private static func misspelt(_ leaf: MadeRecord.Leaf) -> JSONValue? {
        guard let text = leaf.value.string else { return nil }
        switch leaf.field.field.kind {
        case .date: return .string(text.replacing("-", with: "/"))
        case .moment: return .string(text.replacing("T", with: " ").replacing("Z", with: ""))
        case .email: return .string(text.replacing("@", with: " at "))
        case .link: return .string(String(text.dropFirst("https://".utf8.count)))
        case .ipv4: return .string(text.replacing("192.0.2", with: "192.0.2.300"))
        case .hostname: return .string(text.replacing("-", with: "_"))
        case .uuid: return .string(text.replacing("-", with: ""))
        default: return nil
        }
    }
}

extension JSONValue {
    /// The value with what stands at a path replaced, appended, or (nil) taken out. O(value).
    func replacing(_ path: ArraySlice<JSONStep>, with value: JSONValue?) -> JSONValue {
        guard let step = path.first else { return value ?? .null }
        let rest = path.dropFirst()
        switch (step, self) {
        case (.key(let key), .object(var object)):
            object[key] = rest.isEmpty ? value : object[key]?.replacing(rest, with: value)
            return .object(object)
        case (.place(let place), .array(var elements)) where elements.indices.contains(place):
            if rest.isEmpty, value == nil {
                elements.remove(at: place)
            } else {
                elements[place] = elements[place].replacing(rest, with: value)
            }
            return .array(elements)
        default: return self
        }
    }

    /// The value at a path; nil where there is none.
    func value(at path: [JSONStep]) -> JSONValue? {
        path.reduce(Optional(self)) { value, step in
            switch step {
            case .key(let key): value?[key]
            case .place(let place): value?.array.flatMap { $0.indices.contains(place) ? $0[place] : nil }
            }
        }
    }

    /// The value as JSON over several lines, two spaces a level; containers of scalars that fit stand on one line.
    func indentedText(_ level: Int = 0) -> String {
        let pad = String(repeating: "  ", count: level + 1)
        let end = "\n" + String(repeating: "  ", count: level)
        switch self {
        case .array(let elements) where !elements.isEmpty:
            let isFlat = elements.allSatisfy { $0.object == nil && $0.array == nil }
            if isFlat { return "[" + elements.map(\.text).joined(separator: ", ") + "]" }
            return "[\n" + elements.map { pad + $0.indentedText(level + 1) }.joined(separator: ",\n") + end + "]"
        case .object(let object) where !object.isEmpty:
            let isFlat = level > 0 && object.members.allSatisfy { $0.value.object == nil && $0.value.array == nil }
            let members = object.members.map { "\(JSONValue.string($0.key).text): \($0.value.indentedText(level + 1))" }
            let short = "{" + members.joined(separator: ", ") + "}"
            if isFlat, short.utf8.count <= 96 { return short }
            return "{\n" + members.map { pad + $0 }.joined(separator: ",\n") + end + "}"
        default: return text
        }
    }
}
