internal import Rollouts
internal import Testing
internal import TrajectoryQueue

extension ContractCase {
    /// States, task memories, export, retention and bounds.
    static let reads: [ContractCase] = [
        ContractCase("a named state is what was committed last, and nil takes it away") { bench in
            #expect(try await bench.store.state("cursor") == nil)
            for value: [UInt8]? in [[1, 2], [], nil, [9]] {
                var commit = StoreCommit()
                commit.states = [("cursor", value), ("other", [7])]
                try await bench.store.commit(commit)
                #expect(try await bench.store.state("cursor") == value)
            }
            #expect(try await bench.store.state("other") == [7])
        },
        ContractCase("a task's memory is replaced whole, and is its environment's own") { bench in
            var memory = TaskMemory(environment: "a", taskID: "t1")
            memory.attempts = 4
            memory.accepted64 = [1, .max]
            var commit = StoreCommit()
            commit.tasks = [memory, TaskMemory(environment: "b", taskID: "t1")]
            try await bench.store.commit(commit)
            memory.passes = 2
            memory.accepted = 1
            memory.policyVersion = 9
            memory.accepted64 = [5]
            memory.isFinished = true
            commit.tasks = [memory]
            try await bench.store.commit(commit)
            #expect(try await bench.store.tasks("a", ["t1", "t2"]) == ["t1": memory])
            #expect(try await bench.store.tasks("b", ["t1"])["t1"]?.attempts == 0)
            #expect(try await bench.store.tasks("c", ["t1"]).isEmpty)
        },
        ContractCase("trajectories come in the order of their ids, page by page") { bench in
            var all: [UniqueID] = []
            for index in 0..<9 { all += try await bench.put(1, index % 3 == 0 ? "a" : "b") }
            let sorted = all.sorted()
            var found: [UniqueID] = []
            while true {
                let page = try await bench.store.trajectories(environment: nil, after: found.last, limit: 4)
                if page.isEmpty { break }
                found += page.map(\.id)
            }
            #expect(found == sorted)
            let some = try await bench.store.trajectories(environment: "a", after: nil, limit: 100)
            #expect(some.count == 3 && some.allSatisfy { $0.environment == "a" })
        },
        ContractCase("export leaves out what was evicted, and keeps what was acked") { bench in
            let ids = try await bench.put(3)
            let grant = try #require(try await bench.lease())
            _ = try await bench.store.ack(grant.id, [ids[0]])
            _ = try await bench.store.nack(grant.id, [ids[1]], delay: .zero, discard: true)
            let kept = try await bench.store.trajectories(environment: nil, after: nil, limit: 10)
            #expect(Set(kept.map(\.id)) == [ids[0], ids[2]])
        },
        ContractCase("what one queue evicted and another holds is not left out") { bench in
            try await bench.put(1, queues: ["a", "b"])
            let grant = try #require(try await bench.lease { $0.queue = "a" })
            _ = try await bench.store.nack(grant.id, nil, delay: .zero, discard: true)
            #expect(try await bench.store.trajectories(environment: nil, after: nil, limit: 10).count == 1)
        },
        ContractCase("trim drops what was acked too long ago, and the counts stay") { bench in
            try await bench.put(2)
            let first = try #require(try await bench.lease(1))
            _ = try await bench.store.ack(first.id, nil)
            bench.clock.advance(by: .seconds(86_400 * 2))
            let second = try #require(try await bench.lease(1))
            _ = try await bench.store.ack(second.id, nil)
            let rule = Retention(days: 1, bytes: nil)
            #expect(try await bench.store.trim(rule, nowMilliseconds: bench.clock.wall) == 1)
            #expect(try await bench.store.trim(rule, nowMilliseconds: bench.clock.wall) == 0)
            #expect(bench.queue().acked == 2)
            #expect(try await bench.store.trajectories(environment: nil, after: nil, limit: 10).map(\.id) == second.ids)
        },
        ContractCase("trim by bytes drops the oldest acks first") { bench in
            let ids = try await bench.put((0..<10).map { _ in bench.trajectory(bytes: 100) })
            for id in ids.reversed() {
                bench.clock.advance(by: .seconds(1))
                let grant = try #require(try await bench.lease(1) { $0.order = .newest })
                #expect(grant.ids == [id])
                _ = try await bench.store.ack(grant.id, nil)
            }
            #expect(
                try await bench.store.trim(Retention(days: nil, bytes: 350), nowMilliseconds: bench.clock.wall) == 7)
            let left = try await bench.store.trajectories(environment: nil, after: nil, limit: 10)
            #expect(Set(left.map(\.id)) == Set(ids.prefix(3)))
        },
        ContractCase("trim spares what is not done in every queue") { bench in
            try await bench.put(1, queues: ["a", "b"])
            let first = try #require(try await bench.lease { $0.queue = "a" })
            _ = try await bench.store.ack(first.id, nil)
            let rule = Retention(days: nil, bytes: 0)
            #expect(try await bench.store.trim(rule, nowMilliseconds: bench.clock.wall) == 0)
            let second = try #require(try await bench.lease { $0.queue = "b" })
            _ = try await bench.store.nack(second.id, nil, delay: .zero, discard: true)
            #expect(try await bench.store.trim(rule, nowMilliseconds: bench.clock.wall) == 1)
        },
        ContractCase("trim drops as many as there are, in small steps") { bench in
            for _ in 0..<6 { try await bench.put(100) }
            let grant = try #require(try await bench.lease(600))
            _ = try await bench.store.ack(grant.id, nil)
            #expect(
                try await bench.store.trim(Retention(days: nil, bytes: 0), nowMilliseconds: bench.clock.wall) == 600)
            #expect(bench.queue().accepted == 600)
        },
        ContractCase("a group of which a member was trimmed is not whole") { bench in
            let group = bench.newID()
            let ids = try await bench.put((0..<2).map { _ in bench.trajectory(group: group) })
            let grant = try #require(try await bench.lease { $0.unit = .group })
            _ = try await bench.store.ack(grant.id, [ids[0]])
            _ = try await bench.store.trim(Retention(days: nil, bytes: 0), nowMilliseconds: bench.clock.wall)
            _ = try await bench.store.nack(grant.id, nil, delay: .zero, discard: false)
            #expect(try await bench.lease { $0.unit = .group } == nil)
            #expect(try await bench.lease()?.ids == [ids[1]])
        },
        ContractCase("a queue counts bytes, its oldest, and what is ready by environment") { bench in
            let first = bench.trajectory("a", bytes: 100)
            try await bench.put([first])
            bench.clock.advance(by: .seconds(9))
            try await bench.put([bench.trajectory("b", bytes: 50), bench.trajectory("b", bytes: 50)])
            var counts = bench.queue()
            #expect(counts.bytes == 200)
            #expect(counts.oldestReady == first.createdAt)
            #expect(counts.readyByEnvironment == ["a": 1, "b": 2])
            _ = try await bench.lease(1)
            counts = bench.queue()
            #expect(counts.bytes == 200)
            #expect(counts.oldestReady == first.createdAt + 9000)
            #expect(counts.readyByEnvironment == ["b": 2])
        },
        ContractCase("every snapshot of the counts satisfies both laws while others work") { bench in
            let store = bench.store
            let trajectories = (0..<60).map { _ in bench.trajectory() }
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for trajectory in trajectories {
                    tasks.addTask {
                        var request = StoreCommit()
                        request.requested = ["math": 2]
                        try await store.commit(request)
                        var end = StoreCommit()
                        end.ended = [
                            OutcomeCount(environment: "math", end: .accepted, count: 1),
                            OutcomeCount(environment: "math", end: .ended(.incorrect), count: 1),
                        ]
                        end.groups = [
                            StoredGroup(
                                id: trajectory.groupID, environment: "math", taskID: "t", source: .sampled,
                                isSealed: true)
                        ]
                        end.trajectories = [.init(trajectory: trajectory, queues: ["default"])]
                        try await store.commit(end)
                        let request2 = LeaseRequest(consumer: "c", maxTrajectories: 3, duration: .seconds(9))
                        if let grant = try await store.lease(request2) { _ = try await store.ack(grant.id, nil) }
                    }
                }
                for _ in 0..<200 {
                    let counts = store.counts
                    let isConserved =
                        counts.environments.values.allSatisfy { $0.isConserved }
                        && counts.queues.values.allSatisfy { $0.isConserved }
                    #expect(isConserved, "\(counts)")
                    await Task.yield()
                }
                try await tasks.waitForAll()
            }
        },
    ]
}
