import Verifiers

extension QuestionKind {
    /// Questions about numbers.
    static let numbers = [
        QuestionKind("sum", choices: [90, 90]) { choices in
            let (a, b) = (choices.int(10...99), choices.int(10...99))
            return ShortQuestion("What is \(a) + \(b)?", number: a + b)
        },
        QuestionKind("difference", choices: [89, 89]) { choices in
            let (b, d) = (choices.int(11...99), choices.int(1...89))
            return ShortQuestion("What is \(b + d) - \(b)?", number: d)
        },
        QuestionKind("product", choices: [11, 89]) { choices in
            let (a, b) = (choices.int(2...12), choices.int(11...99))
            return ShortQuestion("What is \(a) × \(b)?", number: a * b)
        },
        QuestionKind("largest", choices: Choices.alternatives(4, of: 90)) { choices in
            let numbers = choices.ordered(4, of: Array(10...99))
            return ShortQuestion(
                "Which is the largest of the numbers \(PuzzleText.list(numbers.map(String.init)))?",
                number: numbers.max() ?? 0)
        },
    ]

    /// Questions of mathematics, whose answers are numbers.
    static let mathematics = [
        QuestionKind("percentage", .math, choices: [19, 49]) { choices in
            let (percent, part) = (choices.int(1...19) * 5, choices.int(2...50))
            return ShortQuestion("What is \(percent)% of \(part * 20)?", number: percent * part / 5)
        },
        QuestionKind("remainder", .math, choices: [400, 17]) { choices in
            let (number, divisor) = (choices.int(100...499), choices.int(3...19))
            return ShortQuestion(
                "What is the remainder when \(number) is divided by \(divisor)?", number: number % divisor)
        },
        QuestionKind("unknown", .math, choices: [11, 48, 90]) { choices in
            let (factor, x, summand) = (choices.int(2...12), choices.int(3...50), choices.int(10...99))
            return ShortQuestion(
                "What is x, if \(factor)x + \(summand) = \(factor * x + summand)?", number: x)
        },
        QuestionKind("rectangle", .math, choices: [38, 38]) { choices in
            let (width, length) = (choices.int(3...40), choices.int(3...40))
            return ShortQuestion(
                "How many square meters does a rectangular field of \(width) by \(length) meters cover?",
                number: width * length)
        },
    ]

    /// Questions about small pieces of code.
    static let code = [
        QuestionKind("python_range", .code, choices: [30, 19]) { choices in
            let (from, count) = (choices.int(1...30), choices.int(2...20))
            return ShortQuestion(
                "What does the Python expression sum(range(\(from), \(from + count))) give?",
                number: (from..<(from + count)).reduce(0, +))
        },
        QuestionKind("python_slice", .code, choices: [CommonWords.all.count, 2]) { choices in
            let word = CommonWords.all[choices.next(of: CommonWords.all.count)]
            let count = choices.int(2...3)
            return ShortQuestion(
                "What text does the Python expression '\(word)'[:\(count)] give, written without quotes?",
                String(word.prefix(count)))
        },
        QuestionKind("python_length", .code, choices: [CommonWords.all.count, 8]) { choices in
            let word = CommonWords.all[choices.next(of: CommonWords.all.count)]
            let factor = choices.int(2...9)
            return ShortQuestion(
                "What does the Python expression len('\(word)') * \(factor) give?", number: word.count * factor)
        },
    ]
}
