internal import Rollouts

/// Counting everything anew: what the rows say against what the counts say. It reads the whole store, for tests and
/// for an operator who has reason to doubt.
enum IntegrityCheck {
    /// Queries of which each row is a contradiction in words.
    private static let contradictions = [
        // The law of each queue, and its counts against its rows. Trimmed rows are counted as trimmed.
        """
        SELECT 'queue ' || q.name || ' counts ready ' || q.ready || ', leased ' || q.leased || ', dead ' || q.dead
            || ', done ' || (q.acked + q.stale + q.purged + q.discarded - q.trimmed) || ', bytes ' || q.bytes
            || '; its rows say ' || r.ready || ', ' || r.leased || ', ' || r.dead || ', ' || r.done || ', ' || r.bytes
        FROM queues q JOIN (
            SELECT n.number AS queue, coalesce(sum(d.state IN (0, 1)), 0) AS ready,
                coalesce(sum(d.state = 2), 0) AS leased, coalesce(sum(d.state = 4), 0) AS dead,
                coalesce(sum(d.state IN (3, 5)), 0) AS done,
                coalesce(sum(iif(d.state IN (0, 1, 2), d.bytes, 0)), 0) AS bytes
            FROM queues n LEFT JOIN deliveries d ON d.queue = n.number GROUP BY n.number
        ) r ON r.queue = q.number
        WHERE q.ready != r.ready OR q.leased != r.leased OR q.dead != r.dead OR q.bytes != r.bytes
            OR q.acked + q.stale + q.purged + q.discarded - q.trimmed != r.done
        """,
        """
        SELECT 'queue ' || q.name || ' counts ' || q.leases || ' leases' FROM queues q
        WHERE q.leases != (SELECT count(*) FROM leases l WHERE l.queue = q.number AND l.state = 0)
        """,
        """
        SELECT 'lane ' || queue || ' ' || environment || ' ' || policy_version || ' counts ' || sum(ready) || ' and '
            || sum(delayed)
        FROM (
            SELECT queue, environment, policy_version, ready, delayed FROM lanes
            UNION ALL
            SELECT queue, environment, policy_version, -(state = 0), -(state = 1) FROM deliveries WHERE state IN (0, 1)
        )
        GROUP BY queue, environment, policy_version HAVING sum(ready) != 0 OR sum(delayed) != 0
        """,
        // A leased trajectory is under one open lease of its own queue, and an open lease holds something.
        """
        SELECT 'trajectory ' || d.trajectory || ' is leased by ' || d.lease || ', which is not open' FROM deliveries d
        LEFT JOIN leases l ON l.number = d.lease AND l.queue = d.queue AND l.state = 0
        WHERE d.state = 2 AND l.number IS NULL
        """,
        """
        SELECT 'lease ' || number || ' is open and holds nothing' FROM leases
        WHERE state = 0 AND NOT EXISTS (SELECT 1 FROM deliveries WHERE state = 2 AND lease = leases.number)
        """,
        """
        SELECT 'group ' || g.number || ' counts ' || g.members || ' members' FROM groups g
        WHERE g.members != (SELECT count(*) FROM trajectories t WHERE t.group_number = g.number)
        """,
        """
        SELECT 'trajectory ' || t.number || ' differs from its delivery' FROM trajectories t
        JOIN deliveries d ON d.trajectory = t.number
        WHERE d.environment != t.environment OR d.policy_version != t.policy_version
            OR d.queues != (SELECT count(*) FROM deliveries o WHERE o.trajectory = t.number)
            OR d.bytes != length(t.document) + coalesce(length(t.prompt_token_ids), 0)
                + coalesce(length(t.token_ids), 0) + coalesce(length(t.logprobs), 0) + coalesce(length(t.loss_mask), 0)
        """,
        """
        SELECT 'delivery ' || number || ' is of no trajectory' FROM deliveries
        WHERE NOT EXISTS (SELECT 1 FROM trajectories t WHERE t.number = deliveries.trajectory)
        """,
        """
        SELECT 'trajectory ' || trajectory || ' is done in all queues and marked ' || sum(is_last) || ' times'
        FROM deliveries GROUP BY trajectory HAVING sum(is_last) != (sum(state IN (3, 5)) = count(*))
        """,
        """
        SELECT 'retired bytes are counted as ' || retired_bytes FROM totals
        WHERE retired_bytes != (SELECT coalesce(sum(bytes), 0) FROM deliveries WHERE is_last = 1)
        """,
        // Whole groups are those and no others, where they are kept.
        """
        SELECT 'queue ' || queue || ' and group ' || group_number || ': wholeness is wrong' FROM (
            SELECT queue, group_number, environment, policy_version, members, weight FROM whole_groups
            UNION ALL
            SELECT d.queue, t.group_number, min(d.environment), min(d.policy_version), count(*), sum(d.weight)
            FROM trajectories t JOIN deliveries d ON d.trajectory = t.number JOIN queues q ON q.number = d.queue
                JOIN groups g ON g.number = t.group_number
            WHERE q.keeps_groups = 1 AND g.sealed = 1 AND g.trimmed = 0
            GROUP BY d.queue, t.group_number HAVING count(*) = sum(d.state = 0)
        )
        GROUP BY queue, group_number, environment, policy_version, members, weight HAVING count(*) != 2
        """,
        "SELECT 'integrity_check: ' || integrity_check FROM pragma_integrity_check WHERE integrity_check != 'ok'",
        "SELECT 'foreign key: a row of ' || \"table\" || ' refers to none of ' || parent FROM pragma_foreign_key_check",
    ]

    /// The contradictions that there are, in words; none in a sound store.
    static func problems(_ connection: ConnectionHandle) throws(SQLiteFailure) -> [String] {
        var problems: [String] = []
        for query in contradictions {
            problems += try PreparedStatement(connection, query).all { row throws(SQLiteFailure) in row.string(0) }
        }
        return problems
    }
}
