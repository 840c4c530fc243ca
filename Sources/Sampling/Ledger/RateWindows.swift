package import Rollouts
package import TrajectoryQueue

/// Counts over the last 1, 5 and 60 minutes, each in sixty steps, in constant space.
package struct RateWindows: Sendable {
    private struct Ring: Sendable {
        let minutes: Int
        /// Nanoseconds of one step: a sixtieth of the window.
        var step: Int64 { Int64(minutes) * 1_000_000_000 }
        var slots = [RateWindow](repeating: RateWindow(minutes: 0), count: 60)
        /// The absolute number of the newest step.
        var latest = Int64.min

        init(minutes: Int) { self.minutes = minutes }

        /// Moves on to a time, clearing the steps in between.
        mutating func advance(to time: MonotonicTime) -> Int {
            let number = time.nanoseconds / step
            if number > latest {
                let stale = latest == .min ? 60 : min(60, number - latest)
                for offset in 0..<stale { slots[Self.slot(number - offset)] = RateWindow(minutes: 0) }
                latest = number
            }
            return Self.slot(latest)
        }

        /// The slot of a step; steps before the clock's start are negative.
        private static func slot(_ step: Int64) -> Int { Int((step % 60 + 60) % 60) }

        mutating func sum(at time: MonotonicTime) -> RateWindow {
            _ = advance(to: time)
            var total = RateWindow(minutes: minutes)
            for slot in slots {
                total.verdicts += slot.verdicts
                total.passed += slot.passed
                total.accepted += slot.accepted
                total.rejected += slot.rejected
                total.ended += slot.ended
            }
            return total
        }
    }

    private var rings = [1, 5, 60].map(Ring.init(minutes:))

    /// Empty windows.
    package init() {}

    /// Counts ends and verdicts at a time that never falls; times are positive.
    package mutating func count(ends: [RolloutEnd: Int], verdicts: Int, passed: Int, at time: MonotonicTime) {
        var accepted = 0
        var rejected = 0
        var ended = 0
        for (end, count) in ends {
            ended += count
            if end.outcome == .accepted { accepted += count }
            if end.outcome == .rejected { rejected += count }
        }
        for index in rings.indices {
            let slot = rings[index].advance(to: time)
            rings[index].slots[slot].verdicts += verdicts
            rings[index].slots[slot].passed += passed
            rings[index].slots[slot].accepted += accepted
            rings[index].slots[slot].rejected += rejected
            rings[index].slots[slot].ended += ended
        }
    }

    /// The windows as of a time, shortest first.
    package mutating func windows(at time: MonotonicTime) -> [RateWindow] {
        rings.indices.map { rings[$0].sum(at: time) }
    }
}
