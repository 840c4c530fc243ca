internal import DequeModule
internal import JSON
internal import Rollouts
internal import TrajectoryQueue

/// Where each record of a rollout log stands, oldest first: a plain value, without the files.
struct RolloutIndex: Sendable {
    /// One record's place and what queries ask of it.
    struct Entry: Sendable {
        var id: UniqueID
        var environment: String
        var end: RolloutEnd
        /// The number of the file.
        var file: Int
        /// In bytes from the file's start.
        var offset: Int
        /// In bytes, without the end of the line.
        var length: Int
    }

    private var entries: Deque<Entry> = []
    private var bytes = 0
    /// Records by file.
    private var counts: [Int: Int] = [:]

    /// Records of a file that are kept.
    func count(in file: Int) -> Int { counts[file] ?? 0 }

    /// Adds the newest record.
    mutating func append(_ entry: Entry) {
        entries.append(entry)
        bytes += entry.length
        counts[entry.file, default: 0] += 1
    }

    /// Drops the oldest beyond the bounds; returns the files that hold nothing any more.
    mutating func trim(records: Int, bytes most: Int) -> [Int] {
        var emptied: [Int] = []
        while entries.count > records || bytes > most, let oldest = entries.popFirst() {
            bytes -= oldest.length
            let left = count(in: oldest.file) - 1
            counts[oldest.file] = left > 0 ? left : nil
            if left == 0 { emptied.append(oldest.file) }
        }
        return emptied
    }

    /// The entries that a query asks for, newest first, at most its limit. O(records).
    func entries(_ query: RolloutQuery) -> [Entry] {
        var live = entries[...]
        if let before = query.before {
            // What is no longer there was the oldest: nothing is older.
            guard let place = live.lastIndex(where: { $0.id == before }) else { return [] }
            live = live[..<place]
        }
        var allowance = ByteAllowance(query.bytes)
        var found: [Entry] = []
        for entry in live.reversed() where query.matches(environment: entry.environment, end: entry.end) {
            guard found.count < query.limit, allowance.takes(entry.length) else { break }
            found.append(entry)
        }
        return found
    }
}

extension RolloutIndex.Entry {
    /// The place of a record that was read back; nil for a line that is none.
    init?(_ record: JSONCursor, file: Int, offset: Int, length: Int) {
        guard let id = record["id"]?.string.flatMap({ UniqueID($0) }),
            let environment = record["environment"]?.string,
            let outcome = record["outcome"]?.string.flatMap({ Outcome(rawValue: $0) })
        else { return nil }
        let end: RolloutEnd
        if outcome == .accepted {
            end = .accepted
        } else {
            guard let reason = record["reason"]?.string.flatMap({ OutcomeReason(rawValue: $0) }) else { return nil }
            end = .ended(reason)
        }
        self.init(id: id, environment: environment, end: end, file: file, offset: offset, length: length)
    }
}
