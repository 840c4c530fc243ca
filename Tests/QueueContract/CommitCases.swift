internal import Rollouts
internal import Testing
internal import TrajectoryQueue

extension ContractCase {
    /// Counts, groups and what a commit must keep.
    static let commits: [ContractCase] = [
        ContractCase("a new store counts nothing") { bench in
            #expect(bench.store.counts.environments.isEmpty)
            #expect(bench.store.counts.queues.isEmpty)
            #expect(bench.store.nextDeadline == nil)
        },
        ContractCase("an empty commit changes nothing") { bench in
            try await bench.store.commit(StoreCommit())
            #expect(bench.store.counts.environments.isEmpty)
        },
        ContractCase("requested rollouts are in flight until they end, and every end is counted by its reason") {
            bench in
            var request = StoreCommit()
            request.requested = ["math": RolloutEnd.all.count * 2]
            try await bench.store.commit(request)
            #expect(bench.store.counts.environments["math"]?.inFlight == RolloutEnd.all.count * 2)
            for (index, end) in RolloutEnd.all.enumerated() {
                var commit = StoreCommit()
                commit.ended = [OutcomeCount(environment: "math", end: end, count: index % 2 + 1)]
                try await bench.store.commit(commit)
            }
            let counts = bench.store.counts.environments["math"]
            for (index, end) in RolloutEnd.all.enumerated() { #expect(counts?.ends[end] == index % 2 + 1) }
            #expect(counts?.requested == RolloutEnd.all.count * 2)
            try await bench.expectLaws()
        },
        ContractCase("attempts, tokens and verdicts add up by environment") { bench in
            for _ in 0..<3 {
                var commit = StoreCommit()
                commit.attempts = ["a": 2, "b": 1]
                commit.tokens = ["a": 100]
                commit.verdicts = [VerdictCount(environment: "a", verdicts: 5, passed: 2)]
                try await bench.store.commit(commit)
            }
            let counts = bench.store.counts.environments
            #expect(counts["a"]?.attempts == 6 && counts["b"]?.attempts == 3)
            #expect(counts["a"]?.tokens == 300)
            #expect(counts["a"]?.verdicts == 15 && counts["a"]?.passed == 6)
        },
        ContractCase("a commit may request and end the same rollouts") { bench in
            var commit = StoreCommit()
            commit.requested = ["math": 3]
            commit.ended = [OutcomeCount(environment: "math", end: .ended(.incorrect), count: 3)]
            try await bench.store.commit(commit)
            #expect(bench.store.counts.environments["math"]?.inFlight == 0)
        },
        ContractCase("ending more rollouts than are in flight is a conflict, and nothing of the commit is kept") {
            bench in
            var commit = StoreCommit()
            commit.requested = ["other": 1]
            commit.ended = [OutcomeCount(environment: "math", end: .accepted, count: 1)]
            let trajectory = bench.trajectory()
            commit.groups = [bench.group(of: trajectory, sealed: true)]
            commit.trajectories = [.init(trajectory: trajectory, queues: ["default"])]
            commit.states = [("cursor", [1])]
            let refused = commit
            #expect(await bench.code { try await bench.store.commit(refused) } == .conflict)
            #expect(bench.store.counts.environments["other"] == nil)
            let (grant, cursor) = (try await bench.lease(), try await bench.store.state("cursor"))
            #expect(grant == nil && cursor == nil)
        },
        ContractCase("negative counts, and more passed than judged, are conflicts") { bench in
            var negative = StoreCommit()
            negative.requested = ["math": -1]
            var passed = StoreCommit()
            passed.verdicts = [VerdictCount(environment: "math", verdicts: 1, passed: 2)]
            for commit in [negative, passed] {
                #expect(await bench.code { try await bench.store.commit(commit) } == .conflict)
            }
            #expect(bench.store.counts.environments.isEmpty)
        },
        ContractCase("a trajectory id that is there already is a conflict, and nothing of the commit is kept") {
            bench in
            let first = bench.trajectory()
            try await bench.put([first])
            var again = bench.trajectory()
            again.id = first.id
            let (twin, other) = (again, bench.trajectory())
            #expect(await bench.code { _ = try await bench.put([other, twin]) } == .conflict)
            #expect(bench.queue().accepted == 1)
            #expect(try await bench.lease()?.ids == [first.id])
        },
        ContractCase("one commit that names an id twice is a conflict") { bench in
            let trajectory = bench.trajectory()
            #expect(await bench.code { _ = try await bench.put([trajectory, trajectory]) } == .conflict)
            #expect(bench.queue().accepted == 0)
        },
        ContractCase("a refused commit does not take its neighbours with it") { bench in
            let first = bench.trajectory()
            try await bench.put([first])
            let store = bench.store
            let commits = (0..<20).map { index in
                var commit = StoreCommit()
                let trajectory = index % 4 == 0 ? first : bench.trajectory()
                commit.groups = [
                    StoredGroup(
                        id: bench.newID(), environment: "math", taskID: "t", source: .sampled, isSealed: false)
                ]
                var moved = trajectory
                moved.groupID = commit.groups[0].id
                commit.trajectories = [.init(trajectory: moved, queues: ["default"])]
                return commit
            }
            let codes = await withTaskGroup(of: StoreError.Code?.self) { tasks in
                for commit in commits {
                    tasks.addTask {
                        do throws(StoreError) { try await store.commit(commit) } catch { return error.code }
                        return nil
                    }
                }
                return await tasks.reduce(into: []) { $0.append($1) }
            }
            #expect(codes.count { $0 == nil } == 15)
            #expect(codes.count { $0 == .conflict } == 5)
            #expect(bench.queue().ready == 16)
        },
        ContractCase("a group that is new begins with its commit, and is a conflict where it is there already") {
            bench in
            let first = bench.trajectory()
            var commit = StoreCommit()
            commit.requested = ["math": 1]
            commit.groups = [bench.group(of: first, sealed: false)]
            commit.groups[0].isNew = true
            commit.trajectories = [.init(trajectory: first, queues: ["default"])]
            let begun = commit
            try await bench.store.commit(begun)
            let second = bench.trajectory(group: first.groupID)
            commit.trajectories = [.init(trajectory: second, queues: ["default"])]
            let wrong = commit
            #expect(await bench.code { try await bench.store.commit(wrong) } == .conflict)
            #expect(bench.store.counts.environments["math"]?.requested == 1)
            commit.groups = [bench.group(of: first, sealed: true)]
            let right = commit
            try await bench.store.commit(right)
            #expect(try await bench.lease()?.ids == [first.id, second.id])
        },
        ContractCase("a trajectory whose group is unknown is a conflict") { bench in
            var commit = StoreCommit()
            commit.trajectories = [.init(trajectory: bench.trajectory(), queues: ["default"])]
            let groupless = commit
            #expect(await bench.code { try await bench.store.commit(groupless) } == .conflict)
        },
        ContractCase("a trajectory for a group that was sealed before is a conflict") { bench in
            let first = bench.trajectory()
            try await bench.put([first], sealed: true)
            var commit = StoreCommit()
            commit.trajectories = [.init(trajectory: bench.trajectory(group: first.groupID), queues: ["default"])]
            let late = commit
            #expect(await bench.code { try await bench.store.commit(late) } == .conflict)
            #expect(await bench.code { try await bench.put([late.trajectories[0].trajectory]) } == .conflict)
        },
        ContractCase("a group grows over commits until it is sealed") { bench in
            let group = bench.newID()
            try await bench.put([bench.trajectory(group: group)], sealed: false)
            try await bench.put([bench.trajectory(group: group)], sealed: false)
            #expect(try await bench.lease { $0.unit = .group } == nil)
            try await bench.put([bench.trajectory(group: group)], sealed: true)
            #expect(try await bench.lease { $0.unit = .group }?.members.count == 3)
        },
        ContractCase("a group that is named sealed stays sealed when it is named open again") { bench in
            let trajectory = bench.trajectory()
            try await bench.put([trajectory], sealed: true)
            var commit = StoreCommit()
            commit.groups = [bench.group(of: trajectory, sealed: false)]
            try await bench.store.commit(commit)
            #expect(try await bench.lease { $0.unit = .group }?.members.count == 1)
        },
        ContractCase("a trajectory for no queue is kept for export and delivered nowhere") { bench in
            let ids = try await bench.put(1, queues: [])
            #expect(bench.store.counts.queues.isEmpty)
            #expect(try await bench.store.trajectories(environment: nil, after: nil, limit: 10).map(\.id) == ids)
        },
        ContractCase("a queue that is named twice gets a trajectory once") { bench in
            try await bench.put(1, queues: ["default", "default"])
            #expect(bench.queue().accepted == 1)
            #expect(try await bench.lease()?.members.count == 1)
        },
        ContractCase("observers hear of commits, leases and acks, and not of polls in vain") { bench in
            let heard = Counter()
            bench.store.onChange { heard.add() }
            #expect(try await bench.lease() == nil)
            #expect(heard.value == 0)
            try await bench.put(2)
            #expect(heard.value == 1)
            let grant = try #require(try await bench.lease())
            _ = try await bench.store.ack(grant.id, nil)
            #expect(heard.value == 3)
        },
    ]
}
