/// Finds what stands in the one fenced code block, by CommonMark's rules for fences at the top level (0.31, section
/// 4.5).
package struct FencedBlocks: Sendable {
    /// Languages whose blocks count, in lower case; blocks that name none count too, others are passed over. Nil: all.
    package let languages: [String]?

    /// A finder of blocks in these languages, or in any.
    package init(languages: [String]?) { self.languages = languages }

    private struct Fence {
        let byte: UInt8
        let length: Int
        let counts: Bool
        let contentStart: Int
    }

    /// What the one block holds; a block that is not closed leaves the text unparsed. O(text).
    package func read(_ text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> SpanReading {
        try budget.spend(bytes: text.bytes.count)
        var spans: [Range<Int>] = []
        var open: Fence?
        let lines = text.lines(in: text.all)
        try budget.spend(steps: 2 * lines.count)
        for (index, line) in lines.enumerated() {
            guard let run = fenceRun(line, in: text) else { continue }
            let rest = text.trimmed(run.end..<line.upperBound)
            if let fence = open {
                guard run.byte == fence.byte, run.length >= fence.length, rest.isEmpty else { continue }
                if fence.counts { spans.append(fence.contentStart..<max(fence.contentStart, line.lowerBound)) }
                open = nil
            } else {
                let info = text.bytes[rest]
                if run.byte == UInt8(ascii: "`"), info.contains(run.byte) { continue }
                let next = index + 1 < lines.count ? lines[index + 1].lowerBound : line.upperBound
                open = Fence(
                    byte: run.byte, length: run.length, counts: countsAs(info), contentStart: next)
            }
        }
        guard open == nil else { return .none("a fenced block is not closed") }
        return SpanReading(spans, of: text, what: "fenced block")
    }

    /// The fence that a line starts with: at most three spaces, then three or more of one character.
    private func fenceRun(_ line: Range<Int>, in text: ByteText) -> (byte: UInt8, length: Int, end: Int)? {
        var start = line.lowerBound
        while start < line.upperBound, start - line.lowerBound < 4, text.bytes[start] == 0x20 { start += 1 }
        guard start < line.upperBound, start - line.lowerBound < 4 else { return nil }
        let byte = text.bytes[start]
        guard byte == UInt8(ascii: "`") || byte == UInt8(ascii: "~") else { return nil }
        var end = start
        while end < line.upperBound, text.bytes[end] == byte { end += 1 }
        return end - start >= 3 ? (byte, end - start, end) : nil
    }

    private func countsAs(_ info: ArraySlice<UInt8>) -> Bool {
        guard let languages else { return true }
        let word = info.prefix { !$0.isBlank }
        return word.isEmpty
            || languages.contains { $0.utf8.elementsEqual(word.lazy.map { $0.isLetter ? $0 | 0x20 : $0 }) }
    }
}
