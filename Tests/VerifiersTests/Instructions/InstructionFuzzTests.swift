import JSON
import Rollouts
import Testing

@testable import Verifiers

@Suite struct InstructionFuzzTests {
    /// Pieces that rules look for, and what they are confused by.
    static let pieces = [
        "The sea. ", "Mr. Ito left... ", "\"No,\" he said. ", "e.g. this ", "U.S.A. ", "3.5 ", "1,000 ", "* ", "** ",
        "- ",
        "\n", "\n\n", "\r\n", "***", "******", "<<", ">>", "[", "]", "{", "}", "(", ")", "'", "\"", "``", "''",
        "can't ",
        "CANNOT ", "gonna ", "'tis ", "P.S. ", "Section 1 ", "Question 2: ", "A) ", "?!", "‽", "😀", "\u{FE0F}", "é",
        "e\u{301}", "İ", "ς", "Σ", "ß", "ﬁ", "中文", "カナ", "१२", "\u{0}", "\u{1C}", "\u{2028}", "\u{85}", "\u{3000}",
        "http://a.b/c ", "x@y.zz ", "--", ". . .", "…", "“", "”", "«", "»", ",", ";", ":", ",,", "ID,Country,City",
        "\t", "```json\n", "```", "NaN", "1e9", "<i>", "</i>", "Zimbabwe\n", "my answer is yes.", "\u{10FFFF}",
        "a\u{300}",
    ]

    static func text(_ random: inout SmallRandom) -> String {
        var text = ""
        for _ in 0..<random.below(60) {
            text += pieces[random.below(pieces.count)]
            if random.below(8) == 0 { text.unicodeScalars.append(Unicode.Scalar(UInt8(random.below(128)))) }
        }
        return text
    }

    @Test func `no text crashes or hangs a rule, and verdicts are the same again`() throws {
        let rows = InstructionRows.all
        try #require(!rows.isEmpty)
        #if DEBUG
        let rounds = 4_000
        #else
        let rounds = 60_000
        #endif
        var run = FuzzRun(rounds: rounds, seed: 0)
        while run.goesOn() {
            let seed = run.seed &+ UInt64(run.rounds)
            var random = SmallRandom(seed: seed)
            let row = rows[random.below(rows.count)]
            let text = Self.text(&random)
            let verdict = try InstructionRows.judge(row.name, isFunction: row.isFunction, row.arguments, text)
            #expect(verdict.passed != nil, "seed \(seed): \(row.name)")
            let again = try InstructionRows.judge(row.name, isFunction: row.isFunction, row.arguments, text)
            #expect(verdict == again, "seed \(seed): \(row.name)")
            if verdict.passed == true, !row.isFunction {
                // What is followed as it is, is followed loosely.
                let loose = try InstructionRows.judge(row.name, row.arguments, text, mode: "loose")
                #expect(loose.passed == true, "seed \(seed): \(row.name)")
            }
            let little = try InstructionRows.judge(
                row.name, isFunction: row.isFunction, row.arguments, text,
                budget: Budget(steps: random.below(200), bytes: random.below(2_000)))
            #expect(little == verdict || little.reason == .verifierTimeout, "seed \(seed): \(row.name)")
        }
        print("instructions: \(run.rounds) texts fuzzed, from seed \(run.seed)")
    }

    @Test func `sentences and tokens keep every letter of a text`() throws {
        for seed in UInt64(1)...2_000 {
            var random = SmallRandom(seed: seed)
            let text = ResponseText(Self.text(&random))
            var budget = Budget.standard
            let sentences = try SentenceSplitter.sentences(of: text, budget: &budget)
            for (sentence, next) in zip(sentences, sentences.dropFirst()) {
                #expect(sentence.upperBound <= next.lowerBound, "seed \(seed)")
                #expect(text.part(sentence.upperBound..<next.lowerBound).isBlank, "seed \(seed)")
            }
            let letters = { (bytes: [UInt8]) in
                String(decoding: bytes, as: UTF8.self).unicodeScalars.filter { $0.properties.isAlphabetic }.map(\.value)
            }
            let tokens = try WordTokens.tokens(of: text, budget: &budget).flatMap { $0 }
            #expect(letters(tokens) == letters(text.bytes), "seed \(seed)")
        }
    }

    /// Unoptimised code is some fifty times as slow.
    #if DEBUG
    static let size = 1 << 13
    #else
    static let size = 1 << 20
    #endif

    @Test(.timeLimit(.minutes(3))) func `hostile texts end in a verdict or with the budget`() throws {
        func repeated(_ piece: String) -> String { String(repeating: piece, count: Self.size / piece.utf8.count) }
        let texts =
            [
                "\n", " \n", ".", ". ", "!", "a", "A", "*", "* ", "'", "\"", "\"\"\"", "[", "<<", "<i>", "\\", "-",
                "--", "a.",
                "A.B.", "x@", "http://", "e\u{301}", "\u{10FFFF}", "😀", "字", "Question 1", "SECTION 1", ",", "\"a\",",
                "{\"a\":", "P.S", "Zimbabwe\n", "can't ", "a ", "ς", "İ", "******",
            ].map(repeated)
        var names: Set<String> = []
        for row in InstructionRows.all where names.insert(row.name).inserted {
            for text in texts {
                let verdict = try InstructionRows.judge(row.name, isFunction: row.isFunction, row.arguments, text)
                #expect(verdict.passed != nil || verdict.reason == .verifierTimeout, "\(row.name)")
            }
        }
    }

    @Test(arguments: ["(a+)+$", "(a|aa)+$", "(.*)*b", "(\\w+\\s?)*!", "a{1,900}b{1,900}", "((((((a*)*)*)*)*)*)x"])
    func `catastrophic keywords stop with the budget`(pattern: String) throws {
        let text = String(repeating: "a", count: Self.size / 8) + "!x"
        for id in ["keywords:existence", "keywords:forbidden_words"] {
            let key = id == "keywords:existence" ? "keywords" : "forbidden_words"
            let arguments = JSONValue.object([key: [.string(pattern)]])
            let verdict = try InstructionRows.judge(id, arguments, text)
            #expect(verdict.passed != nil || verdict.reason == .verifierTimeout)
        }
    }
}

/// Numbers that look random and are the same for the same seed: SplitMix64.
struct SmallRandom {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// A number from 0 to below a bound.
    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((value ^ (value >> 31)).multipliedFullWidth(by: UInt64(bound)).high)
    }
}
