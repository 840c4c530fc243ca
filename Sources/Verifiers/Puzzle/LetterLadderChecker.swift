/// `letter_ladder`: words from the start to the goal, each in the list, each one letter from the next, none twice.
///
/// Instance: `words`, `from`, `to`.
struct LetterLadderChecker: PuzzleChecker {
    static let kind = "letter_ladder"

    private let words: Set<String>
    private let start: String
    private let goal: String

    init(_ instance: PuzzleInstance) throws(OptionMismatch) {
        words = Set(try instance.words("words"))
        start = PuzzleAnswer.folded(try instance.text("from"))
        goal = PuzzleAnswer.folded(try instance.text("to"))
    }

    func check(_ answer: PuzzleAnswer, budget: inout Budget) throws(BudgetExhausted) -> PuzzleFinding {
        guard let ladder = answer.words() else { return .unreadable("the answer is not a list of words") }
        try budget.spend(steps: 4 * ladder.count)
        guard ladder.first == start, ladder.last == goal else { return .wrong("it does not go from start to goal") }
        guard Set(ladder).count == ladder.count else { return .wrong("a word is there twice") }
        for word in ladder where !words.contains(word) { return .wrong("`\(word)` is not in the list") }
        for (word, next) in zip(ladder, ladder.dropFirst()) {
            let differences = zip(word.utf8, next.utf8).count { $0 != $1 }
            guard word.utf8.count == next.utf8.count, differences == 1 else {
                return .wrong("`\(word)` and `\(next)` do not differ in one letter")
            }
        }
        return .right
    }
}
