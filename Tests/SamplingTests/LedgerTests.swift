import Logging
import Synchronization
import Testing
import TrajectoryQueue

@testable import Sampling

@Suite(.timeLimit(.minutes(1))) struct LedgerTests {
    private let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    /// Runs a ledger while the body lasts, and closes it.
    private func withLedger(_ ledger: Ledger, _ body: (Ledger) async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await ledger.run() }
            try await body(ledger)
            ledger.close()
            try await group.waitForAll()
        }
    }

    private func request(_ count: Int) -> StoreCommit {
        var commit = StoreCommit()
        commit.requested["e"] = count
        return commit
    }

    @Test func `what is handed over is told of in the order in which it came, once it is in the store`() async throws {
        let store = MemoryStore()
        let told = Mutex<[Int]>([])
        try await withLedger(Ledger(store: store, logger: logger, pace: .zero)) { ledger in
            for number in 0..<100 {
                ledger.submit(request(1)) { result in
                    let isStored = (store.counts.environments["e"]?.requested ?? 0) > number
                    told.withLock { $0.append(isStored && (try? result.get()) != nil ? number : -1) }
                }
            }
            // The last in the line.
            try await ledger.commit(StoreCommit())
        }
        #expect(told.withLock { $0 } == Array(0..<100))
        #expect(store.counts.environments["e"]?.requested == 100)
    }

    @Test func `one commit after the other waits for no pace`() async throws {
        let store = MemoryStore()
        try await withLedger(Ledger(store: store, logger: logger, pace: .seconds(3600))) { ledger in
            for _ in 0..<50 { try await ledger.commit(request(1)) }
        }
        #expect(store.counts.environments["e"]?.requested == 50)
    }

    @Test func `all that waits is one transaction, and a busy ledger goes on after its pause`() async throws {
        let commits = Mutex<[Int]>([])
        let store = FaultyStore { commit in commits.withLock { $0.append(commit.requested["e"] ?? 0) } }
        let ledger = Ledger(store: store, logger: logger, pace: .milliseconds(20))
        for _ in 0..<20 { ledger.submit(request(1)) { _ in } }
        try await withLedger(ledger) { ledger in
            for _ in 0..<20 { try await ledger.commit(request(1)) }
        }
        #expect(commits.withLock { $0.first ?? 0 } >= 20)
        #expect(commits.withLock { $0.reduce(0, +) } == 40)
    }

    @Test func `after the store broke, and after the close, every commit is refused with the cause`() async throws {
        let store = FaultyStore()
        store.fail(.broken, times: .max)
        let ledger = Ledger(store: store, logger: logger)
        let told = Mutex<[StoreError.Code?]>([])
        let note: Ledger.Waiter = { result in
            told.withLock {
                do throws(StoreError) {
                    try result.get()
                    $0.append(nil)
                } catch {
                    $0.append(error.code)
                }
            }
        }
        ledger.submit(request(1), then: note)
        await #expect(throws: StoreError.self) { try await ledger.run() }
        ledger.submit(request(1), then: note)
        let closed = Ledger(store: MemoryStore(), logger: logger)
        closed.close()
        closed.submit(request(1), then: note)
        #expect(told.withLock { $0 } == [.broken, .broken, .closed])
    }
}
