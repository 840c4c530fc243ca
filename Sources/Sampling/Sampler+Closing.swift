import DequeModule
import Environments
import Inference
import JSON
import Rollouts
import Synchronization
import TrajectoryQueue

extension Sampler {
    /// Decides, commits, logs, and lets the visit go on or end.
    func close(_ round: Round, _ outcome: SampleOutcome, _ rollouts: [JudgedRollout]) async {
        let closing = decide(round, outcome, rollouts)
        guard await commit(closing) else { return }
        settle(round, closing)
    }

    /// Ends what visits hold that will have no further round: members of groups that were not decided on.
    func closeHeld(_ visits: [TaskVisit], of environment: any VerifierEnvironment, as reason: OutcomeReason) async {
        for visit in visits {
            guard case .groups(let rounds) = visit.rounds, !rounds.scored.isEmpty else { continue }
            var closing = Closing(environment: environment, visit: visit, wall: clock.wallMilliseconds())
            for member in rounds.scored { closing.add(member, end: .ended(reason), detail: "its group was not completed") }
            guard await commit(closing) else { return }
            let ended = closing.endCount
            state.withLock { state in
                state.inFlight -= ended
                state.runs[environment.name]?.held -= ended
            }
        }
    }

    private func commit(_ closing: Closing) async -> Bool {
        do throws(StoreError) {
            try await ledger.commit(closing.finishedCommit())
        } catch {
            fail(error)
            return false
        }
        log.append(closing.records)
        return true
    }

    private func decide(_ round: Round, _ outcome: SampleOutcome, _ rollouts: [JudgedRollout]) -> Closing {
        let name = round.environment.name
        var closing = Closing(environment: round.environment, visit: round.visit, wall: clock.wallMilliseconds())
        closing.commit.attempts[name] = outcome.record.attempts
        closing.visit.index += round.count
        let missing = max(0, round.count - rollouts.count)
        let failure = outcome.failure ?? .init(reason: .endpointMalformed, detail: "the endpoint returned too few choices")
        closing.addMissing(missing, failure: failure, outcome: outcome, policyVersion: round.policyVersion)
        switch round.visit.rounds {
        case .trajectories(var rounds):
            let lost = Judgement(passed: nil, reason: failure.reason, digest: nil)
            let judgements = rollouts.map(\.judgement) + Array(repeating: lost, count: missing)
            let ends = state.withLock { state in
                let ends = rounds.decide(
                    judgements, limit: state.runs[name]?.acceptLimit, policyVersion: round.policyVersion)
                state.runs[name]?.accepted += ends.lazy.filter { $0 == .accepted }.count
                return ends
            }
            for (rollout, end) in zip(rollouts, ends) { closing.add(rollout, end: end) }
            closing.visit.rounds = .trajectories(rounds)
            closing.finish(memory: rounds.memory, isOver: rounds.isOver)
        case .groups(var rounds):
            closing.addMembers(rollouts, to: &rounds)
            for _ in 0..<missing { rounds.lose() }
            closing.visit.rounds = .groups(rounds)
            closing.finish(rounds.decide(), isShutdown: Task.isCancelled, policyVersion: round.policyVersion)
            let accepted = closing.ends[.accepted] ?? 0
            state.withLock { $0.runs[name]?.accepted += accepted }
        }
        return closing
    }

    /// Brings the sampler's own state up to what was committed.
    private func settle(_ round: Round, _ closing: Closing) {
        let now = clock.monotonic()
        let name = round.environment.name
        let ended = closing.endCount
        state.withLock { state in
            state.inFlight -= ended
            state.share.settle(
                name, charged: round.charge, rollouts: round.count, accepted: closing.ends[.accepted] ?? 0,
                tokens: closing.tokens)
            guard var run = state.runs[name] else { return }
            run.visits -= 1
            run.judging -= round.count
            run.held += round.count - ended
            run.tokens += closing.tokens
            run.windows.count(ends: closing.ends, verdicts: closing.verdicts, passed: closing.passed, at: now)
            run.stall.ended(closing.ends.flatMap { Array(repeating: $0.key, count: $0.value) }, now: now)
            for delivery in closing.commit.trajectories {
                run.typicalBytes += (Double(delivery.trajectory.byteCount) - run.typicalBytes) * 0.05
            }
            if closing.isOver { run.end(closing.visit) } else { run.again.append(closing.visit) }
            run.finishIfDone()
            state.runs[name] = run
        }
        signal.raise()
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
