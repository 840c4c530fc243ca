import DequeModule
import Environments
import Inference
import JSON
import Logging
import Rollouts
import Synchronization
import TrajectoryQueue
import Verifiers

extension Sampler {
    /// Puts the tasks of these rounds into words and counts the rollouts durably, all at once; they then wait for a slot.
    func request(_ rounds: [Round]) async {
        var worded: [Round] = []
        worded.reserveCapacity(rounds.count)
        var intent = StoreCommit()
        for round in rounds {
            do throws(EnvironmentError) {
                worded.append(try round.worded())
                intent.requested[round.served.name, default: 0] += round.count
            } catch {
                skip(round, because: error)
            }
        }
        guard !worded.isEmpty else { return }
        do throws(StoreError) {
            try await ledger.commit(intent)
            state.withLock { $0.waiting.append(contentsOf: worded) }
        } catch {
            abandon(worded, because: error)
        }
    }

    /// The next round that waits, if there is a slot for it (or anyway); it has the slot from then on.
    func nextWaiting(anyway: Bool = false) -> Round? {
        state.withLock { $0.nextWaiting(anyway: anyway) }
    }

    /// Samples and judges a round, hands it over to be closed, and goes on with the next one that waits: a task for each
    /// slot rather than for each round, since most of what a round costs is its way from thread to thread.
    func run(from first: Round) async {
        var next: Round? = first
        while let round = next {
            let outcome = await sampled(round)
            answered(round)
            let rollouts = await judged(round, outcome)
            close(round, outcome, rollouts)
            next = nextWaiting()
        }
    }

    private func sampled(_ round: Round) async -> SampleOutcome {
        let served = round.served
        guard let source, let prompt = round.visit.prompt else {
            let failure = SampleOutcome.Failure(reason: .shutdown, detail: "no endpoint is configured")
            return SampleOutcome(choices: [], missing: round.count, failure: failure, record: SampleRecord())
        }
        let request = SampleRequest(
            messages: prompt.messages, transcript: prompt.transcript, transcriptStop: prompt.transcriptStop,
            parameters: served.parameters, count: round.count,
            seed: served.settings.sample.seeded
                ? SampleSeed.derive(seed: settings.seed, task: round.visit.task.id, index: round.visit.index)
                : nil,
            tools: prompt.tools?.array ?? [])
        var outcome = await source.sample(request)
        if Task.isCancelled, outcome.failure?.reason == .aborted {
            outcome.failure = .init(reason: .shutdown, detail: "the service shut down before the endpoint answered")
        }
        return outcome
    }

    /// Judges every choice: here where it takes microseconds, as most do, and else on the environment's lane, where
    /// nobody waits for it.
    private func judged(_ round: Round, _ outcome: SampleOutcome) async -> [JudgedRollout] {
        guard !outcome.choices.isEmpty else { return [] }
        var frame = JudgingFrame(
            origin: JudgedRollout.Origin(
                endpoint: outcome.record.endpoint, attempts: outcome.record.attempts,
                policyVersion: round.policyVersion, policyVersionEnd: state.withLock { $0.policyVersion }))
        frame.timings.waited = outcome.record.waited.milliseconds
        frame.timings.sampled = outcome.record.sampled.milliseconds
        if let rollouts = judgedAtOnce(outcome.choices, round, frame) { return rollouts }
        return await withTaskExecutorPreference(round.served.lane) { [frame] in
            var rollouts: [JudgedRollout] = []
            rollouts.reserveCapacity(outcome.choices.count)
            for choice in outcome.choices {
                let began = clock.monotonic()
                let completion = completion(of: choice, round)
                var verdict = settledVerdict(choice, round)
                if verdict == nil {
                    verdict = await round.served.environment.judge(round.visit.task, completion, budget: .standard)
                }
                rollouts.append(judged(choice, completion, verdict, round, frame, began: began))
            }
            return rollouts
        }
    }

    /// The same without waiting; nil where a verdict needs more than a small budget, or another process.
    private func judgedAtOnce(_ choices: [SampledChoice], _ round: Round, _ frame: JudgingFrame) -> [JudgedRollout]? {
        guard round.served.judgesAtOnce else { return nil }
        var rollouts: [JudgedRollout] = []
        rollouts.reserveCapacity(choices.count)
        for choice in choices {
            let began = clock.monotonic()
            let completion = completion(of: choice, round)
            var verdict = settledVerdict(choice, round)
            if verdict == nil {
                verdict = round.served.environment.judgeAtOnce(
                    round.visit.task, completion, budget: ServedEnvironment.smallBudget)
                // Whatever was not judged may be for want of budget alone.
                guard verdict?.passed != nil else {
                    round.served.noteSlowVerdict()
                    return nil
                }
            }
            rollouts.append(judged(choice, completion, verdict, round, frame, began: began))
        }
        return rollouts
    }

    /// What is the same for all rollouts of a round.
    private struct JudgingFrame: Sendable {
        let origin: JudgedRollout.Origin
        var timings = RolloutRecord.Timings()
    }

    private func completion(of choice: SampledChoice, _ round: Round) -> Completion {
        Completion(
            messages: choice.messages, format: round.served.settings.reasoning.format,
            finishReason: choice.finishReason,
            tokenCount: choice.tokens.ids?.count ?? (choice.usage.isShare ? nil : choice.usage.completionTokens))
    }

    /// The verdict where the way that sampling ended settles it; nil where the text is to be judged.
    private func settledVerdict(_ choice: SampledChoice, _ round: Round) -> Verdict? {
        if let reason = choice.unusable {
            return .unscored(reason, "the endpoint ended it, so there is nothing to judge")
        }
        if choice.finishReason == .length, round.served.settings.accept.truncated == .reject {
            return .failed(.overlong, "cut at its token limit")
        }
        return nil
    }

    private func judged(
        _ choice: SampledChoice, _ completion: Completion, _ verdict: Verdict?, _ round: Round, _ frame: JudgingFrame,
        began: MonotonicTime
    ) -> JudgedRollout {
        let verdict = verdict ?? .unscored(.verifierError, "it was not judged")
        let key = verdict.passed == true ? round.served.settings.accept.unique.key(completion, verdict) : nil
        var timings = frame.timings
        timings.judged = began.duration(to: clock.monotonic()).milliseconds
        return JudgedRollout(
            id: ids.next(milliseconds: clock.wallMilliseconds()), choice: choice, completion: completion,
            verdict: verdict, digest: key.map(Digest64.of), origin: frame.origin, timings: timings)
    }

    /// The endpoint answered: the round leaves its slots, and others may be requested.
    private func answered(_ round: Round) {
        state.withLock { state in
            state.sampling -= round.count
            state.slotsTaken -= round.count
            state.answered += round.count
            _ = state.withRun(round.served.name) { run in
                run.sampling -= round.count
                run.judging += round.count
            }
        }
        signal.raise()
    }

    /// The task cannot be put into words: it was never requested, and is passed over.
    private func skip(_ round: Round, because error: EnvironmentError) {
        let now = clock.monotonic()
        let name = round.served.name
        logger.warning(
            "a task was passed over",
            metadata: ["environment": "\(name)", "task": "\(round.visit.task.id)", "error": "\(error)"])
        state.withLock { state in
            state.takeBack(round)
            _ = state.withRun(name) { run in
                run.stall.unusableTask("no prompt can be made of its tasks: \(error)", of: round.count, now: now)
                run.end(round.visit)
                run.finishIfDone()
            }
        }
        signal.raise()
    }

    /// The intent was not committed, so nothing was requested.
    private func abandon(_ rounds: [Round], because error: StoreError) {
        state.withLock { state in
            for round in rounds { state.takeBack(round) }
        }
        fail(error)
    }
}

extension Sampler.State {
    /// The next round that waits, if there is a slot for it (or anyway).
    mutating func nextWaiting(anyway: Bool) -> Sampler.Round? {
        guard anyway || slotsTaken < max(1, slots), let round = waiting.popFirst() else { return nil }
        slotsTaken += round.count
        return round
    }

    /// Undoes the bookkeeping of a round that was never requested.
    fileprivate mutating func takeBack(_ round: Sampler.Round) {
        let name = round.served.name
        sampling -= round.count
        inFlight -= round.count
        share.settle(name, charged: round.charge, rollouts: round.count, accepted: 0, tokens: 0)
        _ = withRun(name) { run in
            run.sampling -= round.count
            run.requested -= round.count
            run.visits -= 1
        }
    }
}

extension Duration {
    /// Its length in milliseconds.
    var milliseconds: Double { self / .milliseconds(1) }
}
