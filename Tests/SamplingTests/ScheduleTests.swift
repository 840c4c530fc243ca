import Environments
import Inference
import Rollouts
import Testing
import TrajectoryQueue

@testable import Sampling

private func at(_ seconds: Double) -> MonotonicTime { MonotonicTime(nanoseconds: Int64(seconds * 1e9)) }

@Suite struct StallGuardTests {
    private var rule: StallGuard.Rule {
        var rule = StallGuard.Rule()
        rule.barren = 10
        rule.failures = 4
        rule.probe = 2
        rule.firstPause = .seconds(1)
        rule.longestPause = .seconds(4)
        return rule
    }

    @Test func `it stalls when nothing is accepted for long, and one accepted rollout starts the count anew`() {
        var stall = StallGuard(rule: rule)
        stall.ended(Array(repeating: .ended(.incorrect), count: 9), of: 9, now: at(0))
        #expect(stall.allowance(now: at(0)) == nil)
        stall.ended([.accepted], of: 1, now: at(0))
        stall.ended(Array(repeating: .ended(.incorrect), count: 9), of: 9, now: at(0))
        #expect(stall.allowance(now: at(0)) == nil)
        stall.ended([.ended(.incorrect)], of: 1, now: at(0))
        #expect(stall.allowance(now: at(0.5)) == 0)
        #expect(stall.stall?.cause.reason.contains("none was accepted") == true)
    }

    @Test func `each failed probe doubles the pause up to the longest, and a success ends the stall`() {
        var stall = StallGuard(rule: rule)
        var now = 0.0
        stall.ended(Array(repeating: .ended(.endpointRefused), count: 4), of: 4, now: at(now))
        for pause in [1.0, 2, 4, 4] {
            #expect(stall.allowance(now: at(now + pause - 0.01)) == 0)
            now += pause
            #expect(stall.allowance(now: at(now)) == 2)
            stall.requested(2)
            #expect(stall.allowance(now: at(now)) == 0)
            stall.ended([.ended(.endpointRefused), .ended(.endpointRefused)], of: 2, now: at(now))
        }
        now += 4
        #expect(stall.allowance(now: at(now)) == 2)
        stall.ended([.accepted], of: 1, now: at(now))
        #expect(stall.allowance(now: at(now)) == nil && stall.stall == nil)
    }

    @Test func `a prompt that does not fit stalls at once, with its remedy`() {
        var stall = StallGuard(rule: rule)
        stall.ended([.ended(.promptTooLong)], of: 1, now: at(0))
        #expect(stall.allowance(now: at(0)) == 0)
        #expect(stall.stall?.cause.remedy.contains("context") == true)
    }

    @Test func `an obstacle that the endpoint names stalls at once, and what was in flight prolongs nothing`() {
        var stall = StallGuard(rule: rule)
        let obstacle = Obstacle(cause: "no parser", remedy: "--jinja")
        stall.ended([.ended(.endpointStatus)], of: 1, obstacle: obstacle, now: at(0))
        #expect(stall.stall?.cause == StallGuard.Cause(reason: "no parser", remedy: "--jinja"))
        let until = stall.stall?.until
        stall.ended([.ended(.endpointStatus)], of: 1, obstacle: obstacle, now: at(0))
        #expect(stall.stall?.until == until && until != nil)
        stall.ended([.accepted], of: 1, now: at(60))
        #expect(stall.stall == nil)
    }

    @Test func `what we cancelled ourselves says nothing about the environment`() {
        var stall = StallGuard(rule: rule)
        stall.ended(Array(repeating: .ended(.shutdown), count: 100), of: 100, now: at(0))
        #expect(stall.allowance(now: at(0)) == nil)
    }

    @Test func `an engine that breaks every request off stalls, with a remedy`() {
        var stall = StallGuard(rule: rule)
        stall.ended(Array(repeating: .ended(.aborted), count: 4), of: 4, now: at(0))
        #expect(stall.allowance(now: at(0)) == 0)
        #expect(stall.stall?.cause.remedy.contains("engine") == true)
    }

    @Test func `every failed and unscored reason has a remedy of its own words`() {
        for reason in OutcomeReason.allCases where reason.outcome == .failed || reason.outcome == .unscored {
            var stall = StallGuard(rule: rule)
            stall.ended(Array(repeating: .ended(reason), count: 4), of: 4, now: at(0))
            #expect(stall.stall?.cause.remedy.isEmpty == false, "\(reason)")
        }
    }
}

@Suite struct StallProbeTests {
    private var rule: StallGuard.Rule {
        var rule = StallGuard.Rule()
        rule.barren = 10
        rule.failures = 4
        rule.probe = 4
        rule.firstPause = .seconds(1)
        rule.longestPause = .seconds(4)
        return rule
    }

    /// A guard whose first pause has just ended, and whose probe was requested.
    private func probing() -> StallGuard {
        var stall = StallGuard(rule: rule)
        stall.ended(Array(repeating: .ended(.incorrect), count: 10), of: 10, now: at(0))
        #expect(stall.allowance(now: at(1)) == 4)
        stall.requested(4)
        return stall
    }

    @Test func `a probe of which some were rejected and some failed stalls again`() {
        var stall = probing()
        stall.ended([.ended(.incorrect), .ended(.incorrect)], of: 2, now: at(1))
        #expect(stall.allowance(now: at(1)) == 0 && stall.stall?.until == nil)
        stall.ended([.ended(.endpointTimeout), .ended(.endpointTimeout)], of: 2, now: at(1))
        #expect(stall.stall?.until == at(3), "twice the first pause")
    }

    @Test func `a probe whose rollouts are held for their group, or were cancelled, goes on`() {
        var stall = probing()
        stall.ended([], of: 4, now: at(1))
        #expect(stall.allowance(now: at(1)) == 4)
        stall.requested(4)
        stall.ended(Array(repeating: .ended(.paused), count: 4), of: 4, now: at(1))
        #expect(stall.allowance(now: at(1)) == 4)
    }

    @Test func `a probe whose task could not be put into words takes another`() {
        var stall = probing()
        stall.unusableTask("no field", of: 4, now: at(1))
        #expect(stall.allowance(now: at(1)) == 4)
    }

    @Test func `what was in flight when it stalled is not the probe's`() {
        var stall = StallGuard(rule: rule)
        stall.ended(Array(repeating: .ended(.incorrect), count: 10), of: 10, now: at(0))
        stall.ended(Array(repeating: .ended(.incorrect), count: 10), of: 10, now: at(0.5))
        #expect(stall.allowance(now: at(1)) == 4)
        stall.requested(4)
        stall.ended([.ended(.incorrect)], of: 1, now: at(1))
        #expect(stall.stall?.until == nil, "three of the probe are still to come")
    }

    @Test func `turning to easier tasks begins the count anew, so many times and no more`() {
        var stall = StallGuard(rule: rule)
        for _ in 0..<3 {
            stall.ended(Array(repeating: .ended(.incorrect), count: 9), of: 9, now: at(0))
            stall.turnsToEasierTasks(atMost: 2)
        }
        #expect(stall.stall == nil)
        stall.ended([.ended(.incorrect)], of: 1, now: at(0))
        #expect(stall.stall != nil, "9 and one more since the second time")
    }

    @Test(arguments: 0..<200 as Range<UInt64>) func `whatever its rollouts come to, it never waits for nothing`(
        seed: UInt64
    ) {
        var generator = SplitMix(seed: seed)
        var stall = StallGuard(rule: rule)
        var now = 0.0
        var underWay: [Int] = []
        for step in 0..<2_000 {
            if case (_, let until?)? = stall.stall, underWay.isEmpty {
                now = max(now, Double(until.nanoseconds + 1_000) / 1e9)
            }
            let allowance = stall.allowance(now: at(now)) ?? .max
            if allowance > 0, underWay.count < 4, Bool.random(using: &generator) || underWay.isEmpty {
                let count = min(allowance, Int.random(in: 1...8, using: &generator))
                stall.requested(count)
                underWay.append(count)
            } else {
                guard let count = underWay.popLast() else {
                    Issue.record("seed \(seed), step \(step): nothing is under way and nothing may be requested")
                    return
                }
                now += 0.01
                if Int.random(in: 0..<10, using: &generator) == 0 {
                    stall.unusableTask("no field", of: count, now: at(now))
                    continue
                }
                let kinds: [RolloutEnd] = [
                    .ended(.incorrect), .ended(.endpointTimeout), .ended(.aborted), .ended(.verifierError),
                    .ended(.paused),
                ]
                // Fewer than came back where a group holds some, more where it is decided.
                let ends = (0..<Int.random(in: 0...count + 4, using: &generator)).map { _ in
                    Int.random(in: 0..<400, using: &generator) == 0
                        ? .accepted : kinds[Int.random(in: 0..<kinds.count, using: &generator)]
                }
                stall.ended(ends, of: count, now: at(now))
            }
        }
    }
}

@Suite struct CursorWindowTests {
    @Test func `the stored cursor stays before the oldest task that has not ended`() {
        var window = CursorWindow()
        let tickets = (1...3).map { window.begin(TaskCursor(epoch: 0, position: $0)) }
        window.end(tickets[1])
        #expect(window.settled == TaskCursor())
        window.end(tickets[0])
        #expect(window.settled == TaskCursor(epoch: 0, position: 2))
        window.end(tickets[0])
        window.end(tickets[2])
        #expect(window.settled == TaskCursor(epoch: 0, position: 3) && window.openCount == 0)
    }

    @Test(arguments: 0..<20) func `it equals the plain rule for any order of endings`(seed: UInt64) {
        var generator = SplitMix(seed: seed)
        var window = CursorWindow()
        var open: [(ticket: Int, position: Int)] = []
        var begun = 0
        for _ in 0..<6000 {
            if open.isEmpty || Bool.random(using: &generator) {
                begun += 1
                open.append((window.begin(TaskCursor(epoch: 0, position: begun)), begun))
            } else {
                window.end(open.remove(at: Int.random(in: 0..<open.count, using: &generator)).ticket)
            }
            let oldest = open.map(\.position).min() ?? begun + 1
            #expect(window.settled.position == oldest - 1, "seed \(seed)")
            if window.settled.position != oldest - 1 { return }
        }
    }
}

@Suite struct RateWindowsTests {
    @Test func `each window holds its minutes and forgets the rest`() {
        var windows = RateWindows()
        windows.count(ends: [.accepted: 2, .ended(.incorrect): 3], verdicts: 5, passed: 2, at: at(10))
        #expect(windows.windows(at: at(10)).map(\.accepted) == [2, 2, 2])
        #expect(windows.windows(at: at(69)).map(\.verdicts) == [5, 5, 5])
        #expect(windows.windows(at: at(71)).map(\.rejected) == [0, 3, 3])
        #expect(windows.windows(at: at(311)).map(\.ended) == [0, 0, 5])
        #expect(windows.windows(at: at(10 + 3660)).map(\.ended) == [0, 0, 0])
    }

    @Test func `pass rate and acceptance rate are never mixed`() {
        var windows = RateWindows()
        windows.count(
            ends: [.accepted: 1, .ended(.surplus): 3, .ended(.endpointTimeout): 4, .ended(.verifierCrash): 2],
            verdicts: 4,
            passed: 4, at: at(1))
        let minute = windows.windows(at: at(2))[0]
        #expect(minute.passRate == 1 && minute.acceptanceRate == 0.25 && minute.ended == 10)
        #expect(RateWindow(minutes: 1).passRate == nil && RateWindow(minutes: 1).acceptanceRate == nil)
    }
}
