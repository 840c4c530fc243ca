import Foundation
import QueueContract
import Rollouts
import SQLiteQueue
import Testing
import TrajectoryQueue

@Suite struct SQLiteRolloutLogTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test("the rollout log on disk keeps the contract", arguments: RolloutLogCase.all)
    func contract(_ rule: RolloutLogCase) async throws {
        try await rule.run { try SQLiteRolloutLog(directory: scratch.newPath(), bounds: $0) }
    }

    @Test func `a log that was closed is there again, and goes on within its bounds`() async throws {
        let path = scratch.newPath()
        let bounds = RolloutLogBounds(records: 5)
        let first = try SQLiteRolloutLog(directory: path, bounds: bounds)
        first.append((1...4).map { RolloutLogCase.record($0) })
        await first.close()
        let second = try SQLiteRolloutLog(directory: path, bounds: bounds)
        #expect(try await RolloutLogCase.numbers(second) == [4, 3, 2, 1])
        second.append((5...7).map { RolloutLogCase.record($0) })
        #expect(try await RolloutLogCase.numbers(second) == [7, 6, 5, 4, 3])
        await second.close()
    }

    @Test func `a closed log refuses queries and drops records`() async throws {
        let log = try SQLiteRolloutLog(directory: scratch.newPath())
        await log.close()
        log.append([RolloutLogCase.record(1)])
        await #expect(throws: StoreError.self) { try await log.records(RolloutQuery()) }
    }

    @Test func `a file that is no database is begun anew`() async throws {
        let path = scratch.newPath()
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try Data(repeating: 7, count: 9000).write(to: URL(fileURLWithPath: path + "/rollouts.sqlite"))
        let log = try SQLiteRolloutLog(directory: path)
        log.append([RolloutLogCase.record(1)])
        #expect(try await RolloutLogCase.numbers(log) == [1])
        await log.close()
    }

    @Test func `when more comes than can wait, the oldest are dropped and counted`() async throws {
        let log = try SQLiteRolloutLog(directory: scratch.newPath(), bounds: RolloutLogBounds(records: 20_000))
        log.append((1...10_000).map { RolloutLogCase.record($0) })
        var query = RolloutQuery()
        query.limit = 20_000
        let kept = try await log.records(query).count
        #expect(kept + log.dropped == 10_000)
        #expect(log.dropped > 0 && kept > 3_000)
        #expect(try await RolloutLogCase.numbers(log) { $0.limit = 1 } == [10_000])
        await log.close()
    }

    @Test func `the file stays small however much goes through it`() async throws {
        let path = scratch.newPath()
        let log = try SQLiteRolloutLog(directory: path, bounds: RolloutLogBounds(records: 200))
        for round in 0..<50 {
            log.append((0..<400).map { RolloutLogCase.record(UInt64(round * 400 + $0), bytes: 1000) })
            await log.flush()
        }
        let size = try FileManager.default.attributesOfItem(atPath: path + "/rollouts.sqlite")[.size] as? Int
        #expect(try #require(size) < 4 << 20)
        await log.close()
    }
}
