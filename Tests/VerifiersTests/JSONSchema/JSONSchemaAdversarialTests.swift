import JSON
import Rollouts
import Testing

@testable import Verifiers

@Suite struct JSONSchemaAdversarialTests {
    private func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    private func verdict(_ schema: String, _ text: String, budget: Budget = .standard) throws -> Verdict {
        let list = try VerifyList(json(#"[{"json_schema": {"schema": "$s", "formats": true}}]"#))
        let task = RolloutTask(id: "t", fields: ["s": try json(schema)])
        return list.judge(Completion(text: text), task: task, budget: budget)
    }

    /// Schemas whose judging has no end, or none that could be waited for.
    static let endless: [(schema: String, text: String)] = [
        (##"{"$ref": "#"}"##, "1"), (##"{"allOf": [{"$ref": "#"}]}"##, "{}"), (##"{"not": {"$ref": "#"}}"##, "1"),
        (##"{"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}, "$ref": "#/$defs/a"}"##, "1"),
        (##"{"$dynamicAnchor": "x", "$dynamicRef": "#x"}"##, "1"),
        (
            ##"{"$defs": {"b0": {"not": {}}, "##
                + (1...40).map {
                    ##""b\##($0)": {"anyOf": [{"$ref": "#/$defs/b\##($0 - 1)"}, {"$ref": "#/$defs/b\##($0 - 1)"}]}"##
                }.joined(separator: ", ") + ##"}, "$ref": "#/$defs/b40"}"##, "1"
        ),
        (#"{"pattern": "^(a+)+$"}"#, "\"" + String(repeating: "a", count: 60) + "!\""),
        (#"{"patternProperties": {"(x+x+)+[yz]": true}}"#, "{\"" + String(repeating: "x", count: 60) + "\": 1}"),
    ]

    @Test(.timeLimit(.minutes(2))) func `what has no end is stopped within its budget`() throws {
        for (schema, text) in Self.endless {
            let verdict = try verdict(schema, text)
            #expect(verdict.reason == .verifierTimeout, "\(schema.prefix(100)): \(verdict)")
        }
    }

    @Test func `deep and long things are judged or stopped`() throws {
        let deep = repeated("[", 120) + repeated("]", 120)
        #expect(try verdict(##"{"items": {"$ref": "#"}}"##, deep).passed == true)
        #expect(try verdict("{}", repeated("[", 129) + repeated("]", 129)).reason == .unparsed)
        // A schema in a schema in a schema …
        let nested = repeated(#"{"not": "#, 200) + "{}" + repeated("}", 200)
        #expect(try verdict(nested, "1").passed == true)
        let tooDeep = repeated(#"{"not": "#, 400) + "{}" + repeated("}", 400)
        #expect(try verdict(tooDeep, "1").reason == .verifierError)
        // A chain of references longer than any stack should go.
        let chain = (0..<3_000).map { ##""d\##($0)": {"$ref": "#/$defs/d\##($0 + 1)", "minimum": 0}"## }
            .joined(separator: ", ")
        let chained = ##"{"$defs": {\##(chain), "d3000": {}}, "$ref": "#/$defs/d0"}"##
        #expect(try verdict(chained, "1").reason == .verifierTimeout)
        #expect(try verdict(#"{"uniqueItems": true}"#, "[" + repeated("1,", 20_000) + "2]").isScored)
        #expect(try verdict(#"{"maximum": 1}"#, repeated("9", 100_000)).passed == false)
        #expect(try verdict(#"{"multipleOf": \#(repeated("7", 3_000))}"#, repeated("9", 3_000)).passed != true)
        #expect(try verdict(#"{"type": "object"}"#, "{\"" + repeated("k", 1 << 20) + "\": 1}").passed == true)
        #expect(try verdict(#"{"format": "idn-hostname"}"#, "\"" + repeated("ü", 100_000) + "\"").passed == false)
    }

    @Test func `a few large elements that differ late, their members in any order, are told apart within the budget`()
        throws
    {
        var draws = TestDraws(seed: 7)
        let elements = (0..<8).map { element in
            let members = (0..<3_000).map { "\"k\($0)\": \($0 == 1_500 ? element : $0)" }
            return "{" + members.shuffled(using: &draws).joined(separator: ",") + "}"
        }
        let unique = "[" + elements.joined(separator: ",") + "]"
        #expect(try verdict(#"{"uniqueItems": true}"#, unique).passed == true)
        // The last but one once more: it is compared with one other alone.
        let twice = "[" + (elements.dropLast() + [elements[6]]).joined(separator: ",") + "]"
        #expect(try verdict(#"{"uniqueItems": true}"#, twice).passed == false)
    }

    @Test func `long texts of failures are bounded`() throws {
        let text = "{" + (0..<1_000).map { "\"\(repeated("k", 300))\($0)\": \($0)" }.joined(separator: ",") + "}"
        let verdict = try verdict(#"{"additionalProperties": false}"#, text)
        #expect(verdict.checks.count == SchemaReport.listed + 1)
        #expect(verdict.checks.allSatisfy { $0.name.utf8.count <= 600 })
    }

    @Test func `a budget is never overrun, and one that is large enough changes nothing`() throws {
        for one in JSONSchemaCaseTests.cases.prefix(12) {
            for value in one.valid {
                var (low, high) = (0, 1 << 20)
                while low < high {
                    let middle = (low + high) / 2
                    let verdict = try verdict(
                        one.schema.text, value.text, budget: Budget(steps: middle, bytes: 1 << 24))
                    if verdict.isScored { high = middle } else { low = middle + 1 }
                    #expect(verdict.isScored || verdict.reason == .verifierTimeout)
                }
                #expect(low < 1 << 20)
            }
        }
    }

    @Test func `junk never passes`() throws {
        let schema =
            #"{"type": "object", "properties": {"name": {"type": "string", "minLength": 1}}, "required": ["name"]}"#
        for text in JunkTests.junk + ["[]", "{\"name\": \"\"}", "{\"name\": 1}", "{\"Name\": \"Mia\"}"] {
            let verdict = try verdict(schema, text)
            #expect(verdict.passed == false, "\(text.prefix(60)): \(verdict)")
        }
    }
}
