package import JSON
import Verifiers

/// The generators that `generate` may name.
package enum GeneratorCatalog {
    /// One line a generator; a test holds this list against the files `…Tasks.swift` beside this one.
    package static let generators: [any TaskGenerator.Type] = [
        AnswerFormatTasks.self,
        ArithmeticTasks.self,
        ExtractJSONTasks.self,
        InstructionFollowingTasks.self,
        LetterCountTasks.self,
        MathTasks.self,
        MultipleChoiceTasks.self,
        ReasoningPuzzlesTasks.self,
        SchemaAdherenceTasks.self,
        ToolCallTasks.self,
    ]

    /// Every generator's name, in the order listed.
    package static var names: [String] { generators.map { $0.name } }

    /// The generator of a name with its options; throws where nobody is called so, or the options are wrong.
    package static func make(_ name: String, options: JSONObject) throws(GeneratorOptionError) -> any TaskGenerator {
        try type(name).init(options: options)
    }

    /// The generator of a name; throws where nobody is called so.
    package static func type(_ name: String) throws(GeneratorOptionError) -> any TaskGenerator.Type {
        guard let generator = generators.first(where: { $0.name == name }) else {
            throw GeneratorOptionError(
                option: nil, "there is no generator \(OptionMismatch.describe(.string(name)))",
                hint: NearestName.hint(for: name, among: names))
        }
        return generator
    }
}
