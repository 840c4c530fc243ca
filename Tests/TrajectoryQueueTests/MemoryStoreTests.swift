import QueueContract
import Testing
import TrajectoryQueue

@Suite struct MemoryStoreTests {
    static let kit = StoreKit(make: { MemoryStore(settings: $0) })

    @Test("the memory store keeps the contract", arguments: ContractCase.all)
    func contract(_ rule: ContractCase) async throws { try await rule.run(Self.kit) }
}
