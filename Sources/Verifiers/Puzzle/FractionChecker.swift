/// `fraction`: one rational number, written as a fraction (not always in lowest terms), a decimal or a percentage.
///
/// Instance: `numerator`, `denominator`.
struct FractionChecker: PuzzleChecker {
    static let kind = "fraction"

    private let numerator: Int
    private let denominator: Int

    init(_ instance: PuzzleInstance) throws(OptionMismatch) {
        numerator = try instance.int("numerator")
        denominator = try instance.int("denominator", in: 1...1_000_000_000_000)
    }

    func check(_ answer: PuzzleAnswer, budget: inout Budget) throws(BudgetExhausted) -> PuzzleFinding {
        guard let value = Self.read(answer.bytes) else {
            return .unreadable("the answer is not a fraction, such as 3/4, nor a decimal number")
        }
        let left = value.numerator.multipliedFullWidth(by: denominator)
        let right = numerator.multipliedFullWidth(by: value.denominator)
        return left.high == right.high && left.low == right.low ? .right : .wrong("it is another number")
    }

    /// The value of a text; nil where it is none, or has too many digits.
    private static func read(_ bytes: [UInt8]) -> (numerator: Int, denominator: Int)? {
        var bytes = bytes[...]
        var scale = 1
        if bytes.last == UInt8(ascii: "%") {
            bytes.removeLast()
            scale = 100
        }
        let parts = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), scale == 1 || parts.count == 1, let first = decimal(parts[0]) else {
            return nil
        }
        guard parts.count == 2 else { return (first.value, first.unit * scale) }
        guard let second = decimal(parts[1]), first.unit == 1, second.unit == 1, second.value > 0 else { return nil }
        return (first.value, second.value)
    }

    /// A plain decimal number of at most 15 digits as a whole number of units.
    private static func decimal(_ part: ArraySlice<UInt8>) -> (value: Int, unit: Int)? {
        var digits = part.drop { $0 == 0x20 }
        while digits.last == 0x20 { digits.removeLast() }
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative { digits.removeFirst() }
        var (value, unit, count, isPast) = (0, 1, 0, false)
        for byte in digits {
            if byte == UInt8(ascii: "."), !isPast {
                isPast = true
            } else if byte.isDigit, count < 15 {
                value = value * 10 + Int(byte - 0x30)
                if isPast { unit *= 10 }
                count += 1
            } else {
                return nil
            }
        }
        return count > 0 ? (isNegative ? -value : value, unit) : nil
    }
}
