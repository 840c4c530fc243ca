import DequeModule
import Environments
import Inference
import JSON
import Logging
import Rollouts
import Synchronization
import TrajectoryQueue

extension Sampler {
    /// Decides, commits, logs, and lets the visit go on or end.
    func close(_ round: Round, _ outcome: SampleOutcome, _ rollouts: [JudgedRollout]) async {
        let closing = decide(round, outcome, rollouts)
        guard await commit(closing) else { return }
        let left = settle(round, closing)
        if !left.isEmpty { await closeHeld(left, of: round.served, as: .retired) }
    }

    /// Ends what visits hold that will have no further round: members of groups that were not decided on.
    func closeHeld(_ visits: [TaskVisit], of served: ServedEnvironment, as reason: OutcomeReason) async {
        for visit in visits {
            guard case .groups(let rounds) = visit.rounds, !rounds.scored.isEmpty else { continue }
            var closing = Closing(served: served, visit: visit, wall: clock.wallMilliseconds(), ids: ids)
            for member in rounds.scored {
                closing.add(member, end: .ended(reason), detail: "its group was not completed")
            }
            guard await commit(closing) else { return }
            let ended = closing.endCount
            state.withLock { state in
                state.inFlight -= ended
                _ = state.withRun(served.name) { $0.held -= ended }
            }
        }
    }

    /// Finishes environments that were stalled for longer than the settings allow; returns the visits that will have no
    /// further round.
    func givenUp() -> [(ServedEnvironment, [TaskVisit])] {
        guard let patience = settings.stallPatience else { return [] }
        let now = clock.monotonic()
        return state.withLock { state in
            state.runs.keys.compactMap { name in
                state.withRun(name) { run -> (ServedEnvironment, [TaskVisit])? in
                    guard run.finished == nil, let since = run.stall.stalledSince, let stall = run.stall.stall,
                        since.duration(to: now) >= patience
                    else { return nil }
                    run.finished =
                        "given up after \(patience.components.seconds) s of standstill: \(stall.cause.reason); "
                        + stall.cause.remedy
                    defer { run.again.removeAll() }
                    return (run.served, Array(run.again))
                } ?? nil
            }
        }
    }

    /// What was learnt about tasks joins the transaction that holds what it was learnt from: neither is stored alone.
    private func commit(_ closing: Closing) async -> Bool {
        do throws(StoreError) {
            try await ledger.commit(closing.finishedCommit()) {
                _ = state.withLock { $0.withRun(closing.served.name) { $0.learn(from: closing) } }
            }
        } catch {
            fail(error)
            return false
        }
        log.append(closing.records)
        return true
    }

    private func decide(_ round: Round, _ outcome: SampleOutcome, _ rollouts: [JudgedRollout]) -> Closing {
        let name = round.served.name
        var closing = Closing(served: round.served, visit: round.visit, wall: clock.wallMilliseconds(), ids: ids)
        closing.commit.attempts[name] = outcome.record.attempts
        closing.visit.index += round.count
        let missing = max(0, round.count - rollouts.count)
        let failure =
            outcome.failure ?? .init(reason: .endpointMalformed, detail: "the endpoint returned too few choices")
        closing.obstacle = missing > 0 ? failure.obstacle : nil
        closing.addMissing(missing, failure: failure, outcome: outcome, policyVersion: round.policyVersion)
        switch round.visit.rounds {
        case .trajectories(var rounds):
            let lost = Judgement(passed: nil, reason: failure.reason, digest: nil)
            let judgements = rollouts.map(\.judgement) + Array(repeating: lost, count: missing)
            let ends = state.withLock { state in
                let ends = rounds.decide(
                    judgements, limit: state.runs[name]?.acceptLimit, policyVersion: round.policyVersion)
                _ = state.withRun(name) { $0.accepted += ends.lazy.filter { $0 == .accepted }.count }
                return ends
            }
            for (rollout, end) in zip(rollouts, ends) { closing.add(rollout, end: end) }
            closing.visit.rounds = .trajectories(rounds)
            closing.finish(memory: rounds.memory, isOver: rounds.isOver)
        case .groups(var rounds):
            closing.addMembers(rollouts, to: &rounds)
            // Where nobody was there to ask, the group was not tried.
            if failure.reason != .endpointRefused { for _ in 0..<missing { rounds.lose() } }
            closing.visit.rounds = .groups(rounds)
            closing.finish(rounds.decide(), isShutdown: Task.isCancelled, policyVersion: round.policyVersion)
            let accepted = closing.ends[.accepted] ?? 0
            _ = state.withLock { $0.withRun(name) { $0.accepted += accepted } }
        }
        return closing
    }

    /// Brings the sampler's own state up to what was committed; returns visits that will have no further round, because
    /// their environment is finished.
    private func settle(_ round: Round, _ closing: Closing) -> [TaskVisit] {
        let now = clock.monotonic()
        let name = round.served.name
        let ended = closing.endCount
        let (left, stall) = state.withLock { state -> ([TaskVisit], StallGuard.Cause?) in
            state.inFlight -= ended
            state.share.settle(
                name, charged: round.charge, rollouts: round.count, accepted: closing.ends[.accepted] ?? 0,
                tokens: closing.tokens)
            let wasStalled = state.runs[name]?.stall.stall != nil
            let left = state.withRun(name) { $0.settle(round, closing, now: now) } ?? []
            return (left, wasStalled ? nil : state.runs[name]?.stall.stall?.cause)
        }
        if let stall {
            logger.warning(
                "an environment is stalled",
                metadata: ["environment": "\(name)", "cause": "\(stall.reason)", "remedy": "\(stall.remedy)"])
        }
        signal.raise()
        return left
    }
}

extension EnvironmentRun {
    /// Lets a round steer which tasks are taken.
    fileprivate mutating func learn(from closing: Closing) {
        let isEasier = steering.note(
            closing.visit, accepted: closing.ends[.accepted] ?? 0, passed: closing.passed, verdicts: closing.verdicts)
        if isEasier { stall.turnsToEasierTasks(atMost: steering.curriculum?.levels.count ?? 0) }
    }

    /// Counts what a round came to; returns visits that will have no further round, because the run is finished.
    fileprivate mutating func settle(_ round: Sampler.Round, _ closing: Closing, now: MonotonicTime) -> [TaskVisit] {
        visits -= 1
        judging -= round.count
        held += round.count - closing.endCount
        tokens += closing.tokens
        windows.count(ends: closing.ends, verdicts: closing.verdicts, passed: closing.passed, at: now)
        stall.ended(
            closing.ends.flatMap { Array(repeating: $0.key, count: $0.value) }, of: round.count,
            obstacle: closing.obstacle, now: now)
        for delivery in closing.commit.trajectories {
            typicalBytes += (Double(delivery.trajectory.byteCount) - typicalBytes) * 0.05
        }
        if !closing.isOver { again.append(closing.visit) } else if !closing.isUndone { end(closing.visit) }
        finishIfDone()
        guard finished != nil else { return [] }
        defer { again.removeAll() }
        return Array(again)
    }
}

extension JudgedRollout {
    /// What the acceptance rule is told.
    var judgement: Judgement {
        switch choice.finishReason {
        case .contentFilter: Judgement(passed: nil, reason: .contentFilter, digest: nil)
        case .abort: Judgement(passed: nil, reason: .aborted, digest: nil)
        default:
            Judgement(
                passed: verdict.passed, reason: verdict.passed == true ? nil : verdict.reason ?? .verifierError,
                digest: digest)
        }
    }
}
