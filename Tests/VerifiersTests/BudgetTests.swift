import Testing

@testable import Verifiers

@Suite struct BudgetTests {
    @Test func `spending takes what is there and throws when there is too little`() throws {
        var budget = Budget(steps: 10, bytes: 5)
        try budget.spend(steps: 4)
        try budget.spend(bytes: 5)
        #expect(budget.steps == 6)
        #expect(budget.bytes == 0)
        #expect(throws: BudgetExhausted.steps) { try budget.spend(steps: 7) }
        #expect(budget.steps == 0)
        #expect(throws: BudgetExhausted.bytes) { try budget.spend(bytes: 1) }
        try budget.spend(bytes: 0)
    }

    @Test func `a negative amount gives nothing back`() throws {
        var budget = Budget(steps: -3, bytes: 8)
        #expect(budget.steps == 0)
        try budget.spend(bytes: -100)
        #expect(budget.bytes == 8)
        try budget.spend(bytes: Int.min)
        #expect(throws: BudgetExhausted.steps) { try budget.spend(steps: Int.max) }
    }
}
