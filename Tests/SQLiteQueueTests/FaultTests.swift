import Foundation
import QueueContract
import Rollouts
import SQLiteQueue
import Synchronization
import Testing
import TrajectoryQueue

@Suite struct FaultTests {
    let scratch: Scratch

    init() throws {
        FaultyFiles.install
        scratch = try Scratch()
    }

    /// A bench whose store is in a directory of its own, with a reserve of so many bytes.
    private func bench(_ directory: String, reserve: Int = 1 << 20) async throws -> StoreBench {
        var options = SQLiteStoreOptions()
        options.reserveBytes = reserve
        options.headroomBytes = 0
        options.retryWhenFull = .milliseconds(20)
        let chosen = options
        let kit = StoreKit(make: { settings in
            var settings = settings
            // Stores of one test open each other's files: their leases must not bear the same ids.
            settings.random = SystemRandomNumberGenerator()
            return try SQLiteStore(directory: directory, settings: settings, options: chosen)
        })
        return try await StoreBench(kit)
    }

    @Test func `a full disk refuses commits and grants, keeps nothing of them, and still takes acks and nacks`()
        async throws
    {
        let directory = scratch.newPath()
        let bench = try await bench(directory)
        let ids = try await bench.put(40)
        let grant = try #require(try await bench.lease(20))
        // A reserve that is given up is not found again while something stands in its place.
        try FileManager.default.removeItem(atPath: directory + "/reserve")
        try FileManager.default.createDirectory(atPath: directory + "/reserve", withIntermediateDirectories: true)
        FaultyFiles.set(.full(bytes: DirectorySize.bytes(of: directory) + (1 << 19)), for: directory)
        let big = (0..<50).map { _ in bench.trajectory(bytes: 20_000) }
        #expect(await bench.code { _ = try await bench.put(big) } == .full)
        #expect(bench.store.counts.isFull)
        #expect(bench.queue().accepted == 40)
        #expect(await bench.code { _ = try await bench.lease() } == .full)
        for id in ids.prefix(10) { #expect(try await bench.store.ack(grant.id, [id]).changed == 1) }
        #expect(try await bench.store.nack(grant.id, [ids[10]], delay: .zero, discard: false).changed == 1)
        #expect(try await bench.store.extend(grant.id, by: .seconds(100)).remaining == 9)
        #expect(try await bench.store.tasks("math", ["t"]).isEmpty)
        try await bench.expectLaws()

        let room = Room()
        bench.store.onChange { [store = bench.store] in if !store.counts.isFull { room.open() } }
        FaultyFiles.set(nil, for: directory)
        try FileManager.default.removeItem(atPath: directory + "/reserve")
        await room.wait()
        #expect(bench.store.counts.isFull == false)
        try await bench.put(big)
        #expect(try await bench.lease(100)?.members.count == 71)
        #expect(bench.queue().acked == 10)
        try await bench.expectLaws()
        await bench.store.close()
    }

    @Test func `a sync that fails breaks the store: all that wait are refused, and all that come`() async throws {
        let directory = scratch.newPath()
        let bench = try await bench(directory)
        let ids = try await bench.put(3)
        let grant = try #require(try await bench.lease(1))
        FaultyFiles.set(.sync, for: directory)
        let store = bench.store
        let commits = (0..<8).map { _ in bench.trajectory() }
        let codes = await withTaskGroup(of: StoreError.Code?.self) { tasks in
            for trajectory in commits {
                var commit = StoreCommit()
                commit.groups = [bench.group(of: trajectory, sealed: true)]
                commit.trajectories = [.init(trajectory: trajectory, queues: ["default"])]
                let waiting = commit
                tasks.addTask {
                    do throws(StoreError) { try await store.commit(waiting) } catch { return error.code }
                    return nil
                }
            }
            return await tasks.reduce(into: []) { $0.append($1) }
        }
        #expect(codes == Array(repeating: .broken, count: 8))
        FaultyFiles.set(nil, for: directory)
        #expect(await bench.code { _ = try await store.ack(grant.id, nil) } == .broken)
        #expect(await bench.code { _ = try await bench.lease() } == .broken)
        #expect(await bench.code { _ = try await store.state("x") } == .broken)
        #expect(bench.queue().accepted == 3)
        await store.close()

        let again = try await self.bench(directory)
        #expect(again.queue().accepted >= 3)
        #expect(try await again.store.ack(grant.id, [ids[0]]).changed == 1)
        try await again.expectLaws()
        await again.store.close()
    }

    @Test func `a write that fails breaks the store`() async throws {
        let directory = scratch.newPath()
        let bench = try await bench(directory)
        try await bench.put(1)
        FaultyFiles.set(.write, for: directory)
        #expect(await bench.code { _ = try await bench.put(1) } == .broken)
        FaultyFiles.set(nil, for: directory)
        #expect(await bench.code { _ = try await bench.put(1) } == .broken)
        await bench.store.close()
        let again = try await self.bench(directory)
        #expect(again.queue().ready == 1)
        await again.store.close()
    }

    @Test func `a power cut at any reply loses nothing that was replied to`() async throws {
        let directory = scratch.newPath()
        FaultyFiles.record(directory)
        let bench = try await bench(directory)
        var committed: Set<UniqueID> = []
        var acked: Set<UniqueID> = []
        for round in 0..<12 {
            committed.formUnion(try await bench.put(3))
            let grant = try #require(try await bench.lease(2))
            if round % 2 == 0 {
                _ = try await bench.store.ack(grant.id, nil)
                acked.formUnion(grant.ids)
            }
            // What the disk has for sure, in a directory of its own.
            let copy = scratch.newPath()
            try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
            for (name, bytes) in FaultyFiles.survivors(of: directory) where !name.hasSuffix("-shm") {
                try Data(bytes).write(to: URL(fileURLWithPath: copy + "/" + name))
            }
            let after = try await self.bench(copy, reserve: 0)
            let found = try await after.store.trajectories(environment: nil, after: nil, limit: 1000)
            #expect(Set(found.map(\.id)) == committed)
            #expect(after.queue().acked == acked.count)
            #expect(after.queue().leased == bench.queue().leased)
            after.clock.advance(by: .seconds(61))
            let rest = try #require(try await after.lease(1000))
            #expect(acked.isDisjoint(with: rest.ids))
            #expect(acked.union(rest.ids) == committed)
            try await after.expectLaws()
            await after.store.close()
        }
        await bench.store.close()
    }

    @Test func `a power cut under load, with copies of the log under way, loses nothing that was replied to`()
        async throws
    {
        let directory = scratch.newPath()
        FaultyFiles.record(directory)
        var options = SQLiteStoreOptions()
        options.reserveBytes = 0
        options.checkpointPages = 20
        options.maxLogPages = 60
        let store = try SQLiteStore(directory: directory, options: options)
        let replied = Replied()
        let bench = try await self.bench(scratch.newPath())
        let commits = (0..<300).map { _ in bench.trajectory(bytes: 3000) }
        var cuts: [(committed: Set<UniqueID>, acked: Set<UniqueID>, files: [String: [UInt8]])] = []
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for part in 0..<6 {
                tasks.addTask {
                    for trajectory in commits[(part * 50)..<(part * 50 + 50)] {
                        var commit = StoreCommit()
                        commit.requested = ["math": 1]
                        commit.ended = [OutcomeCount(environment: "math", end: .accepted, count: 1)]
                        commit.groups = [
                            StoredGroup(
                                id: trajectory.groupID, environment: "math", taskID: "t", source: .sampled,
                                isSealed: true)
                        ]
                        commit.trajectories = [.init(trajectory: trajectory, queues: ["default"])]
                        try await store.commit(commit)
                        replied.commit(trajectory.id)
                        let request = LeaseRequest(consumer: "c", maxTrajectories: 1, duration: .seconds(600))
                        guard let grant = try await store.lease(request) else { continue }
                        _ = try await store.ack(grant.id, nil)
                        replied.ack(grant.members.map(\.trajectory.id))
                    }
                }
            }
            for share in 1...8 {
                while replied.now.committed.count < share * 33 { await Task.yield() }
                let (committed, acked) = replied.now
                cuts.append((committed, acked, FaultyFiles.survivors(of: directory)))
            }
            try await tasks.waitForAll()
        }
        await store.close()
        for cut in cuts {
            let copy = scratch.newPath()
            try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
            for (name, bytes) in cut.files where !name.hasSuffix("-shm") {
                try Data(bytes).write(to: URL(fileURLWithPath: copy + "/" + name))
            }
            let after = try SQLiteStore(directory: copy, options: options)
            let found = try await after.trajectories(environment: nil, after: nil, limit: 1000)
            #expect(cut.committed.isSubset(of: found.map(\.id)))
            let all = LeaseRequest(consumer: "c", maxTrajectories: 1000, duration: .seconds(600))
            let rest = try await after.lease(all)?.members.map(\.trajectory.id) ?? []
            #expect(cut.acked.isDisjoint(with: rest))
            #expect(after.counts.environments["math"]?.isConserved == true)
            #expect(after.counts.queues["default"]?.isConserved == true)
            #expect(try await after.integrityProblems() == [])
            await after.close()
        }
        await bench.store.close()
    }

    @Test func `many calls that wait share a sync`() async throws {
        let directory = scratch.newPath()
        let bench = try await bench(directory)
        let before = FaultyFiles.syncs(of: directory)
        let trajectories = (0..<400).map { _ in bench.trajectory() }
        let store = bench.store
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for trajectory in trajectories {
                var commit = StoreCommit()
                commit.groups = [bench.group(of: trajectory, sealed: true)]
                commit.trajectories = [.init(trajectory: trajectory, queues: ["default"])]
                let waiting = commit
                tasks.addTask { try await store.commit(waiting) }
            }
            try await tasks.waitForAll()
        }
        let syncs = FaultyFiles.syncs(of: directory) - before
        #expect(syncs > 0 && syncs < 200, "\(syncs) syncs for 400 commits")
        await bench.store.close()
    }

    @Test func `no reply to commit, lease, ack, nack, extend or requeue precedes its sync`() async throws {
        let directory = scratch.newPath()
        let bench = try await bench(directory)
        var last = FaultyFiles.syncs(of: directory)
        func expectSync(_ what: String) {
            let syncs = FaultyFiles.syncs(of: directory)
            #expect(syncs > last, "\(what) was replied to without a sync")
            last = syncs
        }
        let ids = try await bench.put(4)
        expectSync("commit")
        let grant = try #require(try await bench.lease())
        expectSync("lease")
        _ = try await bench.store.ack(grant.id, [ids[0]])
        expectSync("ack")
        _ = try await bench.store.nack(grant.id, [ids[1]], delay: .seconds(1), discard: false)
        expectSync("nack")
        _ = try await bench.store.extend(grant.id, by: .seconds(900))
        expectSync("extend")
        try await bench.store.giveBack(grant.id)
        expectSync("giveBack")
        for _ in 0..<5 {
            guard let grant = try await bench.lease() else { break }
            _ = try await bench.store.nack(grant.id, nil, delay: .zero, discard: false)
        }
        last = FaultyFiles.syncs(of: directory)
        #expect(try await bench.store.requeue(ids[2]))
        expectSync("requeue")
        await bench.store.close()
    }

    @Test func `a poll of an empty queue syncs nothing`() async throws {
        let directory = scratch.newPath()
        let bench = try await bench(directory)
        try await bench.put(1)
        let before = FaultyFiles.syncs(of: directory)
        for _ in 0..<20 { _ = try await bench.lease { $0.minTrajectories = 2 } }
        _ = try await bench.store.tasks("math", ["t"])
        #expect(FaultyFiles.syncs(of: directory) == before)
        await bench.store.close()
    }
}

/// What was replied to so far.
private final class Replied: Sendable {
    private let state = Mutex((committed: Set<UniqueID>(), acked: Set<UniqueID>()))

    var now: (committed: Set<UniqueID>, acked: Set<UniqueID>) { state.withLock { $0 } }

    func commit(_ id: UniqueID) { state.withLock { _ = $0.committed.insert(id) } }

    func ack(_ ids: [UniqueID]) { state.withLock { $0.acked.formUnion(ids) } }
}

/// Waits for something that another thread does.
final class Room: Sendable {
    private struct State {
        var isOpen = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for caller in waiting { caller.resume() }
    }

    func wait() async {
        await withCheckedContinuation { caller in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiting.append(caller) }
                return state.isOpen
            }
            if isOpen { caller.resume() }
        }
    }
}
