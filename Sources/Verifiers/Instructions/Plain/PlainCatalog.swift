internal import JSON

/// The instructions that have plain words.
enum PlainCatalog {
    /// All of them; the family's page lists them in this order.
    static let words: [PlainWord] = counts + contents + forms + wordForms + sentenceForms + customs

    /// Their names.
    static let names = words.map(\.name)

    /// How often something occurs.
    private static let counts: [PlainWord] = [
        .count("words", "words") { (text, _) in WordRuns.count(in: text) },
        .count("characters", "characters", passes: 8) { (text, _) in text.string(text.all).count },
        .count("sentences", "sentences") { (text, budget) throws(BudgetExhausted) in
            try SentenceSplitter.sentences(of: text, budget: &budget).count
        },
        .count("paragraphs", "paragraphs") { (text, _) in
            text.parts(of: text.all, between: [0x0A, 0x0A]).filter { !text.stripped($0).isEmpty }.count
        },
        .count("lines", "lines") { (text, _) in
            text.lines(in: text.all).filter { !text.stripped($0).isEmpty }.count
        },
        .count("divided_paragraphs", "paragraphs") { (text, _) in
            text.parts(of: text.all, between: Array("***".utf8)).filter { !text.stripped($0).isEmpty }.count
        },
        .count("bullets", "bullet points", passes: 4) { (text, _) in FormatRules.bullets(in: text) },
        .count("highlights", "highlighted sections", passes: 4) { (text, _) in FormatRules.highlights(in: text) },
        .count("placeholders", "placeholders") { (text, _) in ContentRules.bracketed(in: text) },
        .count("capital_words", "words in capitals", passes: 6) { (text, budget) throws(BudgetExhausted) in
            try CapitalWords.count(in: text, budget: &budget)
        },
        .count("numbers", "numbers", passes: 3) { (text, _) in Digits.runs(in: text.withoutPunctuation()).count },
        .count("unique_words", "different words", passes: 12) { (text, _) in CountRules.uniqueWords(in: text) },
        .count("conjunctions", "different conjunctions", passes: 6) { (text, _) in CountRules.conjunctions(in: text) },
        .count("pronouns", "pronouns", passes: 6) { (text, budget) throws(BudgetExhausted) in
            try CountRules.pronouns(in: text, budget: &budget)
        },
        .count("person_names", "of the names", passes: 6) { (text, _) in CountRules.personNames(in: text) },
        .count("palindromes", "palindromes", passes: 8) { (text, _) in WordRules.palindromes(in: text) },
        .count("vowels", "different vowels", passes: 3) { (text, _) in WordRules.vowels(in: text) },
    ]

    /// What stands in the answer, and what does not.
    private static let contents: [PlainWord] = [
        PlainWord("keywords", "a list of texts") { (value) throws(OptionMismatch) in
            try PlainChecks.each(value, isWanted: true)
        },
        PlainWord("forbidden_words", "a list of texts") { (value) throws(OptionMismatch) in
            try PlainChecks.each(value, isWanted: false)
        },
        PlainWord("keyword_counts", "an object: a count for each word") { (value) throws(OptionMismatch) in
            try PlainChecks.counts(value)
        },
        PlainWord("letter_counts", "an object: a count for each character") { (value) throws(OptionMismatch) in
            try PlainChecks.characters(value)
        },
        .arguments(
            "keyword_ladder", "count:keywords_multiple",
            [
                "once": "keyword1", "twice": "keyword2", "three_times": "keyword3", "five_times": "keyword4",
                "seven_times": "keyword5",
            ]),
        .arguments("sentence_keyword", "sentence:keyword", ["word": "word", "sentence": "N"]),
        .arguments(
            "keyword_position", "words:keywords_specific_position",
            ["word": "keyword", "sentence": "n", "position": "m"]),
        .argument("second_and_last_but_one", "words:words_position", "keyword", "a word"),
        .argument("any_of", "validate_choice", "options", "a list of texts"),
        .argument("starts_with", "validate_repeat_prompt", "original_prompt", "a text"),
        .argument("repeats", "combination:repeat_prompt", "prompt_to_repeat", "a text"),
        .argument("repeats_but_first_word", "repeat:repeat_change", "prompt_to_repeat", "a text"),
        .arguments("span", "repeat:repeat_span", ["of": "prompt_to_repeat", "from": "n_start", "to": "n_end"]),
        .argument("ends_with", "startend:end_checker", "end_phrase", "a text"),
        .argument("postscript", "detectable_content:postscript", "postscript_marker", "a text, such as `P.S.`"),
        .argument("language", "language:response_language", "language", "a language's code, such as `en`"),
        .argument("stop_words_percent", "ratio:stop_words", "percentage", "a number, the most percent"),
        .arguments("overlap", "ratio:overlap", ["with": "reference_text", "percent": "percentage"]),
        .argument("japanese_every", "count:words_japanese", "N", "a whole number"),
        .flag("no_commas", "punctuation:no_comma"),
        .flag("no_white_space", "format:no_whitespace"),
        .flag("all_punctuation", "count:punctuation"),
    ]

    /// How the answer is laid out.
    private static let forms: [PlainWord] = [
        .flag("json", "detectable_format:json_format"),
        .flag("title", "detectable_format:title"),
        .flag("quoted", "startend:quotation"),
        .flag("two_responses", "combination:two_responses"),
        .flag("yes_no_maybe", "detectable_format:constrained_response"),
        .argument("one_of", "format:options", "options", "a text: options between `/`, `or` or commas"),
        .arguments(
            "sections", "detectable_format:multiple_sections",
            ["marker": "section_spliter", "at_least": "num_sections"]),
        .arguments(
            "paragraph_first_word", "length_constraints:nth_paragraph_first_word",
            ["word": "first_word", "paragraph": "nth_paragraph", "of": "num_paragraphs"]),
        PlainWord("contains", "a list of texts") { (value) throws(OptionMismatch) in try PlainChecks.labels(value) },
        .argument("separator", "format:list", "sep", "a text, to occur twice at least"),
        .flag("uppercase", "validate_uppercase"),
        .flag("lowercase", "validate_lowercase"),
        .flag("english_uppercase", "change_case:english_capital"),
        .flag("english_lowercase", "change_case:english_lowercase"),
        .flag("title_case", "format:title_case"),
        .flag("nested_brackets", "format:parentheses"),
        .flag("nested_quotes", "format:quotes"),
        .flag("explained_quotes", "format:quote_unquote"),
        .flag("word_per_line", "format:newline"),
        .flag("stairs", "format:line_indent"),
        .flag("italic_thesis", "format:thesis"),
        .flag("sub_bullets", "format:sub-bullets"),
        .flag("bullets_last", "format:no_bullets_bullets"),
        .flag("answer_template", "format:output_template"),
    ]

    /// What each word is like.
    private static let wordForms: [PlainWord] = [
        .flag("starts_with_verb", "words:start_verb"),
        .flag("alphabet_words", "words:alphabet"),
        .flag("one_line_three_vowels", "words:vowel"),
        .flag("consonant_clusters", "words:consonants"),
        .flag("ten_palindromes", "words:palindrome"),
        .flag("prime_word_lengths", "words:prime_lengths"),
        .argument("word_repeats", "words:repeats", "small_n", "a whole number, how often a word may occur"),
        .flag("alternating_syllables", "words:odd_even_syllables"),
        .flag("no_alliteration", "words:no_consecutive"),
        .flag("lines_end_as_they_start", "words:paragraph_last_first"),
    ]

    /// What each sentence is like.
    private static let sentenceForms: [PlainWord] = [
        .flag("emoji_endings", "format:emoji"),
        .flag("chained_sentences", "words:last_first"),
        .flag("growing_alliteration", "sentence:alliteration_increment"),
        .argument("growing_sentences", "sentence:increment", "small_n", "a whole number, words more each time"),
        .flag("two_statements_a_question", "ratio:sentence_type"),
        .flag("balanced_sentences", "ratio:sentence_balance"),
        .flag("three_equal_sentences", "ratio:sentence_words"),
    ]

    /// What belongs to one prompt each.
    private static let customs: [PlainWord] = [
        .flag("multiples_of_seven", "custom:multiples"),
        .flag("growing_questions", "custom:mcq_count_length"),
        .flag("countries_reversed", "custom:reverse_newline"),
        .flag("eagle_by_words", "custom:word_reverse"),
        .flag("eagle_by_letters", "custom:character_reverse"),
        .flag("alphabet_story", "custom:sentence_alphabet"),
        .flag("northern_capitals", "custom:european_capitals_sort"),
        .flag("city_table", "custom:csv_city"),
        .flag("special_character_table", "custom:csv_special_character"),
        .flag("quoted_table", "custom:csv_quotes"),
        .flag("napoleonic_dates", "custom:date_format_list"),
        .flag("only_this_sentence", "repeat:repeat_simple"),
    ]
}
