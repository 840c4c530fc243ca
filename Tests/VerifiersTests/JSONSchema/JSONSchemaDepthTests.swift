import Foundation
import JSON
import Testing

@testable import Verifiers

/// Schemas and values as deep as the caps let them be, on a thread whose stack is small.
@Suite struct JSONSchemaDepthTests {
    /// What came of a schema and a value.
    enum Outcome: String, Sendable {
        case valid, invalid, fault, exhausted
    }

    /// The stack that some systems give to threads which are not the first one, in bytes; more where nothing is
    /// optimised, whose frames are many times as large.
    #if DEBUG
    static let stack = 8 << 20
    #else
    static let stack = 1536 << 10
    #endif

    private static func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    /// Judges on a small stack, both by the pass that tells nothing and by the one that tells all.
    private static func outcome(_ schema: String, _ text: String) async -> Outcome? {
        await withCheckedContinuation { continuation in
            let thread = Thread {
                let outcome: Outcome?
                do {
                    var budget = Budget.standard
                    let options = SchemaOptions(formats: true)
                    let schema = try JSONReader().read(schema)
                    switch try SchemaProgram.compile(schema, options: options, budget: &budget) {
                    case .failure: outcome = .fault
                    case .success(let program):
                        let document = try JSONReader().document(Array(text.utf8))
                        outcome = try program.report(on: document, budget: &budget).isValid ? .valid : .invalid
                    }
                } catch {
                    outcome = error is BudgetExhausted ? .exhausted : nil
                }
                continuation.resume(returning: outcome)
            }
            thread.stackSize = stack
            thread.start()
        }
    }

    private static func nested(_ open: String, _ close: String, _ depth: Int) -> String {
        repeated(open, depth) + "1" + repeated(close, depth)
    }

    /// As deep as a completion is read.
    static let deepArray = repeated("[", 127) + "1" + repeated("]", 127)
    static let deepObject = repeated(#"{"a": "#, 127) + "1" + repeated("}", 127)

    /// Schemas that look into every level of a value, and what they say of the deepest ones.
    static let deepValues: [(schema: String, text: String, outcome: Outcome)] = [
        (##"{"items": {"$ref": "#"}}"##, deepArray, .valid),
        (##"{"items": {"$ref": "#"}, "type": "array"}"##, deepArray, .invalid),
        (##"{"properties": {"a": {"$ref": "#"}}, "type": "object"}"##, deepObject, .invalid),
        (##"{"additionalProperties": {"$ref": "#"}, "maximum": 0}"##, deepObject, .invalid),
        (##"{"patternProperties": {"^a": {"$ref": "#"}}}"##, deepObject, .valid),
        (##"{"contains": {"$ref": "#"}}"##, deepArray, .valid),
        (#"{"uniqueItems": true}"#, "[\(repeated("[", 126))\(repeated("]", 126)), 1]", .valid),
        (#"{"const": \#(deepArray)}"#, deepArray, .valid),
        (#"{"enum": [\#(repeated("[", 100) + repeated("]", 100))]}"#, deepArray, .invalid),
        (##"{"allOf": [{"anyOf": [{"oneOf": [{"items": {"$ref": "#"}}]}]}]}"##, deepArray, .valid),
        (
            ##"{"unevaluatedProperties": false, "allOf": [{"properties": {"a": {"$ref": "#"}}}]}"##, deepObject,
            .valid
        ),
        (
            ##"{"$dynamicAnchor": "x", "items": {"allOf": [{"not": {"not": {"$dynamicRef": "#x"}}}]}}"##, deepArray,
            .valid
        ),
    ]

    @Test func `deep values are judged on a small stack`() async {
        for (schema, text, expected) in Self.deepValues {
            let outcome = await Self.outcome(schema, text)
            #expect(outcome == expected, "\(schema.prefix(100))")
            // Deeper than any completion is read, but not than the reader could.
            let deeper = text.contains("{") ? Self.nested(#"{"a": "#, "}", 511) : Self.nested("[", "]", 511)
            #expect(await Self.outcome(schema, deeper) != nil, "\(schema.prefix(100))")
        }
    }

    @Test func `deep schemas and chains end on a small stack`() async {
        for (open, close) in [
            (#"{"not": "#, "}"), (#"{"items": "#, "}"), (#"{"allOf": ["#, "]}"),
            (#"{"anyOf": [{"minimum": 2}, "#, "]}"),
            (#"{"properties": {"a": "#, "}}"), (#"{"if": "#, "}"), (#"{"dependentSchemas": {"a": "#, "}}"),
        ] {
            for depth in [60, 120, 240, 500] {
                let schema = Self.repeated(open, depth) + "{}" + Self.repeated(close, depth)
                let outcome = await Self.outcome(schema, "1")
                // Past the reader's 512 levels there is no schema at all.
                #expect(outcome != nil || depth >= 240, "\(open) \(depth)")
            }
        }
        for keyword in ["$ref", "allOf", "anyOf", "not"] {
            let chain = (0..<3_000).map { index -> String in
                let next = ##"{"$ref": "#/$defs/d\##(index + 1)"}"##
                let applied =
                    switch keyword {
                    case "$ref": ##""$ref": "#/$defs/d\##(index + 1)""##
                    case "not": #""not": \#(next)"#
                    default: #""\#(keyword)": [\#(next)]"#
                    }
                return #""d\#(index)": {\#(applied), "minimum": 0}"#
            }.joined(separator: ", ")
            let schema = ##"{"$defs": {\##(chain), "d3000": {}}, "$ref": "#/$defs/d0"}"##
            #expect(await Self.outcome(schema, "1") == .exhausted, "\(keyword)")
        }
    }
}
