/// IFEval's rules about words and letters.
enum KeywordRules {
    static let all: [InstructionRule] = [existence, frequency, forbidden, letters]

    private static let existence = InstructionRule("keywords:existence", ["keywords"], passes: 0) {
        (arguments) throws(OptionFault) in
        var patterns: [(String, KeywordPattern)] = []
        for keyword in try arguments.texts("keywords") {
            patterns.append((keyword, try arguments.pattern("keywords", keyword)))
        }
        return { [patterns] (text, budget) throws(BudgetExhausted) in
            for (keyword, pattern) in patterns where try !pattern.isFound(in: text, budget: &budget) {
                return .broken("`\(keyword)` is missing")
            }
            return .followed
        }
    }

    private static let frequency = InstructionRule(
        "keywords:frequency", ["keyword", "frequency", "relation"], passes: 0
    ) { (arguments) throws(OptionFault) in
        let text = ResponseText(try arguments.text("keyword"))
        let keyword = text.string(text.stripped(text.all))
        let pattern = try arguments.pattern("keyword", keyword)
        let bound = try arguments.relation("relation", try arguments.whole("frequency"))
        return { (text, budget) throws(BudgetExhausted) in
            bound.finding(try pattern.count(in: text, budget: &budget), "occurrences")
        }
    }

    private static let forbidden = InstructionRule("keywords:forbidden_words", ["forbidden_words"], passes: 0) {
        (arguments) throws(OptionFault) in
        var patterns: [(String, KeywordPattern)] = []
        for word in try arguments.texts("forbidden_words") {
            patterns.append((word, try arguments.pattern("forbidden_words", word, asWord: true)))
        }
        return { [patterns] (text, budget) throws(BudgetExhausted) in
            for (word, pattern) in patterns where try pattern.isFound(in: text, budget: &budget) {
                return .broken("`\(word)` is forbidden")
            }
            return .followed
        }
    }

    private static let letters = InstructionRule(
        "keywords:letter_frequency", ["letter", "let_frequency", "let_relation"]
    ) { (arguments) throws(OptionFault) in
        let lower = ResponseText(try letter(arguments)).lowercased()
        let bound = try arguments.relation("let_relation", try arguments.whole("let_frequency"))
        return { (text, _) in bound.finding(occurrences(of: lower.bytes, in: text), "occurrences") }
    }

    /// The letter to count.
    ///
    /// For anything but a letter from a to z the reference draws one; with its seed at 0 that is `y`.
    private static func letter(_ arguments: InstructionArguments) throws(OptionFault) -> String {
        let letter = try arguments.text("letter")
        guard letter.unicodeScalars.count == 1 else { throw arguments.fault("letter", "is not one character") }
        let lower = ResponseText(letter).lowercased()
        guard lower.count == 1, lower.bytes.allSatisfy({ $0 >= 0x61 && $0 <= 0x7A }) else { return "y" }
        return letter
    }

    /// How often a character stands in the text in lower case.
    static func occurrences(of character: [UInt8], in text: ResponseText) -> Int {
        var count = 0
        if text.isASCII, let byte = character.first, character.count == 1 {
            let upper = byte >= 0x61 && byte <= 0x7A ? byte & 0xDF : byte
            for other in text.bytes where other == byte || other == upper { count += 1 }
            return count
        }
        let lower = text.lowercased()
        var start = 0
        while let found = lower.firstIndex(of: character, in: start..<lower.count) {
            count += 1
            start = found + character.count
        }
        return count
    }
}
