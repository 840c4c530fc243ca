import Environments
import Rollouts
import Testing

@testable import Sampling

@Suite struct GroupRoundsTests {
    private typealias Rounds = GroupRounds<Int>

    private func rounds(_ members: Int, keep: AcceptanceSettings.GroupRule = .all) -> Rounds {
        Rounds(rule: .init(rollouts: members, keep: keep))
    }

    @Test func `members of a kept group are accepted whatever their verdict`() {
        var rounds = rounds(3)
        rounds.add(0, passed: true, reason: nil)
        rounds.add(1, passed: false, reason: .incorrect)
        rounds.add(2, passed: false, reason: .overlong)
        guard case .whole(let ends, let isKept) = rounds.decide() else { return #expect(Bool(false), "not whole") }
        #expect(isKept && ends.map(\.member) == [0, 1, 2] && ends.allSatisfy { $0.end == .accepted })
    }

    @Test func `of a dropped group the passing are uninformative and the others keep their reason`() {
        var rounds = rounds(2, keep: .mixed)
        rounds.add(0, passed: true, reason: nil)
        rounds.add(1, passed: true, reason: nil)
        guard case .whole(let ends, let isKept) = rounds.decide() else { return #expect(Bool(false), "not whole") }
        #expect(!isKept && ends.map(\.end) == [.ended(.uninformative), .ended(.uninformative)])

        var failing = GroupRounds<Int>(rule: .init(rollouts: 2, keep: .passRate(0.6...0.9)))
        failing.add(0, passed: true, reason: nil)
        failing.add(1, passed: false, reason: .violated)
        guard case .whole(let others, _) = failing.decide() else { return #expect(Bool(false), "not whole") }
        #expect(others.map(\.end) == [.ended(.uninformative), .ended(.violated)])
    }

    @Test func `members without a score are sampled again up to a bound, else the group is incomplete`() {
        var rounds = rounds(4)
        rounds.add(0, passed: true, reason: nil)
        rounds.lose()
        guard case .sample(3) = rounds.decide() else { return #expect(Bool(false), "three members are missing") }
        #expect(rounds.nextRound == 3)
        for _ in 0..<4 { rounds.lose() }
        guard case .incomplete(let members) = rounds.decide() else { return #expect(Bool(false), "not given up") }
        #expect(members == [0] && rounds.nextRound == 0)
    }

    @Test(arguments: [
        (AcceptanceSettings.GroupRule.all, [true, true, true]), (.mixed, [false, true, false]),
        (.passRate(0.5...1), [false, true, true]),
    ])
    func `the rule decides on the whole group`(rule: AcceptanceSettings.GroupRule, kept: [Bool]) {
        for (passed, isKept) in zip(0...2, kept) { #expect(rule.keeps(passed: passed, of: 2) == isKept) }
    }
}
