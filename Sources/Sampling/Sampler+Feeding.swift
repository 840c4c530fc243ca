import DequeModule
import Environments
import Logging
import Rollouts
import Synchronization
import TrajectoryQueue

extension Sampler {
    /// Tasks fetched at once.
    private static let feedStep = 256
    /// The same where their levels are chosen.
    private static let steeredFeedStep = 32
    /// How long tasks are fetched before what there is goes into the feed: where a task takes long to make, the first is
    /// not to wait for the last, nor other environments for all of them.
    private static let feedTime = Duration.milliseconds(5)

    /// Fetches the next tasks of an environment, leaving out those that are done, and adds them to its feed.
    func fillFeed(of name: String) async {
        guard
            let (environment, start, levels) = state.withLock({ state in
                state.withRun(name) { ($0.environment, $0.cursor, $0.steering.levels(Self.steeredFeedStep)) }
            })
        else { return }
        let graded = levels.isEmpty ? nil : environment.tasks as? any GradedTaskSource
        let most = graded == nil ? Self.feedStep : levels.count
        var steps: [TaskStep] = []
        var cursor = start
        var isExhausted = false
        let began = clock.monotonic()
        do throws(EnvironmentError) {
            while steps.count < most, steps.isEmpty || began.duration(to: clock.monotonic()) < Self.feedTime {
                let next =
                    if let graded {
                        try graded.next(after: cursor, level: levels[steps.count])
                    } else {
                        try environment.tasks.next(after: cursor)
                    }
                guard let step = next else {
                    isExhausted = true
                    break
                }
                cursor = step.cursor
                steps.append(step)
            }
        } catch {
            if steps.isEmpty { return stopFeeding(name, because: error) }
        }
        let memories: [String: TaskMemory]
        do throws(StoreError) {
            memories = try await store.tasks(name, steps.map(\.task.id))
        } catch {
            state.withLock { $0.runs[name]?.isRefilling = false }
            if error.code != .full { fail(error) }
            return
        }
        feed(name, steps: steps, memories: memories, isExhausted: isExhausted)
    }

    private func feed(
        _ name: String, steps: [TaskStep], memories: [String: TaskMemory], isExhausted: Bool
    ) {
        let wall = clock.wallMilliseconds()
        let fault = state.withLock { state -> EnvironmentError? in
            let policy = state.policyVersion
            return state.withRun(name) { run -> EnvironmentError? in
                run.isRefilling = false
                run.isExhausted = isExhausted
                let knewFaults = run.skippedLines > 0
                run.add(steps, memories: memories, policyVersion: policy, wall: wall)
                run.finishIfDone()
                return knewFaults ? nil : steps.lazy.compactMap(\.firstFault).first
            } ?? nil
        }
        if let fault {
            logger.warning(
                "lines that are no tasks are passed over: this is said once, and `skipped_lines` counts them",
                metadata: ["environment": "\(name)", "first": "\(fault)"])
        }
        signal.raise()
    }

    private func stopFeeding(_ name: String, because error: EnvironmentError) {
        let now = clock.monotonic()
        logger.error(
            "an environment's tasks cannot be read", metadata: ["environment": "\(name)", "error": "\(error)"])
        state.withLock { state in
            state.runs[name]?.isRefilling = false
            state.runs[name]?.stall.stallNow(
                "its tasks cannot be read: \(error)", error.hint ?? "mend the data", now: now)
        }
    }
}

extension EnvironmentRun {
    /// Adds the tasks of these steps that may be tried to the feed, up to where a new epoch begins while the old one is
    /// still under way.
    mutating func add(
        _ steps: [TaskStep], memories: [String: TaskMemory], policyVersion: Int, wall: Int64
    ) {
        if let doneUnderPolicy, policyVersion > doneUnderPolicy {
            self.doneUnderPolicy = nil
            passedOver = 0
        }
        for step in steps {
            if step.cursor.epoch > cursor.epoch, !underWay.isEmpty {
                awaitsEpoch = true
                isExhausted = false
                return
            }
            cursor = step.cursor
            skippedLines += step.skipped
            let ticket = window.begin(step.cursor)
            let memory = memories[step.task.id] ?? TaskMemory(environment: name, taskID: step.task.id)
            // A task that stands twice in an epoch would not see what its first visit accepts.
            guard steering.takes(step.task) else {
                window.end(ticket)
                restingTasks += 1
                continue
            }
            let mayTry = eligibility(of: memory, policyVersion: policyVersion)
            if mayTry == .rests { restingTasks += 1 }
            guard mayTry == .tried, underWay.insert(step.task.id).inserted else {
                window.end(ticket)
                passedOver += 1
                continue
            }
            passedOver = 0
            var visit = visit(step.task, ticket: ticket, memory: memory, wall: wall)
            visit.level = step.level
            feed.append(visit)
        }
        if let size = environment.tasks.size, passedOver >= size, underWay.isEmpty {
            switch settings.resample {
            case .never: isExhausted = true
            case .policy: doneUnderPolicy = policyVersion
            }
        }
    }

    /// Whether a task may be tried (again): one that is done comes back under a later policy version only, and only
    /// where the environment says so. One that was always or never solved may have to rest for several.
    private func eligibility(of memory: TaskMemory, policyVersion: Int) -> Eligibility {
        guard memory.isFinished else { return .tried }
        guard settings.resample == .policy, policyVersion > memory.policyVersion else { return .done }
        let rests = settings.difficulty?.rests(passes: memory.passes, of: memory.attempts) ?? false
        return !rests || policyVersion - memory.policyVersion >= DifficultySettings.restedVersions ? .tried : .rests
    }

    private enum Eligibility { case tried, done, rests }

    /// A visit of a task that goes on from what is remembered of it.
    private func visit(_ task: RolloutTask, ticket: Int, memory: TaskMemory, wall: Int64) -> TaskVisit {
        let settings = served.settings
        var memory = memory
        if memory.isFinished {
            // A new policy gets the task's whole allowance anew; what was accepted before still counts as duplicate.
            memory.isFinished = false
            memory.accepted = 0
            memory.attempts = 0
            memory.passes = 0
        }
        let rounds: TaskVisit.Rounds
        switch settings.accept.mode {
        case .trajectories:
            rounds = .trajectories(
                TaskRounds(
                    rule: .init(
                        rollouts: settings.sample.rollouts, perTask: settings.accept.perTask,
                        giveUpAfter: settings.accept.giveUpAfter), memory: memory))
        case .groups:
            rounds = .groups(GroupRounds(rule: .init(rollouts: settings.sample.rollouts, keep: settings.accept.keep)))
        }
        return TaskVisit(
            task: task, groupID: ids.next(milliseconds: wall), ticket: ticket, rounds: rounds,
            memory: memory)
    }

    /// Ends a visit for good.
    mutating func end(_ visit: TaskVisit) {
        window.end(visit.ticket)
        underWay.remove(visit.task.id)
        if underWay.isEmpty { awaitsEpoch = false }
    }
}
