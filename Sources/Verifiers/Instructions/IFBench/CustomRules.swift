/// IFBench's rules that belong to one prompt each.
enum CustomRules {
    static let all: [InstructionRule] = [
        multiples, questions, reverseCountries, reverseWords, reverseCharacters, alphabetStory, capitals, dates,
    ]

    private static let multiples = InstructionRule("custom:multiples", passes: 2) { (_) in
        { (text, _) in
            let numbers = Digits.runs(in: text).map(text.string)
            return InstructionFinding(
                numbers.map { Array($0.utf8) } == ["14", "21", "28", "35", "42", "49"].map { Array($0.utf8) },
                "the numbers are not 14 to 49 in sevens")
        }
    }

    private static let questions = InstructionRule("custom:mcq_count_length", passes: 8) { (_) in
        { (text, _) in
            guard text.has(Array("Question".utf8), at: 0) else { return .broken("it does not start with `Question`") }
            var before = -1
            let parts = questionBodies(in: text)
            guard parts.count == 4 else { return .broken("there are \(parts.count) questions, not 4") }
            for part in parts {
                let (length, options) = measure(text, part)
                guard options == 5 else { return .broken("a question has \(options) options, not 5") }
                guard length > before else { return .broken("a question is not longer than the one before") }
                before = length
            }
            return .followed
        }
    }

    /// What follows each `Question 1:`, white space around it aside; empty ones are left out.
    private static func questionBodies(in text: ResponseText) -> [Range<Int>] {
        let label = Array("Question ".utf8)
        var bodies: [Range<Int>] = []
        var start = 0
        var index = 0
        while let found = text.firstIndex(of: label, in: index..<text.count) {
            var end = found + label.count
            while end < text.count {
                let (value, length) = text.scalar(at: end)
                guard CodePoint.isDecimal(value) else { break }
                end += length
            }
            guard end > found + label.count else {
                index = end
                continue
            }
            bodies.append(start..<found)
            if end < text.count, ".|):;".utf8.contains(text.bytes[end]) { end += 1 }
            start = end
            index = end
        }
        bodies.append(start..<text.count)
        return bodies.map(text.stripped).filter { !$0.isEmpty }
    }

    /// How long a question is, its lines joined by spaces, and how many options it has.
    private static func measure(_ text: ResponseText, _ body: Range<Int>) -> (length: Int, options: Int) {
        var question: [UInt8] = []
        var options = 0
        for line in text.lines(in: body) {
            let bare = text.stripped(line)
            if isOption(text, bare) {
                options += 1
            } else if options == 0 {
                question.append(0x20)
                question.append(contentsOf: text.bytes[bare])
            }
        }
        let joined = ResponseText(question)
        return (joined.scalarCount(joined.stripped(joined.all)), options)
    }

    /// A letter from A to E, a point, a bar or a bracket, and a word.
    private static func isOption(_ text: ResponseText, _ line: Range<Int>) -> Bool {
        guard line.count >= 3, (0x61...0x65).contains(text.bytes[line.lowerBound] | 0x20),
            text.bytes[line.lowerBound] >= 0x41, ".|)".utf8.contains(text.bytes[line.lowerBound + 1])
        else { return false }
        let rest = text.strippedLeft((line.lowerBound + 2)..<line.upperBound, CodePoint.isSpace)
        return !rest.isEmpty && CodePoint.isWord(text.first(of: rest))
    }

    private static let reverseCountries = InstructionRule("custom:reverse_newline", passes: 12) { (_) in
        { (text, _) in
            let lines = text.lines(in: text.all).map(text.strippedOfPunctuation).filter { !$0.isEmpty }
            let name = Array("Zimbabwe".utf8)
            guard let start = lines.firstIndex(where: { text.firstIndex(of: name, in: $0) != nil }) else {
                return .broken("Zimbabwe is missing")
            }
            let countries = lines[start...].map { text.part($0).decomposedToASCII().bytes }
            guard countries.count >= 52 else { return .broken("there are \(countries.count) lines, not 52") }
            for (country, next) in zip(countries, countries.dropFirst())
            where country.lexicographicallyPrecedes(next) {
                return .broken("the lines are not in reverse order")
            }
            return .followed
        }
    }

    private static let reverseWords = InstructionRule("custom:word_reverse", passes: 8) { (_) in
        { (text, _) in
            let (bare, words) = text.bareWords()
            var reversed: [UInt8] = []
            for word in words.reversed() {
                if !reversed.isEmpty { reversed.append(0x20) }
                reversed.append(contentsOf: bare.bytes[word])
            }
            return InstructionFinding(
                ResponseText(reversed).contains("bald eagle"), "read backwards it does not name the bald eagle")
        }
    }

    private static let reverseCharacters = InstructionRule("custom:character_reverse", passes: 3) { (_) in
        { (text, _) in
            InstructionFinding(
                text.lowercased().contains("elgae dlab"), "read backwards it does not name the bald eagle")
        }
    }

    private static let alphabetStory = InstructionRule("custom:sentence_alphabet", passes: 3) { (_) in
        { (text, budget) throws(BudgetExhausted) in
            let sentences = try SentenceSplitter.sentences(of: text, budget: &budget)
            guard sentences.count == 26 else { return .broken("there are \(sentences.count) sentences, not 26") }
            for (index, sentence) in sentences.enumerated() {
                guard let word = text.firstWord(in: sentence) else { return .broken("a sentence is empty") }
                let lower = text.part(word).lowercased()
                guard lower.first(of: lower.all) == UInt32(0x61 + index) else {
                    return .broken("sentence \(index + 1) starts with another letter")
                }
            }
            return .followed
        }
    }

    /// Capitals of Europe north of 45 degrees, from north to south.
    private static let northernCapitals = """
        Reykjavik Helsinki Oslo Tallinn Stockholm Riga Moscow Copenhagen Vilnius Minsk Dublin Berlin Amsterdam Warsaw \
        London Brussels Prague Luxembourg Paris Vienna Bratislava Budapest Vaduz Chisinau Bern Ljubljana Zagreb
        """

    private static let capitals = InstructionRule("custom:european_capitals_sort", passes: 8) { (_) in
        let wanted = northernCapitals.split(separator: " ").map { Array($0.utf8) }
        return { (text, _) in
            let ascii = text.decomposedToASCII()
            let found = ascii.parts(of: ascii.all, between: [0x2C]).map(ascii.stripped).filter { !$0.isEmpty }
            return InstructionFinding(
                found.map { Array(ascii.bytes[$0]) } == wanted, "the cities are not the 27 from north to south")
        }
    }

    private static let dates = InstructionRule("custom:date_format_list", passes: 3) { (_) in
        { (text, _) in
            for part in text.parts(of: text.stripped(text.all), between: [0x2C]) {
                guard isNapoleonicDate(text.scalars(text.stripped(part))) else {
                    return .broken("there is something else than a date from 1769 to 1821")
                }
            }
            return .followed
        }
    }

    /// Four digits, two, two, with hyphens between them, in his lifetime; months and days may be 0.
    private static func isNapoleonicDate(_ scalars: [UInt32]) -> Bool {
        guard scalars.count == 10, scalars[4] == 0x2D, scalars[7] == 0x2D else { return false }
        func number(_ range: Range<Int>) -> Int? {
            var value = 0
            for scalar in scalars[range] {
                guard let digit = CodePoint.decimalValue(scalar) else { return nil }
                value = value * 10 + digit
            }
            return value
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else { return false }
        guard year >= 1769, year <= 1821, month <= 12 else { return false }
        switch month {
        case 2: return day <= 29
        case 4, 6, 9, 11: return day <= 30
        case 0: return true
        default: return day <= 31
        }
    }
}
