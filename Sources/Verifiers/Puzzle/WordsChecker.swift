/// `words`: one text, its words in order, upper and lower case alike. Instance: `answer`.
struct WordsChecker: PuzzleChecker {
    static let kind = "words"

    private let answer: [UInt8]

    init(_ instance: PuzzleInstance) throws(OptionMismatch) {
        answer = Self.folded(Array(try instance.text("answer").utf8))
        if answer.isEmpty { throw OptionMismatch("`answer` is empty") }
    }

    func check(_ answer: PuzzleAnswer, budget: inout Budget) throws(BudgetExhausted) -> PuzzleFinding {
        Self.folded(answer.bytes) == self.answer ? .right : .wrong("it is another text")
    }

    /// In lower case, with one space between words; a stop at the end and quotes around it aside.
    private static func folded(_ bytes: [UInt8]) -> [UInt8] {
        var text = bytes.split(whereSeparator: { $0 <= 0x20 }).joined(separator: [0x20]).map {
            $0.isLetter ? $0 | 0x20 : $0
        }
        if text.count > 1, text.last == UInt8(ascii: ".") { text.removeLast() }
        if text.count > 2, let first = text.first, first == text.last, "\"'`".utf8.contains(first) {
            text = Array(text.dropFirst().dropLast())
        }
        return text
    }
}
