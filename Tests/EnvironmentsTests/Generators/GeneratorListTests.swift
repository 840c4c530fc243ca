import Foundation
import JSON
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
