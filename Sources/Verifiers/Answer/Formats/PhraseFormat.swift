/// `The answer is: 5`: what follows a phrase and its colon, to the end of the line; where the line ends there, the next
/// line that is not blank.
///
/// The phrase stands between word boundaries. Emphasis round the phrase, its colon or the whole (`**Answer:** 5`) is not
/// part of the answer.
struct PhraseFormat: AnswerFormat {
    private let phrase: [UInt8]
    private let isExact: Bool
    private let startsLine: Bool

    /// The format for a phrase, without its colon.
    ///
    /// With `isExact` letters must be of the same case; with `startsLine` only marks of Markdown may stand before it.
    init(_ phrase: String, isExact: Bool = false, startsLine: Bool = false) {
        self.phrase = Array(phrase.utf8)
        self.isExact = isExact
        self.startsLine = startsLine
    }

    func read(_ text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> SpanReading {
        try budget.spend(bytes: 2 * text.bytes.count)
        var spans: [Range<Int>] = []
        var end = 0
        guard let first = phrase.first else { return .none("there is no phrase to look for") }
        for index in text.bytes.indices
        where Self.same(text.bytes[index], first, isExact) && stands(at: index, in: text) {
            try budget.spend(steps: 4)
            // Many phrases in one long line share its end.
            if index >= end { end = text.lineEnd(from: index) }
            guard let span = answer(after: index, lineEnd: end, in: text) else { continue }
            spans.append(span)
        }
        return SpanReading(spans, of: text, what: "`\(String(decoding: phrase, as: UTF8.self)):`")
    }

    private static func same(_ left: UInt8, _ right: UInt8, _ isExact: Bool) -> Bool {
        left == right || (!isExact && left.isLetter && right.isLetter && left | 0x20 == right | 0x20)
    }

    private func stands(at start: Int, in text: ByteText) -> Bool {
        guard text.bytes.count - start > phrase.count,
            zip(text.bytes[start...], phrase).allSatisfy({ Self.same($0, $1, isExact) })
        else { return false }
        if let before = text.scalar(before: start),
            before.properties.isAlphabetic || (0x30...0x39).contains(before.value) || before == "_"
        {
            return false
        }
        guard startsLine else { return true }
        var index = start
        while let byte = text.byte(at: index - 1), byte != 0x0A, byte != 0x0D {
            guard byte.isBlank || byte.isOne(of: "*_#>-"), start - index < 32 else { return false }
            index -= 1
        }
        return true
    }

    private func answer(after start: Int, lineEnd: Int, in text: ByteText) -> Range<Int>? {
        let mark = emphasis(before: start, in: text)
        var isOpen = !mark.isEmpty
        var index = start + phrase.count
        func closeEmphasis() {
            guard isOpen, text.has(mark, at: index) else { return }
            index += mark.count
            isOpen = false
        }
        closeEmphasis()
        while text.byte(at: index)?.isBlank == true { index += 1 }
        guard text.byte(at: index) == UInt8(ascii: ":") else { return nil }
        index += 1
        closeEmphasis()
        var line = text.trimmed(index..<max(lineEnd, index))
        if line.isEmpty {
            var next = lineEnd
            while next < text.bytes.count, line.isEmpty {
                let end = text.lineEnd(from: next + 1)
                line = text.trimmed(next + 1..<max(end, next + 1))
                next = end
            }
        }
        if isOpen, line.count > mark.count, text.has(mark, at: line.upperBound - mark.count) {
            line = line.lowerBound..<line.upperBound - mark.count
        }
        return line
    }

    /// The `**`, `*`, `__` or `_` just before a place.
    private func emphasis(before start: Int, in text: ByteText) -> [UInt8] {
        guard let byte = text.byte(at: start - 1), byte == UInt8(ascii: "*") || byte == UInt8(ascii: "_") else {
            return []
        }
        var count = 0
        while count < 3, text.byte(at: start - 1 - count) == byte { count += 1 }
        return Array(repeating: byte, count: count)
    }
}

extension ByteText {
    /// Where the line that holds a place ends: at its `\n` or `\r`, or the end of the text.
    func lineEnd(from start: Int) -> Int {
        guard start < bytes.count else { return bytes.count }
        return bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
    }
}
