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
