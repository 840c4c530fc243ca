import Foundation
import JSON
import Rollouts
import Testing

@testable import Environments

/// Requests of every generator, held against rules that a careful writer keeps: what a reader would stumble
/// over is found by its form, whichever word list it comes from.
@Suite struct PromptWordingTests {
    /// A form that no prompt has.
    private struct Slip: Sendable {
        let name: String
        /// What it looks like, as ICU reads it.
        let pattern: String
        /// The generators whose grids, code or formulas look alike without being one.
        var exempt: Set<String> = []
    }

    private static let slips = [
        // "1 liters", "1 blue balls"; not "x=1, y=1" or "Step 1 is".
        Slip(
            name: "one of several",
            pattern: #"(?<![\w.,=:+*/-])(?<!\d )1 (?:red |blue |green |white )?(?!is |was |has |less |plus )[a-z]+s\b"#),
        Slip(name: "article", pattern: #"\b[Aa]n [bcdfgjklmnpqrstvwxyz]|\ba (?!after z|one|once)[aeio]"#),
        Slip(name: "word twice", pattern: #"\b([A-Za-z]{2,}) \1\b"#),
        Slip(name: "two articles", pattern: #"\b(?:a|an|some|the) (?:A|An|The) "#),
        Slip(
            name: "space or mark", pattern: #" [,;](?! [.,!?;:])|(?<! ):,|,,|\w\.\.(?!\.)|\?\."#,
            exempt: ["answer_format", "instruction_following", "reasoning_puzzles"]),
        Slip(name: "two spaces", pattern: #"\S  \S"#, exempt: ["reasoning_puzzles"]),
        Slip(name: "cents", pattern: #"\d\.\d (?:euros|dollars|pounds)"#),
        // "Track the package, it is on its way."
        Slip(
            name: "clause after a comma", pattern: #", (?:it|my \w+|the \w+) (?:is|was) (?!.*;)"#,
            exempt: ["schema_adherence", "instruction_following", "reasoning_puzzles"]),
        Slip(name: "place left open", pattern: #"\{[a-z_]+\}|\{\{"#, exempt: ["math", "reasoning_puzzles"]),
    ]

    @Test(arguments: GeneratorCatalog.names)
    func `requests are written as a careful person would`(_ name: String) throws {
        var found: [String: [String]] = [:]
        for level in try GeneratorCatalog.type(name).levels.map(Array.init) ?? [0] {
            let options: JSONObject = level > 0 ? ["difficulty": ["from": .int(level), "to": .int(level)]] : [:]
            let generator = try GeneratorCatalog.make(name, options: options)
            for index in 0..<(level > 0 ? seedsOfEach / 5 : 2 * seedsOfEach) {
                let task = generator.task(at: index, seed: UInt64(500 + level))
                let asked = ["prompt", "request", "question", "problem", "sentence"].compactMap {
                    task.fields[$0]?.string
                }
                let text = try #require(asked.first, "\(task.id) asks nothing")
                if let first = text.first, !first.isUppercase, !first.isNumber {
                    found["small letter first", default: []].append("\(task.id): \(text.prefix(80))")
                }
                for slip in Self.slips where !slip.exempt.contains(name) {
                    guard let range = text.range(of: slip.pattern, options: .regularExpression) else { continue }
                    let around = text[..<range.upperBound].suffix(50) + text[range.upperBound...].prefix(30)
                    found[slip.name, default: []].append("\(task.id): …\(around)…")
                }
            }
        }
        for (slip, places) in found {
            Issue.record("\(slip), \(places.count) times: \(places.prefix(4).joined(separator: " | "))")
        }
    }

    @Test func `the rules find what they are for`() {
        let wrong = [
            "How can you get exactly 1 liters?", "there are exactly 2 red and 1 blue balls among them",
            "Book a armchair.", "It is an red one.", "Put on some The Harbor Trio.", "the the last", "Here , there",
            "It costs 74.9 dollars.", "Find package PK-1, it is on its way.", "Order {item} now.",
        ]
        for text in wrong {
            #expect(Self.slips.contains { text.range(of: $0.pattern, options: .regularExpression) != nil }, "\(text)")
        }
        let right = [
            "x=1, y=1", "It takes 1 minute.", "going on with a after z", "an hour", "a unit", "74.90 dollars",
            "Step 1 is it",
        ]
        for text in right {
            let slip = Self.slips.first { text.range(of: $0.pattern, options: .regularExpression) != nil }
            #expect(slip == nil, "\(text): \(slip?.name ?? "")")
        }
    }
}
