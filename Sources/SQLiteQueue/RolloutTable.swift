internal import JSON
internal import Rollouts
internal import TrajectoryQueue

/// The rows of a rollout log, within their bounds. It belongs to its connection's serial queue.
final class RolloutTable {
    /// The version of the schema; a log of another one is emptied.
    static let version = 1
    /// Makes the table anew. What is filtered by comes before the document, so that filtering reads no document.
    static let schema = """
        DROP TABLE IF EXISTS rollouts;
        CREATE TABLE rollouts (
            number INTEGER PRIMARY KEY,
            id BLOB NOT NULL CHECK (length(id) = 16),
            environment TEXT NOT NULL,
            outcome TEXT NOT NULL,
            reason TEXT,
            document BLOB NOT NULL,
            CHECK ((outcome = 'accepted') = (reason IS NULL))
        ) STRICT;
        PRAGMA user_version = 1;
        """

    private let bounds: RolloutLogBounds
    private let begin, commit, rollback, insert, delete, place, select: PreparedStatement
    private let connection: ConnectionHandle
    /// Bytes of each row from the oldest on; those before `gone` are deleted.
    private var sizes: [Int] = []
    private var gone = 0
    private var bytes = 0
    private var last: Int64 = 0

    init(_ connection: ConnectionHandle, _ bounds: RolloutLogBounds) throws(SQLiteFailure) {
        self.bounds = bounds
        self.connection = connection
        func make(_ sql: String) throws(SQLiteFailure) -> PreparedStatement { try PreparedStatement(connection, sql) }
        begin = try make("BEGIN IMMEDIATE")
        commit = try make("COMMIT")
        rollback = try make("ROLLBACK")
        insert = try make(
            "INSERT INTO rollouts (number, id, environment, outcome, reason, document) VALUES (?, ?, ?, ?, ?, ?)")
        delete = try make("DELETE FROM rollouts WHERE number <= ?")
        place = try make("SELECT max(number) FROM rollouts WHERE id = ?")
        select = try make(
            """
            SELECT document FROM rollouts
            WHERE number < ?1 AND (?2 IS NULL OR environment = ?2) AND (?3 IS NULL OR outcome = ?3)
                AND (?4 IS NULL OR reason = ?4)
            ORDER BY number DESC LIMIT ?5
            """)
        // Rows are numbered without gaps, so that a row's number says its place in `sizes`.
        let rows = try make("SELECT number, length(document) FROM rollouts ORDER BY number")
        while try rows.step() {
            last = rows.integer64(0)
            sizes.append(rows.integer(1))
            bytes += rows.integer(1)
        }
    }

    /// Adds records in one transaction; those that the bounds would drop again at once are not written at all.
    func append(_ records: [RolloutRecord]) throws(SQLiteFailure) {
        let saved = (sizes, gone, bytes, last)
        try begin.run()
        do {
            for record in records.suffix(max(0, bounds.records)) {
                var writer = JSONWriter(capacity: 2048)
                record.write(to: &writer)
                last += 1
                insert.int(last).id(record.id.high, record.id.low).text(record.environment)
                    .text(record.end.outcome.rawValue)
                if let reason = record.end.reason { insert.text(reason.rawValue) } else { insert.null() }
                try insert.blob(writer.bytes).run()
                sizes.append(writer.bytes.count)
                bytes += writer.bytes.count
            }
            try trim()
            try commit.run()
        } catch {
            (sizes, gone, bytes, last) = saved
            if !connection.isAutocommit { try rollback.run() }
            throw error
        }
    }

    private func trim() throws(SQLiteFailure) {
        let before = gone
        while gone < sizes.count, sizes.count - gone > bounds.records || bytes > bounds.bytes {
            bytes -= sizes[gone]
            gone += 1
        }
        guard gone > before else { return }
        try delete.int(last - Int64(sizes.count - gone)).run()
        if gone * 2 > sizes.count {
            sizes.removeFirst(gone)
            gone = 0
        }
    }

    func records(_ query: RolloutQuery) throws(SQLiteFailure) -> [[UInt8]] {
        var below = Int64.max
        if let before = query.before {
            let found = try place.id(before.high, before.low).first { row throws(SQLiteFailure) in row.integer64(0) }
            // What is no longer there was the oldest: nothing is older.
            guard let found, found > 0 else { return [] }
            below = found
        }
        select.int(below)
        if let environment = query.environment { select.text(environment) } else { select.null() }
        if let outcome = query.outcome { select.text(outcome.rawValue) } else { select.null() }
        if let reason = query.reason { select.text(reason.rawValue) } else { select.null() }
        return try select.int(max(0, query.limit)).all { row throws(SQLiteFailure) in row.bytes(0) ?? [] }
    }
}
