/// A keyword of the reference checkers: a regular expression as Python reads it, most often a plain word.
///
/// A word without any sign that means something is looked for as it is; anything else goes to PCRE2.
struct KeywordPattern: Sendable {
    private enum Program: Sendable {
        case literal(FoldedLiteral)
        case expression(RegularExpression)
    }

    private let program: Program

    /// A pattern that matches in either case; throws what is wrong with it.
    ///
    /// With `asWord` it must stand between word boundaries (`\bpattern\b`).
    init(_ pattern: String, asWord: Bool = false) throws(PatternError) {
        if pattern.unicodeScalars.contains(where: { "\\.^$*+?{}[]|()".unicodeScalars.contains($0) }) {
            let written = asWord ? "\\b\(pattern)\\b" : pattern
            program = .expression(
                try RegularExpression(pattern: try PythonPattern.translate(written), options: .caseInsensitive))
        } else {
            program = .literal(FoldedLiteral(pattern, asWord: asWord))
        }
    }

    /// A literal that must stand between word boundaries.
    init(literal: String, ignoringCase: Bool) {
        program = .literal(FoldedLiteral(literal, asWord: true, ignoringCase: ignoringCase))
    }

    /// Whether it is found in a range of a text.
    func isFound(in text: ResponseText, range: Range<Int>? = nil, budget: inout Budget) throws(BudgetExhausted) -> Bool
    {
        let range = range ?? text.all
        switch program {
        case .literal(let literal): return try literal.next(in: text, range: range, budget: &budget) != nil
        case .expression(let expression):
            let bytes = range == text.all ? text.bytes : Array(text.bytes[range])
            return try expression.firstMatch(in: bytes.span, budget: &budget) != nil
        }
    }

    /// How often it is found, occurrences not overlapping.
    func count(in text: ResponseText, budget: inout Budget) throws(BudgetExhausted) -> Int {
        var count = 0
        var start = 0
        while start <= text.count {
            let match: Range<Int>?
            switch program {
            case .literal(let literal):
                match = try literal.next(in: text, range: start..<text.count, budget: &budget)
            case .expression(let expression):
                match = try expression.firstMatch(in: text.bytes.span, from: start, budget: &budget)
            }
            guard let match else { break }
            count += 1
            start = match.upperBound
            // After an empty match the search goes on behind the next code point.
            if match.isEmpty { start += start < text.count ? text.scalar(at: start).length : 1 }
        }
        return count
    }
}

/// A text that is looked for as it is, in either case or in its own.
struct FoldedLiteral: Sendable {
    private let scalars: [UInt32]
    private let asWord: Bool
    private let ignoresCase: Bool
    /// The bytes that an occurrence may start with.
    private let starts: [Bool]
    private let startsInWord: Bool
    private let endsInWord: Bool

    init(_ literal: String, asWord: Bool = false, ignoringCase: Bool = true) {
        scalars = literal.unicodeScalars.map { ignoringCase ? CodePoint.folded($0.value) : $0.value }
        self.asWord = asWord
        ignoresCase = ignoringCase
        startsInWord = (literal.unicodeScalars.first.map { CodePoint.isWord($0.value) }) ?? false
        endsInWord = (literal.unicodeScalars.last.map { CodePoint.isWord($0.value) }) ?? false
        var starts = [Bool](repeating: false, count: 256)
        if let first = scalars.first {
            for byte in 0..<256 {
                // Beyond ASCII any letter may fold to the first one.
                starts[byte] =
                    byte >= 0x80
                    ? (ignoringCase || first >= 0x80)
                    : first == (ignoringCase ? CodePoint.folded(UInt32(byte)) : UInt32(byte))
            }
        } else {
            starts = [Bool](repeating: true, count: 256)
        }
        self.starts = starts
    }

    /// The first occurrence that starts in a range. Spends the bytes scanned and a step for each place looked at closer.
    func next(
        in text: ResponseText, range: Range<Int>, budget: inout Budget
    ) throws(BudgetExhausted) -> Range<Int>? {
        var index = range.lowerBound
        let end = range.upperBound
        var compared = 0
        defer { _ = compared }
        while index < end {
            let byte = text.bytes[index]
            if starts[Int(byte)], byte & 0xC0 != 0x80 {
                let (matchEnd, looked) = match(in: text, at: index, before: end)
                compared += looked
                if compared > 1_024 {
                    try budget.spend(steps: compared)
                    compared = 0
                }
                if let matchEnd {
                    try budget.spend(bytes: matchEnd - range.lowerBound)
                    return index..<matchEnd
                }
            }
            index += 1
        }
        try budget.spend(bytes: range.count)
        // Only an empty literal is found behind the last byte.
        return scalars.isEmpty && isBounded(end..<end, in: text) ? end..<end : nil
    }

    /// Where an occurrence at a place ends, and how many code points were compared.
    @inline(__always)
    private func match(in text: ResponseText, at start: Int, before end: Int) -> (end: Int?, compared: Int) {
        var index = start
        var position = 0
        while position < scalars.count {
            guard index < end else { return (nil, position) }
            let (value, length) = text.scalar(at: index)
            guard (ignoresCase ? CodePoint.folded(value) : value) == scalars[position] else { return (nil, position) }
            index += length
            position += 1
        }
        return (isBounded(start..<index, in: text) ? index : nil, position)
    }

    private func isBounded(_ range: Range<Int>, in text: ResponseText) -> Bool {
        guard asWord else { return true }
        let before = range.lowerBound > 0 && CodePoint.isWord(text.scalar(before: range.lowerBound).value)
        let after = range.upperBound < text.count && CodePoint.isWord(text.scalar(at: range.upperBound).value)
        // Nothing between two boundaries: they are the same one.
        if scalars.isEmpty { return before != after }
        return before != startsInWord && after != endsInWord
    }
}
