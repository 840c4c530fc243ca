internal import JSON
internal import Rollouts
internal import TrajectoryQueue

/// What is remembered of tasks.
extension StoreWriter {
    /// The memories of these tasks; tasks never tried are left out.
    func tasks(_ environment: String, _ ids: [String]) throws(SQLiteFailure) -> [String: TaskMemory] {
        var found: [String: TaskMemory] = [:]
        guard let number = mirror.environments[environment] else { return found }
        for id in ids {
            if let memory = fresh[.init(environment: number, task: ByteKey(text: id))] {
                found[id] = memory
            } else {
                found[id] = try sql.task.int(number).text(id).first { row throws(SQLiteFailure) in
                    Self.memory(row, from: 0, environment: environment, id: id)
                }
            }
        }
        return found
    }

    /// Appends a memory to those that are not sorted in yet.
    func remember(_ memory: TaskMemory) throws(SQLiteFailure) {
        let environment = try environmentNumber(memory.environment)
        let number = fresh.set(.init(environment: environment, task: ByteKey(text: memory.taskID)), memory)
        try bind(memory, sql.insertFreshTask.int(number).int(environment)).run()
    }

    /// Sorts the next slice into the table. Only transactions that remember tasks do, so that those that end leases stay
    /// small.
    func sortIn() throws(SQLiteFailure) {
        guard fresh.hasChanged else { return }
        for (key, memory) in fresh.nextSlice() { try bind(memory, sql.upsertTask.int(key.environment)).run() }
        if let last = fresh.lastDone { try sql.deleteFreshTasks.int(last).run() }
    }

    /// Takes up what a former process did not sort in.
    func readFreshTasks() throws(SQLiteFailure) {
        let rows = try PreparedStatement(
            connection,
            """
            SELECT number, environment, task, attempts, passes, accepted, policy_version, digests, finished
            FROM fresh_tasks ORDER BY number
            """)
        var memories: [FreshTasks.Row] = []
        while try rows.step() {
            let environment = rows.integer(1)
            let memory = Self.memory(
                rows, from: 3, environment: mirror.environmentNames[environment] ?? "", id: rows.string(2))
            memories.append(.init(number: rows.integer64(0), environment: environment, memory: memory))
        }
        fresh = FreshTasks(memories)
    }

    private func bind(_ memory: TaskMemory, _ statement: PreparedStatement) -> PreparedStatement {
        statement.text(memory.taskID).int(memory.attempts).int(memory.passes).int(memory.accepted)
            .int(memory.policyVersion).blob(PackedWords.bytes(memory.accepted64)).int(memory.isFinished ? 1 : 0)
    }

    private static func memory(_ row: PreparedStatement, from column: Int32, environment: String, id: String)
        -> TaskMemory
    {
        var memory = TaskMemory(environment: environment, taskID: id)
        memory.attempts = row.integer(column)
        memory.passes = row.integer(column + 1)
        memory.accepted = row.integer(column + 2)
        memory.policyVersion = row.integer(column + 3)
        memory.accepted64 = PackedWords.words(row.bytes(column + 4) ?? [])
        memory.isFinished = row.integer(column + 5) != 0
        return memory
    }
}
