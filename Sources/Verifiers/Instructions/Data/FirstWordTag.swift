/// Whether the first word of a text is a verb, as an averaged perceptron tags it that was trained on news in English.
///
/// The reference asks NLTK's tagger. This one has the same form and the same features: the word, its ending, and the
/// two words behind it. Before the first word nothing stands: of its weights those that can count then are kept.
enum FirstWordTag {
    /// How many words count: the first and two behind it.
    static let words = 3

    /// Whether the first of some tokens, of which the first three count, is a verb. O(length of these).
    static func isVerb(_ tokens: [[UInt8]]) -> Bool {
        guard let first = tokens.first else { return false }
        return verbs.contains(tag(of: first, before: tokens.dropFirst()))
    }

    private static let firstSign: UInt8 = 0x30
    private static let verbs = Set(LanguageData.tagger.value(of: Array("v".utf8)) ?? [])
    private static let tags = Array(LanguageData.tagger.value(of: Array("a".utf8)) ?? [])
    private static let base = weights(of: "c", about: [], added: [Int](repeating: 0, count: tags.count))

    private static func tag(of word: [UInt8], before rest: ArraySlice<[UInt8]>) -> UInt8 {
        if let only = LanguageData.tagger.value(of: [UInt8(ascii: "t")] + word)?.first { return only }
        let next = rest.first.map(normalized) ?? Array("-END-".utf8)
        let end = Array((rest.isEmpty ? "-END2-" : "-END-").utf8)
        let text = ResponseText(word)
        var sums = base
        sums = weights(of: "w", about: normalized(word), added: sums)
        sums = weights(of: "s", about: ending(word), added: sums)
        sums = weights(of: "p", about: word.prefix(text.scalar(at: 0).length), added: sums)
        sums = weights(of: "n", about: next, added: sums)
        sums = weights(of: "e", about: ending(next), added: sums)
        sums = weights(of: "m", about: rest.dropFirst().first.map(normalized) ?? end, added: sums)
        // Of tags that are equally good the last in order is taken.
        return zip(sums, tags).max { $0 < $1 }?.1 ?? 0
    }

    /// Sums of weights, one for each tag, with those of a feature added to them.
    private static func weights(
        of letter: Unicode.Scalar, about key: some Collection<UInt8>, added sums: [Int]
    ) -> [Int] {
        var sums = sums
        let found = LanguageData.tagger.value(of: [UInt8(ascii: letter)] + key) ?? []
        var index = found.startIndex
        while index + 4 <= found.endIndex {
            let place = Int(found[index]) - Int(firstSign)
            let weight = found[(index + 1)..<(index + 4)].reduce(0) { $0 << 6 | Int($1 - firstSign) }
            if sums.indices.contains(place) { sums[place] += weight - 1 << 17 }
            index += 4
        }
        return sums
    }

    /// The word as its neighbours see it: numbers and words with hyphens are all alike.
    private static func normalized(_ word: [UInt8]) -> [UInt8] {
        if word.first != UInt8(ascii: "-"), word.contains(UInt8(ascii: "-")) { return Array("!HYPHEN".utf8) }
        let text = ResponseText(word)
        let scalars = text.scalars(text.all)
        guard let first = scalars.first, CodePoint.isDigit(first) else { return text.lowercased().bytes }
        let isYear = scalars.count == 4 && scalars.allSatisfy(CodePoint.isDigit)
        return Array((isYear ? "!YEAR" : "!DIGITS").utf8)
    }

    /// The last three code points.
    private static func ending(_ word: [UInt8]) -> ArraySlice<UInt8> {
        var start = word.count
        var count = 0
        while start > 0, count < 3 {
            start -= 1
            if word[start] & 0xC0 != 0x80 { count += 1 }
        }
        return word[start...]
    }
}
