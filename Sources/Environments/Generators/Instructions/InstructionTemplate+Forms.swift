internal import JSON

extension InstructionTemplate {
    /// Instructions about the form: lists, titles, quotes, case.
    static let forms: [InstructionTemplate] = [
        InstructionTemplate("detectable_format:number_bullet_lists", claims: .bullets) { draws in
            let count = draws.scaled(2, 9)
            return (
                ["num_bullets": .int(count)],
                draws.one(
                    "Include exactly \(count) bullet points in markdown, such as \"- This is a point.\"",
                    "The answer must contain a list of exactly \(count) bullet points, each on a line that starts with "
                        + "\"- \".", "Have \(count) markdown bullet points in it, no more and no fewer."),
                .bullets(count)
            )
        },
        InstructionTemplate("detectable_format:number_highlighted_sections", claims: .stars) { draws in
            let count = draws.scaled(1, 7)
            return (
                ["num_highlights": .int(count)],
                draws.one(
                    "Highlight at least \(number(count, "part")) of it with markdown, such as *highlighted part*.",
                    "Put at least \(number(count, "phrase")) between stars, like *this one*."), .highlights(count)
            )
        },
        InstructionTemplate("detectable_format:title", claims: .title) { draws in
            (
                [:],
                draws.one(
                    "Give the answer a title in double angular brackets, such as <<a good title>>.",
                    "The answer needs a title, wrapped in double angular brackets like <<this>>.",
                    "Put a title on top, between << and >>."), .title
            )
        },
        InstructionTemplate(
            "detectable_format:json_format", from: 2,
            claims: [.layout, .opening, .ending, .bullets, .stars, .brackets, .quotes, .title, .order, .stops],
            clashes: .sentenceCount
        ) { draws in
            (
                [:],
                draws.one(
                    "Wrap the entire answer in JSON; a markdown code block around it is fine.",
                    "The whole answer must be one valid JSON value and nothing else.", "Answer in JSON only."), .json
            )
        },
        InstructionTemplate("startend:quotation", claims: [.quotes, .opening, .ending]) { draws in
            (
                [:],
                draws.one(
                    "Wrap the whole answer in double quotation marks.",
                    "Start and end the answer with a double quotation mark.",
                    "Put everything between one pair of double quotation marks."), .quotation
            )
        },
        InstructionTemplate("change_case:english_capital", claims: .letterCase) { draws in
            (
                [:],
                draws.one(
                    "Write in English, in capital letters only.",
                    "Write in English, with every single letter a capital.",
                    "Answer in English, without any lower-case letters."), .upperCase
            )
        },
        InstructionTemplate("change_case:english_lowercase", claims: .letterCase) { draws in
            (
                [:],
                draws.one(
                    "Write in English, in lower-case letters only.",
                    "Write in English, without any capital letters.",
                    "Answer in English, with every single letter in lower case."), .lowerCase
            )
        },
        InstructionTemplate("change_case:capital_word_frequency", claims: .capitals, clashes: .letterCase) { draws in
            if draws.whole(0...1) == 0 {
                let count = draws.scaled(2, 9)
                return (
                    ["capital_relation": "at least", "capital_frequency": .int(count)],
                    draws.one(
                        "Write at least \(count) words in all capital letters.",
                        "At least \(count) words should be in capital letters throughout."), .capitals(count...100_000)
                )
            }
            let count = draws.scaled(6, 2)
            return (
                ["capital_relation": "less than", "capital_frequency": .int(count)],
                count == 2
                    ? draws.one(
                        "At most one word should be in capital letters throughout.",
                        "Use at most one word in all capital letters.")
                    : draws.one(
                        "Words in all capital letters should occur fewer than \(count) times.",
                        "Use fewer than \(count) words in all capital letters."), .capitals(0...(count - 1))
            )
        },
        InstructionTemplate("punctuation:no_comma", claims: .commas) { draws in
            (
                [:],
                draws.one(
                    "Do not use any commas.", "Avoid commas altogether.", "There must not be a single comma in it."),
                .noComma
            )
        },
        InstructionTemplate(
            "format:thesis", from: 4, claims: [.layout, .opening], clashes: [.letterCase, .title, .order]
        ) {
            draws in
            (
                [:],
                draws.one(
                    "Begin with a thesis statement in italics, put between the HTML tags <i> and </i>.",
                    "Start with the thesis of the answer in HTML italics, as in <i>the thesis</i>."), .thesis
            )
        },
        InstructionTemplate("format:sub-bullets", from: 4, claims: [.bullets, .stars], clashes: .layout) { draws in
            (
                [:],
                draws.one(
                    "Include bullet points that start with *, and below each of them at least one sub-bullet point that "
                        + "starts with -.",
                    "Include a list whose points start with *, each with at least one point of its own that starts with -."
                ), .subBullets
            )
        },
        InstructionTemplate(
            "format:no_bullets_bullets", from: 4, claims: [.bullets, .stars, .ending, .layout]
        ) { draws in
            (
                [:],
                draws.one(
                    "Write at least two sentences first, and then end with a list of at least two bullet points that "
                        + "start with *. Leave no empty lines.",
                    "Two or more sentences come first, without any bullet points; two or more bullet points that start "
                        + "with * follow at the end, without an empty line anywhere."), .bulletsLast
            )
        },
    ]
}
