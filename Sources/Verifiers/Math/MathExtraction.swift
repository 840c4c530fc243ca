/// Finds the answer in a text, in the order of how surely it is one:
/// `final answer is X. I hope`; `final answer … is X` and boxes; `answer: … X`; `answer … X`; the last formula or number.
struct MathExtraction {
    /// A text that may be the answer.
    struct Candidate: Sendable {
        let bytes: [UInt8]
        /// Whether it stood in a box or between the signs of a formula, where `1,2` are two numbers.
        let isFormula: Bool
        /// The rest of the sentence that the bytes begin, read before these where it is mathematics; nil for none.
        var sentence: [UInt8]?
    }

    private let bytes: ArraySlice<UInt8>
    private let formulas: [MathSpans.Span]
    private let boxes: [MathSpans.Span]

    /// The candidates of a text, the surest first; where there are boxes, none that is less sure than these. O(bytes).
    static func candidates(in bytes: ArraySlice<UInt8>) -> [Candidate] {
        let extraction = MathExtraction(
            bytes: bytes, formulas: MathSpans.formulas(in: bytes), boxes: MathSpans.boxes(in: bytes))
        return extraction.candidates()
    }

    /// The most candidates of the least sure kind.
    private static let limit = 16

    private func candidates() -> [Candidate] {
        let anchors = words(Self.answer)
        let finals = anchors.filter { isFinal($0) }
        for anchor in finals.reversed() {
            if let found = afterIs(anchor, reach: 0), isHoped(found.end) { return [found.candidate] }
        }
        var best: (candidate: Candidate, end: Int)?
        for anchor in finals.reversed() {
            guard let found = afterIs(anchor, reach: 100) else { continue }
            if found.end > best?.end ?? -1 { best = found }
        }
        if let box = boxes.last, box.outer.upperBound > best?.end ?? -1 {
            return [Candidate(bytes: MathSpans.joined(boxes, in: bytes), isFormula: true)]
        }
        if let best { return [best.candidate] }
        var result: [Candidate] = []
        for demandsColon in [true, false] {
            for anchor in anchors.reversed() {
                let isColon = anchor.upperBound < bytes.endIndex && bytes[anchor.upperBound] == UInt8(ascii: ":")
                guard isColon || !demandsColon else { continue }
                let found = near(anchor.upperBound)
                if !found.isEmpty { return found }
            }
        }
        let tail = formulas.last?.outer.upperBound ?? bytes.startIndex
        if let plain = MathPlainSpans.last(in: bytes[tail...]),
            !MathSentence.isDenied(before: plain.lowerBound, in: bytes),
            !MathSentence.goesOn(after: plain.upperBound, in: bytes)
        {
            result.append(candidate(plain: plain))
        }
        var index = formulas.count - 1
        while index >= 0, result.count < Self.limit {
            let first = groupStart(endingAt: index)
            result.append(group(from: first, through: index).candidate)
            index = first - 1
        }
        return result
    }

    private func candidate(plain range: Range<Int>) -> Candidate {
        Candidate(bytes: Array(bytes[range]), isFormula: false)
    }
}

// MARK: Formulas side by side

extension MathExtraction {
    /// Formulas with `,`, `and` or `or` between them are one answer: at most so many.
    private static let groupLimit = 6

    private func areJoined(_ left: Int, _ right: Int) -> Bool {
        var gap = bytes[formulas[left].outer.upperBound..<formulas[right].outer.lowerBound]
        while let first = gap.first, first.isSpace { gap.removeFirst() }
        while let last = gap.last, last.isSpace { gap.removeLast() }
        return Self.joints.contains { gap.elementsEqual($0) }
    }

    private static let joints = [",", "and", "or", ",and", ",or", ", and", ", or"].map { Array($0.utf8) }

    private func groupStart(endingAt last: Int) -> Int {
        var first = last
        while first > 0, last - first + 1 < Self.groupLimit, areJoined(first - 1, first) { first -= 1 }
        return first
    }

    private func group(from first: Int, through last: Int) -> (candidate: Candidate, end: Int) {
        var content: [UInt8] = []
        var end = 0
        for index in first...last {
            let span = formulas[index]
            if index > first { content.append(UInt8(ascii: ",")) }
            content += bytes[span.content]
            end = MathPlainSpans.withPercent(span.outer.upperBound, in: bytes)
            if end > span.outer.upperBound { content += [UInt8(ascii: "\\"), UInt8(ascii: "%")] }
        }
        return (Candidate(bytes: content, isFormula: true), end)
    }

    /// The formulas that begin at a place.
    private func group(at start: Int) -> (candidate: Candidate, end: Int)? {
        guard let first = firstFormula(from: start), formulas[first].outer.lowerBound == start else { return nil }
        var last = first
        while last + 1 < formulas.count, last - first + 1 < Self.groupLimit, areJoined(last, last + 1) { last += 1 }
        return group(from: first, through: last)
    }

    /// The first formula at or after a place, by halving.
    private func firstFormula(from start: Int) -> Int? {
        var low = 0
        var high = formulas.count
        while low < high {
            let middle = (low + high) / 2
            if formulas[middle].outer.lowerBound < start { low = middle + 1 } else { high = middle }
        }
        return low < formulas.count ? low : nil
    }
}

// MARK: Words that announce the answer

extension MathExtraction {
    private static let answer = Array("answer".utf8)
    private static let final = Array("final ".utf8)
    private static let verb = Array("is".utf8)
    private static let hope = Array("i hope".utf8)

    /// Where a word stands, in whatever case.
    private func words(_ word: [UInt8]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        guard bytes.count >= word.count else { return result }
        var index = bytes.startIndex
        let end = bytes.endIndex - word.count
        while index <= end {
            if bytes[index] | 0x20 == word[0], matches(word, at: index) {
                result.append(index..<index + word.count)
                index += word.count
            } else {
                index += 1
            }
        }
        return result
    }

    private func matches(_ word: [UInt8], at start: Int) -> Bool {
        guard start >= bytes.startIndex, start + word.count <= bytes.endIndex else { return false }
        return word.indices.allSatisfy { bytes[start + $0] | 0x20 == word[$0] | 0x20 }
    }

    private func isFinal(_ anchor: Range<Int>) -> Bool {
        matches(Self.final, at: anchor.lowerBound - Self.final.count)
    }

    /// What follows `is` after an anchor: directly, or within reach of it.
    private func afterIs(_ anchor: Range<Int>, reach: Int) -> (candidate: Candidate, end: Int)? {
        let limit = min(anchor.upperBound + reach, bytes.endIndex)
        var index = anchor.upperBound
        while index <= limit, index + 3 < bytes.endIndex {
            if bytes[index].isSpace, matches(Self.verb, at: index + 1), let found = expression(after: index + 3) {
                return found
            }
            index += 1
        }
        return nil
    }

    /// What begins at a place, a colon and white space aside.
    private func expression(after start: Int) -> (candidate: Candidate, end: Int)? {
        var index = start
        if index < bytes.endIndex, bytes[index] == UInt8(ascii: ":") { index += 1 }
        while index < bytes.endIndex, bytes[index].isSpace { index += 1 }
        guard index > start, index < bytes.endIndex else { return nil }
        if let found = group(at: index) { return found }
        while index < bytes.endIndex, bytes[index] == UInt8(ascii: "*") || bytes[index] == UInt8(ascii: "$") {
            index += 1
        }
        return spoken(at: index)
    }

    /// Plain mathematics that begins at a place: the sentence to its end, else a number or sum that is not cut short.
    private func spoken(at index: Int) -> (candidate: Candidate, end: Int)? {
        guard index < bytes.endIndex else { return nil }
        let sentence = MathSentence.rest(from: index, in: bytes)
        guard let plain = MathPlainSpans.expression(at: index, in: bytes) ?? MathPlainSpans.match(at: index, in: bytes),
            !MathSentence.goesOn(after: plain.upperBound, in: bytes)
        else {
            return sentence.map { (Candidate(bytes: Array(bytes[$0]), isFormula: false), $0.upperBound) }
        }
        var found = candidate(plain: plain)
        found.sentence = sentence.map { Array(bytes[$0]) }
        return (found, plain.upperBound)
    }

    /// Whether `. I hope` follows.
    private func isHoped(_ end: Int) -> Bool {
        var index = end
        if index < bytes.endIndex, bytes[index] == UInt8(ascii: ".") { index += 1 }
        while index < bytes.endIndex, bytes[index].isSpace, index < end + 3 { index += 1 }
        return matches(Self.hope, at: index)
    }

    /// The first formula within 50 bytes of an anchor, else what stands behind the last `=` within 100, else the first
    /// number within 50.
    private func near(_ start: Int) -> [Candidate] {
        if let first = firstFormula(from: start), formulas[first].outer.lowerBound <= start + 52 {
            return group(at: formulas[first].outer.lowerBound).map { [$0.candidate] } ?? []
        }
        var result: [Candidate] = []
        let said = MathSentence.announced(after: start, in: bytes)
        if !MathSentence.beginsNumber(at: said, in: bytes), let sentence = MathSentence.rest(from: said, in: bytes) {
            result.append(Candidate(bytes: Array(bytes[sentence]), isFormula: false))
        }
        let limit = min(start + 100, bytes.endIndex)
        if let equals = bytes[start..<limit].lastIndex(of: UInt8(ascii: "=")),
            let found = expression(after: equals + 1) ?? spoken(at: equals + 1)
        {
            return result + [found.candidate]
        }
        var index = start
        while index < min(start + 50, bytes.endIndex) {
            if MathSentence.beginsNumber(at: index, in: bytes), let found = spoken(at: index) {
                return MathSentence.isDenied(before: index, in: bytes[start...]) ? [] : result + [found.candidate]
            }
            index += 1
        }
        return result
    }
}
