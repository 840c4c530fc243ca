internal import Rollouts
internal import Testing
internal import TrajectoryQueue

extension ContractCase {
    /// What is so after a restart.
    static let restarts: [ContractCase] = [
        ContractCase("everything that was replied to is there after a restart") { bench in
            var commit = StoreCommit()
            commit.requested = ["math": 4]
            commit.ended = [OutcomeCount(environment: "math", end: .ended(.unparsed), count: 4)]
            commit.attempts = ["math": 5]
            commit.tokens = ["math": 70]
            commit.verdicts = [VerdictCount(environment: "math", verdicts: 4, passed: 1)]
            commit.states = [("cursor", [4, 2])]
            var memory = TaskMemory(environment: "math", taskID: "t")
            memory.accepted64 = [17]
            commit.tasks = [memory]
            try await bench.store.commit(commit)
            let ids = try await bench.put(6, queues: ["default", "other"])
            let grant = try #require(try await bench.lease(3))
            let reply = try await bench.store.ack(grant.id, [ids[0]])
            _ = try await bench.store.nack(grant.id, [ids[1]], delay: .zero, discard: true)
            let before = bench.store.counts
            try await bench.reopen()
            let after = bench.store.counts
            #expect(after.environments == before.environments)
            #expect(after.queues == before.queues)
            #expect(try await bench.store.state("cursor") == [4, 2])
            #expect(try await bench.store.tasks("math", ["t"]) == ["t": memory])
            #expect(try await bench.store.ack(grant.id, [ids[0]]) == reply)
            #expect(try await bench.lease { $0.queue = "other" }?.ids == ids)
        },
        ContractCase("rollouts that were in flight are cancelled by the crash") { bench in
            var commit = StoreCommit()
            commit.requested = ["a": 5, "b": 2]
            commit.ended = [OutcomeCount(environment: "b", end: .accepted, count: 2)]
            try await bench.store.commit(commit)
            try await bench.reopen()
            #expect(bench.store.counts.environments["a"]?.ends == [.ended(.crash): 5])
            #expect(bench.store.counts.environments["a"]?.inFlight == 0)
            #expect(bench.store.counts.environments["b"]?.ends == [.accepted: 2])
            try await bench.reopen()
            #expect(bench.store.counts.environments["a"]?.requested == 5)
        },
        ContractCase("an open lease is open after a restart, with its full time, and no delivery is counted") { bench in
            let ids = try await bench.put(3)
            let grant = try #require(try await bench.lease())
            _ = try await bench.store.ack(grant.id, [ids[2]])
            bench.clock.advance(by: .seconds(59))
            try await bench.reopen()
            bench.clock.advance(by: .seconds(59))
            #expect(bench.queue().leases == 1)
            #expect(try await bench.lease() == nil)
            #expect(try await bench.store.ack(grant.id, [ids[0]]).remaining == 1)
            bench.clock.advance(by: .seconds(2))
            let next = try #require(try await bench.lease())
            #expect(next.ids == [ids[1]])
            #expect(next.members.map(\.deliveries) == [2])
        },
        ContractCase("a lease that was extended gets the longest of its times again") { bench in
            try await bench.put(1)
            let grant = try #require(try await bench.lease())
            _ = try await bench.store.extend(grant.id, by: .seconds(500))
            try await bench.reopen()
            bench.clock.advance(by: .seconds(499))
            #expect(try await bench.store.ack(grant.id, nil).changed == 1)
        },
        ContractCase("a delay begins anew after a restart") { bench in
            let ids = try await bench.put(1)
            let grant = try #require(try await bench.lease())
            _ = try await bench.store.nack(grant.id, nil, delay: .seconds(10), discard: false)
            bench.clock.advance(by: .seconds(9))
            try await bench.reopen()
            bench.clock.advance(by: .seconds(9))
            #expect(try await bench.lease() == nil)
            #expect(bench.queue().ready == 1)
            bench.clock.advance(by: .seconds(1))
            #expect(try await bench.lease()?.ids == ids)
        },
        ContractCase("leases that ended, and that passed, are known after a restart") { bench in
            try await bench.put(2)
            let acked = try #require(try await bench.lease(1))
            let reply = try await bench.store.ack(acked.id, nil)
            let passed = try #require(try await bench.lease(1))
            bench.clock.advance(by: .seconds(61))
            try await bench.store.expire()
            try await bench.reopen()
            #expect(try await bench.store.ack(acked.id, nil) == reply)
            #expect(
                await bench.code { _ = try await bench.store.extend(acked.id, by: .seconds(1)) } == .leaseEnded)
            #expect(await bench.code { _ = try await bench.store.ack(passed.id, nil) } == .leaseExpired)
        },
        ContractCase("groups that a crash left open are sealed, and their members leased as groups") { bench in
            let group = bench.newID()
            try await bench.put((0..<2).map { _ in bench.trajectory(group: group) }, sealed: false)
            #expect(try await bench.lease { $0.unit = .group } == nil)
            try await bench.reopen()
            #expect(try await bench.lease { $0.unit = .group }?.members.count == 2)
        },
        ContractCase("the dead stay dead, and keep their deliveries") { bench in
            let ids = try await bench.put(1)
            for _ in 1...5 {
                let grant = try #require(try await bench.lease())
                _ = try await bench.store.nack(grant.id, nil, delay: .zero, discard: false)
            }
            try await bench.reopen()
            #expect(try await bench.store.dead(queue: nil, limit: 5).map(\.deliveries) == [5])
            #expect(try await bench.store.requeue(ids[0]))
            #expect(try await bench.lease()?.ids == ids)
        },
    ]
}
