internal import JSON

/// Checks that only plain words have: literals instead of patterns, several counts at once.
enum PlainChecks {
    private static func texts(_ value: JSONValue) throws(OptionMismatch) -> [String] {
        let expected = "a list of 1 to \(InstructionArguments.longestList) texts, none of them empty"
        guard let list = value.array, !list.isEmpty, list.count <= InstructionArguments.longestList else {
            throw OptionMismatch("expected \(expected), found \(OptionMismatch.describe(value))")
        }
        var texts: [String] = []
        for element in list {
            guard let text = element.string, !text.isEmpty else {
                throw OptionMismatch("expected \(expected), found \(OptionMismatch.describe(element)) in it")
            }
            texts.append(text)
        }
        return texts
    }

    private static func bounds(_ value: JSONValue) throws(OptionMismatch) -> [(name: String, bound: CountBound)] {
        let expected = "an object with 1 to \(InstructionArguments.longestList) members, none of their names empty"
        guard let object = value.object, !object.isEmpty, object.count <= InstructionArguments.longestList,
            object.firstDuplicateKey == nil, object.keys.allSatisfy({ !$0.isEmpty })
        else { throw OptionMismatch("expected \(expected), found \(OptionMismatch.describe(value))") }
        var bounds: [(String, CountBound)] = []
        for member in object.members { bounds.append((member.key, try CountBound(member.value))) }
        return bounds
    }

    /// Every one of some words occurs, or none does, as a whole word and in either case.
    static func each(_ value: JSONValue, isWanted: Bool) throws(OptionMismatch) -> InstructionCheck {
        let words = try texts(value).map { ($0, KeywordPattern(literal: $0, ignoringCase: true)) }
        return { (text, budget) throws(BudgetExhausted) in
            for (word, literal) in words where try literal.isFound(in: text, budget: &budget) != isWanted {
                return .broken(isWanted ? "`\(word)` is missing" : "`\(word)` is forbidden")
            }
            return .followed
        }
    }

    /// Each of some words occurs as often as asked for, as a whole word and in either case.
    static func counts(_ value: JSONValue) throws(OptionMismatch) -> InstructionCheck {
        let words = try bounds(value).map { ($0.name, KeywordPattern(literal: $0.name, ignoringCase: true), $0.bound) }
        return { (text, budget) throws(BudgetExhausted) in
            for (word, literal, bound) in words {
                let count = try literal.count(in: text, budget: &budget)
                guard bound.holds(count) else {
                    return .broken("`\(word)` occurs \(count) times, asked for are \(bound.words)")
                }
            }
            return .followed
        }
    }

    /// Each of some characters, as a person counts them, occurs as often as asked for, in either case.
    static func characters(_ value: JSONValue) throws(OptionMismatch) -> InstructionCheck {
        var wanted: [(name: String, lower: String, bound: CountBound)] = []
        for (name, bound) in try bounds(value) {
            guard name.count == 1 else {
                throw OptionMismatch("\(OptionMismatch.describe(.string(name))) is not one character")
            }
            wanted.append((name, name.lowercased(), bound))
        }
        return { [wanted] (text, budget) throws(BudgetExhausted) in
            try budget.spend(bytes: 16 * text.count)
            var counts: [Character: Int] = [:]
            for character in text.string(text.all).lowercased() { counts[character, default: 0] += 1 }
            for (name, lower, bound) in wanted {
                let count = lower.count == 1 ? lower.first.flatMap { counts[$0] } ?? 0 : 0
                guard bound.holds(count) else {
                    return .broken("`\(name)` occurs \(count) times, asked for are \(bound.words)")
                }
            }
            return .followed
        }
    }

    /// Every one of some texts stands in the answer just as it is written.
    static func labels(_ value: JSONValue) throws(OptionMismatch) -> InstructionCheck {
        let labels = try texts(value).map { ($0, Array($0.utf8)) }
        return { (text, budget) throws(BudgetExhausted) in
            for (label, bytes) in labels {
                try budget.spend(bytes: text.count * min(bytes.count, 16))
                guard text.firstIndex(of: bytes, in: text.all) != nil else { return .broken("`\(label)` is missing") }
            }
            return .followed
        }
    }
}
