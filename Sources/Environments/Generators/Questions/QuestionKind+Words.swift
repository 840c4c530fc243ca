extension QuestionKind {
    private static let vocabulary = CommonWords.all
    /// Short, middling and long words, so that one of three is the longest.
    private static let byLength = [(3...5), (6...7), (8...20)].map { lengths in
        vocabulary.filter { lengths.contains($0.count) }
    }

    /// Questions about words.
    static let words = [
        QuestionKind("word_length", choices: [vocabulary.count]) { choices in
            let word = vocabulary[choices.next(of: vocabulary.count)]
            return ShortQuestion("How many letters does the word \(word) have?", number: word.count)
        },
        QuestionKind("alphabet", choices: Choices.alternatives(3, of: vocabulary.count)) { choices in
            let words = choices.ordered(3, of: vocabulary)
            return ShortQuestion(
                "Which of the words \(PuzzleText.list(words)) comes first in alphabetical order?", words.min() ?? "")
        },
        QuestionKind("longest_word", choices: byLength.map(\.count)) { choices in
            let words = byLength.map { $0[choices.next(of: $0.count)] }
            return ShortQuestion(
                "Which is the longest of the words \(PuzzleText.list(words.sorted()))?", words.last ?? "")
        },
        QuestionKind("last_letter", choices: [vocabulary.count]) { choices in
            let word = vocabulary[choices.next(of: vocabulary.count)]
            return ShortQuestion("What is the last letter of the word \(word)?", String(word.suffix(1)))
        },
    ]

    /// Questions of common knowledge.
    static let facts = [
        QuestionKind("capital", choices: [Facts.capitals.count]) { choices in
            let fact = Facts.capitals[choices.next(of: Facts.capitals.count)]
            return ShortQuestion("What is the capital of \(fact.subject)?", fact.answer)
        },
        QuestionKind("symbol", choices: [Facts.elements.count]) { choices in
            let fact = Facts.elements[choices.next(of: Facts.elements.count)]
            return ShortQuestion("What is the chemical symbol of \(fact.subject)?", fact.answer)
        },
    ]

    /// Questions about days and hours.
    static let times = [
        QuestionKind("weekday", choices: [7, 59]) { choices in
            let (day, days) = (choices.next(of: 7), choices.int(2...60))
            return ShortQuestion(
                "Which day of the week comes \(days) days after a \(Facts.weekdays[day])?",
                Facts.weekdays[(day + days) % 7])
        },
        QuestionKind("month", choices: [12, 29]) { choices in
            let (month, months) = (choices.next(of: 12), choices.int(2...30))
            return ShortQuestion(
                "Which month comes \(months) months after \(Facts.months[month])?", Facts.months[(month + months) % 12])
        },
        QuestionKind("minutes", choices: [12, 12, 150]) { choices in
            let (hour, five, length) = (choices.int(6...17), choices.next(of: 12) * 5, choices.int(11...160))
            let end = hour * 60 + five + length
            func clock(_ minutes: Int) -> String {
                let minute = minutes % 60
                return "\(minutes / 60):\(minute < 10 ? "0" : "")\(minute)"
            }
            return ShortQuestion(
                "How many minutes are there from \(clock(hour * 60 + five)) to \(clock(end)) on the same day?",
                number: length)
        },
    ]
}
