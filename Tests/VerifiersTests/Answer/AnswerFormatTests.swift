import JSON
import Rollouts
import Testing

@testable import Verifiers

@Suite struct AnswerFormatTests {
    /// What a format reads of a text.
    static func read(_ name: String, _ text: String) throws -> Verdict {
        try judge(#"[{"answer": {"format": "\#(name)"}}]"#, text)
    }

    /// Contents that any grammar may trip over; what a format cannot say it renders as nil.
    static let hostile = [
        "5", "-5", "x", "two words", "Paris", "a, b and c", "It's \"quoted\"", "\"", "'", "\"\"", "\"\"\"", "''", "\\",
        "a\\",
        "\\\"", "\\n", "a\nb", "a\n\nb", "a\r\nb", "a\tb", "{", "}", "{}", "}{", "{a}", "[a]", "[[a]]", "(a)", "(a",
        "a)",
        "<a>", "</answer>", "<answer>x</answer>", "<b>x</b>", "|", "a|b", "||", "#", "a#b", "# a", "## a", "a #", "_",
        "a_b",
        "_a_", "~", "a~b", "*", "a*b", "**a**", "* a", "`", "``", "```", "a`b", "```\na\n```", "$", "$5", "a$b$c",
        "\\$5",
        "\\frac{1}{2}", "x \\equiv y", "\\text{a}", "\\boxed{5}", "\\begin{align}x\\end{align}", "\\[x\\]", "a: b",
        "a:", ":a",
        "a = b", "answer: x", "answer = \"x\"", "- a", "> a", "--- a", "---", "=> a", "/* a */", "*/", "// a",
        "http://a.b/c?d=e#f",
        "null", "~", "true", "0.9", "1e400", "[section]", "; a", "!a", "&a", "@a", "%a", "? a", ":: a", "Answer: a",
        "The answer is: a", "ANSWER IS: a", "Final Answer: a", "print(\"a\")", "answer(\"a\")", "echo \"a\"", "日本語",
        "é",
        "e\u{301}", "👩‍👩‍👧", "\u{2028}", "\u{0}", "\u{1}", "\u{7F}", "\u{FEFF}a", "A", "(B)", "a  b", " a ", "a\u{A0}b",
        "#!/bin/sh",
        "a\\|b", "a\\\\|b", "%", "{{x}}", "${HOME}", "`id`", "a;b", "a # b", "a // b", "!!str a", "*a", "&a b", "'''",
        "\\u0041",
    ]

    @Test func `every named format is there, with its kind of content`() throws {
        for row in try AnswerAnchors.rows("answer-formats.tsv") {
            let entry = try #require(AnswerFormats.entry(row[0]), "\(row[0]) is not known")
            #expect(entry.content.rawValue == row[1], "\(row[0])")
        }
        #expect(Set(AnswerFormats.names).count == AnswerFormats.names.count)
        #expect(AnswerFormats.names.allSatisfy { $0.wholeMatch(of: /[a-z][a-z0-9_]*/) != nil })
    }

    @Test func `the named formats read their examples, once, and with words round them`() throws {
        var (read, wrong) = (0, 0)
        for row in try AnswerAnchors.rows("answer-formats.tsv") {
            let name = row[0]
            let example = Self.example(row[2])
            let once = [example, "Here it is.\n\n\(example)\n\nThat is all.", "\(example)\n", "\n\n\(example)"]
            for text in once {
                let verdict = try Self.read(name, text)
                if verdict.passed != true { wrong += 1 }
                #expect(verdict.passed == true, "\(name) on \(text.debugDescription): \(verdict.detail ?? "")")
            }
            for text in ["\(example)\n\(example)", "\(example)\n\nAgain:\n\n\(example)", "", "No answer at all."] {
                let verdict = try Self.read(name, text)
                if verdict.passed != false { wrong += 1 }
                #expect(verdict.reason == .unparsed, "\(name) on \(text.debugDescription)")
            }
            read += 1
        }
        print("answer formats: \(read) read by their examples, \(wrong) verdicts wrong")
    }

    /// An example as written, or one made of the tags that are required.
    private static func example(_ column: String) -> String {
        if column == "[A] or [B] or [C] or [D]" { return "[A]" }
        guard let tags = column.split(separator: "tags: ", omittingEmptySubsequences: false).last,
            column.hasPrefix("tags: ")
        else { return column.replacing("⏎", with: "\n").replacing("¦", with: "|") }
        return tags.split(separator: ", ").map { "<\($0)>some words</\($0)>" }.joined(separator: "\n")
    }

    @Test func `what is rendered is read again`() throws {
        var table: [(name: String, said: Int)] = []
        for entry in AnswerFormats.all {
            var said = 0
            for content in Self.hostile {
                guard let text = entry.render(content) else { continue }
                said += 1
                let verdict = try Self.read(entry.name, text)
                #expect(verdict.passed == true, "\(entry.name) on \(text.debugDescription)")
                let expected = Array(
                    content.unicodeScalars.drop { $0.properties.isWhitespace }.reversed()
                        .drop { $0.properties.isWhitespace }.reversed())
                #expect(
                    verdict.extracted.map { Array($0.unicodeScalars) } == expected,
                    "\(entry.name) on \(content.debugDescription)")
            }
            table.append((entry.name, said))
        }
        print("contents said by each format, of \(Self.hostile.count):")
        for row in table { print("  \(row.said)  \(row.name)") }
    }

    @Test func `formats with escapes can say anything`() {
        let all = [
            "json", "json_array", "json_simple", "yaml", "yaml_list", "toml", "toml_section", "json_confidence",
            "yaml_confidence", "toml_confidence", "json_field", "function_call", "variable_assignment",
            "return_statement",
            "python_print", "javascript_console", "python_docstring", "env_format", "shell_echo",
        ]
        for name in all {
            for content in Self.hostile where !content.allSatisfy(\.isWhitespace) {
                #expect(AnswerFormats.entry(name)?.render(content) != nil, "\(name) on \(content.debugDescription)")
            }
        }
    }

    @Test func `plain answers can be given in every format`() {
        for entry in AnswerFormats.all where !["textarena_format", "choice", "last_number"].contains(entry.name) {
            for content in ["Paris", "two words", "42", "x = 42"] {
                #expect(entry.render(content) != nil, "\(entry.name) on \(content)")
            }
        }
        for name in ["textarena_format", "choice"] { #expect(AnswerFormats.entry(name)?.render("B") != nil) }
        #expect(AnswerFormats.entry("last_number")?.render("42") == "42")
    }

    @Test func `instructions are one line each, and no two are alike but where the format is`() {
        for entry in AnswerFormats.all {
            #expect(
                !entry.instruction.isEmpty && !entry.instruction.contains("\n") && entry.instruction.utf8.count < 500)
        }
    }
}

@Suite struct FormatCaseTests {
    @Test func `each format reads what is in it, and nothing else`() throws {
        var (passing, failing) = (0, 0)
        for row in FormatCases.all {
            let verdict = try AnswerFormatTests.read(row.format, row.text)
            if let answer = row.answer {
                passing += 1
                #expect(
                    verdict.passed == true, "\(row.format) on \(row.text.debugDescription): \(verdict.detail ?? "")")
                #expect(
                    verdict.extracted.map { Array($0.utf8) } == Array(answer.utf8),
                    "\(row.format) on \(row.text.debugDescription)")
            } else {
                failing += 1
                #expect(
                    verdict.reason == .unparsed,
                    "\(row.format) on \(row.text.debugDescription): \(verdict.extracted ?? "")")
            }
        }
        print("answer formats: \(passing) passing and \(failing) failing cases")
        #expect(passing >= 200 && failing >= 200)
        #expect(Set(FormatCases.all.map { "\($0.format) \($0.text)" }).count == FormatCases.all.count)
    }

    @Test func `each named format has a passing and a failing case`() throws {
        for row in try AnswerAnchors.rows("answer-formats.tsv") where !row[0].hasPrefix("complex_") {
            #expect(FormatCases.all.contains { $0.format == row[0] && $0.answer != nil }, "\(row[0])")
            #expect(FormatCases.all.contains { $0.format == row[0] && $0.answer == nil }, "\(row[0])")
        }
    }

    /// Formats of several tags: each of them is needed, in its place, once, with something in it.
    @Test func `each of several tags is needed, once, in its place`() throws {
        var mutants = 0
        for row in try AnswerAnchors.rows("answer-formats.tsv") where row[0].hasPrefix("complex_") {
            let tags = row[2].dropFirst("tags: ".count).split(separator: ", ").map(String.init)
            #expect(String(tags.count) == row[3])
            func written(_ tags: [String], empty: Int? = nil) -> String {
                tags.enumerated().map { "<\($1)>\($0 == empty ? " " : "some words")</\($1)>" }.joined(separator: "\n")
            }
            #expect(try AnswerFormatTests.read(row[0], written(tags)).passed == true)
            for index in tags.indices {
                var without = tags
                without.remove(at: index)
                var moved = tags
                moved.swapAt(index, index == 0 ? tags.count - 1 : index - 1)
                let twice = tags + [tags[index]]
                let broken = written(tags).replacing("</\(tags[index])>", with: "")
                for text in [written(without), written(moved), written(twice), written(tags, empty: index), broken] {
                    mutants += 1
                    #expect(try AnswerFormatTests.read(row[0], text).reason == .unparsed, "\(row[0]): \(text)")
                }
            }
        }
        print("formats of several tags: \(mutants) mutants, all killed where no issue is told")
    }
}
