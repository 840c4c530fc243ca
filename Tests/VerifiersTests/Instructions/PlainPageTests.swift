import Foundation
import JSON
import Rollouts
import Testing

@testable import Verifiers

@Suite struct PlainPageTests {
    /// The page's rows: word, example, what it asks for, a text that follows it or none, and one that does not.
    private static func rows() throws -> [[String]] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let path = "Sources/Verifiers/Instructions/Plain/README.md"
        let page = try String(contentsOf: root.appending(path: path), encoding: .utf8)
        return page.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { line in
            line.dropFirst(2).dropLast(2).components(separatedBy: " | ").map {
                $0.trimmingCharacters(in: CharacterSet(charactersIn: " `"))
            }
        }
    }

    @Test func `the page has every plain word, in order, with examples that hold`() throws {
        let rows = try Self.rows()
        #expect(rows.map { $0.first ?? "" } == PlainCatalog.names)
        var texts = 0
        for row in rows {
            try #require(row.count == 5, "\(row)")
            let list = #"[{"instructions": {"\#(row[0])": \#(row[1])}}]"#
            for (cell, passes) in [(row[3], true), (row[4], false)] where !cell.isEmpty {
                let text = try #require(json(cell).string)
                let verdict = try judge(list, text)
                #expect(verdict.passed == passes, "\(list) on \(text.debugDescription): \(verdict)")
                texts += 1
            }
        }
        print("instructions: \(rows.count) plain words, \(texts) examples on their page")
        #expect(rows.count { $0[3].isEmpty } <= 7)
    }
}
