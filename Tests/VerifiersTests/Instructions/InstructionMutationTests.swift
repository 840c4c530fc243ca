import JSON
import Rollouts
import Testing

@testable import Verifiers

/// Passing cases are made wrong by construction, and must then fail.
@Suite struct InstructionMutationTests {
    /// What makes a text break an instruction, whatever the text; nil where nothing does for sure.
    static func breaking(_ row: InstructionRows.Row) -> [(what: String, text: String, arguments: JSONValue)] {
        let text = row.text
        let arguments = row.arguments
        func with(_ key: String, _ value: JSONValue) -> JSONValue {
            var object = arguments.object ?? [:]
            object[key] = value
            return .object(object)
        }
        let many = String(repeating: " zq.", count: 400)
        var mutants: [(String, String, JSONValue)] = []
        // A demand for more than there can be, or for less.
        for (key, value) in arguments.object?.members.map({ ($0.key, $0.value) }) ?? [] {
            switch key {
            case "relation", "let_relation", "capital_relation":
                let isLess = value.string == "less than"
                mutants.append(("the relation is turned", text, with(key, isLess ? "at least" : "less than")))
            case "min_words", "num_highlights", "num_placeholders", "num_sections":
                mutants.append(("more are asked for", text, with(key, 100_000)))
            case "num_bullets", "num_paragraphs":
                mutants.append(("one more is asked for", text, with(key, .int((value.int ?? 0) + 1))))
            case "keywords", "keyword_list": mutants.append(("another word is asked for", text, with(key, ["qxzqxz"])))
            case "language": mutants.append(("another language is asked for", text, with(key, "th")))
            case "postscript_marker": mutants.append(("another marker", text, with(key, "Zq:")))
            case "end_phrase", "original_prompt", "prompt_to_repeat", "first_word", "keyword", "word":
                if key == "keyword", row.name == "keywords:frequency" { continue }
                if key == "word", row.name == "verify_keyword_frequency", arguments["N"]?.int == 0 { continue }
                mutants.append(("another text", text, with(key, "qxzqxz")))
            case "section_spliter", "section_splitter", "sep": mutants.append(("another mark", text, with(key, "qxz")))
            case "N"
            where [
                "verify_paragraph_count", "validate_paragraphs", "verify_bullet_points", "count:numbers",
                "verify_keyword_frequency", "verify_letter_frequency",
            ].contains(row.name):
                mutants.append(("one more is asked for", text, with(key, .int((value.int ?? 0) + 1))))
            case "N" where row.name.hasPrefix("count:") && row.name != "count:words_japanese",
                "small_n" where row.name == "count:conjunctions",
                "N"
            where ["validate_placeholders", "validate_highlighted_sections", "validate_sections"].contains(row.name):
                mutants.append(("more are asked for", text, with(key, 100_000)))
            default: break
            }
        }
        let added: [String: String] = [
            "punctuation:no_comma": ",", "validate_no_commas": ",", "format:no_whitespace": " x",
            "change_case:english_lowercase": "Q", "change_case:english_capital": "q", "validate_uppercase": "q",
            "validate_lowercase": "Q", "startend:quotation": "q", "validate_quotation": "q",
            "startend:end_checker": "q",
            "validate_end": "q", "detectable_format:json_format": "q", "validate_json_format": "q",
            "combination:two_responses": "******q", "validate_two_responses": "******q", "format:title_case": " qq",
            "words:consonants": " a", "words:prime_lengths": " q", "words:alphabet": " 1", "custom:multiples": " 56",
            "repeat:repeat_simple": "q", "repeat:repeat_span": "q", "repeat:repeat_change": "q", "format:options": "q",
            "custom:csv_city": "\nq", "custom:csv_quotes": "\nq", "custom:date_format_list": ",q",
            "custom:european_capitals_sort": ", Rome", "custom:sentence_alphabet": " Q.",
            "words:no_consecutive": " q q",
            "format:quote_unquote": " \"q\"", "format:sub-bullets": "*", "format:no_bullets_bullets": "\nq",
            "custom:mcq_count_length": "\n\nQuestion 5: q", "custom:reverse_newline": "\nZz", "format:newline": " q q",
            "words:paragraph_last_first": "\nq w", "format:line_indent": "\nq\nq", "words:last_first": " Qa. Qb.",
            "ratio:sentence_words": " Q.", "words:odd_even_syllables": " cat cat", "format:emoji": " Qq.",
        ]
        if let tail = added[row.name] { mutants.append(("`\(tail)` is added", text + tail, arguments)) }
        if row.name == "length_constraints:number_words", arguments["relation"]?.string == "less than" {
            mutants.append(("many words are added", text + many, arguments))
        }
        if row.name == "words:repeats" { mutants.append(("a word is repeated", text + many, arguments)) }
        if row.name == "keywords:forbidden_words" || row.name == "validate_forbidden_words" {
            let word = arguments["forbidden_words"]?.array?.first?.string ?? ""
            mutants.append(("a forbidden word is added", text + " " + word, arguments))
        }
        return mutants
    }

    @Test func `what is made wrong fails`() throws {
        var killed = 0
        var survivors: [String] = []
        for row in InstructionRows.all where row.strict {
            for (what, text, arguments) in Self.breaking(row) where !Self.isEquivalent(row, what) {
                let verdict = try InstructionRows.judge(row.name, isFunction: row.isFunction, arguments, text)
                if verdict.passed == true {
                    survivors.append("\(row.name) (\(what)): \(row.text.debugDescription.prefix(80))")
                } else {
                    killed += 1
                }
            }
        }
        let score = 100 * Double(killed) / Double(max(killed + survivors.count, 1))
        print("instructions: \(killed) of \(killed + survivors.count) mutants killed, \(score) %")
        for survivor in survivors { print("instructions: survived: \(survivor)") }
        #expect(killed >= 200)
        #expect(score >= 99)
    }

    /// Mutants that the rule allows all the same.
    private static func isEquivalent(_ row: InstructionRows.Row, _ what: String) -> Bool {
        switch row.name {
        // Asked for at most, or around, so many: more asked for is still followed.
        case "keywords:letter_frequency", "keywords:frequency": what == "another text"
        // A paragraph more or less is another rule for `less than` alone.
        default: false
        }
    }
}
