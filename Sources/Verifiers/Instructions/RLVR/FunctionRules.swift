/// RLVR-IFeval's functions about words, letters and counts.
enum FunctionRules {
    static let all: [InstructionRule] = [
        keywords, keywordFrequency, forbidden, letters, language, paragraphs, words, sentences, firstWord, capitals,
    ]

    /// Texts in lower case.
    private static func lower(_ texts: [String]) -> [ResponseText] { texts.map { ResponseText($0).lowercased() } }

    /// How a count is held against a number: `at least`, `at most` or `around`, so far off it at most.
    static func bound(
        _ arguments: InstructionArguments, tolerance: (Int) -> Int
    ) throws(OptionFault) -> CountBound {
        let number = try arguments.whole("N")
        switch try arguments.choice("quantifier", ["at least", "at most", "around"]) {
        case "at least": return .atLeast(number)
        case "at most": return .atMost(number)
        default: return .between(number - tolerance(number), number + tolerance(number))
        }
    }

    /// A tenth, rounded to the nearest, halves to the even one; 1 at least.
    static func tenth(_ number: Int) -> Int { max(1, Int((Double(number) * 0.1).rounded(.toNearestOrEven))) }

    private static let keywords = InstructionRule("verify_keywords", ["keyword_list"], passes: 2) {
        (arguments) throws(OptionFault) in
        let keywords = lower(try arguments.texts("keyword_list"))
        return { (text, budget) throws(BudgetExhausted) in
            let text = text.lowercased()
            for keyword in keywords {
                try budget.spend(bytes: text.count * min(keyword.count, 16))
                guard text.firstIndex(of: keyword.bytes, in: text.all) != nil else {
                    return .broken("`\(keyword.string(keyword.all))` is missing")
                }
            }
            return .followed
        }
    }

    private static let keywordFrequency = InstructionRule("verify_keyword_frequency", ["word", "N"], passes: 3) {
        (arguments) throws(OptionFault) in
        let word = ResponseText(try arguments.text("word")).lowercased()
        let bound = CountBound.exactly(try arguments.whole("N"))
        return { (text, _) in
            let text = text.lowercased()
            var count = 0
            WordRuns.forEach(in: text) {
                if $0.count == word.count, text.has(word.bytes, at: $0.lowerBound) { count += 1 }
                return true
            }
            return bound.finding(count, "occurrences")
        }
    }

    private static let forbidden = InstructionRule("validate_forbidden_words", ["forbidden_words"], passes: 2) {
        (arguments) throws(OptionFault) in
        let words = lower(try arguments.texts("forbidden_words"))
        return { (text, budget) throws(BudgetExhausted) in
            let text = text.lowercased()
            for word in words {
                try budget.spend(bytes: text.count * min(word.count, 16))
                guard text.firstIndex(of: word.bytes, in: text.all) == nil else {
                    return .broken("`\(word.string(word.all))` is forbidden")
                }
            }
            return .followed
        }
    }

    private static let letters = InstructionRule("verify_letter_frequency", ["letter", "N"]) {
        (arguments) throws(OptionFault) in
        let letter = try arguments.text("letter")
        guard letter.unicodeScalars.count == 1 else { throw arguments.fault("letter", "is not one character") }
        let bytes = Array(letter.utf8)
        let bound = CountBound.exactly(try arguments.whole("N"))
        return { (text, _) in bound.finding(text.count(of: bytes), "occurrences") }
    }

    private static let language = InstructionRule("validate_response_language", ["language"]) {
        (arguments) throws(OptionFault) in
        let code = try CaseRules.languageCode(arguments)
        return { (text, budget) throws(BudgetExhausted) in
            // Here a text without any letters is in no language.
            if try LanguageDetector.detect(text, budget: &budget) == .noFeatures {
                return .broken("there are no letters")
            }
            return try CaseRules.isIn(code, text, budget: &budget)
        }
    }

    private static let paragraphs = InstructionRule("verify_paragraph_count", ["N"], passes: 3) {
        (arguments) throws(OptionFault) in
        let bound = CountBound.exactly(try arguments.whole("N"))
        return { (text, _) in
            let text = text.withStrippedLines()
            let parts = text.parts(of: text.all, between: Array("* * *".utf8))
            guard !parts.contains(where: { text.stripped($0).isEmpty }) else { return .broken("a paragraph is empty") }
            return bound.finding(parts.count, "paragraphs")
        }
    }

    private static let words = InstructionRule("validate_word_constraint", ["N", "quantifier"]) {
        (arguments) throws(OptionFault) in
        let bound = try bound(arguments, tolerance: tenth)
        return { (text, _) in
            var count = 0
            text.forEachWord(in: text.all) { _ in
                count += 1
                return true
            }
            return bound.finding(count, "words")
        }
    }

    private static let sentences = InstructionRule("verify_sentence_constraint", ["N", "quantifier"], passes: 2) {
        (arguments) throws(OptionFault) in
        let bound = try bound(arguments) { _ in 1 }
        return { (text, _) in bound.finding(SimpleSentences.count(in: text), "sentences") }
    }

    private static let firstWord = InstructionRule("validate_paragraphs", ["N", "first_word", "i"]) {
        (arguments) throws(OptionFault) in
        let number = try arguments.whole("N")
        let word = Array(try arguments.text("first_word").utf8)
        let place = try arguments.whole("i", 1...1_000_000)
        guard place <= number else {
            throw arguments.fault("i", "is \(place), beyond the \(number) paragraphs asked for")
        }
        return { (text, _) in
            let parts = text.parts(of: text.all, between: [0x0A, 0x0A])
            guard parts.count == number else { return .broken("there are \(parts.count) paragraphs, not \(number)") }
            let paragraph = text.stripped(parts[place - 1])
            return InstructionFinding(
                paragraph.count >= word.count && text.has(word, at: paragraph.lowerBound),
                "paragraph \(place) starts with something else")
        }
    }

    private static let capitals = InstructionRule("validate_frequency_capital_words", ["N", "quantifier"]) {
        (arguments) throws(OptionFault) in
        let bound = try bound(arguments, tolerance: tenth)
        return { (text, _) in
            var count = 0
            WordRuns.forEach(in: text) { word in
                if text.bytes[word].allSatisfy({ $0 >= 0x41 && $0 <= 0x5A }) { count += 1 }
                return true
            }
            return bound.finding(count, "words in capitals")
        }
    }
}

/// Sentences divided at white space behind `.`, `?` or `!`, but not behind what looks like an abbreviation.
enum SimpleSentences {
    /// How many there are: `(?<!\w\.\w.)(?<![A-Z][a-z]\.)(?<=\.|\?|!)\s` divides them.
    static func count(in text: ResponseText) -> Int {
        var count = 1
        // The last four code points, the latest one last.
        var last: (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
        var seen = 0
        text.forEachScalar(in: text.all) { value, _ in
            if CodePoint.isSpace(value), last.3 == 0x2E || last.3 == 0x3F || last.3 == 0x21 {
                let isShort = seen >= 4 && CodePoint.isWord(last.0) && last.1 == 0x2E && CodePoint.isWord(last.2)
                let isTitle =
                    seen >= 3 && last.3 == 0x2E && last.1 >= 0x41 && last.1 <= 0x5A && last.2 >= 0x61 && last.2 <= 0x7A
                if !isShort, !isTitle { count += 1 }
            }
            last = (last.1, last.2, last.3, value)
            seen += 1
            return true
        }
        return count
    }
}

extension ResponseText {
    /// The text with the white space around each line left out, lines ending where Python's `splitlines` ends them.
    func withStrippedLines() -> ResponseText {
        var result: [UInt8] = []
        result.reserveCapacity(count)
        var start = 0
        func endLine(_ end: Int) {
            if !result.isEmpty || start > 0 { result.append(0x0A) }
            result.append(contentsOf: bytes[stripped(start..<end)])
        }
        var skipsLineFeed = false
        forEachScalar(in: all) { value, index in
            let wasReturn = skipsLineFeed
            skipsLineFeed = false
            switch value {
            case 0x0A where wasReturn: start = index + 1
            case 0x0A, 0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029:
                endLine(index)
                start = index + scalar(at: index).length
                skipsLineFeed = value == 0x0D
            default: break
            }
            return true
        }
        if start < count { endLine(count) }
        let lines = ResponseText(result)
        return lines.part(lines.stripped(lines.all))
    }
}
