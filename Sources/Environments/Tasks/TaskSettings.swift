internal import JSON
internal import Verifiers
internal import YAML

/// The `tasks` section: where an environment's tasks come from.
struct TaskSettings: Sendable {
    /// Where tasks come from.
    enum Origin: Sendable {
        /// A JSON Lines file, its path relative to the environment's file, and one whose rows join its rows.
        case file(String, TaskReader, join: Join?)
        /// A generator.
        case generator(any TaskGenerator)
        /// A generator whose levels follow the pass rate.
        case levels(GradedGeneratorSource)
    }

    /// A file whose rows add their keys to the rows that have the same value in one key.
    struct Join: Sendable {
        /// Its path, relative to the environment's file.
        var file: String
        /// Where both rows have what they are joined by.
        var by: ColumnPath
        /// Where the file is named.
        var place: YAMLPlace
    }

    /// Where they come from.
    var origin: Origin
    /// What shuffles a file and feeds a generator.
    var seed: UInt64
    /// Whether a file's epochs are shuffled.
    var isShuffled: Bool
    /// Passes over the tasks; nil for no end.
    var epochs: Int?
    /// Levels, and whether tasks follow the pass rate.
    var difficulty: DifficultySettings?
    /// The field whose values are to be accepted equally often.
    var balance: FieldPath?
    /// Where the file or the generator is named.
    var place: YAMLPlace

    private static let maxColumns = 256

    /// The section's settings.
    init(_ mapping: YAMLMapping) throws(YAMLError) {
        let file = mapping.optionalNode("file")
        let generate = mapping.optionalNode("generate")
        let columns = try Self.reader(mapping)
        let join = try Self.join(mapping)
        seed = UInt64(try mapping.optionalInt("seed", in: 0 ... .max) ?? 0)
        let shuffle = try mapping.optionalBool("shuffle")
        isShuffled = shuffle ?? true
        epochs = try mapping.optionalInt("epochs", in: 1...1_000_000)
        balance = try Self.balance(mapping)
        let section = try mapping.optionalMapping("difficulty")
        try mapping.finish()
        switch (file, generate) {
        case (let file?, nil):
            if balance != nil { throw mapping.error("balance", "`balance` belongs to `generate`") }
            if let section { difficulty = try DifficultySettings(section, levels: nil) }
            origin = .file(try Self.path(file), columns ?? TaskReader(), join: join)
            place = file.place
        case (nil, let generate?):
            if columns != nil {
                throw mapping.error("columns", "`columns` belongs to `file`; a generator names its own fields")
            }
            if join != nil { throw mapping.error("join", "`join` belongs to `file`") }
            if shuffle != nil {
                throw mapping.error("shuffle", "`shuffle` belongs to `file`; a generator follows its seed")
            }
            let call = try GeneratorCall(generate)
            if let section { difficulty = try DifficultySettings(section, levels: call.levels()) }
            if let difficulty, difficulty.adapts, let levels = difficulty.levels {
                if epochs != nil {
                    throw mapping.error(
                        "epochs", "tasks that follow the pass rate have no end, so there are no `epochs`",
                        hint: "Use `stop` to end the environment")
                }
                origin = .levels(try call.graded(levels, seed: seed))
            } else {
                let generator = try call.make(levels: difficulty?.levels)
                if epochs != nil, generator.size == nil {
                    throw mapping.error(
                        "epochs", "this generator never ends, so it has no `epochs`",
                        hint: "Use `stop` to end the environment")
                }
                origin = .generator(generator)
            }
            place = generate.place
        case (nil, nil):
            throw YAMLError(
                "`tasks` needs a `file` or a `generate`", at: mapping.place,
                hint: "Write file: data/tasks.jsonl, or generate: {NAME: {options}}")
        case (_?, _?):
            throw mapping.error("generate", "`tasks` has a `file` and a `generate`", hint: "Keep one of them")
        }
    }

    private static func balance(_ mapping: YAMLMapping) throws(YAMLError) -> FieldPath? {
        guard let text = try mapping.optionalString("balance") else { return nil }
        do {
            return try FieldPath(text)
        } catch {
            throw mapping.error("balance", "`balance` names a field, or a path `outer.inner`")
        }
    }

    private static func path(_ node: YAMLNode) throws(YAMLError) -> String {
        let path = try node.string("file")
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw node.expected("the path of a JSON Lines file", for: "file")
        }
        return path
    }

    private static func join(_ mapping: YAMLMapping) throws(YAMLError) -> Join? {
        guard let section = try mapping.optionalMapping("join") else { return nil }
        let file = try section.node("file")
        let join = Join(
            file: try path(file), by: try ColumnReading.path(section.node("by"), field: "by"), place: file.place)
        try section.finish()
        return join
    }

    private static func reader(_ mapping: YAMLMapping) throws(YAMLError) -> TaskReader? {
        guard let section = try mapping.optionalMapping("columns") else { return nil }
        guard !section.entries.isEmpty, section.entries.count <= maxColumns else {
            throw mapping.error("columns", "`columns` names 1 to \(maxColumns) fields")
        }
        var reader = TaskReader()
        reader.columns = []
        for entry in section.entries {
            switch entry.key {
            case "id": reader.id = try ColumnReading.path(entry.value, field: "id")
            case "gold": reader.gold = try ColumnReading.path(entry.value, field: "gold")
            default:
                reader.columns?.append(
                    .init(field: entry.key, reading: try ColumnReading(entry.value, field: entry.key)))
            }
        }
        return reader
    }
}
