internal import Rollouts
internal import Testing
internal import TrajectoryQueue

/// A random history of a store, each answer of it held against a model of the queue.
///
/// The seed says all: a failure names it, and the same seed fails again.
package struct History {
    private let seed: UInt64
    private var random: SeededGenerator
    private var bench: StoreBench
    private var model: QueueModel
    private var openGroups: [(id: UniqueID, environment: String)] = []
    private var delays: [UniqueID: Duration] = [:]
    private var calls: [(LeaseID, QueueModel.Call)] = []
    private var steps = 0
    private var failures = 0

    private static let queues = ["default", "other"]
    private static let environments = ["a", "b", "c"]

    /// Plays so many steps of the history of a seed.
    package static func play(_ kit: StoreKit, seed: UInt64, steps: Int) async throws {
        var history = try await History(kit, seed: seed)
        for _ in 0..<steps {
            try await history.step()
            guard history.agrees() else { break }
        }
        try await history.bench.expectLaws()
        await history.bench.finish()
    }

    private init(_ kit: StoreKit, seed: UInt64) async throws {
        self.seed = seed
        random = SeededGenerator(seed: seed)
        let maxDeliveries = Int.random(in: 1...4, using: &random)
        bench = try await StoreBench(kit, maxDeliveries: maxDeliveries)
        model = QueueModel(maxDeliveries: maxDeliveries)
    }

    private mutating func step() async throws {
        steps += 1
        switch Int.random(in: 0..<100, using: &random) {
        case ..<22: try await commit()
        case ..<45: try await lease()
        case ..<68: try await settle()
        case ..<73: try await extend()
        case ..<77: try await giveBack()
        case ..<92: pass()
        case ..<95: try await requeue()
        case ..<97: try await trimNothing()
        default: try await reopen()
        }
    }

    // MARK: Steps

    private mutating func commit() async throws {
        var commit = StoreCommit()
        let isNew = openGroups.isEmpty || Bool.random(using: &random)
        let (group, environment) =
            isNew
            ? (bench.newID(), Self.environments.randomElement(using: &random) ?? "a")
            : openGroups[Int.random(in: 0..<openGroups.count, using: &random)]
        let requested = Int.random(in: 0...4, using: &random)
        commit.requested = [environment: requested]
        let ended = Int.random(in: 0...5, using: &random)
        let end = RolloutEnd.all.randomElement(using: &random) ?? .accepted
        commit.ended = [OutcomeCount(environment: environment, end: end, count: ended)]
        let names = Self.queues.filter { _ in Bool.random(using: &random) }
        let isSealed = Bool.random(using: &random)
        commit.groups = [
            StoredGroup(id: group, environment: environment, taskID: "t", source: .sampled, isSealed: isSealed)
        ]
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let trajectory = bench.trajectory(
                environment, group: group, policy: Int.random(in: 0...2, using: &random),
                tokens: Bool.random(using: &random) ? Int.random(in: 0...50, using: &random) : nil,
                bytes: Int.random(in: 0...200, using: &random))
            commit.trajectories.append(.init(trajectory: trajectory, queues: names))
        }
        let inFlight = model.environments[environment]?.inFlight ?? 0
        let code = await bench.code { [bench] in try await bench.store.commit(commit) }
        expire()
        guard ended <= inFlight + requested else { return expect(code == .conflict, "a commit that ends too many") }
        expect(code == nil, "a commit")
        var counts = model.environments[environment] ?? EnvironmentCounts()
        counts.requested += requested
        counts.inFlight += requested - ended
        if ended > 0 { counts.ends[end, default: 0] += ended }
        model.environments[environment] = counts
        if model.groupOrder[group] == nil { model.groupOrder[group] = model.groupOrder.count }
        for delivery in commit.trajectories { model.deliver(delivery.trajectory, to: names) }
        openGroups.removeAll { $0.id == group }
        if isSealed { model.sealed.insert(group) } else { openGroups.append((group, environment)) }
    }

    private mutating func lease() async throws {
        var request = LeaseRequest(
            consumer: "h", maxTrajectories: Int.random(in: 1...8, using: &random),
            duration: .seconds(Int.random(in: 1...60, using: &random)))
        request.queue = Self.queues.randomElement(using: &random) ?? "default"
        request.unit = Int.random(in: 0..<4, using: &random) == 0 ? .group : .trajectory
        request.order = Bool.random(using: &random) ? .oldest : .newest
        request.minTrajectories = Int.random(in: 1...min(3, request.maxTrajectories), using: &random)
        if Int.random(in: 0..<4, using: &random) == 0 { request.maxTokens = Int.random(in: 1...150, using: &random) }
        if Int.random(in: 0..<4, using: &random) == 0 {
            request.minPolicyVersion = Int.random(in: 0...3, using: &random)
        }
        if Int.random(in: 0..<3, using: &random) == 0 {
            request.shares = [.init(environments: ["a"], share: 2), .init(environments: ["b", "c"], share: 1)]
        }
        let asked = request
        let grant = try await bench.store.lease(asked)
        expire()
        if request.unit == .group { judgeGroups(grant, request) } else { judge(grant, request) }
        if let grant { model.grant(grant, request, bench.clock.now) }
    }

    private mutating func settle() async throws {
        guard let lease = model.leases.keys.sorted(by: { $0.high < $1.high }).randomElement(using: &random) else {
            return
        }
        if Int.random(in: 0..<4, using: &random) == 0, let (lease, call) = calls.randomElement(using: &random) {
            return try await perform(lease, call)
        }
        var ids: Set<UniqueID>?
        if Bool.random(using: &random) {
            ids = Set((model.leases[lease]?.held ?? []).filter { _ in Bool.random(using: &random) })
            let strangers = model.queues.values.flatMap(\.keys).sorted()
            if Int.random(in: 0..<8, using: &random) == 0, let stranger = strangers.randomElement(using: &random) {
                ids?.insert(stranger)
            }
        }
        var call = QueueModel.Call.ack(ids)
        if Bool.random(using: &random) {
            let delay: Duration = Bool.random(using: &random) ? .zero : .seconds(Int.random(in: 1...20, using: &random))
            call = .nack(ids, delay, Int.random(in: 0..<5, using: &random) == 0)
        }
        calls.append((lease, call))
        try await perform(lease, call)
    }

    private mutating func perform(_ lease: LeaseID, _ call: QueueModel.Call) async throws {
        expire()
        let store = bench.store
        var result: QueueModel.Answer
        do throws(StoreError) {
            switch call {
            case .ack(let ids): result = .reply(try await store.ack(lease, ids.map(Array.init)))
            case .nack(let ids, let delay, let discard):
                result = .reply(try await store.nack(lease, ids.map(Array.init), delay: delay, discard: discard))
            }
        } catch {
            result = .refused(error.code)
        }
        let held = model.leases[lease]?.held ?? []
        let expected = model.call(lease, call, bench.clock.now)
        if case .nack(let ids, let delay, false) = call, case .reply = expected {
            for id in ids.map(Array.init) ?? held where delay > .zero { delays[id] = delay }
        }
        expect(result == expected, "\(call): \(result), not \(expected)")
    }

    private mutating func extend() async throws {
        guard let lease = model.leases.keys.sorted(by: { $0.high < $1.high }).randomElement(using: &random) else {
            return
        }
        let time = Duration.seconds(Int.random(in: 1...90, using: &random))
        expire()
        var result: QueueModel.Answer
        do throws(StoreError) {
            result = .reply(try await bench.store.extend(lease, by: time))
        } catch {
            result = .refused(error.code)
        }
        let expected = model.extend(lease, time, bench.clock.now)
        expect(result == expected, "extend: \(result), not \(expected)")
    }

    private mutating func giveBack() async throws {
        guard let lease = model.leases.keys.sorted(by: { $0.high < $1.high }).randomElement(using: &random) else {
            return
        }
        expire()
        let code = await bench.code { [bench] in try await bench.store.giveBack(lease) }
        let expected = model.giveBack(lease)
        expect(code == expected, "give back")
    }

    private mutating func pass() {
        bench.clock.advance(by: .milliseconds(Int.random(in: 1...30_000, using: &random)))
    }

    private mutating func requeue() async throws {
        let dead = model.queues.values.flatMap(\.values).filter { $0.state == .dead }.map(\.trajectory.id).sorted()
        guard let id = dead.randomElement(using: &random) else { return }
        expire()
        let isDone = try await bench.store.requeue(id)
        expect(isDone && model.requeue(id), "requeue")
    }

    private mutating func trimNothing() async throws {
        let dropped = try await bench.store.trim(Retention(days: 1000, bytes: nil), nowMilliseconds: bench.clock.wall)
        expire()
        expect(dropped == 0, "trim")
    }

    private mutating func reopen() async throws {
        guard bench.isDurable else { return }
        // What has passed unnoticed is ended by the first call, so the two are made to agree before the clocks stop.
        try await bench.store.expire()
        expire()
        try await bench.reopen()
        model.restart(bench.clock.now, delays: delays)
        openGroups = []
    }

    // MARK: Judging

    /// A batch of trajectories is a beginning of what may be leased, environment by environment.
    private mutating func judge(_ grant: LeaseGrant?, _ request: LeaseRequest) {
        let eligible = model.eligible(request)
        let members = grant?.members ?? []
        for member in members {
            let known = model.queues[request.queue]?[member.trajectory.id]
            expect(known?.state == .ready, "leased what is not ready")
            expect(known?.trajectory == member.trajectory, "leased something else than was committed")
            expect(known.map { $0.deliveries + 1 } == member.deliveries, "deliveries")
        }
        let ids = members.map(\.trajectory.id)
        expect(ids == eligible.map(\.trajectory.id).filter(Set(ids).contains), "the order of a batch")
        for environment in Self.environments {
            let due = eligible.filter { $0.trajectory.environment == environment }.map(\.trajectory.id)
            let got = members.filter { $0.trajectory.environment == environment }.map(\.trajectory.id)
            expect(Array(due.prefix(got.count)) == got, "a batch passed over something of \(environment)")
        }
        let weight = members.reduce(0) { $0 + $1.trajectory.tokenWeight }
        if let most = request.maxTokens {
            expect(members.count <= 1 || weight <= most, "max_tokens")
            if grant == nil { expect(eligible.count < request.minTrajectories, "a batch that was due") }
            return
        }
        let due = min(request.maxTrajectories, eligible.count)
        expect(members.count == (due < request.minTrajectories ? 0 : due), "the size of a batch")
        expect((grant == nil) == members.isEmpty, "an empty grant")
        guard request.shares != nil, grant != nil else { return }
        let available = [true, false].map { isFirst in
            eligible.count { ($0.trajectory.environment == "a") == isFirst }
        }
        let quotas = Apportionment.divide(request.maxTrajectories, shares: [2, 1], available: available)
        expect(members.count { $0.trajectory.environment == "a" } == quotas[0], "the share of a")
    }

    /// A batch of groups holds whole groups only, in their order, environment by environment.
    private mutating func judgeGroups(_ grant: LeaseGrant?, _ request: LeaseRequest) {
        let eligible = model.eligibleGroups(request)
        guard let grant else {
            // The first group of each share may be taken; with one share it is taken whatever its size.
            let first = eligible.first?.count ?? 0
            return expect(
                eligible.isEmpty || first < request.minTrajectories || request.shares != nil, "groups that were due")
        }
        var left = grant.members.map(\.trajectory.id)
        for group in eligible where left.first == group.first?.trajectory.id {
            expect(Array(left.prefix(group.count)) == group.map(\.trajectory.id), "a group that was split")
            left.removeFirst(min(left.count, group.count))
        }
        expect(left.isEmpty, "a batch of other than whole groups in order")
        let groups = Set(grant.members.map(\.trajectory.groupID))
        expect(groups.count == 1 || grant.members.count <= request.maxTrajectories, "max_trajectories")
        for environment in Self.environments {
            let due = eligible.filter { $0[0].trajectory.environment == environment }.map { $0[0].trajectory.groupID }
            let got = due.filter(groups.contains)
            expect(Array(due.prefix(got.count)) == got, "a batch passed over a group of \(environment)")
        }
    }

    /// Ends in the model what the store ends at each call.
    private mutating func expire() { model.pass(bench.clock.now) }

    /// Whether the counts are those of the model.
    private mutating func agrees() -> Bool {
        let counts = bench.store.counts
        // What passed since the last call is not counted yet.
        guard let deadline = bench.store.nextDeadline, deadline <= bench.clock.now else {
            for name in Self.queues where counts.queues[name] != nil || model.queues[name] != nil {
                let (found, expected) = (counts.queues[name] ?? QueueCounts(), model.counts(name))
                expect(found == expected, "queue \(name) counts \(found), not \(expected)")
            }
            for (name, expected) in model.environments {
                expect((counts.environments[name] ?? EnvironmentCounts()) == expected, "the counts of \(name)")
            }
            return failures == 0
        }
        return failures == 0
    }

    private mutating func expect(_ isSo: Bool, _ what: @autoclosure () -> String) {
        guard !isSo, failures == 0 else { return }
        failures += 1
        Issue.record("seed \(seed), step \(steps): \(what())")
    }
}
