import Environments
import Rollouts
import Testing
import Verifiers

@testable import StandIn

@Suite struct TextTests {
    /// Texts of every kind of character, from a seed.
    static let texts: [String] = {
        var source = RandomSource(seed: 11)
        let parts = [
            "a", "Zebra", " ", "  ", "7", "é", "e\u{301}", "\r\n", "👩‍👩‍👧", "<think>", "{\"a\": [1]}", "日本", "\u{0}",
        ]
        return (0..<300).map { _ in
            (0..<Int.random(in: 0..<12, using: &source)).map { _ in parts.randomElement(using: &source) ?? "" }.joined()
        }
    }()

    @Test(arguments: texts) func `Pieces put together are the text, and every count agrees`(text: String) {
        let pieces = StandInTokens.pieces(text)
        #expect(Array(pieces.joined().utf8) == Array(text.utf8))
        #expect(pieces.allSatisfy { !$0.isEmpty })
        #expect(StandInTokens.count(text) == pieces.count)
        #expect(StandInTokens.ids(text).count == pieces.count)
        for count in 0...pieces.count {
            let expected = pieces.prefix(count).reduce(0) { $0 + $1.utf8.count }
            #expect(StandInTokens.length(ofFirst: count, in: Array(text.utf8)) == expected)
        }
    }

    @Test func `Equal pieces have equal ids, and ids are within a vocabulary`() {
        let ids = StandInTokens.ids("the cat the cat")
        #expect(ids[1] == ids[3])
        #expect(ids.allSatisfy { (256..<50_256).contains($0) })
    }

    @Test(arguments: [1, 2, 8, 500]) func `A filler of so many words has so many tokens`(count: Int) {
        let filler = Filler(words: 500)
        #expect(StandInTokens.count(String(decoding: filler.text(words: count), as: UTF8.self)) == count)
        #expect(filler.text(words: 0).isEmpty)
    }

    @Test(arguments: texts + ["42", "<answer>10</answer>", "{\"a\": 1}", "[]", "yes", "yes \n", " ", "x"])
    func `What is spoilt differs in more than white space`(answer: String) {
        for variant in UInt64(0)..<40 {
            let spoilt = Spoiling.spoil(answer, variant: variant)
            let kept = { (text: String) in text.unicodeScalars.filter { !$0.properties.isWhitespace }.map(\.value) }
            #expect(kept(spoilt) != kept(answer))
        }
    }

    @Test func `Each wrong digit is used, and never the right one`() {
        let spoilt = Set((UInt64(0)..<200).map { Spoiling.spoil("<answer>15</answer>", variant: $0) })
        #expect(spoilt == Set("012346789".map { "<answer>1\($0)</answer>" }))
    }
}

/// The environments that ship, judged by their own verifiers.
@Suite struct ShippedEnvironmentTests {
    static let folder = String(#filePath.split(separator: "/").dropLast(3).reduce(into: "") { $0 += "/" + $1 })

    @Test func `Right answers pass and spoilt ones fail in every environment that ships`() async throws {
        var settings = StandInSettings()
        settings.environments = [Self.folder + "/environments"]
        let catalog = await EnvironmentCatalog.load(directories: settings.environments)
        #expect(catalog.broken.isEmpty, "\(catalog.broken)")
        #expect(!catalog.loaded.isEmpty)
        let filler = Filler(words: 64)
        for environment in catalog.loaded {
            var cursor = TaskCursor()
            for variant in UInt64(0)..<400 {
                guard let step = try environment.tasks.next(after: cursor) else { break }
                cursor = step.cursor
                let format = environment.settings.reasoning.format
                let task = step.task
                let answer = Answer(
                    environment: environment.name, taskID: task.id,
                    gold: environment.goldCompletion(for: task), reasoning: format
                ) { text in
                    let message = Message(role: "assistant", content: text)
                    let completion = Completion(messages: [message], format: format, finishReason: .stop)
                    return environment.judgeAtOnce(task, completion, budget: .standard)?.passed == true
                }
                for isRight in [true, false] {
                    let plan = ChoicePlan(isRight: isRight, variant: variant, tokens: 64)
                    let choice = ServedChoice(plan, answer: answer, request: try .plain(), filler: filler)
                    let message = Message(role: "assistant", content: choice.text)
                    let completion = Completion(messages: [message], format: format, finishReason: .stop)
                    let verdict = await environment.judge(step.task, completion, budget: .standard)
                    #expect(verdict.passed == isRight, "\(environment.name): \(choice.text)")
                }
            }
        }
    }
}

extension CompletionRequest {
    /// A request without any wishes.
    static func plain(_ more: String = "") throws -> CompletionRequest {
        try CompletionRequest(Array("{\"prompt\": \"x\"\(more)}".utf8), dialect: .text)
    }
}
