/// `**5**`, `_5_`, `~5~`, `#5#`, `'5'`: what a pair of equal delimiters encloses, by CommonMark's rules for emphasis
/// (0.31, section 6.2).
///
/// Only runs of exactly the delimiter's length count. A run opens where text follows it, and closes where text stands
/// before it; a backslash just before a delimiter makes it a plain character. Pairs lie within a paragraph.
struct DelimitedFormat: AnswerFormat {
    private let delimiter: UInt8
    private let length: Int
    /// Whether a run within a word counts, as `*` does and `_` does not.
    private let insideWords: Bool
    /// Whether a closing run without an opening one leaves the text unparsed: `'the dogs' bowl'`.
    private let refusesStray: Bool
    /// Whether `\` before a delimiter within is left out of the answer.
    private let unescapes: Bool

    /// The format for a run of a character.
    init(
        _ delimiter: Unicode.Scalar, length: Int = 1, insideWords: Bool = false, refusesStray: Bool = false,
        unescapes: Bool = true
    ) {
        self.delimiter = UInt8(ascii: delimiter)
        self.length = length
        self.insideWords = insideWords
        self.refusesStray = refusesStray
        self.unescapes = unescapes
    }

    func read(_ text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> SpanReading {
        try budget.spend(bytes: 2 * text.bytes.count)
        var pairs: [Range<Int>] = []
        var openers: [Int] = []
        var isStray = false
        var index = 0
        while index < text.bytes.count {
            let byte = text.bytes[index]
            guard byte == delimiter else {
                if byte == 0x0A, text.isBlankLine(from: index + 1) { openers.removeAll(keepingCapacity: true) }
                index += byte == UInt8(ascii: "\\") && (insideWords || text.byte(at: index + 1) == delimiter) ? 2 : 1
                continue
            }
            var end = index
            while text.byte(at: end) == delimiter { end += 1 }
            defer { index = end }
            guard end - index == length else { continue }
            try budget.spend(steps: 8)
            let run = flanks(index..<end, in: text)
            if run.closes, let opener = openers.popLast() {
                while let last = pairs.last, last.lowerBound > opener { pairs.removeLast() }
                pairs.append(opener..<index)
            } else if run.opens {
                openers.append(end)
            } else if run.closes, !pairs.isEmpty {
                isStray = true
            }
        }
        let sign = String(repeating: Character(Unicode.Scalar(delimiter)), count: length)
        if isStray, refusesStray { return .none("where the text in `\(sign)` ends cannot be said") }
        return SpanReading(pairs, of: text, what: "text in `\(sign)`")
    }

    func content(of span: Range<Int>, in text: ByteText) -> [UInt8]? {
        unescapes ? text.unescaped(span, before: delimiter) : nil
    }

    private func flanks(_ run: Range<Int>, in text: ByteText) -> (opens: Bool, closes: Bool) {
        let before = Neighbour(text.scalar(before: run.lowerBound))
        let after = Neighbour(text.scalar(at: run.upperBound)?.scalar)
        let left = after != .space && (after != .mark || before != .other)
        let right = before != .space && (before != .mark || after != .other)
        if insideWords { return (left, right) }
        return (left && (!right || before == .mark), right && (!left || after == .mark))
    }

    /// What stands beside a delimiter: white space (or nothing), punctuation, or anything else.
    private enum Neighbour {
        case space, mark, other

        init(_ scalar: Unicode.Scalar?) {
            guard let scalar, !scalar.properties.isWhitespace else {
                self = .space
                return
            }
            if scalar.value < 0x80 {
                self = UInt8(scalar.value).isLetter || UInt8(scalar.value).isDigit ? .other : .mark
                return
            }
            switch scalar.properties.generalCategory {
            case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
                .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol:
                self = .mark
            default: self = .other
            }
        }
    }
}

/// `|5|` and `"5"`: what the delimiters enclose, which pair in order; where they do not, nothing is read.
struct PairedFormat: AnswerFormat {
    private let delimiter: UInt8
    private let length: Int
    private let withinLine: Bool

    /// The format for a run of a character; with `withinLine` a pair lies in one line.
    init(_ delimiter: Unicode.Scalar, length: Int = 1, withinLine: Bool = false) {
        self.delimiter = UInt8(ascii: delimiter)
        self.length = length
        self.withinLine = withinLine
    }

    func read(_ text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> SpanReading {
        try budget.spend(bytes: 2 * text.bytes.count)
        let sign = String(repeating: Character(Unicode.Scalar(delimiter)), count: length)
        var spans: [Range<Int>] = []
        var opened: Int?
        var index = 0
        while index < text.bytes.count {
            let byte = text.bytes[index]
            if withinLine, byte == 0x0A || byte == 0x0D, opened != nil { return .none("a `\(sign)` is not paired") }
            guard byte == delimiter else {
                index += byte == UInt8(ascii: "\\") && text.byte(at: index + 1) == delimiter ? 2 : 1
                continue
            }
            var end = index
            while text.byte(at: end) == delimiter, length == 1 || end - index < length { end += 1 }
            defer { index = end }
            guard end - index == length else {
                // Two of a kind are an empty pair; longer runs are another sign.
                if length == 1, end - index == 2, opened == nil { spans.append(index + 1..<index + 1) }
                continue
            }
            if let start = opened {
                spans.append(start..<index)
                opened = nil
            } else {
                opened = end
            }
        }
        guard opened == nil else { return .none("a `\(sign)` is not paired") }
        return SpanReading(spans, of: text, what: "text in `\(sign)`")
    }

    func content(of span: Range<Int>, in text: ByteText) -> [UInt8]? { text.unescaped(span, before: delimiter) }
}

/// `` `5` ``: a code span whose backticks are of one length, by CommonMark's rules (0.31, section 6.1).
struct CodeSpanFormat: AnswerFormat {
    let length: Int

    func read(_ text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> SpanReading {
        try budget.spend(bytes: text.bytes.count)
        var runs: [Range<Int>] = []
        var index = 0
        while let start = text.firstIndex(of: UInt8(ascii: "`"), in: index..<text.bytes.count) {
            index = start
            while text.byte(at: index) == UInt8(ascii: "`") { index += 1 }
            runs.append(start..<index)
        }
        try budget.spend(steps: 8 * runs.count)
        var ofLength: [Int: [Int]] = [:]
        for (place, run) in runs.enumerated().reversed() { ofLength[run.count, default: []].append(place) }
        var spans: [Range<Int>] = []
        var place = 0
        while place < runs.count {
            let run = runs[place]
            while let next = ofLength[run.count]?.last, next <= place { ofLength[run.count]?.removeLast() }
            if let close = ofLength[run.count]?.last {
                if run.count == length { spans.append(run.upperBound..<runs[close].lowerBound) }
                place = close + 1
            } else {
                place += 1
            }
        }
        return SpanReading(spans, of: text, what: "code in \(length == 1 ? "single" : "double") backticks")
    }
}

/// `/* 5 */`: what the one block comment encloses; a block ends at the first `*/`.
struct BlockCommentFormat: AnswerFormat {
    func read(_ text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> SpanReading {
        try budget.spend(bytes: text.bytes.count)
        var spans: [Range<Int>] = []
        var opened: Int?
        var index = 0
        while index < text.bytes.count {
            if opened == nil, text.has([0x2F, 0x2A], at: index) {
                index += 2
                opened = index
            } else if let start = opened, text.has([0x2A, 0x2F], at: index) {
                spans.append(start..<index)
                opened = nil
                index += 2
            } else {
                index += 1
            }
        }
        guard opened == nil else { return .none("`/*` is not closed") }
        return SpanReading(spans, of: text, what: "`/* … */`")
    }
}

extension ByteText {
    /// What a range holds without the backslashes just before a delimiter; nil where there are none.
    func unescaped(_ range: Range<Int>, before delimiter: UInt8) -> [UInt8]? {
        var result: [UInt8] = []
        var copied = range.lowerBound
        for index in range.dropLast() where bytes[index] == UInt8(ascii: "\\") && bytes[index + 1] == delimiter {
            result += bytes[copied..<index]
            copied = index + 1
        }
        return copied == range.lowerBound ? nil : result + bytes[copied..<range.upperBound]
    }
}
