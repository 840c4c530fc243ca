import JSON
import Rollouts
import Testing

@testable import Verifiers

@Suite struct AnswerMutationTests {
    private struct Score {
        var killed = 0
        var survivors: [String] = []
    }

    /// Whether a text still gives this answer.
    private func gives(_ answer: String, _ format: String, _ text: String) throws -> Bool {
        let gold = JSONValue.string(answer.hasPrefix("$") ? "$" + answer : answer).text
        return try judge(#"[{"answer": {"format": "\#(format)", "equals": \#(gold), "as": "text"}}]"#, text).passed
            == true
    }

    private static let untouched: Set<String> = ["whole", "final_line", "last_number", "choice", "textarena_format"]

    @Test func `a format with one character of its structure gone or changed is no longer that format`() throws {
        var score = Score()
        let none = try task()
        for entry in AnswerFormats.all where !Self.untouched.contains(entry.name) {
            let text = try #require(entry.render("Paris"))
            let scalars = Array(text.unicodeScalars)
            let list = try VerifyList(json(#"[{"answer": {"format": "\#(entry.name)", "equals": "Paris"}}]"#))
            let content = try #require(text.range(ofBytes: "Paris"))
            for index in scalars.indices where !content.contains(index) && !scalars[index].properties.isWhitespace {
                guard isStructure(index, scalars, entry.name) else { continue }
                for replacement in ["", scalars[index] == "q" ? "z" : "q"] {
                    var mutant = String.UnicodeScalarView(scalars[..<index])
                    mutant.append(contentsOf: replacement.unicodeScalars)
                    mutant.append(contentsOf: scalars[(index + 1)...])
                    if list.judge(Completion(text: String(mutant)), task: none).passed == true {
                        score.survivors.append("\(entry.name): \(String(mutant).debugDescription)")
                    } else {
                        score.killed += 1
                    }
                }
            }
        }
        report("structure", score)
        #expect(score.survivors.isEmpty)
    }

    /// Words that fill a format, and names that are free, are not structure.
    private func isStructure(_ index: Int, _ scalars: [Unicode.Scalar], _ name: String) -> Bool {
        switch name {
        case "ini_format": return !(1...7).contains(index)
        case "latex_equiv": return index >= 15 || index == 0
        case _ where name.hasPrefix("complex_") || name.hasPrefix("nested_") || name == "multiple_tags":
            // Only within tags.
            let before = scalars[...index].lastIndex { $0 == "<" || $0 == ">" }
            return before.map { scalars[$0] == "<" || $0 == index } ?? false
        default: return true
        }
    }

    @Test func `an answer beside the one that was given, none at all, or another one, fails`() throws {
        var score = Score()
        for row in FormatCases.all {
            guard let answer = row.answer, let entry = AnswerFormats.entry(row.format) else { continue }
            func expect(_ isKilled: Bool, _ what: String) {
                if isKilled {
                    score.killed += 1
                } else {
                    score.survivors.append("\(what): \(row.format) \(row.text.debugDescription)")
                }
            }
            expect(try gives(answer, row.format, row.text), "the answer itself")
            expect(try !gives(answer + "x", row.format, row.text), "another expected")
            expect(try !gives(String(answer.unicodeScalars.dropLast()) + "§", row.format, row.text), "another expected")
            if let other = entry.render(row.format == "textarena_format" ? "C" : "other") {
                let verdict = try AnswerFormatTests.read(row.format, row.text + "\n\n" + other)
                expect(verdict.passed == false, "a second answer after")
                // What a line of text may stand before its first answer.
                expect(
                    try AnswerFormatTests.read(row.format, other + "\n\n" + row.text).passed == false,
                    "a second answer before")
            }
            if let range = row.text.range(ofBytes: answer), row.text.ranges(of: answer).count == 1 {
                var blank = String.UnicodeScalarView(Array(row.text.unicodeScalars)[..<range.lowerBound])
                blank.append(" ")
                blank.append(contentsOf: Array(row.text.unicodeScalars)[range.upperBound...])
                let verdict = try AnswerFormatTests.read(row.format, String(blank))
                expect(verdict.extracted.map { $0 != answer } ?? true, "no answer")
            }
        }
        report("answers", score)
        #expect(score.survivors.isEmpty)
    }

    @Test func `a comparison with another value expected fails`() throws {
        var score = Score()
        for row in ComparisonTests.cases where row.reason == nil {
            let changed: String
            if row.options.contains(#""as": "set""#) {
                changed = row.options.replacing(#""equals": ["#, with: #""equals": [77, "#).replacing(
                    #""equals": "1, 2""#, with: #""equals": "1, 3""#)
            } else if row.options.contains(#""as": "date""#) {
                changed = row.options.replacing("2024-", with: "2023-").replacing("1999", with: "1998").replacing(
                    "2000", with: "2001"
                )
                .replacing("2023-02-29", with: "2024-03-01")
            } else if row.options.contains("choice") {
                changed = row.options.replacing(#""equals": "B""#, with: #""equals": "A""#).replacing(
                    #""equals": "b""#, with: #""equals": "a""#
                )
                .replacing(#""equals": "(B)""#, with: #""equals": "A""#).replacing(
                    #""equals": "Rome""#, with: #""equals": "Paris""#
                )
                .replacing(#""equals": "2""#, with: #""equals": "1""#)
            } else if row.options.contains(#""equals": "x+1""#) {
                changed = row.options.replacing("x+1", with: "x+2")
            } else {
                changed = row.options.replacing(#""equals": "#, with: #""equals": 7"#).replacing(#"7""#, with: #""7"#)
                    .replacing("7-", with: "-7")
                    .replacing(#""7\\frac"#, with: #""7 + \\frac"#)
            }
            guard changed != row.options else {
                Issue.record("no mutant of \(row.options)")
                continue
            }
            let verdict = try judge(#"[{"answer": {"format": "tag", \#(changed)}}]"#, "<answer>\(row.answer)</answer>")
            if verdict.passed == false {
                score.killed += 1
            } else {
                score.survivors.append("\(changed) on \(row.answer)")
            }
        }
        report("comparisons", score)
        #expect(score.survivors.isEmpty)
    }

    private func report(_ what: String, _ score: Score) {
        print("answer mutants, \(what): \(score.killed) of \(score.killed + score.survivors.count) killed")
        for survivor in score.survivors { print("  survived: \(survivor)") }
    }
}

extension String {
    /// Where a text occurs, in scalars, for texts of one scalar a byte before it.
    fileprivate func range(ofBytes part: String) -> Range<Int>? {
        let whole = Array(unicodeScalars)
        let part = Array(part.unicodeScalars)
        guard !part.isEmpty, whole.count >= part.count else { return nil }
        for start in 0...(whole.count - part.count) where Array(whole[start..<start + part.count]) == part {
            return start..<start + part.count
        }
        return nil
    }
}
