import JSON
import Rollouts
import Testing

@testable import Verifiers

@Suite struct AnswerFuzzTests {
    /// Pieces that formats are made of, and answers that trip them.
    private static let pieces: [String] =
        AnswerFormatTests.hostile
        + [
            "\n", "\n\n", " ", "  ", "\r\n", "\t", "The answer is ", "Answer: ", "answer: ", "answer = ",
            "confidence: 0.9", "confidence = 0.9", "[response]", "[section]",
            "<answer>", "</answer>", "<response>", "</response>", "{\"answer\": ", "\"}", "[\"", "\"]", "\\boxed{",
            "\\text{", "\\begin{align}", "\\end{align}", "$", "$$", "\\[", "\\]",
            "\\therefore", "\\equiv", "```", "`", "**", "*", "_", "~", "#", "##", "###", ">", ">>", "- ", "|", "\"",
            "'", "\"\"\"", "\\", "(", ")", "[", "]", "{", "}", "<", ">", "print(", "echo ",
            "/*", "*/", "//", "=>", ":", ",", ";", "?", "or", "and", "not", "is", "if", "B", "(C)", "A.", "option D",
            "wait,", "correct", "1", "2024-05-01", "May 1, 2024", "5 km", "50%", "$5", "\u{3000}",
            "\u{2028}", "\u{301}", "é", "👍🏽", "𝟙",
        ]

    @Test(.timeLimit(.minutes(20)))
    func `random texts are judged alike each time, within the budget, and consistently`() throws {
        var run = FuzzRun(rounds: 6_000, seed: 20_260_801)
        let seed = run.seed
        var random = TestDraws(seed: seed)
        var passed = 0
        while run.goesOn() {
            let entry = try #require(AnswerFormats.all.randomElement(using: &random))
            let text = Self.text(for: entry, using: &random)
            if try Self.check(entry, text, seed: seed) { passed += 1 }
        }
        print("answer fuzz: \(run.rounds) texts, \(passed) of them answers, seed \(seed)")
        #expect(passed > 0)
    }

    private static func text(for entry: AnswerFormatEntry, using random: inout TestDraws) -> String {
        var parts: [String] = []
        for _ in 0..<Int.random(in: 0...8, using: &random) { parts.append(pieces.randomElement(using: &random) ?? "") }
        if Bool.random(using: &random) {
            let content = (0..<Int.random(in: 1...3, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }.joined()
            parts.insert(entry.render(content) ?? content, at: Int.random(in: 0...parts.count, using: &random))
        }
        var scalars = Array(parts.joined(separator: Bool.random(using: &random) ? "\n" : "").unicodeScalars)
        for _ in 0..<Int.random(in: 0...3, using: &random) where !scalars.isEmpty {
            let index = Int.random(in: 0..<scalars.count, using: &random)
            switch Int.random(in: 0..<3, using: &random) {
            case 0: scalars.remove(at: index)
            case 1: scalars.insert(scalars[Int.random(in: 0..<scalars.count, using: &random)], at: index)
            default: scalars[index] = Unicode.Scalar(UInt8.random(in: 0x20...0x7E, using: &random))
            }
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    private static func verdict(_ options: String, _ text: String, _ budget: Budget = .standard) throws -> Verdict {
        try judge(#"[{"answer": {\#(options)}}]"#, text, budget: budget)
    }

    /// Whether the text is an answer; records what does not hold.
    private static func check(_ entry: AnswerFormatEntry, _ text: String, seed: UInt64) throws -> Bool {
        let format = #""format": "\#(entry.name)""#
        let what: Comment = "seed \(seed), \(entry.name) on \(text.debugDescription)"
        let first = try verdict(format, text)
        let again = try verdict(format, text)
        #expect(first == again, what)
        #expect(first.isScored, what)
        // A smaller budget stops, or says the same.
        let short = try verdict(format, text, Budget(steps: 40, bytes: 2 * text.utf8.count + 40))
        #expect(short == first || short.reason == .verifierTimeout, what)
        // White space after the text changes nothing.
        #expect(try verdict(format, text + " \n").passed == first.passed, what)
        guard first.passed == true, let extracted = first.extracted else {
            #expect(first.reason == .unparsed, what)
            return false
        }
        let isBlank = extracted.unicodeScalars.allSatisfy { $0.properties.isWhitespace }
        #expect(!isBlank, what)
        // What was read is what it compares equal with, and nothing else.
        func compared(_ gold: String) throws -> Verdict {
            try judge(
                #"[{"answer": {\#(format), "equals": "$gold", "as": "text"}}]"#, text,
                task: JSONValue.object(["gold": .string(gold)]).text)
        }
        #expect(try compared(extracted).passed == true, what)
        #expect(try compared(extracted + "x").reason == .incorrect, what)
        return true
    }
}

@Suite struct AnswerAdversarialTests {
    private static func texts(_ count: Int) -> [String] {
        func repeated(_ text: String) -> String { String(repeating: text, count: count / text.utf8.count) }
        return AdversarialTests.texts(count) + [
            repeated("{\"a\":["), repeated("[\"["), repeated("[\"[\","), repeated("[1,"), repeated("{\"answer\":"),
            repeated("[\"\\\""), repeated("\"[\""), repeated("$\\begin{matrix}"),
            repeated("**a "), repeated(" **a** "), repeated("_a"), repeated(" 'a"), repeated("a' "), repeated("|"),
            repeated("|a"), repeated("((("), repeated("(a)"), repeated("<a"), repeated("<a>"), repeated("\"\"\""),
            repeated("\"\"\"a"), repeated("` `` ``` "), repeated("answer: |\n  "), repeated("answer: >\n"),
            repeated("answer: \"a\n  "), repeated("answer: a\n  b\n"), repeated("- - "), repeated("- a\n"),
            repeated("answer = \"\"\"\n"),
            repeated("answer = '''"), repeated("[response]\n"), repeated("print(\""), repeated("print('"),
            repeated("echo \""), repeated("answer = \"a"), repeated("The answer is:\n"), repeated("Therefore: "),
            repeated("**Answer"),
            repeated("The answer is A or "), repeated("answer is "), repeated("A or B and "), repeated("answer that "),
            repeated("B is "), repeated("\\boxed{A"), repeated("wait, "), repeated("(A"), repeated("****"),
            repeated("/*"), repeated("/**/"),
            repeated("\\begin{align}"), repeated("\\[\\]"), repeated("<SOLUTION></SOLUTION>"), repeated("#a#"),
            repeated("~a"), repeated("````"), repeated("a\n\n"),
        ]
    }

    #if DEBUG
    private static let size = 1 << 10
    #else
    private static let size = 1 << 20
    #endif

    @Test(.timeLimit(.minutes(5))) func `no format is slow on hostile text, and what it spends grows in proportion`()
        throws
    {
        var worst = (ratio: 0.0, name: "")
        let choices = #"["Paris", "London", "Paris, Texas", "Rome"]"#
        for entry in AnswerFormats.all {
            let options = entry.name == "choice" ? #", "choices": \#(choices)"# : ""
            let list = try json(
                #"{"format": "\#(entry.name)", "equals": "\#(entry.name == "choice" ? "D" : "42")"\#(options)}"#)
            let verifier = try AnswerVerifier(options: VerifierOptions(try #require(list.object)))
            for (short, long) in zip(Self.texts(Self.size / 8), Self.texts(Self.size)) {
                let few = try Self.spent(verifier, short)
                let many = try Self.spent(verifier, long)
                let ratio = Double(many) / Double(few + 400)
                if ratio > worst.ratio { worst = (ratio, "\(entry.name) on \(long.prefix(20).debugDescription)") }
                #expect(
                    many <= 13 * few + 4_000,
                    "\(entry.name) on \(long.prefix(20).debugDescription): \(few), then \(many)")
            }
        }
        print("answer formats on 8 times the text: at most \(worst.ratio) times the budget, \(worst.name)")
    }

    /// What a text costs in steps and bytes; a text that is not judged costs all there is.
    private static func spent(_ verifier: AnswerVerifier, _ text: String) throws -> Int {
        var budget = Budget(steps: 1 << 40, bytes: 1 << 40)
        let verdict = try verifier.judge(Completion(text: text), task: task(), budget: &budget)
        #expect(verdict.passed != true, "\(text.prefix(40).debugDescription) gives \(verdict.extracted ?? "")")
        return (1 << 41) - budget.steps - budget.bytes
    }

    @Test func `junk passes in no format`() throws {
        for entry in AnswerFormats.all {
            let gold = entry.name == "choice" || entry.name == "textarena_format" ? "C" : "42"
            let list = #"[{"answer": {"format": "\#(entry.name)", "equals": "\#(gold)"}}]"#
            let right = try #require(entry.render(gold))
            #expect(try judge(list, right).passed == true, "\(entry.name)")
            let verifier = try VerifyList(json(list))
            for text in JunkTests.junk + ["<think>\(right)", right + "<think>", "<think>\(right)</think>"]
            where text.utf8.count < 50_000 {
                let verdict = verifier.judge(Completion(text: text), task: try task())
                #expect(verdict.passed == false, "\(entry.name) on \(text.prefix(60).debugDescription)")
            }
        }
    }
}
