/// `\boxed{5}`: what the braces of the one such LaTeX command enclose, braces within balanced, `\{` and `\}` not
/// counted.
///
/// `\\boxed` is a line break before a word, and `\boxedx` another command. A command without braces, or whose braces
/// do not close, leaves the text unparsed.
struct CommandFormat: AnswerFormat {
    private let name: String
    private let command: [UInt8]

    /// The format for a command, named without its backslash.
    init(_ name: String) {
        self.name = name
        command = Array(name.utf8)
    }

    func read(_ text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> SpanReading {
        try budget.spend(bytes: text.bytes.count)
        var spans: [Range<Int>] = []
        var index = 0
        while let backslash = text.firstIndex(of: UInt8(ascii: "\\"), in: index..<text.bytes.count) {
            guard let start = LaTeX.argument(of: command, at: backslash, in: text) else {
                index = min(backslash + 2, text.bytes.count)
                continue
            }
            guard text.byte(at: start) == UInt8(ascii: "{") else { return .none("`\\\(name)` has no braces") }
            guard let end = LaTeX.closingBrace(from: start, before: text.bytes.count, in: text) else {
                return .none("the braces of `\\\(name)` do not close")
            }
            spans.append(start + 1..<end)
            index = end + 1
        }
        return SpanReading(spans, of: text, what: "`\\\(name){…}`")
    }
}

/// What the LaTeX formats share: commands, braces, environments.
enum LaTeX {
    /// Where the argument of a command begins whose backslash stands at a place; nil where another command does.
    static func argument(of command: [UInt8], at backslash: Int, in text: ByteText) -> Int? {
        guard text.byte(at: backslash) == UInt8(ascii: "\\"), text.has(command, at: backslash + 1) else { return nil }
        var index = backslash + 1 + command.count
        guard text.byte(at: index)?.isLetter != true else { return nil }
        while text.byte(at: index)?.isBlank == true { index += 1 }
        return index
    }

    /// Where the brace that opens at a place closes; nil where it does not before `end`.
    static func closingBrace(from start: Int, before end: Int, in text: ByteText) -> Int? {
        var depth = 0
        var index = start
        while index < end {
            switch text.bytes[index] {
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

    /// Whether the braces of a range balance.
    static func isBalanced(_ range: Range<Int>, in text: ByteText) -> Bool {
        var depth = 0
        var index = range.lowerBound
        while index < range.upperBound {
            switch text.bytes[index] {
            case UInt8(ascii: "\\"): index += 1
            case UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "}"):
                depth -= 1
                if depth < 0 { return false }
            default: break
            }
            index += 1
        }
        // A backslash at the very end would escape what follows the range.
        return depth == 0 && index == range.upperBound
    }

    /// What the braces enclose where a range, white space aside, is one command with its argument and nothing else.
    static func soleArgument(of command: [UInt8], _ range: Range<Int>, in text: ByteText) -> Range<Int>? {
        let range = text.trimmed(range)
        guard let start = argument(of: command, at: range.lowerBound, in: text), start < range.upperBound,
            text.bytes[start] == UInt8(ascii: "{"),
            let end = closingBrace(from: start, before: range.upperBound, in: text), end + 1 == range.upperBound
        else { return nil }
        return start + 1..<end
    }

    /// A range without the `\text{…}` that holds all of it.
    static func withoutText(_ range: Range<Int>, in text: ByteText) -> Range<Int> {
        soleArgument(of: Array("text".utf8), range, in: text) ?? range
    }
}
