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

    /// Remembers a task; it is written with the others of the transaction.
    func remember(_ memory: TaskMemory) throws(SQLiteFailure) {
        let environment = try environmentNumber(memory.environment)
        fresh.set(.init(environment: environment, task: ByteKey(text: memory.taskID)), memory)
    }

    /// Writes what the transaction remembered, and sorts the next slice into the table. Only transactions that remember
    /// tasks do, so that those that end leases stay small.
    func writeTasks() throws(SQLiteFailure) {
        guard let row = fresh.row else { return }
        try sql.insertTaskRow.int(row.number).blob(TaskJournal.bytes(row.memories)).run()
        for (key, memory) in fresh.nextSlice() { try bind(memory, sql.upsertTask.int(key.environment)).run() }
        if let last = fresh.lastDone { try sql.deleteTaskRows.int(last).run() }
    }

    /// Takes up what a former process did not sort in.
    func readTaskJournal() throws(SQLiteFailure) {
        let rows = try PreparedStatement(connection, "SELECT number, memories FROM task_journal ORDER BY number")
        var found: [FreshTasks.Row] = []
        while try rows.step() {
            let names = mirror.environmentNames
            guard let memories = TaskJournal.memories(rows.bytes(1) ?? [], names: names) else {
                throw SQLiteFailure(
                    code: ResultCode.corrupt, systemCode: 0,
                    message: "row \(rows.integer64(0)) of task_journal cannot be read")
            }
            found.append(.init(number: rows.integer64(0), memories: memories))
        }
        fresh = FreshTasks(found)
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
