import JSON

/// `<answer>5</answer>`: what the one pair of tags encloses, perhaps after words that must stand first.
struct TagFormat: AnswerFormat {
    private let spans: TaggedSpans
    /// The words that the content must begin with, and which are not part of the answer.
    private let lead: [UInt8]

    /// The format for a tag's name; throws where it cannot be one.
    init(tag: String, lead: String = "") throws(OptionMismatch) {
        guard let spans = TaggedSpans(name: tag) else {
            throw OptionMismatch(
                "\(OptionMismatch.describe(.string(tag))) cannot be a tag's name",
                hint: "start with a letter or `_`, then up to 63 letters, digits, `_`, `-` or `.`")
        }
        self.spans = spans
        self.lead = Array(lead.utf8)
    }

    func read(_ text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> SpanReading {
        let reading = try spans.read(text, budget: &budget)
        guard !lead.isEmpty else { return reading }
        switch reading {
        case .none: return reading
        case .found(let range, _): return SpanReading([range].compactMap { strip($0, in: text) }, of: text, what: what)
        case .several(let ranges): return .several(ranges.map { strip($0, in: text) ?? $0 }.map(text.trimmed))
        }
    }

    private var what: String { "`<\(spans.name)>` that begins with `\(String(decoding: lead, as: UTF8.self))`" }

    private func strip(_ range: Range<Int>, in text: ByteText) -> Range<Int>? {
        guard range.count >= lead.count, text.has(lead, at: range.lowerBound) else { return nil }
        return range.lowerBound + lead.count..<range.upperBound
    }
}

/// `<response>why <answer>5</answer></response>`: the answer's tags close just before those round them.
struct NestedTagFormat: AnswerFormat {
    private let outer: TaggedSpans
    private let inner: TaggedSpans

    /// The format for two tags; throws where one cannot be a tag's name.
    init(outer: String, inner: String) throws(OptionMismatch) {
        guard let outer = TaggedSpans(name: outer), let inner = TaggedSpans(name: inner) else {
            throw OptionMismatch("`\(outer)` and `\(inner)` cannot both be names of tags")
        }
        self.outer = outer
        self.inner = inner
    }

    func read(_ text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> SpanReading {
        let outside = try outer.read(text, budget: &budget)
        let inside = try inner.read(text, budget: &budget)
        switch (outside, inside) {
        case (.none(let why), _), (_, .none(let why)): return .none(why)
        case (.found(let around, _), .found(let answer, _)):
            let end = around.lowerBound <= answer.lowerBound ? inner.closingTagEnd(after: answer, in: text) : nil
            guard end == around.upperBound else {
                return .none("`<\(inner.name)>` does not stand at the end of `<\(outer.name)>`")
            }
            return .found(answer)
        case (.several(let spans), .found), (_, .several(let spans)): return .several(spans)
        }
    }
}

/// Several tags, each once and in order, none within another: thoughts, then the answer.
struct TagSequenceFormat: AnswerFormat {
    private let tags: [TaggedSpans]
    private let optional: Set<String>
    private let anywhere: Set<String>
    private let answer: String
    private let least: Int
    private let lead: [UInt8]

    /// The format for tags in order; throws where one cannot be a tag's name.
    ///
    /// Of `optional` ones so many must be there that the whole counts `least`; `anywhere` need not keep the order. The
    /// answer may begin with the words of `lead`, which are then not part of it.
    init(
        _ tags: [String], answer: String, optional: Set<String> = [], anywhere: Set<String> = [], least: Int = 0,
        lead: String = ""
    ) throws(OptionMismatch) {
        let spans = tags.compactMap(TaggedSpans.init(name:))
        guard spans.count == tags.count, tags.contains(answer) else {
            throw OptionMismatch("these cannot all be names of tags: \(tags.joined(separator: ", "))")
        }
        self.tags = spans
        self.answer = answer
        self.optional = optional
        self.anywhere = anywhere
        self.least = least
        self.lead = Array(lead.utf8)
    }

    func read(_ text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> SpanReading {
        var found: [(tag: String, range: Range<Int>)] = []
        for tag in tags {
            switch try tag.read(text, budget: &budget) {
            case .found(let range, _): found.append((tag.name, range))
            case .several(let ranges): return .none("`<\(tag.name)>` is given \(ranges.count) times")
            case .none(let why):
                guard optional.contains(tag.name), text.firstOccurrence(of: tag.name, budget: &budget) == nil else {
                    return .none(why)
                }
            }
        }
        guard found.count >= least else { return .none("fewer than \(least) of the tags are there") }
        let sorted = found.sorted { $0.range.lowerBound < $1.range.lowerBound }
        for (left, right) in zip(sorted, sorted.dropFirst()) where left.range.upperBound >= right.range.lowerBound {
            return .none("`<\(right.tag)>` stands within `<\(left.tag)>`")
        }
        let ordered = sorted.filter { !anywhere.contains($0.tag) }.map(\.tag)
        guard ordered == found.filter({ !anywhere.contains($0.tag) }).map(\.tag) else {
            return .none("the tags are not in their order")
        }
        guard let range = found.first(where: { $0.tag == answer })?.range else {
            return .none("there is no `<\(answer)>`")
        }
        let start = text.has(lead, at: range.lowerBound) ? min(range.lowerBound + lead.count, range.upperBound) : nil
        return SpanReading([(start ?? range.lowerBound)..<range.upperBound], of: text, what: "`<\(answer)>`")
    }
}

extension ByteText {
    /// Where a tag of this name opens or closes, well-formed or not; spends nothing beyond what its reader did. O(text).
    fileprivate func firstOccurrence(of tag: String, budget: inout Budget) -> Int? {
        let name = Array(tag.utf8)
        var index = 0
        while let bracket = firstIndex(of: UInt8(ascii: "<"), in: index..<bytes.count) {
            let start = bracket + (byte(at: bracket + 1) == UInt8(ascii: "/") ? 2 : 1)
            if has(name, at: start), byte(at: start + name.count)?.isWordByte != true { return bracket }
            index = bracket + 1
        }
        return nil
    }
}

extension TaggedSpans {
    /// Where the tag ends that closes a content which was found; nil where none follows it.
    fileprivate func closingTagEnd(after content: Range<Int>, in text: ByteText) -> Int? {
        guard let bracket = text.firstIndex(of: UInt8(ascii: "<"), in: content.upperBound..<text.bytes.count),
            text.has(Array("</\(name)".utf8), at: bracket)
        else { return nil }
        return text.firstIndex(of: UInt8(ascii: ">"), in: bracket..<text.bytes.count).map { $0 + 1 }
    }
}
