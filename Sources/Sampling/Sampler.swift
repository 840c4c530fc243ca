import DequeModule
package import Environments
package import Logging
import Rollouts
import ServiceLifecycle
import Synchronization
package import TrajectoryQueue

/// The life of a rollout, from task to queue: the shell that drives the pure rules.
///
/// One loop starts rounds, each a task of its own: counted durably, sampled, judged, decided, committed. All state is
/// one value under one lock; nothing is awaited while it is held.
package final class Sampler: Service, Sendable {
    struct State {
        var runs: [String: EnvironmentRun] = [:]
        var share: FairShare
        /// Rollouts requested and not yet answered, over all environments.
        var sampling = 0
        /// Rollouts requested and not yet committed, over all environments.
        var inFlight = 0
        /// Rounds that were requested and wait for a slot at an endpoint.
        var waiting: Deque<Round> = []
        /// Rollouts of the rounds that have one, or are about to.
        var slotsTaken = 0
        /// How many slots the endpoints had when that was last looked at.
        var slots = 0
        /// Rollouts answered since the last tick, and the rate per second that came to.
        var answered = 0
        var answerRate = 0.0
        var lastTick: MonotonicTime?
        var isDraining = false
        var idleBecause: String?
        var failure: StoreError?
        var policyVersion = 0

        /// Changes a run where it is, since a copy of it would copy its collections; nil when there is none.
        mutating func withRun<Value>(_ name: String, _ body: (inout EnvironmentRun) -> Value) -> Value? {
            guard let index = runs.index(forKey: name) else { return nil }
            return body(&runs.values[index])
        }
    }

    let settings: SamplerSettings
    let store: any TrajectoryStore
    let log: any RolloutLog
    let source: (any RolloutSource)?
    let clock: StoreClock
    let logger: Logger
    let broken: [BrokenEnvironment]
    let environments: [any VerifierEnvironment]
    let judges: JudgePool
    let ledger: Ledger
    let ids = UniqueIDSource()
    let state: Mutex<State>
    /// Raised whenever more may be started than before.
    let signal = Signal()
    /// Raised once, when draining begins.
    private let drainSignal = Signal()

    /// A sampler over the environments of a catalog; without a source it samples nothing and still answers.
    package init(
        settings: SamplerSettings, catalog: EnvironmentCatalog, source: (any RolloutSource)?,
        store: any TrajectoryStore, log: any RolloutLog, clock: StoreClock, logger: Logger
    ) {
        self.settings = settings
        self.store = store
        self.log = log
        self.source = source
        self.clock = clock
        self.logger = logger
        broken = catalog.broken
        environments = catalog.loaded
        judges = JudgePool(width: settings.judgeThreads)
        ledger = Ledger(store: store, logger: logger, retryPause: settings.retryPause)
        state = Mutex(State(share: FairShare(unit: settings.weightBy)))
    }

    /// Samples until a graceful shutdown or a cancellation, then drains; throws when the store cannot be gone on with.
    package func run() async throws {
        try await open()
        store.onChange { [signal] in signal.raise() }
        // Not a child: it outlives cancellation, so that what the rounds decided is committed while they end.
        let writing = Task { try await ledger.run { self.takeChangedStates() } }
        await withGracefulShutdownHandler {
            await withTaskCancellationHandler {
                await sample()
                await closeEverythingHeld()
            } onCancel: {
                beginDraining()
            }
        } onGracefulShutdown: {
            self.beginDraining()
        }
        ledger.close()
        try await finish(writing)
        await log.flush()
        if let failure = state.withLock({ $0.failure }) { throw failure }
    }

    /// Lets no new rollouts begin; `run` returns when those in flight have ended.
    package func beginDraining() {
        state.withLock { $0.isDraining = true }
        signal.raise()
        drainSignal.raise()
    }

    private enum Part { case rounds, ticks, drained }

    /// Starts rounds until draining begins and all have ended, or the time for that is over and they were cancelled.
    private func sample() async {
        await withTaskGroup(of: Part.self) { group in
            group.addTask {
                await self.startRounds()
                return .rounds
            }
            group.addTask {
                await self.tick()
                return .ticks
            }
            group.addTask {
                await self.drainSignal.wait()
                try? await Task.sleep(for: self.settings.drain)
                return .drained
            }
            for await part in group where part != .ticks {
                // What the rounds wait for would else be waited for without an end.
                if part == .drained { ledger.giveUpWhenFull() }
                group.cancelAll()
            }
        }
    }

    /// Starts rounds as long as something may be started, then waits for a change.
    private func startRounds() async {
        await withDiscardingTaskGroup { group in
            while true {
                for name in feedsToFill() { group.addTask { await self.fillFeed(of: name) } }
                for (served, visits) in leftOver() {
                    group.addTask { await self.closeHeld(visits, of: served, as: .retired) }
                }
                await request(takeRounds())
                while let round = nextWaiting() { group.addTask { await self.run(from: round) } }
                if isOver { break }
                await signal.wait()
                if Task.isCancelled { break }
            }
            // What was requested is sampled, or ended by the cancellation, whether there is a slot for it or not.
            while let round = nextWaiting(anyway: true) { group.addTask { await self.run(from: round) } }
        }
        // What was decided is still on its way to the disk, for as long as a drain may take: an empty commit is the last in
        // the line. Why one fails is told by those before it.
        try? await ledger.commit(StoreCommit())
    }

    private var isOver: Bool {
        state.withLock { state in
            state.isDraining
                || (settings.endsWhenFinished && state.runs.values.allSatisfy { $0.finished != nil && $0.visits == 0 })
        }
    }

    /// Wakes the loop now and then, since time alone ends a stall, and measures the rate of answers.
    private func tick() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(250))
            let now = clock.monotonic()
            state.withLock { state in
                if let last = state.lastTick {
                    let seconds = max(0.001, last.duration(to: now) / .seconds(1))
                    state.answerRate += (Double(state.answered) / seconds - state.answerRate) * 0.5
                }
                state.answered = 0
                state.lastTick = now
            }
            signal.raise()
        }
    }

    /// Ends the members of groups whose next round will not come.
    private func closeEverythingHeld() async {
        for (served, visits) in leftOver() { await closeHeld(visits, of: served, as: .retired) }
        let held = state.withLock { state in
            let held = state.runs.values.map { ($0.served, Array($0.again)) }
            for name in state.runs.keys { state.runs[name]?.again.removeAll() }
            return held
        }
        for (served, visits) in held { await closeHeld(visits, of: served, as: .shutdown) }
    }

    /// Waits for the ledger's last transaction, as long as a drain may take: a disk that stays full must not hold it.
    private func finish(_ writing: Task<Void, any Error>) async throws {
        let patience = Task {
            try await Task.sleep(for: settings.drain)
            writing.cancel()
        }
        defer { patience.cancel() }
        try await writing.value
    }

    /// Stops the service for a store that cannot be gone on with.
    func fail(_ error: StoreError) {
        guard error.code != .closed else { return }
        state.withLock { $0.failure = $0.failure ?? error }
        beginDraining()
    }
}
