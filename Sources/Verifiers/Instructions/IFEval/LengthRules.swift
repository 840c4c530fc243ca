/// IFEval's rules about how many words, sentences and paragraphs there are.
enum LengthRules {
    static let all: [InstructionRule] = [words, sentences, paragraphs, firstWord]

    private static let words = InstructionRule("length_constraints:number_words", ["num_words", "relation"]) {
        (arguments) throws(OptionFault) in
        let bound = try arguments.relation("relation", try arguments.whole("num_words"))
        return { (text, _) in bound.finding(WordRuns.count(in: text), "words") }
    }

    private static let sentences = InstructionRule(
        "length_constraints:number_sentences", ["num_sentences", "relation"]
    ) { (arguments) throws(OptionFault) in
        let bound = try arguments.relation("relation", try arguments.whole("num_sentences"))
        return { (text, budget) throws(BudgetExhausted) in
            bound.finding(try SentenceSplitter.sentences(of: text, budget: &budget).count, "sentences")
        }
    }

    private static let paragraphs = InstructionRule("length_constraints:number_paragraphs", ["num_paragraphs"]) {
        (arguments) throws(OptionFault) in
        let number = try arguments.whole("num_paragraphs")
        return { (text, _) in
            let parts = text.parts(of: text.all, between: Array("***".utf8)).map(text.stripped)
            var count = parts.count
            for (index, part) in parts.enumerated() where part.isEmpty {
                guard index == 0 || index == parts.count - 1 else { return .broken("a paragraph is empty") }
                count -= 1
            }
            return CountBound.exactly(number).finding(count, "paragraphs")
        }
    }

    private static let firstWord = InstructionRule(
        "length_constraints:nth_paragraph_first_word", ["num_paragraphs", "nth_paragraph", "first_word"]
    ) { (arguments) throws(OptionFault) in
        let number = try arguments.whole("num_paragraphs")
        let place = try arguments.whole("nth_paragraph", 1...1_000_000)
        guard place <= number else {
            throw arguments.fault("nth_paragraph", "is \(place), beyond the \(number) paragraphs asked for")
        }
        let word = ResponseText(try arguments.text("first_word")).lowercased()
        return { (text, _) in
            let parts = text.parts(of: text.all, between: [0x0A, 0x0A])
            var count = parts.count
            for part in parts where text.stripped(part).isEmpty { count -= 1 }
            guard place <= count else { return .broken("there are \(count) paragraphs") }
            let paragraph = text.stripped(parts[place - 1])
            guard !paragraph.isEmpty else { return .broken("paragraph \(place) is empty") }
            guard let first = firstWord(of: text, paragraph: paragraph) else { return .broken("there is no word") }
            guard first.bytes == word.bytes else { return .broken("paragraph \(place) starts with another word") }
            return CountBound.exactly(number).finding(count, "paragraphs")
        }
    }

    /// The first word of a paragraph in lower case, without quotes before it and from the first sign on.
    private static func firstWord(of text: ResponseText, paragraph: Range<Int>) -> ResponseText? {
        var word: Range<Int>?
        text.forEachWord(in: paragraph) {
            word = $0
            return false
        }
        guard let word else { return nil }
        let bare = text.strippedLeft(text.strippedLeft(word) { $0 == 0x27 }) { $0 == 0x22 }
        var end = bare.lowerBound
        while end < bare.upperBound {
            switch text.bytes[end] {
            case 0x2E, 0x2C, 0x3F, 0x21, 0x27, 0x22: return text.part(bare.lowerBound..<end).lowercased()
            default: end += 1
            }
        }
        return text.part(bare).lowercased()
    }
}

/// Runs of letters, digits and underscores: what `\w+` finds.
enum WordRuns {
    /// 1 for each byte that is part of a word in ASCII, else 0.
    private static let wordBytes: [Int] = (0..<256).map { CodePoint.isASCIIWord(UInt8($0)) ? 1 : 0 }

    /// How many there are, as NLTK counts words: marks belong to them. O(bytes).
    static func count(in text: ResponseText) -> Int {
        var count = 0
        if text.isASCII {
            var isInWord = 0
            for byte in text.bytes {
                // Without branches, which would be taken at random.
                let isWord = wordBytes[Int(byte)]
                count += isWord & ~isInWord
                isInWord = isWord
            }
            return count
        }
        forEach(in: text, isWord: CodePoint.isUnicodeWord) { _ in
            count += 1
            return true
        }
        return count
    }

    /// Calls a function with each of them, by what counts as part of a word; stops when that returns false.
    @inline(__always)
    static func forEach(
        in text: ResponseText, isWord: (UInt32) -> Bool = CodePoint.isWord, _ body: (Range<Int>) -> Bool
    ) {
        var start = -1
        var goesOn = true
        text.forEachScalar(in: text.all) { value, index in
            if isWord(value) {
                if start < 0 { start = index }
            } else if start >= 0 {
                goesOn = body(start..<index)
                start = -1
            }
            return goesOn
        }
        if goesOn, start >= 0 { _ = body(start..<text.count) }
    }
}
