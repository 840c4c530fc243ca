import JSON
import Testing
import TrajectoryQueue

@testable import SQLiteQueue

@Suite struct FreshTasksTests {
    @Test(
        "whatever is remembered, undone and sorted in, each task's last memory is found",
        arguments: 0..<50 as Range<UInt64>)
    func agreesWithAModel(seed: UInt64) {
        var random = Seeded(state: seed)
        var fresh = FreshTasks(most: 12, slice: 5)
        // The table that slices go to, what should be remembered, and the rows that were not deleted.
        var table: [String: Int] = [:]
        var model: [String: Int] = [:]
        var rows: [FreshTasks.Row] = []
        for _ in 0..<300 {
            var (newTable, newModel, newRows) = (table, model, rows)
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                let task = "t\(Int.random(in: 0..<40, using: &random))"
                var memory = TaskMemory(environment: "e", taskID: task)
                memory.attempts = Int.random(in: 0..<1000, using: &random)
                fresh.set(key(task), memory)
                newModel[task] = memory.attempts
            }
            if let row = fresh.row {
                newRows.append(row)
                let slice = fresh.nextSlice()
                #expect(slice.map(\.key.task.text) == slice.map(\.key.task.text).sorted(), "seed \(seed)")
                #expect(slice.count <= 12)
                for (key, memory) in slice { newTable[key.task.text] = memory.attempts }
                if let last = fresh.lastDone { newRows.removeAll { $0.number <= last } }
            }
            if Int.random(in: 0..<4, using: &random) == 0 {
                fresh.rollback()
            } else {
                fresh.commit()
                (table, model, rows) = (newTable, newModel, newRows)
            }
            for (task, attempts) in model {
                #expect((fresh[key(task)]?.attempts ?? table[task]) == attempts, "seed \(seed), task \(task)")
            }
            #expect(rows.reduce(0) { $0 + $1.memories.count } <= 64, "seed \(seed)")
            if Int.random(in: 0..<40, using: &random) == 0 {
                // A new process: the rows that were not deleted count over the table.
                fresh = FreshTasks(rows, most: 12, slice: 5)
            }
        }
        #expect(!table.isEmpty)
    }

    @Test func `what was sorted in and what was not is all there in the next process`() async throws {
        let scratch = try Scratch()
        let path = scratch.newPath()
        var store = try SQLiteStore(directory: path)
        for round in 0..<90 {
            var commit = StoreCommit()
            commit.requested["e"] = 1
            for number in 0..<400 {
                // Every fifth task is one of the round before, remembered anew.
                let index = number % 5 == 0 ? max(0, round - 1) * 400 + number : round * 400 + number
                var memory = TaskMemory(environment: "e", taskID: "task \(index)")
                memory.attempts = round + 1
                memory.accepted64 = [UInt64(index)]
                memory.isFinished = number % 2 == 0
                commit.tasks.append(memory)
            }
            try await store.commit(commit)
            if round % 30 == 29 {
                await store.close()
                store = try SQLiteStore(directory: path)
            }
        }
        for round in [0, 1, 40, 41, 42, 88, 89] {
            let ids = (0..<400).map { "task \(round * 400 + $0)" }
            let found = try await store.tasks("e", ids)
            for number in 0..<400 {
                let isAgain = number % 5 == 0 && round < 89
                // In the first round the tasks that come again are its own, and those of the last were not come to.
                guard number % 5 != 0 || 1..<89 ~= round else { continue }
                let memory = try #require(found["task \(round * 400 + number)"], "round \(round), \(number)")
                if isAgain {
                    #expect(memory.attempts == round + 2)
                } else if number % 5 != 0 {
                    #expect(memory.attempts == round + 1)
                }
                #expect(memory.accepted64 == [UInt64(round * 400 + number)])
            }
        }
        #expect(try await store.tasks("e", ["task x"]).isEmpty)
        #expect(try await store.integrityProblems() == [])
        await store.close()
    }

    @Test func `a store of the second schema keeps what it remembered, the last of each task`() async throws {
        let scratch = try Scratch()
        let path = scratch.newPath()
        let first = try SQLiteStore(directory: path)
        var commit = StoreCommit()
        commit.requested["e"] = 1
        let old = (0..<3).map { index in
            var memory = TaskMemory(environment: "e", taskID: "t\(index)")
            memory.attempts = 1
            return memory
        }
        commit.tasks = old
        try await first.commit(commit)
        await first.close()
        try execute(
            path,
            """
            DELETE FROM grdb_migrations WHERE identifier = '3';
            DROP TABLE task_journal;
            DELETE FROM tasks;
            INSERT INTO tasks VALUES (1, 't0', 1, 0, 0, 0, x'', 0), (1, 't1', 1, 0, 0, 0, x'', 0);
            \(Schema.migrations[1].sql)
            INSERT INTO fresh_tasks VALUES (7, 1, 't1', 2, 0, 0, 0, x'', 0), (8, 1, 't2', 3, 0, 0, 0, x'', 0),
                (9, 1, 't2', 4, 1, 1, 5, x'0102030405060708', 1);
            """)
        let store = try SQLiteStore(directory: path)
        let found = try await store.tasks("e", ["t0", "t1", "t2", "t3"])
        #expect(found.mapValues(\.attempts) == ["t0": 1, "t1": 2, "t2": 4])
        #expect(found["t2"]?.accepted64 == [0x0807_0605_0403_0201])
        #expect(found["t2"]?.policyVersion == 5 && found["t2"]?.isFinished == true)
        await store.close()
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func `packed memories are unpacked as they were, and damaged ones are refused or read without a trap`(seed: UInt64)
    {
        var random = Seeded(state: seed)
        let memories = (0..<Int.random(in: 0...6, using: &random)).map { _ in
            let name = String(repeating: "täsk ", count: Int.random(in: 0...40, using: &random))
            var memory = TaskMemory(environment: "e", taskID: name)
            memory.attempts = Int.random(in: 0...Int.max, using: &random)
            memory.passes = Int.random(in: 0...300, using: &random)
            memory.accepted = Int.random(in: 0...127, using: &random)
            memory.policyVersion = Int.random(in: Int.min...Int.max, using: &random)
            memory.accepted64 = (0..<Int.random(in: 0...3, using: &random)).map { _ in random.next() }
            memory.isFinished = Bool.random(using: &random)
            return (key: key(name), memory: memory)
        }
        let bytes = TaskJournal.bytes(memories)
        let names = [1: "e"]
        let read = TaskJournal.memories(bytes, names: names)
        #expect(read?.map(\.key) == memories.map(\.key), "seed \(seed)")
        #expect(read?.map(\.memory) == memories.map(\.memory), "seed \(seed)")
        for _ in 0..<200 where !bytes.isEmpty {
            var damaged = bytes
            damaged[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            damaged.removeLast(Int.random(in: 0...bytes.count, using: &random))
            _ = TaskJournal.memories(damaged, names: names)
        }
        #expect(TaskJournal.memories(bytes + [1], names: names) == nil)
    }

    private func key(_ task: String) -> FreshTasks.Key { .init(environment: 1, task: ByteKey(text: task)) }
}

/// Numbers that repeat for a seed (SplitMix64).
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
