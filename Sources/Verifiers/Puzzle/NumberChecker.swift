import JSON

/// `number`: one number, by exact value, with or without a name before it. Instance: `answer`.
struct NumberChecker: PuzzleChecker {
    static let kind = "number"

    private let answer: ExactDecimal

    init(_ instance: PuzzleInstance) throws(OptionMismatch) {
        guard let written = instance.object["answer"]?.number, let answer = PlainNumber.read(written.text) else {
            throw OptionMismatch("`answer` is not a number")
        }
        self.answer = answer
    }

    func check(_ answer: PuzzleAnswer, budget: inout Budget) throws(BudgetExhausted) -> PuzzleFinding {
        // `x = 5` says what `5` says.
        let sides = answer.bytes.split(separator: UInt8(ascii: "="), maxSplits: 2)
        let isNamed = sides.count == 2 && sides[0].allSatisfy { $0.isLetter || $0 == 0x20 }
        let text = isNamed ? String(decoding: sides[1].drop { $0 == 0x20 }, as: UTF8.self) : answer.text
        guard let number = PlainNumber.read(text) else { return .unreadable("the answer is not a number") }
        return number == self.answer ? .right : .wrong("it is another number")
    }
}
