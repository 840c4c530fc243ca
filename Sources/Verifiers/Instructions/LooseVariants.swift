/// The forms of a response that loose judging tries: without its first or last line, without `*`.
struct LooseVariants {
    /// The forms in the order in which they are tried, blank ones and repeated ones left out.
    let texts: [ResponseText]

    /// The forms of a text. O(text).
    init(_ text: ResponseText) {
        var texts = [text]
        let hasStar = text.bytes.contains(0x2A)
        if hasStar { texts.append(Self.withoutStars(text)) }
        if let first = text.bytes.firstIndex(of: 0x0A), let last = text.bytes.lastIndex(of: 0x0A) {
            var parts = [(first + 1)..<text.count, 0..<last]
            // With one line's end alone nothing is left between first and last line.
            if first < last { parts.append((first + 1)..<last) }
            let shorter = parts.map { text.part(text.stripped($0)) }
            texts += shorter
            if hasStar { texts += shorter.filter { $0.bytes.contains(0x2A) }.map(Self.withoutStars) }
        }
        self.texts = texts.filter { !$0.isBlank }
    }

    private static func withoutStars(_ text: ResponseText) -> ResponseText {
        ResponseText(text.bytes.filter { $0 != 0x2A })
    }
}
