package import Environments

/// How far the tasks of an environment are done without a gap: the cursor that a restart goes on from.
///
/// Tasks are begun in order and end in any order. The stored cursor stays before the oldest one that has not ended, so
/// that a crash skips none; those behind it that did end are known by their memory and passed over.
package struct CursorWindow: Sendable {
    private var cursors: [TaskCursor] = []
    private var isDone: [Bool] = []
    /// How many entries at the front of the arrays were passed already.
    private var head = 0
    /// The ticket of the entry at index 0.
    private var base = 0
    /// The cursor behind the last task before which everything ended.
    package private(set) var settled: TaskCursor

    /// A window that goes on from a cursor.
    package init(from cursor: TaskCursor = TaskCursor()) { settled = cursor }

    /// Tasks begun and not ended.
    package var openCount: Int { isDone[head...].lazy.filter { !$0 }.count }

    /// Begins a task whose cursor, once it ended, is this; returns its ticket.
    package mutating func begin(_ cursor: TaskCursor) -> Int {
        cursors.append(cursor)
        isDone.append(false)
        return base + cursors.count - 1
    }

    /// Ends a task by its ticket; a ticket that ended before changes nothing. Amortised O(1).
    package mutating func end(_ ticket: Int) {
        let index = ticket - base
        guard isDone.indices.contains(index), index >= head else { return }
        isDone[index] = true
        while head < isDone.count, isDone[head] {
            settled = cursors[head]
            head += 1
        }
        if head > 1024, head * 2 > cursors.count {
            cursors.removeFirst(head)
            isDone.removeFirst(head)
            base += head
            head = 0
        }
    }
}
