/// One sequence without white space, rewritten rule by rule until spaces divide its tokens.
///
/// The rules and their order are those of NLTK's tokenizer; where a rule looks at the text around the sequence it is
/// told what stands there.
struct TreebankRewriting {
    private static let space: UInt32 = 0x20
    private static let quote: UInt32 = 0x22
    private static let apostrophe: UInt32 = 0x27

    private var scalars: [UInt32]

    /// A sequence; `period` is where the one stands that ends the sentence.
    init(_ chunk: [UInt32], isFirst: Bool, isAfterSpace: Bool, period: Int?) {
        scalars = chunk
        if let period { scalars[period] = Self.finalPeriod }
        openQuotes(isFirst: isFirst, isAfterSpace: isAfterSpace)
        divideSigns()
        closeQuotes()
        divideContractions()
    }

    /// Stands for the period that ends the sentence while the rules run: no text holds this value.
    private static let finalPeriod: UInt32 = 0x11_0000

    /// Calls a function with each token; returns false when that did.
    mutating func forEachToken(_ body: ([UInt8]) -> Bool) -> Bool {
        var token: [UInt8] = []
        for value in scalars {
            if value == Self.space {
                if !token.isEmpty, !body(token) { return false }
                token.removeAll()
            } else if let scalar = Unicode.Scalar(value) {
                token.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
        return token.isEmpty || body(token)
    }

    /// Whether a code point closes what a sentence ends in.
    static func isCloser(_ value: UInt32) -> Bool {
        switch value {
        case 0x5D, 0x29, 0x7D, 0x3E, 0x22, 0x27, 0xBB, 0x201D, 0x2019: true
        default: false
        }
    }

    /// Writes the text anew: a function gives for each place how much of it is taken, and what is written instead.
    private mutating func rewrite(_ rule: (_ text: [UInt32], _ index: Int, _ result: inout [UInt32]) -> Int) {
        var result: [UInt32] = []
        result.reserveCapacity(scalars.count + 8)
        var index = 0
        while index < scalars.count {
            let taken = rule(scalars, index, &result)
            if taken == 0 {
                result.append(scalars[index])
                index += 1
            } else {
                index += taken
            }
        }
        scalars = result
    }

    private func contains(_ isWanted: (UInt32) -> Bool) -> Bool { scalars.contains(where: isWanted) }

    // Opening quotes.

    private mutating func openQuotes(isFirst: Bool, isAfterSpace: Bool) {
        if contains({ $0 == 0xAB || $0 == 0x201C || $0 == 0x2018 || $0 == 0x201E || $0 == 0x60 }) {
            rewrite { text, index, result in
                let value = text[index]
                var end = index + 1
                if value == 0x60 {
                    while end < text.count, text[end] == 0x60 { end += 1 }
                } else if value != 0xAB && value != 0x201C && value != 0x2018 && value != 0x201E {
                    return 0
                }
                result.append(Self.space)
                result.append(contentsOf: text[index..<end])
                result.append(Self.space)
                return end - index
            }
        }
        guard contains({ $0 == Self.quote || $0 == Self.apostrophe || $0 == 0x60 }) else { return }
        if isFirst, scalars.first == Self.quote { scalars.replaceSubrange(0..<1, with: [0x60, 0x60]) }
        rewrite { text, index, result in
            guard text[index] == 0x60, index + 1 < text.count, text[index + 1] == 0x60 else { return 0 }
            result.append(Self.space)
            result.append(0x60)
            result.append(0x60)
            result.append(Self.space)
            return 2
        }
        // What stands before the sequence may open a quote too.
        let hasSpace = isAfterSpace && !isFirst
        if hasSpace { scalars.insert(Self.space, at: 0) }
        rewrite { text, index, result in
            guard index + 1 < text.count, Self.isOpener(text[index]) else { return 0 }
            let isDouble = text[index + 1] == Self.quote
            guard isDouble || Self.hasTwoApostrophes(text, at: index + 1) else { return 0 }
            result.append(text[index])
            result.append(Self.space)
            result.append(0x60)
            result.append(0x60)
            result.append(Self.space)
            return isDouble ? 2 : 3
        }
        rewrite { text, index, result in
            guard text[index] == Self.apostrophe, index + 1 < text.count, Self.isMarkedWord(text[index + 1]),
                index == 0 || !Self.isMarkedWord(text[index - 1]), !Self.startsClitic(text, at: index + 1)
            else { return 0 }
            result.append(Self.apostrophe)
            result.append(Self.space)
            return 1
        }
    }

    private static func hasTwoApostrophes(_ text: [UInt32], at index: Int) -> Bool {
        index + 1 < text.count && text[index] == apostrophe && text[index + 1] == apostrophe
    }

    private static func isOpener(_ value: UInt32) -> Bool {
        value == space || value == 0x28 || value == 0x5B || value == 0x7B || value == 0x3C
    }

    private static func isMarkedWord(_ value: UInt32) -> Bool {
        value != finalPeriod && CodePoint.isUnicodeWord(value)
    }

    private static func isWord(_ value: UInt32) -> Bool { value != finalPeriod && CodePoint.isWord(value) }

    private static let clitics = ["re", "ve", "ll", "m", "t", "s", "d", "n"].map(bytes)

    /// Whether a short form such as `ll` or `re` stands at a place, and ends there.
    private static func startsClitic(_ text: [UInt32], at index: Int) -> Bool {
        for clitic in clitics {
            let end = index + clitic.count
            if has(clitic, in: text, at: index), end == text.count || !isMarkedWord(text[end]) { return true }
        }
        return false
    }

    /// Whether ASCII letters, given as small ones, stand at a place, in either case.
    @inline(__always)
    private static func has(_ word: [UInt8], in text: [UInt32], at start: Int) -> Bool {
        var index = start
        for byte in word {
            guard index < text.count, CodePoint.folded(text[index]) == UInt32(byte) else { return false }
            index += 1
        }
        return true
    }

    // Signs.

    private mutating func divideSigns() {
        if let period = scalars.firstIndex(of: Self.finalPeriod) {
            scalars.replaceSubrange(period...period, with: [Self.space, 0x2E, Self.space])
        }
        // A colon or comma, unless a digit follows; of two that follow each other the second is not looked at.
        rewrite { text, index, result in
            guard text[index] == 0x3A || text[index] == 0x2C else { return 0 }
            guard index + 1 < text.count else {
                result.append(Self.space)
                result.append(text[index])
                result.append(Self.space)
                return 1
            }
            guard !CodePoint.isDecimal(text[index + 1]) else { return 0 }
            result.append(Self.space)
            result.append(text[index])
            result.append(Self.space)
            result.append(text[index + 1])
            return 2
        }
        rewrite { text, index, result in
            let value = text[index]
            var end = index + 1
            switch value {
            case 0x2E:
                while end < text.count, text[end] == 0x2E { end += 1 }
                guard end - index >= 2 else { return 0 }
            case 0x3B, 0x40, 0x23, 0x24, 0x25, 0x26, 0x2012...0x2015: break
            default: return 0
            }
            result.append(Self.space)
            result.append(contentsOf: text[index..<end])
            result.append(Self.space)
            return end - index
        }
        rewrite { text, index, result in
            var end = index + 1
            switch text[index] {
            case 0x3F, 0x21, 0x2A, 0x5D, 0x5B, 0x28, 0x29, 0x7B, 0x7D, 0x3C, 0x3E: break
            case 0x2D:
                guard end < text.count, text[end] == 0x2D else { return 0 }
                end += 1
            default: return 0
            }
            result.append(Self.space)
            result.append(contentsOf: text[index..<end])
            result.append(Self.space)
            return end - index
        }
    }

    // Closing quotes, and short forms behind words.

    private mutating func closeQuotes() {
        guard contains({ $0 == Self.quote || $0 == Self.apostrophe || $0 == 0xBB || $0 == 0x201D || $0 == 0x2019 })
        else { return }
        rewrite { text, index, result in
            switch text[index] {
            case 0xBB, 0x201D, 0x2019:
                result.append(Self.space)
                result.append(text[index])
                result.append(Self.space)
                return 1
            case Self.apostrophe where index + 1 < text.count && text[index + 1] == Self.apostrophe:
                result.append(Self.space)
                result.append(Self.apostrophe)
                result.append(Self.apostrophe)
                result.append(Self.space)
                return 2
            case Self.quote:
                result.append(Self.space)
                result.append(Self.apostrophe)
                result.append(Self.apostrophe)
                result.append(Self.space)
                return 1
            default: return 0
            }
        }
        collapseSpaces()
        divideShortForms(Self.quickForms, anyCase: true)
        divideShortForms(Self.longForms, anyCase: false)
    }

    /// One space for many, and one at each end.
    private mutating func collapseSpaces() {
        var result: [UInt32] = [Self.space]
        for value in scalars where value != Self.space || result.last != Self.space { result.append(value) }
        if result.last != Self.space { result.append(Self.space) }
        scalars = result
    }

    private static let quickForms = [bytes("'s"), bytes("'m"), bytes("'d"), bytes("'")]
    private static let longForms = [bytes("'ll"), bytes("'re"), bytes("'ve"), bytes("n't")]

    private static func bytes(_ word: String) -> [UInt8] { Array(word.utf8) }

    /// Divides a short form from the word before it where a space follows; all in one case unless any will do.
    private mutating func divideShortForms(_ forms: [[UInt8]], anyCase: Bool) {
        rewrite { text, index, result in
            guard index + 2 < text.count, text[index + 1] == Self.apostrophe || text[index + 2] == Self.apostrophe,
                text[index] != Self.apostrophe, text[index] != Self.space
            else { return 0 }
            for form in forms {
                let start = index + 1
                let end = start + form.count
                guard end < text.count, text[end] == Self.space, Self.has(form, in: text, at: start) else { continue }
                let letters = text[start..<end].filter { $0 != Self.apostrophe }
                guard letters.allSatisfy({ $0 < 0x80 }),
                    anyCase || letters.allSatisfy(CodePoint.isLower) || letters.allSatisfy(CodePoint.isUpper)
                else { continue }
                result.append(text[index])
                result.append(Self.space)
                result.append(contentsOf: text[start..<end])
                result.append(Self.space)
                return 1 + form.count + 1
            }
            return 0
        }
    }

    // Words that were two.

    /// A word that is two: its letters, and how many of them the first has.
    private struct Contraction {
        let letters: [UInt8]
        let first: Int
        /// Which letters it has, a bit for each.
        let mask: UInt32

        init(_ first: String, _ second: String) {
            letters = Array((first + second).utf8)
            self.first = first.utf8.count
            mask = letters.reduce(0) { $0 | TreebankRewriting.bit(UInt32($1)) }
        }
    }

    private static let contractions = [
        Contraction("can", "not"), Contraction("d", "'ye"), Contraction("gim", "me"), Contraction("gon", "na"),
        Contraction("got", "ta"), Contraction("lem", "me"), Contraction("more", "'n"), Contraction("wan", "na"),
    ]
    private static let oldForms = [bytes("'tis"), bytes("'twas")]

    /// A bit for a letter from a to z in small letters; none for another code point.
    private static func bit(_ value: UInt32) -> UInt32 { value >= 0x61 && value <= 0x7A ? 1 << (value - 0x61) : 0 }

    /// Whether a word of ASCII letters is two by these rules.
    static func isContraction(_ word: ArraySlice<UInt8>) -> Bool {
        contractions.contains { contraction in
            contraction.letters.count == word.count
                && zip(contraction.letters, word).allSatisfy { $0 == $1 | 0x20 }
        }
    }

    private mutating func divideContractions() {
        var present: UInt32 = 0
        for value in scalars { present |= Self.bit(CodePoint.folded(value)) }
        for contraction in Self.contractions where contraction.mask & ~present == 0 {
            let length = contraction.letters.count
            rewrite { text, index, result in
                guard Self.has(contraction.letters, in: text, at: index) else { return 0 }
                let end = index + length
                let startsWord = index == 0 || !Self.isWord(text[index - 1])
                let endsWord = end == text.count || !Self.isWord(text[end])
                let needsSpace = contraction.letters[0] == UInt8(ascii: "w")
                guard startsWord, endsWord, !needsSpace || end == text.count || text[end] == Self.space else {
                    return 0
                }
                result.append(Self.space)
                result.append(contentsOf: text[index..<(index + contraction.first)])
                result.append(Self.space)
                result.append(contentsOf: text[(index + contraction.first)..<end])
                result.append(Self.space)
                return length
            }
        }
        guard present & Self.bit(0x74) != 0, contains({ $0 == Self.apostrophe }) else { return }
        for word in Self.oldForms {
            rewrite { text, index, result in
                guard text[index] == Self.apostrophe else { return 0 }
                let end = index + word.count
                guard index == 0 || text[index - 1] == Self.space, Self.has(word, in: text, at: index),
                    end == text.count || !Self.isWord(text[end])
                else { return 0 }
                result.append(contentsOf: text[index..<(index + 2)])
                result.append(Self.space)
                result.append(contentsOf: text[(index + 2)..<end])
                return word.count
            }
        }
    }
}
