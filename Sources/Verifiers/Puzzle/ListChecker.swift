import JSON

/// `list`: whole numbers or words, in order, or in any order with `unordered: true`. Instance: `answer`, `unordered`.
struct ListChecker: PuzzleChecker {
    static let kind = "list"

    private let answer: [String]
    private let isUnordered: Bool

    init(_ instance: PuzzleInstance) throws(OptionMismatch) {
        let isUnordered = try instance.flag("unordered")
        let items =
            if instance.object["answer"]?.array?.first?.string != nil { try instance.words("answer") } else {
                try instance.ints("answer").map(String.init)
            }
        self.isUnordered = isUnordered
        answer = isUnordered ? items.sorted() : items
    }

    func check(_ answer: PuzzleAnswer, budget: inout Budget) throws(BudgetExhausted) -> PuzzleFinding {
        guard let items = answer.integers()?.map(String.init) ?? answer.words() else {
            return .unreadable("the answer is not a list")
        }
        try budget.spend(steps: items.count * 16)
        guard items.count == self.answer.count else {
            return .wrong("it has \(items.count) members where \(self.answer.count) are right")
        }
        return (isUnordered ? items.sorted() : items) == self.answer ? .right : .wrong("it is another list")
    }
}
