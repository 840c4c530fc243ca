/// Turning a right answer into a wrong one that looks like it.
enum Spoiling {
    /// How much is spoilt, from a sign to the whole.
    enum Harm: CaseIterable {
        /// One sign.
        case least
        /// The second half, and what is left of a sign at the cut.
        case half
        /// Everything.
        case most
    }

    /// A wrong answer out of a right one, with more harm where less leaves it right.
    static func spoil(_ answer: String, variant: UInt64, harm: Harm) -> String {
        switch harm {
        case .least: spoil(answer, variant: variant)
        case .half: String(answer.prefix(answer.count / 2))
        case .most: unknown
        }
    }

    /// A wrong answer out of a right one: never the same bytes. O(bytes).
    ///
    /// A JSON text loses its last bracket half of the time; else the last digit becomes another one; a text without
    /// digits loses its last bracket, and one without either its last character that is no white space.
    static func spoil(_ answer: String, variant: UInt64) -> String {
        var bytes = Array(answer.utf8)
        let opener = bytes.first { !$0.isSpace }
        let isJSON = opener == UInt8(ascii: "{") || opener == UInt8(ascii: "[")
        let bracket = bytes.lastIndex { closers.contains($0) }
        if let bracket, isJSON, variant & 1 == 1 {
            bytes.remove(at: bracket)
        } else if let place = bytes.lastIndex(where: \.isDigit) {
            let digit = UInt64(bytes[place] - UInt8(ascii: "0"))
            // 1 to 9 further on, so never the same digit.
            bytes[place] = UInt8(ascii: "0") + UInt8((digit + 1 + (variant >> 1) % 9) % 10)
        } else if let bracket {
            bytes.remove(at: bracket)
        } else {
            // Outer white space may not count, so what goes must be something else.
            let end = answer.lastIndex { !$0.isWhitespace } ?? answer.startIndex
            guard end > answer.startIndex else { return unknown }
            return String(answer[..<end])
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// What is said where no answer is known.
    static let unknown = "I do not know."

    private static let closers = Array(")]}>".utf8)
}

extension UInt8 {
    fileprivate var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
    fileprivate var isSpace: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }
}
