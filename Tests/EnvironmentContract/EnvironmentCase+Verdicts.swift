internal import Environments
internal import JSON
internal import Rollouts
internal import Testing
internal import Verifiers

extension EnvironmentCase {
    /// Prompts.
    static let prompts: [EnvironmentCase] = [
        EnvironmentCase("every task has a prompt, the same each time, that ends before the assistant's turn") { bench in
            let environment = try await bench.load()
            for step in try await bench.steps() {
                let prompt = try environment.prompt(for: step.task)
                #expect(try environment.prompt(for: step.task) == prompt)
                #expect(!prompt.messages.isEmpty && prompt.messages.last?.role != "assistant")
                #expect(!prompt.transcript.isEmpty)
            }
        },
        EnvironmentCase("the gold is never in the prompt") { bench in
            let environment = try await bench.load()
            let mark = "GOLD-7f3a9c"
            for var task in try await bench.steps().map(\.task) {
                task.gold = mark
                let prompt = try environment.prompt(for: task)
                #expect(!prompt.transcript.contains(mark))
                #expect(prompt.messages.allSatisfy { $0.content?.contains(mark) != true })
            }
        },
        EnvironmentCase("a task without fields is a prompt or an error that says what is missing") { bench in
            let environment = try await bench.load()
            do {
                _ = try environment.prompt(for: RolloutTask(id: "bare", fields: [:]))
            } catch let error as EnvironmentError {
                #expect(error.code == .prompt && error.message.contains("bare") && error.file == environment.path)
            }
        },
    ]

    /// Completions that say nothing right.
    private static let hollow = [
        "", "   ", "{}", "<answer></answer>", "<think>", "\u{0}", "score: 1", "I do not know.",
    ]

    /// Verdicts.
    static let verdicts: [EnvironmentCase] = [
        EnvironmentCase("gold passes") { bench in
            let environment = try await bench.load()
            for task in try await bench.steps().map(\.task) {
                guard let gold = environment.goldCompletion(for: task) else { continue }
                let verdict = await environment.judge(task, gold)
                #expect(verdict.passed == true, "\(task.id): \(verdict)")
            }
        },
        EnvironmentCase("a hollow completion does not pass") { bench in
            let environment = try await bench.load()
            for task in try await bench.steps().map(\.task) {
                for text in hollow {
                    let verdict = await environment.judge(task, text)
                    #expect(verdict.passed != true, "\(task.id) on \(text.debugDescription)")
                }
            }
        },
        EnvironmentCase("a verdict is whole: scored with a finite score, or unscored with neither and a reason for it")
        { bench in
            let environment = try await bench.load()
            for task in try await bench.steps().map(\.task) + [RolloutTask(id: "bare", fields: [:])] {
                for text in hollow + [environment.goldCompletion(for: task)].compactMap({ $0 }) {
                    expectWhole(await environment.judge(task, text))
                }
            }
        },
        EnvironmentCase("a verdict is the same each time, and from many tasks at once") { bench in
            let environment = try await bench.load()
            let tasks = try await bench.steps().map(\.task)
            let alone = await verdicts(environment, tasks)
            await withTaskGroup(of: [Verdict].self) { group in
                for _ in 0..<4 { group.addTask { await verdicts(environment, tasks) } }
                for await together in group { #expect(together == alone) }
            }
        },
        EnvironmentCase("without a budget a verdict is whole too, and never passes what fails with one") { bench in
            let environment = try await bench.load()
            for task in try await bench.steps().map(\.task) {
                for text in hollow {
                    let verdict = await environment.judge(
                        task, Completion(text: text, format: environment.settings.reasoning.format),
                        budget: Budget(steps: 0, bytes: 0))
                    expectWhole(verdict)
                    #expect(verdict.passed != true)
                }
            }
        },
        EnvironmentCase(
            "the unique key does not depend on white space at the ends, and is there unless nothing is compared"
        ) { bench in
            let environment = try await bench.load()
            let task = try #require(try await bench.steps().first?.task)
            let format = environment.settings.reasoning.format
            let text = environment.goldCompletion(for: task) ?? "some text"
            let completion = Completion(text: text, format: format)
            let key = environment.uniqueKey(completion, await environment.judge(task, text))
            let padded = Completion(text: text + " \n", format: format)
            #expect(environment.uniqueKey(padded, await environment.judge(task, text + " \n")) == key)
            #expect((key == nil) == (environment.settings.accept.unique == .none))
        },
    ]

    @Sendable private static func verdicts(_ environment: any VerifierEnvironment, _ tasks: [RolloutTask]) async
        -> [Verdict]
    {
        var verdicts: [Verdict] = []
        for task in tasks {
            for text in hollow + [environment.goldCompletion(for: task) ?? "x"] {
                verdicts.append(await environment.judge(task, text))
            }
        }
        return verdicts
    }

    private static func expectWhole(_ verdict: Verdict, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect((verdict.passed == nil) == (verdict.score == nil), "\(verdict)", sourceLocation: sourceLocation)
        #expect(verdict.score?.isFinite != false, "\(verdict)", sourceLocation: sourceLocation)
        let outcome: Outcome? = verdict.passed == nil ? .unscored : verdict.passed == false ? .rejected : nil
        #expect(
            verdict.passed == true || (verdict.reason != nil && verdict.reason?.outcome == outcome), "\(verdict)",
            sourceLocation: sourceLocation)
    }
}

extension VerifierEnvironment {
    /// The verdict on a text.
    fileprivate func judge(_ task: RolloutTask, _ text: String) async -> Verdict {
        await judge(task, Completion(text: text, format: settings.reasoning.format), budget: .standard)
    }
}
