/// Answers between single dollar signs: `$x = 42$`, `$\boxed{…}$`, `$\therefore …$` and the like.
///
/// Signs pair in order within a paragraph; `\$` and `$$` are not single ones. A paragraph with one sign speaks of
/// money; one with any other odd number cannot be read.
struct InlineMathFormat: AnswerFormat {
    /// What the signs must enclose for the span to count.
    enum Shape: Sendable {
        /// Anything.
        case anything
        /// One command and its argument, which is the answer.
        case command(String)
        /// A command at the start; the answer follows it.
        case after(String)
        /// `left \equiv right`; the answer is on the right.
        case equivalence
        /// One environment, whose content is the answer.
        case environment(String)
    }

    let shape: Shape

    func read(_ text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> SpanReading {
        try budget.spend(bytes: 4 * text.bytes.count)
        guard let spans = Self.spans(in: text) else { return .none("a `$` is not closed") }
        try budget.spend(steps: 4 * spans.count)
        return SpanReading(spans.compactMap { answer(in: $0, of: text) }, of: text, what: "`$…$` of this form")
    }

    private func answer(in span: Range<Int>, of text: ByteText) -> Range<Int>? {
        guard LaTeX.isBalanced(span, in: text) else { return nil }
        let content = text.trimmed(span)
        switch shape {
        case .anything: return content
        case .command(let name): return LaTeX.soleArgument(of: Array(name.utf8), content, in: text)
        case .after(let name):
            guard let start = LaTeX.argument(of: Array(name.utf8), at: content.lowerBound, in: text),
                start <= content.upperBound
            else { return nil }
            return LaTeX.withoutText(start..<content.upperBound, in: text)
        case .equivalence:
            let signs = Self.commands(Array("equiv".utf8), in: content, of: text)
            guard signs.count == 1, !text.trimmed(content.lowerBound..<signs[0].lowerBound).isEmpty else { return nil }
            return LaTeX.withoutText(signs[0].upperBound..<content.upperBound, in: text)
        case .environment(let name):
            guard case .found(let range, _) = EnvironmentScan(name: name).read(content, in: text),
                range.outer == content
            else { return nil }
            return LaTeX.withoutText(range.inner, in: text)
        }
    }

    /// Where a command stands in a range, each as the range from its backslash to what follows it.
    private static func commands(_ name: [UInt8], in range: Range<Int>, of text: ByteText) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var index = range.lowerBound
        while let backslash = text.firstIndex(of: UInt8(ascii: "\\"), in: index..<range.upperBound) {
            if let end = LaTeX.argument(of: name, at: backslash, in: text), end <= range.upperBound {
                found.append(backslash..<end)
            }
            index = min(backslash + 2, range.upperBound)
        }
        return found
    }

    /// What single dollar signs enclose, in order; nil where they do not pair.
    static func spans(in text: ByteText) -> [Range<Int>]? {
        var spans: [Range<Int>] = []
        var signs: [Int] = []
        var index = 0
        /// Ends a paragraph; false where its signs do not pair.
        func close() -> Bool {
            defer { signs.removeAll(keepingCapacity: true) }
            if signs.count == 1 { return true }
            guard signs.count.isMultiple(of: 2) else { return false }
            for pair in stride(from: 0, to: signs.count, by: 2) { spans.append(signs[pair] + 1..<signs[pair + 1]) }
            return true
        }
        while index < text.bytes.count {
            switch text.bytes[index] {
            case UInt8(ascii: "\\"): index += 2
            case UInt8(ascii: "$"):
                var end = index
                while text.byte(at: end) == UInt8(ascii: "$") { end += 1 }
                if end - index == 1 { signs.append(index) }
                index = end
            case 0x0A:
                index += 1
                if text.isBlankLine(from: index), !close() { return nil }
            default: index += 1
            }
        }
        return close() ? spans : nil
    }
}

/// `\begin{align}…\end{align}` or `\[…\]`, exactly once.
struct DisplayMathFormat: AnswerFormat {
    /// The environment's name; nil for `\[…\]`.
    let environment: String?

    func read(_ text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> SpanReading {
        try budget.spend(bytes: 2 * text.bytes.count)
        if let environment {
            switch EnvironmentScan(name: environment).read(text.all, in: text) {
            case .found(let range, let others):
                return SpanReading([range.inner] + others.map(\.inner), of: text, what: "`\(environment)`")
            case .none(let why): return .none(why)
            }
        }
        var spans: [Range<Int>] = []
        var opened: Int?
        var index = 0
        while let backslash = text.firstIndex(of: UInt8(ascii: "\\"), in: index..<text.bytes.count) {
            index = min(backslash + 2, text.bytes.count)
            switch (text.byte(at: backslash + 1), opened) {
            case (UInt8(ascii: "["), nil): opened = index
            case (UInt8(ascii: "["), .some): return .none("`\\[` is opened twice before it is closed")
            case (UInt8(ascii: "]"), nil): return .none("`\\]` closes what was not opened")
            case (UInt8(ascii: "]"), let start?):
                spans.append(start..<backslash)
                opened = nil
            default: break
            }
        }
        guard opened == nil else { return .none("`\\[` is not closed") }
        return SpanReading(spans, of: text, what: "`\\[…\\]`")
    }
}

/// Finds the environments of one name: `\begin{name}…\end{name}`, which do not nest.
struct EnvironmentScan {
    /// What was found.
    enum Reading {
        /// The first, and the ones after it: with its `\begin` and `\end`, and without.
        case found((outer: Range<Int>, inner: Range<Int>), [(outer: Range<Int>, inner: Range<Int>)])
        case none(String)
    }

    let name: String

    /// The environments in a range. O(range).
    func read(_ range: Range<Int>, in text: ByteText) -> Reading {
        let begin = Array("\\begin{\(name)}".utf8)
        let end = Array("\\end{\(name)}".utf8)
        var found: [(outer: Range<Int>, inner: Range<Int>)] = []
        var opened: Int?
        var index = range.lowerBound
        while let backslash = text.firstIndex(of: UInt8(ascii: "\\"), in: index..<range.upperBound) {
            index = min(backslash + 2, range.upperBound)
            if text.has(begin, at: backslash), backslash + begin.count <= range.upperBound {
                guard opened == nil else { return .none("`\(name)` begins twice before it ends") }
                opened = backslash
                index = backslash + begin.count
            } else if text.has(end, at: backslash), backslash + end.count <= range.upperBound {
                guard let start = opened else { return .none("`\(name)` ends before it begins") }
                index = backslash + end.count
                found.append((start..<index, start + begin.count..<backslash))
                opened = nil
            }
        }
        guard opened == nil else { return .none("`\(name)` does not end") }
        guard let first = found.first else { return .none("there is no `\(name)`") }
        return .found(first, Array(found.dropFirst()))
    }
}

extension ByteText {
    /// Whether the line that starts at a place holds nothing but blanks; so does the end of the text.
    func isBlankLine(from start: Int) -> Bool {
        var index = start
        while let byte = byte(at: index), byte.isBlank || byte == 0x0D { index += 1 }
        return byte(at: index) == nil || byte(at: index) == 0x0A
    }
}
