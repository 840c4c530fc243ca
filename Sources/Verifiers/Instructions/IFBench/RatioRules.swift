/// IFBench's rules about proportions.
enum RatioRules {
    static let all: [InstructionRule] = [stopWords, sentenceType, sentenceBalance, overlap, sentenceLengths]

    /// NLTK's English stop words, those with an apostrophe left out: no run of word characters holds one.
    private static let stopWordList = WordSet(
        """
        a about above after again against ain all am an and any are aren as at be because been before being below \
        between both but by can couldn d did didn do does doesn doing don down during each few for from further had \
        hadn has hasn have haven having he her here hers herself him himself his how i if in into is isn it its itself \
        just ll m ma me mightn more most mustn my myself needn no nor not now o of off on once only or other our ours \
        ourselves out over own re s same shan she should shouldn so some such t than that the their theirs them \
        themselves then there these they this those through to too under until up ve very was wasn we were weren what \
        when where which while who whom why will with won wouldn y you your yours yourself yourselves
        """)

    private static let stopWords = InstructionRule("ratio:stop_words", ["percentage"], passes: 8) {
        (arguments) throws(OptionFault) in
        let percentage = try arguments.number("percentage")
        return { (text, _) in
            var words = 0
            var stops = 0
            WordRuns.forEach(in: text, isWord: CodePoint.isUnicodeWord) { word in
                words += 1
                if stopWordList.contains(text, word) { stops += 1 }
                return true
            }
            guard words > 0 else { return .broken("there are no words") }
            let share = Double(stops) / Double(words) * 100
            return InstructionFinding(share <= percentage, "\(stops) of \(words) words are stop words")
        }
    }

    /// How many sentences end with each of some signs.
    private static func endings(
        _ text: ResponseText, _ signs: [UInt8], budget: inout Budget
    ) throws(BudgetExhausted) -> [Int] {
        let sentences = try SentenceSplitter.sentences(of: text, budget: &budget)
        return signs.map { sign in sentences.reduce(0) { $0 + (text.ends($1, with: sign) ? 1 : 0) } }
    }

    private static let sentenceType = InstructionRule("ratio:sentence_type") { (_) in
        { (text, budget) throws(BudgetExhausted) in
            let counts = try endings(text, [0x2E, 0x3F], budget: &budget)
            return InstructionFinding(
                counts[0] == 2 * counts[1], "\(counts[0]) sentences end with `.` and \(counts[1]) with `?`")
        }
    }

    private static let sentenceBalance = InstructionRule("ratio:sentence_balance") { (_) in
        { (text, budget) throws(BudgetExhausted) in
            let counts = try endings(text, [0x2E, 0x3F, 0x21], budget: &budget)
            return InstructionFinding(
                counts[0] == counts[1] && counts[1] == counts[2],
                "\(counts[0]) sentences end with `.`, \(counts[1]) with `?`, \(counts[2]) with `!`")
        }
    }

    private static let overlap = InstructionRule("ratio:overlap", ["reference_text", "percentage"], passes: 20) {
        (arguments) throws(OptionFault) in
        let reference = trigrams(of: ResponseText(try arguments.text("reference_text", mayBeEmpty: true)))
        let percentage = try arguments.number("percentage")
        return { (text, _) in
            let found = trigrams(of: text)
            guard !found.isEmpty else { return .broken("it is too short") }
            let share = Double(found.intersection(reference).count) / Double(found.count) * 100
            return InstructionFinding(
                percentage - 2 <= share && share <= percentage + 2, "the overlap is \(Int(share.rounded())) %")
        }
    }

    /// Every three code points that follow each other, as one number.
    private static func trigrams(of text: ResponseText) -> Set<UInt64> {
        var result = Set<UInt64>()
        var window: UInt64 = 0
        var seen = 0
        text.forEachScalar(in: text.all) { value, _ in
            window = (window << 21 | UInt64(value)) & (1 << 63 - 1)
            seen += 1
            if seen >= 3 { result.insert(window) }
            return true
        }
        return result
    }

    private static let sentenceLengths = InstructionRule("ratio:sentence_words", passes: 3) { (_) in
        { (text, budget) throws(BudgetExhausted) in
            let sentences = try SentenceSplitter.sentences(of: text, budget: &budget)
            guard sentences.count == 3 else { return .broken("there are \(sentences.count) sentences, not 3") }
            let lengths = sentences.map { text.scalarCount(text.stripped($0)) }
            return InstructionFinding(
                lengths.allSatisfy { $0 == lengths[0] }, "the sentences are of \(lengths) characters")
        }
    }
}
