import QueueContract
import Testing

@Suite struct SQLiteHistoryTests {
    @Test("random histories with stops agree with the model of the queue", arguments: 0..<2)
    func stops(_ part: Int) async throws {
        for seed in 0..<30 { try await History.play(SQLiteKit.closing, seed: UInt64(part * 1000 + seed), steps: 60) }
    }

    @Test("random histories with crashes agree with the model of the queue", arguments: 0..<2)
    func crashes(_ part: Int) async throws {
        for seed in 0..<30 {
            try await History.play(SQLiteKit.crashing, seed: UInt64(50_000 + part * 1000 + seed), steps: 60)
        }
    }
}
