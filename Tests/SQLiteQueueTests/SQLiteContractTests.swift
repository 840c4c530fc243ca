import QueueContract
import Testing

@Suite struct SQLiteContractTests {
    @Test("the SQLite store keeps the contract", arguments: ContractCase.all)
    func contract(_ rule: ContractCase) async throws { try await rule.run(SQLiteKit.closing) }

    @Test("what was replied to is there after a stop", arguments: ContractCase.durable)
    func stop(_ rule: ContractCase) async throws { try await rule.run(SQLiteKit.closing) }

    @Test("what was replied to is there after a crash", arguments: ContractCase.durable)
    func crash(_ rule: ContractCase) async throws { try await rule.run(SQLiteKit.crashing) }
}
