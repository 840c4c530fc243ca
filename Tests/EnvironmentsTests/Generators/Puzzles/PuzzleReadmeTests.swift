import Foundation
import Testing

@testable import Environments

@Suite struct PuzzleReadmeTests {
    @Test func `the page lists every puzzle with the size of each level`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(
            contentsOf: root.appending(path: "Sources/Environments/Generators/Puzzles/README.md"), encoding: .utf8)
        let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `") }
        #expect(rows.count == PuzzleCatalog.names.count)
        for name in PuzzleCatalog.names {
            let sizes = try PuzzleCatalog.levels.map { Self.written(try PuzzleBench.tasks(name, level: $0).size) }
            let end = "| " + sizes.joined(separator: " | ") + " |"
            #expect(rows.contains { $0.hasPrefix("| `\(name)` | ") && $0.hasSuffix(end) }, "| `\(name)` | \(end)")
        }
    }

    /// A size in a few characters: thousands, millions, or the power of ten below it.
    private static func written(_ size: Int?) -> String {
        guard let size else { return "∞" }
        if size < 1_000_000 { return "\(size / 1_000)k" }
        var (power, rest) = (0, size)
        while rest >= 10 { (power, rest) = (power + 1, rest / 10) }
        return "10^\(power)"
    }
}
