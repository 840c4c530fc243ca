extension ResponseText {
    /// The text without the 32 ASCII punctuation marks. O(bytes).
    func withoutPunctuation() -> ResponseText {
        ResponseText(bytes.filter { !CodePoint.isPunctuation(UInt32($0)) })
    }

    /// The words of the text in lower case and without punctuation marks.
    func bareWords() -> (text: ResponseText, words: [Range<Int>]) {
        let bare = lowercased().withoutPunctuation()
        return (bare, bare.words(in: bare.all))
    }

    /// The first code point of a range that is not empty.
    func first(of range: Range<Int>) -> UInt32 { scalar(at: range.lowerBound).value }

    /// Every code point decomposed, and what is not ASCII then left out. O(bytes).
    func decomposedToASCII() -> ResponseText {
        if isASCII { return self }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        forEachScalar(in: all) { value, _ in
            if value < 0x80 {
                result.append(UInt8(value))
            } else {
                let hex = String(value, radix: 16)
                let key = String(repeating: "0", count: max(0, 5 - hex.utf8.count)) + hex
                if let form = LanguageData.ascii.value(of: Array(key.utf8)) { result.append(contentsOf: form) }
            }
            return true
        }
        return ResponseText(result)
    }

    /// How often a literal stands in it, occurrences not overlapping. O(bytes × literal).
    func count(of literal: [UInt8]) -> Int {
        var count = 0
        var start = 0
        while let found = firstIndex(of: literal, in: start..<self.count) {
            count += 1
            start = found + literal.count
        }
        return count
    }

    /// Whether a literal stands in it.
    func contains(_ literal: String) -> Bool { firstIndex(of: Array(literal.utf8), in: all) != nil }

    /// Whether a range ends with a byte.
    func ends(_ range: Range<Int>, with byte: UInt8) -> Bool { !range.isEmpty && bytes[range.upperBound - 1] == byte }

    /// Whether two ranges hold the same bytes.
    func areEqual(_ left: Range<Int>, _ right: Range<Int>) -> Bool { bytes[left] == bytes[right] }
}
