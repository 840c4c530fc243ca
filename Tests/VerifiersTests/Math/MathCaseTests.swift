import Foundation
import JSON
import Rollouts
import Testing

@testable import Verifiers

@Suite struct MathCaseTests {
    @Test func `every case of the table gets its verdict, in a box, in a formula and bare`() throws {
        var wrong: [String] = []
        for pair in MathFixtures.cases {
            for written in ["\\boxed{\(pair.answer)}", "So it is $\(pair.answer)$.", "$$\\boxed{\(pair.answer)}$$"] {
                let outcome = try compared("$\(pair.gold)$", written)
                if (outcome == .equal) != pair.isEqual { wrong.append("\(pair.gold) | \(written): \(outcome as Any)") }
            }
        }
        #expect(wrong.isEmpty, "\(wrong.prefix(20).joined(separator: "\n"))")
    }

    @Test func `there are enough cases, and none twice`() {
        let passing = MathFixtures.cases.filter(\.isEqual)
        let failing = MathFixtures.cases.filter { !$0.isEqual }
        #expect(passing.count >= 200)
        #expect(failing.count >= 200)
        #expect(
            Set(MathFixtures.cases.map { "\($0.gold)|\($0.answer)".utf8.map { $0 } }).count == MathFixtures.cases.count)
        print("math cases: \(passing.count) passing, \(failing.count) failing")
    }

    @Test func `recorded pairs get the reference's verdict but where it is wrong`() throws {
        guard let shared = MathFixtures.shared else {
            print("math anchors: skipped 1, there is no recorded data")
            return
        }
        let text = try String(contentsOf: shared.appending(path: "anchors/math/equivalence.jsonl"), encoding: .utf8)
        var same = 0
        var other: [Int] = []
        for (number, line) in text.split(separator: "\n").enumerated() {
            let row = try #require(try json(String(line)).object)
            let match = row["match"]?.object
            let options = MathComparison.Options(
                places: match?["precision"]?.int ?? 6, isStrict: match?["strict"]?.bool ?? true,
                allowsRelationForSet: match?["allow_set_relation_comp"]?.bool ?? false)
            let gold = try #require(row["gold"]?.string)
            let answer = try #require(row["answer"]?.string)
            let isEqual = try compared(gold, answer, options: options) == .equal
            if isEqual == row["equal"]?.bool { same += 1 } else { other.append(number) }
        }
        print(
            "| math anchors | same verdict | another, right one |\n|---|---|---|\n| \(same + other.count) | \(same) | \(other.count) |"
        )
        // The answer is `\( 9 \)` over three lines, and 9 is right.
        #expect(other == [4])
    }

    @Test func `an answer with one thing changed fails`() throws {
        // A function that is 0 everywhere is so whatever its argument is called; at infinity a bracket says nothing.
        let equivalent: Set<String> = [
            "f(q)=0, f(x)=2-x, f(x)=-x", "(1,\\infty]", "[-\\infty,-1)\\cup(1,\\infty)",
            "(-\\infty,-1)\\cup(1,\\infty]",
        ]
        var counts: [String: (all: Int, killed: Int)] = [:]
        var survivors: [String] = []
        for mutant in MathFixtures.mutants where !equivalent.contains(mutant.answer) {
            let outcome = try compared("$\(mutant.gold)$", "$\\boxed{\(mutant.answer)}$")
            counts[mutant.kind, default: (0, 0)].all += 1
            if outcome == .equal {
                survivors.append("\(mutant.gold) | \(mutant.answer)")
            } else {
                counts[mutant.kind, default: (0, 0)].killed += 1
            }
        }
        print("| math: changed | mutants | killed |\n|---|---|---|")
        for (kind, count) in counts.sorted(by: { $0.key < $1.key }) {
            print("| \(kind) | \(count.all) | \(count.killed) |")
        }
        #expect(MathFixtures.mutants.count >= 1_000)
        #expect(survivors.isEmpty, "\(survivors.prefix(20))")
    }
}
