import JSON
import Rollouts
import Testing

@testable import Verifiers

@Suite struct VerifyListTests {
    @Test(arguments: [
        (#"{}"#, "", "expected a list"),
        (#"null"#, "", "expected a list"),
        (#"[]"#, "", "empty"),
        (#"["json"]"#, "[0]", "an entry names a verifier"),
        (#"[{}]"#, "[0]", "names no verifier"),
        (#"[{"weight": 2}]"#, "[0]", "names no verifier"),
        (#"[{"json": {"equals": 1}}, {"jsn": {}}]"#, "[1].jsn", "not known"),
        (#"[{"json": {"equals": 1}, "answer": {"format": "tag"}}]"#, "[0].answer", "names one verifier"),
        (#"[{"json": {"equals": 1}, "json": {"equals": 2}}]"#, "[0].json", "given twice"),
        (#"[{"json": {"equals": 1}, "weight": -1}]"#, "[0].weight", "0 or more"),
        (#"[{"json": {"equals": 1}, "weight": "2"}]"#, "[0].weight", "0 or more"),
        (#"[{"json": {"equals": 1}, "weight": 1e400}]"#, "[0].weight", "0 or more"),
        (#"[{"json": {"equals": 1}, "weight": 1e308}, {"json": {"equals": 1}, "weight": 1e308}]"#, "", "weights sum"),
        (#"[{"json": {"equals": 1}, "weight": 0}]"#, "", "weights sum"),
        (#"[{"json": {"equals": 1}, "required": 1}]"#, "[0].required", "`true` or `false`"),
        (#"[{"json": "$object"}]"#, "[0].json", "an object of options"),
        (#"[{"json": null}]"#, "[0].json.equals", "missing"),
        (#"[{"json": {}}]"#, "[0].json.equals", "missing"),
        (#"[{"json": {"equals": 1, "equal": 1}}]"#, "[0].json.equal", "not known"),
        (#"[{"json": {"equals": 1, "equals": 2}}]"#, "[0].json.equals", "given twice"),
        (#"[{"json": {"equals": 1, "from": "fence"}}]"#, "[0].json.from", "`whole`, `fenced`"),
        (#"[{"json": {"equals": 1, "from": {"tag": "a b"}}}]"#, "[0].json.from", "`whole`, `fenced`"),
        (#"[{"json": {"equals": 1, "from": {"tag": "a", "x": 1}}}]"#, "[0].json.from", "`whole`, `fenced`"),
        (#"[{"json": {"equals": 1, "from": {"tag": "$t"}}}]"#, "[0].json.from", "`whole`, `fenced`"),
        (#"[{"json": {"equals": 1, "duplicate_keys": true}}]"#, "[0].json.duplicate_keys", "`reject`"),
        (#"[{"json": {"equals": "$"}}]"#, "[0].json.equals", "refers to no field"),
        (#"[{"answer": {}}]"#, "[0].answer.format", "missing"),
        (#"[{"answer": {"format": "bxed"}}]"#, "[0].answer.format", "not known"),
        (#"[{"answer": {"format": 3}}]"#, "[0].answer.format", "expected one of"),
        (#"[{"answer": {"format": "tag", "tag": "a b"}}]"#, "[0].answer.tag", "cannot be a tag's name"),
        (#"[{"answer": {"format": "tag", "tag": ""}}]"#, "[0].answer.tag", "cannot be a tag's name"),
        (#"[{"answer": {"format": "boxed", "tag": "x"}}]"#, "[0].answer.tag", "belongs to the format `tag`"),
        (#"[{"answer": {"format": "tag", "as": "number"}}]"#, "[0].answer.as", "without `equals`"),
        (#"[{"answer": {"format": "tag", "tolerance": 1}}]"#, "[0].answer.tolerance", "without `equals`"),
        (#"[{"answer": {"format": "tag", "equals": 5, "as": "numbr"}}]"#, "[0].answer.as", "not known"),
        (#"[{"answer": {"format": "tag", "equals": "five", "as": "number"}}]"#, "[0].answer.equals", "a plain number"),
        (#"[{"answer": {"format": "tag", "equals": [5]}}]"#, "[0].answer.equals", "expected a text"),
        (#"[{"answer": {"format": "tag", "equals": null}}]"#, "[0].answer.equals", "expected a text"),
        (#"[{"answer": {"format": "tag", "equals": " \n"}}]"#, "[0].answer.equals", "empty"),
        (#"[{"answer": {"format": "tag", "equals": "a", "tolerance": 1}}]"#, "[0].answer.equals", "`as: number` only"),
        (#"[{"answer": {"format": "tag", "equals": 5, "tolerance": -1}}]"#, "[0].answer.tolerance", "0 or more"),
        (#"[{"answer": {"format": "tag", "equals": 5, "tolerance": "1"}}]"#, "[0].answer.tolerance", "0 or more"),
        (#"[{"answer": {"format": "tag", "equals": 5, "tolerance": 1e2000}}]"#, "[0].answer.tolerance", "0 or more"),
        (#"[{"answer": {"format": "tag", "equals": 1e2000, "tolerance": 1}}]"#, "[0].answer.equals", "this size"),
        (#"[{"answer": {"format": "tag", "equal": 5}}]"#, "[0].answer.equal", "not known"),
    ])
    func `what is wrong is told with its place`(_ list: String, path: String, message: String) throws {
        let error = #expect(throws: VerifierListError.self) { try VerifyList(json(list)) }
        #expect(error?.path == path)
        #expect(error?.message.contains(message) == true, "\(String(describing: error))")
    }

    @Test func `an unknown name is told with the known ones and the nearest`() throws {
        let error = #expect(throws: VerifierListError.self) { try VerifyList(json(#"[{"anser": {}}]"#)) }
        #expect(error?.hint?.contains("did you mean `answer`?") == true)
        #expect(error?.hint?.contains("`json`") == true)
        let option = #expect(throws: VerifierListError.self) {
            try VerifyList(json(#"[{"json": {"equals": 1, "form": "whole"}}]"#))
        }
        #expect(
            option?.description == """
                verify[0].json.form: this option is not known; did you mean `from`? \
                known are `equals`, `from`, `duplicate_keys`
                """)
    }

    /// Entries that pass (5) or fail (6) on the completion below.
    private static let completion = "<answer>5</answer>"
    private static func entry(_ value: Int, _ rest: String = "") -> String {
        #"{"answer": {"format": "tag", "equals": \#(value)}\#(rest)}"#
    }

    @Test(arguments: [
        ([entry(5), entry(5)], 1.0, true),
        ([entry(5), entry(6)], 0.0, false),
        ([entry(5), entry(6, #", "required": false"#)], 0.5, false),
        ([entry(5, #", "weight": 3"#), entry(6, #", "required": false"#)], 0.75, false),
        ([entry(5, #", "weight": 0"#), entry(6, #", "required": false"#)], 0.0, false),
        ([entry(5), entry(6, #", "required": false, "weight": 0"#)], 1.0, true),
        ([entry(5), entry(6, #", "weight": 0"#)], 0.0, false),
        ([entry(6, #", "required": false"#)], 0.0, false),
        ([entry(5, #", "weight": 0.1"#), entry(5, #", "weight": 0.2"#), entry(5, #", "weight": 0.7"#)], 1.0, true),
    ])
    func `the score is the weighted mean, and 0 when a required entry fails`(
        _ entries: [String], score: Double, passed: Bool
    ) throws {
        let verdict = try judge("[\(entries.joined(separator: ","))]", Self.completion)
        #expect(verdict.score == score)
        #expect(verdict.passed == passed)
    }

    @Test func `it passes when the score reaches the bar, unless a required entry failed`() throws {
        let optional =
            "[\(Self.entry(5, #", "weight": 0.7"#)), \(Self.entry(6, #", "required": false, "weight": 0.3"#))]"
        #expect(try judge(optional, Self.completion, passAt: 0.7).passed == true)
        #expect(try judge(optional, Self.completion, passAt: 0.71).passed == false)
        #expect(try judge("[\(Self.entry(6))]", Self.completion, passAt: 0).passed == false)
    }

    @Test func `the reason is that of the first entry that failed`() throws {
        let list =
            #"[{"answer": {"format": "tag"}}, {"answer": {"format": "boxed"}}, "#
            + #"{"answer": {"format": "tag", "equals": 6}}]"#
        let verdict = try judge(list, Self.completion)
        #expect(verdict.reason == .unparsed)
        #expect(verdict.extracted == "5")
        #expect(
            verdict.checks.map { "\($0.name) \($0.passed == true)" } == [
                "answer[0].format true", "answer[1].format false", "answer[2].format true", "answer[2].equals false",
            ])
    }

    @Test func `checks bear their own names in a list of one, the verifier's before them in a longer one`() throws {
        let one = try judge(#"[{"json": {"equals": {"a": 1}}}]"#, #"{"a": 1}"#)
        #expect(one.checks.map(\.name) == ["a"])
        let two = try judge(#"[{"json": {"equals": {"a": 1}}}, {"answer": {"format": "whole"}}]"#, #"{"a": 1}"#)
        #expect(two.checks.map(\.name) == ["json.a", "answer.format"])
    }

    @Test func `an entry that cannot be judged leaves the whole unscored, whatever the others say`() throws {
        for broken in [#", "required": false"#, #", "weight": 0"#, ""] {
            for other in [Self.entry(5), Self.entry(6)] {
                let unscored = #"{"answer": {"format": "tag", "equals": "$nothing"}\#(broken)}"#
                for list in ["[\(other), \(unscored)]", "[\(unscored), \(other)]"] {
                    let verdict = try judge(list, Self.completion)
                    #expect(verdict.passed == nil && verdict.score == nil)
                    #expect(verdict.reason == .verifierError)
                    #expect(verdict.checks.contains { $0.passed == nil })
                    #expect(verdict.checks.contains { $0.passed != nil })
                }
            }
        }
    }

    @Test func `a spent budget leaves the whole unscored and keeps the checks made so far`() throws {
        let list = "[\(Self.entry(5)), \(Self.entry(6))]"
        for bytes in 0..<200 {
            let verdict = try judge(list, Self.completion, budget: Budget(steps: 1000, bytes: bytes))
            guard verdict.passed == nil else { continue }
            #expect(verdict.reason == .verifierTimeout)
            #expect(verdict.score == nil)
        }
        let late = try judge(list, Self.completion, budget: Budget(steps: 1000, bytes: 50))
        #expect(late.reason == .verifierTimeout)
        #expect(late.checks.map(\.passed) == [true, true, nil])
    }

    @Test func `a thought that is not closed never passes`() throws {
        let lists = [#"[{"answer": {"format": "tag", "equals": 5}}]"#, #"[{"answer": {"format": "whole"}}]"#]
        for list in lists {
            for text in ["<think><answer>5</answer>", "<answer>5</answer><think>no, 6"] {
                let verdict = try judge(list, text)
                #expect(verdict.passed == false)
                #expect(verdict.reason == .unparsed)
                #expect(verdict.checks.map(\.name) == ["reasoning"])
            }
            for format in [ReasoningFormat(mode: .required), ReasoningFormat(opener: .template)] {
                #expect(try judge(list, "<answer>5</answer>", reasoning: format).reason == .unparsed)
                #expect(try judge(list, "so it is 5</think><answer>5</answer>", reasoning: format).passed == true)
            }
        }
    }

    @Test func `what stands in the thought is not judged`() throws {
        let list = #"[{"answer": {"format": "tag", "equals": 5}}]"#
        #expect(try judge(list, "<think><answer>5</answer></think>").reason == .unparsed)
        #expect(try judge(list, "<think><answer>6</answer></think><answer>5</answer>").passed == true)
    }

    @Test func `a forbidden thought never passes`() throws {
        let list = #"[{"answer": {"format": "tag", "equals": 5}}]"#
        let forbidden = ReasoningFormat(mode: .forbidden)
        let verdict = try judge(list, "<think>hm</think><answer>5</answer>", reasoning: forbidden)
        #expect(verdict.passed == false)
        #expect(verdict.reason == .violated)
        #expect(try judge(list, "<answer>5</answer>", reasoning: forbidden).passed == true)
        let split = Completion(
            messages: [Message(role: "assistant", content: "<answer>5</answer>", reasoning: "hm")], format: forbidden)
        #expect(try VerifyList(json(list)).judge(split, task: task(), reasoning: forbidden).reason == .violated)
    }

    @Test(arguments: [
        (#"[{"json": {"equals": "$o"}}]"#, true),
        (#"[{"answer": {"format": "tag", "equals": 5}}]"#, true),
        (#"[{"answer": {"format": "tag"}}]"#, false),
        (#"[{"answer": {"format": "tag", "equals": 5}, "required": false}]"#, false),
        (#"[{"answer": {"format": "tag"}}, {"json": {"equals": 1}}]"#, true),
    ])
    func `whether a single answer passes is known`(_ list: String, _ expected: Bool) throws {
        #expect(try VerifyList(json(list)).usesExactEquality == expected)
    }
}
