import JSON
import Rollouts
import Testing

@testable import Verifiers

@Suite struct InstructionDataTests {
    /// The verdict of an entry whose options come from fields of the task.
    private func verdict(_ fields: String, _ text: String = "A text.") throws -> Verdict {
        try judge(#"[{"instructions": {"ids": "$ids", "kwargs": "$kwargs"}}]"#, text, task: fields)
    }

    @Test(arguments: [
        (#"{"ids": ["punctuation:no_comma"], "kwargs": []}"#, "1 and 0"),
        (#"{"ids": [], "kwargs": []}"#, "a list of 1 to"),
        (#"{"ids": ["punctuation:no_coma"], "kwargs": [{}]}"#, "punctuation:no_comma"),
        (
            #"{"ids": ["length_constraints:number_words"], "kwargs": [{"relation": "at least"}]}"#,
            "`num_words` is missing"
        ),
        (
            #"{"ids": ["length_constraints:number_words"], "kwargs": [{"num_words": "3", "relation": "at least"}]}"#,
            "the text"
        ),
        (
            #"{"ids": ["length_constraints:number_words"], "kwargs": [{"num_words": 3, "relation": "about"}]}"#,
            "less than"
        ),
        (#"{"ids": ["length_constraints:number_words"], "kwargs": [{"num_words": -3, "relation": "at least"}]}"#, "-3"),
        (#"{"ids": ["punctuation:no_comma"], "kwargs": [{"extra": 1}]}"#, "`extra`"),
        (#"{"ids": ["punctuation:no_comma"], "kwargs": [3]}"#, "kwargs[0]"),
        (#"{"ids": ["punctuation:no_comma"], "kwargs": {}}"#, "a list of objects"),
        (#"{"ids": ["keywords:existence"], "kwargs": [{"keywords": []}]}"#, "1 to"),
        (#"{"ids": ["keywords:existence"], "kwargs": [{"keywords": ["(a"]}]}"#, "regular expression"),
        (#"{"ids": ["keywords:existence"], "kwargs": [{"keywords": ["\\q"]}]}"#, "bad escape"),
        (#"{"ids": ["keywords:existence"], "kwargs": [{"keywords": [1]}]}"#, "the number 1"),
        (#"{"ids": ["language:response_language"], "kwargs": [{"language": "xx"}]}"#, "cannot be told"),
        (
            #"{"ids": ["keywords:letter_frequency"], "kwargs": [{"letter": "ab", "let_frequency": 1, "let_relation": "at least"}]}"#,
            "one character"
        ),
        (#"{"ids": 3, "kwargs": []}"#, "a list of 1 to"),
        (#"{"kwargs": []}"#, "no field `ids`"),
    ]) func `what is wrong with a row is named, and nobody is failed for it`(fields: String, part: String) throws {
        let verdict = try verdict(fields)
        #expect(verdict.passed == nil)
        #expect(verdict.reason == .verifierError)
        #expect(verdict.detail?.contains(part) == true, "\(verdict)")
    }

    @Test func `arguments that are null count as not given`() throws {
        let row =
            #"{"ids": ["punctuation:no_comma", "length_constraints:number_words"], "kwargs": [{"N": null}, {"num_words": 2.0, "relation": "at least", "capital_frequency": null}]}"#
        #expect(try verdict(row).passed == true)
    }

    @Test func `ids given twice have checks of their own`() throws {
        let row =
            #"{"ids": ["keywords:existence", "keywords:existence"], "kwargs": [{"keywords": ["text"]}, {"keywords": ["boat"]}]}"#
        let verdict = try verdict(row)
        #expect(verdict.checks.map(\.name) == ["keywords:existence", "keywords:existence#2"])
        #expect(verdict.checks.map(\.passed) == [true, false])
    }

    @Test(
        arguments: [
            (#"{"f": "validate_no_commas", "a": {}}"#, true),
            (#"{"f": "validate_no_commas", "a": {"func_name": "validate_no_commas", "N": null}}"#, true),
            (#"{"f": "validate_no_commas", "a": "{\"func_name\": \"validate_no_commas\"}"}"#, true),
            (#"{"f": "validate_no_comma", "a": {}}"#, nil),
            (#"{"f": "validate_no_commas", "a": {"N": 1}}"#, nil),
            (#"{"f": "validate_no_commas", "a": {"func_name": "validate_title"}}"#, nil),
            (#"{"f": "validate_word_constraint", "a": {"N": 3, "quantifier": "less than"}}"#, nil),
        ] as [(String, Bool?)]) func `functions are given by name with their arguments`(fields: String, passed: Bool?)
        throws
    {
        let verdict = try judge(
            #"[{"instructions": {"function": "$f", "arguments": "$a"}}]"#, "A text.", task: fields)
        #expect(verdict.passed == passed, "\(verdict)")
        #expect(verdict.reason == (passed == nil ? .verifierError : nil))
    }

    @Test func `patterns that were escaped once too often are not what these are`() throws {
        // Double-escaped, these patterns never match, or always.
        let texts: [(String, JSONValue, String, Bool)] = [
            ("validate_placeholders", ["N": 2], "[a] and [b]", true),
            ("validate_placeholders", ["N": 1], "none", false),
            ("verify_bullet_points", ["N": 2], "* a\n- b", true), ("verify_bullet_points", ["N": 0], "* a", false),
            ("verify_keyword_frequency", ["word": "tar", "N": 2], "Tar, tar!", true),
            ("verify_keyword_frequency", ["word": "tar", "N": 0], "tar", false),
            ("validate_sections", ["N": 2, "section_splitter": "Section"], "Section 1 a Section 2 b", true),
            ("validate_sections", ["N": 1, "section_splitter": "Section"], "Sections", false),
            ("validate_frequency_capital_words", ["N": 2, "quantifier": "at least"], "GO NOW", true),
            ("validate_frequency_capital_words", ["N": 0, "quantifier": "at most"], "GO", false),
        ]
        for (name, arguments, text, passed) in texts {
            #expect(try InstructionRows.judge(name, isFunction: true, arguments, text).passed == passed, "\(name)")
        }
    }

    @Test(arguments: [
        (#"{"words": {"at_least": 3}, "no_commas": true}"#, "one two three", true),
        (#"{"words": {"at_least": 3}, "no_commas": true}"#, "one, two, three", false),
        (#"{"words": 2}"#, "one two", true), (#"{"words": {"at_least": 2, "at_most": 3}}"#, "a b c d", false),
        (#"{"words": {"less_than": 2}}"#, "one", true), (#"{"paragraphs": 3}"#, "a\n\nb\n\n\n\nc", true),
        (#"{"paragraphs": 3}"#, "a\n\nb", false), (#"{"sentences": {"at_most": 1}}"#, "Dr. Okafor left.", true),
        (#"{"characters": 2}"#, "👩‍👩‍👧é", true), (#"{"characters": 2}"#, "abc", false),
        (##"{"letter_counts": {"q": 2, "#": {"at_least": 1}}}"##, "Qq #", true),
        (#"{"letter_counts": {"q": 2}}"#, "q", false), (#"{"keywords": ["C++"]}"#, "in C++ then", false),
        (#"{"keywords": ["boat", "tar"]}"#, "Tar the boat", true), (#"{"keywords": ["boat"]}"#, "boats", false),
        (#"{"forbidden_words": ["boat"]}"#, "boats", true), (#"{"forbidden_words": ["boat"]}"#, "a Boat", false),
        (#"{"keyword_counts": {"tar": {"at_least": 2}}}"#, "tar, Tar", true),
        (#"{"ends_with": "the end."}"#, "This is THE END.", true), (#"{"starts_with": "This"}"#, "That", false),
        (#"{"language": "de"}"#, "Der alte Turm steht seit vielen Jahren auf dem Felsen.", true),
        (#"{"language": "de"}"#, "The old tower has stood on the rock for many years.", false),
        (#"{"contains": ["Name:", "Age:"]}"#, "Name: a Age: b", true), (#"{"contains": ["Name:"]}"#, "name:", false),
        (#"{"sections": {"marker": "Part", "at_least": 2}}"#, "Part 1 a Part 2 b", true),
        (#"{"keyword_position": {"word": "sea", "sentence": 1, "position": 2}}"#, "The sea.", true),
        (#"{"any_of": ["yes", "no"]}"#, "oh yes", true), (#"{"json": true}"#, "{}", true),
        (#"{"json": true}"#, "{", false),
        (#"{"words": "$n"}"#, "one two", true), (#"{"bullets": {"at_least": 1}, "mode": "loose"}"#, "* a", true),
    ]) func `plain words say the same`(options: String, text: String, passed: Bool) throws {
        let verdict = try judge(#"[{"instructions": \#(options)}]"#, text, task: #"{"n": 2}"#)
        #expect(verdict.passed == passed, "\(verdict)")
    }

    @Test(arguments: [
        "{}", #"{"wordz": 3}"#, #"{"no_commas": false}"#, #"{"words": {"least": 3}}"#, #"{"words": {}}"#,
        #"{"words": {"at_least": 3, "at_most": 2}}"#, #"{"words": -1}"#, #"{"keywords": []}"#, #"{"keywords": "a"}"#,
        #"{"letter_counts": {"ab": 1}}"#, #"{"ids": ["punctuation:no_comma"], "words": 3}"#, #"{"mode": "loose"}"#,
        #"{"ids": ["x:y"], "kwargs": [{}]}"#, #"{"sections": {"mark": "a"}}"#, #"{"language": "tlh"}"#,
        #"{"words": 3, "mode": "lax"}"#,
    ]) func `what is wrong with options is known when they are read`(options: String) throws {
        #expect(throws: (any Error).self) { try VerifyList(json(#"[{"instructions": \#(options)}]"#)) }
    }

    @Test func `every plain word takes what it says it takes`() throws {
        #expect(Set(PlainCatalog.names).count == PlainCatalog.names.count)
        for word in PlainCatalog.words where word.expected == "`true`" {
            _ = try word.make(true)
            #expect(throws: OptionMismatch.self) { try word.make(1) }
        }
    }

    @Test func `junk passes no demand for content`() throws {
        let list = #"[{"instructions": {"keywords": ["harbour"], "sentences": {"at_least": 2}, "no_commas": true}}]"#
        let gold = "The harbour was quiet. Gulls slept."
        #expect(try judge(list, gold).passed == true)
        for text in JunkTests.junk + ["<think>\(gold)", "<think>\(gold)</think>"] {
            let verdict = try judge(list, text)
            #expect(verdict.passed == false, "\(text.prefix(60))")
        }
    }
}
