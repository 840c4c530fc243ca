import Foundation
import JSON
import Rollouts
import Testing

@testable import Environments

@Suite struct GeneratorListTests {
    @Test func `every file of tasks is a generator in the list, and every generator has its file`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let files = try FileManager.default.contentsOfDirectory(
            atPath: root.appending(path: "Sources/Environments/Generators").path)
        let found = files.filter { $0.hasSuffix("Tasks.swift") }.map { $0.dropLast("Tasks.swift".count).lowercased() }
        #expect(found.sorted() == GeneratorCatalog.names.map { $0.replacing("_", with: "") }.sorted())
    }

    @Test func `every generator gives the tasks that were recorded, on every machine`() throws {
        var found: [String] = []
        for type in GeneratorCatalog.generators {
            // FNV-1a over the whole of three tasks a level.
            var hash: UInt64 = 0xCBF2_9CE4_8422_2325
            for level in type.levels.map(Array.init) ?? [0] {
                let options: JSONObject = level > 0 ? ["difficulty": ["from": .int(level), "to": .int(level)]] : [:]
                let generator = try GeneratorCatalog.make(type.name, options: options)
                for index in 0..<3 {
                    let task = generator.task(at: index, seed: 42)
                    for byte in "\(task.id)\(JSONValue.object(task.fields).text)\(task.gold ?? "")".utf8 {
                        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
                    }
                }
            }
            found.append("\(type.name) \(String(hash, radix: 16))")
        }
        #expect(found == Self.recorded, "\(found.joined(separator: "\n"))")
    }

    /// To be recorded anew where tasks are changed on purpose.
    private static let recorded = [
        "answer_format f90a3c0fc6e59a74", "arithmetic 2a731117dc6ade83", "extract_json 6615e8e34bf6972a",
        "instruction_following 5063d24cd388e324", "letter_count b5a5dcd7af49f1d8", "math f44704ccea6b43d5",
        "multiple_choice ed1888cc76e2119d", "reasoning_puzzles 2bd670a2b1a7f78f", "schema_adherence 3a01948df25a77c4",
        "tool_call 8718bee5f5c66a2a",
    ]

    @Test func `names are in snake case, each once`() {
        #expect(Set(GeneratorCatalog.names).count == GeneratorCatalog.names.count)
        #expect(GeneratorCatalog.names.allSatisfy { $0.wholeMatch(of: /[a-z][a-z0-9_]*/) != nil })
    }

    @Test func `an unknown generator is told with the known ones and the nearest`() {
        let error = #expect(throws: GeneratorOptionError.self) { try GeneratorCatalog.make("aritmetic", options: [:]) }
        #expect(error?.hint?.contains("did you mean `arithmetic`?") == true)
        #expect(error?.hint?.contains("`letter_count`") == true)
    }

    @Test(arguments: [
        ("arithmetic", #"{"digit": 2}"#, "digit", "did you mean `digits`?"),
        ("arithmetic", #"{"digits": 2, "digits": 3}"#, "digits", "keep one"),
        ("arithmetic", #"{"digits": 0}"#, "digits", "from 1 to 9"),
        ("arithmetic", #"{"digits": 2.5}"#, "digits", "from 1 to 9"),
        ("arithmetic", #"{"terms": 7}"#, "terms", "from 2 to 6"),
        ("arithmetic", #"{"operations": "add"}"#, "operations", "a list"),
        ("arithmetic", #"{"operations": []}"#, "operations", "a list"),
        ("arithmetic", #"{"operations": ["add", "minus"]}"#, "operations", "`subtract`"),
        ("arithmetic", #"{"operations": ["add", "add"]}"#, "operations", "twice"),
        ("arithmetic", #"{"operations": ["divide"], "terms": 3}"#, "terms", "`divide`"),
        ("arithmetic", #"{"operations": ["multiply"], "digits": 9, "terms": 3}"#, "digits", "at most 18"),
        ("extract_json", #"{"keys": 1}"#, "keys", "from 2 to 6"),
        ("extract_json", #"{"keys": 7}"#, "keys", "from 2 to 6"),
        ("extract_json", #"{"distractors": 3}"#, "distractors", "from 0 to 2"),
        ("letter_count", #"{"letters": "all"}"#, "letters", "`any`"),
        ("letter_count", #"{"shortest": 9, "longest": 5}"#, "longest", "no word"),
        ("letter_count", #"{"shortest": 99}"#, "shortest", "a whole number"),
    ])
    func `what is wrong with options is told with what to write`(
        _ name: String, _ options: String, option: String, says: String
    ) throws {
        let object = try #require(try JSONReader().read(options).object)
        let error = #expect(throws: GeneratorOptionError.self) { try GeneratorCatalog.make(name, options: object) }
        #expect(error?.option == option)
        #expect(error?.description.contains(says) == true, "\(String(describing: error))")
    }
}
