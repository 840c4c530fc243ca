import Environments
import JSON
import Testing

@testable import Sampling

/// A policy that solves a level the less often the harder it is.
private struct Learner {
    /// The level that it solves half the time.
    var skill: Double
    /// How much a level changes its pass rate.
    var slope: Double

    func passRate(_ level: Int) -> Double {
        // Like a logistic curve, without the exponential that libraries reckon differently.
        let x = (Double(level) - skill) * slope
        return x >= 0 ? 0.5 / (1 + x + x * x / 2) : 1 - 0.5 / (1 - x + x * x / 2)
    }
}

/// A curriculum that is followed with verdicts that come late.
private struct Lesson {
    var curriculum: Curriculum
    var draws: SeededGenerator
    /// How many tasks are under way at once.
    let delay: Int
    private var pending: [Int] = []

    init(_ rule: Curriculum.Rule, seed: UInt64, delay: Int) {
        curriculum = Curriculum(rule: rule)
        draws = SeededGenerator(seed: seed)
        self.delay = delay
    }

    /// Takes so many tasks of eight rollouts; returns their levels.
    mutating func take(_ count: Int, _ learner: Learner) -> [Int] {
        (0..<count).map { _ in
            let level = curriculum.draw()
            pending.append(level)
            if pending.count > delay {
                let judged = pending.removeFirst()
                let chance = Int(learner.passRate(judged) * 1_000_000)
                let passed = (0..<8).count { _ in draws.below(1_000_000) < chance }
                curriculum.note(level: judged, passed: passed, of: 8)
            }
            return level
        }
    }
}

@Suite struct CurriculumTests {
    static let rule = Curriculum.Rule(levels: 1...10)

    @Test func `where every level rests, none that nothing passes of is drawn while something of another does`() {
        for (rates, drawn) in [
            ([1.0, 1, 0, 0], 2), ([0, 0, 0, 0], 1), ([1, 1, 1, 1], 4), ([1, 0.1, 0, 0], 2), ([0, 0, 1, 0], 3),
        ] {
            // Bounds to which a level that always passes is farther than one that never does.
            for between in [0.2...0.8, 0.15...0.5] {
                let levels = JSONObject(
                    rates.enumerated().map { index, rate in
                        let passed = Int(rate * 60)
                        let record = String(repeating: "1", count: passed) + String(repeating: "0", count: 60 - passed)
                        return .init(key: String(index + 1), value: .string(record))
                    })
                var curriculum = Curriculum(
                    rule: .init(levels: 1...4, between: between), json: ["frontier": 4, "levels": .object(levels)])
                let draws = (0..<Curriculum.probeEvery - 1).map { _ in curriculum.draw() }
                #expect(draws.allSatisfy { $0 == drawn }, "\(rates) between \(between): \(draws)")
            }
        }
    }

    @Test(arguments: 0..<60 as Range<UInt64>)
    func `nearly all tasks lie between the bounds, wherever a policy stands and however late its verdicts come`(
        _ seed: UInt64
    ) {
        var draws = SeededGenerator(seed: seed, stream: 5)
        let learner = Learner(
            skill: 1.5 + Double(draws.below(80)) / 10, slope: 0.4 + Double(draws.below(40)) / 10)
        var lesson = Lesson(Self.rule, seed: seed, delay: [0, 8, 32][draws.below(3)])
        _ = lesson.take(700, learner)
        let levels = lesson.take(700, learner)
        #expect(levels.allSatisfy(Self.rule.levels.contains))
        let rates = Self.rule.levels.map(learner.passRate)
        let hasGood = rates.contains { (0.3...0.7).contains($0) }
        let good = levels.count { (0.1...0.9).contains(learner.passRate($0)) }
        if hasGood { #expect(good * 100 >= 85 * levels.count, "\(learner): \(good) of \(levels.count)") }
    }

    @Test func `the share of tasks between the bounds is printed`() {
        print("curriculum: of 2,000 tasks after 1,000, with a true pass rate from 20 to 80 %")
        for skill in [1.0, 2, 3, 5, 7, 9, 10] {
            let learner = Learner(skill: skill, slope: 0.8)
            var lesson = Lesson(Self.rule, seed: UInt64(skill * 10), delay: 16)
            _ = lesson.take(1_000, learner)
            let levels = lesson.take(2_000, learner)
            let inside = levels.count { (0.2...0.8).contains(learner.passRate($0)) }
            let even = Self.rule.levels.count { (0.2...0.8).contains(learner.passRate($0)) } * 10
            print("  skill \(skill): \(inside / 20) %, where levels by turns would give \(even) %")
            #expect(inside > 1_500)
        }
    }

    @Test func `a policy for which all is easy gets the hardest, one for which all is hard the easiest`() {
        for (skill, level) in [(60.0, 10), (-50.0, 1)] {
            var lesson = Lesson(Self.rule, seed: 3, delay: 4)
            _ = lesson.take(800, Learner(skill: skill, slope: 3))
            let levels = lesson.take(400, Learner(skill: skill, slope: 3))
            #expect(levels.count { $0 == level } > 320)
        }
    }

    @Test func `between one level that is too easy and the next that is too hard, one of them is drawn`() {
        var lesson = Lesson(Self.rule, seed: 4, delay: 0)
        let learner = Learner(skill: 4.5, slope: 40)
        _ = lesson.take(500, learner)
        let levels = lesson.take(320, learner)
        #expect(levels.allSatisfy { $0 == 4 || $0 == 5 })
    }

    @Test func `it follows a policy that learns, and one that forgets`() {
        var lesson = Lesson(Self.rule, seed: 9, delay: 16)
        func middle(_ levels: [Int]) -> Double { Double(levels.reduce(0, +)) / Double(levels.count) }
        _ = lesson.take(600, Learner(skill: 3, slope: 1.5))
        let before = middle(lesson.take(200, Learner(skill: 3, slope: 1.5)))
        _ = lesson.take(1_500, Learner(skill: 8, slope: 1.5))
        let after = middle(lesson.take(200, Learner(skill: 8, slope: 1.5)))
        _ = lesson.take(1_500, Learner(skill: 3, slope: 1.5))
        let again = middle(lesson.take(200, Learner(skill: 3, slope: 1.5)))
        #expect(before < 4 && after > 7 && again < 4.5, "\(before), \(after), \(again)")
    }

    @Test func `levels that rest are tried once in sixteen draws, and no more`() {
        var lesson = Lesson(Self.rule, seed: 5, delay: 0)
        let learner = Learner(skill: 5, slope: 4)
        _ = lesson.take(1_000, learner)
        let levels = lesson.take(1_600, learner)
        #expect(levels.count { $0 != 5 } == 100)
        #expect(Set(levels) == [4, 5, 6])
    }

    @Test func `a restart goes on as if there had been none`() throws {
        for seed in 0..<20 as Range<UInt64> {
            var lesson = Lesson(Self.rule, seed: seed, delay: 3)
            _ = lesson.take(Int(seed) * 40, Learner(skill: 4, slope: 1))
            let stored = try JSONReader().read(lesson.curriculum.json.text)
            var restarted = Curriculum(rule: Self.rule, json: stored)
            #expect(restarted == lesson.curriculum)
            for _ in 0..<100 {
                let (level, other) = (restarted.draw(), lesson.curriculum.draw())
                #expect(level == other)
            }
        }
    }

    @Test func `a stored state that is none, or of other levels, does no harm`() throws {
        for text in [
            "null", "[]", #"{"frontier": 99, "turn": -5, "levels": {"1": "01x", "44": "1", "2": 5}}"#,
            #"{"levels": {"3": "\#(String(repeating: "1", count: 65))"}, "frontier": -1}"#,
        ] {
            var curriculum = Curriculum(rule: Self.rule, json: try JSONReader().read(text))
            for _ in 0..<100 {
                let level = curriculum.draw()
                #expect(Self.rule.levels.contains(level))
            }
        }
        let narrow = Curriculum.Rule(levels: 3...4)
        var lesson = Lesson(Self.rule, seed: 1, delay: 0)
        _ = lesson.take(600, Learner(skill: 8, slope: 2))
        var curriculum = Curriculum(rule: narrow, json: lesson.curriculum.json)
        #expect(curriculum.frontier == 4)
        for _ in 0..<50 {
            let level = curriculum.draw()
            #expect(narrow.levels.contains(level))
        }
        curriculum.note(level: 9, passed: 1, of: 1)
        #expect(curriculum.passRate(of: 9) == nil)
    }

    @Test func `a record keeps the last 64 verdicts, spread evenly within a round`() throws {
        var record = VerdictRecord()
        #expect(record.passRate == nil)
        record.note(passed: 2, of: 4)
        #expect(record.text == "0101" && record.passRate == 0.5)
        record.note(passed: 60, of: 60)
        record.note(passed: 0, of: 3)
        #expect(record.count == 64 && record.passed == 61)
        #expect(record.text.hasPrefix("1") && record.text.hasSuffix("1000"))
        record.note(passed: 250, of: 1_000)
        #expect(record.passRate == 0.25)
        record.note(passed: 9, of: 0)
        #expect(record.passRate == 0.25)
        #expect(VerdictRecord(text: record.text) == record && VerdictRecord(text: "2") == nil)
        #expect(try #require(VerdictRecord(text: "")).count == 0)
    }
}
