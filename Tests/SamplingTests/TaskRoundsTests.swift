import Rollouts
import Testing
import TrajectoryQueue

@testable import Sampling

@Suite struct TaskRoundsTests {
    private func rounds(_ rollouts: Int = 4, perTask: Int = 2, giveUpAfter: Int = 8) -> TaskRounds {
        TaskRounds(
            rule: .init(rollouts: rollouts, perTask: perTask, giveUpAfter: giveUpAfter),
            memory: TaskMemory(environment: "e", taskID: "t"))
    }

    private func pass(_ digest: UInt64?) -> Judgement { Judgement(passed: true, reason: nil, digest: digest) }
    private let wrong = Judgement(passed: false, reason: .incorrect, digest: nil)
    private let lost = Judgement(passed: nil, reason: .endpointTimeout, digest: nil)

    @Test func `passing ones are accepted until the task has its own, the rest of the round is surplus`() {
        var rounds = rounds()
        let ends = rounds.decide([pass(1), wrong, pass(2), pass(3)], limit: nil, policyVersion: 5)
        #expect(ends == [.accepted, .ended(.incorrect), .accepted, .ended(.surplus)])
        #expect(rounds.isSatisfied && rounds.isOver && rounds.nextRound == 0)
        #expect(rounds.memory.attempts == 4 && rounds.memory.passes == 3 && rounds.memory.accepted == 2)
        #expect(rounds.memory.policyVersion == 5 && rounds.memory.isFinished)
    }

    @Test func `a passing completion that was accepted before is a duplicate, in this round and in later ones`() {
        var rounds = rounds(4, perTask: 3)
        #expect(rounds.decide([pass(1), pass(1)], limit: nil, policyVersion: 0) == [.accepted, .ended(.duplicate)])
        #expect(rounds.decide([pass(1), pass(2)], limit: nil, policyVersion: 0) == [.ended(.duplicate), .accepted])
    }

    @Test func `without a digest nothing is a duplicate`() {
        var rounds = rounds(2, perTask: 2)
        #expect(rounds.decide([pass(nil), pass(nil)], limit: nil, policyVersion: 0) == [.accepted, .accepted])
    }

    @Test func `what was accepted before a restart still counts`() {
        var memory = TaskMemory(environment: "e", taskID: "t")
        memory.accepted = 1
        memory.accepted64 = [7]
        memory.attempts = 3
        var rounds = TaskRounds(rule: .init(rollouts: 4, perTask: 2, giveUpAfter: 8), memory: memory)
        #expect(rounds.nextRound == 4)
        #expect(rounds.decide([pass(7), pass(8)], limit: nil, policyVersion: 0) == [.ended(.duplicate), .accepted])
        #expect(rounds.isSatisfied)
    }

    @Test func `the last round asks for no more than may be spent, then the task is given up`() {
        var rounds = rounds(4, perTask: 1, giveUpAfter: 6)
        _ = rounds.decide([wrong, wrong, wrong, wrong], limit: nil, policyVersion: 0)
        #expect(rounds.nextRound == 2)
        _ = rounds.decide([wrong, wrong], limit: nil, policyVersion: 0)
        #expect(rounds.nextRound == 0 && rounds.isOver && !rounds.isSatisfied && rounds.memory.isFinished)
    }

    @Test func `what the endpoint lost is not spent, but three rounds of nothing leave the task unfinished`() {
        var rounds = rounds(2)
        for _ in 0..<3 {
            #expect(rounds.nextRound == 2)
            #expect(
                rounds.decide([lost, lost], limit: nil, policyVersion: 0) == [
                    .ended(.endpointTimeout), .ended(.endpointTimeout),
                ])
        }
        #expect(rounds.isOver && rounds.memory.attempts == 0 && !rounds.memory.isFinished)
    }

    @Test func `beyond what the environment may still accept, passing ones are surplus`() {
        var rounds = rounds(4, perTask: 4)
        #expect(rounds.decide([pass(1), pass(2)], limit: 1, policyVersion: 0) == [.accepted, .ended(.surplus)])
    }

    @Test(arguments: 0..<200) func `every judgement has exactly one end and the memory adds up`(seed: UInt64) {
        var generator = SplitMix(seed: seed)
        var rounds = rounds(
            Int.random(in: 1...8, using: &generator), perTask: Int.random(in: 1...4, using: &generator),
            giveUpAfter: Int.random(in: 4...40, using: &generator))
        var accepted = 0
        var judged = 0
        var steps = 0
        while rounds.nextRound > 0 {
            let round = (0..<rounds.nextRound).map { _ -> Judgement in
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: pass(UInt64.random(in: 0..<3, using: &generator))
                case 1: lost
                default: wrong
                }
            }
            let ends = rounds.decide(round, limit: nil, policyVersion: 0)
            #expect(ends.count == round.count, "seed \(seed)")
            accepted += ends.filter { $0 == .accepted }.count
            judged += round.filter { $0.reason != .endpointTimeout }.count
            steps += 1
            guard steps < 1000 else { break }
        }
        #expect(rounds.memory.accepted == accepted && rounds.memory.accepted64.count == accepted, "seed \(seed)")
        #expect(rounds.memory.attempts == judged, "seed \(seed)")
        #expect(Set(rounds.memory.accepted64).count == accepted, "seed \(seed)")
        #expect(steps < 1000, "seed \(seed)")
    }
}

/// A small seeded generator for property tests (SplitMix64).
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
