import Foundation
import JSON
import Rollouts
import Testing
import Verifiers
import YAML

@testable import Environments

/// The generator of an environment that ships, with the options of its file, a level at a time.
struct ShippedTasks: Sendable {
    let environment: any VerifierEnvironment
    /// The levels there are; 0 alone where tasks have none.
    let levels: ClosedRange<Int>
    private let generator: String
    private let options: JSONObject

    /// The names of the environments that ship.
    static let names: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/environments")) ?? []
        return files.filter { $0.hasSuffix(".yaml") && !$0.hasPrefix("_") }.map { String($0.dropLast(5)) }.sorted()
    }()

    init(_ name: String, in catalog: EnvironmentCatalog) throws {
        environment = try #require(catalog[name], "\(name) does not load")
        let text = try String(contentsOfFile: "\(root)/environments/\(name).yaml", encoding: .utf8)
        let generate = try #require(try YAMLReader.read(text).value["tasks"]?["generate"], "\(name) generates nothing")
        generator = try #require(generate.string ?? generate.object?.keys.first)
        options = generate[generator]?.object ?? [:]
        levels = try GeneratorCatalog.type(generator).levels ?? 0...0
    }

    /// The tasks of one level.
    func generator(level: Int) throws -> any TaskGenerator {
        var options = options
        if level > 0 { options["difficulty"] = ["from": .int(level), "to": .int(level)] }
        return try GeneratorCatalog.make(generator, options: options)
    }

    /// Completions that are wrong by construction: the gold with one value, key, bracket, call or word changed.
    func mutants(of task: RolloutTask, _ draws: inout SeededGenerator) throws -> [String] {
        let gold = try #require(task.gold, "\(task.id) has no gold")
        switch generator {
        case "arithmetic", "extract_json", "letter_count": return try GeneratedTaskTests.mutants(of: gold, &draws)
        case "answer_format", "multiple_choice", "math":
            return MissionEnvironmentTests.mutants(environment.name, task).map { $0.text }
        case "schema_adherence":
            let document = try #require(task.fields["document"])
            let changed = JSONMutants.of(document, &draws).map { $0.value.text }
            return changed + JSONMutants.broken(gold) + [task.fields["broken"]?.text].compactMap { $0 }
        case "instruction_following":
            let ids = task.fields["instruction_id_list"]?.array ?? []
            return zip(ids, task.fields["kwargs"]?.array ?? []).map { id, kwargs in
                InstructionMutants.broken(gold, id: id.string ?? "", kwargs: kwargs)
            }
        case "tool_call": return try ToolCallTests.mutants(of: task, &draws)
        case "reasoning_puzzles":
            let name = task.fields["puzzle"]?.string ?? ""
            let swaps = !PuzzleMutantTests.orderless.contains(name)
            return Mutants.of(PuzzleBench.answer(task), swaps: swaps).map { "<answer>\($0)</answer>" } + [
                "<think>" + gold
            ]
        default: return ["<think>" + gold]
        }
    }

    /// Whether a changed gold that passes may be another right answer of its task.
    func hasManyAnswers(_ task: RolloutTask) -> Bool {
        PuzzleMutantTests.manyAnswers.contains(task.fields["puzzle"]?.string ?? "")
    }
}
