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
    /// What its first two code points are in ASCII, for a text that is ASCII alone; nil where it has no such two.
    private let pair: BytePair?
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
        pair = scalars.count < 2 ? nil : BytePair(scalars[0], scalars[1], ignoringCase: ignoringCase)
    }

    /// The first occurrence that starts in a range. Spends the bytes scanned and a step for each place looked at closer.
    func next(
        in text: ResponseText, range: Range<Int>, budget: inout Budget
    ) throws(BudgetExhausted) -> Range<Int>? {
        var index = range.lowerBound
        let end = range.upperBound
        var compared = 0
        while index < end {
            if text.isASCII, let pair { index = pair.next(in: text.bytes, from: index, before: end) ?? end }
            guard index < end else { break }
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

/// Two ASCII characters that follow each other, looked for eight places at a time.
private struct BytePair: Sendable {
    /// What is set in a byte before it is compared, the bit of small letters or nothing, and what it must be then.
    private let bits: (UInt64, UInt64)
    private let wanted: (UInt64, UInt64)

    /// Two code points, folded where case is ignored; nil unless both are ASCII.
    init?(_ first: UInt32, _ second: UInt32, ignoringCase: Bool) {
        guard first < 0x80, second < 0x80 else { return nil }
        func bit(_ value: UInt32) -> UInt64 { ignoringCase && value >= 0x61 && value <= 0x7A ? 0x20 : 0 }
        bits = (bit(first) &* Self.everyByte, bit(second) &* Self.everyByte)
        wanted = (UInt64(first) &* Self.everyByte, UInt64(second) &* Self.everyByte)
    }

    private static let everyByte: UInt64 = 0x0101_0101_0101_0101

    /// The first place from one on and before another at which they may stand: the second is looked for in the rest of
    /// the bytes. O(bytes).
    @inline(__always)
    func next(in bytes: [UInt8], from start: Int, before end: Int) -> Int? {
        bytes.withUnsafeBytes { bytes in
            var index = start
            while index < end, index + 9 <= bytes.count {
                let first = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                let second = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index + 1, as: UInt64.self))
                let differences = ((first | bits.0) ^ wanted.0) | ((second | bits.1) ^ wanted.1)
                // The lowest bit that is left stands in the first byte that is zero.
                let zeros = (differences &- Self.everyByte) & ~differences & (0x80 &* Self.everyByte)
                if zeros != 0 {
                    let found = index + (zeros.trailingZeroBitCount >> 3)
                    return found < end ? found : nil
                }
                index += 8
            }
            // What is left is looked at by whoever asks.
            return index < end ? index : nil
        }
    }
}
