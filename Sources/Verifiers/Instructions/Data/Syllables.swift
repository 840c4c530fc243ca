/// How many syllables an English word has, as SyllaPy counts them: by its list, else by runs of vowels.
enum Syllables {
    /// The number of a word in lower case and without punctuation marks; 0 where it holds a digit.
    static func count(in word: ResponseText) -> Int {
        var hasDigit = false
        word.forEachScalar(in: word.all) { value, _ in
            hasDigit = CodePoint.isDecimal(value)
            return !hasDigit
        }
        if hasDigit || word.count == 0 { return 0 }
        if let listed = LanguageData.syllables.value(of: word.bytes) {
            return listed.reduce(0) { $0 * 10 + Int($1) - 0x30 }
        }
        return vowelRuns(word.bytes)
    }

    private static func isVowel(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x61, 0x65, 0x69, 0x6F, 0x75, 0x79: true
        default: false
        }
    }

    private static func vowelRuns(_ word: [UInt8]) -> Int {
        var count = 0
        var wasVowel = false
        for byte in word {
            let isVowel = isVowel(byte)
            if isVowel, !wasVowel { count += 1 }
            wasVowel = isVowel
        }
        if word.last == 0x65 { count -= 1 }
        if word.count > 2, word.suffix(2).elementsEqual("le".utf8), !isVowel(word[word.count - 3]) { count += 1 }
        return count == 0 ? 1 : count
    }
}
