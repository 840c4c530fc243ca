import JSON
import Rollouts
import Testing

@testable import Verifiers

@Suite struct LengthVerifierTests {
    @Test func `bounds hold at a text's own figure, and fail one off`() throws {
        var counts = (passed: 0, failed: 0)
        for (text, characters, words) in LengthCases.texts {
            for (unit, count) in [("characters", characters), ("words", words)] {
                for (key, limit, holds) in [
                    ("max_\(unit)", count, true), ("max_\(unit)", count - 1, false), ("min_\(unit)", count, true),
                    ("min_\(unit)", count + 1, false),
                ] where !(key.hasPrefix("max") && limit == 0) {
                    for of in [#", "of": "answer""#, #", "of": "whole""#, ""] {
                        let verdict = try judge(#"[{"length": {"\#(key)": \#(limit)\#(of)}}]"#, text)
                        #expect(verdict.passed == holds, "\(key) \(limit) on \(text.debugDescription): \(verdict)")
                        #expect(verdict.reason == (holds ? nil : .violated))
                        let found = verdict.checks.first?.reason
                        #expect(found == (holds ? nil : key.hasPrefix("max") ? "too_long" : "too_short"))
                        if holds { counts.passed += 1 } else { counts.failed += 1 }
                    }
                }
            }
        }
        print("length: \(counts.passed) passing and \(counts.failed) failing verdicts on bounds")
    }

    @Test(arguments: [
        ("Write of rivers. No commas.", 0), ("WRITE of\n rivers. no commas.", 0), ("", 0), ("Rivers flow.", 2),
        ("Write of rivers. No commas. Rivers flow.", 2), ("Rivers flow. Write of rivers. No commas. Down.", 3),
        ("Write of rivers. No commas. Write of rivers. No commas.", 0), ("Write of rivers. No", 4),
        ("Write of Write of rivers. No commas.", 2), ("Write of rivers. No commas", 5),
    ])
    func `what is said back does not count`(text: String, words: Int) throws {
        let task = #"{"prompt": "Write of rivers. No commas."}"#
        for (least, holds) in [(words, true), (words + 1, false)] {
            let verdict = try judge(
                #"[{"length": {"min_words": \#(least), "besides": "$prompt"}}]"#, text, task: task)
            #expect(verdict.passed == holds, "at least \(least) of \(text.debugDescription): \(verdict)")
        }
        #expect(try judge(#"[{"length": {"min_words": 1, "besides": "$none"}}]"#, text).reason == .verifierError)
        #expect(try judge(#"[{"length": {"max_words": 99, "besides": "  "}}]"#, text).passed == true)
    }

    @Test func `what runs in circles is degenerate, and what only looks like it is not`() throws {
        for (text, name) in LengthCases.degenerate {
            let verdict = try judge(#"[{"length": {"repetition": true}}]"#, text)
            #expect(verdict.reason == .degenerate, "\(name): \(verdict)")
            #expect(verdict.passed == false)
            #expect(verdict.detail?.isEmpty == false)
        }
        for (text, name) in LengthCases.sound {
            #expect(try judge(#"[{"length": {"repetition": true}}]"#, text).passed == true, "\(name)")
        }
    }

    @Test func `a loop is found wherever it begins, whatever its period`() throws {
        for period in [1, 2, 3, 7, 11, 12, 13, 40, 97, 150] {
            let letters = Array("abcdefghijklmnopqrstuvwxyz")
            let block = String((0..<period).map { letters[($0 * $0 + $0 / 5) % 26] })
            for lead in [0, 1, 5, 30, 400] {
                let before = (0..<lead).map { "\($0 * 37 % 101)," }.joined()
                let times = max(9, 440 / period + 3)
                let text = before + String(repeating: block, count: times) + " and the end"
                #expect(
                    try judge(#"[{"length": {"repetition": true}}]"#, text).reason == .degenerate,
                    "period \(period) after \(lead)")
            }
        }
    }

    @Test func `its bounds can be set`() throws {
        let text = String(repeating: "again and ", count: 6)
        func passes(_ options: String) throws -> Bool? {
            try judge(#"[{"length": {"repetition": \#(options)}}]"#, text).passed
        }
        #expect(try passes("true") == true)
        #expect(try passes(#"{"loop_characters": 50}"#) == false)
        #expect(try passes(#"{"loop_characters": 61}"#) == true)
        #expect(try passes(#"{"loop_characters": 50, "loop_times": 7}"#) == true)
        let lines = String(repeating: "the same line of text\nand then 1\n", count: 3)
        #expect(try judge(#"[{"length": {"repetition": {"line_times": 2}}}]"#, lines).reason == .degenerate)
        #expect(try judge(#"[{"length": {"repetition": {"line_times": 3}}}]"#, lines).passed == true)
    }

    @Test func `it looks at the thought too, unless told otherwise`() throws {
        let text = "<think>" + String(repeating: "hm ", count: 200) + "</think>5"
        #expect(try judge(#"[{"length": {"repetition": true}}]"#, text).reason == .degenerate)
        #expect(try judge(#"[{"length": {"repetition": true, "of": "answer"}}]"#, text).passed == true)
        #expect(try judge(#"[{"length": {"repetition": true, "of": "reasoning"}}]"#, text).reason == .degenerate)
        #expect(try judge(#"[{"reasoning": {"repetition": true}}]"#, text).reason == .degenerate)
        #expect(try judge(#"[{"reasoning": {}}]"#, text).passed == true)
    }

    @Test func `the answer, the thought and the whole are measured apart`() throws {
        let text = "<think>one two</think>three four five"
        for (of, words) in [("answer", 3), ("reasoning", 2), ("whole", 4)] {
            let bounds = #""max_words": \#(words), "min_words": \#(words), "of": "\#(of)""#
            #expect(try judge("[{\"length\": {\(bounds)}}]", text).passed == true, "\(of)")
        }
        #expect(try judge(#"[{"length": {"max_words": 3}}]"#, text).passed == true)
        #expect(try judge(#"[{"length": {"min_words": 1, "of": "reasoning"}}]"#, "no thought").passed == false)
    }

    @Test
    func `tokens are those that were counted, and without a count only what the bytes leave no doubt about is said`()
        throws
    {
        func verdict(_ options: String, tokens: Int?, _ text: String = "a b c") throws -> Verdict {
            let message = Message(role: "assistant", content: text)
            let completion = Completion(messages: [message], format: ReasoningFormat(), tokenCount: tokens)
            return try VerifyList(json(#"[{"length": \#(options)}]"#)).judge(completion, task: task())
        }
        #expect(try verdict(#"{"max_tokens": 4096}"#, tokens: 4096).passed == true)
        #expect(try verdict(#"{"max_tokens": 4096}"#, tokens: 4097).reason == .violated)
        #expect(try verdict(#"{"max_tokens": 4096}"#, tokens: nil).passed == true)
        #expect(try verdict(#"{"max_tokens": 7}"#, tokens: nil).passed == true)
        #expect(try verdict(#"{"max_tokens": 6}"#, tokens: nil).reason == .verifierError)
        let open = "max_tokens: no token count, it has 0 to 7 tokens"
        #expect(try verdict(#"{"max_tokens": 6}"#, tokens: nil).detail == open)
        #expect(try verdict(#"{"min_tokens": 1}"#, tokens: nil).reason == .verifierError)
        #expect(try verdict(#"{"min_tokens": 8}"#, tokens: nil).reason == .violated)
        #expect(try verdict(#"{"min_tokens": 3}"#, tokens: 3).passed == true)
        #expect(try verdict(#"{"min_tokens": 3}"#, tokens: 2).reason == .violated)
        #expect(try verdict(#"{"min_tokens": 0}"#, tokens: nil).passed == true)
        // Of a part, only what the bytes leave no doubt about is said.
        let thought = "<think>" + String(repeating: "x", count: 1_000) + "</think>abc"
        #expect(try verdict(#"{"max_tokens": 5, "of": "answer"}"#, tokens: 500, thought).passed == true)
        #expect(try verdict(#"{"max_tokens": 4, "of": "answer"}"#, tokens: 500, thought).reason == .verifierError)
        #expect(try verdict(#"{"max_tokens": 4, "of": "answer"}"#, tokens: 1_022, thought).reason == .violated)
        #expect(try verdict(#"{"max_tokens": 4, "of": "answer"}"#, tokens: 4, "abc").passed == true)
        #expect(try verdict(#"{"max_tokens": 4, "of": "answer"}"#, tokens: 5, "abc").reason == .violated)
    }

    @Test(arguments: [
        ("{}", ""), (#"{"of": "answer"}"#, ""), (#"{"repetition": false}"#, ""), (#"{"max_tokens": 0}"#, ".max_tokens"),
        (#"{"max_tokens": 1.5}"#, ".max_tokens"), (#"{"min_tokens": -1}"#, ".min_tokens"),
        (#"{"max_characters": 3, "min_characters": 4}"#, ".min_characters"), (#"{"max_chars": 3}"#, ".max_chars"),
        (#"{"max_words": 3, "of": "thought"}"#, ".of"),
        (#"{"repetition": {"loop_times": 1}}"#, ".repetition.loop_times"),
        (#"{"repetition": {"ngram_share": 2}}"#, ".repetition.ngram_share"), (#"{"repetition": "yes"}"#, ".repetition"),
        (#"{"language": "xx"}"#, ".language"), (#"{"language": ["en"]}"#, ".language"),
    ])
    func `what is wrong with the options is told with the option`(_ options: String, option: String) throws {
        let error = #expect(throws: VerifierListError.self) { try VerifyList(json(#"[{"length": \#(options)}]"#)) }
        #expect(error?.path == "[0].length\(option)")
    }

    @Test func `passing texts made longer than allowed, or shorter, fail`() throws {
        var mutants = 0
        var survivors = 0
        for (text, characters, words) in LengthCases.texts {
            let list = #"[{"length": {"max_characters": \#(characters), "max_words": \#(words)}}]"#
            let least = #"[{"length": {"min_characters": \#(characters), "min_words": \#(words)}}]"#
            for mutant in [text + "x", text + " x", "x " + text, text + "\n\nx", text + text, text + "👍"] {
                mutants += 1
                if try judge(list, mutant).passed != false { survivors += 1 }
            }
            for mutant in [String(text.dropLast()), String(text.dropFirst()), "", String(text.prefix(characters / 2))] {
                mutants += 1
                if try judge(least, mutant).passed != false { survivors += 1 }
            }
        }
        print("length: \(mutants - survivors) of \(mutants) mutants fail")
        #expect(survivors == 0)
    }
}
