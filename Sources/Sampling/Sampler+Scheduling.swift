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
            state.slots = capacity
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
            // answered in twice the time that the ledger takes for these, so many more, keeps the slots busy.
            let target = capacity + max(2, min(8 * capacity, Int(state.answerRate * 0.06)))
            if state.sampling >= target { return rounds }
            var room = QueueRoom(settings.bounds, counts: counts.queues)
            for name in state.runs.keys { _ = state.withRun(name) { room.take($0.inFlight, for: $0.claim) } }
            var allowances: [String: Int] = [:]
            var isFull = false
            for name in state.runs.keys {
                let allowance = nextAllowance(name, now: now, state: &state)
                if allowance > 0 { allowances[name] = allowance }
            }
            var fetching: Set<String> = []
            while state.sampling < target, let name = state.share.next(among: allowances.keys, fetching: fetching) {
                switch take(from: name, allowance: allowances[name] ?? 0, room: &room, state: &state) {
                case .round(let round):
                    rounds.append(round)
                    let allowance = nextAllowance(name, now: now, state: &state)
                    allowances[name] = allowance > 0 ? allowance : nil
                case .noRoom:
                    isFull = true
                    allowances[name] = nil
                case .nothing:
                    if state.runs[name]?.isRefilling == true { fetching.insert(name) }
                    allowances[name] = nil
                }
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

    private enum Taken {
        case round(Round)
        /// The queue has no room for the next one.
        case noRoom
        case nothing
    }

    private func take(from name: String, allowance: Int, room: inout QueueRoom, state: inout State) -> Taken {
        let taken = state.withRun(name) { run -> (ServedEnvironment, TaskVisit, Int, QueueRoom.Claim)? in
            guard let (visit, count) = run.takeNext(allowance: allowance, room: room) else { return nil }
            run.stall.requested(count)
            run.visits += 1
            run.sampling += count
            run.requested += count
            return (run.served, visit, count, run.claim)
        }
        guard let taken, let (served, visit, count, claim) = taken else {
            let isFull = state.withRun(name) { room.rollouts(for: $0.claim) <= 0 }
            return isFull == true ? .noRoom : .nothing
        }
        room.take(count, for: claim)
        state.sampling += count
        state.inFlight += count
        return .round(
            Round(
                served: served, visit: visit, count: count, charge: state.share.charge(name, rollouts: count),
                policyVersion: state.policyVersion))
    }

    private static func idleReason(_ state: State) -> String? {
        let runs = state.runs.values
        if runs.isEmpty { return "no environment is loaded" }
        if runs.allSatisfy({ $0.finished != nil }) { return "every environment is finished" }
        let isIdle = { (run: EnvironmentRun) in run.finished != nil || run.isPaused || run.weight <= 0 }
        if runs.allSatisfy(isIdle) { return "every environment is paused or finished" }
        if runs.allSatisfy({ isIdle($0) || $0.doneUnderPolicy != nil }) {
            return "every task was tried under policy version \(state.policyVersion), and waits for a newer one"
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
            let names = state.runs.filter { _, run in
                run.needsTasks(policyVersion: state.policyVersion) && run.stall.stall?.until.map { now < $0 } != true
            }
            .map(\.key)
            for name in names { state.runs[name]?.isRefilling = true }
            return names
        }
    }
}

extension EnvironmentRun {
    /// What a rollout of it may take in its queues.
    var claim: QueueRoom.Claim {
        QueueRoom.Claim(queues: settings.deliver == .queue ? settings.queues : [], typicalBytes: typicalBytes)
    }

    /// Takes the visit that is next, with the rollouts of its round; nil where none may begin now.
    ///
    /// A group is begun with all of its members or, where that can never be, with nothing else of the environment in
    /// flight; its room is spoken for from then on. Else groups that were begun in part would hold what each of them waits
    /// for. It may go over the queue's bound by less than its size: where room comes by ones, those that need no more
    /// would else take all of it.
    mutating func takeNext(allowance: Int, room: QueueRoom) -> (visit: TaskVisit, count: Int)? {
        let isBegun = !again.isEmpty
        guard let visit = again.popFirst() ?? feed.popFirst() else { return nil }
        var count = min(visit.nextRound, allowance)
        switch visit.rounds {
        case .trajectories: count = min(count, room.rollouts(for: claim))
        case .groups where !isBegun:
            let isWhole = count == visit.nextRound || inFlight == 0
            if !isWhole || room.rollouts(for: claim) <= 0 { count = 0 }
        case .groups: break
        }
        guard count > 0 else {
            if isBegun { again.prepend(visit) } else { feed.prepend(visit) }
            return nil
        }
        return (visit, count)
    }
}
