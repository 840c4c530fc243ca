internal import JSON

/// IFEval's rules about upper and lower case, and about the language.
enum CaseRules {
    static let all: [InstructionRule] = [capitalWords, capital, lowercase, language]

    private static let capitalWords = InstructionRule(
        "change_case:capital_word_frequency", ["capital_frequency", "capital_relation"], passes: 6
    ) { (arguments) throws(OptionFault) in
        let bound = try arguments.relation("capital_relation", try arguments.whole("capital_frequency"))
        return { (text, budget) throws(BudgetExhausted) in
            bound.finding(try CapitalWords.count(in: text, budget: &budget), "words in capitals")
        }
    }

    private static let capital = InstructionRule("change_case:english_capital") { (_) in
        { (text, budget) throws(BudgetExhausted) in
            guard text.isUpper(text.all) else { return .broken("it is not all in capitals") }
            return try isIn("en", text, budget: &budget)
        }
    }

    private static let lowercase = InstructionRule("change_case:english_lowercase") { (_) in
        { (text, budget) throws(BudgetExhausted) in
            guard text.isLower(text.all) else { return .broken("it is not all in lower case") }
            return try isIn("en", text, budget: &budget)
        }
    }

    private static let language = InstructionRule("language:response_language", ["language"]) {
        (arguments) throws(OptionFault) in
        let code = try languageCode(arguments)
        return { (text, budget) throws(BudgetExhausted) in try isIn(code, text, budget: &budget) }
    }

    /// The code of a language that can be told from others.
    static func languageCode(_ arguments: InstructionArguments) throws(OptionFault) -> String {
        let code = try arguments.text("language")
        guard LanguageDetector.languages.contains(code) else {
            throw arguments.fault(
                "language",
                "is \(OptionMismatch.describe(.string(code))), which cannot be told; "
                    + NearestName.hint(for: code, among: LanguageDetector.languages))
        }
        return code
    }

    /// Whether a text is in a language; one without any letters is in each.
    static func isIn(
        _ code: String, _ text: ResponseText, budget: inout Budget
    ) throws(BudgetExhausted) -> InstructionFinding {
        switch try LanguageDetector.detect(text, budget: &budget) {
        case .noFeatures: .followed
        case .language(let found): InstructionFinding(found == code, "it is in `\(found)`, not in `\(code)`")
        case .unknown: .broken("which language it is in cannot be told")
        }
    }
}

/// Counts words in capitals among the tokens of a text.
enum CapitalWords {
    /// How many tokens have an upper-case letter and no lower-case one.
    static func count(in text: ResponseText, budget: inout Budget) throws(BudgetExhausted) -> Int {
        var count = 0
        var sentences: [Range<Int>]?
        var failure: BudgetExhausted?
        text.forEachWord(in: text.all) { chunk in
            guard hasCapital(text, chunk) else { return true }
            if let isPlain = plain(text, chunk) {
                if isPlain { count += 1 }
                return true
            }
            do throws(BudgetExhausted) {
                // Where a sentence ends matters only for what is not plain.
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

    /// Whether a word of ASCII letters and digits, perhaps with one sign behind it, is in capitals; nil for any other.
    private static func plain(_ text: ResponseText, _ chunk: Range<Int>) -> Bool? {
        var end = chunk.upperBound
        switch text.bytes[end - 1] {
        case 0x2C, 0x2E, 0x3A, 0x3B, 0x3F, 0x21, 0x29: end -= 1
        default: break
        }
        var hasUpper = false
        var hasLower = false
        for byte in text.bytes[chunk.lowerBound..<end] {
            guard CodePoint.isASCIIWord(byte) else { return nil }
            if byte >= 0x41 && byte <= 0x5A { hasUpper = true }
            if byte >= 0x61 && byte <= 0x7A { hasLower = true }
        }
        let length = end - chunk.lowerBound
        if length == 5 || length == 6, TreebankRewriting.isContraction(text.bytes[chunk.lowerBound..<end]) {
            return nil
        }
        return hasUpper && !hasLower
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
