import EnvironmentContract
import Environments
import Rollouts
import Testing
import Verifiers

@Suite struct `The environment of puzzles` {
    static let folder = root + "/environments"

    @Test(arguments: EnvironmentCase.all) func `keeps every law`(_ law: EnvironmentCase) async throws {
        try await law.check(
            EnvironmentBench {
                try #require(await EnvironmentCatalog.load(directories: [Self.folder])["reasoning_puzzles"])
            })
    }

    @Test func `passes the gold of a task, and hardly ever that of another`() async throws {
        let environment = try #require(
            await EnvironmentCatalog.load(directories: [Self.folder])["reasoning_puzzles"])
        var tasks: [RolloutTask] = []
        var cursor = TaskCursor()
        while tasks.count < 490, let step = try environment.tasks.next(after: cursor) {
            tasks.append(step.task)
            cursor = step.cursor
        }
        var other = 0
        for (task, next) in zip(tasks, tasks.dropFirst()) {
            let gold = try #require(task.gold)
            #expect(
                await environment.judge(task, Completion(text: gold), budget: .standard).passed == true, "\(task.id)")
            let wrong = Completion(text: next.gold ?? "")
            if await environment.judge(task, wrong, budget: .standard).passed == true { other += 1 }
        }
        #expect(Set(tasks.map(\.id)).count == tasks.count)
        #expect(other <= 2)
    }
}
