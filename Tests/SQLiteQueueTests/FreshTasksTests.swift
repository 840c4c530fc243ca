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
        var rows: [(number: Int64, task: String, attempts: Int)] = []
        for _ in 0..<300 {
            var (newTable, newModel, newRows) = (table, model, rows)
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                let task = "t\(Int.random(in: 0..<40, using: &random))"
                var memory = TaskMemory(environment: "e", taskID: task)
                memory.attempts = Int.random(in: 0..<1000, using: &random)
                newRows.append((fresh.set(key(task), memory), task, memory.attempts))
                newModel[task] = memory.attempts
            }
            if fresh.hasChanged {
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
            #expect(rows.count <= 64, "seed \(seed)")
            if Int.random(in: 0..<40, using: &random) == 0 {
                // A new process: the rows that were not deleted count over the table.
                let left = rows.map { row in
                    var memory = TaskMemory(environment: "e", taskID: row.task)
                    memory.attempts = row.attempts
                    return FreshTasks.Row(number: row.number, environment: 1, memory: memory)
                }
                fresh = FreshTasks(left, most: 12, slice: 5)
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
