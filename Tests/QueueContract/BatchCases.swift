internal import Rollouts
internal import Testing
internal import TrajectoryQueue

extension ContractCase {
    /// What a batch is made of.
    static let batches: [ContractCase] = [
        ContractCase("a batch is the oldest, in the order in which commits arrived") { bench in
            var ids: [UniqueID] = []
            for name in ["b", "a", "c", "a", "b"] { ids += try await bench.put(2, name) }
            #expect(try await bench.lease(7)?.ids == Array(ids.prefix(7)))
        },
        ContractCase("newest first takes the newest, in that order") { bench in
            var ids: [UniqueID] = []
            for name in ["b", "a", "c"] { ids += try await bench.put(2, name) }
            #expect(try await bench.lease(3) { $0.order = .newest }?.ids == Array(ids.reversed().prefix(3)))
        },
        ContractCase("a large batch over many commits and pages keeps its order") { bench in
            var ids: [UniqueID] = []
            for index in 0..<40 { ids += try await bench.put(7, "e\(index % 3)") }
            #expect(try await bench.lease(270)?.ids == Array(ids.prefix(270)))
            #expect(try await bench.lease(270)?.ids == Array(ids.suffix(10)))
        },
        ContractCase("fewer than min_trajectories grant nothing") { bench in
            try await bench.put(3)
            #expect(try await bench.lease(8) { $0.minTrajectories = 4 } == nil)
            try await bench.put(1)
            #expect(try await bench.lease(8) { $0.minTrajectories = 4 }?.members.count == 4)
        },
        ContractCase("what waits out a delay does not count towards min_trajectories") { bench in
            try await bench.put(2)
            let grant = try #require(try await bench.lease())
            _ = try await bench.store.nack(grant.id, nil, delay: .seconds(5), discard: false)
            try await bench.put(1)
            #expect(try await bench.lease { $0.minTrajectories = 3 } == nil)
            #expect(try await bench.lease { $0.minTrajectories = 1 }?.members.count == 1)
        },
        ContractCase("a batch holds so many bytes and no more, but for what comes first") { bench in
            let sizes = [5 << 20, 3 << 19, 3 << 19, 3 << 19, 1 << 10]
            let ids = try await bench.put(sizes.map { bench.trajectory(bytes: $0) })
            #expect(try await bench.lease(10)?.ids == Array(ids.prefix(1)))
            #expect(try await bench.lease(10) { $0.minTrajectories = 3 }?.ids == Array(ids[1...2]))
            #expect(try await bench.lease(10)?.ids == Array(ids.suffix(2)))
        },
        ContractCase("a group is whole or not in a batch, whatever the bytes say") { bench in
            let groups = (0..<2).map { _ in bench.newID() }
            let trajectories = groups.flatMap { group in
                (0..<3).map { _ in bench.trajectory(group: group, bytes: 3 << 19) }
            }
            let ids = try await bench.put(trajectories)
            for part in [ids.prefix(3), ids.suffix(3)] {
                #expect(try await bench.lease(10) { $0.unit = .group }?.ids == Array(part))
            }
        },
        ContractCase("max_tokens ends a batch before the first that does not fit") { bench in
            let ids = try await bench.put([40, 50, 30, 5].map { bench.trajectory(tokens: $0) })
            #expect(try await bench.lease { $0.maxTokens = 100 }?.ids == Array(ids.prefix(2)))
            #expect(try await bench.lease { $0.maxTokens = 35 }?.ids == Array(ids.suffix(2)))
        },
        ContractCase("the first is granted whatever it weighs") { bench in
            let ids = try await bench.put([500, 1].map { bench.trajectory(tokens: $0) })
            #expect(try await bench.lease { $0.maxTokens = 10 }?.ids == [ids[0]])
        },
        ContractCase("without a token count a quarter of the document's bytes counts") { bench in
            let ids = try await bench.put((0..<3).map { _ in bench.trajectory(tokens: nil, bytes: 400) })
            #expect(try await bench.lease { $0.maxTokens = 299 }?.ids == Array(ids.prefix(2)))
        },
        ContractCase("a batch that max_tokens cut short is granted below min_trajectories") { bench in
            try await bench.put((0..<4).map { _ in bench.trajectory(tokens: 60) })
            let grant = try await bench.lease {
                $0.maxTokens = 100
                $0.minTrajectories = 3
            }
            #expect(grant?.members.count == 1)
        },
        ContractCase("min_policy_version leaves out what began under an older version") { bench in
            let ids = try await bench.put([1, 5, 3, 4].map { bench.trajectory(policy: $0) })
            #expect(try await bench.lease { $0.minPolicyVersion = 4 }?.ids == [ids[1], ids[3]])
            #expect(try await bench.lease { $0.minPolicyVersion = 9 } == nil)
            #expect(try await bench.lease()?.ids == [ids[0], ids[2]])
        },
        ContractCase("shares divide a batch among environments") { bench in
            try await bench.put(50, "a")
            try await bench.put(50, "b")
            try await bench.put(50, "c")
            let grant = try #require(
                try await bench.lease(20) {
                    $0.shares = [.init(environments: ["a"], share: 3), .init(environments: ["b"], share: 1)]
                })
            #expect(grant.members.count { $0.trajectory.environment == "a" } == 15)
            #expect(grant.members.count { $0.trajectory.environment == "b" } == 5)
        },
        ContractCase("what one share cannot fill goes to the others") { bench in
            try await bench.put(2, "a")
            try await bench.put(50, "b")
            try await bench.put(50, "c")
            let grant = try #require(
                try await bench.lease(22) {
                    $0.shares = [
                        .init(environments: ["a"], share: 2), .init(environments: ["b"], share: 1),
                        .init(environments: ["c", "d"], share: 1),
                    ]
                })
            #expect(grant.members.count { $0.trajectory.environment == "a" } == 2)
            #expect(grant.members.count { $0.trajectory.environment == "b" } == 10)
            #expect(grant.members.count { $0.trajectory.environment == "c" } == 10)
        },
        ContractCase("environments that no share names are left out") { bench in
            try await bench.put(5, "a")
            #expect(try await bench.lease { $0.shares = [.init(environments: ["b"], share: 1)] } == nil)
        },
        ContractCase("a share of several environments takes them as they come") { bench in
            var ids: [UniqueID] = []
            for name in ["a", "b", "a", "b"] { ids += try await bench.put(1, name) }
            try await bench.put(3, "z")
            let grant = try await bench.lease(10) { $0.shares = [.init(environments: ["a", "b"], share: 1)] }
            #expect(grant?.ids == ids)
        },
        ContractCase("a batch with shares is in the order of the queue all the same") { bench in
            var ids: [UniqueID] = []
            for index in 0..<20 { ids += try await bench.put(1, index % 2 == 0 ? "a" : "b") }
            let grant = try #require(
                try await bench.lease(10) {
                    $0.shares = [.init(environments: ["b"], share: 1), .init(environments: ["a"], share: 4)]
                })
            #expect(grant.ids == ids.filter(Set(grant.ids).contains))
            #expect(grant.members.count { $0.trajectory.environment == "b" } == 2)
        },
    ]

    /// How often, and dead.
    static let deliveries: [ContractCase] = [
        ContractCase("delivered max_deliveries times, by nack or expiry, it is dead") { bench in
            let ids = try await bench.put(1)
            for delivery in 1...5 {
                let grant = try #require(try await bench.lease())
                #expect(grant.members.map(\.deliveries) == [delivery])
                if delivery % 2 == 0 {
                    bench.clock.advance(by: .seconds(61))
                } else {
                    _ = try await bench.store.nack(grant.id, nil, delay: .zero, discard: false)
                }
            }
            #expect(try await bench.lease() == nil)
            #expect(bench.queue().dead == 1 && bench.queue().bytes == 0)
            let dead = try await bench.store.dead(queue: nil, limit: 10)
            #expect(dead.map(\.trajectory.id) == ids)
            #expect(dead.map(\.deliveries) == [5])
            #expect(dead.map(\.queue) == ["default"])
        },
        ContractCase("an ack at the last delivery is an ack") { bench in
            try await bench.put(1)
            for _ in 1...4 {
                let grant = try #require(try await bench.lease())
                _ = try await bench.store.nack(grant.id, nil, delay: .zero, discard: false)
            }
            let grant = try #require(try await bench.lease())
            _ = try await bench.store.ack(grant.id, nil)
            #expect(bench.queue().acked == 1 && bench.queue().dead == 0)
        },
        ContractCase("giving back does not wear a trajectory out") { bench in
            try await bench.put(1)
            for _ in 1...10 {
                let grant = try #require(try await bench.lease())
                try await bench.store.giveBack(grant.id)
            }
            #expect(bench.queue().ready == 1)
        },
        ContractCase("a nack with a delay at the last delivery is dead at once") { bench in
            try await bench.put(1)
            for _ in 1...4 {
                let grant = try #require(try await bench.lease())
                _ = try await bench.store.nack(grant.id, nil, delay: .zero, discard: false)
            }
            let grant = try #require(try await bench.lease())
            _ = try await bench.store.nack(grant.id, nil, delay: .seconds(9), discard: false)
            #expect(bench.queue().dead == 1)
            #expect(bench.store.nextDeadline == nil)
        },
        ContractCase("requeue makes a dead trajectory ready in every queue where it is dead, as if never delivered") {
            bench in
            let ids = try await bench.put(1, queues: ["a", "b", "c"])
            for queue in ["a", "b"] {
                for _ in 1...5 {
                    let grant = try #require(try await bench.lease { $0.queue = queue })
                    _ = try await bench.store.nack(grant.id, nil, delay: .zero, discard: false)
                }
            }
            #expect(try await bench.store.dead(queue: nil, limit: 10).map(\.queue) == ["a", "b"])
            #expect(try await bench.store.dead(queue: "b", limit: 10).count == 1)
            #expect(try await bench.store.dead(queue: "c", limit: 10).isEmpty)
            #expect(try await bench.store.dead(queue: nil, limit: 1).count == 1)
            #expect(try await bench.store.requeue(ids[0]))
            #expect(try await bench.store.requeue(ids[0]) == false)
            #expect(try await bench.store.requeue(bench.newID()) == false)
            for queue in ["a", "b", "c"] {
                #expect(bench.queue(queue).ready == 1)
                #expect(try await bench.lease { $0.queue = queue }?.members.map(\.deliveries) == [1])
            }
        },
    ]

    /// Whole groups.
    static let groups: [ContractCase] = [
        ContractCase("only sealed groups are leased as groups, whole and together") { bench in
            let (open, sealed) = (bench.newID(), bench.newID())
            try await bench.put((0..<3).map { _ in bench.trajectory(group: open) }, sealed: false)
            let members = (0..<3).map { _ in bench.trajectory(group: sealed) }
            try await bench.put(members)
            let grant = try #require(try await bench.lease { $0.unit = .group })
            #expect(grant.ids == members.map(\.id))
            #expect(try await bench.lease { $0.unit = .group } == nil)
        },
        ContractCase("groups are never split, and the first that does not fit ends the batch") { bench in
            for size in [3, 4, 2] {
                let group = bench.newID()
                try await bench.put((0..<size).map { _ in bench.trajectory(group: group) })
            }
            let first = try #require(try await bench.lease(6) { $0.unit = .group })
            #expect(first.members.count == 3)
            #expect(try await bench.lease(6) { $0.unit = .group }?.members.count == 6)
        },
        ContractCase("a group larger than the batch is granted alone") { bench in
            let group = bench.newID()
            try await bench.put((0..<9).map { _ in bench.trajectory(group: group) })
            #expect(try await bench.lease(4) { $0.unit = .group }?.members.count == 9)
        },
        ContractCase("a group of which a member is leased or delayed waits until it is whole again") { bench in
            let group = bench.newID()
            try await bench.put((0..<3).map { _ in bench.trajectory(group: group) })
            let single = try #require(try await bench.lease(1))
            #expect(try await bench.lease { $0.unit = .group } == nil)
            _ = try await bench.store.nack(single.id, nil, delay: .seconds(5), discard: false)
            #expect(try await bench.lease { $0.unit = .group } == nil)
            bench.clock.advance(by: .seconds(5))
            #expect(try await bench.lease { $0.unit = .group }?.members.count == 3)
        },
        ContractCase("a group of which a member was acked is leased as trajectories only") { bench in
            let group = bench.newID()
            let ids = try await bench.put((0..<3).map { _ in bench.trajectory(group: group) })
            let grant = try #require(try await bench.lease { $0.unit = .group })
            _ = try await bench.store.ack(grant.id, [ids[0]])
            _ = try await bench.store.nack(grant.id, nil, delay: .zero, discard: false)
            #expect(try await bench.lease { $0.unit = .group } == nil)
            #expect(try await bench.lease()?.ids == [ids[1], ids[2]])
        },
        ContractCase("a group that comes back whole is leased as a group again") { bench in
            let group = bench.newID()
            let ids = try await bench.put((0..<3).map { _ in bench.trajectory(group: group) })
            let first = try #require(try await bench.lease { $0.unit = .group })
            bench.clock.advance(by: .seconds(61))
            let second = try #require(try await bench.lease { $0.unit = .group })
            #expect(second.ids == ids)
            try await bench.store.giveBack(second.id)
            #expect(try await bench.lease { $0.unit = .group }?.ids == ids)
            #expect(first.id != second.id)
        },
        ContractCase("a member that goes to another queue is no part of the group here") { bench in
            let group = bench.newID()
            let (here, there) = (bench.trajectory(group: group), bench.trajectory(group: group))
            var commit = StoreCommit()
            commit.groups = [bench.group(of: here, sealed: true)]
            commit.trajectories = [
                .init(trajectory: here, queues: ["default"]), .init(trajectory: there, queues: ["other"]),
            ]
            try await bench.store.commit(commit)
            #expect(try await bench.lease { $0.unit = .group }?.ids == [here.id])
        },
        ContractCase("a group counts with the oldest policy version in it") { bench in
            let group = bench.newID()
            try await bench.put([3, 7].map { bench.trajectory(group: group, policy: $0) })
            #expect(try await bench.lease { ($0.unit, $0.minPolicyVersion) = (.group, 5) } == nil)
            #expect(try await bench.lease { ($0.unit, $0.minPolicyVersion) = (.group, 3) }?.members.count == 2)
        },
        ContractCase("a group weighs what its members weigh together") { bench in
            for _ in 0..<3 {
                let group = bench.newID()
                try await bench.put((0..<2).map { _ in bench.trajectory(group: group, tokens: 30) })
            }
            #expect(try await bench.lease { ($0.unit, $0.maxTokens) = (.group, 130) }?.members.count == 4)
        },
        ContractCase("newest groups first, oldest member first within") { bench in
            var ids: [[UniqueID]] = []
            for _ in 0..<3 {
                let group = bench.newID()
                ids.append(try await bench.put((0..<2).map { _ in bench.trajectory(group: group) }))
            }
            #expect(try await bench.lease(4) { ($0.unit, $0.order) = (.group, .newest) }?.ids == ids[2] + ids[1])
        },
        ContractCase("a queue that was leased by trajectories first can be leased by groups later") { bench in
            for _ in 0..<4 {
                let group = bench.newID()
                try await bench.put((0..<2).map { _ in bench.trajectory(group: group) })
            }
            let single = try #require(try await bench.lease(3))
            let groups = try #require(try await bench.lease { $0.unit = .group })
            #expect(groups.members.count == 4)
            #expect(Set(groups.ids).isDisjoint(with: single.ids))
        },
    ]
}
