internal import JSON
package import Rollouts
internal import Testing
package import TrajectoryQueue

/// One rule that every rollout log keeps.
package struct RolloutLogCase: Sendable, CustomTestStringConvertible {
    package let name: String
    private let bounds: RolloutLogBounds
    private let body: @Sendable (any RolloutLog) async throws -> Void

    private init(
        _ name: String, bounds: RolloutLogBounds = RolloutLogBounds(),
        _ body: @escaping @Sendable (any RolloutLog) async throws -> Void
    ) {
        self.name = name
        self.bounds = bounds
        self.body = body
    }

    /// Runs it on a log that the closure makes with these bounds.
    package func run(_ make: (RolloutLogBounds) throws -> any RolloutLog) async throws { try await body(make(bounds)) }

    package var testDescription: String { name }

    /// A record of about so many bytes.
    package static func record(
        _ number: UInt64, _ environment: String = "math", _ end: RolloutEnd = .accepted, bytes: Int = 10
    ) -> RolloutRecord {
        RolloutRecord(
            id: UniqueID(high: 0x7000, low: number), groupID: UniqueID(high: 1, low: 1), environment: environment,
            environmentVersion: "v", taskID: "t", end: end, messages: [],
            completion: [Message(role: "assistant", content: String(repeating: "y", count: bytes))], verdict: nil,
            finishReason: nil, sampling: RecordedSampling(), createdAt: 0)
    }

    /// The numbers of the records that a log returns.
    package static func numbers(_ log: any RolloutLog, _ change: (inout RolloutQuery) -> Void = { _ in }) async throws
        -> [UInt64]
    {
        var query = RolloutQuery()
        query.limit = 1000
        change(&query)
        return try await log.records(query).map { bytes in
            let id = try JSONReader().read(bytes)["id"]?.string.flatMap { UniqueID($0) }
            return try #require(id).low
        }
    }

    /// The rules.
    package static let all: [RolloutLogCase] = [
        RolloutLogCase("a reply holds so many bytes and no more, but for the newest record") { log async throws in
            log.append((1...5).map { record($0, bytes: $0 == 5 ? 9000 : 3000) })
            #expect(try await numbers(log) { $0.bytes = 8000 } == [5])
            #expect(
                try await numbers(log) {
                    $0.bytes = 8000
                    $0.before = record(5).id
                } == [4, 3])
        },
        RolloutLogCase("records come back in their wire form, newest first") { log async throws in
            let records = (1...3).map { record($0) }
            log.append(Array(records.prefix(2)))
            log.append(Array(records.suffix(1)))
            let found = try await log.records(RolloutQuery())
            let expected = records.reversed().map { record in
                var writer = JSONWriter()
                record.write(to: &writer)
                return writer.bytes
            }
            #expect(found == expected)
        },
        RolloutLogCase("environment, outcome and reason narrow it down, together too") { log async throws in
            log.append([
                record(1, "a"), record(2, "b", .ended(.incorrect)), record(3, "a", .ended(.incorrect)),
                record(4, "a", .ended(.overlong)), record(5, "a", .ended(.endpointStatus)),
            ])
            #expect(try await numbers(log) { $0.environment = "a" } == [5, 4, 3, 1])
            #expect(try await numbers(log) { $0.outcome = .rejected } == [4, 3, 2])
            #expect(try await numbers(log) { $0.outcome = .accepted } == [1])
            #expect(try await numbers(log) { $0.reason = .incorrect } == [3, 2])
            #expect(try await numbers(log) { ($0.environment, $0.reason) = ("a", .incorrect) } == [3])
            #expect(try await numbers(log) { $0.environment = "c" }.isEmpty)
        },
        RolloutLogCase("pages follow each other without gap or overlap") { log async throws in
            log.append((1...25).map { record($0, $0 % 2 == 0 ? "a" : "b") })
            var found: [UInt64] = []
            var before: UniqueID?
            while true {
                let last = before
                let page = try await numbers(log) { ($0.limit, $0.before, $0.environment) = (4, last, "b") }
                guard let end = page.last else { break }
                found += page
                before = UniqueID(high: 0x7000, low: end)
            }
            #expect(found == stride(from: 25, through: 1, by: -2).map { $0 })
        },
        RolloutLogCase("nothing is older than a record that is gone", bounds: RolloutLogBounds(records: 3)) {
            log async throws in
            log.append((1...5).map { record($0) })
            #expect(try await numbers(log) { $0.before = UniqueID(high: 0x7000, low: 1) }.isEmpty)
        },
        RolloutLogCase("the number is bounded, and the oldest go", bounds: RolloutLogBounds(records: 10)) {
            log async throws in
            for start in stride(from: UInt64(1), to: 100, by: 7) { log.append((start..<start + 7).map { record($0) }) }
            #expect(try await numbers(log) == (96...105).reversed())
            log.append((200..<300).map { record($0) })
            #expect(try await numbers(log) == (290..<300).reversed())
        },
        RolloutLogCase(
            "the bytes are bounded, and the oldest go", bounds: RolloutLogBounds(records: 100, bytes: 10_000)
        ) {
            log async throws in
            for number in 1...20 {
                log.append([record(UInt64(number), bytes: 1500)])
                await log.flush()
            }
            let found = try await numbers(log)
            #expect(found == (16...20).reversed() || found == (17...20).reversed(), "\(found)")
        },
        RolloutLogCase("many append at once, and every record is there once") { log async throws in
            await withTaskGroup(of: Void.self) { tasks in
                for task in 0..<8 {
                    tasks.addTask {
                        for index in 0..<50 { log.append([record(UInt64(task * 50 + index + 1))]) }
                    }
                }
            }
            #expect(try await numbers(log).sorted() == Array(1...400))
        },
    ]
}
