/// A multiple-choice answer in running text: which option it says is the answer, if it says so and of one only.
///
/// Read, in this order, and no further once something is found: the text is a choice and nothing else; it claims one
/// ("the answer is (B)", `\boxed{B}`); a line is a choice; a choice stands in bold; a conclusion names one; one option's
/// text is all that is spoken of. Two options found in one way are never settled by another.
struct ChoiceFormat: AnswerFormat {
    let choices: AnswerChoices

    /// No: where several options are named, one of them twice is no answer.
    var takesRepeats: Bool { false }

    func read(_ text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> SpanReading {
        try budget.spend(bytes: 8 * text.bytes.count)
        let lone = ChoiceLone(text: text, choices: choices)
        let content = text.trimmed(text.all)
        guard !content.isEmpty else { return .none("the text is empty") }
        if let claim = lone.read(content, allowsRest: false) { return settle([claim]) }
        let found = try ChoiceClaims(text: text, choices: choices).find(budget: &budget)
        if found.isOpen, found.claims.isEmpty { return .several(found.withdrawn.map(\.span)) }
        if !found.claims.isEmpty { return settle(found.claims, passedOver: found.withdrawn) }
        let isOneLine = text.lineEnd(from: content.lowerBound) >= content.upperBound
        if isOneLine, content.count <= 400, let claim = lone.read(content, allowsRest: true) { return settle([claim]) }
        let lines = text.lines(in: text.all).map(text.trimmed).filter { !$0.isEmpty }
        try budget.spend(steps: 32 * lines.count)
        try budget.spend(bytes: 8 * text.bytes.count)
        let alone = lines.compactMap { lone.read($0, allowsRest: false) }
        if !alone.isEmpty { return settle(alone) }
        let bold = try bolds(in: text, budget: &budget).compactMap { lone.read($0, allowsRest: false) }
        if !bold.isEmpty { return settle(bold) }
        let concluded = conclusions(in: text)
        if !concluded.isEmpty { return settle(concluded) }
        return try mentioned(in: text, budget: &budget)
    }

    /// One option claimed is the answer; several are not. Earlier words of several that could be give way to one.
    private func settle(_ claims: [ChoiceClaims.Claim], passedOver: [ChoiceClaims.Claim] = []) -> SpanReading {
        let single = claims.filter { $0.indexes.count == 1 }
        guard let last = claims.last, last.indexes.count == 1, single.allSatisfy({ $0.indexes == last.indexes }) else {
            return .several(claims.map(\.span))
        }
        return .found(last.span, passedOver: (passedOver + claims.dropLast()).map(\.span))
    }

    private func bolds(in text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> [Range<Int>] {
        switch try DelimitedFormat("*", length: 2, insideWords: true).read(text, budget: &budget) {
        case .found(let range, _): [range]
        case .several(let ranges): ranges
        case .none: []
        }
    }

    private static let conclusionWords: Set<String> = [
        "therefore", "thus", "so", "hence", "ultimately", "finally", "conclusion", "overall", "it's",
    ]
    private static let conclusionKeys = ChoiceWords(Array(conclusionWords))

    /// "Therefore, (B)." and the like: a word of conclusion, then a label, then the end of the sentence.
    private func conclusions(in text: ByteText) -> [ChoiceClaims.Claim] {
        var claims: [ChoiceClaims.Claim] = []
        let label = ChoiceLabel(text: text, choices: choices)
        var index = 0
        while index < text.bytes.count {
            guard text.bytes[index].isLetter else {
                index += 1
                continue
            }
            let (key, end) = text.wordKey(at: index)
            defer { index = end }
            guard Self.conclusionKeys.contains(key) else { continue }
            let cue = text.word(at: index, before: text.bytes.count)
            guard Self.conclusionWords.contains(cue) else { continue }
            var start = end
            while let byte = text.byte(at: start), byte.isBlank || byte.isOne(of: ",:*") { start += 1 }
            // "So is (C)" says of another option what was said of one.
            if cue == "so", text.word(at: start, before: text.bytes.count) == "is" { continue }
            for filler in ["it", "is", "it's", "must", "be"]
            where text.word(at: start, before: text.bytes.count) == filler {
                start = text.wordEnd(from: start, before: text.bytes.count)
                while text.byte(at: start)?.isBlank == true { start += 1 }
            }
            guard let reading = label.read(at: start, before: text.bytes.count) else { continue }
            let next = text.byte(at: reading.end)
            if next == nil || (next ?? 0).isOne(of: ".!\n\r") {
                claims.append(ChoiceClaims.Claim(indexes: [reading.index], span: reading.span))
            }
        }
        return claims
    }

    private static let denials: Set<String> = [
        "not", "never", "except", "wrong", "incorrect", "unlike", "neither", "nor", "cannot", "can't", "isn't", "don't",
        "doesn't", "wasn't", "aren't", "unsure", "maybe", "perhaps", "might", "could", "either", "or", "false",
    ]
    private static let denialKeys = ChoiceWords(Array(denials))

    /// The one option whose text occurs, in a text that denies nothing.
    private func mentioned(in text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> SpanReading {
        let nothing = SpanReading.none("no option is said to be the answer")
        guard choices.texts.contains(where: { !$0.isEmpty }) else { return nothing }
        let firsts = Set(choices.texts.compactMap(\.first))
        var spans: [Range<Int>] = []
        var mentioned: Set<[UInt8]> = []
        var index = 0
        while index < text.bytes.count {
            let byte = text.bytes[index]
            if firsts.contains(byte.inLowerCase) {
                try budget.spend(
                    bytes: choices.texts.reduce(0) { $0 + ($1.first == byte.inLowerCase ? min($1.count, 1_000) : 0) })
                if let option = choices.text(at: index, before: text.bytes.count, in: text) {
                    spans.append(index..<option.end)
                    mentioned.insert(choices.texts[option.index])
                    index = option.end
                    continue
                }
            }
            if byte.isLetter {
                let (key, end) = text.wordKey(at: index)
                if Self.denialKeys.contains(key),
                    Self.denials.contains(text.word(at: index, before: text.bytes.count))
                {
                    return nothing
                }
                index = end
            } else if byte == UInt8(ascii: "?") {
                return nothing
            } else {
                index += 1
            }
        }
        guard let last = spans.last, let only = mentioned.first, only.count > 1 else { return nothing }
        guard mentioned.count == 1, choices.indexes(ofText: only).count == 1 else { return .several(spans) }
        return .found(last, passedOver: Array(spans.dropLast()))
    }
}
