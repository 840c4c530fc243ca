import JSON

/// `<answer>5</answer>`: what the one pair of tags encloses.
struct TagFormat: AnswerFormat {
    private let spans: TaggedSpans

    /// The format for a tag's name; throws where it cannot be one.
    init(tag: String) throws(OptionMismatch) {
        guard let spans = TaggedSpans(name: tag) else {
            throw OptionMismatch(
                "\(OptionMismatch.describe(.string(tag))) cannot be a tag's name",
                hint: "start with a letter or `_`, then up to 63 letters, digits, `_`, `-` or `.`")
        }
        self.spans = spans
    }

    func read(_ text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> SpanReading {
        try spans.read(text, budget: &budget)
    }
}
