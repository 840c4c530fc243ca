internal import JSON
internal import YAML

/// `tasks.generate` as a file says it: a generator's name and its options, each with its place.
struct GeneratorCall {
    private let name: String
    private let options: JSONObject
    private let entries: [YAMLNode.Entry]
    private let place: YAMLPlace

    /// The option of generators that have levels.
    private static let difficulty = "difficulty"

    /// A name, or `{name: {options}}`.
    init(_ node: YAMLNode) throws(YAMLError) {
        if case .string(let text) = node.kind {
            (name, options, entries, place) = (text, JSONObject(), [], node.place)
            return
        }
        let mapping = try node.mapping("generate")
        guard let entry = mapping.entries.first, mapping.entries.count == 1 else {
            throw node.error("`generate` names one generator", hint: "Write generate: {NAME: {options}}")
        }
        name = entry.key
        place = entry.place
        entries = entry.value.isNull ? [] : try entry.value.mapping(name).entries
        options = JSONObject(entries.map { .init(key: $0.key, value: $0.value.value) })
    }

    /// The levels that the generator has, which `difficulty` in `tasks` may choose of; throws where it has none, or where
    /// they are chosen in its options too.
    func levels() throws(YAMLError) -> ClosedRange<Int> {
        let levels = try placed { () throws(GeneratorOptionError) in
            guard let levels = try GeneratorCatalog.type(name).levels else {
                throw GeneratorOptionError(
                    option: nil, "`\(name)` makes no levels, so it has no `difficulty`",
                    hint: "choose by its own options")
            }
            return levels
        }
        if let twice = entries.first(where: { $0.key == Self.difficulty }) {
            throw YAMLError(
                "`difficulty` stands in the generator's options and in `tasks`", at: twice.place,
                hint: "Keep the one in `tasks`")
        }
        return levels
    }

    /// The generator, of some of its levels where they are given.
    func make(levels: ClosedRange<Int>?) throws(YAMLError) -> any TaskGenerator {
        var options = options
        if let levels {
            options[Self.difficulty] = ["from": .int(levels.lowerBound), "to": .int(levels.upperBound)]
        }
        return try placed { () throws(GeneratorOptionError) in try GeneratorCatalog.make(name, options: options) }
    }

    /// A generator for each of these levels.
    func graded(_ levels: ClosedRange<Int>, seed: UInt64) throws(YAMLError) -> GradedGeneratorSource {
        var generators: [any TaskGenerator] = []
        for level in levels { generators.append(try make(levels: level...level)) }
        guard let source = GradedGeneratorSource(generators, from: levels.lowerBound, seed: seed) else {
            throw YAMLError("`\(name)` makes no levels", at: place, hint: "Leave `difficulty` out")
        }
        return source
    }

    /// What a body gives; what it throws is said at the option's place.
    private func placed<Value>(_ body: () throws(GeneratorOptionError) -> Value) throws(YAMLError) -> Value {
        do {
            return try body()
        } catch {
            let at = error.option.flatMap { option in entries.first { $0.key == option }?.place } ?? place
            throw YAMLError((error.option.map { "`\($0)`: " } ?? "") + error.message, at: at, hint: error.hint)
        }
    }
}
