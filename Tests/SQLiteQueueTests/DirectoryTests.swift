import Foundation
import QueueContract
import Rollouts
import SQLiteQueue
import Testing
import TrajectoryQueue

@Suite struct DirectoryTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test func `a directory in use is refused with its path and the process that has it`() async throws {
        let directory = scratch.newPath()
        let store = try SQLiteStore(directory: directory)
        let error = #expect(throws: StoreError.self) { try SQLiteStore(directory: directory) }
        #expect(error?.code == .locked)
        #expect(error?.message.contains(directory) == true)
        #expect(error?.message.contains(String(ProcessInfo.processInfo.processIdentifier)) == true)
        await store.close()
        let next = try SQLiteStore(directory: directory)
        await next.close()
    }

    @Test func `directories are made where they are missing`() async throws {
        let directory = scratch.newPath() + "/a/b"
        let store = try SQLiteStore(directory: directory)
        #expect(FileManager.default.fileExists(atPath: directory + "/queue.sqlite"))
        await store.close()
    }

    @Test func `a file that is no database is refused as incompatible, and left alone`() async throws {
        let directory = scratch.newPath()
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        let file = URL(fileURLWithPath: directory + "/queue.sqlite")
        try Data(repeating: 9, count: 10_000).write(to: file)
        let error = #expect(throws: StoreError.self) { try SQLiteStore(directory: directory) }
        #expect(error?.code == .incompatible)
        #expect(try Data(contentsOf: file).count == 10_000)
    }

    @Test func `a database of a newer version, and one of something else, are refused as incompatible`() async throws {
        let newer = scratch.newPath()
        let store = try SQLiteStore(directory: newer)
        await store.close()
        try execute(newer, "INSERT INTO grdb_migrations (identifier) VALUES ('9999')")
        #expect(#expect(throws: StoreError.self) { try SQLiteStore(directory: newer) }?.code == .incompatible)

        let other = scratch.newPath()
        try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
        try execute(other, "CREATE TABLE music (title TEXT)")
        #expect(#expect(throws: StoreError.self) { try SQLiteStore(directory: other) }?.code == .incompatible)
    }

    @Test func `a database of version 1 opens, with all that was in it`() async throws {
        let directory = scratch.newPath()
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let fixture = try String(contentsOf: root.appending(path: "Fixtures/version-1.sql"), encoding: .utf8)
        try execute(directory, fixture)
        let store = try SQLiteStore(directory: directory)
        let counts = store.counts
        #expect(counts.environments["math"]?.requested == 9)
        #expect(counts.environments["math"]?.ends[.ended(.crash)] == 2)
        #expect(counts.queues["default"]?.accepted == 5)
        #expect(
            counts.environments.values.allSatisfy { $0.isConserved }
                && counts.queues.values.allSatisfy { $0.isConserved })
        #expect(try await store.state("cursor") == [1, 2, 3])
        #expect(try await store.tasks("math", ["t1"])["t1"]?.accepted64 == [17])
        let lease = try #require(LeaseID("00000000000000010000000000000002"))
        #expect(try await store.ack(lease, nil).changed == 1)
        let request = LeaseRequest(consumer: "c", maxTrajectories: 10, duration: .seconds(5))
        #expect(try await store.lease(request)?.members.count == 2)
        #expect(try await store.dead(queue: nil, limit: 5).count == 1)
        #expect(try await store.integrityProblems() == [])
        await store.close()
    }

    @Test func `the log stays short under sustained writing`() async throws {
        let directory = scratch.newPath()
        var options = SQLiteStoreOptions()
        options.reserveBytes = 0
        options.checkpointPages = 50
        options.maxLogPages = 200
        let chosen = options
        let bench = try await StoreBench(
            StoreKit(make: { try SQLiteStore(directory: directory, settings: $0, options: chosen) }))
        for _ in 0..<150 { try await bench.put((0..<10).map { _ in bench.trajectory(bytes: 3000) }) }
        let log = try FileManager.default.attributesOfItem(atPath: directory + "/queue.sqlite-wal")[.size] as? Int
        // One transaction more than the bound, at most, is in it when the writer looks.
        #expect(try #require(log) < 300 * 8300)
        #expect(bench.store.counts.diskBytes > 150 * 10 * 3000)
        await bench.store.close()
    }

    @Test func `every end of a rollout has its column`() async throws {
        let bench = try await StoreBench(SQLiteKit.closing)
        for end in RolloutEnd.all {
            var commit = StoreCommit()
            commit.requested = ["e": 1]
            commit.ended = [OutcomeCount(environment: "e", end: end, count: 1)]
            try await bench.store.commit(commit)
        }
        try await bench.reopen()
        #expect(
            bench.store.counts.environments["e"]?.ends
                == Dictionary(uniqueKeysWithValues: RolloutEnd.all.map { ($0, 1) }))
        await bench.finish()
    }
}
