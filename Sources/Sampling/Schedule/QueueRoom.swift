package import TrajectoryQueue

/// What the queues still have room for while rounds are taken: the room of a rollout in flight is spoken for, once, in
/// each queue that it may be delivered to, and in no other.
package struct QueueRoom: Sendable {
    /// What an environment's rollouts may come to.
    package struct Claim: Sendable {
        /// The queues that it delivers to; none where it fills no queue.
        package var queues: [String]
        /// The bytes of a trajectory, as far as is known.
        package var typicalBytes: Double

        /// A claim.
        package init(queues: [String], typicalBytes: Double) {
            self.queues = queues
            self.typicalBytes = max(1, typicalBytes)
        }
    }

    private struct Room {
        var trajectories: Int
        var bytes: Double
    }

    private let bounds: QueueBounds
    private var rooms: [String: Room] = [:]
    private let counts: [String: QueueCounts]

    /// The room beside what is ready and leased.
    package init(_ bounds: QueueBounds, counts: [String: QueueCounts]) {
        self.bounds = bounds
        self.counts = counts
    }

    /// Sets the room of so many rollouts aside.
    package mutating func take(_ count: Int, for claim: Claim) {
        guard count > 0 else { return }
        for queue in claim.queues {
            var room = room(of: queue)
            room.trajectories -= count
            room.bytes -= Double(count) * claim.typicalBytes
            rooms[queue] = room
        }
    }

    /// How many more rollouts fit into every one of the queues; never negative.
    package func rollouts(for claim: Claim) -> Int {
        claim.queues.reduce(Int.max) { most, queue in
            let room = room(of: queue)
            return min(most, max(0, min(room.trajectories, QueueRoom.whole(room.bytes / claim.typicalBytes))))
        }
    }

    private func room(of queue: String) -> Room {
        if let room = rooms[queue] { return room }
        let held = counts[queue] ?? QueueCounts()
        return Room(
            trajectories: bounds.trajectories - held.ready - held.leased, bytes: Double(bounds.bytes - held.bytes))
    }

    private static func whole(_ value: Double) -> Int { Int(max(0, min(value, 1e15))) }
}
