internal import JSON
internal import TrajectoryQueue

/// The task memories that are not sorted into their table yet: a value, with an undo for the running transaction.
///
/// A task's row stands at a random place of a table that grows with the data, so that writing it at once would write a
/// page for each rollout. Instead what a transaction remembers is appended to a small table, `task_journal`, in one row,
/// and sorted in together, a slice of neighbours a transaction, once there is much of it.
struct FreshTasks: Sendable {
    /// A task by its environment's number and its id.
    struct Key: Sendable, Hashable {
        var environment: Int
        var task: ByteKey
    }

    /// How many memories are gathered before they are sorted in.
    private let most: Int
    /// How many are sorted in by one transaction, or twice as many as it remembers where that is more.
    private let slice: Int

    private var gathered: [Key: TaskMemory] = [:]
    /// What is being sorted in, and how far that is.
    private var sorting: [Key: TaskMemory] = [:]
    private var order: [Key] = []
    private var sorted = 0
    /// The last row of `task_journal`, and the last of those that are being sorted in.
    private var last: Int64 = 0
    private var lastSorting: Int64 = 0
    /// Memories in the rows after the last of those.
    private var appended = 0

    // What the running transaction changed.
    private var before: [(key: Key, memory: TaskMemory?)] = []
    private var taken = 0

    /// What one transaction remembered: a row of `task_journal`.
    struct Row: Sendable {
        var number: Int64
        var memories: [(key: Key, memory: TaskMemory)]
    }

    /// The row that the running transaction has to write; nil where it remembered nothing.
    private(set) var row: Row?

    /// What a former process left, in the order of the rows.
    init(_ rows: [Row] = [], most: Int = 16_384, slice: Int = 256) {
        self.most = most
        self.slice = slice
        for row in rows {
            for (key, memory) in row.memories { gathered[key] = memory }
            appended += row.memories.count
        }
        last = rows.last?.number ?? 0
        lastSorting = rows.first.map { $0.number - 1 } ?? 0
    }

    /// The memory of a task; nil when it is not among these.
    subscript(key: Key) -> TaskMemory? { gathered[key] ?? sorting[key] }

    /// Remembers a task anew.
    mutating func set(_ key: Key, _ memory: TaskMemory) {
        before.append((key, gathered.updateValue(memory, forKey: key)))
        if row == nil { row = Row(number: last + 1, memories: []) }
        row?.memories.append((key, memory))
    }

    /// The next slice to sort in, neighbours in the table's own order; none when nothing is being sorted in.
    mutating func nextSlice() -> [(key: Key, memory: TaskMemory)] {
        // Twice what came, or the rest would grow faster than it is sorted in.
        taken = min(max(slice, 2 * before.count), order.count - sorted)
        return order[sorted..<(sorted + taken)].compactMap { key in sorting[key].map { (key, $0) } }
    }

    /// The last row of `task_journal` that is needed no more once the taken slice is committed; nil before the last slice.
    var lastDone: Int64? { taken > 0 && sorted + taken == order.count ? lastSorting : nil }

    /// The transaction is on disk.
    mutating func commit() {
        before.removeAll(keepingCapacity: true)
        if let row {
            last = row.number
            appended += row.memories.count
        }
        row = nil
        sorted += taken
        taken = 0
        guard sorted == order.count else { return }
        sorting = [:]
        order = []
        sorted = 0
        // Memories count, and not tasks: a few that are remembered again and again must not fill the table either.
        guard appended >= most else { return }
        (sorting, gathered) = (gathered, [:])
        lastSorting = last
        appended = 0
        // The table's own order but for texts beyond ASCII, where neighbours are good enough.
        order = sorting.keys.sorted { left, right in
            left.environment == right.environment
                ? left.task.text < right.task.text : left.environment < right.environment
        }
    }

    /// The transaction is undone.
    mutating func rollback() {
        for (key, memory) in before.reversed() { gathered[key] = memory }
        before.removeAll()
        row = nil
        taken = 0
    }
}
