/// What is due when: leases that end, trajectories whose delay is over. A binary heap.
///
/// Entries are never taken out early: who pops one asks whether it still holds, and `rebuild` drops the stale ones
/// when they outnumber the others.
package struct Deadlines: Sendable {
    package enum Subject: Sendable, Hashable {
        case lease(LeaseID)
        /// A trajectory that waits out a nack's delay in a queue, by its position.
        case delay(queue: String, position: Int64)
    }

    package struct Entry: Sendable, Hashable {
        package var time: MonotonicTime
        package var subject: Subject

        /// An entry.
        package init(time: MonotonicTime, subject: Subject) {
            self.time = time
            self.subject = subject
        }
    }

    private var heap: [Entry] = []

    /// Nothing is due.
    package init() {}

    /// How many entries there are, stale ones included.
    package var count: Int { heap.count }
    /// The earliest time; nil when there is none.
    package var first: Entry? { heap.first }

    /// Adds an entry. O(log n).
    package mutating func insert(_ entry: Entry) {
        heap.append(entry)
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].time < heap[parent].time else { break }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    /// Takes the earliest entry out. O(log n).
    @discardableResult
    package mutating func popFirst() -> Entry? {
        guard let first = heap.first else { return nil }
        let last = heap.removeLast()
        if !heap.isEmpty {
            heap[0] = last
            sink()
        }
        return first
    }

    /// Keeps what the closure says still holds. O(n).
    package mutating func rebuild(keeping holds: (Entry) -> Bool) {
        heap = heap.filter(holds).sorted { $0.time < $1.time }
    }

    private mutating func sink() {
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < heap.count && heap[child].time < heap[least].time {
                least = child
            }
            if least == parent { return }
            heap.swapAt(least, parent)
            parent = least
        }
    }
}
