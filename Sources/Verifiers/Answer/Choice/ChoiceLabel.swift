/// Reads a label where one may stand: `B`, `(B)`, `**B**`, `$\text{B}$`, `option B`.
///
/// A bare letter that could be a word ("A large one", "I think") or a name ("C-reactive", "B = 5") is none.
struct ChoiceLabel {
    /// What was read.
    struct Reading {
        /// The option.
        let index: Int
        /// The letter itself.
        let span: Range<Int>
        /// Where the label ends, brackets and marks round it included.
        let end: Int
        /// Whether brackets or marks stand round it.
        let isWrapped: Bool
    }

    let text: ByteText
    let choices: AnswerChoices

    private static let openings: [[UInt8]] = [
        "\\boxed{", "\\text{", "\\textbf{", "\\textit{", "\\mathrm{", "\\mathbf{", "\\mathsf{", "\\mathit{",
        "\\(", "\\[", "(", "[", "{", "$", "*", "_", "`", "\"", "'", "“", "‘",
    ].map { Array($0.utf8) }
    private static let closings: [[UInt8]] = [
        "\\)", "\\]", ")", "]", "}", "$", "*", "_", "`", "\"", "'", "”", "’",
    ].map { Array($0.utf8) }

    /// Words that may follow a bare letter without making it another word's.
    private static let followers: Set<String> = [
        "because", "since", "as", "for", "with", "which", "due", "given", "based", "by", "that", "and", "or", "when",
        "is", "was", "would", "in", "from", "here", "among", "but", "not", "if", "so", "therefore", "hence", "thus",
        "on", "according", "rather", "where", "while", "only", "indeed", "to", "this", "the", "it", "i", "option",
        "correct", "right", "instead",
    ]

    /// The label that starts at a place; nil where none does.
    func read(at start: Int, before limit: Int) -> Reading? {
        var index = start
        var opened = 0
        var brackets = 0
        while opened < 12, let first = text.byte(at: index), first.isOne(of: "\\([{$*_`\"'“"),
            let opening = Self.openings.first(where: { $0.first == first && text.has($0, at: index) })
        {
            opened += 1
            if let last = opening.last, last.isOne(of: "({[") { brackets += 1 }
            index += opening.count
            while index < limit, text.bytes[index].isBlank { index += 1 }
        }
        index = skipNoun(index, before: limit)
        guard index < limit, let choice = choices.index(of: text.bytes[index]) else { return nil }
        let byte = text.bytes[index]
        // A small letter is a label where a bracket says so: `(b)`, `b)`.
        if byte.isLetter, byte == byte.inLowerCase, brackets == 0, text.byte(at: index + 1) != UInt8(ascii: ")") {
            return nil
        }
        let span = index..<index + 1
        guard isWhole(span, before: limit) else { return nil }
        index += 1
        var closed = 0
        while closed < 12, index < limit {
            let first = text.bytes[index]
            guard first.isOne(of: "\\)]}$*_`\"'“"),
                let closing = Self.closings.first(where: { $0.first == first && text.has($0, at: index) })
            else { break }
            index += closing.count
            closed += 1
        }
        if brackets > 0, closed == 0 { return nil }
        // `B)` is a label too, as lists write them.
        let isWrapped = closed > 0
        if !isWrapped, isWordOfText(after: index, before: limit, choice: choice) { return nil }
        return Reading(index: choice, span: span, end: index, isWrapped: isWrapped)
    }

    private func skipNoun(_ start: Int, before limit: Int) -> Int {
        guard start < limit, text.bytes[start].inLowerCase.isOne(of: "ocla") else { return start }
        for noun in ["option", "choice", "letter", "answer"] {
            let end = start + noun.utf8.count
            guard end < limit, text.bytes[end].isBlank,
                zip(text.bytes[start..<end], noun.utf8).allSatisfy({ $0.inLowerCase == $1 })
            else { continue }
            var index = end
            while index < limit, text.bytes[index].isBlank || text.bytes[index].isOne(of: "*_(") { index += 1 }
            return index
        }
        return start
    }

    /// Whether a byte stands alone: no letter, digit, or sign that makes it part of a word or formula beside it.
    func isWhole(_ span: Range<Int>, before limit: Int) -> Bool {
        if let before = text.byte(at: span.lowerBound - 1),
            before.isLetter || before.isDigit || before == UInt8(ascii: "\\")
        {
            return false
        }
        guard span.upperBound < limit, let next = text.byte(at: span.upperBound) else { return true }
        if next.isLetter || next.isDigit || next.isOne(of: "+#^=<>") { return false }
        let second = span.upperBound + 1 < limit ? text.byte(at: span.upperBound + 1) : nil
        switch next {
        case UInt8(ascii: "'"), UInt8(ascii: "-"): return !(second?.isLetter ?? false)
        case UInt8(ascii: "_"): return !(second.map { $0.isWordByte || $0 == UInt8(ascii: "{") } ?? false)
        case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "%"): return !(second?.isDigit ?? false)
        case 0x20:
            let after = second ?? 0
            let third = span.upperBound + 2 < limit ? text.byte(at: span.upperBound + 2) : nil
            return !(after.isOne(of: "=<>+^") && (third.map { $0.isBlank || $0 == UInt8(ascii: "=") } ?? false))
        default:
            // The typographic apostrophe of "I’m".
            if text.has([0xE2, 0x80, 0x99], at: span.upperBound) {
                return !(text.byte(at: span.upperBound + 3)?.isLetter ?? false)
            }
            if next >= 0x80, let scalar = text.scalar(at: span.upperBound)?.scalar {
                return !scalar.properties.isAlphabetic || scalar.value >= 0x2E80
            }
            return true
        }
    }

    /// Whether the word after a bare letter makes the letter a word of running text.
    private func isWordOfText(after end: Int, before limit: Int, choice: Int) -> Bool {
        guard end < limit, text.bytes[end].isBlank else { return false }
        var start = end
        while start < limit, text.bytes[start].isBlank { start += 1 }
        guard start < limit, text.bytes[start].isLetter else { return false }
        if let option = choices.text(at: start, before: limit, in: text), option.index == choice { return false }
        return !Self.followers.contains(text.word(at: start, before: limit))
    }
}
