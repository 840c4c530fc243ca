import Testing

@testable import Verifiers

/// What is told without the long way must be what the long way tells.
@Suite struct InstructionShortcutTests {
    private static let pieces = [
        "A", "B", "AB", "Hello", "HELLO", "hello", "N", "n", "T", "t", "S", "s", "I", "X_9", "42", "5", "CANNOT",
        "cannot",
        "gonna", "WANNA", "Dye", "more", "'", "'", "'s", "'S", "'m", "'LL", "'ll", "'Re", "n't", "N'T", "n'T", "don't",
        "Isn't", "'twas", "'TIS", "\"", "``", "`", "''", ".", "..", "...", ". ", "U.S.", "Dr.", "A.)", ",", ",,", ":",
        ",5", ":B", ";", "@", "#", "$", "%", "&", "?", "!", "*", "[", "]", "(", ")", "{", "}", "<", ">", "-", "--",
        "---",
        "/", "\\", "+", "=", "|", "~", "^", " ", " ", " ", "\n", "\t", "\u{2019}", "\u{201C}", "\u{201D}", "\u{2014}",
        "\u{AB}", "\u{BB}", "\u{E9}", "\u{C9}", "\u{3A3}", "\u{661}", "\u{2026}", "\u{2011}",
    ]

    private static func text(_ generator: inout TestDraws) -> String {
        let count = Int.random(in: 1...12, using: &generator)
        return (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
    }

    @Test func `words in capitals are as many as the tokens of the whole rewriting that are in capitals`() throws {
        var wrong: [String] = []
        var told = 0
        for seed in 0..<30_000 {
            var generator = TestDraws(seed: UInt64(seed))
            let text = ResponseText(Self.text(&generator))
            var budget = Budget.standard
            let count = try CapitalWords.count(in: text, budget: &budget)
            var tokens: [[UInt8]] = []
            for sentence in try SentenceSplitter.sentences(of: text, budget: &budget) {
                let period = WordTokens.finalPeriod(of: text, sentence: sentence)
                text.forEachWord(in: sentence) { chunk in
                    let isAfterSpace = chunk.lowerBound > 0 && text.bytes[chunk.lowerBound - 1] == 0x20
                    let isFirst = chunk.lowerBound == sentence.lowerBound
                    var rewriting = TreebankRewriting(
                        text.scalars(chunk), isFirst: isFirst, isAfterSpace: isAfterSpace && !isFirst,
                        period: period.flatMap {
                            chunk.contains($0) ? text.scalarCount(chunk.lowerBound..<$0) : nil
                        })
                    return rewriting.forEachToken {
                        tokens.append($0)
                        return true
                    }
                }
            }
            let capitals = tokens.map { ResponseText($0) }.filter { $0.isUpper($0.all) }.count
            if count != capitals { wrong.append("\(seed): \(text.string(text.all)) has \(capitals), not \(count)") }
            text.forEachWord(in: text.all) {
                if QuickTokens.capitals(of: text, chunk: $0) != nil { told += 1 }
                return true
            }
        }
        #expect(wrong.prefix(5).joined(separator: "\n") == "")
        // Else nothing was compared.
        #expect(told > 10_000)
    }

    @Test func `a literal is found where comparing at every place finds it`() throws {
        var found = 0
        for seed in 0..<10_000 {
            var generator = TestDraws(seed: UInt64(seed))
            let letters = ["a", "A", "b", "B", "k", "K", "-", " ", "_", "\u{212A}", "s", "\u{17F}"]
            func random(_ most: Int) -> String {
                let all = seed % 3 == 0 ? letters : letters.filter { $0.utf8.count == 1 }
                return (0..<Int.random(in: 0...most, using: &generator)).map { _ in
                    all.randomElement(using: &generator) ?? ""
                }.joined()
            }
            let text = ResponseText(random(60))
            let literal = random(3)
            let ignoresCase = Bool.random(using: &generator)
            let folded = literal.unicodeScalars.map { ignoresCase ? CodePoint.folded($0.value) : $0.value }
            let scalars = text.scalars(text.all).map { ignoresCase ? CodePoint.folded($0) : $0 }
            let place = (0...scalars.count).first { scalars[$0...].starts(with: folded) }
            var budget = Budget.standard
            let match = try FoldedLiteral(literal, ignoringCase: ignoresCase).next(
                in: text, range: text.all, budget: &budget)
            let start = match.map { text.scalarCount(0..<$0.lowerBound) }
            #expect(start == place, "seed \(seed): `\(literal)` in `\(text.string(text.all))`")
            if place != nil { found += 1 }
        }
        #expect(found > 1_000)
    }
}
