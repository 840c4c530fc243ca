/// `cryptarithm`: a digit for each letter, so that the sum is right and no number begins with 0.
///
/// Instance: `addends`, `sum`: words of letters.
struct CryptarithmChecker: PuzzleChecker {
    static let kind = "cryptarithm"

    private let addends: [[UInt8]]
    private let sum: [UInt8]

    init(_ instance: PuzzleInstance) throws(OptionMismatch) {
        addends = try instance.words("addends").map { Array($0.utf8) }
        sum = Array(PuzzleAnswer.folded(try instance.text("sum")).utf8)
        guard addends.count <= 16, (addends + [sum]).allSatisfy({ $0.count <= 16 && $0.allSatisfy(\.isLetter) }) else {
            throw OptionMismatch("`addends` and `sum` are not words of at most 16 letters")
        }
    }

    func check(_ answer: PuzzleAnswer, budget: inout Budget) throws(BudgetExhausted) -> PuzzleFinding {
        guard let given = answer.assignments() else {
            return .unreadable("the answer does not give letters with digits")
        }
        try budget.spend(steps: 512)
        var digits: [UInt8: Int] = [:]
        for (name, value) in given {
            guard name.utf8.count == 1, let letter = name.utf8.first, let digit = Int(value), (0...9).contains(digit)
            else { return .unreadable("the answer does not give letters with digits") }
            digits[letter] = digit
        }
        let letters = Set((addends + [sum]).joined())
        guard letters == Set(digits.keys) else { return .wrong("its letters are not those of the sum") }
        guard Set(digits.values).count == digits.count else { return .wrong("two letters have one digit") }
        func value(_ word: [UInt8]) -> Int { word.reduce(0) { $0 * 10 + (digits[$1] ?? 0) } }
        for word in addends + [sum] where word.count > 1 {
            if let first = word.first, digits[first] == 0 { return .wrong("a number begins with 0") }
        }
        let total = addends.reduce(0) { $0 + value($1) }
        return total == value(sum) ? .right : .wrong("the sum comes to \(total), not \(value(sum))")
    }
}
