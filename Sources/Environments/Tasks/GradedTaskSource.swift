internal import Rollouts

/// Tasks in levels of difficulty, of which whoever takes them may choose.
package protocol GradedTaskSource: TaskSource {
    /// The levels there are, from the easiest.
    var levels: ClosedRange<Int> { get }

    /// The first task of a level after a cursor; levels beyond those there are count as the nearest. O(1).
    func next(after cursor: TaskCursor, level: Int) throws(EnvironmentError) -> TaskStep?
}

/// The tasks of a generator that has levels; where nobody chooses, the levels take turns.
struct GradedGeneratorSource: GradedTaskSource {
    let levels: ClosedRange<Int>
    /// One for each level.
    private let sources: [GeneratedTaskSource]

    /// The tasks that generators make of a seed, one for each level from the lowest; nil without any.
    init?(_ generators: [any TaskGenerator], from lowest: Int, seed: UInt64) {
        guard !generators.isEmpty else { return nil }
        levels = lowest...(lowest + generators.count - 1)
        sources = generators.map { GeneratedTaskSource($0, seed: seed) }
    }

    /// All levels' tasks together; nil where one never ends.
    var size: Int? {
        var size = 0
        for source in sources {
            guard let own = source.size else { return nil }
            let (sum, overflow) = size.addingReportingOverflow(own)
            guard !overflow else { return nil }
            size = sum
        }
        return size
    }

    func next(after cursor: TaskCursor) throws(EnvironmentError) -> TaskStep? {
        try next(after: cursor, level: levels.lowerBound + cursor.clamped.position % sources.count)
    }

    func next(after cursor: TaskCursor, level: Int) throws(EnvironmentError) -> TaskStep? {
        let cursor = cursor.clamped
        let level = min(max(level, levels.lowerBound), levels.upperBound)
        let source = sources[level - levels.lowerBound]
        // Every level goes through its own tasks again and again, so the cursor knows no epochs.
        let place = source.size.map { cursor.position % max($0, 1) } ?? cursor.position
        guard var step = try source.next(after: TaskCursor(position: place)) else { return nil }
        step.cursor = TaskCursor(epoch: cursor.epoch, position: cursor.position + 1)
        step.level = level
        return step
    }
}
