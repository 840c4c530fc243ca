import JSON
import Rollouts
import Testing

@testable import Verifiers

@Suite struct OptionTests {
    @Test func `a text that begins with a dollar is a reference, two dollars are one literally`() throws {
        #expect(try OptionValue(written: "$answer") == .reference(FieldPath("answer")))
        #expect(try OptionValue(written: "$meta.level") == .reference(FieldPath("meta.level")))
        #expect(try OptionValue(written: "$$x") == .constant("$x"))
        #expect(try OptionValue(written: "$$$x") == .constant("$$x"))
        #expect(try OptionValue(written: "$$") == .constant("$"))
        #expect(try OptionValue(written: "costs $5") == .constant("costs $5"))
        #expect(try OptionValue(written: ["$answer"]) == .constant(["$answer"]))
        #expect(try OptionValue(written: ["$id": "$ref"]) == .constant(["$id": "$ref"]))
    }

    @Test(arguments: ["$", "$.", "$a.", "$.a", "$a..b"])
    func `a reference that names nothing is refused`(_ text: String) {
        #expect(throws: FieldPath.Malformed()) { try OptionValue(written: .string(text)) }
    }

    @Test func `a reference keeps the field's type and is expanded once`() throws {
        let task = try task(#"{"a": 1.50, "b": "$a", "meta": {"level": [true, null]}, "n": null}"#)
        #expect(try OptionValue(written: "$a").resolve(task) == .number(#require(JSONNumber(literal: "1.50"))))
        #expect(try OptionValue(written: "$b").resolve(task) == "$a")
        #expect(try OptionValue(written: "$meta.level").resolve(task) == [true, nil])
        #expect(try OptionValue(written: "$n").resolve(task) == .null)
        #expect(try OptionValue(written: "$$a").resolve(task) == "$a")
    }

    @Test(arguments: ["$c", "$a.b", "$meta.missing", "$meta.level.0"])
    func `a missing field is named`(_ reference: String) throws {
        let task = try task(#"{"a": 1, "meta": {"level": []}}"#)
        let error = #expect(throws: MissingField.self) { try OptionValue(written: .string(reference)).resolve(task) }
        #expect(error?.description.contains("`\(reference.dropFirst())`") == true)
    }

    @Test func `a missing field leaves a completion unscored, whatever it says`() throws {
        for list in [
            #"[{"answer": {"format": "tag", "equals": "$gold"}}]"#,
            #"[{"answer": {"format": "$gold", "equals": "5"}}]"#,
            #"[{"json": {"equals": "$gold"}}]"#, #"[{"json": {"equals": 1, "duplicate_keys": "$gold"}}]"#,
        ] {
            let verdict = try judge(list, "<answer>5</answer>", task: #"{"answer": 5}"#)
            #expect(verdict.passed == nil)
            #expect(verdict.score == nil)
            #expect(verdict.reason == .verifierError)
            #expect(verdict.detail?.contains("`gold`") == true)
        }
    }

    @Test func `a field of the wrong type is the data's fault`() throws {
        let verdict = try judge(
            #"[{"answer": {"format": "$f", "equals": 5}}]"#, "<answer>5</answer>", task: #"{"f": 7}"#)
        #expect(verdict.reason == .verifierError)
        #expect(verdict.detail?.contains("the task's field `f`") == true)
    }

    @Test func `the fields that a list refers to are known`() throws {
        let list = try VerifyList(
            json(#"[{"json": {"equals": "$object"}}, {"answer": {"format": "tag", "equals": "$meta.a"}}]"#))
        #expect(list.references.map(\.entry) == ["[0].json", "[1].answer"])
        #expect(list.references.map(\.field.description) == ["object", "meta.a"])
    }

    @Test func `the nearest name is suggested only where it is near`() {
        let known = ["format", "tag", "equals", "tolerance"]
        #expect(NearestName.of("fromat", among: known) == "format")
        #expect(NearestName.of("equal", among: known) == "equals")
        #expect(NearestName.of("tolerence", among: known) == "tolerance")
        #expect(NearestName.of("colour", among: known) == nil)
        #expect(NearestName.of("", among: known) == nil)
        #expect(NearestName.of(String(repeating: "format", count: 1000), among: known) == nil)
    }
}
