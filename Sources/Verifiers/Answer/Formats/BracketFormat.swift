/// `[5]`, `[[5]]`, `{5}`, `(5)`, `<5>`: what the one group in brackets encloses, brackets within balanced.
///
/// A group that follows a word directly is something else (`f(x)`, `a[0]`, `\frac{1}{2}`), and so is one in brackets of
/// another depth: `[[5]]` is not `[5]`. A bracket after a backslash is none. A group that does not close leaves the text
/// unparsed; a closing bracket that nothing opened, as in `1)`, is passed over.
struct BracketFormat: AnswerFormat {
    private let open: UInt8
    private let close: UInt8
    private let depth: Int
    private let isSound: @Sendable (ArraySlice<UInt8>) -> Bool

    /// The format for a pair of brackets, so many deep; with `content` only some contents count.
    init(
        _ open: Unicode.Scalar, _ close: Unicode.Scalar, depth: Int = 1,
        content isSound: @escaping @Sendable (ArraySlice<UInt8>) -> Bool = { _ in true }
    ) {
        self.open = UInt8(ascii: open)
        self.close = UInt8(ascii: close)
        self.depth = depth
        self.isSound = isSound
    }

    /// A group that has closed.
    private struct Group {
        let start: Int
        let end: Int
        /// How many pairs stand directly within one another.
        let depth: Int
        let isCall: Bool
    }

    func read(_ text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> SpanReading {
        try budget.spend(bytes: 2 * text.bytes.count)
        var spans: [Range<Int>] = []
        var openings: [Int] = []
        var last: Group?
        var call: Group?
        var index = 0
        while index < text.bytes.count {
            let byte = text.bytes[index]
            if byte == UInt8(ascii: "\\") { index += 1 }
            if byte == open, opens(at: index, in: text) { openings.append(index) }
            if byte == close, closes(at: index, in: text), let start = openings.popLast() {
                let isWrap = last.map { $0.start == start + 1 && $0.end == index - 1 } ?? false
                var group = Group(start: start, end: index, depth: isWrap ? (last?.depth ?? 0) + 1 : 1, isCall: false)
                last = group
                if openings.isEmpty {
                    let follows = call.map { $0.end + 1 == start } ?? false
                    group = Group(
                        start: start, end: index, depth: group.depth, isCall: follows || touchesWord(group, in: text))
                    call = group.isCall ? group : nil
                    let content = start + depth..<max(index + 1 - depth, start + depth)
                    if !group.isCall, group.depth == depth, isSound(text.bytes[content]) { spans.append(content) }
                }
            }
            index += 1
        }
        guard openings.isEmpty else { return .none("`\(Character(Unicode.Scalar(open)))` is not closed") }
        let sign = (0..<depth).map { _ in open } + Array("…".utf8) + (0..<depth).map { _ in close }
        return SpanReading(spans, of: text, what: "`\(String(decoding: sign, as: UTF8.self))`")
    }

    /// Angle brackets are also signs of order and of arrows.
    private func opens(at index: Int, in text: ByteText) -> Bool {
        guard open == UInt8(ascii: "<") else { return true }
        guard let next = text.byte(at: index + 1), !next.isBlank, !next.isOne(of: "=-\n\r") else { return false }
        return text.byte(at: index - 1)?.isWordByte != true
    }

    private func closes(at index: Int, in text: ByteText) -> Bool {
        guard close == UInt8(ascii: ">"), let before = text.byte(at: index - 1) else { return true }
        return !before.isBlank && !before.isOne(of: "=-")
    }

    private func touchesWord(_ group: Group, in text: ByteText) -> Bool {
        let before = text.byte(at: group.start - 1)
        if let before, before.isWordByte || (open == UInt8(ascii: "{") && before == UInt8(ascii: "^")) { return true }
        return text.byte(at: group.end + 1)?.isWordByte == true
    }
}
