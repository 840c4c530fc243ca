import Environments
import Inference
import Rollouts
import Synchronization
import Testing
import TrajectoryQueue

@testable import Sampling

/// What must neither spin nor stand still for ever.
@Suite(.timeLimit(.minutes(3))) struct StandstillTests {
    private static let passing = ScriptedSource(capacity: 64) { request, call in
        ScriptedSource.texts((0..<request.count).map { "pass \(call) \($0)" })
    }

    private static func groups(_ name: String = "scripted", rollouts: Int, tasks: Int?) -> ScriptedEnvironment {
        var environment = ScriptedEnvironment(name, rollouts: rollouts)
        environment.settings.accept.mode = .groups
        environment.settings.accept.keep = .all
        environment.tasks = NumberedTasks(size: tasks, epochs: tasks == nil ? nil : 1)
        return environment
    }

    @Test func `tasks that are all done under a policy are not looked for until there is a newer one`() throws {
        var environment = ScriptedEnvironment()
        environment.settings.resample = .policy
        let tasks = NumberedTasks(size: 3)
        environment.tasks = tasks
        var run = EnvironmentRun(
            environment, lane: JudgePool(width: 1).lane(), counts: EnvironmentCounts(), cursor: TaskCursor(),
            rule: StallGuard.Rule(), ids: UniqueIDSource())
        var steps: [TaskStep] = []
        while steps.count < 8, let step = try tasks.next(after: steps.last?.cursor ?? TaskCursor()) {
            steps.append(step)
        }
        let memories = Dictionary(
            uniqueKeysWithValues: (1...3).map { number -> (String, TaskMemory) in
                var memory = TaskMemory(environment: "scripted", taskID: "task-\(number)")
                memory.isFinished = true
                memory.policyVersion = 4
                return (memory.taskID, memory)
            })
        run.add(steps, memories: memories, policyVersion: 4, wall: 0)
        #expect(!run.needsTasks(policyVersion: 4) && !run.isExhausted)
        #expect(run.needsTasks(policyVersion: 5))
        run.add(steps, memories: memories, policyVersion: 5, wall: 0)
        #expect(run.feed.count == 3)
    }

    @Test func `a group that its environment's stop leaves without members ends, and the environment is finished`()
        async throws
    {
        var environment = Self.groups(rollouts: 4, tasks: nil)
        environment.settings.stop.rollouts = 10
        let world = ScriptedWorld([environment], source: Self.passing) { $0.endsWhenFinished = true }
        try await world.sampler.run()
        let counts = world.counts()
        #expect(counts.requested == 10 && counts.isConserved && counts.inFlight == 0)
        #expect(counts.ends == [.accepted: 8, .ended(.retired): 2])
        #expect(world.sampler.snapshot().environments[0].state == .finished("stop.rollouts reached: 10 rollouts"))
    }

    @Test(arguments: [6, 12, 17])
    func `groups that lost members do not hold the room that each of them waits for`(bound: Int) async throws {
        var environment = Self.groups(rollouts: 6, tasks: 30)
        environment.settings.maxInFlight = bound
        let source = ScriptedSource(capacity: 64) { request, call in
            // The first round of each loses two members.
            let crashes = request.count == 6 ? 2 : 0
            return ScriptedSource.texts((0..<request.count).map { $0 < crashes ? "crash" : "pass \(call) \($0)" })
        }
        let world = ScriptedWorld([environment], source: source) { $0.endsWhenFinished = true }
        try await world.sampler.run()
        #expect(world.counts().ends == [.accepted: 180, .ended(.verifierError): 60])
    }

    @Test func `a queue smaller than a group takes one group after the other`() async throws {
        var environment = Self.groups(rollouts: 6, tasks: 2)
        environment.settings.queues = ["small"]
        let world = ScriptedWorld([environment], source: Self.passing) {
            $0.endsWhenFinished = true
            $0.bounds = QueueBounds(trajectories: 4, bytes: 1 << 30)
        }
        let store = world.store
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await world.sampler.run() }
            let changed = Signal()
            store.onChange { changed.raise() }
            var acked = 0
            while acked < 12 {
                var request = LeaseRequest(consumer: "t", maxTrajectories: 6, duration: .seconds(60))
                request.queue = "small"
                if let grant = try await store.lease(request) {
                    #expect(world.counts().requested - acked <= 6)
                    acked += try await store.ack(grant.id, nil).changed
                } else {
                    await changed.wait()
                }
            }
            try await group.waitForAll()
        }
        #expect(world.counts().ends == [.accepted: 12])
    }

    @Test func `groups are not starved where room comes by ones and others need no more`() async throws {
        let world = ScriptedWorld(
            [Self.groups("grouped", rollouts: 4, tasks: nil), ScriptedEnvironment("single", rollouts: 1)],
            source: Self.passing
        ) { $0.bounds = QueueBounds(trajectories: 6, bytes: 1 << 30) }
        let store = world.store
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await world.sampler.run() }
            let changed = Signal()
            store.onChange { changed.raise() }
            while world.counts("grouped").requested < 12 || world.counts("single").requested < 4 {
                if let grant = try await store.lease(
                    LeaseRequest(consumer: "t", maxTrajectories: 1, duration: .seconds(60)))
                {
                    _ = try await store.ack(grant.id, nil)
                } else {
                    await changed.wait()
                }
                let queue = store.counts.queues["default"] ?? QueueCounts()
                #expect(queue.ready + queue.leased < 6 + 4)
            }
            world.sampler.beginDraining()
            try await group.waitForAll()
        }
    }

    @Test func `an environment of another queue is not held up by what is in flight for a full one`() async throws {
        var slow = ScriptedEnvironment("slow", rollouts: 1)
        slow.settings.queues = ["a"]
        var quick = ScriptedEnvironment("quick", rollouts: 1)
        quick.settings.queues = ["b"]
        let slowCalls = Mutex(0)
        let source = ScriptedSource(capacity: 64) { request, call in
            if request.parameters.maxTokens == 7 {
                slowCalls.withLock { $0 += 1 }
                await withTaskCancellationHandler {
                    let forever = AsyncStream<Void> { _ in }
                    for await _ in forever {}
                } onCancel: {
                }
                return ScriptedSource.failing(request, .aborted)
            }
            return ScriptedSource.texts(["pass \(call)"])
        }
        slow.settings.sample.parameters.maxTokens = 7
        let world = ScriptedWorld([slow, quick], source: source) {
            $0.bounds = QueueBounds(trajectories: 6, bytes: 1 << 30)
        }
        try await world.run { $0.counts.queues["b"]?.ready == 6 && $0.counts.environments["slow"]?.requested == 6 }
        #expect(world.counts("quick").requested == 6)
        #expect(slowCalls.withLock { $0 } == 6)
    }

    @Test func `environments that share a queue share its room`() async throws {
        let environments = (0..<6).map { ScriptedEnvironment("e\($0)", rollouts: 1) }
        let world = ScriptedWorld(environments, source: Self.passing) {
            $0.bounds = QueueBounds(trajectories: 10, bytes: 1 << 30)
        }
        try await world.run { ($0.counts.queues["default"]?.ready ?? 0) >= 10 }
        #expect(world.store.counts.queues["default"]?.ready == 10)
        #expect(world.store.counts.environments.values.reduce(0) { $0 + $1.requested } == 10)
    }

    @Test func `a finite run gives an environment up that stays stalled, and says why`() async throws {
        var stuck = Self.groups("stuck", rollouts: 2, tasks: nil)
        stuck.settings.maxInFlight = 64
        var fine = ScriptedEnvironment("fine", rollouts: 1)
        fine.settings.stop.accepted = 5
        stuck.settings.sample.parameters.maxTokens = 7
        let source = ScriptedSource { request, call in
            if request.parameters.maxTokens == 7 { return ScriptedSource.failing(request, .endpointRefused) }
            return ScriptedSource.texts(["pass \(call)"])
        }
        let world = ScriptedWorld([stuck, fine], source: source) {
            $0.endsWhenFinished = true
            $0.stallPatience = .milliseconds(20)
            $0.stall.firstPause = .milliseconds(1)
            $0.stall.longestPause = .milliseconds(10)
        }
        try await world.sampler.run()
        let statuses = world.sampler.snapshot().environments
        #expect(statuses.map(\.counts.inFlight) == [0, 0] && world.counts("fine").count(of: .accepted) == 5)
        guard case .finished(let why) = statuses[1].state else {
            Issue.record("it is \(statuses[1].state)")
            return
        }
        #expect(why.contains("endpoint_refused") && why.contains("start the endpoint"))
    }

    @Test(arguments: [AcceptanceSettings.Mode.trajectories, .groups])
    func `an endpoint that is away for long costs no task its only epoch`(mode: AcceptanceSettings.Mode) async throws {
        var environment = Self.groups(rollouts: 2, tasks: 5)
        environment.settings.accept.mode = mode
        environment.settings.accept.perTask = 2
        let source = ScriptedSource { request, call in
            call < 120
                ? ScriptedSource.failing(request, .endpointRefused)
                : ScriptedSource.texts((0..<request.count).map { "pass \(call) \($0)" })
        }
        let world = ScriptedWorld([environment], source: source) {
            $0.endsWhenFinished = true
            $0.stall.firstPause = .milliseconds(1)
            $0.stall.longestPause = .milliseconds(1)
        }
        try await world.sampler.run()
        #expect(world.counts().count(of: .accepted) == 10)
    }

    @Test func `a group that a shutdown cut short is begun anew after the restart`() async throws {
        let store = MemoryStore()
        let environment = Self.groups(rollouts: 2, tasks: 3)
        let hanging = ScriptedSource { request, _ in
            await withTaskCancellationHandler {
                let forever = AsyncStream<Void> { _ in }
                for await _ in forever {}
            } onCancel: {
            }
            return ScriptedSource.failing(request, .aborted)
        }
        let first = ScriptedWorld([environment], store: store, source: hanging)
        try await first.run { ($0.counts.environments["scripted"]?.requested ?? 0) >= 2 }
        let second = ScriptedWorld([environment], store: store, source: Self.passing) { $0.endsWhenFinished = true }
        try await second.sampler.run()
        #expect(second.counts().count(of: .accepted) == 6 && second.counts().isConserved)
    }

    @Test func `what cannot be stored of an operator's steering does not hold`() async throws {
        let store = FaultyStore()
        let world = ScriptedWorld([ScriptedEnvironment(rollouts: 1)], store: store, source: Self.passing)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await world.sampler.run() }
            let changed = Signal()
            store.onChange { changed.raise() }
            while world.counts().requested == 0 { await changed.wait() }
            #expect(try await world.sampler.setWeight(3, of: "scripted"))
            store.fail(.full, times: .max)
            await #expect(throws: StoreError.self) { _ = try await world.sampler.pause("scripted") }
            await #expect(throws: StoreError.self) { _ = try await world.sampler.setWeight(0, of: "scripted") }
            store.fail(.full, times: 0)
            let status = world.sampler.snapshot().environments[0]
            #expect(status.state == .serving && status.weight == 3)
            world.sampler.beginDraining()
            try await group.waitForAll()
        }
    }

    @Test func `a service told to end while its disk is full ends`() async throws {
        let store = FaultyStore()
        let isFull = Signal()
        let world = ScriptedWorld(
            [ScriptedEnvironment(rollouts: 1)], store: store,
            source: ScriptedSource { _, call in
                if call == 20 {
                    store.fail(.full, times: .max)
                    isFull.raise()
                }
                return ScriptedSource.texts(["pass \(call)"])
            })
        let ended = await #expect(throws: StoreError.self) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await world.sampler.run() }
                group.addTask {
                    await isFull.wait()
                    world.sampler.beginDraining()
                }
                try await group.waitForAll()
            }
        }
        #expect(ended?.code == .full)
    }

    @Test func `what the endpoint broke off is logged without a verdict`() async throws {
        var environment = ScriptedEnvironment(rollouts: 1)
        environment.tasks = NumberedTasks(size: 1, epochs: 1)
        let source = ScriptedSource { _, _ in
            var outcome = ScriptedSource.texts(["pass"])
            outcome.choices[0].finishReason = .contentFilter
            return outcome
        }
        let world = ScriptedWorld([environment], source: source) { $0.endsWhenFinished = true }
        try await world.sampler.run()
        let records = try await world.log.records(RolloutQuery())
        #expect(!records.isEmpty && world.counts().count(of: .failed) == records.count)
        #expect(records.allSatisfy { String(decoding: $0, as: UTF8.self).contains(#""verdict":null"#) })
        #expect(world.counts().verdicts == 0)
    }
}
