internal import JSON

extension InstructionTemplate {
    /// Instructions about words and letters that must or must not be there.
    static let contents: [InstructionTemplate] = [
        InstructionTemplate("keywords:existence") { draws in
            guard let words = draws.take(draws.scaled(1, 5)) else { return nil }
            let noun = words.count == 1 ? "word" : "words"
            return (
                ["keywords": .array(words.map(JSONValue.string))],
                draws.one(
                    "Include the \(noun) \(words.quotedList).",
                    "The answer has to contain the \(noun) \(words.quotedList).",
                    "Make sure to use the \(noun) \(words.quotedList) somewhere."), .keywords(words)
            )
        },
        InstructionTemplate("keywords:forbidden_words") { draws in
            guard let words = draws.take(draws.scaled(1, 5)) else { return nil }
            let noun = words.count == 1 ? "word" : "words"
            return (
                ["forbidden_words": .array(words.map(JSONValue.string))],
                draws.one(
                    "Do not use the \(noun) \(words.quotedList).", "Avoid the \(noun) \(words.quotedList) altogether.",
                    "Leave out the \(noun) \(words.quotedList)."), .forbidden(words)
            )
        },
        InstructionTemplate("keywords:frequency") { draws in
            guard let word = draws.take(1)?.first else { return nil }
            if draws.whole(0...2) > 0 {
                let count = draws.scaled(2, 7)
                return (
                    ["keyword": .string(word), "relation": "at least", "frequency": .int(count)],
                    draws.one(
                        "The word \"\(word)\" must occur at least \(count) times.",
                        "Use the word \"\(word)\" \(count) times or more.",
                        "Mention \"\(word)\" no fewer than \(count) times."), .occurrences(word, count...100_000)
                )
            }
            let count = draws.scaled(4, 2)
            return (
                ["keyword": .string(word), "relation": "less than", "frequency": .int(count)],
                draws.one(
                    "The word \"\(word)\" must occur \(below(count)).",
                    "Use the word \"\(word)\" \(below(count))."), .occurrences(word, 0...(count - 1))
            )
        },
        InstructionTemplate("keywords:letter_frequency", from: 2) { draws in
            if draws.whole(0...1) == 0 {
                let letter = draws.one("a", "e", "i", "o", "t", "n", "s", "r", "l", "h")
                let count = draws.scaled(10, 50)
                return (
                    ["letter": .string(letter), "let_relation": "at least", "let_frequency": .int(count)],
                    draws.one(
                        "The letter \"\(letter)\" should occur at least \(count) times.",
                        "Use the letter \"\(letter)\" \(count) times or more."),
                    .letters(Character(letter), count...100_000)
                )
            }
            let letter = draws.one("q", "x", "z", "j")
            let count = draws.scaled(6, 2)
            return (
                ["letter": .string(letter), "let_relation": "less than", "let_frequency": .int(count)],
                draws.one(
                    "The letter \"\(letter)\" should occur \(below(count)).",
                    "Use the letter \"\(letter)\" \(below(count))."),
                .letters(Character(letter), 0...(count - 1))
            )
        },
        InstructionTemplate(
            "sentence:keyword", from: 3, claims: .order, clashes: [.layout, .opening, .title, .letterCase]
        ) {
            draws in
            guard let word = draws.take(1)?.first else { return nil }
            let place = draws.scaled(2, 7)
            return (
                ["word": .string(word), "N": .int(place)],
                draws.one(
                    "The \(ordinal(place)) sentence must contain the word \"\(word)\".",
                    "Use the word \"\(word)\" in sentence number \(place)."), .wordInSentence(word, place)
            )
        },
        InstructionTemplate(
            "words:keywords_specific_position", from: 5, claims: .order,
            clashes: [.layout, .opening, .title, .letterCase]
        ) { draws in
            guard let word = draws.take(1)?.first else { return nil }
            let place = draws.scaled(2, 6)
            let number = draws.whole(2...6)
            return (
                ["keyword": .string(word), "n": .int(place), "m": .int(number)],
                draws.one(
                    "The \(ordinal(number)) word of the \(ordinal(place)) sentence must be \"\(word)\".",
                    "In the \(ordinal(place)) sentence, put \"\(word)\" as word number \(number)."),
                .wordAtPlace(word, sentence: place, word: number)
            )
        },
        InstructionTemplate(
            "combination:repeat_prompt", claims: .opening, clashes: [.letterCase, .order, .layout]
        ) { draws in
            let request = draws.request
            return (
                ["prompt_to_repeat": .string(request)],
                draws.one(
                    "First repeat the request \"\(request)\" word for word, then answer; write nothing before it.",
                    "Start by repeating \"\(request)\" word for word. Only then give the answer."), .request
            )
        },
        InstructionTemplate("startend:end_checker", claims: .ending, clashes: .letterCase) { draws in
            let phrase = draws.one(of: endings)
            return (
                ["end_phrase": .string(phrase)],
                draws.one(
                    "End with exactly the words \"\(phrase)\" and write nothing after them.",
                    "The very last words of the answer must be these: \"\(phrase)\"",
                    "Finish with the sentence \"\(phrase)\" and nothing behind it."), .ending(phrase)
            )
        },
        InstructionTemplate("detectable_content:postscript", claims: .ending, clashes: .letterCase) { draws in
            let marker = draws.one("P.S.", "P.P.S")
            return (
                ["postscript_marker": .string(marker)],
                draws.one(
                    "At the end add a postscript that starts with \"\(marker)\".",
                    "Close with a postscript, and begin it with \"\(marker)\"."), .postscript(marker)
            )
        },
        InstructionTemplate("detectable_content:number_placeholders", claims: .brackets) { draws in
            let count = draws.scaled(1, 8)
            return (
                ["num_placeholders": .int(count)],
                draws.one(
                    "Include at least \(number(count, "placeholder")) in square brackets, such as [address].",
                    "Leave at least \(number(count, "placeholder")) to be filled in, "
                        + (count == 1 ? "" : "each ") + "in square brackets as in [name]."
                ),
                .placeholders(count)
            )
        },
    ]

    private static let endings = [
        "Is there anything else you would like to know?", "That is all for now.", "Thank you for reading.",
        "And so it goes on.", "Let us see what tomorrow brings.", "I hope that this helps.", "What do you think?",
        "More about this another time.",
    ]

    /// `first` to `tenth`.
    static func ordinal(_ number: Int) -> String {
        let all = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
        return all.indices.contains(number - 1) ? all[number - 1] : "\(number)th"
    }

    /// `at most once`, `fewer than 3 times`.
    private static func below(_ count: Int) -> String { count == 2 ? "at most once" : "fewer than \(count) times" }

    /// `one word`, `2 words`.
    static func number(_ count: Int, _ noun: String) -> String { count == 1 ? "one \(noun)" : "\(count) \(noun)s" }
}
