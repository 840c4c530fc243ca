internal import Rollouts

/// All SQL of the store but its migrations: statements by name, compiled once for the writing connection.
final class Statements {
    /// Columns of a whole trajectory, `t`, with the id of its group, `g`, in the order in which `trajectory` reads them.
    static let trajectoryColumns = """
        t.id, g.id, t.environment, t.environment_version, t.task, t.score, t.passed, t.turns, t.policy_version,
        t.policy_version_end, t.token_count, t.created_at, t.document, t.prompt_token_ids, t.token_ids, t.logprobs,
        t.loss_mask
        """
    static let trajectoryTables = "trajectories t JOIN groups g ON g.number = t.group_number"
    /// The ends of rollouts, each a column of `environments`.
    static let endColumns = RolloutEnd.all.map { $0.reason?.rawValue ?? "accepted" }

    let begin, commit, rollback: PreparedStatement

    // Counts.
    let insertEnvironment, updateEnvironment, insertVersion, insertQueue, updateQueue: PreparedStatement
    let upsertLane, deleteLane, updateTotals: PreparedStatement

    // Commits.
    let group, insertGroup, addMembers, sealGroup, deleteEmptyGroup: PreparedStatement
    let insertTrajectory, insertDelivery, upsertState, deleteState: PreparedStatement

    // Tasks.
    let task, insertTaskRow, upsertTask, deleteTaskRows: PreparedStatement

    // Claims.
    let readyOldest, readyNewest, readyGroupsOldest, readyGroupsNewest: PreparedStatement
    let groupDeliveries, claimed, claim, insertLease, firstReady: PreparedStatement

    // Whole groups.
    let groupInQueue, insertWholeGroup, deleteWholeGroup, wholeGroupsOfQueue: PreparedStatement

    // Settling.
    let lease, replies, insertReply, extendLease, endLease: PreparedStatement
    let makeReady, makeDelayed, makeAcked, ackRun, makeDead, makeEvicted, endDelay, openDeliveries: PreparedStatement
    let delivery, deliveryBytes, deadDeliveries: PreparedStatement

    // Trimming.
    let retired, deleteDeliveries, deleteTrajectory, dropMember, deliveriesOf: PreparedStatement
    let forgettable, forgetReplies, forgetLease: PreparedStatement

    /// The number of a trajectory's delivery to a queue.
    static func delivery(_ trajectory: Int64, _ queue: Int) -> Int64 { trajectory << 16 | Int64(queue) }

    /// Compiles them all.
    init(_ connection: ConnectionHandle) throws(SQLiteFailure) {
        func make(_ sql: String) throws(SQLiteFailure) -> PreparedStatement { try PreparedStatement(connection, sql) }

        begin = try make("BEGIN IMMEDIATE")
        commit = try make("COMMIT")
        rollback = try make("ROLLBACK")

        insertEnvironment = try make("INSERT INTO environments (number, name) VALUES (?, ?)")
        let ends = Self.endColumns.map { "\($0) = ?" }.joined(separator: ", ")
        updateEnvironment = try make(
            """
            UPDATE environments SET requested = ?, in_flight = ?, attempts = ?, tokens = ?, verdicts = ?, passed = ?, \(ends)
            WHERE number = ?
            """)
        insertVersion = try make("INSERT INTO environment_versions (number, version) VALUES (?, ?)")
        insertQueue = try make("INSERT INTO queues (number, name) VALUES (?, ?)")
        updateQueue = try make(
            """
            UPDATE queues SET accepted = ?, ready = ?, leased = ?, acked = ?, dead = ?, stale = ?, purged = ?,
                discarded = ?, bytes = ?, leases = ?, trimmed = ?, keeps_groups = ?
            WHERE number = ?
            """)
        upsertLane = try make(
            """
            INSERT INTO lanes (queue, environment, policy_version, ready, delayed) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET ready = excluded.ready, delayed = excluded.delayed
            """)
        deleteLane = try make("DELETE FROM lanes WHERE queue = ? AND environment = ? AND policy_version = ?")
        updateTotals = try make("UPDATE totals SET retired_bytes = ?")

        group = try make("SELECT number, sealed FROM groups WHERE id = ?")
        insertGroup = try make(
            "INSERT INTO groups (number, id, environment, task, source, sealed, members) VALUES (?, ?, ?, ?, ?, ?, ?)")
        addMembers = try make("UPDATE groups SET members = members + ? WHERE number = ?")
        sealGroup = try make("UPDATE groups SET sealed = 1 WHERE number = ?")
        deleteEmptyGroup = try make("DELETE FROM groups WHERE number = ? AND sealed = 1 AND members = 0")
        insertTrajectory = try make(
            """
            INSERT INTO trajectories (number, id, group_number, environment, environment_version, task, score, passed,
                turns, policy_version, policy_version_end, token_count, created_at, document, prompt_token_ids, token_ids,
                logprobs, loss_mask)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        insertDelivery = try make(
            """
            INSERT INTO deliveries (number, trajectory, queue, state, environment, policy_version, weight, bytes, queues,
                deliveries)
            VALUES (?, ?, ?, 0, ?, ?, ?, ?, ?, 0)
            """)
        insertTaskRow = try make("INSERT INTO task_journal (number, memories) VALUES (?, ?)")
        deleteTaskRows = try make("DELETE FROM task_journal WHERE number <= ?")
        task = try make(
            """
            SELECT attempts, passes, accepted, policy_version, digests, finished FROM tasks
            WHERE environment = ? AND task = ?
            """)
        upsertTask = try make(
            """
            INSERT INTO tasks (environment, task, attempts, passes, accepted, policy_version, digests, finished)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET attempts = excluded.attempts, passes = excluded.passes,
                accepted = excluded.accepted, policy_version = excluded.policy_version, digests = excluded.digests,
                finished = excluded.finished
            """)
        upsertState = try make(
            "INSERT INTO states (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value")
        deleteState = try make("DELETE FROM states WHERE name = ?")

        // Claiming reads one lane at a time, a page of it in order, out of a partial index that holds nothing but what
        // is ready: the cost is that of the batch, however much is stored. INDEXED BY makes a plan that strays an error.
        let ready = """
            SELECT trajectory, weight FROM deliveries INDEXED BY ready_deliveries
            WHERE state = 0 AND queue = ? AND environment = ? AND policy_version = ?
            """
        readyOldest = try make("\(ready) AND number > ? ORDER BY number LIMIT ?")
        readyNewest = try make("\(ready) AND number < ? ORDER BY number DESC LIMIT ?")
        firstReady = try make(
            """
            SELECT created_at FROM trajectories WHERE number = (
                SELECT min(number) / 65536 FROM deliveries INDEXED BY ready_deliveries
                WHERE state = 0 AND queue = ? AND environment = ? AND policy_version = ?)
            """)
        let readyGroups = """
            SELECT group_number, weight, members FROM whole_groups INDEXED BY ready_groups
            WHERE queue = ? AND environment = ? AND policy_version = ?
            """
        readyGroupsOldest = try make("\(readyGroups) AND group_number > ? ORDER BY group_number LIMIT ?")
        readyGroupsNewest = try make("\(readyGroups) AND group_number < ? ORDER BY group_number DESC LIMIT ?")
        groupDeliveries = try make(
            """
            SELECT d.trajectory FROM trajectories t JOIN deliveries d ON d.number = t.number * 65536 + ?
            WHERE t.group_number = ? ORDER BY t.number
            """)
        // A batch is mostly of neighbours, and each run of them is read and claimed by one range of the primary key.
        // No other index can be used, and the join is made to begin with the deliveries.
        claimed = try make(
            """
            SELECT \(Self.trajectoryColumns), t.group_number, d.bytes, d.deliveries, d.queues, d.trajectory
            FROM deliveries d NOT INDEXED CROSS JOIN \(Self.trajectoryTables)
            WHERE d.number BETWEEN ? AND ? AND d.queue = ? AND t.number = d.trajectory
            ORDER BY d.number
            """)
        claim = try make(
            """
            UPDATE deliveries NOT INDEXED SET state = 2, lease = ?, deliveries = deliveries + 1
            WHERE number BETWEEN ? AND ? AND queue = ? AND state = 0
            """)
        insertLease = try make(
            "INSERT INTO leases (number, id, queue, consumer, duration, state, members) VALUES (?, ?, ?, ?, ?, 0, ?)")

        groupInQueue = try make(
            """
            SELECT count(*), sum(d.state = 0), min(d.policy_version), sum(d.weight), min(d.environment)
            FROM trajectories t JOIN deliveries d ON d.number = t.number * 65536 + ?
            WHERE t.group_number = ?
                AND EXISTS (SELECT 1 FROM groups WHERE number = t.group_number AND sealed = 1 AND trimmed = 0)
            """)
        insertWholeGroup = try make(
            """
            INSERT INTO whole_groups (queue, group_number, environment, policy_version, members, weight)
            VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """)
        deleteWholeGroup = try make("DELETE FROM whole_groups WHERE group_number = ? AND queue = ?")
        wholeGroupsOfQueue = try make(
            """
            INSERT INTO whole_groups (queue, group_number, environment, policy_version, members, weight)
            SELECT ?1, t.group_number, min(d.environment), min(d.policy_version), count(*), sum(d.weight)
            FROM trajectories t JOIN deliveries d ON d.number = t.number * 65536 + ?1
                JOIN groups g ON g.number = t.group_number
            WHERE g.sealed = 1 AND g.trimmed = 0
            GROUP BY t.group_number HAVING count(*) = sum(d.state = 0)
            """)

        lease = try make("SELECT number, queue, consumer, duration, state, ended_at FROM leases WHERE id = ?")
        replies = try make("SELECT verb, digest, changed, remaining, expires_in FROM lease_replies WHERE lease = ?")
        insertReply = try make(
            """
            INSERT INTO lease_replies (lease, verb, digest, changed, remaining, expires_in) VALUES (?, ?, ?, ?, ?, ?)
            """)
        extendLease = try make("UPDATE leases SET duration = ? WHERE number = ? AND state = 0")
        endLease = try make(
            "UPDATE leases SET state = ?, members = NULL, ended_at = ? WHERE number = ? AND state = 0")

        // A settlement names the lease: whoever does not hold it changes nothing.
        let mine = "WHERE number = ? AND state = 2 AND lease = ?"
        makeReady = try make("UPDATE deliveries SET state = 0, lease = NULL, deliveries = ? \(mine)")
        makeDelayed = try make("UPDATE deliveries SET state = 1, lease = NULL, delay = ? \(mine)")
        makeAcked = try make("UPDATE deliveries SET state = 3, lease = NULL, ended_at = ?, is_last = ? \(mine)")
        ackRun = try make(
            """
            UPDATE deliveries NOT INDEXED SET state = 3, lease = NULL, ended_at = ?, is_last = 1
            WHERE number BETWEEN ? AND ? AND queue = ? AND state = 2 AND lease = ?
            """)
        makeDead = try make("UPDATE deliveries SET state = 4, lease = NULL \(mine)")
        makeEvicted = try make(
            """
            UPDATE deliveries SET state = 5, lease = NULL, ended_at = ?, is_last = ?, eviction = 'discarded' \(mine)
            """)
        endDelay = try make(
            "UPDATE deliveries SET state = 0, delay = NULL WHERE number = ? AND state = 1")
        openDeliveries = try make(
            """
            SELECT count(*) FROM deliveries
            WHERE number BETWEEN ?1 * 65536 AND ?1 * 65536 + 65535 AND state != 3 AND state != 5
            """)
        deliveryBytes = try make("SELECT bytes FROM deliveries WHERE number = ?")
        delivery = try make(
            """
            SELECT t.id, t.group_number, d.environment, d.policy_version, d.bytes, d.deliveries, d.queues, d.lease
            FROM deliveries d JOIN trajectories t ON t.number = d.trajectory WHERE d.number = ?
            """)
        deadDeliveries = try make(
            """
            UPDATE deliveries SET state = 0, deliveries = 0
            FROM (SELECT number AS found FROM trajectories WHERE id = ?)
            WHERE number BETWEEN found * 65536 AND found * 65536 + 65535 AND state = 4
            RETURNING trajectory, queue, environment, policy_version, bytes
            """)

        retired = try make(
            """
            SELECT trajectory, ended_at, bytes FROM deliveries INDEXED BY retired_deliveries
            WHERE is_last = 1 ORDER BY ended_at, number LIMIT ?
            """)
        deliveriesOf = try make("SELECT queue FROM deliveries WHERE number BETWEEN ?1 * 65536 AND ?1 * 65536 + 65535")
        deleteDeliveries = try make("DELETE FROM deliveries WHERE number BETWEEN ?1 * 65536 AND ?1 * 65536 + 65535")
        deleteTrajectory = try make("DELETE FROM trajectories WHERE number = ? RETURNING group_number")
        dropMember = try make("UPDATE groups SET members = members - 1, trimmed = 1 WHERE number = ?")
        forgettable = try make(
            "SELECT number FROM leases WHERE ended_at IS NOT NULL AND ended_at < ? ORDER BY ended_at LIMIT ?")
        forgetReplies = try make("DELETE FROM lease_replies WHERE lease = ?")
        forgetLease = try make("DELETE FROM leases WHERE number = ?")
    }

    /// A trajectory out of `trajectoryColumns`; environment and version are numbers there, and the same few strings here.
    static func trajectory(_ row: PreparedStatement, environment: String, version: String) -> EncodedTrajectory {
        let id = row.words(0)
        let group = row.words(1)
        return EncodedTrajectory(
            id: UniqueID(high: id.high, low: id.low), groupID: UniqueID(high: group.high, low: group.low),
            environment: environment, environmentVersion: version, taskID: row.string(4), score: row.double(5),
            passed: row.integer(6) != 0, turns: row.integer(7), policyVersion: row.integer(8),
            policyVersionEnd: row.integer(9),
            tokenCount: row.isNull(10) ? nil : row.integer(10), createdAt: row.integer64(11),
            document: row.bytes(12) ?? [],
            promptTokenIDs: row.bytes(13), tokenIDs: row.bytes(14), logprobs: row.bytes(15), lossMask: row.bytes(16))
    }
}
