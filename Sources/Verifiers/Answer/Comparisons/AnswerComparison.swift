internal import JSON

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
    /// How numbers may be written beside the plain form.
    var notation = NumberNotation()
    /// The options that a choice is one of.
    var choices: AnswerChoices?
    /// The order of day and month in a date of numbers.
    var dateOrder: DateOrder?
}

/// The comparisons that the option `as` may name.
enum AnswerComparisons {
    typealias Make = @Sendable (AnswerExpectation) throws(OptionMismatch) -> any AnswerComparison

    /// One line a comparison.
    static let all: [(name: String, make: Make)] = [
        ("text", { (expected) throws(OptionMismatch) in try TextComparison(expected) }),
        ("number", { (expected) throws(OptionMismatch) in try NumberComparison(expected) }),
        ("choice", { (expected) throws(OptionMismatch) in try ChoiceComparison(expected) }),
        ("set", { (expected) throws(OptionMismatch) in try SetComparison(expected) }),
        ("date", { (expected) throws(OptionMismatch) in try DateComparison(expected) }),
        ("math", { (expected) throws(OptionMismatch) in try MathAnswerComparison(expected) }),
    ]

    /// Every comparison's name, in the order listed.
    static var names: [String] { all.map(\.name) }

    /// The comparison of a name; where none is given options make it a choice, a number, or a way of
    /// writing one, makes it one, and anything else is text.
    static func make(_ name: String?, _ expected: AnswerExpectation) throws(OptionMismatch) -> any AnswerComparison {
        let isNumber = expected.equals.number != nil || !expected.notation.isPlain
        let name = name ?? (expected.choices != nil ? "choice" : isNumber ? "number" : "text")
        guard let entry = all.first(where: { $0.name == name }) else {
            throw OptionMismatch(
                "\(OptionMismatch.describe(.string(name))) is not a comparison",
                hint: NearestName.hint(for: name, among: names))
        }
        if expected.tolerance != nil, name != "number" {
            throw OptionMismatch("`tolerance` belongs to `as: number` only")
        }
        if !expected.notation.isPlain, name != "number" {
            throw OptionMismatch("`units`, `percent` and `currency` belong to `as: number` only")
        }
        if expected.dateOrder != nil, name != "date" {
            throw OptionMismatch("`date_order` belongs to `as: date` only")
        }
        return try entry.make(expected)
    }
}

/// `as: text`: the same code points, white space around them aside; nothing is folded.
struct TextComparison: AnswerComparison {
    private let expected: [UInt8]

    /// Expects a text, or a number or boolean as it is written; throws for anything else, and for an empty one.
    init(_ expectation: AnswerExpectation) throws(OptionMismatch) {
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

/// `as: choice`: the same option, by its letter or its text.
struct ChoiceComparison: AnswerComparison {
    private let choices: AnswerChoices
    private let expected: Int

    /// Expects a label, or the text of exactly one option; throws for anything else.
    init(_ expectation: AnswerExpectation) throws(OptionMismatch) {
        choices = expectation.choices ?? .letters
        var budget = Budget.standard
        guard let written = expectation.equals.string ?? expectation.equals.number?.text,
            let text = try? ByteText(written, budget: &budget),
            let claim = ChoiceLone(text: text, choices: choices).read(text.all, allowsRest: false),
            claim.indexes.count == 1
        else {
            throw OptionMismatch(
                "\(OptionMismatch.describe(expectation.equals)) names none of the options, or not one alone",
                hint: "give the letter, or the text of one option")
        }
        expected = claim.indexes[0]
    }

    func compare(_ answer: Range<Int>, in text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> AnswerMatch {
        try budget.spend(bytes: 4 * answer.count)
        var claim = ChoiceLone(text: text, choices: choices).read(answer, allowsRest: true)
        if claim == nil {
            let inner = try ByteText(text.string(answer), budget: &budget)
            if case .found(let span, _) = try ChoiceFormat(choices: choices).read(inner, budget: &budget) {
                claim = ChoiceLone(text: inner, choices: choices).read(span, allowsRest: false)
            }
        }
        guard let claim, claim.indexes.count == 1 else {
            return .unreadable("`\(text.excerpt(answer, limit: 64))` is not one of the options")
        }
        return claim.indexes[0] == expected ? .equal : .different
    }
}

/// `as: math`: the same by the rules of the `math` family.
struct MathAnswerComparison: AnswerComparison {
    private let comparison: MathComparison

    /// Expects a text or number that `math` can read; throws for anything else.
    init(_ expectation: AnswerExpectation) throws(OptionMismatch) {
        guard let gold = expectation.equals.string ?? expectation.equals.number?.text else {
            throw OptionMismatch("expected mathematics, found \(OptionMismatch.describe(expectation.equals))")
        }
        do {
            comparison = try MathComparison(gold: gold)
        } catch {
            throw OptionMismatch(error.description)
        }
    }

    func compare(_ answer: Range<Int>, in text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> AnswerMatch {
        switch try comparison.matches(text.bytes[answer], isSpan: true, budget: &budget) {
        case .equal: .equal
        case .different: .different
        case .unreadable(let why): .unreadable("`\(text.excerpt(answer, limit: 64))` \(why)")
        }
    }
}
