import Environments
import Inference
import JSON
import Logging
import Rollouts
import Synchronization
import TrajectoryQueue
import Verifiers

extension Sampler {
    /// Puts the tasks of these rounds into words and counts the rollouts durably, all at once; returns the rounds that may
    /// be sampled.
    func requested(_ rounds: [Round]) async -> [Round] {
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
        guard !worded.isEmpty else { return [] }
        do throws(StoreError) {
            try await ledger.commit(intent)
            return worded
        } catch {
            abandon(worded, because: error)
            return []
        }
    }

    /// One round from its requests to its durable outcomes.
    func run(_ round: Round) async {
        guard let prompt = round.visit.prompt else { return }
        let outcome = await sampled(round, prompt: prompt)
        answered(round)
        let rollouts = await judged(round, outcome)
        await close(round, outcome, rollouts)
    }

    private func sampled(_ round: Round, prompt: Prompt) async -> SampleOutcome {
        let settings = round.served.settings
        let request = SampleRequest(
            messages: prompt.messages, transcript: prompt.transcript, transcriptStop: prompt.transcriptStop,
            parameters: round.served.parameters, count: round.count,
            seed: settings.sample.seeded
                ? SampleSeed.derive(seed: self.settings.seed, task: round.visit.task.id, index: round.visit.index)
                : nil,
            tools: prompt.tools?.array ?? [])
        guard let source else {
            let failure = SampleOutcome.Failure(reason: .shutdown, detail: "no endpoint is configured")
            return SampleOutcome(choices: [], missing: round.count, failure: failure, record: SampleRecord())
        }
        var outcome = await source.sample(request)
        if Task.isCancelled, outcome.failure?.reason == .aborted {
            outcome.failure = .init(reason: .shutdown, detail: "the service shut down before the endpoint answered")
        }
        return outcome
    }

    /// Judges every choice, on the environment's lane unless its verdicts are quick.
    private func judged(_ round: Round, _ outcome: SampleOutcome) async -> [JudgedRollout] {
        guard !outcome.choices.isEmpty else { return [] }
        let origin = JudgedRollout.Origin(
            endpoint: outcome.record.endpoint, attempts: outcome.record.attempts,
            policyVersion: round.policyVersion, policyVersionEnd: state.withLock { $0.policyVersion })
        var timings = RolloutRecord.Timings()
        timings.waited = outcome.record.waited.milliseconds
        timings.sampled = outcome.record.sampled.milliseconds
        let rollouts: [JudgedRollout]
        if round.served.judgesInPool {
            rollouts = await withTaskExecutorPreference(round.served.lane) { [timings] in
                await judged(outcome.choices, round, origin: origin, timings: timings)
            }
        } else {
            rollouts = await judged(outcome.choices, round, origin: origin, timings: timings)
        }
        round.served.noteJudged(milliseconds: rollouts.reduce(0) { max($0, $1.timings.judged) })
        return rollouts
    }

    private func judged(
        _ choices: [SampledChoice], _ round: Round, origin: JudgedRollout.Origin, timings: RolloutRecord.Timings
    ) async -> [JudgedRollout] {
        var rollouts: [JudgedRollout] = []
        rollouts.reserveCapacity(choices.count)
        for choice in choices { rollouts.append(await judge(choice, round, origin: origin, timings: timings)) }
        return rollouts
    }

    private func judge(
        _ choice: SampledChoice, _ round: Round, origin: JudgedRollout.Origin, timings: RolloutRecord.Timings
    ) async -> JudgedRollout {
        let began = clock.monotonic()
        let served = round.served
        let settings = served.settings
        let completion = Completion(
            messages: choice.messages, format: settings.reasoning.format, finishReason: choice.finishReason,
            tokenCount: choice.tokens.ids?.count ?? (choice.usage.isShare ? nil : choice.usage.completionTokens))
        let verdict: Verdict
        if let reason = choice.unusable {
            verdict = .unscored(reason, "the endpoint ended it, so there is nothing to judge")
        } else if choice.finishReason == .length, settings.accept.truncated == .reject {
            verdict = .failed(.overlong, "cut at its token limit")
        } else {
            verdict = await served.environment.judge(round.visit.task, completion, budget: .standard)
        }
        let key = verdict.passed == true ? settings.accept.unique.key(completion, verdict) : nil
        var timings = timings
        timings.judged = began.duration(to: clock.monotonic()).milliseconds
        return JudgedRollout(
            id: ids.next(milliseconds: clock.wallMilliseconds()), choice: choice,
            completion: completion,
            verdict: verdict, digest: key.map(Digest64.of), origin: origin, timings: timings)
    }

    /// The endpoint answered: the round leaves its slots, and others may be requested.
    private func answered(_ round: Round) {
        state.withLock { state in
            state.sampling -= round.count
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
