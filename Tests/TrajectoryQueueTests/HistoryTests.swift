import QueueContract
import Testing

@Suite struct HistoryTests {
    /// Histories in four parts, so that both cores have work.
    @Test("ten thousand random histories agree with the model of the queue", arguments: 0..<4)
    func histories(_ part: Int) async throws {
        for seed in 0..<2_500 {
            try await History.play(MemoryStoreTests.kit, seed: UInt64(part * 2_500 + seed), steps: 40)
        }
    }
}
