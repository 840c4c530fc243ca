import DequeModule
import Environments
import Rollouts
import Synchronization
import TrajectoryQueue

extension Sampler {
    /// A round that was taken from the schedule and must now be run. One object, since it goes through many hands.
    final class Round: Sendable {
        let served: ServedEnvironment
        let visit: TaskVisit
        let count: Int
        /// What the fair share was charged.
        let charge: Double
        let policyVersion: Int

        init(served: ServedEnvironment, visit: TaskVisit, count: Int, charge: Double, policyVersion: Int) {
            self.served = served
            self.visit = visit
            self.count = count
            self.charge = charge
            self.policyVersion = policyVersion
        }

        /// The same with its task put into words; throws where that cannot be done.
        func worded() throws(EnvironmentError) -> Round {
            if visit.prompt != nil { return self }
            var visit = visit
            visit.prompt = try served.environment.prompt(for: visit.task)
            return Round(
                served: served, visit: visit, count: count, charge: charge, policyVersion: policyVersion)
        }
    }

    /// Takes as many rounds as may be started now.
    func takeRounds() -> [Round] {
        let counts = store.counts
        let now = clock.monotonic()
        let capacity = source?.capacity ?? 0
        let ledgerIsFull = ledger.isFull
        return state.withLock { state in
            var rounds: [Round] = []
            guard !state.isDraining else { return rounds }
            if source == nil {
                state.idleBecause = "no endpoint is configured"
                return rounds
            }
            if ledgerIsFull || counts.isFull {
                state.idleBecause = "the disk is full"
                return rounds
            }
            // Requests wait for their intent to be durable before they are sent, for two transactions at most: what is
            // answered meanwhile, so many more, keeps the slots busy.
            let target = capacity + max(2, min(4 * capacity, Int(state.answerRate * 0.03)))
            if state.sampling >= target { return rounds }
            var allowances: [String: Int] = [:]
            var isFull = false
            for name in state.runs.keys {
                let allowance = nextAllowance(name, now: now, state: &state)
                guard allowance > 0 else { continue }
                let room = room(for: name, counts: counts, state: state)
                if room <= 0 { isFull = true }
                if room > 0 { allowances[name] = min(allowance, room) }
            }
            while state.sampling < target, let name = state.share.next(among: allowances.keys) {
                guard let round = take(from: name, allowance: allowances[name] ?? 0, state: &state) else {
                    allowances[name] = nil
                    continue
                }
                rounds.append(round)
                allowances[name] = min(
                    (allowances[name] ?? 0) - round.count, nextAllowance(name, now: now, state: &state))
                if allowances[name] ?? 0 <= 0 { allowances[name] = nil }
            }
            if !rounds.isEmpty || state.sampling > 0 {
                state.idleBecause = nil
            } else {
                state.idleBecause = isFull ? "the queue is full" : Self.idleReason(state)
            }
            return rounds
        }
    }

    private func nextAllowance(_ name: String, now: MonotonicTime, state: inout State) -> Int {
        state.withRun(name) { $0.allowance(now: now, backlog: settings.judgeBacklog) } ?? 0
    }

    /// How many rollouts of an environment still fit into every queue that it delivers to.
    private func room(for name: String, counts: StoreCounts, state: State) -> Int {
        guard let run = state.runs[name], run.settings.deliver == .queue else { return .max }
        var room = Int.max
        for queue in run.settings.queues {
            room = min(
                room,
                settings.bounds.room(
                    in: counts.queues[queue] ?? QueueCounts(), inFlight: state.inFlight,
                    typicalBytes: Int(run.typicalBytes)))
        }
        return room
    }

    private func take(from name: String, allowance: Int, state: inout State) -> Round? {
        let taken = state.withRun(name) { run -> (ServedEnvironment, TaskVisit, Int)? in
            guard let visit = run.again.popFirst() ?? run.feed.popFirst() else { return nil }
            let count = min(visit.nextRound, allowance)
            guard count > 0 else {
                run.again.prepend(visit)
                return nil
            }
            run.stall.requested(count)
            run.visits += 1
            run.sampling += count
            run.requested += count
            return (run.served, visit, count)
        }
        guard let taken, let (served, visit, count) = taken else { return nil }
        state.sampling += count
        state.inFlight += count
        return Round(
            served: served, visit: visit, count: count, charge: state.share.charge(name, rollouts: count),
            policyVersion: state.policyVersion)
    }

    private static func idleReason(_ state: State) -> String? {
        let runs = state.runs.values
        if runs.isEmpty { return "no environment is loaded" }
        if runs.allSatisfy({ $0.finished != nil }) { return "every environment is finished" }
        if runs.allSatisfy({ $0.finished != nil || $0.isPaused || $0.weight <= 0 }) {
            return "every environment is paused or finished"
        }
        if runs.contains(where: { $0.stall.stall != nil }) {
            return "the environments that could be sampled are stalled"
        }
        return nil
    }

    /// Environments whose feed is running low, marked as being filled.
    func feedsToFill() -> [String] {
        guard source != nil else { return [] }
        let now = clock.monotonic()
        return state.withLock { state in
            guard !state.isDraining else { return [] }
            // Data that cannot be read is not tried again on every signal, but when the stall's pause is over.
            let names = state.runs.filter {
                $0.value.needsTasks && $0.value.stall.stall?.until.map { now < $0 } != true
            }
            .map(\.key)
            for name in names { state.runs[name]?.isRefilling = true }
            return names
        }
    }
}
