import JSON

/// One way of holding an answer against the one expected.
package protocol AnswerComparison: Sendable {
    /// Holds what was read against what is expected.
    func compare(
        _ answer: Range<Int>, in text: ByteText, budget: inout Budget
    ) throws(BudgetExhausted) -> AnswerMatch
}

/// How an answer stands to the one expected.
package enum AnswerMatch: Sendable, Hashable {
    case equal
    /// It is another one.
    case different
    /// It is not of the kind that is compared, and why.
    case unreadable(String)
}

/// What a comparison is made of.
struct AnswerExpectation: Sendable {
    /// The answer expected.
    var equals: JSONValue
    /// How far off a number may be.
    var tolerance: JSONValue?
}

/// The comparisons that the option `as` may name.
enum AnswerComparisons {
    typealias Make = @Sendable (AnswerExpectation) throws(OptionMismatch) -> any AnswerComparison

    /// One line a comparison.
    static let all: [(name: String, make: Make)] = [
        ("text", { (expected) throws(OptionMismatch) in try TextComparison(expected) }),
        ("number", { (expected) throws(OptionMismatch) in try NumberComparison(expected) }),
    ]

    /// Every comparison's name, in the order listed.
    static var names: [String] { all.map(\.name) }

    /// The comparison of a name; where none is given a number is compared as one and anything else as text.
    static func make(_ name: String?, _ expected: AnswerExpectation) throws(OptionMismatch) -> any AnswerComparison {
        let name = name ?? (expected.equals.number == nil ? "text" : "number")
        guard let entry = all.first(where: { $0.name == name }) else {
            throw OptionMismatch(
                "\(OptionMismatch.describe(.string(name))) is not a comparison",
                hint: NearestName.hint(for: name, among: names))
        }
        return try entry.make(expected)
    }
}

/// `as: text`: the same code points, white space around them aside; nothing is folded.
struct TextComparison: AnswerComparison {
    private let expected: [UInt8]

    /// Expects a text, or a number or boolean as it is written; throws for anything else, and for an empty one.
    init(_ expectation: AnswerExpectation) throws(OptionMismatch) {
        guard expectation.tolerance == nil else {
            throw OptionMismatch("`tolerance` belongs to `as: number` only")
        }
        let written: String
        switch expectation.equals {
        case .string(let text): written = text
        case .number(let number): written = number.text
        case .bool(let flag): written = "\(flag)"
        case .null, .array, .object:
            throw OptionMismatch("expected a text, found \(OptionMismatch.describe(expectation.equals))")
        }
        var unbounded = Budget(steps: 0, bytes: .max)
        guard let text = try? ByteText(written, budget: &unbounded) else {
            throw OptionMismatch("the text is too long")
        }
        let content = text.trimmed(text.all)
        guard !content.isEmpty else { throw OptionMismatch("the text is empty, and an empty answer never passes") }
        expected = content == text.all ? text.bytes : Array(text.bytes[content])
    }

    func compare(_ answer: Range<Int>, in text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> AnswerMatch {
        try budget.spend(bytes: answer.count)
        return text.bytes[answer].elementsEqual(expected) ? .equal : .different
    }
}

/// `as: number`: the same decimal value, exactly, or within an absolute tolerance, exactly too.
struct NumberComparison: AnswerComparison {
    private let expected: ExactDecimal
    private let tolerance: ExactDecimal?

    /// Expects a number, or a text that spells one; throws for anything else.
    init(_ expectation: AnswerExpectation) throws(OptionMismatch) {
        let written: String
        switch expectation.equals {
        case .number(let number): written = number.text
        case .string(let text): written = text
        case .null, .bool, .array, .object:
            throw OptionMismatch("expected a number, found \(OptionMismatch.describe(expectation.equals))")
        }
        guard let expected = PlainNumber.read(written) else {
            throw OptionMismatch("\(OptionMismatch.describe(expectation.equals)) does not spell a plain number")
        }
        self.expected = expected
        guard let bound = expectation.tolerance?.number, let tolerance = PlainNumber.read(bound.text) else {
            self.tolerance = nil
            return
        }
        let range = ExactDecimal.addable
        guard tolerance.magnitude.map(range.contains) ?? true, expected.magnitude.map(range.contains) ?? true else {
            throw OptionMismatch(
                "a tolerance cannot be applied to a number of this size", hint: "leave `tolerance` out")
        }
        self.tolerance = tolerance.digits.isEmpty ? nil : tolerance
    }

    func compare(_ answer: Range<Int>, in text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> AnswerMatch {
        try budget.spend(bytes: answer.count)
        guard let number = PlainNumber.read(answer, in: text) else {
            return .unreadable("`\(text.excerpt(answer, limit: 64))` is not a plain number")
        }
        if number == expected { return .equal }
        guard let tolerance else { return .different }
        guard let magnitude = number.magnitude, magnitude < ExactDecimal.addable.lowerBound else {
            if let magnitude = number.magnitude, magnitude > ExactDecimal.addable.upperBound { return .different }
            return try number.isWithin(tolerance, of: expected, budget: &budget) ? .equal : .different
        }
        // Smaller than anything a tolerance is written with: as good as zero.
        let zero = ExactDecimal(isNegative: false, digits: [], exponent: 0)
        return try zero.isWithin(tolerance, of: expected, budget: &budget) ? .equal : .different
    }
}
