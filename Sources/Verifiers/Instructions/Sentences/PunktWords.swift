/// The words about a place where a sentence may end, and whether it does.
struct PunktWords {
    private let text: ResponseText

    init(_ text: ResponseText) { self.text = text }

    /// One word with what it looks like by itself.
    private struct Word {
        var range: Range<Int>
        var endsSentence = false
        var isAbbreviation = false
        var isEllipsis = false
        var endsWithPeriod = false
    }

    /// Whether a code point never stands within a word.
    @inline(__always)
    static func isOutsideOfWords(_ value: UInt32) -> Bool {
        switch value {
        case 0x29, 0x22, 0x3B, 0x7D, 0x5D, 0x2A, 0x3A, 0x40, 0x27, 0x28, 0x7B, 0x5B, 0x3F, 0x21: true
        case 0x2018, 0x2019, 0x201C, 0x201D, 0xAB, 0xBB: true
        default: false
        }
    }

    /// Whether a code point never starts a word.
    private static func isBarredFromStart(_ value: UInt32) -> Bool {
        switch value {
        case 0x28, 0x22, 0x60, 0x7B, 0x5B, 0x3A, 0x3B, 0x26, 0x23, 0x2A, 0x40, 0x29, 0x7D, 0x5D, 0x2D, 0x2C: true
        default: false
        }
    }

    /// Whether a sentence ends within a context, in front of its last word.
    func hasSentenceEnd(in context: Range<Int>) -> Bool {
        var previous: Word?
        var found = false
        var line = context.lowerBound
        while line < context.upperBound {
            var end = line
            while end < context.upperBound, text.bytes[end] != 0x0A { end += 1 }
            var index = line
            while index < end {
                let (value, length) = text.scalar(at: index)
                if CodePoint.isUnicodeSpace(value) {
                    index += length
                    continue
                }
                let range = index..<wordEnd(at: index, before: end)
                index = range.upperBound
                let word = judgedAlone(range)
                if found { return true }
                if let previous, judgedBefore(previous, word) { found = true }
                previous = word
            }
            line = end + 1
        }
        return found
    }

    // Dividing into words.

    private func wordEnd(at start: Int, before end: Int) -> Int {
        if let end = markRunEnd(at: start, before: end) { return end }
        let (first, length) = text.scalar(at: start)
        var index = start + length
        if Self.isBarredFromStart(first) { return index }
        while index < end {
            let (value, length) = text.scalar(at: index)
            if endsWord(value, at: index, before: end) { break }
            if value == 0x2C {
                let next = index + 1
                if next >= end || endsWord(text.scalar(at: next).value, at: next, before: end) { break }
            }
            index += length
        }
        return index
    }

    @inline(__always)
    private func endsWord(_ value: UInt32, at index: Int, before end: Int) -> Bool {
        CodePoint.isUnicodeSpace(value) || Self.isOutsideOfWords(value)
            || ((value == 0x2D || value == 0x2E) && markRunEnd(at: index, before: end) != nil)
    }

    /// Where a run of hyphens, of periods, or of periods with white space between them ends.
    private func markRunEnd(at start: Int, before end: Int) -> Int? {
        let first = text.bytes[start]
        guard first == 0x2D || first == 0x2E else { return nil }
        var index = start + 1
        while index < end, text.bytes[index] == first { index += 1 }
        if index - start >= 2 { return index }
        guard first == 0x2E else { return nil }
        return spacedPeriodsEnd(at: start, before: end)
    }

    private func spacedPeriodsEnd(at start: Int, before end: Int) -> Int? {
        var index = start
        var pairs = 0
        // Behind the last period that has two pairs before it.
        var last: Int?
        while index < end, text.bytes[index] == 0x2E {
            if pairs >= 2 { last = index + 1 }
            let next = index + 1
            guard next < end else { break }
            let (value, length) = text.scalar(at: next)
            guard CodePoint.isUnicodeSpace(value) else { break }
            pairs += 1
            index = next + length
        }
        return last
    }

    // Judging them.

    /// What a word says by itself.
    private func judgedAlone(_ range: Range<Int>) -> Word {
        var word = Word(range: range)
        let last = text.bytes[range.upperBound - 1]
        word.endsWithPeriod = last == 0x2E
        if range.count == 1, last == 0x2E || last == 0x3F || last == 0x21 {
            word.endsSentence = true
        } else if last == 0x2E, text.bytes[range.upperBound - 2] == 0x2E {
            word.isEllipsis = text.bytes[range].allSatisfy { $0 == 0x2E }
        } else if last == 0x2E {
            let name = range.lowerBound..<(range.upperBound - 1)
            var isKnown = model(self.name(name)).isAbbreviation
            if !isKnown, let hyphen = text.bytes[name].lastIndex(of: 0x2D) {
                isKnown = model(self.name((hyphen + 1)..<name.upperBound)).isAbbreviation
            }
            word.isAbbreviation = isKnown
            word.endsSentence = !isKnown
        }
        return word
    }

    /// Whether a sentence ends with a word, given the next one.
    private func judgedBefore(_ word: Word, _ next: Word) -> Bool {
        guard word.endsWithPeriod else { return word.endsSentence }
        let isNumber = isNumber(word.range)
        let name = isNumber ? .number : self.name(withoutPeriod(word.range))
        let nextRange = next.endsSentence ? withoutPeriod(next.range) : next.range
        let nextName = self.isNumber(next.range) ? .number : self.name(nextRange)
        if belongTogether(name, nextName) { return false }
        var endsSentence = word.endsSentence
        let isInitial = isInitial(word.range)
        let first = text.scalar(at: next.range.lowerBound).value
        if word.isAbbreviation || word.isEllipsis, !isInitial {
            if startsSentence(next, named: nextName) == true { return true }
            if CodePoint.isUpper(first), model(nextName).oftenStarts { return true }
        }
        if isInitial || isNumber {
            let starts = startsSentence(next, named: nextName)
            if starts == false { return false }
            if starts == nil, isInitial, CodePoint.isUpper(first), model(nextName).lowerFlags == 0 {
                endsSentence = false
            }
        }
        return endsSentence
    }

    /// Whether a word starts a sentence, by how it is written here and elsewhere; nil where that does not say.
    private func startsSentence(_ word: Word, named name: Name) -> Bool? {
        if word.range.count == 1 {
            switch text.bytes[word.range.lowerBound] {
            case 0x3B, 0x3A, 0x2C, 0x2E, 0x21, 0x3F: return false
            default: break
            }
        }
        let entry = model(name)
        let first = text.scalar(at: word.range.lowerBound).value
        if CodePoint.isUpper(first), entry.lowerFlags != 0, entry.flags & 1 << 2 == 0 { return true }
        if CodePoint.isLower(first), entry.flags & 0b1110 != 0 || entry.flags & 1 << 4 == 0 { return false }
        return nil
    }

    /// A letter and a period.
    private func isInitial(_ range: Range<Int>) -> Bool {
        let (value, length) = text.scalar(at: range.lowerBound)
        return CodePoint.isUnicodeWord(value) && !CodePoint.isDecimal(value) && range.count == length + 1
            && text.bytes[range.upperBound - 1] == 0x2E
    }

    /// What a word is called in the model: it in lower case, every number alike.
    private enum Name {
        case number
        /// ASCII that stands in the text, in either case.
        case written(Range<Int>)
        case lowercased([UInt8])
    }

    private func name(_ range: Range<Int>) -> Name {
        if text.isASCII || text.bytes[range].allSatisfy({ $0 < 0x80 }) { return .written(range) }
        return .lowercased(text.part(range).lowercased().bytes)
    }

    /// A word without the period at its end, unless it is nothing else.
    private func withoutPeriod(_ range: Range<Int>) -> Range<Int> {
        range.count > 1 && text.bytes[range.upperBound - 1] == 0x2E ? range.lowerBound..<(range.upperBound - 1) : range
    }

    /// Digits with points, commas and hyphens between or behind them; one of these or a minus may come first.
    private func isNumber(_ range: Range<Int>) -> Bool {
        var index = range.lowerBound
        if text.bytes[index] == 0x2D { index += 1 }
        if index < range.upperBound, text.bytes[index] == 0x2E || text.bytes[index] == 0x2C { index += 1 }
        guard index < range.upperBound, CodePoint.isDecimal(text.scalar(at: index).value) else { return false }
        var isNumber = true
        text.forEachScalar(in: index..<range.upperBound) { value, _ in
            isNumber = CodePoint.isDecimal(value) || value == 0x2C || value == 0x2E || value == 0x2D
            return isNumber
        }
        return isNumber
    }

    // The model.

    /// What the model knows of a word.
    private struct Entry {
        var isAbbreviation = false
        var oftenStarts = false
        var belongsTogether = false
        var flags = 0
        /// How it is written in lower case: anywhere at all.
        var lowerFlags: Int { flags & 0b111_0000 }
    }

    private static let number = Array("##number##".utf8)

    /// The first words of pairs that belong together, as a table of their own.
    private static let pairStarts: SortedLines = {
        let starts = LanguageData.sentences.lines.compactMap { line in
            line.firstIndex(of: 0x20).map { Array(line[..<$0]) }
        }
        return SortedLines(Array(Set(starts).map { $0 + [0x09, 0x0A] }.joined()))
    }()

    private func belongTogether(_ name: Name, _ next: Name) -> Bool {
        guard value(of: name, in: Self.pairStarts) != nil else { return false }
        let pair = bytes(of: name) + [0x20] + bytes(of: next)
        return Self.entry(LanguageData.sentences.value(of: pair)).belongsTogether
    }

    private func bytes(of name: Name) -> [UInt8] {
        switch name {
        case .number: Self.number
        case .written(let range): Array(LowercaseBytes(text.bytes, range))
        case .lowercased(let bytes): bytes
        }
    }

    private func value(of name: Name, in lines: SortedLines) -> ArraySlice<UInt8>? {
        switch name {
        case .number: lines.value(of: Self.number)
        case .written(let range): lines.value(of: LowercaseBytes(text.bytes, range))
        case .lowercased(let bytes): lines.value(of: bytes)
        }
    }

    private func model(_ name: Name) -> Entry { Self.entry(value(of: name, in: LanguageData.sentences)) }

    private static func entry(_ value: ArraySlice<UInt8>?) -> Entry {
        var entry = Entry()
        guard let value else { return entry }
        for byte in value {
            switch byte {
            case 0x61: entry.isAbbreviation = true
            case 0x73: entry.oftenStarts = true
            case 0x63: entry.belongsTogether = true
            default: entry.flags = entry.flags * 10 + Int(byte) - 0x30
            }
        }
        return entry
    }
}

/// A range of ASCII bytes read in lower case.
private struct LowercaseBytes: RandomAccessCollection {
    private let bytes: [UInt8]
    private let range: Range<Int>

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        self.range = range
    }

    var startIndex: Int { range.lowerBound }
    var endIndex: Int { range.upperBound }

    subscript(index: Int) -> UInt8 {
        let byte = bytes[index]
        return byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    }
}
