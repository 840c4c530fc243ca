import QueueContract
import Testing
import TrajectoryQueue

@Suite struct MemoryRolloutLogTests {
    @Test("the rollout log in memory keeps the contract", arguments: RolloutLogCase.all)
    func contract(_ rule: RolloutLogCase) async throws { try await rule.run { MemoryRolloutLog(bounds: $0) } }
}
