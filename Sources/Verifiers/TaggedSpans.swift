/// Finds what stands between `<name>` and `</name>`.
///
/// A tag is spelled exactly, without attributes, white space allowed before its `>`. Pairs do not nest; an opening tag
/// without its closing one, or the reverse, leaves the text unparsed, since nobody can say where the content ends.
package struct TaggedSpans: Sendable {
    /// The tag's name.
    package let name: String
    private let nameBytes: [UInt8]

    /// A finder for a name; nil where it is not an ASCII letter or `_`, then up to 63 letters, digits, `_`, `-` or `.`.
    package init?(name: String) {
        let bytes = Array(name.utf8)
        guard let first = bytes.first, bytes.count <= 64, first.isLetter || first == UInt8(ascii: "_"),
            bytes.allSatisfy({ $0.isLetter || $0.isDigit || $0.isOne(of: "_-.") })
        else { return nil }
        self.name = name
        nameBytes = bytes
    }

    /// What the text holds between its one pair of tags. O(text).
    package func read(_ text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> SpanReading {
        try budget.spend(bytes: text.bytes.count)
        var spans: [Range<Int>] = []
        var opened: Int?
        var index = 0
        while let bracket = text.firstIndex(of: UInt8(ascii: "<"), in: index..<text.bytes.count) {
            guard let tag = tag(at: bracket, in: text) else {
                index = bracket + 1
                continue
            }
            index = tag.end
            switch (tag.closes, opened) {
            case (false, nil): opened = tag.end
            case (false, .some): return .none("`<\(name)>` is opened twice before it is closed")
            case (true, nil): return .none("`</\(name)>` closes what was not opened")
            case (true, let start?):
                spans.append(start..<bracket)
                opened = nil
            }
        }
        guard opened == nil else { return .none("`<\(name)>` is not closed") }
        return SpanReading(spans, of: text, what: "`<\(name)>`")
    }

    private func tag(at bracket: Int, in text: ByteText) -> (closes: Bool, end: Int)? {
        let closes = text.byte(at: bracket + 1) == UInt8(ascii: "/")
        let start = bracket + (closes ? 2 : 1)
        guard text.has(nameBytes, at: start) else { return nil }
        var index = start + nameBytes.count
        while let byte = text.byte(at: index), byte.isBlank || byte == 0x0A || byte == 0x0D { index += 1 }
        return text.byte(at: index) == UInt8(ascii: ">") ? (closes, index + 1) : nil
    }
}
