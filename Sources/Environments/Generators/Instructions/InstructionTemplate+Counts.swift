internal import JSON

extension InstructionTemplate {
    /// Instructions about how often kinds of words occur.
    static let counts: [InstructionTemplate] = [
        InstructionTemplate("count:unique_word_count", from: 2) { draws in
            let count = draws.scaled(4, 14) * 10
            return (
                ["N": .int(count)],
                draws.one(
                    "Use at least \(count) different words.", "The answer should have \(count) or more different words."
                ),
                .differentWords(count)
            )
        },
        InstructionTemplate("count:conjunctions", from: 3) { draws in
            let count = draws.scaled(2, 7)
            return (
                ["small_n": .int(count)],
                // There are seven.
                draws.one(
                    "Use \(count < 7 ? "at least \(count) different" : "all seven") coordinating conjunctions "
                        + "(and, but, for, nor, or, so, yet).",
                    "\(count < 7 ? "At least \(count)" : "All seven") of the coordinating conjunctions "
                        + "(and, but, for, nor, or, so, yet) must occur."
                ),
                .conjunctions(count)
            )
        },
        InstructionTemplate("count:person_names", from: 3, clashes: .letterCase) { draws in
            let count = draws.scaled(2, 12)
            return (
                ["N": .int(count)],
                draws.one(
                    "Mention at least \(count) of these people by name: ",
                    "At least \(count) of these names must occur: ")
                    + AnswerWords.names.joined(separator: ", ") + ".", .names(count)
            )
        },
        InstructionTemplate("count:numbers", from: 2, claims: .digits) { draws in
            let count = draws.scaled(1, 9)
            return (
                ["N": .int(count)],
                draws.one(
                    "Use exactly \(number(count, "number")), written in digits.",
                    "Exactly \(number(count, "number")) in digits must occur in the answer."), .numbers(count)
            )
        },
        InstructionTemplate("count:pronouns", from: 3) { draws in
            let count = draws.scaled(5, 25)
            return (
                ["N": .int(count)],
                draws.one("Use at least \(count) pronouns.", "The answer should have \(count) or more pronouns."),
                .pronouns(count)
            )
        },
    ]

    /// Instructions about signs and the like.
    static let marks: [InstructionTemplate] = [
        InstructionTemplate("words:start_verb", from: 3, claims: .opening, clashes: [.title, .layout]) { draws in
            (
                [:],
                draws.one(
                    "The first word must be a verb.", "Start with a verb.",
                    "The answer must begin with a verb."),
                .startVerb
            )
        },
        InstructionTemplate("format:parentheses", from: 5, claims: .brackets) { draws in
            (
                [:],
                draws.one(
                    "Nest brackets at least five levels deep somewhere, of the kinds (), [] and {}.",
                    "Somewhere in the answer put brackets within brackets, five levels deep or more; use (), [] and {}."
                ),
                .nestedBrackets
            )
        },
        InstructionTemplate("format:quotes", from: 5, claims: .quotes, clashes: .layout) { draws in
            (
                [:],
                draws.one(
                    "Put quotes within quotes within quotes, three levels deep, with double and single marks in turn.",
                    "Include a quote that holds a quote that holds a quote; take double and single marks alternately."),
                .nestedQuotes
            )
        },
        InstructionTemplate("format:list", from: 3) { draws in
            let sign = draws.one("+++", "~~~", "%%%", "&&&", "@@@", "===", "|||")
            return (
                ["sep": .string(sign)],
                draws.one(
                    "Include a list of at least three items with \(sign) between them.",
                    "Somewhere list three or more things and separate them with \(sign)."), .separator(sign)
            )
        },
        InstructionTemplate(
            "format:emoji", from: 4,
            claims: [.layout, .opening, .ending, .bullets, .title, .quotes, .brackets, .stops]
        ) { draws in
            (
                [:],
                draws.one(
                    "End every sentence with an emoji.", "Each sentence has to end with an emoji.",
                    "Put an emoji at the end of every single sentence."), .emoji
            )
        },
        InstructionTemplate(
            "count:punctuation", from: 4, claims: [.commas, .stops], clashes: [.order, .sentenceCount]
        ) { draws in
            (
                [:],
                draws.one(
                    "Use every standard punctuation mark at least once: full stop, comma, exclamation mark, question "
                        + "mark, semicolon, colon, and an interrobang (?!).",
                    "Each of these has to occur at least once: . , ! ? ; : and the interrobang ?!"), .everyMark
            )
        },
    ]
}

/// Words that answers are built with on purpose.
enum AnswerWords {
    /// The fifty names that the instruction about names lists.
    static let names = """
        Emma Liam Sophia Jackson Olivia Noah Ava Lucas Isabella Mason Mia Ethan Charlotte Alexander Amelia Benjamin \
        Harper Leo Zoe Daniel Chloe Samuel Lily Matthew Grace Owen Abigail Gabriel Ella Jacob Scarlett Nathan Victoria \
        Elijah Layla Nicholas Audrey David Hannah Christopher Penelope Thomas Nora Andrew Aria Joseph Claire Ryan \
        Stella Jonathan
        """.split(separator: " ").map(String.init)

    /// Words to be written in capitals.
    static let capitals = [
        "CALM", "CURIOUS", "PATIENT", "READY", "BRAVE", "KIND", "FOCUSED", "HONEST", "OPEN", "STEADY",
    ]

    /// What a placeholder may stand for.
    static let placeholders = ["name", "date", "place", "address", "phone", "time", "price", "website", "city", "team"]

    /// What may be highlighted.
    static let highlights = [
        "first step", "main point", "last word", "whole truth", "best part", "real goal", "key idea", "final result",
    ]

    static let emoji = ["😀", "🎉", "👍", "🌟", "🙂", "🔥", "🚀", "🎈"]

    /// Sentences with five pronouns or more.
    static let pronounSentences = [
        "They say that everyone can do something about it.", "We all know somebody who did this before us.",
        "You may ask yourself what this is to you and them.", "It is theirs as much as it is ours and yours.",
        "He and she each told them about it.", "Some like it and others want nothing to do with it or them or us.",
    ]

    /// A sentence for each coordinating conjunction.
    static let conjunctionSentences = [
        "There is calm and there is hurry.", "It looks hard but it is easy.", "Now or never is the motto.",
        "Time is short so begin today.", "It is old yet fresh.", "Neither wind nor rain can stop it.",
        "There is room for all.",
    ]
}
