import Rollouts
import Testing

@testable import StandIn

@Suite struct ServedChoiceTests {
    private func choice(
        _ format: ReasoningFormat = ReasoningFormat(), gold: String? = "<answer>42</answer>", isRight: Bool = true,
        tokens: Int? = nil, _ wishes: String = ""
    ) throws -> ServedChoice {
        let answer = Answer(environment: "e", taskID: "t", gold: gold, reasoning: format)
        return ServedChoice(
            ChoicePlan(isRight: isRight, variant: 7, tokens: tokens), answer: answer, request: try .plain(wishes),
            filler: Filler(words: 1_000))
    }

    @Test func `Without an order for length the text is the gold answer as it is`() throws {
        let choice = try choice()
        #expect(choice.text == "<answer>42</answer>")
        #expect(choice.kind == .right)
        #expect(choice.tokens == StandInTokens.count("<answer>42</answer>"))
    }

    @Test(arguments: [20, 256, 900]) func `A reply is filled to its tokens exactly, within a closed thought`(count: Int)
        throws
    {
        let choice = try choice(tokens: count)
        #expect(choice.tokens == count)
        #expect(StandInTokens.count(choice.text) == count)
        let completion = Completion(text: choice.text)
        #expect(completion.answer == "<answer>42</answer>")
        #expect(!completion.isOpen)
    }

    @Test func `An answer that is longer than the order keeps its length and gets no thought`() throws {
        #expect(try choice(tokens: 3).text == "<answer>42</answer>")
    }

    @Test func `Where thoughts are forbidden nothing is filled in`() throws {
        #expect(try choice(ReasoningFormat(mode: .forbidden), tokens: 256).text == "<answer>42</answer>")
    }

    @Test func `Where a thought is required there is one, whatever the order`() throws {
        let format = ReasoningFormat(mode: .required)
        let completion = Completion(text: try choice(format).text, format: format)
        #expect(completion.reasoning?.isEmpty == false)
        #expect(completion.answer == "<answer>42</answer>")
    }

    @Test func `Where the template opens the thought only the closing tag is written`() throws {
        let format = ReasoningFormat(opener: .template)
        let choice = try choice(format, tokens: 100)
        #expect(choice.tokens == 100)
        #expect(!choice.text.contains("<think>"))
        #expect(Completion(text: choice.text, format: format).answer == "<answer>42</answer>")
    }

    @Test func `A gold completion that brings its thought keeps it, filled up in front`() throws {
        let gold = "<think>20 and 22</think>42"
        #expect(try choice(gold: gold).text == gold)
        let filled = try choice(gold: gold, tokens: 200)
        #expect(filled.tokens == 200)
        #expect(filled.text.hasSuffix("20 and 22</think>42"))
        let words = try choice(gold: "<think>so it is</think>42", tokens: 200)
        #expect(words.tokens == 200)
        #expect(words.text.hasSuffix(" so it is</think>42"))
        let spoilt = try choice(gold: gold, isRight: false)
        #expect(spoilt.text.hasPrefix("<think>20 and 22</think>4"))
        #expect(spoilt.text != gold)
    }

    @Test func `A reply beyond the most tokens asked for is cut there and says length`() throws {
        let choice = try choice(tokens: 256, ", \"max_tokens\": 16")
        #expect(choice.isCut)
        #expect(choice.tokens == 16)
        #expect(StandInTokens.count(choice.text) == 16)
        #expect(try !self.choice(tokens: 16, ", \"max_tokens\": 16").isCut)
    }

    @Test func `A reply ends before the first of its stop texts`() throws {
        let choice = try choice(gold: "one\ntwo three", ", \"stop\": [\" three\", \"\\n\"]")
        #expect(choice.text == "one")
        #expect(!choice.isCut)
        #expect(try self.choice(gold: "aab", ", \"stop\": \"ab\"").text == "a")
        #expect(try self.choice(gold: "ab", ", \"stop\": \"abc\"").text == "ab")
    }

    @Test func `Without a task or a gold answer it says honestly that it does not know`() throws {
        let noGold = try choice(gold: nil, tokens: 256)
        #expect(noGold.text == "I do not know.")
        #expect(noGold.kind == .noGold)
        let plan = ChoicePlan(isRight: true, variant: 0, tokens: nil)
        let unknown = ServedChoice(plan, answer: nil, request: try .plain(), filler: Filler(words: 8))
        #expect(unknown.text == "I do not know.")
        #expect(unknown.kind == .unknown)
    }
}
