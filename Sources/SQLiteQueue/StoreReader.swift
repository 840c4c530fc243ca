internal import Rollouts
internal import TrajectoryQueue

/// The reading side of the store: it sees what was committed. It belongs to its connection's serial queue.
final class StoreReader {
    let connection: ConnectionHandle
    private let stateByName, dead, after, afterIn, environmentName, versionText: PreparedStatement
    // Numbers are given once and never change their meaning.
    private var environments: [Int: String] = [:]
    private var versions: [Int: String] = [:]

    init(_ connection: ConnectionHandle) throws(SQLiteFailure) {
        self.connection = connection
        stateByName = try PreparedStatement(connection, "SELECT value FROM states WHERE name = ?")
        dead = try PreparedStatement(
            connection,
            """
            SELECT \(Statements.trajectoryColumns), q.name, d.deliveries
            FROM deliveries d INDEXED BY dead_deliveries JOIN queues q ON q.number = d.queue
                JOIN \(Statements.trajectoryTables)
            WHERE d.state = 4 AND t.number = d.trajectory AND (?1 IS NULL OR q.name = ?1)
            ORDER BY d.number LIMIT ?2
            """)
        // What every queue evicted is left out; what went to no queue stays.
        let kept = """
            (EXISTS (SELECT 1 FROM deliveries d WHERE d.number BETWEEN t.number * 65536 AND t.number * 65536 + 65535
                    AND d.state != 5)
                OR NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.number BETWEEN t.number * 65536 AND t.number * 65536 + 65535))
            """
        let select = "SELECT \(Statements.trajectoryColumns) FROM \(Statements.trajectoryTables)"
        let named = "t.environment = (SELECT number FROM environments WHERE name = ?)"
        environmentName = try PreparedStatement(connection, "SELECT name FROM environments WHERE number = ?")
        versionText = try PreparedStatement(connection, "SELECT version FROM environment_versions WHERE number = ?")
        after = try PreparedStatement(connection, "\(select) WHERE t.id > ? AND \(kept) ORDER BY t.id LIMIT ?")
        afterIn = try PreparedStatement(
            connection, "\(select) WHERE t.id > ? AND \(named) AND \(kept) ORDER BY t.id LIMIT ?")
    }

    func state(_ name: String) throws(SQLiteFailure) -> [UInt8]? {
        let value = try stateByName.text(name).first { row throws(SQLiteFailure) in row.bytes(0) }
        return value ?? nil
    }

    func dead(queue: String?, limit: Int) throws(SQLiteFailure) -> [DeadTrajectory] {
        if let queue { dead.text(queue) } else { dead.null() }
        dead.int(limit)
        // Left before its end it would keep the log from being copied.
        defer { dead.reset() }
        var allowance = ByteAllowance(DeadTrajectory.maxListedBytes)
        var found: [DeadTrajectory] = []
        while try dead.step() {
            let trajectory = try trajectory(dead)
            guard allowance.takes(trajectory.byteCount) else { break }
            found.append(.init(trajectory: trajectory, queue: dead.string(17), deliveries: dead.integer(18)))
        }
        return found
    }

    func trajectories(environment: String?, after id: UniqueID?, limit: Int) throws(SQLiteFailure)
        -> [EncodedTrajectory]
    {
        let statement = environment == nil ? after : afterIn
        statement.id(id?.high ?? 0, id?.low ?? 0)
        if let environment { statement.text(environment) }
        return try statement.int(limit).all { row throws(SQLiteFailure) in try trajectory(row) }
    }

    private func trajectory(_ row: PreparedStatement) throws(SQLiteFailure) -> EncodedTrajectory {
        let (environment, version) = (row.integer(2), row.integer(3))
        return Statements.trajectory(
            row, environment: try text(environment, environmentName, &environments),
            version: try text(version, versionText, &versions))
    }

    private func text(_ number: Int, _ select: PreparedStatement, _ known: inout [Int: String]) throws(SQLiteFailure)
        -> String
    {
        if let text = known[number] { return text }
        let text = try select.int(number).first { row throws(SQLiteFailure) in row.string(0) } ?? ""
        known[number] = text
        return text
    }
}

/// The reader where other threads may hold it without touching it.
// Unchecked: the reader is touched only on its connection's serial queue.
final class ConfinedReader: @unchecked Sendable {
    /// Nil once the store is closed.
    var reader: StoreReader?
}
