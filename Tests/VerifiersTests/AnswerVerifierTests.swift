import JSON
import Rollouts
import Testing

@testable import Verifiers

@Suite struct AnswerVerifierTests {
    @Test(arguments: AnswerCases.passing) func `a right answer in the right form passes`(_ row: Case) throws {
        try row.check()
    }

    @Test(arguments: AnswerCases.failing) func `anything else fails for its reason`(_ row: Case) throws {
        try row.check()
    }

    @Test func `there are enough cases, and none twice`() {
        #expect(AnswerCases.passing.count >= 50)
        #expect(AnswerCases.failing.count >= 50)
        let all = (AnswerCases.passing + AnswerCases.failing).map { $0.verify + $0.fields + $0.completion }
        #expect(Set(all.map { Array($0.utf8) }).count == all.count)
    }

    @Test func `the span that was read is told`() throws {
        let verdict = try judge(#"[{"answer": {"format": "tag", "equals": "6"}}]"#, "so <answer> 5 </answer>")
        #expect(verdict.extracted == "5")
        #expect(verdict.candidates.isEmpty)
    }

    @Test func `two answers are both candidates and neither is read`() throws {
        for equals in ["", #", "equals": 5"#, #", "equals": 6"#] {
            let verdict = try judge(
                #"[{"answer": {"format": "tag"\#(equals)}}]"#, "<answer>5</answer>, no, <answer>6</answer>")
            #expect(verdict.reason == .unparsed)
            #expect(verdict.candidates == ["5", "6"])
            #expect(verdict.extracted == nil)
        }
    }

    @Test func `the numbers passed over are candidates, the last of them`() throws {
        let list = #"[{"answer": {"format": "last_number", "equals": 7}}]"#
        #expect(try judge(list, "3 + 4 = 7").candidates == ["3", "4"])
        let many = try judge(list, (0..<500).map { "\($0) " }.joined() + "7")
        #expect(many.passed == true)
        #expect(many.candidates == (484..<500).map(String.init))
    }

    @Test func `candidates are bounded in length, at a character's boundary`() throws {
        let long = String(repeating: "é", count: 10_000)
        let verdict = try judge(#"[{"answer": {"format": "tag"}}]"#, "<answer>\(long)</answer><answer>x</answer>")
        #expect(verdict.candidates == [String(repeating: "é", count: 500) + "…", "x"])
    }

    @Test func `what cannot be compared is told by its check`() throws {
        let verdict = try judge(#"[{"answer": {"format": "tag", "equals": 5}}]"#, "<answer>five</answer>")
        #expect(verdict.checks.map(\.name) == ["format", "equals"])
        #expect(verdict.checks.map(\.passed) == [true, false])
        #expect(verdict.checks.map(\.reason) == [nil, "unparsed"])
        #expect(verdict.extracted == "five")
    }

    @Test(arguments: [#"{"a": [1]}"#, #"{"a": {}}"#, #"{"a": null}"#, #"{"a": ""}"#])
    func `an expected answer that is none is the data's fault`(_ fields: String) throws {
        let verdict = try judge(#"[{"answer": {"format": "tag", "equals": "$a"}}]"#, "<answer>x</answer>", task: fields)
        #expect(verdict.reason == .verifierError)
    }

    @Test func `an expected number that is none is the data's fault`() throws {
        for value in [#""1/2""#, #""five""#, "true"] {
            let list = #"[{"answer": {"format": "tag", "equals": "$a", "as": "number"}}]"#
            #expect(try judge(list, "<answer>5</answer>", task: #"{"a": \#(value)}"#).reason == .verifierError)
        }
    }

    @Test func `format, tag, kind and tolerance may be the task's`() throws {
        let list = #"[{"answer": {"format": "$f", "tag": "$t", "equals": "$e", "as": "$k", "tolerance": "$d"}}]"#
        let fields = #"{"f": "tag", "t": "out", "e": 5, "k": "number", "d": 0.5}"#
        #expect(try judge(list, "<out>5.5</out>", task: fields).passed == true)
        #expect(try judge(list, "<out>5.6</out>", task: fields).reason == .incorrect)
        for (key, wrong) in [("out", "a b"), ("tag", "nope"), ("number", "nubmer")] {
            let verdict = try judge(list, "<out>5.5</out>", task: fields.replacing("\"\(key)\"", with: "\"\(wrong)\""))
            #expect(verdict.reason == .verifierError, "\(verdict)")
        }
    }
}
