package import JSON

/// Which level of difficulty the next task has: those are drawn whose pass rate lies between two bounds.
///
/// It begins with the lowest level. A level opens once the one below it is solved often enough; one that is nearly
/// always or nearly never solved rests, and is tried now and then, since policies change. Where every level rests, the
/// one nearest to the bounds is drawn: never one that is not solved at all while another is. A pure function of what it
/// was told: no clock, no chance.
package struct Curriculum: Sendable, Hashable {
    /// The rule's numbers.
    package struct Rule: Sendable, Hashable {
        /// The levels there are, from the easiest.
        package var levels: ClosedRange<Int>
        /// The pass rates that tasks should have.
        package var between: ClosedRange<Double>

        /// A rule.
        package init(levels: ClosedRange<Int>, between: ClosedRange<Double> = 0.2...0.8) {
            self.levels = levels
            self.between = between
        }
    }

    /// What is known of a level.
    enum Standing: Sendable, Hashable { case open, easy, hard }

    /// Verdicts of a level before it is judged.
    package static let enough = 16
    /// One draw of so many goes to a level that rests.
    package static let probeEvery = 16

    private let rule: Rule
    private var records: [VerdictRecord]
    /// The highest level that was opened.
    package private(set) var frontier: Int
    /// Draws so far.
    private var turn = 0

    /// A curriculum that knows nothing yet.
    package init(rule: Rule) {
        self.rule = rule
        records = Array(repeating: VerdictRecord(), count: rule.levels.count)
        frontier = rule.levels.lowerBound
    }

    /// The level of the next task. O(levels).
    package mutating func draw() -> Int {
        turn &+= 1
        let opened = rule.levels.lowerBound...frontier
        if turn % Self.probeEvery == 0, let resting = probe(opened) { return resting }
        let open = opened.filter { standing(of: $0) == .open }
        if !open.isEmpty { return open[Int(turn.magnitude % UInt(open.count))] }
        return opened.min { rank(of: $0) < rank(of: $1) } ?? frontier
    }

    /// Counts verdicts on tasks of a level; one that is not of this curriculum changes nothing. O(64).
    ///
    /// True where the level has become too hard with it, so that easier ones are drawn instead.
    @discardableResult package mutating func note(level: Int, passed: Int, of verdicts: Int) -> Bool {
        guard rule.levels.contains(level), verdicts > 0 else { return false }
        let wasHard = standing(of: level) == .hard
        records[level - rule.levels.lowerBound].note(passed: passed, of: verdicts)
        // A level that was never tried is open, so this goes up by one at most.
        while frontier < rule.levels.upperBound, isKnown(frontier), standing(of: frontier) != .hard { frontier += 1 }
        return !wasHard && standing(of: level) == .hard
    }

    /// The pass rate over the last 64 verdicts of a level; nil where there are none, or no such level.
    package func passRate(of level: Int) -> Double? {
        rule.levels.contains(level) ? records[level - rule.levels.lowerBound].passRate : nil
    }

    func standing(of level: Int) -> Standing {
        guard isKnown(level), let rate = passRate(of: level) else { return .open }
        return rate < rule.between.lowerBound ? .hard : rate > rule.between.upperBound ? .easy : .open
    }

    private func isKnown(_ level: Int) -> Bool { records[level - rule.levels.lowerBound].count >= Self.enough }

    /// The order in which resting levels are drawn: first those that are solved at all, of these the nearest to the
    /// bounds, of equals the easy before the hard, of easy ones the highest and of hard ones the lowest.
    private func rank(of level: Int) -> (Int, Double, Int, Int) {
        guard let rate = passRate(of: level) else { return (0, 0, 0, 0) }
        let distance = max(0, rule.between.lowerBound - rate, rate - rule.between.upperBound)
        let isHard = rate < rule.between.lowerBound
        return (rate > 0 ? 0 : 1, distance, isHard ? 1 : 0, isHard ? level : -level)
    }

    /// The resting level to try: by turns the lowest that is too hard and the highest that is too easy, since those
    /// change first.
    private func probe(_ opened: ClosedRange<Int>) -> Int? {
        let hard = opened.first { standing(of: $0) == .hard }
        let easy = opened.last { standing(of: $0) == .easy }
        return turn / Self.probeEvery % 2 == 0 ? hard ?? easy : easy ?? hard
    }
}

extension Curriculum {
    /// Every level as it is seen now, from the easiest.
    package var levels: [LevelStatus] {
        zip(rule.levels, records).map { level, record in
            LevelStatus(
                level: level, standing: level > frontier ? .closed : LevelStatus.Standing(standing(of: level)),
                passRate: record.passRate, verdicts: record.count)
        }
    }

    /// What a restart goes on from: `{"frontier": …, "turn": …, "levels": {"1": "0110…"}}`.
    package var json: JSONValue {
        let levels = zip(rule.levels, records).filter { $0.1.count > 0 }
        return [
            "frontier": .int(frontier), "turn": .int(turn),
            "levels": .object(JSONObject(levels.map { .init(key: String($0), value: .string($1.text)) })),
        ]
    }

    /// A curriculum that goes on from what was written as `json`; what cannot be read, or is of levels that are no
    /// more, is left out.
    package init(rule: Rule, json: JSONValue) {
        self.init(rule: rule)
        for level in rule.levels {
            if let record = json["levels"]?[String(level)]?.string.flatMap(VerdictRecord.init(text:)) {
                records[level - rule.levels.lowerBound] = record
            }
        }
        turn = max(json["turn"]?.int ?? 0, 0)
        if let frontier = json["frontier"]?.int {
            self.frontier = min(max(frontier, rule.levels.lowerBound), rule.levels.upperBound)
        }
    }
}
