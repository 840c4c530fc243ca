package import Inference
package import Rollouts
package import TrajectoryQueue

/// When an environment backs off: it accepts nothing for long, its endpoint gives nothing, or its prompts do not fit.
///
/// A stalled environment is tried again after a pause that doubles each time, with a few rollouts; what they bring
/// decides. It neither spins nor stops the service.
package struct StallGuard: Sendable {
    /// When it stalls and for how long.
    package struct Rule: Sendable, Hashable {
        /// Judged rollouts in a row without an accepted one.
        package var barren = 1024
        /// Failed or unscored rollouts in a row, or ones that the engine broke off.
        package var failures = 32
        /// The first pause.
        package var firstPause = Duration.seconds(2)
        /// The longest pause.
        package var longestPause = Duration.seconds(60)
        /// Rollouts that may be requested after a pause before the next decision.
        package var probe = 16

        /// The defaults.
        package init() {}
    }

    /// Why it stalled, and what helps.
    package struct Cause: Sendable, Hashable {
        package var reason: String
        package var remedy: String
    }

    /// The rollouts that decide whether a stall is over.
    private struct Probe: Sendable, Hashable {
        var cause: Cause
        /// That may still be requested.
        var remaining: Int
        /// That are requested and did not come back.
        var underWay = 0
        /// That ended by themselves: not held for their group, not cancelled.
        var ended = 0

        var isSpent: Bool { remaining <= 0 && underWay <= 0 }
    }

    private enum Phase: Sendable, Hashable {
        case open
        case waiting(Cause, until: MonotonicTime)
        case probing(Probe)
    }

    private let rule: Rule
    private var phase = Phase.open
    private var barren = 0
    private var failures = 0
    private var stalls = 0
    /// Times that easier tasks were turned to since the last accepted rollout.
    private var easings = 0
    /// When it first stalled since the last accepted rollout; nil when it did not.
    package private(set) var stalledSince: MonotonicTime?

    /// A guard that lets everything through.
    package init(rule: Rule = Rule()) { self.rule = rule }

    /// Rollouts that may be requested now: none while it waits, a few while it is tried again. Nil is any number.
    package mutating func allowance(now: MonotonicTime) -> Int? {
        switch phase {
        case .open: return nil
        case .waiting(let cause, let until):
            guard now >= until else { return 0 }
            // What was in flight when it stalled has come back meanwhile, and is not the probe's.
            barren = 0
            failures = 0
            phase = .probing(Probe(cause: cause, remaining: rule.probe))
            return rule.probe
        case .probing(let probe): return probe.remaining
        }
    }

    /// Counts rollouts that are about to be requested.
    package mutating func requested(_ count: Int) {
        if case .probing(var probe) = phase {
            probe.remaining = max(0, probe.remaining - count)
            probe.underWay += count
            phase = .probing(probe)
        }
    }

    /// Counts how rollouts ended, out of so many that came back, and stalls where that is due: at once where an obstacle
    /// is known, which no other try would get past.
    package mutating func ended(
        _ ends: some Sequence<RolloutEnd>, of returned: Int, obstacle: Obstacle? = nil, now: MonotonicTime
    ) {
        var lastFailure: OutcomeReason?
        var decided = 0
        for end in ends {
            switch end.outcome {
            case .accepted:
                reset()
                return
            case .rejected:
                barren += 1
                failures = 0
                decided += 1
            case .failed, .unscored:
                failures += 1
                lastFailure = end.reason
                decided += 1
            case .cancelled where end.reason == .aborted:
                // By the engine: what we end ourselves has another reason.
                failures += 1
                lastFailure = .aborted
                decided += 1
            case .cancelled: break
            }
        }
        if case .probing(var probe) = phase {
            probe.underWay = max(0, probe.underWay - returned)
            probe.ended += decided
            phase = .probing(probe)
        }
        if lastFailure == .promptTooLong {
            return stall(
                "prompts are longer than the endpoint's context",
                "shorten the prompt or its examples, lower `sample.max_tokens`, or serve the model with a longer context",
                now: now)
        }
        // What was in flight when it stalled tells nothing new.
        if case .waiting = phase { return }
        if let obstacle { return stall(obstacle.cause, obstacle.remedy, now: now) }
        let isProbing = if case .probing = phase { true } else { false }
        if failures >= (isProbing ? min(rule.probe, rule.failures) : rule.failures), let lastFailure {
            return stall(
                "\(failures) rollouts in a row ended as \(lastFailure.rawValue)", Self.remedy(lastFailure), now: now)
        }
        if barren >= (isProbing ? rule.probe : rule.barren) {
            return stall(
                "\(barren) rollouts in a row were judged and none was accepted",
                "look at the rejected rollouts and their reasons: the tasks may be too hard, or the prompt and the verifier "
                    + "may not agree on the format", now: now)
        }
        endProbe(now: now)
    }

    /// Counts a task that could not be put to the endpoint at all, though so many rollouts were meant for it.
    package mutating func unusableTask(_ message: String, of taken: Int, now: MonotonicTime) {
        failures += 1
        if failures >= rule.failures { return stall(message, "mend the environment's file or its data", now: now) }
        if case .probing(var probe) = phase {
            // It tells nothing of the endpoint, so its rollouts may be tried with another task.
            probe.underWay = max(0, probe.underWay - taken)
            probe.remaining += taken
            phase = .probing(probe)
        }
    }

    /// Begins the count of barren rollouts anew, since easier tasks are requested from now on: at most so many times in a
    /// row without an accepted one.
    package mutating func turnsToEasierTasks(atMost most: Int) {
        guard easings < most else { return }
        easings += 1
        barren = 0
    }

    /// A probe that is back whole and accepted nothing stalls again, whatever the mixture of its ends; one that told
    /// nothing, since its rollouts are held for their group or were cancelled, goes on.
    private mutating func endProbe(now: MonotonicTime) {
        guard case .probing(var probe) = phase, probe.isSpent else { return }
        if probe.ended > 0 { return stall(probe.cause.reason, probe.cause.remedy, now: now) }
        probe.remaining = rule.probe
        phase = .probing(probe)
    }

    /// Lets everything through again.
    package mutating func reset() {
        phase = .open
        barren = 0
        failures = 0
        stalls = 0
        easings = 0
        stalledSince = nil
    }

    /// Why it is stalled, and until when; nil while everything passes. While it is tried again the time has come.
    package var stall: (cause: Cause, until: MonotonicTime?)? {
        switch phase {
        case .open: nil
        case .waiting(let cause, let until): (cause, until)
        case .probing(let probe): (probe.cause, nil)
        }
    }

    /// Stalls at once.
    package mutating func stallNow(_ reason: String, _ remedy: String, now: MonotonicTime) {
        stall(reason, remedy, now: now)
    }

    private mutating func stall(_ reason: String, _ remedy: String, now: MonotonicTime) {
        var pause = rule.firstPause
        for _ in 0..<min(stalls, 16) where pause < rule.longestPause { pause = pause * 2 }
        pause = min(pause, rule.longestPause)
        stalls += 1
        stalledSince = stalledSince ?? now
        barren = 0
        failures = 0
        phase = .waiting(Cause(reason: reason, remedy: remedy), until: now.advanced(by: pause))
    }

    private static func remedy(_ reason: OutcomeReason) -> String {
        switch reason {
        case .endpointRefused: "start the endpoint, or correct its address"
        case .endpointTimeout: "the endpoint is too slow for its deadline: lower its concurrency or raise the deadline"
        case .endpointStatus: "read the endpoint's log: it refuses the requests or fails on them"
        case .endpointMalformed: "the endpoint's replies are not OpenAI's: check its address and its dialect"
        case .contentFilter: "the endpoint filters these prompts"
        case .aborted: "the engine breaks its requests off: read its log"
        case .verifierTimeout, .verifierCrash, .verifierError:
            "look at an unscored rollout: the verifier or the task's data is at fault"
        default: "look at the rollouts and their reasons"
        }
    }
}
