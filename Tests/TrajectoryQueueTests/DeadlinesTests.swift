import QueueContract
import Testing
import TrajectoryQueue

@Suite struct DeadlinesTests {
    @Test("deadlines come out in order, whatever order they went in", arguments: 0..<8)
    func order(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var deadlines = Deadlines()
        var expected: [Int64] = []
        for step in 0..<2000 {
            if Int.random(in: 0..<3, using: &random) > 0 || expected.isEmpty {
                let time = Int64.random(in: 0..<500, using: &random)
                deadlines.insert(
                    .init(time: MonotonicTime(nanoseconds: time), subject: .delay(queue: "q", position: Int64(step))))
                expected.insert(time, at: expected.firstIndex { $0 > time } ?? expected.count)
            } else {
                #expect(deadlines.first?.time.nanoseconds == expected[0])
                #expect(deadlines.popFirst()?.time.nanoseconds == expected.removeFirst(), "seed \(seed)")
            }
            #expect(deadlines.count == expected.count)
        }
        deadlines.rebuild { $0.time.nanoseconds % 2 == 0 }
        for time in expected where time % 2 == 0 { #expect(deadlines.popFirst()?.time.nanoseconds == time) }
        #expect(deadlines.popFirst() == nil)
    }

    @Test func `durations and times hold at their ends`() {
        #expect(Duration.seconds(Int64.max).wholeNanoseconds == .max)
        #expect(Duration.seconds(Int64.min).wholeNanoseconds == .min)
        #expect(Duration.milliseconds(1500).wholeNanoseconds == 1_500_000_000)
        #expect(MonotonicTime(nanoseconds: 5).advanced(by: .seconds(Int64.max)).nanoseconds == .max)
        #expect(MonotonicTime(nanoseconds: 5).duration(to: MonotonicTime(nanoseconds: 2)) == .nanoseconds(-3))
        #expect(StoreClock.system.monotonic() <= StoreClock.system.monotonic())
        #expect(StoreClock.system.wallMilliseconds() > 1_700_000_000_000)
    }
}
