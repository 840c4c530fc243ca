/// What one instruction demands of an answer, as numbers and words that an answer can be built to.
enum InstructionDemand: Sendable, Hashable {
    case words(ClosedRange<Int>)
    case sentences(ClosedRange<Int>)
    /// Paragraphs between lines of `***`.
    case paragraphs(Int)
    /// Paragraphs between empty lines, one of which starts with a word.
    case firstWord(paragraphs: Int, place: Int, word: String)
    case sections(String, Int)
    case json
    case twoResponses
    case labels([String])
    case title
    case quotation
    case postscript(String)
    case ending(String)
    case request
    case keywords([String])
    case forbidden([String])
    case occurrences(String, ClosedRange<Int>)
    case letters(Character, ClosedRange<Int>)
    case capitals(ClosedRange<Int>)
    case upperCase
    case lowerCase
    case noComma
    case placeholders(Int)
    case highlights(Int)
    case bullets(Int)
    case differentWords(Int)
    case conjunctions(Int)
    case names(Int)
    case numbers(Int)
    case pronouns(Int)
    case wordInSentence(String, Int)
    case wordAtPlace(String, sentence: Int, word: Int)
    case startVerb
    case nestedBrackets
    case nestedQuotes
    case separator(String)
    case thesis
    case subBullets
    case bulletsLast
    case emoji
    case everyMark
}

extension InstructionDemand {
    /// Whether a built answer is as demanded, as far as other demands could have spoiled it.
    ///
    /// Counts are taken here by the plain rules that answers are built to, not by the verifier's. O(characters).
    func holds(in text: String) -> Bool {
        let bytes = Array(text.utf8)
        switch self {
        case .words(let range): return range.contains(AnswerCounts.words(bytes))
        case .sentences(let range): return range.contains(AnswerCounts.sentences(bytes))
        case .keywords(let words): return words.allSatisfy { AnswerCounts.occurrences($0, in: bytes) > 0 }
        case .forbidden(let words): return words.allSatisfy { AnswerCounts.occurrences($0, in: bytes) == 0 }
        case .occurrences(let word, let range): return range.contains(AnswerCounts.occurrences(word, in: bytes))
        case .letters(let letter, let range): return range.contains(AnswerCounts.occurrences(String(letter), in: bytes))
        case .capitals(let range): return range.contains(AnswerCounts.capitals(text))
        case .upperCase:
            return !bytes.contains { $0 >= 0x61 && $0 <= 0x7A }
                && AnswerCounts.words(bytes) >= AnswerCounts.wordsInCapitals
        case .lowerCase: return !bytes.contains { $0 >= 0x41 && $0 <= 0x5A }
        case .noComma: return !bytes.contains(0x2C)
        case .placeholders(let count): return bytes.count { $0 == 0x5B } >= count
        case .bullets(let count): return AnswerCounts.bullets(text) == count
        case .numbers(let count): return AnswerCounts.numbers(bytes) == count
        case .differentWords(let count): return AnswerCounts.differentWords(text) >= count
        case .ending(let phrase): return text.lowercased().hasSuffix(phrase.lowercased()) || text.hasSuffix("\"")
        default: return true
        }
    }

    /// How many sentences its parts need at the least.
    var leastSentences: Int {
        switch self {
        case .sentences(let range): range.lowerBound
        case .paragraphs(let count), .firstWord(let count, _, _), .sections(_, let count): count
        case .twoResponses, .bulletsLast, .thesis: 2
        case .labels(let labels): labels.count
        case .wordInSentence(_, let place), .wordAtPlace(_, let place, _): place
        default: 1
        }
    }
}

/// Counts of what stands in an answer built here: ASCII but for emoji, words between spaces, one stop a sentence.
enum AnswerCounts {
    /// How many words an answer in capitals has at the least: the language is told by the first and last letters of its
    /// words alone, and in shorter ones now and then wrongly.
    static let wordsInCapitals = 60

    /// Runs of letters, digits and underscores.
    static func words(_ bytes: [UInt8]) -> Int { runs(bytes, isWordByte) }

    /// Runs of digits.
    static func numbers(_ bytes: [UInt8]) -> Int { runs(bytes) { $0 >= 0x30 && $0 <= 0x39 } }

    private static func runs(_ bytes: [UInt8], _ isPart: (UInt8) -> Bool) -> Int {
        var count = 0
        var isInside = false
        for byte in bytes {
            let part = isPart(byte)
            if part, !isInside { count += 1 }
            isInside = part
        }
        return count
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        (byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A) || byte == 0x5F
    }

    /// Stops, question and exclamation marks at the end of a word.
    static func sentences(_ bytes: [UInt8]) -> Int {
        var count = 0
        for (index, byte) in bytes.enumerated() where byte == 0x2E || byte == 0x21 || byte == 0x3F {
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0x20
            if next == 0x20 || next == 0x0A || next == 0x22 { count += 1 }
        }
        return count
    }

    /// How often a word or letter in lower-case ASCII occurs in either case, within other words too.
    static func occurrences(_ word: String, in bytes: [UInt8]) -> Int {
        let wanted = Array(word.utf8)
        guard let first = wanted.first, bytes.count >= wanted.count else { return 0 }
        var count = 0
        var index = 0
        while index + wanted.count <= bytes.count {
            var isFound = lower(bytes[index]) == first
            if isFound {
                for place in wanted.indices.dropFirst() where lower(bytes[index + place]) != wanted[place] {
                    isFound = false
                    break
                }
            }
            if isFound { count += 1 }
            index += isFound ? wanted.count : 1
        }
        return count
    }

    private static func lower(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

    /// Words between white space with a letter in upper case and none in lower case.
    static func capitals(_ text: String) -> Int {
        text.utf8.split { $0 == 0x20 || $0 == 0x0A }.count { word in
            word.contains { $0 >= 0x41 && $0 <= 0x5A } && !word.contains { $0 >= 0x61 && $0 <= 0x7A }
        }
    }

    /// Lines that start with a hyphen or a star alone.
    static func bullets(_ text: String) -> Int {
        text.utf8.split(separator: 0x0A).count { line in
            line.first == 0x2D || (line.first == 0x2A && line.dropFirst().first != 0x2A)
        }
    }

    /// Different words between white space, marks and case aside.
    static func differentWords(_ text: String) -> Int {
        Set(
            text.utf8.split { $0 == 0x20 || $0 == 0x0A }.compactMap { word in
                let bare = word.filter(isWordByte).map(lower)
                return bare.isEmpty ? nil : bare
            }
        ).count
    }
}
