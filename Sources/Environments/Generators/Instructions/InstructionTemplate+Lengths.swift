internal import JSON

extension InstructionTemplate {
    /// Instructions about how much there is, and how it is divided.
    static let lengths: [InstructionTemplate] = [
        InstructionTemplate("length_constraints:number_words", claims: .wordCount) { draws in
            if draws.whole(0...2) > 0 {
                let count = draws.scaled(8, 40) * 10
                return (
                    ["relation": "at least", "num_words": .int(count)],
                    draws.one(
                        "Write at least \(count) words.", "The answer should have \(count) words or more.",
                        "Use no fewer than \(count) words."), .words(count...100_000)
                )
            }
            let count = draws.scaled(20, 8) * 10
            return (
                ["relation": "less than", "num_words": .int(count)],
                draws.one(
                    "Use fewer than \(count) words.", "Stay below \(count) words.",
                    "The whole answer must have fewer than \(count) words."), .words(0...(count - 1))
            )
        },
        InstructionTemplate("count:word_count_range", from: 2, claims: .wordCount) { draws in
            let low = draws.scaled(6, 30) * 10
            let high = low + draws.scaled(10, 2) * 5
            return (
                ["min_words": .int(low), "max_words": .int(high)],
                draws.one(
                    "The answer must have between \(low) and \(high) words.", "Use \(low) to \(high) words in all.",
                    "Keep the length between \(low) and \(high) words."), .words(low...high)
            )
        },
        InstructionTemplate(
            "length_constraints:number_sentences", claims: .sentenceCount
        ) { draws in
            if draws.whole(0...1) == 0 {
                let count = draws.scaled(4, 20)
                return (
                    ["relation": "at least", "num_sentences": .int(count)],
                    draws.one(
                        "Write at least \(count) sentences.", "The answer should have \(count) sentences or more.",
                        "Use no fewer than \(count) sentences."), .sentences(count...100_000)
                )
            }
            let count = draws.scaled(12, 4)
            return (
                ["relation": "less than", "num_sentences": .int(count)],
                draws.one(
                    "Write fewer than \(count) sentences.", "Stay below \(count) sentences.",
                    "The answer must have fewer than \(count) sentences."), .sentences(0...(count - 1))
            )
        },
        InstructionTemplate("length_constraints:number_paragraphs", claims: .layout) { draws in
            let count = draws.scaled(2, 7)
            return (
                ["num_paragraphs": .int(count)],
                draws.one(
                    "Write exactly \(count) paragraphs and separate them with the markdown divider ***.",
                    "There should be \(count) paragraphs, with *** on a line of its own between one and the next.",
                    "Divide the answer into \(count) paragraphs with lines that hold *** and nothing else."),
                .paragraphs(count)
            )
        },
        InstructionTemplate(
            "length_constraints:nth_paragraph_first_word", from: 2, claims: .layout, clashes: .letterCase
        ) { draws in
            let count = draws.scaled(2, 7)
            let place = draws.whole(2...count)
            let word = draws.one(of: firstWords)
            return (
                [
                    "num_paragraphs": .int(count), "nth_paragraph": .int(place),
                    "first_word": .string(word.lowercased()),
                ],
                draws.one(
                    "Write \(count) paragraphs separated by "
                        + (count == 2 ? "an empty line" : "single empty lines")
                        + ", and leave no other line empty. Paragraph \(place) must start with the word \"\(word)\".",
                    "The answer should have \(count) paragraphs, separated from each other by one empty line only, "
                        + "and paragraph number \(place) has to begin with the word \"\(word)\"."),
                .firstWord(paragraphs: count, place: place, word: word)
            )
        },
        InstructionTemplate(
            "detectable_format:multiple_sections", claims: .layout, clashes: [.letterCase, .digits, .order]
        ) { draws in
            let count = draws.scaled(2, 6)
            let name = draws.one("Section", "Part", "Chapter", "SECTION", "PART")
            return (
                ["section_spliter": .string(name), "num_sections": .int(count)],
                draws.one(
                    "Divide the answer into \(count) sections. Mark the beginning of each with \(name) and its number, "
                        + "as in \"\(name) 1\".",
                    "There must be \(count) sections, headed \"\(name) 1\" \(count == 2 ? "and" : "to") \"\(name) \(count)\"."
                ),
                .sections(name, count)
            )
        },
        InstructionTemplate("combination:two_responses", from: 2, claims: .layout, clashes: [.order]) { draws in
            (
                [:],
                draws.one(
                    "Give two different answers, with six stars (******) between them and nowhere else.",
                    "Write two different versions. Separate them, and only them, with ******.",
                    "I want two different answers to choose from: put ****** between the first and the second."),
                .twoResponses
            )
        },
        InstructionTemplate("format:output_template", from: 3, claims: .layout, clashes: .letterCase) { draws in
            (
                [:],
                draws.one(
                    "Use this template: three parts that start with \"My Answer:\", \"My Conclusion:\" and "
                        + "\"Future Outlook:\", in this order.",
                    "Structure the answer by the labels \"My Answer:\", \"My Conclusion:\" and \"Future Outlook:\", "
                        + "each followed by its part."), .labels(["My Answer:", "My Conclusion:", "Future Outlook:"])
            )
        },
    ]

    private static let firstWords = [
        "Today", "However", "Finally", "Later", "Similarly", "Sometimes", "Meanwhile", "Usually", "Still", "Often",
    ]
}
