/// `\boxed{5}`: what the braces of the one `\boxed` enclose, braces within balanced, `\{` and `\}` not counted.
///
/// `\\boxed` is a line break before a word, and `\boxedx` another command. A `\boxed` without braces, or whose braces
/// do not close, leaves the text unparsed.
struct BoxedFormat: AnswerFormat {
    private static let command = Array("boxed".utf8)

    func read(_ text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> SpanReading {
        try budget.spend(bytes: text.bytes.count)
        var spans: [Range<Int>] = []
        var index = 0
        while let backslash = text.firstIndex(of: UInt8(ascii: "\\"), in: index..<text.bytes.count) {
            guard let start = Self.argument(at: backslash + 1, in: text) else {
                index = min(backslash + 2, text.bytes.count)
                continue
            }
            guard text.byte(at: start) == UInt8(ascii: "{") else { return .none("`\\boxed` has no braces") }
            guard let end = Self.closingBrace(from: start, in: text) else {
                return .none("the braces of `\\boxed` do not close")
            }
            spans.append(start + 1..<end)
            index = end + 1
        }
        return SpanReading(spans, of: text, what: "`\\boxed{…}`")
    }

    /// Where the argument of the `boxed` at a place begins; nil where another command stands there.
    private static func argument(at start: Int, in text: ByteText) -> Int? {
        guard text.has(command, at: start) else { return nil }
        var index = start + command.count
        guard text.byte(at: index)?.isLetter != true else { return nil }
        while text.byte(at: index)?.isBlank == true { index += 1 }
        return index
    }

    private static func closingBrace(from start: Int, in text: ByteText) -> Int? {
        var depth = 0
        var index = start
        while let byte = text.byte(at: index) {
            switch byte {
            case UInt8(ascii: "\\"): index += 1
            case UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "}"):
                depth -= 1
                if depth == 0 { return index }
            default: break
            }
            index += 1
        }
        return nil
    }
}
