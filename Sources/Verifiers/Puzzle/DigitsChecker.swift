/// `digits`: one number in any base, digit by digit; a prefix such as `0x` and zeros before it aside.
///
/// Instance: `answer`, its digits without a prefix.
struct DigitsChecker: PuzzleChecker {
    static let kind = "digits"

    private let answer: [UInt8]

    init(_ instance: PuzzleInstance) throws(OptionMismatch) {
        answer = Self.folded(Array(try instance.text("answer").utf8))
        guard answer.allSatisfy({ $0.isDigit || $0.isLetter }) else { throw OptionMismatch("`answer` is not digits") }
    }

    func check(_ answer: PuzzleAnswer, budget: inout Budget) throws(BudgetExhausted) -> PuzzleFinding {
        var digits = Self.folded(answer.bytes.filter { $0 != 0x20 && $0 != UInt8(ascii: "_") })
        guard !digits.isEmpty, digits.allSatisfy({ $0.isDigit || $0.isLetter }) else {
            return .unreadable("the answer is not a row of digits")
        }
        if digits == self.answer { return .right }
        if digits.count > 2, digits[0] == UInt8(ascii: "0"), "xbo".utf8.contains(digits[1]) { digits.removeFirst(2) }
        while digits.count > 1, digits[0] == UInt8(ascii: "0") { digits.removeFirst() }
        return digits == self.answer ? .right : .wrong("it is another number")
    }

    private static func folded(_ bytes: [UInt8]) -> [UInt8] { bytes.map { $0.isLetter ? $0 | 0x20 : $0 } }
}
