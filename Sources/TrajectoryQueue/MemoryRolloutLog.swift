internal import JSON
package import Rollouts
internal import Synchronization

/// A rollout log in memory, as bytes, within its bounds.
package final class MemoryRolloutLog: RolloutLog {
    private struct Entry: Sendable {
        var id: UniqueID
        var environment: String
        var end: RolloutEnd
        var document: [UInt8]
    }

    private struct State: Sendable {
        /// Oldest first.
        var entries: [Entry] = []
        /// Entries at the front that are gone; they are cut off when they are half of all.
        var gone = 0
        var bytes = 0
    }

    private let bounds: RolloutLogBounds
    private let state = Mutex(State())

    /// An empty log.
    package init(bounds: RolloutLogBounds = RolloutLogBounds()) { self.bounds = bounds }

    package func append(_ records: [RolloutRecord]) {
        let entries = records.suffix(max(0, bounds.records)).map { record in
            var writer = JSONWriter(capacity: 2048)
            record.write(to: &writer)
            return Entry(id: record.id, environment: record.environment, end: record.end, document: writer.bytes)
        }
        state.withLock { state in
            for entry in entries {
                state.entries.append(entry)
                state.bytes += entry.document.count
            }
            while state.gone < state.entries.count,
                state.entries.count - state.gone > bounds.records || state.bytes > bounds.bytes
            {
                state.bytes -= state.entries[state.gone].document.count
                state.entries[state.gone].document = []
                state.gone += 1
            }
            if state.gone * 2 > state.entries.count {
                state.entries.removeFirst(state.gone)
                state.gone = 0
            }
        }
    }

    package func records(_ query: RolloutQuery) async throws(StoreError) -> [[UInt8]] {
        state.withLock { state in
            var live = state.entries[state.gone...]
            if let before = query.before {
                guard let place = live.lastIndex(where: { $0.id == before }) else { return [] }
                live = live[..<place]
            }
            var allowance = ByteAllowance(query.bytes)
            var found: [[UInt8]] = []
            for entry in live.reversed() where query.matches(environment: entry.environment, end: entry.end) {
                guard found.count < query.limit, allowance.takes(entry.document.count) else { break }
                found.append(entry.document)
            }
            return found
        }
    }

    package func flush() async {}
}

extension RolloutQuery {
    /// Whether a record of this environment and end is asked for.
    package func matches(environment: String, end: RolloutEnd) -> Bool {
        if let asked = self.environment, asked != environment { return false }
        if let outcome, outcome != end.outcome { return false }
        if let reason, reason != end.reason { return false }
        return true
    }
}
