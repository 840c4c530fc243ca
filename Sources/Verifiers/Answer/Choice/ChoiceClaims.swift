/// Finds the places where a text says which option is the answer: "the answer is (B)", "Answer: B", "B is correct",
/// `\boxed{B}`.
///
/// What is denied, asked, supposed or one of several that could be is no claim.
struct ChoiceClaims {
    /// A claim: one option, or several of which it is not said which.
    struct Claim {
        let indexes: [Int]
        let span: Range<Int>
        var strength = Strength.answer
    }

    /// How plainly an option is called the answer: where one way is used, those below it do not count.
    enum Strength: Int {
        /// "This matches option B."
        case match
        /// "B is correct."
        case correct
        /// "The answer is B."
        case answer
    }

    let text: ByteText
    let choices: AnswerChoices
    private let label: ChoiceLabel
    private let clause: ChoiceClause

    init(text: ByteText, choices: AnswerChoices) {
        self.text = text
        self.choices = choices
        label = ChoiceLabel(text: text, choices: choices)
        clause = ChoiceClause(text: text)
    }

    /// Claims in order; where the text takes back what it said, those before are left out and told as `withdrawn`.
    func find(budget: inout Budget) throws(BudgetExhausted) -> (claims: [Claim], withdrawn: [Claim], isOpen: Bool) {
        var claims: [Claim] = []
        var withdrawn: [Claim] = []
        var isOpen = false
        var index = 0
        while index < text.bytes.count {
            let byte = text.bytes[index]
            guard byte.isLetter || byte == UInt8(ascii: "\\") else {
                index += 1
                continue
            }
            if byte == UInt8(ascii: "\\") {
                try budget.spend(bytes: 64)
                if let claim = try boxed(at: index, budget: &budget) {
                    claims.append(claim)
                    isOpen = false
                }
                index += 2
                continue
            }
            let (key, end) = text.wordKey(at: index)
            guard Self.cues.contains(key) else {
                index = end
                continue
            }
            try budget.spend(bytes: 128)
            let word = text.word(at: index, before: text.bytes.count)
            if clause.takesBack(word, at: index, end: end) {
                isOpen = isOpen || !claims.isEmpty
                withdrawn += claims
                claims.removeAll()
            } else if let claim = try claim(of: word, at: index, end: end, budget: &budget) {
                claims.append(claim)
                isOpen = false
            }
            index = end
        }
        let strongest = claims.map(\.strength.rawValue).max()
        return (claims.filter { $0.strength.rawValue == strongest }, withdrawn, isOpen)
    }

    // MARK: Cues

    /// Every word that `claim` and `takesBack` ask for; all others are passed over at once.
    private static let cues = ChoiceWords(
        [
            "answer", "ans", "is", "be", "matches", "corresponds", "that", "this", "which", "it", "wait", "actually",
            "take", "hold", "scratch", "on", "made",
        ] + nouns + verbs + ChoiceClause.withdrawals)

    private static let adjectives: Set<String> = [
        "correct", "right", "best", "final", "true", "accurate", "appropriate", "suitable", "likely", "plausible", "my",
        "chosen", "accurate",
    ]
    private static let nouns: Set<String> = ["option", "choice", "letter", "selection", "response", "statement", "one"]
    private static let verbs: Set<String> = ["choose", "pick", "select", "chose", "picked", "selected", "go", "going"]
    private static let subjects: Set<String> = [
        "i", "we", "would", "will", "i'll", "i'd", "i'm", "must", "should", "therefore", "so", "then", "i've", "thus",
    ]

    private func claim(
        of word: String, at start: Int, end: Int, budget: inout Budget
    ) throws(BudgetExhausted) -> Claim? {
        switch word {
        case "answer", "ans":
            guard clause.isClaimed(before: start), !clause.isSupposed(at: start) else { return nil }
            return try object(after: end, isLinked: false, budget: &budget)
        case _ where Self.nouns.contains(word):
            guard let before = clause.previousWord(before: start), Self.adjectives.contains(before.word),
                clause.isClaimed(before: start)
            else { return nil }
            return try object(after: end, isLinked: false, budget: &budget)
        case _ where Self.verbs.contains(word):
            guard let before = clause.previousWord(before: start), Self.subjects.contains(before.word),
                clause.isClaimed(before: start)
            else { return nil }
            return try object(after: end, isLinked: true, budget: &budget)
        case "is", "be": return predicate(at: start, end: end) ?? identity(at: start, end: end)
        case "matches", "corresponds": return match(of: word, at: start, end: end)
        default: return nil
        }
    }

    // MARK: What a cue says

    private static let links: Set<String> = ["is", "be", "was"]
    private static let fillers: Set<String> = [
        "would", "should", "must", "will", "has", "to", "going", "the", "therefore", "thus", "hence", "then", "so",
        "indeed",
        "clearly", "definitely", "obviously", "most", "likely", "probably", "simply", "just", "now", "given", "by",
        "option", "choice", "letter", "answer", "correct", "final", "best", "right", "one", "as", "follows", "here",
        "with",
        "certainly", "number", "statement", "my", "accurate", "appropriate", "of", "both", "either", "again", "still",
        "also", "question", "this", "problem", "only", "that",
    ]

    /// The option named after a cue; nil where none is, or it is denied.
    private func object(after end: Int, isLinked: Bool, budget: inout Budget) throws(BudgetExhausted) -> Claim? {
        var isLinked = isLinked
        var isAfterColon = false
        // Within "the answer that fits best" any words may stand before the "is".
        var roams = false
        var index = end
        // `{"answer": "B"}`
        if text.has(Array("\":".utf8), at: index) { index += 1 }
        let limit = min(text.bytes.count, end + 400)
        for step in 0..<16 {
            try budget.spend(steps: 16)
            let isNewLine = skipMarks(&index, before: limit)
            guard index < limit else { return nil }
            let byte = text.bytes[index]
            if let length = linkLength(at: index) {
                isLinked = true
                isAfterColon = byte == UInt8(ascii: ":")
                index += length
                continue
            }
            if isNewLine, !isLinked {
                // A heading: the next line is the answer and nothing else.
                guard step == 0 else { return nil }
                let line = text.trimmed(index..<text.lineEnd(from: index))
                return ChoiceLone(text: text, choices: choices).read(line, allowsRest: false)
            }
            if isLinked, let claim = try named(at: index, budget: &budget) { return claim }
            if isAfterColon, byte.isLetter, byte == byte.inLowerCase {
                // `Answer: b` at the end of its line.
                let line = text.trimmed(index..<text.lineEnd(from: index))
                let lone = ChoiceLone(text: text, choices: choices)
                if line.count < 8, let claim = lone.read(line, allowsRest: false) { return claim }
            }
            guard byte.isLetter else {
                // An opening mark before words: "the answer is: (see below) …" names nothing.
                return nil
            }
            let word = text.word(at: index, before: limit)
            let wordEnd = text.wordEnd(from: index, before: limit)
            if Self.links.contains(word) {
                isLinked = true
            } else if !isLinked, ["that", "which", "for", "in", "of", "to", "here"].contains(word) {
                roams = true
            } else if !Self.fillers.contains(word), isLinked || !roams || ChoiceClause.suppositions.contains(word) {
                return nil
            }
            index = wordEnd
        }
        return nil
    }

    /// Passes over blanks and marks of emphasis, and over ends of lines; says whether it passed one of these.
    private func skipMarks(_ index: inout Int, before limit: Int) -> Bool {
        var isNewLine = false
        while index < limit {
            let byte = text.bytes[index]
            if byte == 0x0A || byte == 0x0D {
                isNewLine = true
            } else if !byte.isBlank, byte != UInt8(ascii: "#") {
                // An asterisk may open the label itself; the label's reader passes over it too.
                guard byte.isOne(of: "*_~,") else { break }
            }
            index += 1
        }
        return isNewLine
    }

    private func linkLength(at index: Int) -> Int? {
        let next = text.byte(at: index + 1)
        switch text.bytes[index] {
        case UInt8(ascii: ":"): return 1
        case UInt8(ascii: "="): return next == UInt8(ascii: ">") ? 2 : 1
        case UInt8(ascii: "-"): return next == UInt8(ascii: ">") || next == 0x20 ? 2 : nil
        default:
            let length = text.dashLength(at: index)
            return length > 0 ? length : nil
        }
    }

    /// The option or options named at a place.
    private func named(at start: Int, budget: inout Budget) throws(BudgetExhausted) -> Claim? {
        let limit = text.bytes.count
        try budget.spend(bytes: choices.texts.reduce(64) { $0 + min($1.count, 1_000) })
        guard let reading = label.read(at: start, before: limit) else {
            var begin = start
            while begin < limit, text.bytes[begin].isOne(of: "*_\"'$`([{“‘") { begin += 1 }
            guard let option = choices.text(at: begin, before: limit, in: text), !isAsked(after: option.end) else {
                return nil
            }
            var indexes = choices.indexes(ofText: choices.texts[option.index])
            var end = option.end
            if let other = labelAside(after: end) {
                end = other.end
                // Its own label says which of several options of one text is meant.
                if indexes.contains(other.index) { indexes = [other.index] } else { indexes.append(other.index) }
            }
            while indexes.count < 10, let next = joined(after: end) {
                if !indexes.contains(next.index) { indexes.append(next.index) }
                end = next.end
            }
            return Claim(indexes: indexes, span: begin..<option.end)
        }
        var indexes = [reading.index]
        var end = reading.end
        if let option = optionText(after: reading) {
            end = option.end
            if option.index != reading.index, choices.texts[option.index] != choices.texts[reading.index] {
                indexes.append(option.index)
            }
        }
        while indexes.count < 10, let next = joined(after: end) {
            if !indexes.contains(next.index) { indexes.append(next.index) }
            end = next.end
        }
        return isAsked(after: end) ? nil : Claim(indexes: indexes, span: reading.span)
    }

    /// The text of an option that follows a label as its own.
    private func optionText(after reading: ChoiceLabel.Reading) -> (index: Int, end: Int)? {
        var index = reading.end
        var isSentence = false
        while let byte = text.byte(at: index), index - reading.end < 8,
            byte.isBlank || byte.isOne(of: "().:-*_`\"$") || text.dashLength(at: index) > 0
        {
            if byte == UInt8(ascii: ".") { isSentence = true }
            index += 1
        }
        guard let option = choices.text(at: index, before: text.bytes.count, in: text) else { return nil }
        // "The answer is B. Paris is …" begins a sentence of its own.
        if isSentence, option.index != reading.index {
            let rest = text.trimmed(option.end..<text.lineEnd(from: option.end))
            guard rest.isEmpty || text.bytes[rest].allSatisfy({ $0.isOne(of: ".*_\"") }) else { return nil }
        }
        return option
    }

    /// A label in brackets right behind an option's text: the `(A)` of "Paris (A)".
    private func labelAside(after end: Int) -> (index: Int, end: Int)? {
        var index = end
        while let byte = text.byte(at: index), byte.isBlank || byte.isOne(of: "*_`\"'$") { index += 1 }
        guard let byte = text.byte(at: index), byte.isOne(of: "([") else { return nil }
        return label.read(at: index, before: text.bytes.count).map { ($0.index, $0.end) }
    }

    /// Words that may stand before the second of two: "A or, more likely, B".
    private static let hedges: Set<String> = [
        "possibly", "maybe", "perhaps", "either", "also", "even", "more", "likely", "rather",
    ]

    /// Another label or option's text joined to one by "or", "and", or a sign between two of a kind.
    private func joined(after end: Int) -> (index: Int, end: Int)? {
        var index = end
        var isJoined = false
        func skip() {
            while let byte = text.byte(at: index), byte.isBlank || byte.isOne(of: "*_`$~\"'") { index += 1 }
        }
        skip()
        while let byte = text.byte(at: index), index < end + 16 {
            let dash = text.dashLength(at: index)
            guard dash > 0 || byte.isOne(of: ",;/&|+([-") else { break }
            // A bracket belongs to the label that it opens.
            isJoined = true
            if byte.isOne(of: "(["), label.read(at: index, before: text.bytes.count) != nil { break }
            index += max(dash, 1)
            skip()
        }
        var isOr = false
        for word in ["or", "and", "as", "plus"] where word == text.word(at: index, before: text.bytes.count) {
            if word == "as" {
                guard text.has(Array("as well as ".utf8), at: index) else { break }
                index += 10
            } else {
                index = text.wordEnd(from: index, before: text.bytes.count)
            }
            isOr = word == "or"
            isJoined = true
            break
        }
        // Two options with nothing between them are two as well.
        guard isJoined || index > end && option(at: index) != nil else { return nil }
        skip()
        func isComma() -> Bool { isJoined && text.byte(at: index) == UInt8(ascii: ",") }
        for _ in 0..<4 where isComma() || Self.hedges.contains(text.word(at: index, before: text.bytes.count)) {
            index = isComma() ? index + 1 : text.wordEnd(from: index, before: text.bytes.count)
            skip()
        }
        guard
            let next = label.read(at: index, before: text.bytes.count).map({ ($0.index, $0.end) }) ?? option(at: index)
        else {
            return nil
        }
        // "B and C is wrong", "B, A being the other": a clause of its own.
        var after = next.1
        while let byte = text.byte(at: after), byte.isBlank || byte == UInt8(ascii: "*") { after += 1 }
        let follower = text.word(at: after, before: text.bytes.count)
        if !isOr, ["is", "are", "was", "would", "being", "can", "does", "has", "isn't", "cannot"].contains(follower) {
            return nil
        }
        return next
    }

    private func option(at start: Int) -> (index: Int, end: Int)? {
        choices.text(at: start, before: text.bytes.count, in: text)
    }

    private func isAsked(after end: Int) -> Bool {
        var index = end
        while let byte = text.byte(at: index), byte.isBlank || byte.isOne(of: "*_)`\"'") { index += 1 }
        return text.byte(at: index) == UInt8(ascii: "?")
    }

    // MARK: Predicates and boxes

    /// "B is the correct answer", "option B is correct."
    private func predicate(at start: Int, end: Int) -> Claim? {
        var before = start
        if let modal = clause.previousWord(before: start), ["must", "would", "should", "will"].contains(modal.word) {
            before = modal.start
        }
        while let byte = text.byte(at: before - 1), byte.isBlank || byte.isOne(of: "*_`\"')]}$") { before -= 1 }
        guard before > 0, text.bytes[before - 1].isLetter || text.bytes[before - 1].isDigit,
            choices.index(of: text.bytes[before - 1]) != nil
        else { return nil }
        var begin = before - 1
        while let byte = text.byte(at: begin - 1), byte.isOne(of: "*_`\"'([{$") { begin -= 1 }
        guard let reading = label.read(at: begin, before: text.bytes.count), reading.span.lowerBound == before - 1
        else { return nil }
        var cue = begin
        let noun = clause.previousWord(before: begin)
        if let noun, ["option", "choice", "answer"].contains(noun.word) { cue = noun.start }
        guard clause.isClaimed(before: cue), cue != begin || reading.isWrapped || standsAlone(begin) else { return nil }
        if let noun, ["or", "and", "nor", "neither"].contains(noun.word) { return nil }
        guard let strength = isRight(after: end) else { return nil }
        let isPlain = strength == .answer || cue != begin
        return Claim(indexes: [reading.index], span: reading.span, strength: isPlain ? .answer : .correct)
    }

    /// "This is option B", "which is (B)": what was found is that option.
    private func identity(at start: Int, end: Int) -> Claim? {
        guard let before = clause.previousWord(before: start), ["this", "that", "which"].contains(before.word),
            clause.isClaimed(before: before.start)
        else { return nil }
        return option(after: end)
    }

    /// "This matches option B", "it corresponds to (B)".
    private func match(of word: String, at start: Int, end: Int) -> Claim? {
        guard clause.isClaimed(before: start) else { return nil }
        var index = end
        if word == "corresponds" {
            while text.byte(at: index)?.isBlank == true { index += 1 }
            guard text.word(at: index, before: text.bytes.count) == "to" else { return nil }
            index += 2
        }
        return option(after: index)
    }

    /// The one option that a clause ends with, called so or in brackets: "option B.", "the choice (B),"; no bare letter.
    private func option(after end: Int) -> Claim? {
        var index = end
        while let byte = text.byte(at: index), byte.isBlank || byte.isOne(of: "*_") { index += 1 }
        for word in ["the", "answer", "with"] where text.word(at: index, before: text.bytes.count) == word {
            index += word.utf8.count
            while let byte = text.byte(at: index), byte.isBlank || byte.isOne(of: "*_") { index += 1 }
        }
        let isNamed = ["option", "choice", "answer"].contains(text.word(at: index, before: text.bytes.count))
        guard isNamed || text.byte(at: index).map({ $0.isOne(of: "([") }) == true,
            let reading = label.read(at: index, before: text.bytes.count), joined(after: reading.end) == nil
        else { return nil }
        var after = reading.end
        while let byte = text.byte(at: after), byte.isBlank || byte.isOne(of: "*_`\"'") { after += 1 }
        guard endsClause(after, word: text.word(at: after, before: text.bytes.count)) else { return nil }
        return Claim(indexes: [reading.index], span: reading.span, strength: .match)
    }

    private static let introductions: Set<String> = [
        "that", "so", "thus", "hence", "therefore", "then", "think", "believe", "conclude", "clearly", "because",
        "since", "but",
        "means", "is", "only", "letter",
    ]

    /// Whether nothing before a bare letter makes it part of a name: "Vitamin C", "A or B".
    private func standsAlone(_ start: Int) -> Bool {
        guard let before = clause.word(before: start) else { return true }
        return Self.introductions.contains(before.word)
    }

    /// What is said of an option: that it is the answer, or that it is correct.
    private enum Praise {
        case answer, correct
    }

    /// Whether "the correct answer" follows, or "correct" at the end of a clause.
    private func isRight(after end: Int) -> Praise? {
        var index = end
        var isDefinite = false
        var isPraised = false
        for _ in 0..<7 {
            while let byte = text.byte(at: index), byte.isBlank || byte.isOne(of: "*_") { index += 1 }
            let word = text.word(at: index, before: text.bytes.count)
            switch word {
            case "the", "my": isDefinite = true
            case "correct", "right", "best", "final", "true": isPraised = true
            case "answer", "option", "choice": return isDefinite || isPraised ? .answer : nil
            case "therefore", "thus", "clearly", "indeed", "hence", "most", "only", "definitely", "likely", "accurate":
                break
            default: return isPraised && endsClause(index, word: word) ? .correct : nil
            }
            index = text.wordEnd(from: index, before: text.bytes.count)
        }
        return nil
    }

    private func endsClause(_ index: Int, word: String) -> Bool {
        guard let byte = text.byte(at: index) else { return true }
        return byte.isOne(of: ".,;!\n\r") || ["because", "since", "as", "here"].contains(word)
    }

    private static let longestBox = 300

    private func boxed(at backslash: Int, budget: inout Budget) throws(BudgetExhausted) -> Claim? {
        guard let start = LaTeX.argument(of: Array("boxed".utf8), at: backslash, in: text),
            text.byte(at: start) == UInt8(ascii: "{")
        else { return nil }
        let limit = min(text.bytes.count, start + Self.longestBox)
        try budget.spend(bytes: Self.longestBox)
        guard let end = LaTeX.closingBrace(from: start, before: limit, in: text) else { return nil }
        let content = start + 1..<end
        if let claim = ChoiceLone(text: text, choices: choices).read(content, allowsRest: true) { return claim }
        return try named(at: text.trimmed(content).lowerBound, budget: &budget)
    }
}
