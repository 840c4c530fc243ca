/// IFBench's rules about how often something stands in the answer.
enum CountRules {
    static let all: [InstructionRule] = [
        wordRange, uniqueWords, conjunctions, personNames, numbers, pronouns, punctuation, japanese, keywords,
    ]

    private static let wordRange = InstructionRule("count:word_count_range", ["min_words", "max_words"]) {
        (arguments) throws(OptionFault) in
        let bound = CountBound.between(try arguments.whole("min_words"), try arguments.whole("max_words"))
        return { (text, _) in bound.finding(WordRuns.count(in: text), "words") }
    }

    private static let uniqueWords = InstructionRule("count:unique_word_count", ["N"], passes: 12) {
        (arguments) throws(OptionFault) in
        let bound = CountBound.atLeast(try arguments.whole("N"))
        return { (text, _) in bound.finding(uniqueWords(in: text), "different words") }
    }

    /// How many different words there are between white space, case and punctuation around them aside.
    static func uniqueWords(in text: ResponseText) -> Int {
        let lower = text.lowercased()
        var seen = Set<ArraySlice<UInt8>>()
        lower.forEachWord(in: lower.all) { word in
            seen.insert(lower.bytes[lower.strippedOfPunctuation(word)])
            return true
        }
        return seen.count
    }

    private static let conjunctions = InstructionRule("count:conjunctions", ["small_n"], passes: 4) {
        (arguments) throws(OptionFault) in
        let bound = CountBound.atLeast(try arguments.whole("small_n"))
        return { (text, _) in bound.finding(conjunctions(in: text), "different conjunctions") }
    }

    private static let conjunctionList = WordSet("and but for nor or so yet")

    /// How many different coordinating conjunctions there are, as they are written: `But` and `but` are two.
    static func conjunctions(in text: ResponseText) -> Int {
        var seen = Set<ArraySlice<UInt8>>()
        text.forEachWord(in: text.all) { word in
            if conjunctionList.contains(text, text.strippedOfPunctuation(word)) { seen.insert(text.bytes[word]) }
            return true
        }
        return seen.count
    }

    /// The fifty names that the instruction lists.
    private static let names = """
        Emma Liam Sophia Jackson Olivia Noah Ava Lucas Isabella Mason Mia Ethan Charlotte Alexander Amelia Benjamin \
        Harper Leo Zoe Daniel Chloe Samuel Lily Matthew Grace Owen Abigail Gabriel Ella Jacob Scarlett Nathan Victoria \
        Elijah Layla Nicholas Audrey David Hannah Christopher Penelope Thomas Nora Andrew Aria Joseph Claire Ryan \
        Stella Jonathan
        """

    private static let personNames = InstructionRule("count:person_names", ["N"], passes: 6) {
        (arguments) throws(OptionFault) in
        let bound = CountBound.atLeast(try arguments.whole("N"))
        return { (text, _) in bound.finding(personNames(in: text), "of the names") }
    }

    private static let nameSet = WordSet(names)

    /// How many of the fifty names there are.
    static func personNames(in text: ResponseText) -> Int {
        // A name is letters alone, so that it stands between boundaries where it is a whole run of word characters.
        var seen = Set<ArraySlice<UInt8>>()
        WordRuns.forEach(in: text) { word in
            let bytes = text.bytes[word]
            if nameSet.contains(bytes) { seen.insert(bytes) }
            return true
        }
        return seen.count
    }

    private static let numbers = InstructionRule("count:numbers", ["N"], passes: 3) { (arguments) throws(OptionFault) in
        let bound = CountBound.exactly(try arguments.whole("N"))
        return { (text, _) in bound.finding(Digits.runs(in: text.withoutPunctuation()).count, "numbers") }
    }

    /// Personal, possessive, reflexive, demonstrative, interrogative and indefinite pronouns.
    private static let pronounList = WordSet(
        """
        i me we us you he him she her it they them my mine our ours your yours his hers its their theirs myself \
        ourselves yourself yourselves himself herself itself themselves this that these those who whom whose which \
        what whoever whomever whatever whichever anybody anyone anything everybody everyone everything nobody nothing \
        somebody someone something each either neither both all some any none
        """)

    private static let pronouns = InstructionRule("count:pronouns", ["N"], passes: 6) {
        (arguments) throws(OptionFault) in
        let bound = CountBound.atLeast(try arguments.whole("N"))
        return { (text, budget) throws(BudgetExhausted) in
            bound.finding(try pronouns(in: text, budget: &budget), "pronouns")
        }
    }

    /// How many pronouns there are.
    static func pronouns(in text: ResponseText, budget: inout Budget) throws(BudgetExhausted) -> Int {
        let spaced = ResponseText(text.bytes.map { $0 == 0x2F ? 0x20 : $0 }).lowercased()
        var count = 0
        for token in try WordTokens.tokens(of: spaced, budget: &budget) where pronounList.contains(token[...]) {
            count += 1
        }
        return count
    }

    private static let punctuation = InstructionRule("count:punctuation", passes: 6) { (_) in
        { (text, _) in
            let questionFirst = text.firstIndex(of: [0x3F, 0x21], in: text.all)
            let exclamationFirst = text.firstIndex(of: [0x21, 0x3F], in: text.all)
            guard questionFirst != nil || exclamationFirst != nil || text.contains("\u{203D}") else {
                return .broken("there is no interrobang")
            }
            // The one that makes the interrobang does not count for its two signs.
            let removed = questionFirst ?? exclamationFirst
            var missing: Set<UInt8> = [0x2E, 0x2C, 0x21, 0x3F, 0x3B, 0x3A]
            for (index, byte) in text.bytes.enumerated() {
                if let removed, index == removed || index == removed + 1 { continue }
                missing.remove(byte)
            }
            return InstructionFinding(missing.isEmpty, "\(missing.count) punctuation marks are missing")
        }
    }

    private static let japanese = InstructionRule("count:words_japanese", ["N"], passes: 4) {
        (arguments) throws(OptionFault) in
        let cycle = try arguments.whole("N", 1...1_000_000_000)
        return { (text, _) in
            for (index, word) in text.words(in: text.all).enumerated() where (index + 1) % cycle == 0 {
                let bare = text.strippedOfPunctuation(word)
                let scalars = text.scalars(bare)
                if scalars.isEmpty || scalars.allSatisfy(CodePoint.isDigit) { continue }
                guard scalars.contains(where: isJapanese) else { return .broken("word \(index + 1) is not Japanese") }
            }
            return .followed
        }
    }

    private static func isJapanese(_ value: UInt32) -> Bool {
        (value >= 0x3040 && value <= 0x30FF) || (value >= 0x4E00 && value <= 0x9FFF)
    }

    private static let keywords = InstructionRule(
        "count:keywords_multiple", ["keyword1", "keyword2", "keyword3", "keyword4", "keyword5"], passes: 12
    ) { (arguments) throws(OptionFault) in
        var wanted: [(ResponseText, Int)] = []
        for (index, count) in [1, 2, 3, 5, 7].enumerated() {
            let name = "keyword\(index + 1)"
            let written = ResponseText(try arguments.text(name))
            let keyword = written.part(written.stripped(written.all)).lowercased()
            guard keyword.count > 0 else { throw arguments.fault(name, "is white space alone") }
            wanted.append((keyword, count))
        }
        return { [wanted] (text, budget) throws(BudgetExhausted) in
            let lower = text.lowercased()
            for (keyword, count) in wanted {
                try budget.spend(bytes: lower.count * min(keyword.count, 64))
                let found = lower.count(of: keyword.bytes)
                guard found == count else {
                    return .broken("`\(keyword.string(keyword.all))` occurs \(found) times, asked for are \(count)")
                }
            }
            return .followed
        }
    }
}

/// A fixed set of words in lower-case ASCII.
struct WordSet: Sendable {
    private let words: Set<ArraySlice<UInt8>>

    /// Words with one space between them.
    init(_ list: String) { words = Set(list.split(separator: " ").map { Array($0.utf8)[...] }) }

    /// Whether a word is one of them as it is.
    func contains(_ word: ArraySlice<UInt8>) -> Bool { words.contains(word) }

    /// Whether a range of a text is one of them in lower case.
    func contains(_ text: ResponseText, _ range: Range<Int>) -> Bool {
        guard range.count < 64 else { return false }
        let lower = text.part(range).lowercased()
        return words.contains(lower.bytes[...])
    }
}

/// Runs of decimal digits: what `\d+` finds.
enum Digits {
    /// Where they stand. O(bytes).
    static func runs(in text: ResponseText) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start = -1
        text.forEachScalar(in: text.all) { value, index in
            if CodePoint.isDecimal(value) {
                if start < 0 { start = index }
            } else if start >= 0 {
                runs.append(start..<index)
                start = -1
            }
            return true
        }
        if start >= 0 { runs.append(start..<text.count) }
        return runs
    }
}
