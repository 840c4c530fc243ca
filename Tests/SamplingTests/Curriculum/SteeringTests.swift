import Environments
import Inference
import JSON
import Logging
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

/// Numbered tasks, before each of which two lines are no tasks.
private struct FaultyTasks: TaskSource {
    var size: Int? { nil }

    func next(after cursor: TaskCursor) throws(EnvironmentError) -> TaskStep? {
        guard var step = try NumberedTasks().next(after: cursor) else { return nil }
        step.skipped = 2
        step.firstFault = EnvironmentError(.badTask, "the line is no object")
        return step
    }
}

/// Hands warnings to a closure.
private struct WarningHandler: LogHandler {
    var logLevel = Logger.Level.warning
    var metadata: Logger.Metadata = [:]
    let said: @Sendable (String) -> Void

    init(said: @escaping @Sendable (String) -> Void) { self.said = said }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { said("\(event.message)") }
}

@Suite(.timeLimit(.minutes(3))) struct SteeringTests {
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

    @Test func `what was learnt is stored with the verdicts that it was learnt from, neither before nor after`()
        async throws
    {
        struct Books {
            var verdicts = 0
            var learnt = 0
            var transactions = 0
            var faults: [String] = []
        }
        let books = Mutex(Books())
        let store = FaultyStore { commit in
            books.withLock { books in
                books.verdicts += commit.verdicts.reduce(0) { $0 + $1.verdicts }
                if let bytes = commit.states.last(where: { $0.name == "tasks/scripted" })?.value,
                    let state = try? JSONReader().read(bytes)
                {
                    let levels = state["curriculum"]?["levels"]?.object?.members ?? []
                    books.learnt = levels.reduce(0) { $0 + ($1.value.string?.utf8.count ?? 0) }
                }
                books.transactions += commit.verdicts.isEmpty ? 0 : 1
                if books.learnt != books.verdicts { books.faults.append("\(books.learnt) of \(books.verdicts)") }
            }
        }
        var environment = Self.environment
        environment.settings.stop.rollouts = 60
        let source = ScriptedSource(capacity: 4) { _, call in
            ScriptedSource.texts([call % 2 == 0 ? "pass \(call)" : "wrong"])
        }
        let world = ScriptedWorld([environment], store: store, source: source) { $0.endsWhenFinished = true }
        try await world.sampler.run()
        let found = books.withLock { $0 }
        #expect(found.faults == [] && found.verdicts == 60 && found.transactions > 4, "\(found)")
    }

    @Test func `a policy that has forgotten everything is led back to the easiest level without a stall`() async throws
    {
        let store = MemoryStore()
        let levels = JSONObject(
            (1...10).map { .init(key: String($0), value: .string(String(repeating: "1", count: 64))) })
        var learnt = StoreCommit()
        let state: JSONValue = [
            "curriculum": ["frontier": 10, "turn": 5, "levels": .object(levels)], "balance": .null,
        ]
        learnt.states = [("tasks/scripted", Array(state.text.utf8))]
        try await store.commit(learnt)
        let source = ScriptedSource(capacity: 64) { request, call in
            let isEasiest = request.messages.last?.content?.hasPrefix("1:") == true
            return ScriptedSource.texts((0..<request.count).map { isEasiest ? "pass \(call) \($0)" : "wrong" })
        }
        var environment = Self.environment
        environment.settings.sample.rollouts = 8
        environment.settings.accept.giveUpAfter = 8
        let world = ScriptedWorld([environment], store: store, source: source)
        let hasStalled = Mutex(false)
        try await world.run { snapshot in
            if case .stalled? = snapshot.environments.first?.state { hasStalled.withLock { $0 = true } }
            return (snapshot.counts.environments["scripted"]?.count(of: .accepted) ?? 0) >= 20
        }
        let counts = world.counts()
        #expect(!hasStalled.withLock { $0 } && counts.requested > 1024, "\(counts.requested) rollouts")
        print("curriculum: from level 10 to level 1 in \(counts.requested) rollouts")
    }

    @Test func `under new policy versions a task is tried again, and one always or never solved after four of them`()
        async throws
    {
        let store = MemoryStore()
        let tried = Mutex<[String]>([])
        let source = ScriptedSource(capacity: 1) { request, call in
            let task = request.messages.last?.content ?? ""
            tried.withLock { $0.append(task) }
            return ScriptedSource.texts(
                (0..<request.count).map {
                    task == "task-1" || task == "task-3" && $0 % 2 == 0 ? "pass \(call) \($0)" : "wrong"
                })
        }
        var environment = ScriptedEnvironment(rollouts: 4, perTask: 4, giveUpAfter: 4)
        environment.tasks = NumberedTasks(size: 3)
        environment.settings.resample = .policy
        var difficulty = DifficultySettings()
        difficulty.adapts = true
        environment.settings.difficulty = difficulty
        let all = ["task-1", "task-2", "task-3"]
        for (version, expected) in [all, ["task-3"], ["task-3"], ["task-3"], all].enumerated() {
            var commit = StoreCommit()
            commit.states = [("policy", Array("{\"version\": \(version)}".utf8))]
            try await store.commit(commit)
            tried.withLock { $0 = [] }
            let before = store.counts.environments["scripted"]?.verdicts ?? 0
            let world = ScriptedWorld([environment], store: store, source: source)
            try await world.run { ($0.counts.environments["scripted"]?.verdicts ?? 0) >= before + 4 * expected.count }
            // Where the epoch goes on after a restart depends on how far the last process had looked ahead.
            #expect(tried.withLock { $0.sorted() } == expected, "version \(version)")
            let resting = world.sampler.snapshot().environments.first?.tasks.resting ?? 0
            #expect((resting > 0) == (expected.count == 1), "version \(version): \(resting) rest")
        }
    }

    @Test func `lines that are no tasks are counted, and said once`() async throws {
        let warnings = Mutex<[String]>([])
        let logger = Logger(label: "test") { _ in WarningHandler { text in warnings.withLock { $0.append(text) } } }
        var environment = ScriptedEnvironment(rollouts: 1, giveUpAfter: 1)
        environment.tasks = FaultyTasks()
        let source = ScriptedSource(capacity: 4) { _, call in ScriptedSource.texts(["pass \(call)"]) }
        let world = ScriptedWorld([environment], source: source, logger: logger)
        try await world.run { ($0.counts.environments["scripted"]?.requested ?? 0) >= 600 }
        let skipped = try #require(world.sampler.snapshot().environments.first).tasks.skippedLines
        #expect(skipped >= 1_200)
        #expect(warnings.withLock { $0.count { $0.contains("no tasks") } } == 1)
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
        try await world.run {
            let counts = taken.withLock { $0 }
            return ($0.counts.environments["scripted"]?.requested ?? 0) >= 1_500
                && (counts["odd"] ?? 0) > (counts["even"] ?? 0) * 3 / 2
        }
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
