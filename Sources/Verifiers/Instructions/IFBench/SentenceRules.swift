/// IFBench's rules about each sentence of the answer.
enum SentenceRules {
    static let all: [InstructionRule] = [alliteration, keyword, increment]

    private static let alliteration = InstructionRule("sentence:alliteration_increment", passes: 6) { (_) in
        { (text, budget) throws(BudgetExhausted) in
            var before = -1
            for (index, sentence) in try SentenceSplitter.sentences(of: text, budget: &budget).enumerated() {
                let count = alliterations(in: text.part(sentence).lowercased())
                guard count > before else {
                    return .broken(
                        "sentence \(index + 1) has \(count) words that start alike, the one before \(before)")
                }
                before = count
            }
            return .followed
        }
    }

    /// How many words start like the one beside them.
    private static func alliterations(in sentence: ResponseText) -> Int {
        var count = 0
        var before: UInt32?
        var isRun = false
        sentence.forEachWord(in: sentence.all) { word in
            let bare = sentence.strippedLeft(word) { $0 == 0x20 || CodePoint.isPunctuation($0) }
            guard !bare.isEmpty else { return true }
            let first = sentence.first(of: bare)
            if first == before {
                count += isRun ? 1 : 2
                isRun = true
            } else {
                isRun = false
            }
            before = first
            return true
        }
        return count
    }

    private static let keyword = InstructionRule("sentence:keyword", ["word", "N"]) { (arguments) throws(OptionFault) in
        let word = try arguments.text("word")
        let place = try arguments.whole("N", 1...1_000_000)
        let literal = KeywordPattern(literal: word, ignoringCase: true)
        return { (text, budget) throws(BudgetExhausted) in
            let sentences = try SentenceSplitter.sentences(of: text, budget: &budget)
            guard place <= sentences.count else { return .broken("there are \(sentences.count) sentences") }
            let sentence = text.part(sentences[place - 1])
            return InstructionFinding(
                try literal.isFound(in: sentence, budget: &budget), "`\(word)` is not in sentence \(place)")
        }
    }

    private static let increment = InstructionRule("sentence:increment", ["small_n"], passes: 6) {
        (arguments) throws(OptionFault) in
        let increment = try arguments.whole("small_n")
        return { (text, budget) throws(BudgetExhausted) in
            var before: Int?
            for (index, sentence) in try SentenceSplitter.sentences(of: text, budget: &budget).enumerated() {
                let bare = text.part(sentence).withoutPunctuation()
                let count = bare.words(in: bare.all).count
                if let before, count != before + increment {
                    return .broken("sentence \(index + 1) has \(count) words, the one before \(before)")
                }
                before = count
            }
            return InstructionFinding(before != nil, "there are no sentences")
        }
    }
}
