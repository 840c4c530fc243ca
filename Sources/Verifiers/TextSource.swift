import JSON

/// The option `from`: which part of the answer holds the value that is judged.
package enum TextSource: Sendable {
    /// All of it, white space around it aside.
    case whole
    /// The one fenced code block.
    case fenced
    /// What the one pair of these tags encloses.
    case tagged(TaggedSpans)

    /// The part of a text that holds the value. O(text).
    package func read(_ text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> SpanReading {
        switch self {
        case .whole: SpanReading([text.all], of: text, what: "text")
        case .fenced: try FencedBlocks(languages: ["json"]).read(text, budget: &budget)
        case .tagged(let spans): try spans.read(text, budget: &budget)
        }
    }
}

extension OptionReader where Value == TextSource {
    /// `whole`, `fenced` or `{tag: name}`.
    package static var textSource: OptionReader {
        let expected = "`whole`, `fenced` or `{tag: name}`"
        return OptionReader(expected) { value in
            switch value {
            case .string("whole"): return .whole
            case .string("fenced"): return .fenced
            case .object(let object):
                guard object.count == 1, let name = object["tag"]?.string else { return nil }
                return TaggedSpans(name: name).map(TextSource.tagged)
            default: return nil
            }
        }
    }
}
