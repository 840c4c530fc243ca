/// Divides sentences into words as NLTK's `word_tokenize` does: the Penn Treebank's rules, quotes rewritten.
///
/// A token is given as its bytes, because quotes are rewritten (`"` becomes two of its kind) and no range has those.
enum WordTokens {
    /// The tokens of a text, sentence by sentence. Spends what it reads.
    static func tokens(of text: ResponseText, budget: inout Budget) throws(BudgetExhausted) -> [[UInt8]] {
        var tokens: [[UInt8]] = []
        for sentence in try SentenceSplitter.sentences(of: text, budget: &budget) {
            try forEachToken(of: text, sentence: sentence, budget: &budget) {
                tokens.append($0)
                return true
            }
        }
        return tokens
    }

    /// Calls a function with each token of a sentence; stops when that returns false.
    static func forEachToken(
        of text: ResponseText, sentence: Range<Int>, budget: inout Budget, _ body: ([UInt8]) -> Bool
    ) throws(BudgetExhausted) {
        try budget.spend(bytes: 24 * sentence.count)
        let period = finalPeriod(of: text, sentence: sentence)
        var goesOn = true
        text.forEachWord(in: sentence) { chunk in
            goesOn = forEachToken(
                of: text, chunk: chunk, isFirst: chunk.lowerBound == sentence.lowerBound, period: period, body)
            return goesOn
        }
    }

    /// Calls a function with each token of a sequence without white space; returns false when that did.
    static func forEachToken(
        of text: ResponseText, chunk: Range<Int>, isFirst: Bool, period: Int?, _ body: ([UInt8]) -> Bool
    ) -> Bool {
        if let word = plainWord(text, chunk: chunk, period: period) {
            if !body(Array(text.bytes[word])) { return false }
            return word.upperBound == chunk.upperBound || body(Array(text.bytes[word.upperBound..<chunk.upperBound]))
        }
        let isAfterSpace = chunk.lowerBound > 0 && text.bytes[chunk.lowerBound - 1] == 0x20
        var rewriting = TreebankRewriting(
            text.scalars(chunk), isFirst: isFirst, isAfterSpace: isAfterSpace && !isFirst,
            period: period.flatMap { chunk.contains($0) ? text.scalarCount(chunk.lowerBound..<$0) : nil })
        return rewriting.forEachToken(body)
    }

    /// The word of a chunk that is letters and digits alone but for one sign behind it; nil for any other chunk.
    @inline(__always)
    private static func plainWord(_ text: ResponseText, chunk: Range<Int>, period: Int?) -> Range<Int>? {
        var end = chunk.lowerBound
        while end < chunk.upperBound, CodePoint.isASCIIWord(text.bytes[end]) { end += 1 }
        guard end > chunk.lowerBound, chunk.upperBound - end <= 1 else { return nil }
        let length = end - chunk.lowerBound
        if length == 5 || length == 6, TreebankRewriting.isContraction(text.bytes[chunk.lowerBound..<end]) {
            return nil
        }
        guard end < chunk.upperBound else { return chunk }
        switch text.bytes[end] {
        case 0x2C, 0x3A, 0x3B, 0x3F, 0x21, 0x29, 0x5D: return chunk.lowerBound..<end
        case 0x2E: return period == end ? chunk.lowerBound..<end : chunk
        default: return nil
        }
    }

    /// Where the period stands that ends a sentence, closing signs and spaces behind it aside.
    static func finalPeriod(of text: ResponseText, sentence: Range<Int>) -> Int? {
        let end = text.strippedRight(
            text.strippedRight(sentence, CodePoint.isSpace), { $0 == 0x20 || TreebankRewriting.isCloser($0) }
        ).upperBound
        let period = end - 1
        guard period > sentence.lowerBound, text.bytes[period] == 0x2E, text.bytes[period - 1] != 0x2E else {
            return nil
        }
        return period
    }
}

extension WordTokens {
    /// The first tokens of a text, so many at most.
    static func prefix(_ most: Int, of text: ResponseText, budget: inout Budget) throws(BudgetExhausted) -> [[UInt8]] {
        var tokens: [[UInt8]] = []
        for sentence in try SentenceSplitter.sentences(of: text, budget: &budget) where tokens.count < most {
            try forEachToken(of: text, sentence: sentence, budget: &budget) {
                tokens.append($0)
                return tokens.count < most
            }
        }
        return tokens
    }
}
