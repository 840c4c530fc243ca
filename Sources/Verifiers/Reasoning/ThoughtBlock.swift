import Rollouts

/// How the thought of a completion stands, read by a pair of tags.
struct ThoughtBlock {
    /// How many opening and closing tags there are.
    var opened = 0
    var closed = 0
    /// The thought without its tags, up to the first closing tag or the end; nil where no tag is there.
    var thought: String?
    /// What follows the first closing tag; all of it where no tag is there.
    var answer = ""
    /// Whether something other than white space stands before the thought.
    var isLate = false
    /// Whether the first closing tag comes before the first opening one.
    var isClosedFirst = false

    /// Whether there is any trace of a thought.
    var isPresent: Bool { opened > 0 || closed > 0 }

    /// Reads a completion. A thought that the endpoint split off is one pair of tags, whatever they are. O(text).
    init(
        _ completion: Completion, open: [UInt8], close: [UInt8], opener: ReasoningFormat.Opener, budget: inout Budget
    ) throws(BudgetExhausted) {
        let last = completion.messages.last { $0.role == "assistant" }
        if let split = last?.reasoning, !split.isEmpty {
            let content = try ByteText(completion.answer, budget: &budget)
            opened = 1 + Self.places(of: open, in: content).count
            closed = (completion.isOpen ? 0 : 1) + Self.places(of: close, in: content).count
            thought = split
            answer = completion.answer
            return
        }
        let text = try ByteText(completion.text, budget: &budget)
        try budget.spend(bytes: 2 * text.bytes.count)
        let opens = Self.places(of: open, in: text)
        let closes = Self.places(of: close, in: text)
        opened = opens.count
        closed = closes.count
        guard isPresent else {
            answer = completion.text
            if opener == .template { thought = answer }
            return
        }
        let end = closes.first ?? text.bytes.count
        isClosedFirst = opens.first.map { $0 > end } ?? true
        let start = isClosedFirst ? 0 : (opens.first ?? 0) + open.count
        thought = text.string(min(start, end)..<end)
        answer = closes.isEmpty ? "" : text.string(min(end + close.count, text.bytes.count)..<text.bytes.count)
        if let first = opens.first, !isClosedFirst { isLate = !text.trimmed(0..<first).isEmpty }
    }

    /// Where a pattern stands, from left to right, without overlaps.
    private static func places(of pattern: [UInt8], in text: ByteText) -> [Int] {
        guard let first = pattern.first else { return [] }
        var places: [Int] = []
        var index = 0
        while index < text.bytes.count, let found = text.firstIndex(of: first, in: index..<text.bytes.count) {
            if text.has(pattern, at: found) {
                places.append(found)
                index = found + pattern.count
            } else {
                index = found + 1
            }
        }
        return places
    }
}
