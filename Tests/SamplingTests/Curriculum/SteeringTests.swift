import Environments
import Inference
import JSON
import Rollouts
import Synchronization
import Testing
import TrajectoryQueue
import Verifiers

@testable import Sampling

/// Numbered tasks at ten levels.
private struct GradedTasks: GradedTaskSource {
    let levels = 1...10
    var size: Int? { nil }

    func next(after cursor: TaskCursor) throws(EnvironmentError) -> TaskStep? { try next(after: cursor, level: 1) }

    func next(after cursor: TaskCursor, level: Int) throws(EnvironmentError) -> TaskStep? {
        let position = cursor.position + 1
        var step = TaskStep(
            task: RolloutTask(
                id: "\(level):\(position)",
                fields: ["level": .int(level), "kind": .string(position % 2 == 0 ? "even" : "odd")]),
            cursor: TaskCursor(position: position))
        step.level = level
        return step
    }
}

@Suite(.timeLimit(.minutes(1))) struct SteeringTests {
    /// An endpoint that solves levels up to 4 always, 5 half the time, and none above.
    private static func reply(_ seen: borrowing Mutex<[Int]>, _ text: String, _ call: Int) -> String {
        let level = Int(text.prefix { $0 != ":" }) ?? 0
        seen.withLock { $0.append(level) }
        return level < 5 || level == 5 && call % 2 == 0 ? "pass \(call)" : "wrong"
    }

    private static var environment: ScriptedEnvironment {
        var environment = ScriptedEnvironment(rollouts: 1, giveUpAfter: 1)
        environment.tasks = GradedTasks()
        var difficulty = DifficultySettings()
        difficulty.adapts = true
        environment.settings.difficulty = difficulty
        return environment
    }

    @Test func `the sampler draws the level that is half solved, and goes on with it after a restart`() async throws {
        let store = MemoryStore()
        let seen = Mutex<[Int]>([])
        let source = ScriptedSource(capacity: 4) { request, call in
            ScriptedSource.texts([Self.reply(seen, request.messages.last?.content ?? "", call)])
        }
        let first = ScriptedWorld([Self.environment], store: store, source: source)
        try await first.run { ($0.counts.environments["scripted"]?.requested ?? 0) >= 900 }
        let levels = try #require(first.sampler.snapshot().environments.first).curriculum
        #expect(levels.map(\.level) == Array(1...10))
        #expect(levels.prefix(4).allSatisfy { $0.standing == .easy && $0.passRate == 1 }, "\(levels)")
        #expect(levels[4].standing == .open && levels[4].verdicts == 64 && levels[9].standing == .closed, "\(levels)")
        let late = seen.withLock { $0.dropFirst(500) }
        #expect(late.count { $0 == 5 } * 10 > late.count * 7, "\(late.count { $0 == 5 }) of \(late.count)")
        let stored = try #require(try await store.state("tasks/scripted"))
        let state = try JSONReader().read(stored)
        #expect((state["curriculum"]?["frontier"]?.int ?? 0) >= 5)

        seen.withLock { $0 = [] }
        let second = ScriptedWorld([Self.environment], store: store, source: source)
        let before = store.counts.environments["scripted"]?.requested ?? 0
        try await second.run { ($0.counts.environments["scripted"]?.requested ?? 0) >= before + 120 }
        let resumed = seen.withLock { $0.prefix(100) }
        #expect(resumed.count { $0 == 5 } > 70, "\(resumed)")
    }

    @Test func `kinds are balanced by what is accepted of them`() async throws {
        let store = MemoryStore()
        let taken = Mutex<[String: Int]>([:])
        let source = ScriptedSource(capacity: 4) { request, call in
            let text = request.messages.last?.content ?? ""
            let position = Int(text.split(separator: ":").last ?? "") ?? 0
            let kind = position % 2 == 0 ? "even" : "odd"
            taken.withLock { $0[kind, default: 0] += 1 }
            return ScriptedSource.texts([kind == "even" || call % 3 == 0 ? "pass \(call)" : "wrong"])
        }
        var environment = ScriptedEnvironment(rollouts: 1, giveUpAfter: 1)
        environment.tasks = GradedTasks()
        environment.settings.balance = try FieldPath("kind")
        let world = ScriptedWorld([environment], store: store, source: source)
        try await world.run { ($0.counts.environments["scripted"]?.requested ?? 0) >= 1_500 }
        let counts = taken.withLock { $0 }
        #expect((counts["odd"] ?? 0) > (counts["even"] ?? 0) * 3 / 2, "\(counts)")
        #expect(try await store.state("tasks/scripted") != nil)
    }

    @Test func `a task that was always or never solved rests for some policy versions`() {
        var settings = DifficultySettings()
        #expect(!settings.rests(passes: 0, of: 8))
        settings.adapts = true
        #expect(settings.rests(passes: 0, of: 8) && settings.rests(passes: 8, of: 8))
        #expect(!settings.rests(passes: 1, of: 8) && !settings.rests(passes: 1, of: 1))
    }
}
