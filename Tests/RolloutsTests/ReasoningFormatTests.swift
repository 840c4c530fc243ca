import Testing

@testable import Rollouts

@Suite struct ReasoningFormatTests {
    private func divide(
        _ text: String, mode: ReasoningFormat.Mode = .optional, opener: ReasoningFormat.Opener = .model
    ) -> ReasoningFormat.Division {
        ReasoningFormat(mode: mode, opener: opener).divide(text)
    }

    @Test func `a text without tags is all answer`() {
        #expect(divide("4") == .init(reasoning: nil, answer: "4", isOpen: false))
        #expect(divide("") == .init(reasoning: nil, answer: "", isOpen: false))
    }

    @Test func `only what follows the closing tag is the answer`() {
        #expect(divide("<think>2+2</think>4") == .init(reasoning: "2+2", answer: "4", isOpen: false))
        #expect(divide("\n<think></think>\n4") == .init(reasoning: "", answer: "\n4", isOpen: false))
    }

    @Test func `a thought that the template opened holds only its closing tag`() {
        #expect(divide("2+2</think>4", opener: .template) == .init(reasoning: "2+2", answer: "4", isOpen: false))
        #expect(divide("2+2</think>4") == .init(reasoning: "2+2", answer: "4", isOpen: false))
    }

    @Test(arguments: [ReasoningFormat.Mode.optional, .required, .forbidden])
    func `a thought that is begun and not ended leaves no answer`(mode: ReasoningFormat.Mode) {
        #expect(divide("<think>it is 4", mode: mode) == .init(reasoning: "it is 4", answer: "", isOpen: true))
        #expect(divide("well, <think>it is 4", mode: mode).isOpen)
    }

    @Test func `where a thought must end, a text without a closing tag has no answer`() {
        #expect(divide("4", mode: .required).isOpen)
        #expect(divide("4", opener: .template).isOpen)
        #expect(divide("4", opener: .template).answer.isEmpty)
    }

    @Test func `a second thought that is not ended leaves the whole text open`() {
        #expect(divide("<think>a</think>4<think>or 5").isOpen)
        #expect(divide("<think>a</think>4<think>or 5</think>").answer == "4<think>or 5</think>")
    }

    @Test func `a split-off thought is put back between its tags`() {
        let message = Message(role: "assistant", content: "4", reasoning: "2+2")
        let completion = Completion(messages: [message], format: ReasoningFormat())
        #expect(completion.text == "<think>2+2</think>4" && completion.answer == "4" && !completion.isOpen)
    }

    @Test func `a split-off thought with nothing after it is not ended`() {
        for content in [nil, ""] {
            let message = Message(role: "assistant", content: content, reasoning: "it is 4")
            let completion = Completion(messages: [message], format: ReasoningFormat())
            #expect(completion.isOpen && completion.answer.isEmpty)
        }
        let calling = Message(
            role: "assistant", content: nil, reasoning: "call it", toolCalls: [ToolCall(name: "f", arguments: "{}")])
        #expect(!Completion(messages: [calling], format: ReasoningFormat()).isOpen)
    }

    @Test func `own tags are taken by their bytes`() {
        let format = ReasoningFormat(open: "[THINK]", close: "[/THINK]")
        #expect(format.divide("[THINK]a[/THINK]b").answer == "b")
        #expect(format.divide("<think>a</think>b").answer == "<think>a</think>b")
    }
}
