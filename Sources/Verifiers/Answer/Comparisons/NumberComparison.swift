internal import JSON

/// `as: number`: the same decimal value, exactly, or within an absolute tolerance, exactly too.
struct NumberComparison: AnswerComparison {
    private let expected: ExactDecimal
    private let tolerance: ExactDecimal?
    private let notation: NumberNotation

    /// Expects a number, or a text that spells one; throws for anything else.
    init(_ expectation: AnswerExpectation) throws(OptionMismatch) {
        notation = expectation.notation
        let written: String
        switch expectation.equals {
        case .number(let number): written = number.text
        case .string(let text): written = text
        case .null, .bool, .array, .object:
            throw OptionMismatch("expected a number, found \(OptionMismatch.describe(expectation.equals))")
        }
        guard let expected = PlainNumber.read(written) ?? notation.read(written) else {
            throw OptionMismatch(
                "\(OptionMismatch.describe(expectation.equals)) does not spell a plain number",
                hint: "say `units`, `percent` or `currency`; fractions and formulas are compared `as: math`")
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
        guard let number = notation.read(answer, in: text) else {
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
