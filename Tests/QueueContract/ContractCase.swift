internal import Testing
internal import TrajectoryQueue

/// One rule that every store keeps, as a test with a name.
package struct ContractCase: Sendable, CustomTestStringConvertible {
    package let name: String
    private let body: @Sendable (StoreBench) async throws -> Void

    /// A rule and how it is seen to hold.
    init(_ name: String, _ body: @escaping @Sendable (StoreBench) async throws -> Void) {
        self.name = name
        self.body = body
    }

    /// Runs it on a new store, and expects the laws at its end.
    package func run(_ kit: StoreKit) async throws {
        let bench = try await StoreBench(kit)
        do {
            try await body(bench)
            try await bench.expectLaws()
        } catch {
            await bench.finish()
            throw error
        }
        await bench.finish()
    }

    package var testDescription: String { name }

    /// The rules of all stores.
    package static let all = commits + leases + batches + calls + deliveries + groups + reads
    /// The rules of stores that survive their process.
    package static let durable = restarts
}
