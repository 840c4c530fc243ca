extension AnswerFormats {
    private static func phrase(
        _ name: String, _ phrase: String, isExact: Bool = false, startsLine: Bool = false
    ) -> AnswerFormatEntry {
        entry(
            name, "Give your answer once, after the words \"\(phrase):\", on one line.",
            PhraseFormat(phrase, isExact: isExact, startsLine: startsLine), before: "\(phrase): ")
    }

    /// Words and a colon.
    static let phrases: [AnswerFormatEntry] = [
        phrase("natural_language_answer", "The answer is"), phrase("natural_language_final", "Final answer"),
        phrase("natural_language_conclusion", "In conclusion"), phrase("natural_language_therefore", "Therefore"),
        phrase("natural_language_result", "The result is"), phrase("natural_language_best", "The best answer is"),
        phrase("natural_language_my_final", "My final answer is"),
        phrase("natural_language_correct", "The correct answer is"),
        phrase("natural_language_solution", "The solution is"),
        phrase("natural_language_response", "My response is"),
        phrase("natural_language_ultimately", "Ultimately"), phrase("natural_language_thus", "Thus"),
        phrase("natural_language_hence", "Hence"), phrase("natural_language_consequently", "Consequently"),
        phrase("natural_language_to_summarize", "To summarize"),
        phrase("natural_language_in_summary", "In summary"), phrase("natural_language_overall", "Overall"),
        phrase("natural_language_final_verdict", "Final verdict"),
        phrase("natural_language_bottom_line", "Bottom line"),
        phrase("natural_language_key_point", "The key point is"),
        phrase("colon_format", "Answer", startsLine: true),
        phrase("answer_is_format", "ANSWER IS", isExact: true),
        phrase("solution_is_format", "SOLUTION IS", isExact: true),
        phrase("result_is_format", "RESULT IS", isExact: true),
        phrase("output_is_format", "OUTPUT IS", isExact: true),
    ]

    private static func prefix(
        _ name: String, _ mark: String, needsBlank: Bool = true, countsEmpty: Bool = true
    ) -> AnswerFormatEntry {
        entry(
            name, "Give your answer on one line that starts with \(mark) and a space; start no other line like that.",
            LinePrefixFormat(mark, needsBlank: needsBlank, countsEmpty: countsEmpty), before: "\(mark) ")
    }

    /// A mark at the start of a line.
    static let prefixes: [AnswerFormatEntry] = [
        prefix("arrow_format", "=>", needsBlank: false), prefix("equals_format", "="), prefix("dash_format", "-"),
        prefix("plus_format", "+"), prefix("star_format", "*"), prefix("percent_format", "%"),
        prefix("ampersand_format", "&"), prefix("at_format", "@"), prefix("exclamation_format", "!"),
        prefix("question_format", "?"), prefix("semicolon_format", ";"), prefix("double_colon_format", "::"),
        prefix("triple_dash_format", "---", countsEmpty: false), prefix("double_arrow_format", ">>"),
        prefix("triple_arrow_format", ">>>"),
    ]
}
