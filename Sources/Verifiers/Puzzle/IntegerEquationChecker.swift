/// `integer_equation`: whole numbers for which a sum of multiples comes to a total.
///
/// Instance: `names`, `coefficients`, `total`, `positive` (none may be negative).
struct IntegerEquationChecker: PuzzleChecker {
    static let kind = "integer_equation"

    private let names: [String]
    private let coefficients: [Int]
    private let total: Int
    private let isPositive: Bool

    init(_ instance: PuzzleInstance) throws(OptionMismatch) {
        names = try instance.words("names")
        coefficients = try instance.ints("coefficients", in: -1_000_000...1_000_000)
        total = try instance.int("total")
        isPositive = try instance.flag("positive")
        guard names.count == coefficients.count else {
            throw OptionMismatch("`coefficients` are not as many as `names`")
        }
    }

    func check(_ answer: PuzzleAnswer, budget: inout Budget) throws(BudgetExhausted) -> PuzzleFinding {
        guard let given = answer.assignments() else {
            return .unreadable("the answer does not give names with numbers")
        }
        try budget.spend(steps: 4 * names.count)
        guard given.count == names.count else { return .wrong("it gives \(given.count) numbers, not \(names.count)") }
        var sum = 0
        for (name, coefficient) in zip(names, coefficients) {
            guard let written = given[name] else { return .wrong("`\(name)` is missing") }
            guard let value = Int(written), abs(value) <= 1_000_000_000_000 else {
                return .unreadable("`\(name)` is not a whole number")
            }
            if isPositive, value < 0 { return .wrong("`\(name)` is negative") }
            // A million times a million million fits with room for as many terms as there may be names.
            let product = coefficient.multipliedReportingOverflow(by: value)
            let next = sum.addingReportingOverflow(product.partialValue)
            guard !product.overflow, !next.overflow else { return .wrong("it is beyond all bounds") }
            sum = next.partialValue
        }
        return sum == total ? .right : .wrong("the sum is \(sum), not \(total)")
    }
}
