/// An answer as a string literal in a piece of code: `answer("5")`, `print("5")`, `return "5"`, `ANSWER="5"`.
struct LiteralFormat: AnswerFormat {
    /// What stands between the name and the literal.
    enum Link: Sendable {
        /// Parentheses round it.
        case call
        /// An equals sign; blanks round it only where `spaced`.
        case assignment(spaced: Bool)
        /// Blanks.
        case blank
        /// Nothing: the literal alone.
        case none
    }

    private let name: [UInt8]
    private let link: Link
    private let literal: StringLiteral
    /// What may stand before the name in its line: in a shell the word that passes a variable on.
    private let lead: [UInt8]?

    /// The format for a name before a literal.
    init(_ name: String, _ link: Link, _ dialect: StringLiteral.Dialect) {
        self.name = Array(name.utf8)
        self.link = link
        literal = StringLiteral(dialect: dialect)
        if case .assignment = link, dialect == .shell { lead = Array("export".utf8) } else { lead = nil }
    }

    func read(_ text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> SpanReading {
        try budget.spend(bytes: 2 * text.bytes.count)
        var spans: [Range<Int>] = []
        var index = 0
        let first = name.first ?? UInt8(ascii: "\"")
        while let start = text.firstIndex(of: first, in: index..<text.bytes.count) {
            index = start + 1
            guard let opening = opening(at: start, in: text) else { continue }
            guard let reading = literal.read(at: opening, in: text) else {
                // The attempt may have gone to the end of the line, or of the text, which it does at most once.
                let end = literal.spansLines ? text.bytes.count : text.lineEnd(from: opening)
                try budget.spend(bytes: literal.opens(at: opening, in: text) ? end - opening : 1)
                if case .none = link { return .none("\(what) is not closed") }
                continue
            }
            guard let end = closing(after: reading.end, in: text) else { continue }
            spans.append(opening..<reading.end)
            index = end
        }
        return SpanReading(spans, of: text, what: what)
    }

    func content(of span: Range<Int>, in text: ByteText) -> [UInt8]? {
        literal.read(at: span.lowerBound, in: text)?.content ?? []
    }

    private var what: String {
        let name = String(decoding: name, as: UTF8.self)
        return switch link {
        case .call: "`\(name)(\"…\")`"
        case .assignment: "`\(name) = \"…\"`"
        case .blank: "`\(name) \"…\"`"
        case .none: "`\"\"\"…\"\"\"`"
        }
    }

    /// Where the literal must begin if the name stands at a place as a word of its own; nil where it does not.
    private func opening(at start: Int, in text: ByteText) -> Int? {
        if case .none = link { return text.has([first, first, first], at: start) ? start : nil }
        guard text.has(name, at: start) else { return nil }
        var index = start + name.count
        func skipBlanks() { while text.byte(at: index)?.isBlank == true { index += 1 } }
        switch link {
        case .none: return nil
        case .call:
            if let before = text.byte(at: start - 1), before.isWordByte || before == UInt8(ascii: ".") { return nil }
            skipBlanks()
            guard text.byte(at: index) == UInt8(ascii: "(") else { return nil }
            index += 1
            while let byte = text.byte(at: index), byte.isBlank || byte == 0x0A || byte == 0x0D { index += 1 }
        case .assignment(let spaced):
            guard startsLine(start, in: text) else { return nil }
            if spaced { skipBlanks() }
            guard text.byte(at: index) == UInt8(ascii: "=") else { return nil }
            index += 1
            if spaced { skipBlanks() }
        case .blank:
            guard startsLine(start, in: text), text.byte(at: index)?.isBlank == true else { return nil }
            skipBlanks()
        }
        return index
    }

    private var first: UInt8 { UInt8(ascii: "\"") }

    /// Whether only blanks, one lead and the backtick of a code span stand before a place in its line.
    private func startsLine(_ start: Int, in text: ByteText, mayLead: Bool = true) -> Bool {
        var index = start
        if text.byte(at: index - 1) == UInt8(ascii: "`") { index -= 1 }
        var seen = 0
        while text.byte(at: index - 1)?.isBlank == true, seen < 64 {
            index -= 1
            seen += 1
        }
        if index == 0 || text.byte(at: index - 1) == 0x0A || text.byte(at: index - 1) == 0x0D { return true }
        guard mayLead, seen > 0, let lead, text.has(lead, at: index - lead.count) else { return false }
        return startsLine(index - lead.count, in: text, mayLead: false)
    }

    /// Where the piece of code ends, given where its literal does; nil where something else follows.
    private func closing(after end: Int, in text: ByteText) -> Int? {
        var index = end
        switch link {
        case .none: return index
        case .call:
            while let byte = text.byte(at: index), byte.isBlank || byte == 0x0A || byte == 0x0D { index += 1 }
            return text.byte(at: index) == UInt8(ascii: ")") ? index + 1 : nil
        case .assignment, .blank:
            if text.byte(at: index) == UInt8(ascii: ";") { index += 1 }
            if text.byte(at: index) == UInt8(ascii: "`") { return index + 1 }
            while text.byte(at: index)?.isBlank == true { index += 1 }
            let next = text.byte(at: index)
            let isEnd = next == nil || next == 0x0A || next == 0x0D || next == UInt8(ascii: "#")
            return isEnd || text.has([0x2F, 0x2F], at: index) ? index : nil
        }
    }
}
