internal import JSON

/// `as: set`: the same elements in any order, each counted once. Elements that are plain numbers compare by value,
/// others by code point.
///
/// An answer is a JSON array, or elements between commas or semicolons, `and` before the last allowed, braces or brackets
/// round all of them allowed.
struct SetComparison: AnswerComparison {
    /// The most elements that are read.
    static let largest = 10_000

    private enum Element: Hashable {
        case number(ExactDecimal)
        case text([UInt8])
    }

    private let expected: Set<Element>

    /// Expects an array of texts, numbers and booleans, or a text that spells a set; throws for anything else.
    init(_ expectation: AnswerExpectation) throws(OptionMismatch) {
        let elements: [Element]?
        switch expectation.equals {
        case .array(let values): elements = Self.elements(values)
        case .number(let number): elements = Self.element(number.text).map { [$0] }
        case .string(let text):
            var budget = Budget.standard
            let text = try? ByteText(text, budget: &budget)
            elements = text.flatMap { text in try? Self.read(text.all, in: text, budget: &budget) }
        case .null, .bool, .object: elements = nil
        }
        guard let elements, !elements.isEmpty else {
            throw OptionMismatch(
                "\(OptionMismatch.describe(expectation.equals)) is no set",
                hint: "give a list of texts and numbers, not empty, or a text like `1, 2, 3`")
        }
        expected = Set(elements)
    }

    func compare(_ answer: Range<Int>, in text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> AnswerMatch {
        guard let elements = try Self.read(answer, in: text, budget: &budget) else {
            return .unreadable("`\(text.excerpt(answer, limit: 64))` does not spell a set")
        }
        return Set(elements) == expected ? .equal : .different
    }

    private static func elements(_ values: [JSONValue]) -> [Element]? {
        var elements: [Element] = []
        for value in values {
            let text: String
            switch value {
            case .string(let content): text = content
            case .number(let number): text = number.text
            case .bool(let flag): text = "\(flag)"
            case .null, .array, .object: return nil
            }
            guard let element = element(text) else { return nil }
            elements.append(element)
        }
        return elements
    }

    private static func element(_ text: String) -> Element? {
        if let number = PlainNumber.read(text) { return .number(number) }
        var unbounded = Budget(steps: 0, bytes: .max)
        guard let text = try? ByteText(text, budget: &unbounded) else { return nil }
        let content = text.trimmed(text.all)
        return content.isEmpty ? nil : .text(Array(text.bytes[content]))
    }

    /// The elements that a range spells; nil where it cannot be said what they are.
    private static func read(
        _ range: Range<Int>, in text: ByteText, budget: inout Budget
    ) throws(BudgetExhausted) -> [Element]? {
        try budget.spend(bytes: 32 * range.count)
        let range = text.trimmed(range)
        guard let first = text.bytes[range].first else { return nil }
        if first == UInt8(ascii: "["), let value = try? JSONReader(maxDepth: 8).read(text.bytes[range]),
            let array = value.array
        {
            return array.isEmpty || array.count > largest ? nil : elements(array)
        }
        guard let parts = split(unwrapped(range, in: text), in: text), parts.count <= largest else { return nil }
        var result: [Element] = []
        for part in parts {
            guard let element = element(text.string(unquoted(part, in: text))) else { return nil }
            result.append(element)
        }
        return result
    }

    /// A range without the braces or brackets round all of it.
    private static func unwrapped(_ range: Range<Int>, in text: ByteText) -> Range<Int> {
        for (open, close) in [("\\{", "\\}"), ("{", "}"), ("[", "]"), ("(", ")")] {
            let open = Array(open.utf8)
            let close = Array(close.utf8)
            guard range.count >= open.count + close.count, text.has(open, at: range.lowerBound),
                text.has(close, at: range.upperBound - close.count)
            else { continue }
            let inner = range.lowerBound + open.count..<range.upperBound - close.count
            var depth = 0
            for index in inner {
                if text.bytes[index] == open.last { depth += 1 }
                if text.bytes[index] == close.last { depth -= 1 }
                if depth < 0 { return range }
            }
            return text.trimmed(inner)
        }
        return range
    }

    /// The parts between separators outside of brackets; nil where a comma could also group digits.
    private static func split(_ range: Range<Int>, in text: ByteText) -> [Range<Int>]? {
        let bytes = text.bytes[range]
        let isSemicolon = bytes.contains(UInt8(ascii: ";"))
        let separator = isSemicolon ? UInt8(ascii: ";") : UInt8(ascii: ",")
        var parts: [Range<Int>] = []
        var depth = 0
        var start = range.lowerBound
        var tight = 0
        var spaced = 0
        for index in range {
            let byte = text.bytes[index]
            if byte.isOne(of: "([{") { depth += 1 }
            if byte.isOne(of: ")]}") { depth -= 1 }
            guard depth == 0, byte == separator else { continue }
            let isTight =
                index + 1 < range.upperBound && text.bytes[index + 1].isDigit
                && text.byte(at: index - 1)?.isDigit == true
            if isTight { tight += 1 } else { spaced += 1 }
            parts.append(text.trimmed(start..<index))
            start = index + 1
        }
        guard depth == 0, isSemicolon || tight == 0 || spaced == 0 else { return nil }
        let last = text.trimmed(start..<range.upperBound)
        parts += joined(last, isList: !parts.isEmpty, in: text)
        return parts.contains(where: \.isEmpty) ? nil : parts
    }

    /// The last part, taken apart at its `and`: `1, 2 and 3`, `1, 2, and 3`.
    private static func joined(_ last: Range<Int>, isList: Bool, in text: ByteText) -> [Range<Int>] {
        let and = Array("and ".utf8)
        if isList, last.count > and.count, text.has(and, at: last.lowerBound) {
            return [text.trimmed(last.lowerBound + and.count..<last.upperBound)]
        }
        let middle = Array(" and ".utf8)
        let places = last.filter { text.has(middle, at: $0) && $0 + middle.count < last.upperBound }
        guard places.count == 1 else { return [last] }
        return [text.trimmed(last.lowerBound..<places[0]), text.trimmed(places[0] + middle.count..<last.upperBound)]
    }

    private static func unquoted(_ range: Range<Int>, in text: ByteText) -> Range<Int> {
        guard range.count > 2, let first = text.byte(at: range.lowerBound), first.isOne(of: "\"'`"),
            text.byte(at: range.upperBound - 1) == first
        else { return range }
        return range.lowerBound + 1..<range.upperBound - 1
    }
}
