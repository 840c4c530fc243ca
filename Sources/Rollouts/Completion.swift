/// What a verifier reads: everything after the prompt, divided into thought and answer.
public struct Completion: Sendable, Hashable {
    /// The messages after the prompt, as they were sampled.
    public var messages: [Message]
    /// All assistant text in one form: the thought between its tags, then the answer.
    public var text: String
    /// The thought without its tags; nil where there is none.
    public var reasoning: String?
    /// What follows the thought: the text that is judged.
    public var answer: String
    /// Whether a thought was begun and not ended, or a required one is missing: such a completion never passes.
    public var isOpen: Bool
    /// The calls that the endpoint's own parser found; nil where it reported none.
    public var toolCalls: [ToolCall]?
    /// Why sampling stopped; nil where nobody said.
    public var finishReason: FinishReason?
    /// Tokens of the completion, from token ids, the row's own figure or the reply's usage; nil where nothing says, and
    /// then a limit in tokens cannot be judged.
    public var tokenCount: Int?

    /// A completion out of its messages.
    ///
    /// A thought that an endpoint split off is put back between its tags first, so that every check sees one form; one
    /// split off without any text after it counts as not closed.
    public init(
        messages: [Message], format: ReasoningFormat, finishReason: FinishReason? = nil, tokenCount: Int? = nil
    ) {
        self.messages = messages
        self.finishReason = finishReason
        self.tokenCount = tokenCount
        let spoken = messages.filter { $0.role == "assistant" }
        toolCalls = spoken.contains { $0.toolCalls != nil } ? spoken.flatMap { $0.toolCalls ?? [] } : nil
        let last = spoken.last
        let content = last?.content ?? ""
        if let thought = last?.reasoning, !thought.isEmpty {
            let hasEnd = !content.isEmpty || !(last?.toolCalls ?? []).isEmpty
            text = format.open + thought + (hasEnd ? format.close : "") + content
            reasoning = thought
            answer = content
            isOpen = !hasEnd
        } else {
            let division = format.divide(content)
            text = content
            reasoning = division.reasoning
            answer = division.answer
            isOpen = division.isOpen
        }
    }

    /// A completion of plain text.
    public init(text: String, format: ReasoningFormat = ReasoningFormat()) {
        self.init(messages: [Message(role: "assistant", content: text)], format: format)
    }
}
