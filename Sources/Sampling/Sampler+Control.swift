import Environments
import JSON
import Rollouts
import Synchronization
package import TrajectoryQueue

extension Sampler: SamplingControl {
    /// Everything, at one moment.
    package func snapshot() -> ServiceSnapshot {
        let now = clock.monotonic()
        let counts = store.counts
        let (statuses, idleBecause, isDraining) = state.withLock { state in
            let statuses = environments.map { environment in
                let name = environment.name
                let windows = state.withRun(name) { $0.windows.windows(at: now) } ?? []
                return Self.status(of: environment, state.runs[name], counts, windows: windows, now: now)
            }
            return (statuses, state.idleBecause, state.isDraining)
        }
        let all = (statuses + broken.map { Self.status(of: $0, counts) }).sorted {
            ($0.name, $0.path) < ($1.name, $1.path)
        }
        return ServiceSnapshot(
            takenAt: clock.wallMilliseconds(), counts: counts, environments: all, endpoints: source?.statuses() ?? [],
            bounds: settings.bounds, idleBecause: idleBecause, isDraining: isDraining)
    }

    /// Stops new rollouts of an environment; those in flight finish.
    package func pause(_ environment: String) async throws(StoreError) -> Bool {
        try await steer(environment) { $0.isPaused = true }
    }

    /// Lets an environment sample again, and ends a stall at once.
    package func resume(_ environment: String) async throws(StoreError) -> Bool {
        try await steer(environment) {
            $0.isPaused = false
            $0.stall.reset()
        }
    }

    /// Sets an environment's weight; 0 keeps it from being sampled.
    package func setWeight(_ weight: Double, of environment: String) async throws(StoreError) -> Bool {
        try await steer(environment) { $0.weight = weight }
    }

    private func steer(_ name: String, _ change: (inout EnvironmentRun) -> Void) async throws(StoreError) -> Bool {
        let steered = state.withLock { state -> (before: (isPaused: Bool, weight: Double), now: Steering)? in
            guard let run = state.runs[name] else { return nil }
            let before = (run.isPaused, run.weight)
            _ = state.withRun(name, change)
            return (before, state.steering(of: name))
        }
        guard let steered else { return false }
        signal.raise()
        var commit = StoreCommit()
        commit.states = [(Self.steeringKey(name), Array(steered.now.json.text.utf8))]
        do throws(StoreError) {
            try await store.commit(commit)
        } catch {
            // What a restart would not know must not hold until then.
            state.withLock { state in
                _ = state.withRun(name) { ($0.isPaused, $0.weight) = steered.before }
                _ = state.steering(of: name)
            }
            signal.raise()
            throw error
        }
        return true
    }

    private static func status(
        of environment: any VerifierEnvironment, _ run: EnvironmentRun?, _ counts: StoreCounts, windows: [RateWindow],
        now: MonotonicTime
    ) -> EnvironmentStatus {
        let settings = environment.settings
        var state = EnvironmentStatus.State.serving
        if let run {
            if run.isPaused {
                state = .paused
            } else if let finished = run.finished {
                state = .finished(finished)
            } else if let (cause, until) = run.stall.stall {
                let seconds = until.map { max(0, now.duration(to: $0) / .seconds(1)) } ?? 0
                state = .stalled(reason: cause.reason, remedy: cause.remedy, seconds: seconds)
            }
        }
        var status = EnvironmentStatus(
            name: environment.name, version: environment.version, about: environment.about, tags: environment.tags,
            path: environment.path, state: state, weight: run?.weight ?? settings.weight,
            mode: settings.accept.mode.rawValue, queues: settings.deliver == .queue ? settings.queues : [],
            junkAllowed: settings.junkAllowed.map { ($0.kind.rawValue, $0.reason) },
            counts: counts.environments[environment.name] ?? EnvironmentCounts(), windows: windows,
            curriculum: run?.steering.curriculum?.levels ?? [])
        if let run {
            status.tasks.skippedLines = run.skippedLines
            status.tasks.resting = run.restingTasks
            status.tasks.kinds = run.steering.balance.map { ($0.kindCount, $0.restingCount) }
        }
        return status
    }

    private static func status(of broken: BrokenEnvironment, _ counts: StoreCounts) -> EnvironmentStatus {
        EnvironmentStatus(
            name: broken.name, version: "", about: "", tags: [], path: broken.path,
            state: .broken(broken.errors.map(\.description)), weight: 0, mode: "", queues: [], junkAllowed: [],
            counts: counts.environments[broken.name] ?? EnvironmentCounts(), windows: [])
    }
}

extension Sampler.State {
    /// What is to be remembered of how an environment was steered; its share follows its weight.
    fileprivate mutating func steering(of name: String) -> Sampler.Steering {
        var steering = Sampler.Steering()
        guard let run = runs[name] else { return steering }
        share.set(name, weight: run.weight)
        steering.isPaused = run.isPaused
        steering.weight = run.weight == run.settings.weight ? nil : run.weight
        return steering
    }
}
