internal import GRDB

/// The schema as numbered migrations: literal SQL, only ever appended to.
///
/// Numbers stand for states: of a delivery 0 ready, 1 delayed, 2 leased, 3 acked, 4 dead, 5 evicted; of a lease 0 open,
/// 1 ended, 2 expired. Times that end with `_at` are Unix milliseconds, durations are nanoseconds.
enum Schema {
    /// The migrations in their order.
    static let migrations: [(name: String, sql: String)] = [("1", first), ("2", second), ("3", third)]

    /// Brings a database up to date; throws what SQLite says.
    static func migrator() -> DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for (name, sql) in migrations {
            migrator.registerMigration(name, foreignKeyChecks: .immediate) { try $0.execute(sql: sql) }
        }
        return migrator
    }

    // A list of three or more after IN is built as a table each time a CHECK runs; chains of OR cost a tenth.
    private static let first = """
        -- One row: what belongs to no queue and no environment.
        CREATE TABLE totals (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            -- Bytes of trajectories that are acked or evicted in all their queues and not yet trimmed.
            retired_bytes INTEGER NOT NULL CHECK (retired_bytes >= 0)
        ) STRICT;
        INSERT INTO totals (one, retired_bytes) VALUES (1, 0);

        -- The counts of an environment, a column for each end of a rollout, and the law that they keep.
        CREATE TABLE environments (
            number INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            requested INTEGER NOT NULL DEFAULT 0 CHECK (requested >= 0),
            in_flight INTEGER NOT NULL DEFAULT 0 CHECK (in_flight >= 0),
            attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
            tokens INTEGER NOT NULL DEFAULT 0 CHECK (tokens >= 0),
            verdicts INTEGER NOT NULL DEFAULT 0 CHECK (verdicts >= 0),
            passed INTEGER NOT NULL DEFAULT 0 CHECK (passed BETWEEN 0 AND verdicts),
            accepted INTEGER NOT NULL DEFAULT 0 CHECK (accepted >= 0),
            unparsed INTEGER NOT NULL DEFAULT 0 CHECK (unparsed >= 0),
            incorrect INTEGER NOT NULL DEFAULT 0 CHECK (incorrect >= 0),
            violated INTEGER NOT NULL DEFAULT 0 CHECK (violated >= 0),
            overlong INTEGER NOT NULL DEFAULT 0 CHECK (overlong >= 0),
            degenerate INTEGER NOT NULL DEFAULT 0 CHECK (degenerate >= 0),
            duplicate INTEGER NOT NULL DEFAULT 0 CHECK (duplicate >= 0),
            surplus INTEGER NOT NULL DEFAULT 0 CHECK (surplus >= 0),
            uninformative INTEGER NOT NULL DEFAULT 0 CHECK (uninformative >= 0),
            verifier_timeout INTEGER NOT NULL DEFAULT 0 CHECK (verifier_timeout >= 0),
            verifier_crash INTEGER NOT NULL DEFAULT 0 CHECK (verifier_crash >= 0),
            verifier_error INTEGER NOT NULL DEFAULT 0 CHECK (verifier_error >= 0),
            endpoint_timeout INTEGER NOT NULL DEFAULT 0 CHECK (endpoint_timeout >= 0),
            endpoint_refused INTEGER NOT NULL DEFAULT 0 CHECK (endpoint_refused >= 0),
            endpoint_status INTEGER NOT NULL DEFAULT 0 CHECK (endpoint_status >= 0),
            endpoint_malformed INTEGER NOT NULL DEFAULT 0 CHECK (endpoint_malformed >= 0),
            prompt_too_long INTEGER NOT NULL DEFAULT 0 CHECK (prompt_too_long >= 0),
            content_filter INTEGER NOT NULL DEFAULT 0 CHECK (content_filter >= 0),
            paused INTEGER NOT NULL DEFAULT 0 CHECK (paused >= 0),
            shutdown INTEGER NOT NULL DEFAULT 0 CHECK (shutdown >= 0),
            crash INTEGER NOT NULL DEFAULT 0 CHECK (crash >= 0),
            aborted INTEGER NOT NULL DEFAULT 0 CHECK (aborted >= 0),
            incomplete INTEGER NOT NULL DEFAULT 0 CHECK (incomplete >= 0),
            retired INTEGER NOT NULL DEFAULT 0 CHECK (retired >= 0),
            CHECK (requested = in_flight + accepted + unparsed + incorrect + violated + overlong + degenerate
                + duplicate + surplus + uninformative + verifier_timeout + verifier_crash + verifier_error
                + endpoint_timeout + endpoint_refused + endpoint_status + endpoint_malformed + prompt_too_long
                + content_filter + paused + shutdown + crash + aborted + incomplete + retired)
        ) STRICT;

        CREATE TABLE environment_versions (
            number INTEGER PRIMARY KEY,
            version TEXT NOT NULL UNIQUE
        ) STRICT;

        -- The counts of a queue, and the law that they keep.
        CREATE TABLE queues (
            number INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            accepted INTEGER NOT NULL DEFAULT 0,
            ready INTEGER NOT NULL DEFAULT 0 CHECK (ready >= 0),
            leased INTEGER NOT NULL DEFAULT 0 CHECK (leased >= 0),
            acked INTEGER NOT NULL DEFAULT 0 CHECK (acked >= 0),
            dead INTEGER NOT NULL DEFAULT 0 CHECK (dead >= 0),
            stale INTEGER NOT NULL DEFAULT 0 CHECK (stale >= 0),
            purged INTEGER NOT NULL DEFAULT 0 CHECK (purged >= 0),
            discarded INTEGER NOT NULL DEFAULT 0 CHECK (discarded >= 0),
            bytes INTEGER NOT NULL DEFAULT 0 CHECK (bytes >= 0),
            leases INTEGER NOT NULL DEFAULT 0 CHECK (leases >= 0),
            -- Of those acked and those evicted, how many were trimmed and have no row any more.
            trimmed INTEGER NOT NULL DEFAULT 0 CHECK (trimmed BETWEEN 0 AND acked + stale + purged + discarded),
            -- Whether whole_groups is kept for this queue: from the first lease of whole groups on.
            keeps_groups INTEGER NOT NULL DEFAULT 0 CHECK (keeps_groups IN (0, 1)),
            CHECK (accepted = ready + leased + acked + dead + stale + purged + discarded)
        ) STRICT;

        -- How many trajectories a queue has ready by environment and policy version, so that claiming knows where to look.
        CREATE TABLE lanes (
            queue INTEGER NOT NULL REFERENCES queues (number),
            environment INTEGER NOT NULL REFERENCES environments (number),
            policy_version INTEGER NOT NULL,
            ready INTEGER NOT NULL CHECK (ready >= 0),
            delayed INTEGER NOT NULL CHECK (delayed >= 0),
            PRIMARY KEY (queue, environment, policy_version)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE groups (
            number INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
            environment INTEGER NOT NULL REFERENCES environments (number),
            task TEXT NOT NULL,
            source TEXT NOT NULL CHECK (source IN ('sampled', 'pushed')),
            sealed INTEGER NOT NULL CHECK (sealed IN (0, 1)),
            -- Trajectories of it that are stored.
            members INTEGER NOT NULL CHECK (members >= 0),
            -- Whether a member was trimmed: the group is whole nowhere any more.
            trimmed INTEGER NOT NULL DEFAULT 0 CHECK (trimmed IN (0, 1))
        ) STRICT;
        CREATE INDEX open_groups ON groups (number) WHERE sealed = 0;

        CREATE TABLE trajectories (
            number INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
            group_number INTEGER NOT NULL REFERENCES groups (number),
            environment INTEGER NOT NULL REFERENCES environments (number),
            environment_version INTEGER NOT NULL REFERENCES environment_versions (number),
            task TEXT NOT NULL,
            score REAL NOT NULL,
            passed INTEGER NOT NULL CHECK (passed IN (0, 1)),
            turns INTEGER NOT NULL CHECK (turns >= 0),
            policy_version INTEGER NOT NULL,
            policy_version_end INTEGER NOT NULL,
            token_count INTEGER CHECK (token_count >= 0),
            created_at INTEGER NOT NULL,
            document BLOB NOT NULL,
            prompt_token_ids BLOB CHECK (length(prompt_token_ids) % 4 = 0),
            token_ids BLOB CHECK (length(token_ids) % 4 = 0),
            logprobs BLOB CHECK (length(logprobs) = length(token_ids)),
            loss_mask BLOB CHECK (length(loss_mask) * 4 = length(token_ids))
        ) STRICT;
        CREATE INDEX group_members ON trajectories (group_number);

        CREATE TABLE leases (
            number INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
            queue INTEGER NOT NULL REFERENCES queues (number),
            consumer TEXT NOT NULL,
            duration INTEGER NOT NULL CHECK (duration >= 0),
            state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 2),
            -- While it is open the numbers of its trajectories at the grant, 8 bytes each, little-endian.
            members BLOB CHECK (length(members) % 8 = 0),
            ended_at INTEGER,
            CHECK ((state = 0) = (members IS NOT NULL)),
            CHECK ((state = 0) = (ended_at IS NULL))
        ) STRICT;
        CREATE INDEX open_leases ON leases (number) WHERE state = 0;
        CREATE INDEX ended_leases ON leases (ended_at) WHERE ended_at IS NOT NULL;

        -- The replies that a repeated ack (verb 1) or nack (verb 2) gets.
        CREATE TABLE lease_replies (
            lease INTEGER NOT NULL REFERENCES leases (number),
            verb INTEGER NOT NULL CHECK (verb IN (1, 2)),
            digest INTEGER NOT NULL,
            changed INTEGER NOT NULL CHECK (changed >= 0),
            remaining INTEGER NOT NULL CHECK (remaining >= 0),
            expires_in INTEGER NOT NULL,
            PRIMARY KEY (lease, verb, digest)
        ) STRICT, WITHOUT ROWID;

        -- A trajectory in a queue, under one number made of both, so that it is found and changed in place by an integer.
        -- What claiming must know is repeated here, so that it reads no document in vain. There is no foreign key to
        -- trajectories: a trimmed one takes its deliveries along, and the check would look through the whole table.
        CREATE TABLE deliveries (
            number INTEGER PRIMARY KEY CHECK (number = trajectory * 65536 + queue),
            trajectory INTEGER NOT NULL CHECK (trajectory >= 1),
            queue INTEGER NOT NULL REFERENCES queues (number) CHECK (queue BETWEEN 1 AND 65535),
            state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 5),
            environment INTEGER NOT NULL,
            policy_version INTEGER NOT NULL,
            weight INTEGER NOT NULL CHECK (weight >= 0),
            bytes INTEGER NOT NULL CHECK (bytes >= 0),
            -- To how many queues the trajectory went.
            queues INTEGER NOT NULL CHECK (queues >= 1),
            deliveries INTEGER NOT NULL CHECK (deliveries >= 0),
            lease INTEGER,
            delay INTEGER CHECK (delay > 0),
            ended_at INTEGER,
            eviction TEXT CHECK (eviction = 'stale' OR eviction = 'purged' OR eviction = 'discarded'),
            -- Whether this was the queue in which the trajectory ended last.
            is_last INTEGER NOT NULL DEFAULT 0 CHECK (is_last IN (0, 1)),
            CHECK ((state = 1) = (delay IS NOT NULL)),
            CHECK ((state = 2) = (lease IS NOT NULL)),
            CHECK ((state = 3 OR state = 5) = (ended_at IS NOT NULL)),
            CHECK ((state = 5) = (eviction IS NOT NULL)),
            CHECK (is_last = 0 OR ended_at IS NOT NULL),
            CHECK (deliveries >= 1 OR state < 2 OR state = 5)
        ) STRICT;
        CREATE INDEX ready_deliveries ON deliveries (queue, environment, policy_version) WHERE state = 0;
        CREATE INDEX delayed_deliveries ON deliveries (queue) WHERE state = 1;
        CREATE INDEX dead_deliveries ON deliveries (queue) WHERE state = 4;
        CREATE INDEX retired_deliveries ON deliveries (ended_at) WHERE is_last = 1;

        -- Sealed groups of which all that went to the queue is ready there.
        CREATE TABLE whole_groups (
            queue INTEGER NOT NULL REFERENCES queues (number),
            group_number INTEGER NOT NULL REFERENCES groups (number),
            environment INTEGER NOT NULL,
            -- The oldest among its members.
            policy_version INTEGER NOT NULL,
            members INTEGER NOT NULL CHECK (members >= 1),
            weight INTEGER NOT NULL CHECK (weight >= 0),
            PRIMARY KEY (group_number, queue)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX ready_groups ON whole_groups (queue, environment, policy_version, group_number);

        CREATE TABLE tasks (
            environment INTEGER NOT NULL REFERENCES environments (number),
            task TEXT NOT NULL,
            attempts INTEGER NOT NULL CHECK (attempts >= 0),
            passes INTEGER NOT NULL CHECK (passes >= 0),
            accepted INTEGER NOT NULL CHECK (accepted >= 0),
            policy_version INTEGER NOT NULL,
            -- Digests of what was accepted, 8 bytes each, little-endian.
            digests BLOB NOT NULL CHECK (length(digests) % 8 = 0),
            finished INTEGER NOT NULL CHECK (finished IN (0, 1)),
            PRIMARY KEY (environment, task)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE states (
            name TEXT PRIMARY KEY,
            value BLOB NOT NULL
        ) STRICT;
        """

    private static let second = """
        -- Task memories in the order of their commits, of a task the last one; now and then they are sorted into `tasks`.
        CREATE TABLE fresh_tasks (
            number INTEGER PRIMARY KEY,
            environment INTEGER NOT NULL REFERENCES environments (number),
            task TEXT NOT NULL,
            attempts INTEGER NOT NULL CHECK (attempts >= 0),
            passes INTEGER NOT NULL CHECK (passes >= 0),
            accepted INTEGER NOT NULL CHECK (accepted >= 0),
            policy_version INTEGER NOT NULL,
            digests BLOB NOT NULL CHECK (length(digests) % 8 = 0),
            finished INTEGER NOT NULL CHECK (finished IN (0, 1))
        ) STRICT;
        """

    private static let third = """
        -- A row for each transaction that remembered tasks, packed, takes the place of a row for each memory.
        INSERT INTO tasks (environment, task, attempts, passes, accepted, policy_version, digests, finished)
        SELECT environment, task, attempts, passes, accepted, policy_version, digests, finished FROM fresh_tasks
        WHERE true ORDER BY number
        ON CONFLICT DO UPDATE SET attempts = excluded.attempts, passes = excluded.passes, accepted = excluded.accepted,
            policy_version = excluded.policy_version, digests = excluded.digests, finished = excluded.finished;
        DROP TABLE fresh_tasks;
        CREATE TABLE task_journal (
            number INTEGER PRIMARY KEY,
            memories BLOB NOT NULL
        ) STRICT;
        """
}
