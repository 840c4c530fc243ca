/// `#### 5`, `> 5`, `- 5`: what follows a mark at the start of the one such line.
///
/// A longer run of the mark's last character is another mark: `### 5` is not `## 5`. White space before the mark is
/// passed over.
struct LinePrefixFormat: AnswerFormat {
    private let mark: [UInt8]
    private let needsBlank: Bool
    private let countsEmpty: Bool
    private let closes: Bool

    /// The format for a mark.
    ///
    /// With `needsBlank` a blank must follow it. A mark with nothing after it is an empty answer, unless it means
    /// something else alone (`countsEmpty: false`; `---` is a rule). With `closes`, a run of the mark's character at the
    /// end of the line is not part of the answer, as in Markdown's headings.
    init(_ mark: String, needsBlank: Bool, countsEmpty: Bool = true, closes: Bool = false) {
        self.mark = Array(mark.utf8)
        self.needsBlank = needsBlank
        self.countsEmpty = countsEmpty
        self.closes = closes
    }

    func read(_ text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> SpanReading {
        try budget.spend(bytes: text.bytes.count)
        var spans: [Range<Int>] = []
        let lines = text.lines(in: text.all)
        try budget.spend(steps: 2 * lines.count)
        for line in lines {
            let line = text.trimmed(line)
            guard line.count >= mark.count, text.has(mark, at: line.lowerBound) else { continue }
            var rest = line.lowerBound + mark.count..<line.upperBound
            if let next = text.bytes[rest].first {
                guard next != mark.last, !needsBlank || next.isBlank else { continue }
            } else if !countsEmpty {
                continue
            }
            if closes { rest = withoutClosing(rest, in: text) }
            spans.append(rest)
        }
        let mark = String(decoding: mark, as: UTF8.self)
        return SpanReading(spans, of: text, what: "line that starts with `\(mark)`")
    }

    private func withoutClosing(_ rest: Range<Int>, in text: ByteText) -> Range<Int> {
        var end = rest.upperBound
        while end > rest.lowerBound, text.bytes[end - 1] == mark.last { end -= 1 }
        let isApart = end == rest.lowerBound || text.bytes[end - 1].isBlank
        return isApart ? rest.lowerBound..<end : rest
    }
}

/// The last line that holds more than white space.
struct FinalLineFormat: AnswerFormat {
    func read(_ text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> SpanReading {
        try budget.spend(bytes: text.bytes.count)
        let content = text.trimmed(text.all)
        let last = text.bytes[content].lastIndex { $0 == 0x0A || $0 == 0x0D }
        return SpanReading([(last.map { $0 + 1 } ?? content.lowerBound)..<content.upperBound], of: text, what: "text")
    }
}

/// The whole text.
struct WholeFormat: AnswerFormat {
    func read(_ text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> SpanReading {
        try budget.spend(bytes: text.bytes.count)
        return SpanReading([text.all], of: text, what: "text")
    }
}
