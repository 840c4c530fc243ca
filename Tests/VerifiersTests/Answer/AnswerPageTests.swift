import Foundation
import JSON
import Rollouts
import Testing

@testable import Verifiers

@Suite struct AnswerPageTests {
    private static func page() throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: "Sources/Verifiers/Answer/README.md"), encoding: .utf8)
    }

    @Test func `the page's examples run`() throws {
        let page = try Self.page()
        let block = try #require(page.split(separator: "```jsonl\n").last?.split(separator: "```").first)
        let lines = block.split(separator: "\n")
        #expect(lines.count >= 10)
        for line in lines {
            let row = try json(String(line))
            let options = try #require(row["verify"])
            let list: JSONValue = .array([.object(["answer": options])])
            let verdict = try judge(list.text, try #require(row["completion"]?.string))
            #expect(verdict.passed == row["passes"]?.bool, "\(line)")
        }
    }

    @Test func `the page names every format and comparison`() throws {
        let page = try Self.page()
        for name in AnswerFormats.names where !["complex_", "natural_language_"].contains(where: name.hasPrefix) {
            #expect(page.contains("`\(name)`"), "\(name)")
        }
        for name in AnswerComparisons.names { #expect(page.contains("`\(name)`"), "\(name)") }
    }
}
