/// `countdown`: an expression that uses each number once and comes to the target.
///
/// Instance: `numbers`, `target`. Any whole expression with `+ - * /` and brackets is read, an equation with the target
/// on its other side too.
struct CountdownChecker: PuzzleChecker {
    static let kind = "countdown"

    private let numbers: [Int]
    private let target: Int

    init(_ instance: PuzzleInstance) throws(OptionMismatch) {
        numbers = try instance.ints("numbers", in: 0...1_000_000_000).sorted()
        target = try instance.int("target")
    }

    func check(_ answer: PuzzleAnswer, budget: inout Budget) throws(BudgetExhausted) -> PuzzleFinding {
        try budget.spend(steps: answer.bytes.count)
        let sides = answer.bytes.split(separator: UInt8(ascii: "="), omittingEmptySubsequences: false)
        guard (1...2).contains(sides.count), let expression = SignedExpression(sides[0]) else {
            return .unreadable("the answer is not an expression of numbers, + - * / and brackets")
        }
        guard expression.numbers.sorted() == numbers else { return .wrong("it does not use each number once") }
        guard expression.value.equals(target) else { return .wrong("it does not come to \(target)") }
        if sides.count == 2, SignedExpression(sides[1])?.value.equals(target) != true {
            return .wrong("its other side is not \(target)")
        }
        return .right
    }
}
