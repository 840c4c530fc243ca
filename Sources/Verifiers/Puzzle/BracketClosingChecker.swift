/// `bracket_closing`: closing brackets that, written after a text, leave none open.
///
/// Instance: `text` of the brackets `()[]{}`, none of them closed that was not opened.
struct BracketClosingChecker: PuzzleChecker {
    static let kind = "bracket_closing"

    private static let closing: [UInt8: UInt8] = [0x28: 0x29, 0x5B: 0x5D, 0x7B: 0x7D]

    /// What must close, from the innermost out.
    private let open: [UInt8]

    init(_ instance: PuzzleInstance) throws(OptionMismatch) {
        var open: [UInt8] = []
        for byte in try instance.text("text").utf8 {
            if let closing = Self.closing[byte] {
                open.append(closing)
            } else if open.popLast() != byte {
                throw OptionMismatch("`text` is not brackets that can be closed")
            }
        }
        self.open = open.reversed()
    }

    func check(_ answer: PuzzleAnswer, budget: inout Budget) throws(BudgetExhausted) -> PuzzleFinding {
        let given = answer.bytes.filter { $0 > 0x20 && $0 != UInt8(ascii: ",") }
        guard given.allSatisfy({ Self.closing.values.contains($0) }) else {
            return .unreadable("the answer is not closing brackets only")
        }
        return given == open ? .right : .wrong("it does not close what is open")
    }
}
