/// What stands round a cue in its clause and its sentence: whether they leave it a claim, or take one back.
struct ChoiceClause {
    let text: ByteText
    /// Where a sentence may suppose something, for each sentence with "if" and "would" in it; empty for most texts.
    private let conditions: Conditions

    /// Looks once for what makes a supposition. O(bytes).
    init(text: ByteText) {
        self.text = text
        conditions = Conditions(text)
    }

    private static let strangerKeys = ChoiceWords(Array(strangers))
    private static let suppositionKeys = ChoiceWords(Array(suppositions))

    private static let strangers: Set<String> = [
        "wrong", "incorrect", "false", "tempting", "possible", "another", "other", "alternative", "previous", "initial",
        "your", "their", "his", "her", "an", "any", "each", "no", "common", "expected", "every", "first", "potential",
    ]
    /// Words that make a clause no claim.
    static let suppositions: Set<String> = [
        "if", "whether", "suppose", "supposing", "assume", "assuming", "unless", "wonder", "not", "never", "doubt",
        "can't", "cannot", "isn't", "don't", "doesn't", "wouldn't", "couldn't", "won't", "didn't", "perhaps", "maybe",
        "could", "might", "may", "were", "why", "say", "says", "said", "claims", "claim", "think", "thought",
        "mark", "write", "provide", "format", "where", "unlikely", "impossible", "hardly", "n't",
    ]

    /// Whether the clause before a cue leaves it a claim: nothing in it denies or supposes.
    func isClaimed(before start: Int) -> Bool {
        if let before = place(before: start), Self.strangerKeys.contains(text.wordKey(at: before.lowerBound).key),
            Self.strangers.contains(text.word(at: before.lowerBound, before: before.upperBound))
        {
            return false
        }
        var index = start
        var words = 0
        while let before = clausePlace(before: index), words < 12 {
            if Self.suppositionKeys.contains(text.wordKey(at: before.lowerBound).key), !isOwnView(before) {
                return false
            }
            index = before.lowerBound
            words += 1
        }
        return true
    }

    /// Whether a word supposes nothing after all: "I think the answer is B" claims it, "they think" does not.
    private func isOwnView(_ place: Range<Int>) -> Bool {
        let word = text.word(at: place.lowerBound, before: place.upperBound)
        guard Self.suppositions.contains(word) else { return true }
        guard word == "think" || word == "say", let subject = self.word(before: place.lowerBound) else { return false }
        return ["i", "we", "would", "i'd"].contains(subject.word)
    }

    /// Whether the sentence round a place supposes: "if it were so, the answer would be A".
    func isSupposed(at place: Int) -> Bool { conditions.holds(at: place) }

    /// The word right before a place, marks of emphasis aside.
    func previousWord(before start: Int) -> (word: String, start: Int)? {
        place(before: start).map { (text.word(at: $0.lowerBound, before: $0.upperBound), $0.lowerBound) }
    }

    /// The word before a place within its clause.
    func word(before start: Int) -> (word: String, start: Int)? {
        clausePlace(before: start).map { (text.word(at: $0.lowerBound, before: $0.upperBound), $0.lowerBound) }
    }

    /// Where the word right before a place stands; of a long one its last 16 bytes.
    private func place(before start: Int) -> Range<Int>? {
        var end = start
        while let byte = text.byte(at: end - 1), byte.isBlank || byte.isOne(of: "*_\"") { end -= 1 }
        var begin = end
        while let byte = text.byte(at: begin - 1), end - begin < 16, byte.isWordByte || byte == UInt8(ascii: "'") {
            begin -= 1
        }
        return begin < end ? begin..<end : nil
    }

    private func clausePlace(before start: Int) -> Range<Int>? {
        var index = start - 1
        while let byte = text.byte(at: index), !byte.isWordByte, byte != UInt8(ascii: "'") {
            if byte.isOne(of: ".,;:!?\n\r") { return nil }
            index -= 1
        }
        return index < 0 ? nil : place(before: index + 1)
    }
}

extension ChoiceClause {
    /// What makes "that", "which" or "it" take back what was said before.
    private static let denials = [
        " is wrong", " is incorrect", " is not correct", " is not right", " isn't correct", " isn't right",
        " was wrong",
        " was incorrect", " can't be right", " cannot be right",
    ]
    /// Words that take back what was said.
    static let withdrawals: Set<String> = ["wait", "correction", "reconsider", "reconsidering"]

    /// Whether the text takes back here what it said before.
    func takesBack(_ word: String, at start: Int, end: Int) -> Bool {
        func follows(_ words: String) -> Bool {
            let bytes = Array(words.utf8)
            guard end + bytes.count <= text.bytes.count else { return false }
            return zip(text.bytes[end..<end + bytes.count], bytes).allSatisfy { $0.inLowerCase == $1 }
        }
        switch word {
        case "wait": return [",", ".", " ", "!", "—", "-", "…"].contains { follows($0) } && startsClause(start)
        case "actually": return startsClause(start)
        case "take": return follows(" that back") || follows(" it back")
        case "that", "this", "which", "it":
            return startsClause(start) && Self.denials.contains { follows($0) }
        case "hold": return follows(" on") && startsClause(start)
        case "scratch": return follows(" that")
        case "on": return follows(" second thought")
        case "made": return follows(" a mistake") || follows(" an error")
        case _ where Self.withdrawals.contains(word): return startsClause(start) || word.hasPrefix("recons")
        default: return false
        }
    }

    private func startsClause(_ start: Int) -> Bool {
        var index = start - 1
        while let byte = text.byte(at: index), byte.isBlank || byte.isOne(of: "*_\"'(") { index -= 1 }
        guard let byte = text.byte(at: index) else { return true }
        if !byte.isWordByte { return true }
        let before = previousWord(before: start)?.word ?? ""
        return ["no", "oh", "but", "hmm", "and", "so"].contains(before)
    }
}

extension ChoiceClause {
    /// The places of "if", of "would" and of the ends of sentences, in order.
    private struct Conditions {
        private var ifs: [Int] = []
        private var woulds: [Int] = []
        private var ends: [Int] = []
        /// How far from a place a sentence is looked at.
        private static let reach = 200

        init(_ text: ByteText) {
            var isInWord = false
            for (index, byte) in text.bytes.enumerated() {
                let wasInWord = isInWord
                isInWord = byte.isWordByte || byte == UInt8(ascii: "'")
                guard !wasInWord else { continue }
                switch byte.inLowerCase {
                case UInt8(ascii: "i") where Self.has("if", in: text, at: index): ifs.append(index)
                case UInt8(ascii: "w") where Self.has("would", in: text, at: index): woulds.append(index)
                default: break
                }
            }
            guard !ifs.isEmpty, !woulds.isEmpty else { return }
            ends = text.bytes.indices.filter { text.bytes[$0].isOne(of: ".!?\n\r;") }
        }

        private static func has(_ word: StaticString, in text: ByteText, at start: Int) -> Bool {
            let end = start + word.utf8CodeUnitCount
            guard end <= text.bytes.count else { return false }
            let isThere = word.withUTF8Buffer { zip($0, text.bytes[start..<end]).allSatisfy { $0 == $1.inLowerCase } }
            guard isThere, let next = text.byte(at: end) else { return isThere }
            return !next.isWordByte && next != UInt8(ascii: "'")
        }

        /// Whether both words stand in the sentence round a place, near to it. O(log bytes).
        func holds(at place: Int) -> Bool {
            guard !ifs.isEmpty, !woulds.isEmpty else { return false }
            let next = Self.first(in: ends, from: place)
            let high = min(next < ends.count ? ends[next] : Int.max, place + Self.reach)
            let low = max(next > 0 ? ends[next - 1] + 1 : 0, place - Self.reach)
            return [ifs, woulds].allSatisfy { places in
                let index = Self.first(in: places, from: low)
                return index < places.count && places[index] < high
            }
        }

        /// The index of the first that is not below a place.
        private static func first(in places: [Int], from place: Int) -> Int {
            var low = 0
            var high = places.count
            while low < high {
                let middle = (low + high) / 2
                if places[middle] < place { low = middle + 1 } else { high = middle }
            }
            return low
        }
    }
}
