/// Reads a piece of text that is a choice and nothing else: `B`, `(b)`, `**B) Paris**`, `Option B`, `Paris`.
struct ChoiceLone {
    let text: ByteText
    let choices: AnswerChoices

    private static let wrappers: [(open: [UInt8], close: [UInt8])] = [
        ("**", "**"), ("__", "__"), ("*", "*"), ("_", "_"), ("`", "`"), ("$$", "$$"), ("$", "$"), ("\\(", "\\)"),
        ("\\[", "\\]"), ("\\boxed{", "}"), ("\\text{", "}"), ("\\textbf{", "}"), ("\\textit{", "}"), ("\\mathrm{", "}"),
        ("\\mathbf{", "}"), ("\\mathsf{", "}"), ("<answer>", "</answer>"), ("\"", "\""), ("'", "'"), ("“", "”"),
        ("[", "]"), ("{", "}"), ("(", ")"),
    ].map { (Array($0.0.utf8), Array($0.1.utf8)) }

    /// The choice; nil where it is more or something else. `allowsRest`: words may follow `B)` or the option's own text.
    func read(_ range: Range<Int>, allowsRest: Bool) -> ChoiceClaims.Claim? {
        let range = bare(range)
        guard !range.isEmpty else { return nil }
        if range.count == 1, let index = choices.index(of: text.bytes[range.lowerBound]) {
            return ChoiceClaims.Claim(indexes: [index], span: range)
        }
        if range.count <= 4_096 {
            let whole = choices.indexes(ofText: AnswerChoices.normalised(text.string(range)))
            if !whole.isEmpty { return ChoiceClaims.Claim(indexes: whole, span: range) }
        }
        return labelled(range, allowsRest: allowsRest)
    }

    /// A range without what is wrapped round all of it, and without a full stop or a list's mark.
    private func bare(_ range: Range<Int>) -> Range<Int> {
        var range = text.trimmed(range)
        for _ in 0..<8 {
            let before = range
            for wrapper in Self.wrappers
            where range.count > wrapper.open.count + wrapper.close.count
                && wrapper.open[0] == text.bytes[range.lowerBound] && text.has(wrapper.open, at: range.lowerBound)
                && text.has(wrapper.close, at: range.upperBound - wrapper.close.count)
                && isOne(wrapper.open, wrapper.close, range)
            {
                range = text.trimmed(range.lowerBound + wrapper.open.count..<range.upperBound - wrapper.close.count)
            }
            if range.count > 1, let last = text.byte(at: range.upperBound - 1), last == UInt8(ascii: ".") {
                range = range.lowerBound..<range.upperBound - 1
            }
            for noun in ["option ", "choice ", "letter "] where range.count > noun.utf8.count {
                let start = text.bytes[range.lowerBound..<range.lowerBound + noun.utf8.count]
                guard zip(start, noun.utf8).allSatisfy({ $0.inLowerCase == $1 }) else { continue }
                range = text.trimmed(range.lowerBound + noun.utf8.count..<range.upperBound)
            }
            if range == before { break }
        }
        return range
    }

    /// Whether a wrapper's ends belong to each other: no other of its ends lies between.
    private func isOne(_ open: [UInt8], _ close: [UInt8], _ range: Range<Int>) -> Bool {
        let inner = range.lowerBound + open.count..<range.upperBound - close.count
        guard inner.count <= 4_096 else { return false }
        return !inner.contains { text.has(close, at: $0) && $0 + close.count <= inner.upperBound }
    }

    /// `B) Paris`, `(B) Paris`, `B. Paris`, `B: Paris`.
    private func labelled(_ range: Range<Int>, allowsRest: Bool) -> ChoiceClaims.Claim? {
        var index = range.lowerBound
        let wrapped = text.bytes[index] == UInt8(ascii: "(") || text.bytes[index] == UInt8(ascii: "[")
        var marks = 0
        while index < range.upperBound, text.bytes[index].isOne(of: "([*_"), marks < 4 {
            index += 1
            marks += 1
        }
        guard index < range.upperBound, let choice = choices.index(of: text.bytes[index]),
            ChoiceLabel(text: text, choices: choices).isWhole(index..<index + 1, before: range.upperBound)
        else { return nil }
        let span = index..<index + 1
        let isLower = text.bytes[index].isLetter && text.bytes[index] == text.bytes[index].inLowerCase
        index += 1
        let sign = index
        while index < range.upperBound, text.bytes[index].isOne(of: ")].:-*_ \t,–—") { index += 1 }
        let isList = sign < range.upperBound && text.bytes[sign].isOne(of: ")].:")
        let isClosed = sign < range.upperBound && text.bytes[sign].isOne(of: ")]:")
        guard index < range.upperBound else { return !wrapped || isClosed ? claim([choice], span) : nil }
        if let option = choices.text(at: index, before: range.upperBound, in: text) {
            let rest = text.trimmed(option.end..<range.upperBound)
            let isEnd = text.bytes[rest].allSatisfy { $0.isOne(of: ".*_)\"'") }
            let isSame = option.index == choice || choices.texts[option.index] == choices.texts[choice]
            if isSame, isEnd || allowsRest { return claim([choice], span) }
            if !isSame, isEnd { return claim([choice, option.index], span) }
        }
        // Where the options' texts are known, words that are none of them are a sentence of their own.
        guard allowsRest, isClosed || isList, !isLower, choices.texts.allSatisfy(\.isEmpty) else { return nil }
        // `C. D.` names two.
        if let other = read(index..<range.upperBound, allowsRest: false), other.indexes != [choice] {
            return claim([choice] + other.indexes, span)
        }
        let speaksOn = Self.verbs.contains(text.word(at: index, before: range.upperBound))
        let namesAnother = (index..<range.upperBound).contains { place in
            text.bytes[place].isOne(of: "([")
                && ChoiceLabel(text: text, choices: choices).read(at: place, before: range.upperBound) != nil
        }
        return speaksOn || namesAnother ? nil : claim([choice], span)
    }

    /// Words that make a label the subject of a sentence, which says something about the option.
    private static let verbs: Set<String> = [
        "is", "are", "was", "and", "or", "seems", "looks", "can", "cannot", "can't", "does", "doesn't", "isn't", "has",
        "would", "could", "may", "might", "but", "nor", "fails", "appears", "contradicts", "not", "wrong", "incorrect",
    ]

    private func claim(_ indexes: [Int], _ span: Range<Int>) -> ChoiceClaims.Claim {
        ChoiceClaims.Claim(indexes: indexes, span: span)
    }
}
