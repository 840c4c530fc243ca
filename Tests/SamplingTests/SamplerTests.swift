import Environments
import Inference
import JSON
import Rollouts
import Synchronization
import Testing
import TrajectoryQueue

@testable import Sampling

@Suite(.timeLimit(.minutes(3))) struct SamplerTests {
    /// Passes, fails, loses and crashes by turns, each passing text its own.
    private static func mixed(_ request: SampleRequest, _ call: Int) -> SampleOutcome {
        // Scattered, so that no environment meets the calls of one kind only.
        let call = (call &* 2_654_435_761) >> 7
        if call % 7 == 0 { return ScriptedSource.failing(request, .endpointTimeout) }
        return ScriptedSource.texts(
            (0..<request.count).map { index in
                switch (call + index) % 5 {
                case 0: "crash"
                case 1, 2: "wrong"
                default: "pass \(call) \(index)"
                }
            })
    }

    @Test func `every rollout is accounted for, in every snapshot and at the end`() async throws {
        let violations = Mutex(0)
        let world = ScriptedWorld(
            [ScriptedEnvironment("a"), ScriptedEnvironment("b", rollouts: 5, perTask: 2, giveUpAfter: 20)],
            source: ScriptedSource { request, call in Self.mixed(request, call) })
        try await world.run { snapshot in
            let isLawful =
                snapshot.counts.environments.values.allSatisfy(\.isConserved)
                && snapshot.counts.queues.values.allSatisfy(\.isConserved)
            if !isLawful { violations.withLock { $0 += 1 } }
            return snapshot.counts.environments.values.reduce(0) { $0 + $1.count(of: .accepted) } >= 300
        }
        #expect(violations.withLock { $0 } == 0)
        for name in ["a", "b"] {
            let counts = world.counts(name)
            #expect(counts.isConserved && counts.inFlight == 0)
            #expect(counts.count(of: .unscored) > 0 && counts.count(of: .failed) > 0 && counts.count(of: .rejected) > 0)
            #expect(counts.verdicts == counts.count(of: .accepted) + counts.count(of: .rejected))
        }
        let accepted = ["a", "b"].reduce(0) { $0 + world.counts($1).count(of: .accepted) }
        let queue = try #require(world.store.counts.queues["default"])
        #expect(queue.accepted == accepted && queue.ready == accepted)
        var query = RolloutQuery()
        query.limit = 1000
        #expect(try await world.log.records(query).count > 300)
    }

    @Test func `weights divide the rollouts`() async throws {
        var heavy = ScriptedEnvironment("heavy", rollouts: 1)
        heavy.settings.weight = 3
        let world = ScriptedWorld(
            [heavy, ScriptedEnvironment("light", rollouts: 1)],
            source: ScriptedSource { request, call in ScriptedSource.texts(["pass \(call)"]) })
        // What one of them could not take while its tasks were fetched it makes up for, in its time.
        try await world.run { snapshot in
            let requested = ["heavy", "light"].map { snapshot.counts.environments[$0]?.requested ?? 0 }
            return requested[0] + requested[1] >= 800
                && (13 * requested[1]...17 * requested[1]).contains(5 * requested[0])
        }
        let ratio = Double(world.counts("heavy").requested) / Double(world.counts("light").requested)
        #expect(ratio > 2.5 && ratio < 3.5)
    }

    @Test func `a full queue pauses the sampling, and an ack lets it go on`() async throws {
        let world = ScriptedWorld(
            [ScriptedEnvironment(rollouts: 1)],
            source: ScriptedSource { _, call in ScriptedSource.texts(["pass \(call)"]) }
        ) { $0.bounds = QueueBounds(trajectories: 10, bytes: 1 << 30) }
        let store = world.store
        let hasAcked = Mutex(false)
        let acking = Mutex<Task<Void, any Error>?>(nil)
        try await world.run { snapshot in
            let queue = snapshot.counts.queues["default"] ?? QueueCounts()
            if queue.ready + queue.leased > 10 { return true }
            if queue.ready == 10,
                hasAcked.withLock({ flag in
                    defer { flag = true }; return !flag
                })
            {
                let task = Task {
                    let grant = try await store.lease(
                        LeaseRequest(consumer: "t", maxTrajectories: 4, duration: .seconds(60)))
                    if let grant { _ = try await store.ack(grant.id, nil) }
                }
                acking.withLock { $0 = task }
            }
            return queue.acked == 4 && queue.ready == 10
        }
        try await acking.withLock { $0 }?.value
        let queue = try #require(world.store.counts.queues["default"])
        #expect(queue.ready == 10 && queue.acked == 4)
        #expect(world.counts().requested == 14)
    }

    @Test func `a paused environment requests nothing new, also after a restart, until it is resumed`() async throws {
        let store = MemoryStore()
        let source = ScriptedSource { _, call in ScriptedSource.texts(["pass \(call)"]) }
        let first = ScriptedWorld([ScriptedEnvironment(rollouts: 1)], store: store, source: source)
        try await first.run { $0.counts.environments["scripted"]?.requested ?? 0 > 20 }
        #expect(try await first.sampler.pause("scripted"))
        #expect(try await first.sampler.pause("unknown") == false)
        let before = store.counts.environments["scripted"]?.requested
        let second = ScriptedWorld([ScriptedEnvironment(rollouts: 1)], store: store, source: source)
        let resumed = Mutex(false)
        try await second.run { snapshot in
            if snapshot.idleBecause == "every environment is paused or finished", !resumed.withLock({ $0 }) {
                #expect(snapshot.counts.environments["scripted"]?.requested == before)
                resumed.withLock { $0 = true }
                Task { try await second.sampler.resume("scripted") }
            }
            if !resumed.withLock({ $0 }) { Task { try await store.commit(Self.tickle) } }
            return (snapshot.counts.environments["scripted"]?.requested ?? 0) > (before ?? 0)
        }
        #expect(resumed.withLock { $0 })
    }

    /// A commit that changes nothing that is counted, only to wake who waits for changes.
    private static var tickle: StoreCommit {
        var commit = StoreCommit()
        commit.attempts["nobody"] = 1
        return commit
    }

    @Test func `an endpoint that gives nothing stalls the environment instead of spinning`() async throws {
        let source = ScriptedSource { request, _ in ScriptedSource.failing(request, .endpointRefused) }
        let world = ScriptedWorld([ScriptedEnvironment(rollouts: 2)], source: source)
        try await world.run { snapshot in
            if case .stalled = snapshot.environments[0].state { return true }
            return false
        }
        #expect(world.counts().isConserved && world.counts().inFlight == 0)
        #expect(source.callCount < 64)
    }

    @Test func `tasks that make no prompt are never requested, and stall the environment with the reason`() async throws
    {
        var environment = ScriptedEnvironment()
        environment.promptFails = true
        var seen: String?
        let world = ScriptedWorld([environment], source: ScriptedSource { _, _ in ScriptedSource.texts([]) })
        let sampler = world.sampler
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await sampler.run() }
            while seen == nil {
                if case .stalled(let reason, _, _) = sampler.snapshot().environments[0].state { seen = reason }
                await Task.yield()
            }
            sampler.beginDraining()
            try await group.waitForAll()
        }
        #expect(seen?.contains("the field `question`") == true)
        #expect(world.counts().requested == 0)
    }

    @Test func `at shutdown what the endpoint never answers is cancelled, and the law still holds`() async throws {
        let asked = Signal()
        let source = ScriptedSource { request, _ in
            asked.raise()
            await withTaskCancellationHandler {
                let forever = AsyncStream<Void> { _ in }
                for await _ in forever {}
            } onCancel: {
            }
            return ScriptedSource.failing(request, .aborted)
        }
        let world = ScriptedWorld([ScriptedEnvironment(rollouts: 3)], source: source)
        try await world.run { ($0.counts.environments["scripted"]?.requested ?? 0) >= 8 }
        let counts = world.counts()
        #expect(counts.isConserved && counts.inFlight == 0)
        #expect(counts.ends[.ended(.shutdown)] == counts.requested)
    }

    @Test func `what needs more than a small budget, or to be waited for, gets the verdict of the standard budget`()
        async throws
    {
        let waitedFor = Mutex(0)
        var environment = ScriptedEnvironment(rollouts: 3, perTask: 3, giveUpAfter: 3)
        environment.tasks = NumberedTasks(size: 40, epochs: 1)
        environment.beforeWaiting = { waitedFor.withLock { $0 += 1 } }
        let world = ScriptedWorld(
            [environment],
            source: ScriptedSource { _, call in
                ScriptedSource.texts(["pass", call % 2 == 0 ? "slow" : "elsewhere", "wrong"])
            }
        ) { $0.endsWhenFinished = true }
        try await world.sampler.run()
        #expect(world.counts().ends == [.accepted: 80, .ended(.incorrect): 40])
        #expect(waitedFor.withLock { $0 } >= 120)
    }

    @Test func `a verdict that takes its time keeps no slot from the next request`() async throws {
        let asked = Mutex(0)
        let (askedAgain, opener) = AsyncStream.makeStream(of: Void.self)
        var environment = ScriptedEnvironment(rollouts: 1)
        environment.settings.stop.rollouts = 2
        // The first verdict waits for the second request, which has the only slot.
        environment.beforeWaiting = { for await _ in askedAgain { break } }
        let world = ScriptedWorld(
            [environment],
            source: ScriptedSource(capacity: 1) { _, _ in
                let number = asked.withLock { asked in
                    asked += 1
                    return asked
                }
                if number == 2 { opener.finish() }
                return ScriptedSource.texts(["elsewhere \(number)"])
            }
        ) { $0.endsWhenFinished = true }
        try await world.sampler.run()
        #expect(world.counts().ends == [.accepted: 2])
    }

    @Test func `no more is asked of the endpoints at once than they have slots for`() async throws {
        let running = Mutex((now: 0, most: 0))
        var environment = ScriptedEnvironment(rollouts: 1)
        environment.settings.stop.rollouts = 400
        let world = ScriptedWorld(
            [environment],
            source: ScriptedSource(capacity: 5) { request, call in
                running.withLock { $0 = ($0.now + request.count, max($0.most, $0.now + request.count)) }
                await Task.yield()
                running.withLock { $0.now -= request.count }
                return ScriptedSource.texts(["pass \(call)"])
            }
        ) { $0.endsWhenFinished = true }
        try await world.sampler.run()
        #expect(world.counts().ends == [.accepted: 400])
        #expect(1...5 ~= running.withLock { $0.most })
    }

    @Test func `what is decided while a shutdown begins is stored once there is room, within the time of a drain`()
        async throws
    {
        let store = FaultyStore()
        let world = ScriptedWorld(
            [ScriptedEnvironment(rollouts: 1)], store: store,
            source: ScriptedSource { _, call in ScriptedSource.texts(["pass \(call)"]) }
        ) { $0.drain = .seconds(60) }
        try await world.run { snapshot in
            guard (snapshot.counts.environments["scripted"]?.count(of: .accepted) ?? 0) >= 20 else { return false }
            store.fail(.full, times: 30)
            return true
        }
        #expect(world.counts().isConserved && world.counts().inFlight == 0)
        #expect(world.counts().count(of: .accepted) == store.counts.queues["default"]?.accepted)
    }

    @Test func `a completion accepted before for its task is a duplicate`() async throws {
        var environment = ScriptedEnvironment(rollouts: 4, perTask: 2, giveUpAfter: 4)
        environment.tasks = NumberedTasks(size: 5, epochs: 1)
        let world = ScriptedWorld(
            [environment],
            source: ScriptedSource { _, _ in
                ScriptedSource.texts(["pass same", "pass   same ", "pass other", "pass third"])
            }
        ) { $0.endsWhenFinished = true }
        try await world.sampler.run()
        #expect(world.counts().ends == [.accepted: 10, .ended(.duplicate): 5, .ended(.surplus): 5])
    }

    @Test func `an environment stops with exactly what it was asked for`() async throws {
        var environment = ScriptedEnvironment(rollouts: 8, perTask: 8)
        environment.settings.stop.accepted = 21
        let world = ScriptedWorld(
            [environment],
            source: ScriptedSource { request, call in
                ScriptedSource.texts((0..<request.count).map { "pass \(call) \($0)" })
            }
        ) { $0.endsWhenFinished = true }
        try await world.sampler.run()
        #expect(world.counts().count(of: .accepted) == 21)
        #expect(world.sampler.snapshot().environments[0].state == .finished("stop.accepted reached: 21 trajectories"))
    }

    @Test func `after a restart finished tasks are not sampled again and no task is left out`() async throws {
        let store = MemoryStore()
        let seen = Mutex<[String: Int]>([:])
        var environment = ScriptedEnvironment(rollouts: 1)
        environment.tasks = NumberedTasks(size: 200, epochs: 1)
        let source = ScriptedSource { request, _ in
            seen.withLock { $0[request.messages[0].content ?? "", default: 0] += 1 }
            return ScriptedSource.texts(["pass"])
        }
        let first = ScriptedWorld([environment], store: store, source: source)
        try await first.run { ($0.counts.environments["scripted"]?.requested ?? 0) >= 60 }
        let second = ScriptedWorld([environment], store: store, source: source) { $0.endsWhenFinished = true }
        try await second.sampler.run()
        #expect(seen.withLock { $0.count } == 200)
        #expect(seen.withLock { $0.values.allSatisfy { $0 == 1 } })
        #expect(second.counts().count(of: .accepted) == 200)
    }

    @Test func `groups are whole: members without a score are sampled again, and one decision ends them all`()
        async throws
    {
        var environment = ScriptedEnvironment(rollouts: 4)
        environment.settings.accept.mode = .groups
        environment.settings.accept.keep = .mixed
        environment.settings.accept.truncated = .score
        environment.tasks = NumberedTasks(size: 6, epochs: 1)
        let world = ScriptedWorld(
            [environment],
            source: ScriptedSource { request, _ in
                let number = Int(request.messages[0].content?.dropFirst(5) ?? "0") ?? 0
                // Odd tasks pass in all members; even ones are mixed. The first round of each loses a member to a crash.
                let texts = (0..<request.count).map { index in
                    if request.count == 4, index == 0 { return "crash" }
                    return number % 2 == 1 || index == 1 ? "pass" : "wrong"
                }
                return ScriptedSource.texts(texts)
            }
        ) { $0.endsWhenFinished = true }
        try await world.sampler.run()
        let counts = world.counts()
        #expect(counts.ends[.accepted] == 12 && counts.ends[.ended(.uninformative)] == 12)
        #expect(counts.ends[.ended(.verifierError)] == 6)
        #expect(counts.isConserved && counts.inFlight == 0)
        var request = LeaseRequest(consumer: "t", maxTrajectories: 100, duration: .seconds(60))
        request.unit = .group
        let grant = try #require(try await world.store.lease(request))
        #expect(Dictionary(grouping: grant.members, by: \.trajectory.groupID).values.allSatisfy { $0.count == 4 })
        #expect(grant.members.count == 12)
    }

    @Test func `a full disk loses nothing and the sampling goes on when there is room`() async throws {
        let store = FaultyStore()
        let world = ScriptedWorld(
            [ScriptedEnvironment(rollouts: 1)], store: store,
            source: ScriptedSource { _, call in
                if call == 30 { store.fail(.full, times: 25) }
                return ScriptedSource.texts(["pass \(call)"])
            })
        try await world.run { $0.counts.environments["scripted"]?.count(of: .accepted) ?? 0 >= 100 }
        #expect(world.counts().isConserved && world.counts().inFlight == 0)
        #expect(world.counts().requested == world.counts().count(of: .accepted))
    }

    @Test func `a store that cannot be gone on with stops the service with its error`() async throws {
        let store = FaultyStore()
        let world = ScriptedWorld(
            [ScriptedEnvironment(rollouts: 1)], store: store,
            source: ScriptedSource { _, call in
                if call == 5 { store.fail(.broken, times: .max) }
                return ScriptedSource.texts(["pass \(call)"])
            })
        await #expect(throws: StoreError(.broken, "as ordered")) { try await world.sampler.run() }
    }
}
