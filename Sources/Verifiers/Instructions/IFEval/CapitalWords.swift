/// Counts words in capitals among the tokens of a text.
enum CapitalWords {
    /// How many tokens have an upper-case letter and no lower-case one.
    static func count(in text: ResponseText, budget: inout Budget) throws(BudgetExhausted) -> Int {
        var count = 0
        var sentences: [Range<Int>]?
        var failure: BudgetExhausted?
        text.forEachWord(in: text.all) { chunk in
            guard hasCapital(text, chunk) else { return true }
            if let capitals = QuickTokens.capitals(of: text, chunk: chunk) {
                count += capitals
                return true
            }
            do throws(BudgetExhausted) {
                // Where a sentence ends matters only for what cannot be told without.
                if sentences == nil { sentences = try SentenceSplitter.sentences(of: text, budget: &budget) }
                try budget.spend(bytes: 24 * chunk.count)
                for sentence in overlapping(chunk, among: sentences ?? []) {
                    let part = max(chunk.lowerBound, sentence.lowerBound)..<min(chunk.upperBound, sentence.upperBound)
                    let period = WordTokens.finalPeriod(of: text, sentence: sentence)
                    _ = WordTokens.forEachToken(
                        of: text, chunk: part, isFirst: part.lowerBound == sentence.lowerBound, period: period
                    ) {
                        let token = ResponseText($0)
                        if token.isUpper(token.all) { count += 1 }
                        return true
                    }
                }
            } catch {
                failure = error
                return false
            }
            return true
        }
        if let failure { throw failure }
        return count
    }

    /// Whether there is a letter in upper case.
    @inline(__always)
    private static func hasCapital(_ text: ResponseText, _ range: Range<Int>) -> Bool {
        for byte in text.bytes[range] where (byte >= 0x41 && byte <= 0x5A) || byte >= 0x80 { return true }
        return false
    }

    /// The sentences that share something with a range.
    private static func overlapping(_ range: Range<Int>, among sentences: [Range<Int>]) -> ArraySlice<Range<Int>> {
        var low = 0
        var high = sentences.count
        while low < high {
            let middle = (low + high) / 2
            if sentences[middle].upperBound <= range.lowerBound { low = middle + 1 } else { high = middle }
        }
        var end = low
        while end < sentences.count, sentences[end].lowerBound < range.upperBound { end += 1 }
        return sentences[low..<end]
    }
}

/// Counts the tokens in capitals of a sequence without white space, where that takes none of the rewriting.
///
/// Most signs become tokens of their own wherever they stand, and where a sentence ends changes only what is divided at
/// its period, which is in neither case. What is left is short forms behind an apostrophe, and a few signs and words
/// that are not told here.
struct QuickTokens {
    private let text: ResponseText
    private let end: Int
    private var index: Int
    private var count = 0
    /// Where the token starts that is being read, and the run of letters and digits at its end.
    private var tokenStart: Int
    private var runStart: Int
    private var hasUpper = false
    private var hasLower = false

    /// How many tokens have an upper-case letter and no lower-case one; nil where that takes the rewriting. O(chunk).
    static func capitals(of text: ResponseText, chunk: Range<Int>) -> Int? {
        var tokens = QuickTokens(text: text, chunk: chunk)
        while tokens.index < tokens.end {
            guard tokens.readSign() else { return nil }
        }
        guard tokens.endRun() else { return nil }
        tokens.endToken(at: chunk.upperBound)
        return tokens.count
    }

    private init(text: ResponseText, chunk: Range<Int>) {
        self.text = text
        end = chunk.upperBound
        index = chunk.lowerBound
        tokenStart = index
        runStart = index
    }

    /// Reads letters and digits, and the sign behind them; false where it cannot be told what that means.
    @inline(__always)
    private mutating func readSign() -> Bool {
        let byte = text.bytes[index]
        if CodePoint.isASCIIWord(byte) {
            note(byte)
            index += 1
            return true
        }
        guard endRun() else { return false }
        switch byte {
        case 0x21...0x26, 0x28...0x2A, 0x3B, 0x3C, 0x3E...0x40, 0x5B, 0x5D, 0x60, 0x7B, 0x7D: endToken(at: index + 1)
        case 0x2C, 0x3A:
            // A digit behind it keeps it in the token, or not, by what stands before.
            if index + 1 < end, CodePoint.isDecimal(text.scalar(at: index + 1).value) { return false }
            endToken(at: index + 1)
        case 0x2E: readRun(of: 0x2E, most: .max)
        case 0x2D: readRun(of: 0x2D, most: 2)
        case 0x27: return readShortForm()
        case 0x80...:
            let (value, length) = text.scalar(at: index)
            switch value {
            case 0xAB, 0xBB, 0x2012...0x2015, 0x2018, 0x2019, 0x201C...0x201E: endToken(at: index + length)
            default: return false
            }
        default: goOn(behind: index + 1)
        }
        return true
    }

    private mutating func note(_ byte: UInt8) {
        if byte >= 0x41 && byte <= 0x5A { hasUpper = true }
        if byte >= 0x61 && byte <= 0x7A { hasLower = true }
    }

    /// Two signs or more are a token; one belongs to that in which it stands.
    private mutating func readRun(of sign: UInt8, most: Int) {
        var next = index + 1
        while next < end, next - index < most, text.bytes[next] == sign { next += 1 }
        if next - index >= 2 { endToken(at: next) } else { goOn(behind: next) }
    }

    /// Goes on within the token behind a sign of it.
    private mutating func goOn(behind next: Int) {
        index = next
        runStart = next
    }

    /// Ends a run of letters and digits; false where it may be two words.
    private func endRun() -> Bool { isOneWord(runStart..<index) }

    private func isOneWord(_ word: Range<Int>) -> Bool {
        word.count < 5 || word.count > 6 || !TreebankRewriting.isContraction(text.bytes[word])
    }

    private mutating func endToken(at next: Int) {
        if hasUpper, !hasLower { count += 1 }
        (hasUpper, hasLower) = (false, false)
        index = next
        tokenStart = next
        runStart = next
    }

    /// Reads an apostrophe and the letters behind it.
    private mutating func readShortForm() -> Bool {
        let word = runStart..<index
        var formEnd = index + 1
        while formEnd < end, CodePoint.isASCIIWord(text.bytes[formEnd]) { formEnd += 1 }
        let form = (index + 1)..<formEnd
        guard !word.isEmpty, tokenStart == runStart, !form.isEmpty, form.count <= 2 else { return false }
        let letters = text.bytes[form].map { $0 | 0x20 }
        let isUpper = text.bytes[form].allSatisfy { $0 >= 0x41 && $0 <= 0x5A }
        let isLower = text.bytes[form].allSatisfy { $0 >= 0x61 && $0 <= 0x7A }
        guard isUpper || isLower, formEnd == end || isDivided(at: formEnd) else { return false }
        switch letters {
        case [0x73], [0x6D], [0x64], [0x6C, 0x6C], [0x72, 0x65], [0x76, 0x65]: endToken(at: index)
        case [0x74]:
            // The n before it belongs to it, in the same case.
            let last = text.bytes[index - 1]
            guard word.count >= 2, last == (isUpper ? 0x4E : 0x6E), isOneWord(word.dropLast()) else { return false }
            (hasUpper, hasLower) = (false, false)
            for byte in text.bytes[word.dropLast()] { note(byte) }
            endToken(at: index)
        default: return false
        }
        (hasUpper, hasLower) = (isUpper, isLower)
        endToken(at: formEnd)
        return true
    }

    /// Whether a token ends at a sign whatever stands behind it.
    private func isDivided(at place: Int) -> Bool {
        switch text.bytes[place] {
        case 0x21...0x26, 0x28...0x2A, 0x2C, 0x3A...0x3C, 0x3E...0x40, 0x5B, 0x5D, 0x60, 0x7B, 0x7D: true
        default: false
        }
    }
}
