/// `grid`: rows of signs, what stands between rows aside. Instance: `answer`, the rows.
struct GridChecker: PuzzleChecker {
    static let kind = "grid"

    private let answer: [UInt8]

    init(_ instance: PuzzleInstance) throws(OptionMismatch) {
        answer = try instance.words("answer").flatMap { Array($0.utf8) }
    }

    func check(_ answer: PuzzleAnswer, budget: inout Budget) throws(BudgetExhausted) -> PuzzleFinding {
        let signs = answer.signs().map { $0.isLetter ? $0 | 0x20 : $0 }
        guard signs.count == self.answer.count else {
            return .wrong("it has \(signs.count) cells where there are \(self.answer.count)")
        }
        return signs == self.answer ? .right : .wrong("it is another grid")
    }
}
