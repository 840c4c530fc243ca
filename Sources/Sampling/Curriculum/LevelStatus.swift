/// One level of difficulty of an environment that follows the pass rate, as an operator sees it.
package struct LevelStatus: Sendable, Hashable {
    /// Whether tasks of a level are drawn.
    package enum Standing: String, Sendable, Hashable {
        /// It is drawn.
        case open
        /// It rests, since it is nearly always solved.
        case easy
        /// It rests, since it is nearly never solved.
        case hard
        /// It was not opened yet.
        case closed

        init(_ standing: Curriculum.Standing) {
            switch standing {
            case .open: self = .open
            case .easy: self = .easy
            case .hard: self = .hard
            }
        }
    }

    /// The level, 1 for the easiest.
    package var level: Int
    /// Whether its tasks are drawn.
    package var standing: Standing
    /// Passed verdicts of the last 64; nil where there are none.
    package var passRate: Double?
    /// How many verdicts that is of, at most 64.
    package var verdicts: Int

    /// A level's status.
    package init(level: Int, standing: Standing, passRate: Double?, verdicts: Int) {
        self.level = level
        self.standing = standing
        self.passRate = passRate
        self.verdicts = verdicts
    }
}
