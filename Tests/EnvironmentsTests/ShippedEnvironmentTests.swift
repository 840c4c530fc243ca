import EnvironmentContract
import Environments
import JSON
import Rollouts
import Testing
import Verifiers

@Suite struct `The environments that ship` {
    static let names = ["arithmetic", "extract_json", "letter_count"]
    static let others = ["instruction_following", "schema_adherence", "tool_call"]
    static let folder = root + "/environments"

    @Test func `all load, and nothing in their folder is broken`() async {
        let catalog = await EnvironmentCatalog.load(directories: [Self.folder])
        #expect(catalog.broken.isEmpty, "\(catalog.broken)")
        #expect(Set(catalog.loaded.map(\.name)).isSuperset(of: Self.names + Self.others))
    }

    @Test(arguments: names + others, EnvironmentCase.all)
    func `keep every law`(_ name: String, _ law: EnvironmentCase) async throws {
        try await law.check(
            EnvironmentBench {
                try #require(await EnvironmentCatalog.load(directories: [Self.folder])[name])
            })
    }

    @Test(arguments: names) func `pass the gold of a task and fail that of another, but where both are one`(
        _ name: String
    ) async throws {
        let environment = try #require(await EnvironmentCatalog.load(directories: [Self.folder])[name])
        var tasks: [RolloutTask] = []
        var cursor = TaskCursor()
        while tasks.count < 200, let step = try environment.tasks.next(after: cursor) {
            tasks.append(step.task)
            cursor = step.cursor
        }
        for (task, other) in zip(tasks, tasks.dropFirst()) {
            let gold = try #require(other.gold)
            let verdict = await environment.judge(task, Completion(text: gold), budget: .standard)
            #expect(verdict.passed == (gold == task.gold), "\(task.id) on \(gold)")
        }
    }

    @Test func `instruction_following passes its golds by its file, and the same tasks come again`() async throws {
        let environment = try #require(
            await EnvironmentCatalog.load(directories: [Self.folder])["instruction_following"])
        var tasks: [RolloutTask] = []
        var cursor = TaskCursor()
        while tasks.count < 50, let step = try environment.tasks.next(after: cursor) {
            tasks.append(step.task)
            cursor = step.cursor
        }
        #expect(try environment.tasks.next(after: TaskCursor())?.task == tasks.first)
        var right = 0
        for (task, other) in zip(tasks, tasks.dropFirst()) {
            let gold = try #require(task.gold)
            let verdict = await environment.judge(task, Completion(text: gold), budget: .standard)
            #expect(verdict.passed == true, "\(task.id): \(verdict.detail ?? "")")
            let wrong = Completion(text: try #require(other.gold))
            if await environment.judge(task, wrong, budget: .standard).passed == true { right += 1 }
        }
        // Over all levels few golds happen to follow the next task's instructions too.
        #expect(right * 4 <= tasks.count)
    }

    @Test(arguments: names) func `ask base models with a transcript of a few turns that stops at the line's end`(
        _ name: String
    ) async throws {
        let environment = try #require(await EnvironmentCatalog.load(directories: [Self.folder])[name])
        let task = try #require(try environment.tasks.next(after: TaskCursor())).task
        let prompt = try environment.prompt(for: task)
        #expect(prompt.transcriptStop == ["\n"])
        #expect(prompt.transcript.hasSuffix("\nAssistant:"))
        #expect(prompt.transcript.split(separator: "\n").count { $0.hasPrefix("User: ") } >= 4)
        #expect(!environment.settings.sample.parameters.stop.contains("\n"))
    }
}
