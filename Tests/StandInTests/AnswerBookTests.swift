import Environments
import Rollouts
import Testing

@testable import StandIn

@Suite struct AnswerBookTests {
    /// The id of the task that a prompt belongs to, however long the search takes.
    private func task(_ prompt: Prompt, in book: inout AnswerBook) -> String? {
        while true {
            switch book.look(up: PromptKey(messages: prompt.messages)) {
            case .found(let answer): return answer.taskID
            case .unknown: return nil
            case .searching: continue
            }
        }
    }

    @Test func `A task is found by its messages and by its transcript`() {
        let sums = SumEnvironment()
        var book = AnswerBook(environments: [sums], lookahead: 100)
        #expect(task(sums.prompt(3), in: &book) == "sums-3")
        guard case .found(let answer) = book.look(up: PromptKey(text: sums.prompt(5).transcript)) else {
            Issue.record("not found by its transcript")
            return
        }
        #expect(answer.taskID == "sums-5")
        #expect(answer.gold == "<answer>10</answer>")
    }

    @Test func `Texts that Swift holds equal but whose bytes differ are different prompts`() {
        #expect(PromptKey(text: "\u{E9}") != PromptKey(text: "e\u{301}"))
        let silent = PromptKey(messages: [Message(role: "user", content: nil)])
        #expect(silent != PromptKey(messages: [Message(role: "user", content: "")]))
    }

    @Test func `Each environment is looked through as far as the window goes and not beyond`() {
        let sums = SumEnvironment()
        let others = SumEnvironment(name: "others")
        var book = AnswerBook(environments: [sums, others], lookahead: 50)
        #expect(task(sums.prompt(50), in: &book) == nil)
        #expect(task(others.prompt(49), in: &book) == "others-49")
        #expect(task(others.prompt(99), in: &book) == "others-99")
        #expect(task(others.prompt(200), in: &book) == nil)
        // Of `others`, two windows; of `sums`, which was never asked for, one; two prompts each.
        #expect(book.count <= 2 * (100 + 50))
    }

    @Test func `Tasks stay known for a window behind the last one asked for, and are forgotten after`() {
        let sums = SumEnvironment()
        var book = AnswerBook(environments: [sums], lookahead: 64)
        for number in 0..<1_000 { #expect(task(sums.prompt(number), in: &book) == "sums-\(number)") }
        #expect(book.count <= 4 * 64)
        #expect(task(sums.prompt(1_000 - 60), in: &book) == "sums-940")
        #expect(task(sums.prompt(10), in: &book) == nil)
        #expect(book.count <= 4 * 64)
    }

    @Test func `A source that ends is looked through once`() {
        let sums = SumEnvironment(size: 20)
        var book = AnswerBook(environments: [sums], lookahead: 1_000)
        #expect(task(sums.prompt(19), in: &book) == "sums-19")
        #expect(task(sums.prompt(20), in: &book) == nil)
        #expect(book.count == 40)
    }

    @Test func `A long search pauses, so that others are served in between`() {
        let sums = SumEnvironment()
        var book = AnswerBook(environments: [sums], lookahead: 100_000)
        guard case .searching = book.look(up: PromptKey(text: "none of them")) else {
            Issue.record("the search did not pause")
            return
        }
        #expect(book.count <= 2 * 512)
    }
}
