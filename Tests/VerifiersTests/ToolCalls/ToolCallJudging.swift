import Foundation
import JSON
import Rollouts
import Testing

@testable import Verifiers

/// The tools that this family's own cases offer.
let caseTools = #"""
    [{"type": "function", "function": {"name": "weather", "parameters": {"type": "object", "required": ["city"],
        "properties": {"city": {"type": "string"}, "days": {"type": "integer"}, "unit": {"type": "string", "enum": ["c", "f"]},
            "detail": {"type": "boolean"}}}}},
     {"name": "stats.mean", "parameters": {"type": "dict", "required": ["values"], "properties": {
        "values": {"type": "array", "items": {"type": "float"}}, "scale": {"type": "number"}, "tags": {"type": "array"},
        "pair": {"type": "tuple", "items": {"type": "integer"}}, "box": {"type": "object", "required": ["w"],
            "properties": {"w": {"type": "integer"}, "h": {"type": "number"}}, "additionalProperties": false}}}},
     {"name": "now", "parameters": {"type": "object", "properties": {}}},
     {"name": "open", "parameters": {"type": "object", "additionalProperties": {"type": "string"}}},
     {"name": "any"}]
    """#

/// One row of the exact comparison: what is expected, with which options, and the class of the first failure (nil: it
/// passes).
struct ToolCase: Sendable, CustomTestStringConvertible {
    let expected: String?
    let options: String
    let completion: String
    let reason: String?

    /// A row; `expected` nil leaves the option out.
    init(_ completion: String, _ expected: String?, _ reason: String? = nil, _ options: String = "") {
        self.completion = completion
        self.expected = expected
        self.reason = reason
        self.options = options
    }

    var testDescription: String { "\(completion.debugDescription.prefix(100)) \(options)" }

    func verdict() throws -> Verdict {
        let expected = expected.map { #""expected": \#($0), "# } ?? ""
        let rest = options.isEmpty ? "" : ", \(options)"
        return try judge(
            #"[{"tool_calls": {\#(expected)"tools": "$tools"\#(rest)}}]"#, completion,
            task: #"{"tools": \#(caseTools)}"#)
    }

    func check() throws {
        let verdict = try verdict()
        #expect(verdict.passed == (reason == nil), "\(verdict)")
        #expect(verdict.checks.first { $0.passed == false }?.reason == reason, "\(verdict)")
        #expect(!verdict.checks.isEmpty)
        let outcome: OutcomeReason? = reason == nil ? nil : reason == "undecodable" ? .unparsed : .incorrect
        #expect(verdict.reason == outcome)
    }
}

extension Trait where Self == ConditionTrait {
    /// Where the recorded data is at hand.
    static var withAnchors: Self { .enabled(if: SharedData.anchors != nil, "the recorded data is not at hand") }
}

/// The folder of data that others share, where it is there.
enum SharedData {
    static let anchors: URL? = {
        let shared =
            ProcessInfo.processInfo.environment["WINNOW_SHARED"].map { URL(filePath: $0) }
            ?? URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appending(
                path: "shared")
        let anchors = shared.appending(path: "anchors")
        return FileManager.default.fileExists(atPath: anchors.path) ? anchors : nil
    }()

    /// A file's lines as JSON.
    static func lines(_ file: URL) throws -> [JSONValue] {
        try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { try json(String($0)) }
    }
}
