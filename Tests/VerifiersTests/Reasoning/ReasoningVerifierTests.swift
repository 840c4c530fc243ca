import JSON
import Rollouts
import Testing

@testable import Verifiers

@Suite struct ReasoningVerifierTests {
    @Test func `each mode judges the form of a thought as settled by hand`() throws {
        var counts = (passed: 0, failed: 0)
        for (text, marks) in ReasoningCases.table {
            for (mode, mark) in zip(ReasoningCases.modes, marks) {
                let verdict = try judge(#"[{"reasoning": {"mode": "\#(mode)"}}]"#, text)
                let reason = ReasoningCases.reason(mark)
                #expect(verdict.reason == reason, "\(mode) on \(text.prefix(60).debugDescription): \(verdict)")
                #expect(verdict.passed == (reason == nil))
                #expect(verdict.checks.allSatisfy { $0.passed == true } == (reason == nil))
                if reason == nil { counts.passed += 1 } else { counts.failed += 1 }
            }
        }
        print("reasoning: \(counts.passed) passing and \(counts.failed) failing verdicts on the form")
    }

    /// Bounds at a thought's own figure hold, and one off fails.
    @Test func `bounds are on the thought alone, in characters and words`() throws {
        var counts = (passed: 0, failed: 0)
        for (thought, characters, words) in ReasoningCases.thoughts {
            let text = "<think>\(thought)</think>An answer that is longer than the thought by far."
            for (unit, count) in [("characters", characters), ("words", words)] {
                for (key, limit, holds) in [
                    ("max_\(unit)", count, true), ("max_\(unit)", count + 1, true), ("max_\(unit)", count - 1, false),
                    ("min_\(unit)", count, true), ("min_\(unit)", 0, true), ("min_\(unit)", count + 1, false),
                ] where !(key.hasPrefix("max") && limit == 0) {
                    for tags in [("<think>", "</think>"), ("[[", "]]")] {
                        let text = text.replacing("<think>", with: tags.0).replacing("</think>", with: tags.1)
                        let list =
                            #"[{"reasoning": {"\#(key)": \#(limit), "open": "\#(tags.0)", "close": "\#(tags.1)"}}]"#
                        let verdict = try judge(list, text)
                        #expect(verdict.passed == holds, "\(list) on \(text): \(verdict)")
                        #expect(verdict.reason == (holds ? nil : .violated))
                        if holds { counts.passed += 1 } else { counts.failed += 1 }
                    }
                }
            }
        }
        print("reasoning: \(counts.passed) passing and \(counts.failed) failing verdicts on bounds")
    }

    @Test func `other tags are read as they are written`() throws {
        let list = #"[{"reasoning": {"open": "<|begin_of_thought|>", "close": "<|end_of_thought|>"}}]"#
        #expect(try judge(list, "<|begin_of_thought|>a<|end_of_thought|>b").passed == true)
        #expect(try judge(list, "<|begin_of_thought|>a</think>b").reason == .unparsed)
        #expect(try judge(list, "<think>a</think>b").reason == .unparsed)
        // The environment's own tags may stand inside.
        #expect(try judge(list, "<|begin_of_thought|><think>x</think><|end_of_thought|>b").passed == true)
    }

    @Test func `a thought that the template opened has its closing tag only`() throws {
        let list = #"[{"reasoning": {"opened_by": "template"}}]"#
        let format = ReasoningFormat(opener: .template)
        for (text, reason) in [
            ("a</think>b", nil), ("\na\n</think>\n\nb", nil), ("a", .unparsed), ("", .unparsed),
            ("</think>b", .unparsed), ("<think>a</think>b", .violated), ("a</think>b</think>c", .violated),
            ("a</think>", .unparsed), ("a</think>b<think>c</think>", .violated),
        ] as [(String, OutcomeReason?)] {
            #expect(try judge(list, text, reasoning: format).reason == reason, "\(text)")
        }
    }

    @Test func `a thought that the endpoint split off is one, whatever the tags`() throws {
        func verdict(_ options: String, thought: String, content: String) throws -> Verdict {
            let message = Message(role: "assistant", content: content, reasoning: thought)
            let completion = Completion(messages: [message], format: ReasoningFormat(), tokenCount: 50)
            return try VerifyList(json(#"[{"reasoning": \#(options)}]"#)).judge(completion, task: task())
        }
        #expect(try verdict(#"{"open": "<r>", "close": "</r>"}"#, thought: "a", content: "b").passed == true)
        #expect(try verdict("{}", thought: "a", content: "b").passed == true)
        #expect(try verdict(#"{"mode": "forbidden"}"#, thought: "a", content: "b").reason == .violated)
        #expect(try verdict("{}", thought: "a", content: "b<think>c</think>").reason == .violated)
        #expect(try verdict("{}", thought: " ", content: "b").reason == .unparsed)
        #expect(try verdict("{}", thought: "a", content: "").reason == .unparsed)
        #expect(try verdict(#"{"max_tokens": 50}"#, thought: "a", content: "b").passed == true)
    }

    @Test func `tokens are counted or the completion is unscored`() throws {
        func verdict(_ options: String, tokens: Int?) throws -> Verdict {
            let text = "<think>" + String(repeating: "word ", count: 100) + "</think>The answer is 5."
            let message = Message(role: "assistant", content: text)
            let completion = Completion(messages: [message], format: ReasoningFormat(), tokenCount: tokens)
            return try VerifyList(json(#"[{"reasoning": \#(options)}]"#)).judge(completion, task: task())
        }
        #expect(try verdict(#"{"max_tokens": 200}"#, tokens: 200).passed == true)
        #expect(try verdict(#"{"max_tokens": 200}"#, tokens: 40).passed == true)
        #expect(try verdict(#"{"max_tokens": 1000}"#, tokens: 40_000).passed == true)
        // The answer has 16 bytes and the tags 15: they take 33 tokens at most.
        #expect(try verdict(#"{"max_tokens": 200}"#, tokens: 234).reason == .violated)
        #expect(try verdict(#"{"max_tokens": 200}"#, tokens: 233).reason == .verifierError)
        let unknown = try verdict(#"{"max_tokens": 200}"#, tokens: nil)
        #expect(unknown.reason == .verifierError)
        #expect(unknown.passed == nil)
        #expect(unknown.detail?.contains("no token count") == true)
        #expect(try verdict(#"{"min_tokens": 10}"#, tokens: 43).passed == true)
        #expect(try verdict(#"{"min_tokens": 200}"#, tokens: 199).reason == .violated)
    }

    @Test func `a form that is wrong is told before a count that is missing`() throws {
        let verdict = try judge(#"[{"reasoning": {"max_tokens": 5}}]"#, "no thought")
        #expect(verdict.reason == .unparsed)
        #expect(try judge(#"[{"reasoning": {"max_tokens": 5}}]"#, "x<think>a</think>b").reason == .violated)
        #expect(try judge(#"[{"reasoning": {"mode": "optional", "max_tokens": 5}}]"#, "no thought").passed == true)
    }

    @Test(arguments: [
        (#"{"mode": "require"}"#, "mode"), (#"{"open": ""}"#, "open"), (#"{"open": " "}"#, "open"),
        (#"{"open": "<t>", "close": "<t>"}"#, "close"), (#"{"open": "<t>", "close": "a<t>"}"#, "close"),
        (#"{"open": "$tag"}"#, "open"), (#"{"max_tokens": 0}"#, "max_tokens"), (#"{"max_tokens": "5"}"#, "max_tokens"),
        (#"{"max_words": 3, "min_words": 4}"#, "min_words"), (#"{"mode": "forbidden", "max_words": 3}"#, "mode"),
        (#"{"opened_by": "user"}"#, "opened_by"), (#"{"opened_by": "template", "mode": "forbidden"}"#, "opened_by"),
        (#"{"repetition": 3}"#, "repetition"), (#"{"repetition": {"loop": 3}}"#, "repetition.loop"),
        (#"{"langauge": "en"}"#, "langauge"), (#"{"language": "english"}"#, "language"),
        (#"{"language": 3}"#, "language"),
    ])
    func `what is wrong with the options is told with the option`(_ options: String, option: String) throws {
        let error = #expect(throws: VerifierListError.self) {
            try VerifyList(json(#"[{"reasoning": \#(options)}]"#))
        }
        #expect(error?.path == "[0].reasoning.\(option)")
    }

    @Test func `options may come from the task, and one that does not fit is the data's fault`() throws {
        let list = #"[{"reasoning": {"mode": "$mode", "max_words": "$most"}}]"#
        #expect(try judge(list, "<think>a</think>b", task: #"{"mode": "required", "most": 1}"#).passed == true)
        #expect(try judge(list, "<think>a a</think>b", task: #"{"mode": "required", "most": 1}"#).passed == false)
        #expect(try judge(list, "<think>a</think>b", task: #"{"mode": "x", "most": 1}"#).reason == .verifierError)
        #expect(try judge(list, "<think>a</think>b", task: #"{"mode": "optional"}"#).reason == .verifierError)
    }

    @Test func `a passing completion changed so that its form is broken fails`() throws {
        let changes: [(String, (String) -> String)] = [
            ("open tag removed", { $0.replacing("<think>", with: "") }),
            ("close tag removed", { $0.replacing("</think>", with: "") }),
            ("both removed", { $0.replacing("<think>", with: "").replacing("</think>", with: "") }),
            ("close tag twice", { $0.replacing("</think>", with: "</think></think>") }),
            ("open tag twice", { $0.replacing("<think>", with: "<think><think>") }),
            ("word before", { "So: " + $0 }), ("tags swapped", Self.swapped),
            ("second thought", { $0 + "<think>b</think>" }), ("thought again", { $0 + $0 }),
            ("answer cut", { $0.components(before: "</think>") + "</think>" }),
            ("thought emptied", { "<think></think>" + $0.components(after: "</think>") }),
            ("close tag spoiled", { $0.replacing("</think>", with: "</think") }),
            ("open tag spoiled", { $0.replacing("<think>", with: "<think") }),
            ("open tag in capitals", { $0.replacing("<think>", with: "<THINK>") }),
            ("close tag in capitals", { $0.replacing("</think>", with: "</THINK>") }),
            ("opened anew", { $0 + "<think>" }),
        ]
        let passing = ReasoningCases.table.filter { $0.marks.first == "+" }.map(\.text)
        var survivors: [String] = []
        for text in passing {
            for (name, change) in changes {
                let mutant = change(text)
                if try judge(#"[{"reasoning": {}}]"#, mutant).passed != false { survivors.append("\(name): \(mutant)") }
            }
        }
        print(
            "reasoning: \(passing.count * changes.count - survivors.count) of \(passing.count * changes.count) mutants fail"
        )
        #expect(survivors == [])
    }

    private static func swapped(_ text: String) -> String {
        text.replacing("<think>", with: "\u{1}").replacing("</think>", with: "<think>").replacing(
            "\u{1}", with: "</think>")
    }
}

extension String {
    /// What stands before the first occurrence of a text.
    fileprivate func components(before text: String) -> String {
        firstRange(of: text).map { String(self[..<$0.lowerBound]) } ?? self
    }
    /// What stands after the first occurrence of a text.
    fileprivate func components(after text: String) -> String {
        firstRange(of: text).map { String(self[$0.upperBound...]) } ?? ""
    }
}
