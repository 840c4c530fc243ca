/// Divides English text into sentences as NLTK's Punkt tokenizer does with its public model.
///
/// Kiss and Strunk, "Unsupervised Multilingual Sentence Boundary Detection", 2006. A mark that may end a sentence is
/// judged by the words on its two sides alone, so the time is O(text) but for long words, which pay their own way.
struct SentenceSplitter {
    private let text: ResponseText
    private var sentences: [Range<Int>] = []
    private var pending: Range<Int>?
    /// How much of the next sentence belongs to the one before: closing quotes and brackets.
    private var moved = 0

    /// The sentences of a text, as bytes, in order. Spends what it reads.
    static func sentences(of text: ResponseText, budget: inout Budget) throws(BudgetExhausted) -> [Range<Int>] {
        var splitter = SentenceSplitter(text: text)
        try splitter.split(budget: &budget)
        return splitter.sentences
    }

    private init(text: ResponseText) { self.text = text }

    /// A place where a sentence may end.
    private struct Candidate {
        /// The word before the mark.
        var word: Range<Int>
        /// Where what follows ends: a sign, or white space and a word.
        var contextEnd: Int
        /// Where the next word starts; nil where a sign follows at once.
        var nextWord: Int?
        /// Behind the mark.
        var end: Int { word.upperBound + 1 }
    }

    private mutating func split(budget: inout Budget) throws(BudgetExhausted) {
        try budget.spend(bytes: 2 * text.count)
        var lastBreak = 0
        var before: Candidate?
        var word = 0..<0
        for mark in text.bytes.indices where Self.isMark(text.bytes[mark]) {
            guard var candidate = candidate(at: mark) else { continue }
            let start = wordStart(before: mark, previous: word)
            if let before, before.word.upperBound <= start {
                lastBreak = try judge(before, lastBreak: lastBreak, budget: &budget)
            }
            word = start..<mark
            candidate.word = word
            before = candidate
        }
        if let before { lastBreak = try judge(before, lastBreak: lastBreak, budget: &budget) }
        let end = text.strippedRight(0..<text.count, CodePoint.isSpace).upperBound
        add(lastBreak..<max(lastBreak, end))
        if let last = pending {
            let start = min(last.lowerBound + moved, last.upperBound)
            if start < last.upperBound { sentences.append(start..<last.upperBound) }
        }
    }

    @inline(__always)
    private static func isMark(_ byte: UInt8) -> Bool { byte == 0x2E || byte == 0x3F || byte == 0x21 }

    /// What stands behind a mark, where that allows a sentence to end there.
    private func candidate(at mark: Int) -> Candidate? {
        let next = mark + 1
        guard next < text.count else { return nil }
        let (value, length) = text.scalar(at: next)
        if PunktWords.isOutsideOfWords(value) {
            return Candidate(word: mark..<mark, contextEnd: next + length, nextWord: nil)
        }
        guard CodePoint.isUnicodeSpace(value) else { return nil }
        let start = text.strippedLeft(next..<text.count, CodePoint.isUnicodeSpace).lowerBound
        guard start < text.count else { return nil }
        var end = start
        while end < text.count {
            let (value, length) = text.scalar(at: end)
            if CodePoint.isUnicodeSpace(value) { break }
            end += length
        }
        return Candidate(word: mark..<mark, contextEnd: end, nextWord: start)
    }

    /// Where the word that ends at a mark starts: behind the last ASCII white space since the last mark, else where the
    /// word of that mark started.
    private func wordStart(before mark: Int, previous: Range<Int>) -> Int {
        var index = mark - 1
        // White space right behind the last mark does not count.
        while index > previous.upperBound {
            let byte = text.bytes[index]
            if byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) { return index + 1 }
            index -= 1
        }
        return previous.lowerBound
    }

    /// Ends a sentence at a candidate if one ends there; returns where the current sentence starts then.
    private mutating func judge(
        _ candidate: Candidate, lastBreak: Int, budget: inout Budget
    ) throws(BudgetExhausted) -> Int {
        let context = candidate.word.lowerBound..<candidate.contextEnd
        try budget.spend(bytes: 4 * context.count)
        try budget.spend(steps: 12)
        guard PunktWords(text).hasSentenceEnd(in: context) else { return lastBreak }
        add(lastBreak..<candidate.end)
        return candidate.nextWord ?? candidate.end
    }

    /// Adds a sentence: quotes and brackets at its start that close the one before are moved there.
    private mutating func add(_ sentence: Range<Int>) {
        defer { pending = sentence }
        guard let last = pending else { return }
        let start = last.lowerBound + moved
        if let closing = closing(at: sentence) {
            sentences.append(start..<closing.end)
            moved = closing.length
        } else {
            moved = 0
            if start < last.upperBound { sentences.append(start..<last.upperBound) }
        }
    }

    /// The closing signs at the start of a sentence, with the white space behind them: where the signs end, and the
    /// length of all.
    private func closing(at sentence: Range<Int>) -> (end: Int, length: Int)? {
        var index = sentence.lowerBound
        while index < sentence.upperBound {
            let (value, length) = text.scalar(at: index)
            guard Self.isClosing(value) else { return nil }
            index += length
            let space = text.strippedLeft(index..<sentence.upperBound, CodePoint.isUnicodeSpace).lowerBound
            if space > index || index == sentence.upperBound {
                return (index, space - sentence.lowerBound)
            }
            if text.has([0x2D, 0x2D], at: index), index + 2 <= sentence.upperBound {
                return (index, index - sentence.lowerBound)
            }
        }
        return nil
    }

    private static func isClosing(_ value: UInt32) -> Bool {
        switch value {
        case 0x22, 0x27, 0x29, 0x5D, 0x7D, 0x2018, 0x2019, 0x201C, 0x201D, 0xAB, 0xBB: true
        default: false
        }
    }
}
