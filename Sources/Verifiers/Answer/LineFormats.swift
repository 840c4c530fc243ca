/// `#### 5`: what follows four number signs at the start of the one such line, as GSM8K writes its answers.
struct HashFormat: AnswerFormat {
    private static let sign = UInt8(ascii: "#")

    func read(_ text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> SpanReading {
        try budget.spend(bytes: text.bytes.count)
        var spans: [Range<Int>] = []
        let lines = text.lines(in: text.all)
        try budget.spend(steps: 2 * lines.count)
        for line in lines {
            let line = text.trimmed(line)
            guard line.count >= 4, text.bytes[line].prefix(4).allSatisfy({ $0 == Self.sign }),
                text.byte(at: line.lowerBound + 4) != Self.sign || line.count == 4
            else { continue }
            spans.append(line.lowerBound + 4..<line.upperBound)
        }
        return SpanReading(spans, of: text, what: "line that starts with `####`")
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
