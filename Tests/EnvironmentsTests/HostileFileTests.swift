import Environments
import Foundation
import JSON
import Rollouts
import Testing
import Verifiers

@testable import struct Environments.SeededGenerator

@Suite struct `A hostile file` {
    @Test(arguments: [
        "", "\u{0}", "null", "[]", "5", "&a [*a]", "a: &a {b: *a}", "? [1]\n: 2", "tasks: !!python/object:os.system x",
        "tasks: {generate: arithmetic}\ntasks: {generate: arithmetic}", "%YAML 9.9\n---\na: 1", "---\na: 1\n---\nb: 2",
        String(repeating: "[", count: 100_000), String(repeating: "{a: ", count: 50_000),
        String(repeating: "- ", count: 100_000),
        "a: " + String(repeating: "x", count: 900_000), String(repeating: "a\n", count: 300_000),
        (0..<30).map { "a\($0): &a\($0) [\(String(repeating: "*a\(max(0, $0 - 1)),", count: $0 == 0 ? 0 : 9))]" }
            .joined(separator: "\n"),
    ])
    func `is broken with a place, and no more`(_ text: String) async throws {
        let found = try await errors(text)
        #expect(!found.isEmpty && found.allSatisfy { $0.file != nil && !$0.message.isEmpty })
        #expect(found.allSatisfy { $0.description.utf8.count < 4000 })
    }

    @Test func `made of a good one by mutation loads or is broken, and never stops the loading`() async throws {
        let seed = ProcessInfo.processInfo.environment["WINNOW_SEED"].flatMap(UInt64.init) ?? 20_260_822
        let rounds = ProcessInfo.processInfo.environment["WINNOW_FUZZ"].flatMap(Int.init) ?? 12
        var generator = SeededGenerator(seed: seed)
        let sources = try ["arithmetic", "extract_json", "letter_count"].map {
            Array(try Data(contentsOf: URL(fileURLWithPath: "\(root)/environments/\($0).yaml")))
        }
        for round in 0..<rounds {
            let folder = try TemporaryFolder()
            for index in 0..<8 {
                try folder.write(
                    "m\(index).yaml", Self.mutated(sources[generator.below(sources.count)], &generator, sources))
            }
            let catalog = await folder.load()
            #expect(catalog.loaded.count + catalog.broken.count == 8, "seed \(seed), round \(round)")
            #expect(catalog.broken.allSatisfy { !$0.errors.isEmpty }, "seed \(seed), round \(round)")
            for environment in catalog.loaded {
                let task = try environment.tasks.next(after: TaskCursor(position: 3))?.task
                if let task {
                    _ = await environment.judge(task, Completion(text: "<answer>1</answer>"), budget: .standard)
                }
            }
        }
    }

    private static let pieces = [
        "{", "}", "[", "]", ": ", "- ", "\n", "  ", "\"", "'", "&a ", "*a", "!!str ", "|\n", ">\n", "{{", "}}",
        "{{#a}}", "$", "$$x", "0", "-1",
        "1e999", "99999999999999999999", ".inf", "null", "true", "~", "#", "%", "\u{0}", "\u{FEFF}", "\u{301}", "é",
        "<<: ", "? ", "---\n", "\t",
    ].map { Array($0.utf8) }

    private static func mutated(_ source: [UInt8], _ generator: inout SeededGenerator, _ sources: [[UInt8]]) -> [UInt8]
    {
        var bytes = source
        for _ in 0...generator.below(4) {
            let place = generator.below(bytes.count + 1)
            let length = min(generator.below(40), bytes.count - place)
            switch generator.below(6) {
            case 0: bytes.removeSubrange(place..<(place + length))
            case 1: bytes.insert(contentsOf: generator.pick(pieces) ?? [], at: place)
            case 2: bytes.replaceSubrange(place..<(place + length), with: generator.pick(pieces) ?? [])
            case 3: bytes.insert(contentsOf: bytes[place..<(place + length)], at: generator.below(bytes.count + 1))
            case 4: if place < bytes.count { bytes[place] = UInt8(truncatingIfNeeded: generator.next()) }
            default:
                let other = sources[generator.below(sources.count)]
                bytes.insert(contentsOf: other[..<generator.below(other.count)].suffix(generator.below(120)), at: place)
            }
        }
        return bytes
    }

    @Test func `of data gives only faults that are told`() async throws {
        var generator = SeededGenerator(seed: 77)
        let folder = try TemporaryFolder()
        var bytes: [UInt8] = []
        for n in 0..<400 {
            switch generator.below(5) {
            case 0: bytes += (0..<generator.below(200)).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
            case 1: bytes += Array((String(repeating: "[", count: 2000) + String(repeating: "]", count: 2000)).utf8)
            case 2: bytes += Array(#"{"question": {"deep": [\#(n)]}, "answer": 1e999}"#.utf8)
            default: bytes += Array(#"{"question": "{{x}} \#(n)", "answer": \#(n)}"#.utf8)
            }
            bytes.append(0x0A)
        }
        try folder.write("t.jsonl", bytes)
        try folder.write("e.yaml", yaml(tasks: "{file: t.jsonl, epochs: 1}"))
        let catalog = await folder.load()
        let environment = try #require(catalog["e"], "\(catalog.broken)")
        var cursor = TaskCursor()
        var (tasks, skipped) = (0, 0)
        while let step = try environment.tasks.next(after: cursor) {
            cursor = step.cursor
            tasks += 1
            skipped += step.skipped
            _ = try environment.prompt(for: step.task)
            _ = await environment.judge(step.task, Completion(text: "<answer>1</answer>"), budget: .standard)
        }
        #expect(tasks > 200 && skipped > 60)
    }
}
