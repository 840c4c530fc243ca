import Synchronization
import Testing

@testable import Sampling

private final class Flag: Sendable {
    let value = Mutex(false)
}

private final class Running: Sendable {
    let state = Mutex((now: 0, most: 0, total: 0))
}

@Suite(.timeLimit(.minutes(3))) struct JudgePoolTests {
    @Test func `a lane that is busy in every turn leaves a thread to the others`() async {
        let pool = JudgePool(width: 2)
        let slow = pool.lane()
        let quick = pool.lane()
        let isReleased = Flag()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask(executorPreference: slow) {
                    // Holds its thread, as a verifier would, until the other lane's work is done.
                    while !isReleased.value.withLock({ $0 }) {}
                }
            }
            await withTaskGroup(of: Void.self) { inner in
                for _ in 0..<50 { inner.addTask(executorPreference: quick) {} }
            }
            isReleased.value.withLock { $0 = true }
        }
    }

    @Test func `no more than its width run at once, and all of them run`() async {
        let pool = JudgePool(width: 2)
        let lanes = (0..<4).map { _ in pool.lane() }
        let running = Running()
        await withTaskGroup(of: Void.self) { group in
            for index in 0..<400 {
                group.addTask(executorPreference: lanes[index % 4]) {
                    running.state.withLock { state in
                        state.now += 1
                        state.most = max(state.most, state.now)
                        state.total += 1
                    }
                    running.state.withLock { $0.now -= 1 }
                }
            }
        }
        #expect(running.state.withLock { $0.total } == 400)
        #expect(running.state.withLock { $0.most } <= 2)
    }
}
