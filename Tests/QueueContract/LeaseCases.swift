internal import Rollouts
internal import Testing
internal import TrajectoryQueue

extension ContractCase {
    /// Ack, nack, extend, giving back and expiry.
    static let leases: [ContractCase] = [
        ContractCase("an empty queue, and one never heard of, grant nothing") { bench in
            #expect(try await bench.lease() == nil)
            try await bench.put(1)
            #expect(try await bench.lease { $0.queue = "elsewhere" } == nil)
        },
        ContractCase("a grant holds the trajectories as they were committed, with this delivery counted") { bench in
            var trajectory = bench.trajectory("math", policy: 3, tokens: 2)
            trajectory.promptTokenIDs = [1, 0, 0, 0]
            trajectory.tokenIDs = [2, 0, 0, 0, 3, 0, 0, 0]
            trajectory.logprobs = [0, 0, 128, 191, 0, 0, 0, 192]
            trajectory.lossMask = [1, 0]
            trajectory.score = -0.25
            trajectory.passed = false
            trajectory.turns = 2
            trajectory.policyVersionEnd = 4
            trajectory.taskID = "é e\u{301} \u{0} task"
            let expected = trajectory
            try await bench.put([expected])
            let grant = try #require(try await bench.lease())
            #expect(grant.members.map(\.trajectory) == [expected])
            #expect(grant.members.first.map { Array($0.trajectory.taskID.utf8) } == Array(expected.taskID.utf8))
            #expect(grant.members.map(\.deliveries) == [1])
            #expect(grant.duration == .seconds(60))
        },
        ContractCase("what is leased is nobody else's until the lease ends") { bench in
            try await bench.put(5)
            let first = try #require(try await bench.lease(3))
            let second = try #require(try await bench.lease(3))
            #expect(Set(first.ids).isDisjoint(with: second.ids))
            #expect(first.ids.count == 3 && second.ids.count == 2)
            #expect(try await bench.lease() == nil)
            #expect(first.id != second.id)
        },
        ContractCase("what is acked never comes back") { bench in
            try await bench.put(2)
            let grant = try #require(try await bench.lease())
            #expect(try await bench.store.ack(grant.id, nil) == LeaseReply(changed: 2, remaining: 0, expiresIn: .zero))
            bench.clock.advance(by: .seconds(3600))
            try await bench.store.expire()
            #expect(try await bench.lease() == nil)
            #expect(bench.queue().acked == 2 && bench.queue().leases == 0 && bench.queue().bytes == 0)
        },
        ContractCase("a part can be acked, and the rest stays leased under the same deadline") { bench in
            let ids = try await bench.put(3)
            let grant = try #require(try await bench.lease())
            bench.clock.advance(by: .seconds(20))
            let reply = try await bench.store.ack(grant.id, [ids[1]])
            #expect(reply == LeaseReply(changed: 1, remaining: 2, expiresIn: .seconds(40)))
            #expect(bench.queue().leased == 2 && bench.queue().acked == 1)
            bench.clock.advance(by: .seconds(41))
            #expect(try await bench.lease()?.ids == [ids[0], ids[2]])
        },
        ContractCase("a nack makes it ready at once, in its old place") { bench in
            let ids = try await bench.put(3)
            let grant = try #require(try await bench.lease(2))
            let reply = try await bench.store.nack(grant.id, nil, delay: .zero, discard: false)
            #expect(reply.changed == 2)
            let again = try #require(try await bench.lease())
            #expect(again.ids == ids)
            #expect(again.members.map(\.deliveries) == [2, 2, 1])
        },
        ContractCase("a nack with a delay makes it ready when the delay is over") { bench in
            let ids = try await bench.put(2)
            let grant = try #require(try await bench.lease())
            _ = try await bench.store.nack(grant.id, [ids[0]], delay: .seconds(10), discard: false)
            #expect(bench.queue().ready == 1)
            #expect(bench.store.nextDeadline == bench.clock.now.advanced(by: .seconds(10)))
            #expect(try await bench.lease() == nil)
            bench.clock.advance(by: .milliseconds(9999))
            #expect(try await bench.lease() == nil)
            bench.clock.advance(by: .milliseconds(1))
            #expect(try await bench.lease()?.ids == [ids[0]])
        },
        ContractCase("a nack that discards evicts") { bench in
            try await bench.put(1)
            let grant = try #require(try await bench.lease())
            _ = try await bench.store.nack(grant.id, nil, delay: .zero, discard: true)
            #expect(bench.queue().evicted == [.discarded: 1])
            #expect(bench.queue().bytes == 0)
            #expect(try await bench.lease() == nil)
        },
        ContractCase("a lease that passes gives its trajectories to others, and its holder is told so") { bench in
            let ids = try await bench.put(1)
            let late = try #require(try await bench.lease())
            bench.clock.advance(by: .seconds(60))
            let next = try #require(try await bench.lease())
            #expect(next.ids == ids)
            let store = bench.store
            #expect(await bench.code { _ = try await store.ack(late.id, nil) } == .leaseExpired)
            #expect(
                await bench.code { _ = try await store.nack(late.id, nil, delay: .zero, discard: false) }
                    == .leaseExpired)
            #expect(await bench.code { _ = try await store.extend(late.id, by: .seconds(1)) } == .leaseExpired)
            #expect(await bench.code { _ = try await store.giveBack(late.id) } == .leaseExpired)
            #expect(bench.queue().leased == 1 && bench.queue().acked == 0)
            #expect(try await store.ack(next.id, nil).changed == 1)
        },
        ContractCase("a lease is over at its deadline even when nobody has noticed") { bench in
            try await bench.put(1)
            let grant = try #require(try await bench.lease())
            bench.clock.advance(by: .seconds(59))
            #expect(try await bench.store.extend(grant.id, by: .seconds(1)).expiresIn == .seconds(1))
            bench.clock.advance(by: .seconds(1))
            #expect(await bench.code { _ = try await bench.store.ack(grant.id, nil) } == .leaseExpired)
        },
        ContractCase("expire readies what has passed, and the next deadline moves on") { bench in
            try await bench.put(2)
            _ = try await bench.lease(1) { $0.duration = .seconds(10) }
            _ = try await bench.lease(1) { $0.duration = .seconds(30) }
            let start = bench.clock.now
            #expect(bench.store.nextDeadline == start.advanced(by: .seconds(10)))
            bench.clock.advance(by: .seconds(15))
            try await bench.store.expire()
            #expect(bench.queue().ready == 1 && bench.queue().leased == 1 && bench.queue().leases == 1)
            #expect(bench.store.nextDeadline == start.advanced(by: .seconds(30)))
            bench.clock.advance(by: .seconds(15))
            try await bench.store.expire()
            #expect(bench.store.nextDeadline == nil)
        },
        ContractCase("extend moves the deadline, and never to an earlier time") { bench in
            try await bench.put(2)
            let grant = try #require(try await bench.lease())
            #expect(
                try await bench.store.extend(grant.id, by: .seconds(300))
                    == LeaseReply(changed: 2, remaining: 2, expiresIn: .seconds(300)))
            #expect(try await bench.store.extend(grant.id, by: .seconds(5)).expiresIn == .seconds(300))
            bench.clock.advance(by: .seconds(299))
            #expect(try await bench.lease() == nil)
            #expect(try await bench.store.ack(grant.id, nil).changed == 2)
        },
        ContractCase("giving back makes all of it ready at once, and the delivery is not counted") { bench in
            let ids = try await bench.put(2)
            let grant = try #require(try await bench.lease())
            try await bench.store.giveBack(grant.id)
            let again = try #require(try await bench.lease())
            #expect(again.ids == ids)
            #expect(again.members.map(\.deliveries) == [1, 1])
            #expect(await bench.code { _ = try await bench.store.ack(grant.id, nil) } == .leaseEnded)
        },
        ContractCase("an unknown lease is unknown to every call") { bench in
            let id = LeaseID(high: 1, low: 2)
            let store = bench.store
            #expect(await bench.code { _ = try await store.ack(id, nil) } == .unknownLease)
            #expect(
                await bench.code { _ = try await store.nack(id, nil, delay: .zero, discard: false) } == .unknownLease)
            #expect(await bench.code { _ = try await store.extend(id, by: .seconds(1)) } == .unknownLease)
            #expect(await bench.code { _ = try await store.giveBack(id) } == .unknownLease)
        },
        ContractCase("each queue delivers on its own") { bench in
            let ids = try await bench.put(1, queues: ["sft", "rl"])
            let first = try #require(try await bench.lease { $0.queue = "sft" })
            let second = try #require(try await bench.lease { $0.queue = "rl" })
            #expect(first.ids == ids && second.ids == ids)
            _ = try await bench.store.ack(first.id, nil)
            _ = try await bench.store.nack(second.id, nil, delay: .zero, discard: false)
            #expect(bench.queue("sft").acked == 1 && bench.queue("rl").ready == 1)
        },
        ContractCase("sixteen consumers at once share without overlap") { bench in
            try await bench.put(200)
            let store = bench.store
            let grants = await withTaskGroup(of: [UniqueID].self) { tasks in
                for _ in 0..<16 {
                    tasks.addTask {
                        var held: [UniqueID] = []
                        let request = LeaseRequest(consumer: "c", maxTrajectories: 7, duration: .seconds(60))
                        while let grant = try? await store.lease(request) { held += grant.ids }
                        return held
                    }
                }
                return await tasks.reduce(into: []) { $0 += $1 }
            }
            #expect(grants.count == 200)
            #expect(Set(grants).count == 200)
        },
    ]

    /// Repeated calls, and calls that do not fit.
    static let calls: [ContractCase] = [
        ContractCase("the same ack again gets the same reply and changes nothing") { bench in
            let ids = try await bench.put(3)
            let grant = try #require(try await bench.lease())
            let part = try await bench.store.ack(grant.id, [ids[0], ids[1]])
            bench.clock.advance(by: .seconds(5))
            #expect(try await bench.store.ack(grant.id, [ids[1], ids[0]]) == part)
            #expect(try await bench.store.ack(grant.id, [ids[0], ids[1], ids[0]]) == part)
            let rest = try await bench.store.ack(grant.id, nil)
            #expect(rest.changed == 1 && rest.remaining == 0)
            #expect(try await bench.store.ack(grant.id, nil) == rest)
            #expect(try await bench.store.ack(grant.id, [ids[0], ids[1]]) == part)
            #expect(bench.queue().acked == 3)
        },
        ContractCase("the same call again is answered after the lease has passed, too") { bench in
            let ids = try await bench.put(2)
            let grant = try #require(try await bench.lease())
            let reply = try await bench.store.nack(grant.id, [ids[0]], delay: .zero, discard: false)
            bench.clock.advance(by: .seconds(3600))
            try await bench.store.expire()
            #expect(try await bench.store.nack(grant.id, [ids[0]], delay: .zero, discard: false) == reply)
            #expect(await bench.code { _ = try await bench.store.ack(grant.id, nil) } == .leaseExpired)
            #expect(bench.queue().ready == 2)
        },
        ContractCase("a nack with another delay or kind is another call") { bench in
            let ids = try await bench.put(2)
            let grant = try #require(try await bench.lease())
            _ = try await bench.store.nack(grant.id, [ids[0]], delay: .seconds(1), discard: false)
            let store = bench.store
            #expect(
                await bench.code { _ = try await store.nack(grant.id, [ids[0]], delay: .seconds(2), discard: false) }
                    == .notLeased)
            #expect(
                await bench.code { _ = try await store.nack(grant.id, [ids[0]], delay: .seconds(1), discard: true) }
                    == .notLeased)
            #expect(await bench.code { _ = try await store.ack(grant.id, [ids[0]]) } == .notLeased)
        },
        ContractCase("replies are forgotten 24 hours after the lease ended") { bench in
            try await bench.put(1)
            let grant = try #require(try await bench.lease())
            let reply = try await bench.store.ack(grant.id, nil)
            bench.clock.advance(by: .seconds(24 * 3600 - 1))
            try await bench.store.expire()
            #expect(try await bench.store.ack(grant.id, nil) == reply)
            bench.clock.advance(by: .seconds(2))
            try await bench.store.expire()
            #expect(await bench.code { _ = try await bench.store.ack(grant.id, nil) } == .unknownLease)
        },
        ContractCase("a call that names what the lease never held changes nothing") { bench in
            let ids = try await bench.put(3)
            let grant = try #require(try await bench.lease(2))
            let store = bench.store
            #expect(await bench.code { _ = try await store.ack(grant.id, [ids[0], ids[2]]) } == .notLeased)
            #expect(await bench.code { _ = try await store.ack(grant.id, [bench.newID()]) } == .notLeased)
            #expect(bench.queue().leased == 2 && bench.queue().acked == 0)
            #expect(try await store.ack(grant.id, [ids[0], ids[1]]).changed == 2)
        },
        ContractCase("a call about what is settled is not_leased, and lease_ended once nothing remains") { bench in
            let ids = try await bench.put(2)
            let grant = try #require(try await bench.lease())
            let store = bench.store
            _ = try await store.ack(grant.id, [ids[0]])
            #expect(
                await bench.code { _ = try await store.nack(grant.id, [ids[0]], delay: .zero, discard: false) }
                    == .notLeased)
            _ = try await store.ack(grant.id, [ids[1]])
            #expect(
                await bench.code { _ = try await store.nack(grant.id, [ids[0]], delay: .zero, discard: false) }
                    == .leaseEnded)
            #expect(await bench.code { _ = try await store.extend(grant.id, by: .seconds(1)) } == .leaseEnded)
        },
        ContractCase("naming nothing acks nothing") { bench in
            try await bench.put(1)
            let grant = try #require(try await bench.lease())
            #expect(try await bench.store.ack(grant.id, []).changed == 0)
            #expect(bench.queue().leased == 1)
        },
        ContractCase("extend may be repeated and extends again") { bench in
            try await bench.put(1)
            let grant = try #require(try await bench.lease())
            for _ in 0..<5 {
                bench.clock.advance(by: .seconds(50))
                #expect(try await bench.store.extend(grant.id, by: .seconds(60)).expiresIn == .seconds(60))
            }
            #expect(try await bench.store.ack(grant.id, nil).changed == 1)
        },
        ContractCase("a closed store refuses every call") { bench in
            try await bench.put(1)
            let store = bench.store
            await store.close()
            #expect(await bench.code { _ = try await bench.lease() } == .closed)
            #expect(await bench.code { _ = try await bench.put(1) } == .closed)
            #expect(await bench.code { _ = try await store.state("x") } == .closed)
            await store.close()
            try await bench.reopen()
        },
    ]
}
