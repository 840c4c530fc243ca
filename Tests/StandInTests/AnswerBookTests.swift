import Environments
import Rollouts
import Testing
import Verifiers

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
        guard case .searching = book.look(up: PromptKey(messages: sums.prompt(90_000).messages)) else {
            Issue.record("the search did not pause")
            return
        }
        #expect(book.count <= 2 * 512)
    }

    @Test func `A task of a level that was chosen is found, whatever the level`() {
        let graded = GradedSums()
        var book = AnswerBook(environments: [graded], lookahead: 2_000)
        for position in [0, 7, 130, 90] {
            for level in [4, 1, 3] {
                let number = GradedSums.number(position, level: level)
                #expect(task(graded.sums.prompt(number), in: &book) == "sums-\(number)")
            }
        }
    }

    @Test func `A prompt is not looked for where no prompt has its frame`() {
        let sums = SumEnvironment()
        let others = SumEnvironment(name: "others", system: "You add the others.")
        var book = AnswerBook(environments: [sums, others], lookahead: 10_000)
        #expect(task(others.prompt(900), in: &book) == "others-900")
        #expect(task(others.prompt(20_000), in: &book) == nil)
        // Two prompts for each task of `others`, and next to none of the sums.
        #expect((2 * 10_900...2 * 11_000).contains(book.count))
        #expect(task(sums.prompt(3), in: &book) == "sums-3")
        let hello = [Message(role: "user", content: "Hello")]
        #expect(task(Prompt(messages: hello, transcript: "", transcriptStop: []), in: &book) == nil)
    }

    @Test func `A task that left the kept ones is made again`() {
        let sums = SumEnvironment()
        var book = AnswerBook(environments: [sums], lookahead: 9_000)
        #expect(task(sums.prompt(8_000), in: &book) == "sums-8000")
        guard case .found(let answer) = book.look(up: PromptKey(messages: sums.prompt(17).messages)) else {
            Issue.record("not found")
            return
        }
        #expect(answer.taskID == "sums-17" && answer.gold == "<answer>34</answer>")
    }
}

/// Sums in four levels that whoever samples them chooses.
private struct GradedSums: VerifierEnvironment, GradedTaskSource {
    let sums = SumEnvironment()
    let levels = 1...4
    var size: Int? { nil }
    var name: String { sums.name }
    var version: String { sums.version }
    var path: String { sums.path }
    var about: String { sums.about }
    var tags: [String] { sums.tags }
    var settings: EnvironmentSettings { sums.settings }
    var tasks: any TaskSource { self }

    static func number(_ position: Int, level: Int) -> Int { position * 100 + level }

    func next(after cursor: TaskCursor) throws(EnvironmentError) -> TaskStep? {
        try next(after: cursor, level: levels.lowerBound + cursor.position % levels.count)
    }

    func next(after cursor: TaskCursor, level: Int) throws(EnvironmentError) -> TaskStep? {
        let number = Self.number(cursor.position, level: level)
        var step = try sums.next(after: TaskCursor(position: number))
        step?.cursor = TaskCursor(position: cursor.position + 1)
        step?.level = level
        return step
    }

    func prompt(for task: RolloutTask) throws(EnvironmentError) -> Prompt { try sums.prompt(for: task) }

    func judge(_ task: RolloutTask, _ completion: Completion, budget: Budget) async -> Verdict {
        await sums.judge(task, completion, budget: budget)
    }
}
