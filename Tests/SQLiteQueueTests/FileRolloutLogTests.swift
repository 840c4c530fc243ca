import Foundation
import JSON
import QueueContract
import Rollouts
import SQLiteQueue
import Testing
import TrajectoryQueue

@Suite struct FileRolloutLogTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test("the rollout log on disk keeps the contract", arguments: RolloutLogCase.all)
    func contract(_ rule: RolloutLogCase) async throws {
        try await rule.run { try FileRolloutLog(directory: scratch.newPath(), bounds: $0) }
    }

    @Test func `a log that was closed is there again, and goes on within its bounds`() async throws {
        let path = scratch.newPath()
        let bounds = RolloutLogBounds(records: 5)
        let first = try FileRolloutLog(directory: path, bounds: bounds)
        first.append((1...4).map { RolloutLogCase.record($0) })
        await first.close()
        let second = try FileRolloutLog(directory: path, bounds: bounds)
        #expect(try await RolloutLogCase.numbers(second) == [4, 3, 2, 1])
        second.append((5...7).map { RolloutLogCase.record($0) })
        #expect(try await RolloutLogCase.numbers(second) == [7, 6, 5, 4, 3])
        await second.close()
    }

    @Test func `a closed log refuses queries and drops records`() async throws {
        let log = try FileRolloutLog(directory: scratch.newPath())
        await log.close()
        log.append([RolloutLogCase.record(1)])
        await #expect(throws: StoreError.self) { try await log.records(RolloutQuery()) }
    }

    @Test func `lines that are no records are left out, and the file goes on being kept`() async throws {
        let path = scratch.newPath()
        let first = try FileRolloutLog(directory: path)
        first.append((1...3).map { RolloutLogCase.record($0) })
        await first.close()
        let file = URL(fileURLWithPath: path + "/rollouts/00000001.jsonl")
        var bytes = try Data(contentsOf: file)
        bytes.append(Data(repeating: 7, count: 9000))
        bytes.append(Data("\n{\"id\":1}\n{\"id\":\"0000".utf8))
        try bytes.write(to: file)
        try Data("[]".utf8).write(to: URL(fileURLWithPath: path + "/rollouts/00000002.jsonl"))
        try Data("a note".utf8).write(to: URL(fileURLWithPath: path + "/rollouts/note.txt"))
        let log = try FileRolloutLog(directory: path)
        log.append([RolloutLogCase.record(4)])
        #expect(try await RolloutLogCase.numbers(log) == [4, 3, 2, 1])
        await log.close()
        let again = try FileRolloutLog(directory: path)
        #expect(try await RolloutLogCase.numbers(again) == [4, 3, 2, 1])
        #expect(FileManager.default.fileExists(atPath: path + "/rollouts/note.txt"))
        await again.close()
    }

    @Test func `files are lines of JSON in the order of the records`() async throws {
        let path = scratch.newPath()
        let log = try FileRolloutLog(directory: path, bounds: RolloutLogBounds(records: 80))
        for number in 1...25 as ClosedRange<UInt64> {
            log.append([RolloutLogCase.record(number)])
            await log.flush()
        }
        await log.close()
        let names = try FileManager.default.contentsOfDirectory(atPath: path + "/rollouts").sorted()
        #expect(names == ["00000001.jsonl", "00000002.jsonl", "00000003.jsonl"])
        var numbers: [UInt64] = []
        for name in names {
            for line in try String(contentsOfFile: path + "/rollouts/" + name, encoding: .utf8).split(separator: "\n") {
                let id = try JSONReader().read(String(line))["id"]?.string.flatMap { UniqueID($0) }
                numbers.append(try #require(id).low)
            }
        }
        #expect(numbers == Array(1...25))
    }

    @Test func `when more comes than can wait, the oldest are dropped and counted`() async throws {
        let log = try FileRolloutLog(directory: scratch.newPath(), bounds: RolloutLogBounds(records: 20_000))
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
        let log = try FileRolloutLog(directory: path, bounds: RolloutLogBounds(records: 200))
        for round in 0..<50 {
            log.append((0..<400).map { RolloutLogCase.record(UInt64(round * 400 + $0), bytes: 1000) })
            await log.flush()
        }
        var size = 0
        for name in try FileManager.default.contentsOfDirectory(atPath: path + "/rollouts") {
            let item = try FileManager.default.attributesOfItem(atPath: path + "/rollouts/" + name)
            size += item[.size] as? Int ?? 0
        }
        #expect(size < 1 << 20)
        await log.close()
    }
}
