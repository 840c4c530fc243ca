import DequeModule
import Environments
import Inference
import JSON
import Logging
import Rollouts
import Synchronization
import TrajectoryQueue

extension Sampler {
    /// Decides on a round and hands it to the ledger; once it is durable it is logged, and the visit goes on or ends.
    func close(_ round: Round, _ outcome: SampleOutcome, _ rollouts: [JudgedRollout]) {
        let closing = decide(round, outcome, rollouts)
        // What was learnt about tasks joins the transaction that holds what it was learnt from: neither is stored alone.
        ledger.submit(closing.finishedCommit()) {
            _ = state.withLock { $0.withRun(closing.served.name) { $0.learn(from: closing) } }
        } then: { result in
            switch result {
            case .success:
                self.log.append(closing.records)
                self.settle(round, closing)
            case .failure(let error):
                self.fail(error)
            }
        }
    }

    /// Ends what visits hold that will have no further round: members of groups that were not decided on.
    func closeHeld(_ visits: [TaskVisit], of served: ServedEnvironment, as reason: OutcomeReason) async {
        for visit in visits {
            guard case .groups(let rounds) = visit.rounds, !rounds.scored.isEmpty else { continue }
            var closing = Closing(served: served, visit: visit, wall: clock.wallMilliseconds(), ids: ids)
            for member in rounds.scored {
                closing.add(member, end: .ended(reason), detail: "its group was not completed")
            }
            do throws(StoreError) {
                try await ledger.commit(closing.finishedCommit())
            } catch {
                return fail(error)
            }
            log.append(closing.records)
            let ended = closing.endCount
            state.withLock { state in
                state.inFlight -= ended
                _ = state.withRun(served.name) { $0.held -= ended }
            }
        }
    }

    /// Finishes environments that were stalled for longer than the settings allow; returns the visits of finished ones,
    /// which will have no further round.
    func leftOver() -> [(ServedEnvironment, [TaskVisit])] {
        let now = clock.monotonic()
        return state.withLock { state in
            state.runs.keys.compactMap { name in
                state.withRun(name) { run -> (ServedEnvironment, [TaskVisit])? in
                    run.giveUp(after: settings.stallPatience, now: now)
                    guard run.finished != nil, !run.again.isEmpty else { return nil }
                    defer { run.again.removeAll() }
                    return (run.served, Array(run.again))
                } ?? nil
            }
        }
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

    /// Brings the sampler's own state up to what was committed.
    private func settle(_ round: Round, _ closing: Closing) {
        let now = clock.monotonic()
        let name = round.served.name
        let ended = closing.endCount
        let stall = state.withLock { state -> StallGuard.Cause? in
            state.inFlight -= ended
            state.share.settle(
                name, charged: round.charge, rollouts: round.count, accepted: closing.ends[.accepted] ?? 0,
                tokens: closing.tokens)
            let wasStalled = state.runs[name]?.stall.stall != nil
            _ = state.withRun(name) { $0.settle(round, closing, now: now) }
            return wasStalled ? nil : state.runs[name]?.stall.stall?.cause
        }
        if let stall {
            logger.warning(
                "an environment is stalled",
                metadata: ["environment": "\(name)", "cause": "\(stall.reason)", "remedy": "\(stall.remedy)"])
        }
        signal.raise()
    }
}

extension EnvironmentRun {
    /// Lets a round steer which tasks are taken.
    fileprivate mutating func learn(from closing: Closing) {
        let isEasier = steering.note(
            closing.visit, accepted: closing.ends[.accepted] ?? 0, passed: closing.passed, verdicts: closing.verdicts)
        if isEasier { stall.turnsToEasierTasks(atMost: steering.curriculum?.levels.count ?? 0) }
    }

    /// Finishes the run where it was stalled for so long.
    fileprivate mutating func giveUp(after patience: Duration?, now: MonotonicTime) {
        guard let patience, finished == nil, let since = stall.stalledSince, let stall = stall.stall,
            since.duration(to: now) >= patience
        else { return }
        finished =
            "given up after \(patience.components.seconds) s of standstill: \(stall.cause.reason); \(stall.cause.remedy)"
    }

    /// Counts what a round came to.
    fileprivate mutating func settle(_ round: Sampler.Round, _ closing: Closing, now: MonotonicTime) {
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
