internal import JSON
internal import Rollouts
internal import Verifiers
internal import YAML

/// An environment's file as it is written, every section read and checked, nothing opened and nothing run.
struct EnvironmentDocument: Sendable {
    var about = ""
    var tags: [String] = []
    var settings = EnvironmentSettings()
    var tasks: TaskSettings
    var prompt: PromptTemplate
    var verify: VerifyList
    /// Where each of the verifiers' references to fields stands.
    var references: [(field: FieldPath, place: YAMLPlace)]
    var examples: [FileExample]
    /// Where the prompt stands, for what is wrong with its templates.
    var promptPlace: YAMLPlace

    private static let maxTags = 32

    /// Reads a file's text; nil where something is wrong, which is noted.
    static func read(_ text: String, file: String, faults: inout Faults) -> EnvironmentDocument? {
        guard let node = faults.noting({ () throws(YAMLError) in try YAMLReader().read(text, file: file) }),
            let root = faults.noting({ () throws(YAMLError) in try node.mapping() })
        else { return nil }
        let about = faults.noting { () throws(YAMLError) in try Self.about(root) }
        let tags = faults.noting { () throws(YAMLError) in try Self.tags(root) }
        var settings = EnvironmentSettings(root, faults: &faults)
        let tasks = faults.noting { () throws(YAMLError) in try TaskSettings(root.mapping("tasks")) }
        let prompt = faults.noting { () throws(YAMLError) in try PromptTemplate(root.mapping("prompt")) }
        let verify = faults.noting { () throws(YAMLError) in try Self.verify(root) }
        let examples = faults.noting { () throws(YAMLError) in try FileExample.list(root) }
        faults.noting { () throws(YAMLError) in try root.finish() }
        guard faults.isEmpty, let tasks, let prompt, let verify, let examples else { return nil }
        settings.epochs = tasks.epochs
        settings.difficulty = tasks.difficulty
        settings.balance = tasks.balance
        for error in settings.contradictions(verify: verify, root: root) { faults.note(EnvironmentError(error)) }
        guard faults.isEmpty else { return nil }
        return EnvironmentDocument(
            about: about ?? "", tags: tags ?? [], settings: settings, tasks: tasks, prompt: prompt, verify: verify,
            references: verify.references.map { ($0.field, root.place(of: $0.field, inEntry: $0.entry)) },
            examples: examples,
            promptPlace: root.place(of: "", in: "prompt"))
    }

    private static func about(_ root: YAMLMapping) throws(YAMLError) -> String {
        let about = try root.optionalString("about") ?? ""
        let line = about.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard about.utf8.count <= 2000, line.unicodeScalars.allSatisfy(\.isDisplayable) else {
            throw root.error("about", "`about` has at most 2,000 bytes, and no control characters")
        }
        return line
    }

    private static func tags(_ root: YAMLMapping) throws(YAMLError) -> [String] {
        let tags = try root.optionalStrings("tags") ?? []
        guard tags.count <= maxTags, tags.allSatisfy(isTag) else {
            throw root.error(
                "tags", "`tags` must be a list of at most \(maxTags) labels",
                hint: "A label has 1 to 64 of the characters a-z, 0-9, _ and -")
        }
        return tags
    }

    private static func isTag(_ tag: String) -> Bool {
        (1...64).contains(tag.utf8.count)
            && tag.utf8.allSatisfy { EnvironmentName.isAllowed($0) || $0 == UInt8(ascii: "-") }
    }

    private static func verify(_ root: YAMLMapping) throws(YAMLError) -> VerifyList {
        let node = try root.node("verify")
        do {
            return try VerifyList(node.value)
        } catch {
            let path = error.path.isEmpty ? "verify" : "verify\(error.path)"
            throw YAMLError("`\(path)`: \(error.message)", at: root.part(error.path).place, hint: error.hint)
        }
    }
}

extension YAMLMapping {
    /// Where an entry of the `verify` list refers to a field; the entry itself where that cannot be told.
    fileprivate func place(of field: FieldPath, inEntry path: String) -> YAMLPlace {
        let part = part(path)
        guard case .mapping(let options)? = part.node?.kind else { return part.place }
        return options.first { $0.value.value == .string("$\(field)") }?.place ?? part.place
    }

    /// A part of the `verify` list and where it stands, by the path that the list's own errors give: `[0].answer.format`.
    ///
    /// Keys may hold points themselves, so each step takes the longest key that fits. A path that leads nowhere ends at
    /// the last part that is there.
    fileprivate func part(_ path: String) -> (place: YAMLPlace, node: YAMLNode?) {
        guard let entry = entries.first(where: { $0.key == "verify" }) else { return (place, nil) }
        var place = path.isEmpty ? entry.value.place : entry.place
        var node = entry.value
        var rest = path[...]
        while !rest.isEmpty {
            switch node.kind {
            case .sequence(let nodes):
                guard rest.hasPrefix("["), let end = rest.firstIndex(of: "]"),
                    let index = Int(rest[rest.index(after: rest.startIndex)..<end]), nodes.indices.contains(index)
                else { return (place, node) }
                node = nodes[index]
                place = node.place
                rest = rest[rest.index(after: end)...]
            case .mapping(let inner):
                let name = rest.hasPrefix(".") ? rest.dropFirst() : rest
                let fitting = inner.filter { entry in
                    guard !entry.key.isEmpty, name.hasPrefix(entry.key) else { return false }
                    let after = name.dropFirst(entry.key.count)
                    return after.isEmpty || after.hasPrefix(".") || after.hasPrefix("[")
                }
                guard let entry = fitting.max(by: { $0.key.count < $1.key.count }) else { return (place, node) }
                node = entry.value
                place = entry.place
                rest = name.dropFirst(entry.key.count)
            default: return (place, node)
            }
        }
        return (place, node)
    }
}
