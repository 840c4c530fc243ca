import JSON
import Rollouts
import Testing

@testable import Verifiers

@Suite struct MathVerifierTests {
    private func fails(_ verify: String, _ completion: String, _ reason: OutcomeReason, task fields: String = "{}")
        throws
    {
        let verdict = try judge(verify, completion, task: fields)
        #expect(verdict.passed == (reason == .verifierError || reason == .verifierTimeout ? nil : false), "\(verdict)")
        #expect(verdict.reason == reason, "\(verdict)")
    }

    @Test func `an answer is found in the completion and compared`() throws {
        let verdict = try judge(#"[{"math": {"equals": "1/2"}}]"#, #"It is $x$, so $\boxed{0.5}$."#)
        #expect(verdict.passed == true)
        #expect(verdict.extracted == "0.5")
        #expect(verdict.checks.map(\.name) == ["parse", "equals"])
        try fails(#"[{"math": {"equals": "1/2"}}]"#, #"$\boxed{0.6}$"#, .incorrect)
        try fails(#"[{"math": {"equals": "1/2"}}]"#, "I do not know.", .unparsed)
    }

    @Test func `what answer read is judged, and nothing else`() throws {
        let list = #"[{"answer": {"format": "tag"}}, {"math": {"equals": "$gold"}}]"#
        let fields = #"{"gold": "\\frac{1}{2}"}"#
        #expect(try judge(list, #"<answer>0.5</answer> not \boxed{7}"#, task: fields).passed == true)
        try fails(list, #"<answer>7</answer> not \boxed{0.5}"#, .incorrect, task: fields)
        try fails(list, #"\boxed{0.5}"#, .unparsed, task: fields)
        let verdict = try judge(list, "<answer>1</answer><answer>0.5</answer>", task: fields)
        #expect(verdict.checks.contains { $0.name == "math.parse" && $0.passed == false })
    }

    @Test func `an entry before answer reads the whole completion`() throws {
        let list = #"[{"math": {"equals": 7}}, {"answer": {"format": "tag"}}]"#
        #expect(try judge(list, #"\boxed{7} <answer>8</answer>"#).passed == true)
    }

    @Test func `an expected answer that cannot be read is the data's fault`() throws {
        for gold in [#""\\frac{1""#, #""""#, "true", #""\\foo{2}""#, "null"] {
            try fails(#"[{"math": {"equals": "$gold"}}]"#, "5", .verifierError, task: #"{"gold": \#(gold)}"#)
        }
        try fails(#"[{"math": {"equals": "$gold"}}]"#, "5", .verifierError)
        #expect(throws: VerifierListError.self) { try VerifyList(json(#"[{"math": {"equals": "\\frac{1"}}]"#)) }
        #expect(throws: VerifierListError.self) { try VerifyList(json(#"[{"math": {}}]"#)) }
        #expect(throws: VerifierListError.self) { try VerifyList(json(#"[{"math": {"equals": 1, "plces": 2}}]"#)) }
        #expect(throws: VerifierListError.self) { try VerifyList(json(#"[{"math": {"equals": 1, "places": 0}}]"#)) }
    }

    @Test func `the options widen and narrow what is equal`() throws {
        #expect(try judge(#"[{"math": {"equals": "1/3", "places": 2}}]"#, "0.33").passed == false)
        #expect(try judge(#"[{"math": {"equals": "100/3", "places": 2}}]"#, "33.33").passed == true)
        try fails(#"[{"math": {"equals": "100/3"}}]"#, "33.33", .incorrect)
        #expect(try judge(#"[{"math": {"equals": "x+1", "strict": false}}]"#, "y+1").passed == true)
        try fails(#"[{"math": {"equals": "x+1"}}]"#, "y+1", .incorrect)
        let list = #"[{"math": {"equals": "x \\in [0,1]", "relations_for_sets": true}}]"#
        #expect(try judge(list, #"$0 \le x \le 1$"#).passed == true)
        try fails(#"[{"math": {"equals": "x \\in [0,1]"}}]"#, #"$0 \le x \le 1$"#, .incorrect)
    }

    @Test func `the last box counts, boxes that belong together are one answer`() throws {
        let list = #"[{"math": {"equals": "2, 3"}}]"#
        #expect(
            try judge(
                list,
                #"\boxed{1}, or rather, which after a good deal of further thought about it is surely the better answer: \boxed{2} and \boxed{3}"#
            ).passed == true)
        try fails(
            list, #"\boxed{2} and then a good deal of further thought that leads elsewhere gives us \boxed{3}"#,
            .incorrect)
        try fails(#"[{"math": {"equals": 2}}]"#, #"$2$, so \boxed{\foo}"#, .unparsed)
    }

    @Test func `a final answer that is announced comes before what is said after it`() throws {
        let list = #"[{"math": {"equals": 12}}]"#
        #expect(try judge(list, "The final answer is $12$. I hope it is correct. It took 3 steps.").passed == true)
        #expect(try judge(list, "Answer: 12\nThis took 3 minutes.").passed == true)
        #expect(try judge(list, "Thus $x = 5$. From this $y = 12$.").passed == true)
        #expect(try judge(list, "There are 12 of them.").passed == true)
        #expect(try judge(list, "It is 12%.").passed == true)
        #expect(try judge(#"[{"math": {"equals": "1234.5"}}]"#, "He pays $1,234.50 for it.").passed == true)
    }

    @Test func `golds are compiled once and not mixed up`() throws {
        let list = try VerifyList(json(#"[{"math": {"equals": "$gold"}}]"#))
        for round in 0..<3 {
            for number in 0..<300 {
                let completion = Completion(text: "\(number)", format: ReasoningFormat())
                let gold = try task(#"{"gold": \#((number + round) % 300)}"#)
                let verdict = list.judge(completion, task: gold)
                #expect(verdict.passed == (round == 0))
            }
        }
    }

    @Test(arguments: [
        ("-5", "The answer is −5", true), ("5", "The answer is −5", false), ("5", "The answer is 5!", true),
        (#"\frac{1}{2}"#, #"The answer is \frac{1}{2}."#, true),
        (#"\sqrt{2}"#, #"So the final answer is \sqrt{2}. Thanks"#, true),
        (#"2\pi"#, #"The answer is 2\pi."#, true), ("2", #"The answer is 2\pi."#, false),
        ("x+1", "The answer is x+1", true),
        ("5", "The answer is 5 × 10^3", false), ("5000", "The answer is 5 × 10^3", true),
        ("5", "The answer is 5²", false),
        ("5", "The answer is 5π", false), ("5", "The answer is 5 million", false),
        ("5000000", "The answer is 5 million", true),
        ("5", "The answer is 5 and 6", false), ("5", "the answer is 5 or 6", false),
        ("5", "The answer is not 5", false),
        ("5", "Answer: 5", true), ("12.5", "Total: 12.5 kg", true), ("x+1", "Answer: x + 1", true),
        (#"\text{Monday}"#, "The answer is Monday.", true), ("1", "The answer is (1,2)", false),
        ("(1,2)", "The answer is (1, 2).", true),
        ("4", #"\boxed{= 4}"#, true), ("4", #"\boxed{\Rightarrow 4}"#, true), ("4", #"\boxed{\approx 4}"#, true),
        ("9.8", #"\boxed{9.8 \text{ m}/\text{s}^{2}}"#, true), ("9.8", "9.8 m/s^2", true), ("60", "60 km/h", true),
        ("4", "4, ...", false), ("4", #"\overline{4}"#, false), ("5", #"\boxed{not 5}"#, false),
        ("1", "1.0000001", false),
        ("-2", #"\boxed{\begin{vmatrix}1&2\\3&4\end{vmatrix}}"#, true),
        ("2", #"\begin{vmatrix}1&2\\3&4\end{vmatrix}"#, false),
        ("-2", #"\det\begin{pmatrix}1&2\\3&4\end{pmatrix}"#, true),
        (#"\sum_{k=1}^{n} k"#, #"\boxed{\sum_{k=1}^{n}k}"#, true),
        (#"\sum_{k=1}^{n} k"#, #"\sum_{k=1}^{n} k^2"#, false),
        (#"\int_0^1 f(x)\,dx"#, #"\boxed{\int_0^1 f(x) dx}"#, true), ("1", #"\sum_{k=1}^{n} k"#, false),
    ])
    func `an answer said in plain words is read to its end`(gold: String, text: String, isRight: Bool) throws {
        let escaped = gold.split(separator: "\\", omittingEmptySubsequences: false).joined(separator: #"\\"#)
        let entry = try judge(#"[{"math": {"equals": "$gold"}}]"#, text, task: #"{"gold": "\#(escaped)"}"#)
        #expect(entry.passed == isRight, "\(entry)")
    }
}
