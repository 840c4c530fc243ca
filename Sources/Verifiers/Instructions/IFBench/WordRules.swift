/// IFBench's rules about each word of the answer.
enum WordRules {
    static let all: [InstructionRule] = [
        alphabet, vowels, consonants, palindromes, primes, repeats, verb, syllables, lastFirst, paragraphLastFirst,
        noConsecutive, specificPosition, position,
    ]

    private static let alphabet = InstructionRule("words:alphabet", passes: 6) { (_) in
        { (text, _) in
            let bare = text.withoutPunctuation()
            var expected: UInt32?
            var broken: InstructionFinding?
            bare.forEachWord(in: bare.all) { word in
                let lower = bare.part(word).lowercased()
                let first = lower.first(of: lower.all)
                if let letter = expected {
                    guard first == letter else {
                        broken = .broken("`\(bare.string(word).prefix(40))` does not start with the next letter")
                        return false
                    }
                } else if first < 0x61 || first > 0x7A {
                    broken = .broken("the first word does not start with a letter")
                    return false
                }
                expected = first == 0x7A ? 0x61 : first + 1
                return true
            }
            return broken ?? InstructionFinding(expected != nil, "there are no words")
        }
    }

    private static let vowels = InstructionRule("words:vowel", passes: 3) { (_) in
        { (text, _) in
            let bare = text.part(text.stripped(text.all))
            if bare.bytes.contains(0x0A) { return .broken("there is more than one line") }
            return CountBound.atMost(3).finding(vowels(in: bare), "different vowels")
        }
    }

    /// How many of the five vowels there are.
    static func vowels(in text: ResponseText) -> Int {
        var seen = Set<UInt8>()
        for byte in text.lowercased().bytes {
            switch byte {
            case 0x61, 0x65, 0x69, 0x6F, 0x75: seen.insert(byte)
            default: break
            }
        }
        return seen.count
    }

    private static let consonants = InstructionRule("words:consonants", passes: 4) { (_) in
        { (text, _) in
            let lower = text.lowercased()
            var broken: InstructionFinding?
            lower.forEachWord(in: lower.all) { word in
                var run = 0
                for byte in lower.bytes[word] {
                    run = isConsonant(byte) ? run + 1 : 0
                    if run == 2 { return true }
                }
                broken = .broken("`\(lower.string(word).prefix(40))` has no two consonants together")
                return false
            }
            return broken ?? .followed
        }
    }

    private static func isConsonant(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x61, 0x65, 0x69, 0x6F, 0x75: false
        default: byte >= 0x62 && byte <= 0x7A
        }
    }

    private static let palindromes = InstructionRule("words:palindrome", passes: 8) { (_) in
        { (text, _) in
            CountBound.atLeast(10).finding(palindromes(in: text), "palindromes")
        }
    }

    /// How many words of five letters or more read the same backwards.
    static func palindromes(in text: ResponseText) -> Int {
        let (bare, words) = text.bareWords()
        var count = 0
        for word in words where word.count >= 5 {
            let scalars = bare.scalars(word)
            if scalars.count >= 5, scalars.elementsEqual(scalars.reversed()) { count += 1 }
        }
        return count
    }

    private static let primes = InstructionRule("words:prime_lengths", passes: 4) { (_) in
        { (text, _) in
            let bare = text.withoutPunctuation()
            for word in bare.words(in: bare.all) {
                let length = bare.scalarCount(word)
                guard length >= 2, length < 100, (2..<length).allSatisfy({ length % $0 != 0 }) else {
                    return .broken("`\(bare.string(word).prefix(40))` has \(length) letters, which is no prime")
                }
            }
            return .followed
        }
    }

    private static let repeats = InstructionRule("words:repeats", ["small_n"], passes: 12) {
        (arguments) throws(OptionFault) in
        let most = try arguments.whole("small_n")
        return { (text, _) in
            let (bare, words) = text.bareWords()
            var counts: [ArraySlice<UInt8>: Int] = [:]
            for word in words {
                let count = counts[bare.bytes[word], default: 0] + 1
                guard count <= most else {
                    return .broken("`\(bare.string(word).prefix(40))` occurs more than \(most) times")
                }
                counts[bare.bytes[word]] = count
            }
            return .followed
        }
    }

    private static let verb = InstructionRule("words:start_verb") { (_) in
        { (text, budget) throws(BudgetExhausted) in
            let words = try WordTokens.prefix(FirstWordTag.words, of: text, budget: &budget)
            guard !words.isEmpty else { return .broken("there is no word") }
            return InstructionFinding(FirstWordTag.isVerb(words), "it does not start with a verb")
        }
    }

    private static let syllables = InstructionRule("words:odd_even_syllables", passes: 16) { (_) in
        { (text, _) in
            let bare = text.withoutPunctuation().lowercased()
            var before: Bool?
            for word in bare.words(in: bare.all) {
                let isOdd = Syllables.count(in: bare.part(word)) % 2 == 1
                if before == isOdd {
                    return .broken("`\(bare.string(word).prefix(40))` has as odd or even a number as the word before")
                }
                before = isOdd
            }
            return .followed
        }
    }

    private static let lastFirst = InstructionRule("words:last_first", passes: 8) { (_) in
        { (text, budget) throws(BudgetExhausted) in
            let sentences = try SentenceSplitter.sentences(of: text, budget: &budget)
            for (sentence, next) in zip(sentences, sentences.dropFirst()) {
                let ending = text.strippedRight(sentence) { $0 == 0x20 || CodePoint.isPunctuation($0) }
                let beginning = text.strippedLeft(next) { $0 == 0x20 || CodePoint.isPunctuation($0) }
                guard let last = text.words(in: ending).last, let first = text.firstWord(in: beginning),
                    text.part(last).lowercased().bytes == text.part(first).lowercased().bytes
                else { return .broken("a sentence does not start with the last word of the one before") }
            }
            return .followed
        }
    }

    private static let paragraphLastFirst = InstructionRule("words:paragraph_last_first", passes: 6) { (_) in
        { (text, _) in
            for line in text.lines(in: text.all) {
                let lower = text.part(text.stripped(line)).lowercased()
                let words = lower.words(in: lower.strippedOfPunctuation(lower.all))
                guard let first = words.first, let last = words.last else { continue }
                if !lower.areEqual(first, last) { return .broken("a paragraph ends with another word than its first") }
            }
            return .followed
        }
    }

    private static let noConsecutive = InstructionRule("words:no_consecutive", passes: 6) { (_) in
        { (text, _) in
            let (bare, words) = text.bareWords()
            for (word, next) in zip(words, words.dropFirst()) where bare.first(of: word) == bare.first(of: next) {
                return .broken("two words that follow each other start alike")
            }
            return .followed
        }
    }

    /// The keyword of a rule in lower case, without white space around it.
    private static func keyword(_ arguments: InstructionArguments) throws(OptionFault) -> [UInt8] {
        let written = ResponseText(try arguments.text("keyword"))
        return written.part(written.stripped(written.all)).lowercased().bytes
    }

    private static let specificPosition = InstructionRule("words:keywords_specific_position", ["keyword", "n", "m"]) {
        (arguments) throws(OptionFault) in
        let keyword = try keyword(arguments)
        let place = try arguments.whole("n", 1...1_000_000)
        let word = try arguments.whole("m", 1...1_000_000)
        return { (text, budget) throws(BudgetExhausted) in
            let sentences = try SentenceSplitter.sentences(of: text, budget: &budget)
            guard place <= sentences.count else { return .broken("there are \(sentences.count) sentences") }
            // The sentence alone is divided anew, as a text.
            let sentence = text.part(sentences[place - 1])
            var words = 0
            var isThere = false
            for token in try WordTokens.tokens(of: sentence, budget: &budget) {
                let token = ResponseText(token)
                guard token.hasAlphanumeric else { continue }
                words += 1
                if words == word {
                    isThere = token.lowercased().bytes == keyword
                    break
                }
            }
            return InstructionFinding(isThere, "the keyword is not word \(word) of sentence \(place)")
        }
    }

    private static let position = InstructionRule("words:words_position", ["keyword"]) {
        (arguments) throws(OptionFault) in
        let keyword = try keyword(arguments)
        return { (text, budget) throws(BudgetExhausted) in
            var tokens = try WordTokens.tokens(of: text, budget: &budget)
            // A punctuation mark at the end is no word; so is a piece of the list of all marks.
            if tokens.count >= 2, let last = tokens.last, isPunctuation(last) { tokens.removeLast() }
            guard tokens.count >= 2 else { return .broken("there are too few words") }
            let words = [tokens[1], tokens[tokens.count - 2]].map { ResponseText($0).lowercased().bytes }
            return InstructionFinding(
                words[0] == keyword && words[1] == keyword,
                "the keyword is not both the second word and the last but one")
        }
    }

    private static let punctuation = ResponseText("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")

    private static func isPunctuation(_ token: [UInt8]) -> Bool {
        punctuation.firstIndex(of: token, in: punctuation.all) != nil
    }
}

extension ResponseText {
    /// The first word of a range between white space.
    func firstWord(in range: Range<Int>) -> Range<Int>? {
        var first: Range<Int>?
        forEachWord(in: range) {
            first = $0
            return false
        }
        return first
    }

    /// Whether any code point is a letter or has a numeric value.
    var hasAlphanumeric: Bool {
        var isFound = false
        forEachScalar(in: all) { value, _ in
            isFound = CodePoint.isAlphanumeric(value)
            return !isFound
        }
        return isFound
    }
}
