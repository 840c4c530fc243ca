import DequeModule
import Dispatch
import Synchronization

/// A bounded number of threads for verification, away from the event loops and from the tasks that keep the sampling
/// going.
///
/// Each environment has a lane. Lanes take turns job by job, and where several wait none may hold every thread, so that
/// a slow verifier delays its own environment only.
package final class JudgePool: Sendable {
    private struct State {
        /// Jobs by lane; a lane is here while it has jobs waiting.
        var queues: [ObjectIdentifier: Deque<(job: UnownedJob, lane: JudgeLane)>] = [:]
        /// Lanes with jobs waiting, in the order of their turns.
        var turns: [ObjectIdentifier] = []
        /// Jobs running now, by lane.
        var running: [ObjectIdentifier: Int] = [:]
        var workers = 0
    }

    private let width: Int
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "winnow.judge", qos: .utility, attributes: .concurrent)

    /// A pool of so many threads, at least 1.
    package init(width: Int) { self.width = max(1, width) }

    /// A new lane.
    package func lane() -> JudgeLane { JudgeLane(pool: self) }

    fileprivate func enqueue(_ job: UnownedJob, lane: JudgeLane) {
        let id = ObjectIdentifier(lane)
        let startsWorker = state.withLock { state in
            if state.queues[id] == nil { state.turns.append(id) }
            state.queues[id, default: []].append((job, lane))
            guard state.workers < width else { return false }
            state.workers += 1
            return true
        }
        if startsWorker { queue.async { self.work() } }
    }

    /// Takes jobs until none is left that may run.
    private func work() {
        var finished: ObjectIdentifier?
        while let (job, lane) = take(finished: finished) {
            job.runSynchronously(on: lane.asUnownedTaskExecutor())
            finished = ObjectIdentifier(lane)
        }
    }

    private func take(finished: ObjectIdentifier?) -> (job: UnownedJob, lane: JudgeLane)? {
        state.withLock { state in
            if let finished {
                let running = (state.running[finished] ?? 1) - 1
                state.running[finished] = running > 0 ? running : nil
            }
            let lanes = Set(state.turns).union(state.running.keys).count
            let most = lanes > 1 ? max(1, width - 1) : width
            guard let turn = state.turns.firstIndex(where: { (state.running[$0] ?? 0) < most }) else {
                state.workers -= 1
                return nil
            }
            let id = state.turns.remove(at: turn)
            guard let next = state.queues[id]?.popFirst() else {
                state.workers -= 1
                return nil
            }
            if state.queues[id]?.isEmpty == true { state.queues[id] = nil } else { state.turns.append(id) }
            state.running[id, default: 0] += 1
            return next
        }
    }
}

/// One environment's way into the pool: tasks that prefer this executor are judged there.
package final class JudgeLane: TaskExecutor {
    private let pool: JudgePool

    fileprivate init(pool: JudgePool) { self.pool = pool }

    /// Queues a job behind the lane's others.
    package func enqueue(_ job: consuming ExecutorJob) { pool.enqueue(UnownedJob(job), lane: self) }
}
