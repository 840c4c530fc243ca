internal import JSON
internal import TrajectoryQueue

/// The task memories that are not sorted into their table yet: a value, with an undo for the running transaction.
///
/// A task's row stands at a random place of a table that grows with the data, so that writing it at once would write a
/// page for each rollout. Instead memories are appended to a small table, `fresh_tasks`, and sorted in together, a
/// slice of neighbours a transaction, once there are many of them.
struct FreshTasks: Sendable {
    /// A task by its environment's number and its id.
    struct Key: Sendable, Hashable {
        var environment: Int
        var task: ByteKey
    }

    /// How many rows are gathered before they are sorted in.
    private let most: Int
    /// How many are sorted in by one transaction, or twice as many as it remembers where that is more.
    private let slice: Int

    private var gathered: [Key: TaskMemory] = [:]
    /// What is being sorted in, and how far that is.
    private var sorting: [Key: TaskMemory] = [:]
    private var order: [Key] = []
    private var sorted = 0
    /// The last row of `fresh_tasks`, and the last of those that are being sorted in.
    private(set) var last: Int64 = 0
    private var lastSorting: Int64 = 0

    // What the running transaction changed.
    private var before: [(key: Key, memory: TaskMemory?)] = []
    private var lastBefore: Int64 = 0
    private var taken = 0

    /// A row of `fresh_tasks`.
    struct Row: Sendable {
        var number: Int64
        var environment: Int
        var memory: TaskMemory
    }

    /// What a former process left, in the order of the rows.
    init(_ rows: [Row] = [], most: Int = 16_384, slice: Int = 256) {
        self.most = most
        self.slice = slice
        for row in rows {
            gathered[Key(environment: row.environment, task: ByteKey(text: row.memory.taskID))] = row.memory
        }
        last = rows.last?.number ?? 0
        lastSorting = rows.first.map { $0.number - 1 } ?? 0
        lastBefore = last
    }

    /// The memory of a task; nil when it is not among these.
    subscript(key: Key) -> TaskMemory? { gathered[key] ?? sorting[key] }

    /// Remembers a task anew; returns the number of its row.
    mutating func set(_ key: Key, _ memory: TaskMemory) -> Int64 {
        before.append((key, gathered.updateValue(memory, forKey: key)))
        last += 1
        return last
    }

    /// Whether the running transaction remembered anything.
    var hasChanged: Bool { !before.isEmpty }

    /// The next slice to sort in, neighbours in the table's own order; none when nothing is being sorted in.
    mutating func nextSlice() -> [(key: Key, memory: TaskMemory)] {
        // Twice what came, or the rest would grow faster than it is sorted in.
        taken = min(max(slice, 2 * before.count), order.count - sorted)
        return order[sorted..<(sorted + taken)].compactMap { key in sorting[key].map { (key, $0) } }
    }

    /// The last row of `fresh_tasks` that is needed no more once the taken slice is committed; nil before the last slice.
    var lastDone: Int64? { taken > 0 && sorted + taken == order.count ? lastSorting : nil }

    /// The transaction is on disk.
    mutating func commit() {
        before.removeAll(keepingCapacity: true)
        lastBefore = last
        sorted += taken
        taken = 0
        guard sorted == order.count else { return }
        sorting = [:]
        order = []
        sorted = 0
        // Rows count, and not tasks: a few tasks that are remembered again and again must not fill the table either.
        guard last - lastSorting >= Int64(most) else { return }
        (sorting, gathered) = (gathered, [:])
        lastSorting = last
        order = sorting.keys.sorted { left, right in
            left.environment == right.environment
                ? left.task.text.utf8.lexicographicallyPrecedes(right.task.text.utf8)
                : left.environment < right.environment
        }
    }

    /// The transaction is undone.
    mutating func rollback() {
        for (key, memory) in before.reversed() { gathered[key] = memory }
        before.removeAll()
        last = lastBefore
        taken = 0
    }
}
