import Testing
import TrajectoryQueue

@testable import Sampling

@Suite struct QueueRoomTests {
    private static func claim(_ queues: String..., bytes: Double = 100) -> QueueRoom.Claim {
        QueueRoom.Claim(queues: queues, typicalBytes: bytes)
    }

    private static func counts(ready: Int, leased: Int = 0, bytes: Int = 0) -> QueueCounts {
        var counts = QueueCounts()
        counts.ready = ready
        counts.leased = leased
        counts.bytes = bytes
        return counts
    }

    @Test func `room is what is left beside ready, leased and in flight, by number and by bytes`() {
        let held = ["q": Self.counts(ready: 3, leased: 1, bytes: 400)]
        var room = QueueRoom(QueueBounds(trajectories: 10, bytes: 1 << 20), counts: held)
        room.take(3, for: Self.claim("q"))
        #expect(room.rollouts(for: Self.claim("q")) == 3)
        room = QueueRoom(QueueBounds(trajectories: 100, bytes: 1000), counts: held)
        room.take(1, for: Self.claim("q"))
        #expect(room.rollouts(for: Self.claim("q")) == 5)
        #expect(room.rollouts(for: Self.claim("q", bytes: 250)) == 2)
        #expect(QueueRoom(QueueBounds(trajectories: 2, bytes: 1000), counts: held).rollouts(for: Self.claim("q")) == 0)
    }

    @Test func `room in one queue is not spoken for by another's rollouts, and several queues give the least`() {
        var room = QueueRoom(QueueBounds(trajectories: 10, bytes: 1 << 20), counts: [:])
        room.take(10, for: Self.claim("a"))
        #expect(room.rollouts(for: Self.claim("b")) == 10)
        #expect(room.rollouts(for: Self.claim("a", "b")) == 0)
        #expect(room.rollouts(for: QueueRoom.Claim(queues: [], typicalBytes: 1)) == .max)
    }
}
