/// `missing_signs`: the numbers in their order with `+`, `-` or `*` between them, coming to the target.
///
/// Instance: `numbers`, `target`. Products bind before sums; brackets and divisions are not allowed.
struct MissingSignsChecker: PuzzleChecker {
    static let kind = "missing_signs"

    private let numbers: [Int]
    private let target: Int

    init(_ instance: PuzzleInstance) throws(OptionMismatch) {
        numbers = try instance.ints("numbers", in: 0...1_000_000, atLeast: 2)
        target = try instance.int("target")
    }

    func check(_ answer: PuzzleAnswer, budget: inout Budget) throws(BudgetExhausted) -> PuzzleFinding {
        try budget.spend(steps: answer.bytes.count)
        let sides = answer.bytes.split(separator: UInt8(ascii: "="), omittingEmptySubsequences: false)
        guard (1...2).contains(sides.count), let expression = SignedExpression(sides[0]) else {
            return .unreadable("the answer is not a row of numbers with + - * between them")
        }
        guard expression.numbers == numbers else { return .wrong("it does not give the numbers in their order") }
        guard expression.brackets == 0, !expression.divides else { return .wrong("only + - * are allowed") }
        guard expression.value.equals(target) else { return .wrong("it does not come to \(target)") }
        if sides.count == 2, SignedExpression(sides[1])?.value.equals(target) != true {
            return .wrong("its other side is not \(target)")
        }
        return .right
    }
}
