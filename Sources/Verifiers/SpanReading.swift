/// What a parser found of the span that it was to find exactly once.
package enum SpanReading: Sendable, Hashable {
    /// The span, and others of its kind that the rule passes over.
    case found(Range<Int>, passedOver: [Range<Int>] = [])
    /// More than one, in order: which is meant cannot be said.
    case several([Range<Int>])
    /// None, and why.
    case none(String)

    /// The reading of all complete spans of a kind: exactly one is found, and it must not be empty.
    package init(_ spans: [Range<Int>], of text: ByteText, what: String) {
        let spans = spans.map(text.trimmed)
        switch spans.count {
        case 0: self = .none("there is no \(what)")
        case 1: self = spans[0].isEmpty ? .none("the \(what) is empty") : .found(spans[0])
        default: self = .several(spans)
        }
    }

    /// The most spans that a verdict lists as candidates.
    package static let listed = 16

    /// Other spans than the one that was read, as texts, the last of them, bounded in number and length.
    package func candidates(in text: ByteText) -> [String] {
        switch self {
        case .found(_, let others), .several(let others): others.suffix(Self.listed).map { text.excerpt($0) }
        case .none: []
        }
    }
}
