import Foundation
import JSON
import Rollouts
import Testing

@testable import Verifiers

@Suite struct JSONSchemaCaseTests {
    /// A schema, values written by hand that pass it, and each of these changed in one place, with the verdicts of
    /// jsonschema-rs: `mutants` are wrong, `equivalent` are still right.
    struct Case {
        let schema: JSONValue
        let draft: String
        let formats: Bool
        let valid, mutants, equivalent: [JSONValue]
    }

    static let cases: [Case] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "cases.jsonl")
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").compactMap { line in
            guard let row = try? JSONReader().read(String(line)), let schema = row["schema"] else { return nil }
            return Case(
                schema: schema, draft: row["draft"]?.string ?? "", formats: row["formats"]?.bool ?? false,
                valid: row["valid"]?.array ?? [], mutants: row["mutants"]?.array ?? [],
                equivalent: row["equivalent"]?.array ?? [])
        }
    }()

    private func verdict(_ list: VerifyList, _ schema: JSONValue, _ value: JSONValue) -> Verdict {
        let task = RolloutTask(id: "t", fields: ["schema": schema])
        return list.judge(Completion(text: value.text), task: task)
    }

    @Test func `what passes passes, and each mutant that the reference refuses fails`() throws {
        var (passed, killed, mutants, equivalent) = (0, 0, 0, 0)
        #expect(Self.cases.count > 40)
        for one in Self.cases {
            let list = try VerifyList(
                json(
                    #"[{"json_schema": {"schema": "$schema", "draft": "\#(one.draft)", "formats": \#(one.formats)}}]"#))
            for value in one.valid + one.equivalent {
                let verdict = verdict(list, one.schema, value)
                #expect(verdict.passed == true, "\(one.schema.text) on \(value.text): \(verdict)")
                #expect(verdict.checks.allSatisfy { $0.passed == true })
                passed += 1
            }
            equivalent += one.equivalent.count
            for value in one.mutants {
                let verdict = verdict(list, one.schema, value)
                mutants += 1
                if verdict.passed == false { killed += 1 }
                #expect(verdict.passed == false, "\(one.schema.text) on \(value.text): \(verdict)")
                #expect(verdict.reason == .violated && !verdict.checks.isEmpty && verdict.checks.count <= 17)
                #expect(verdict.extracted == value.text)
            }
        }
        #expect(passed >= 200 && mutants >= 200)
        print(
            "json_schema: \(passed) pass; mutants killed: \(killed) of \(mutants); equivalent, left out: \(equivalent)")
    }

    /// A schema, a completion, and the reason why it fails: nil where it passes, settled by hand.
    static let texts: [(options: String, text: String, reason: OutcomeReason?)] = [
        (#"{"schema": {"type": "integer"}}"#, "1", nil), (#"{"schema": {"type": "integer"}}"#, " 1.0\n", nil),
        (#"{"schema": {"type": "integer"}}"#, "1.5", .violated), (#"{"schema": {"type": "integer"}}"#, "1e400", nil),
        (#"{"schema": {"type": "integer"}}"#, "1e-400", .violated),
        (#"{"schema": {"type": "integer"}, "draft": "4"}"#, "1.0", .violated),
        (#"{"schema": {"type": "integer"}, "draft": 4}"#, "1", nil),
        (#"{"schema": {"type": "integer"}}"#, "one", .unparsed), (#"{"schema": {"type": "integer"}}"#, "", .unparsed),
        (#"{"schema": {"type": "integer"}}"#, "1 2", .unparsed), (#"{"schema": true}"#, "null", nil),
        (#"{"schema": false}"#, "null", .violated), (#"{"schema": {}}"#, #"{"a": 1, "a": 2}"#, .violated),
        (#"{"schema": {}, "duplicate_keys": "allow"}"#, #"{"a": 1, "a": 2}"#, nil),
        (
            #"{"schema": {"properties": {"a": {"const": 2}}}, "duplicate_keys": "allow"}"#, #"{"a": 1, "\u0061": 2}"#,
            nil
        ),
        (
            #"{"schema": {"properties": {"a": {"const": 1}}}, "duplicate_keys": "allow"}"#, #"{"a": 1, "a": 2}"#,
            .violated
        ),
        (#"{"schema": {"type": "array"}, "from": "fenced"}"#, "so:\n```json\n[1]\n```", nil),
        (#"{"schema": {"type": "array"}, "from": "fenced"}"#, "[1]", .unparsed),
        (#"{"schema": {"type": "array"}, "from": {"tag": "out"}}"#, "<out>[1]</out>", nil),
        (#"{"schema": {"type": "array"}, "from": {"tag": "out"}}"#, "<out>{}</out>", .violated),
        (#"{"schema": {"type": "array"}, "from": {"tag": "out"}}"#, "<out>[]</out><out>[1]</out>", .unparsed),
        (#"{"schema": {"const": 9007199254740993}}"#, "9007199254740992", .violated),
        (#"{"schema": {"maximum": 18446744073709551616}}"#, "18446744073709551616.0", nil),
        (#"{"schema": {"maximum": 18446744073709551616}}"#, "18446744073709551616.1", .violated),
        (#"{"schema": {"multipleOf": 0.1}}"#, "0.3", nil), (#"{"schema": {"multipleOf": 0.1}}"#, "0.35", .violated),
        (#"{"schema": {"multipleOf": 1e-400}}"#, "3e-399", nil), (#"{"schema": {"multipleOf": 7}}"#, "7e1000000", nil),
        (#"{"schema": {"multipleOf": 7}}"#, "1e1000000", .violated),
        (#"{"schema": {"multipleOf": 123456789012345678901234567}}"#, "246913578024691357802469134", nil),
        (#"{"schema": {"multipleOf": 123456789012345678901234567}}"#, "246913578024691357802469135", .violated),
        (#"{"schema": {"maxLength": 1}}"#, #""\ud83d\ude00""#, nil),
        (#"{"schema": {"maxLength": 1}}"#, "\"e\u{301}\"", .violated),
        (#"{"schema": {"const": "\u00e9"}}"#, "\"e\u{301}\"", .violated),
        (#"{"schema": {"required": ["\u00e9"]}}"#, "{\"e\u{301}\": 1}", .violated),
        (#"{"schema": {"pattern": "^[\\w-.]+$"}}"#, #""a-b.c""#, nil),
        (#"{"schema": {"pattern": "^\\-?\\d+$"}}"#, #""-12""#, nil),
        (#"{"schema": {"pattern": "^(?<y>\\d)\\k<y>$"}}"#, #""11""#, nil),
        (#"{"schema": {"pattern": "^(?<y>\\d)\\k<y>$"}}"#, #""12""#, .violated),
        (#"{"schema": {"pattern": "^[^]$"}}"#, #""\n""#, nil),
        (#"{"schema": {"pattern": "^a$"}}"#, #""a\n""#, .violated),
        (#"{"schema": {"pattern": "^.$"}}"#, #""\u2028""#, .violated),
        (#"{"schema": {"pattern": "^[]?a"}}"#, #""a""#, nil), (#"{"schema": {"pattern": "^[]*$"}}"#, #""""#, nil),
        (#"{"schema": {"pattern": "[]"}}"#, #""a""#, .violated),
        (#"{"schema": {"pattern": "^\\ud800?a"}}"#, #""a""#, nil),
        (#"{"schema": {"pattern": "^.\\S$"}}"#, "\"é\u{A0}\"", .violated),
        (#"{"schema": {"pattern": "^x-[a-z]+$"}}"#, #""x-ab""#, nil),
        (#"{"schema": {"pattern": "^x-[a-z]+$"}}"#, #""x-aé""#, .violated),
        (#"{"schema": {"patternProperties": {"^x-": {"type": "null"}}}}"#, #"{"x-": null, "y": 1}"#, nil),
        (#"{"schema": {"patternProperties": {"^x-": {"type": "null"}}}}"#, #"{"x-é": 1}"#, .violated),
        (#"{"schema": {"enum": [1, 1]}, "draft": "4"}"#, "1", nil),
        (#"{"schema": {"enum": []}, "draft": "4"}"#, "1", .violated),
        (#"{"schema": {"$ref": "http://json-schema.org/draft-04/schema#"}}"#, #"{"enum": [1, 1]}"#, .violated),
        (#"{"schema": {"format": "date"}}"#, #""never""#, nil),
        (#"{"schema": {"format": "date"}, "formats": true}"#, #""never""#, .violated),
        (#"{"schema": {"format": "x-own"}, "formats": true}"#, #""never""#, nil),
        (
            #"{"schema": {"$ref": "https://a.b/c#/$defs/d"}, "remotes": {"https://a.b/c": {"$defs": {"d": {"type": "null"}}}}}"#,
            "null", nil
        ),
        (
            #"{"schema": {"$ref": "https://a.b/c#/$defs/d"}, "remotes": {"https://a.b/c": {"$defs": {"d": {"type": "null"}}}}}"#,
            "0", .violated
        ),
        (#"{"schema": {"$ref": "https://json-schema.org/draft/2020-12/schema"}}"#, #"{"type": "string"}"#, nil),
        (#"{"schema": {"$ref": "https://json-schema.org/draft/2020-12/schema"}}"#, #"{"type": "text"}"#, .violated),
        (#"{"schema": {"$ref": "https://json-schema.org/draft/2020-12/schema"}}"#, #"{"$comment": 5}"#, .violated),
        (#"{"schema": {"$ref": "https://json-schema.org/draft/2019-09/schema"}}"#, #"{"$comment": 5}"#, .violated),
        (#"{"schema": {"$ref": "http://json-schema.org/draft-07/schema#"}}"#, #"{"$comment": 5}"#, .violated),
    ]

    @Test func `texts have the verdicts settled by hand`() throws {
        for (options, text, reason) in Self.texts {
            let verdict = try judge(#"[{"json_schema": \#(options)}]"#, text)
            #expect(verdict.passed == (reason == nil), "\(options) on \(text): \(verdict)")
            #expect(verdict.reason == reason, "\(options) on \(text): \(verdict)")
        }
    }

    /// Schemas that are the data's fault.
    static let broken = [
        #"{"type": "text"}"#, #"{"minimum": "1"}"#, #"{"pattern": "("}"#, #"{"pattern": "a**"}"#,
        #"{"pattern": "[b-a]"}"#, #"{"pattern": "\\Z"}"#, #"{"pattern": "(?i)a"}"#, #"{"pattern": "(?<=a+)b"}"#,
        #"{"patternProperties": {"[": true}}"#, ##"{"$ref": "#/nowhere"}"##, #"{"$ref": "https://a.b/missing"}"#,
        #"{"$ref": 1}"#, #"{"required": "a"}"#, #"{"properties": []}"#, #"{"items": 1}"#, #"{"allOf": []}"#,
        #"{"multipleOf": 0}"#, #"{"multipleOf": -1}"#, #"{"minLength": -1}"#, #"{"minLength": 1.5}"#, "1", "[]", "null",
        #""string""#, #"{"enum": 1}"#, #"{"$schema": "https://a.b/unknown"}"#, #"{"type": "null", "type": "null"}"#,
        ##"{"$dynamicRef": "#nowhere"}"##, #"{"not": 3}"#, #"{"$defs": {"unused": {"type": 3}}}"#,
    ]

    @Test func `a broken schema is the data's fault, in a field and in the file`() throws {
        for schema in Self.broken {
            let list = try VerifyList(json(#"[{"json_schema": {"schema": "$s"}}]"#))
            let task = RolloutTask(id: "t", fields: ["s": try json(schema)])
            let verdict = list.judge(Completion(text: "{}"), task: task)
            #expect(verdict.passed == nil && verdict.reason == .verifierError, "\(schema): \(verdict)")
            if schema.hasPrefix("{") {
                #expect(throws: VerifierListError.self, "\(schema)") {
                    try VerifyList(json(#"[{"json_schema": {"schema": \#(schema)}}]"#))
                }
            }
        }
    }

    @Test func `each failure is told with its places`() throws {
        let verdict = try judge(
            #"[{"json_schema": {"schema": {"properties": {"a/b": {"items": {"minimum": 3}}}, "required": ["c"]}}}]"#,
            #"{"a/b": [1, 5, 2]}"#)
        #expect(
            verdict.checks.map(\.name) == [
                "/a~1b/0 #/properties/a~1b/items/minimum", "/a~1b/2 #/properties/a~1b/items/minimum", " #/required",
            ])
        #expect(verdict.checks.map(\.reason) == ["minimum", "minimum", "required"])
        // A value of another type may fail the keywords beside `type` as well.
        let both = try judge(#"[{"json_schema": {"schema": {"type": "integer", "minimum": 3, "enum": [4]}}}]"#, "1.5")
        #expect(both.checks.map(\.name) == [" #/type", " #/minimum", " #/enum"])
    }
}
