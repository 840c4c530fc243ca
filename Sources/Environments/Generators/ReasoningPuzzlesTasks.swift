package import JSON
package import Rollouts
import Verifiers

/// `reasoning_puzzles`: puzzles of many kinds, each in ten levels of difficulty.
///
/// Options: `puzzles` (some of `PuzzleCatalog`'s names; default all), `difficulty` (`{from, to}` of 1 to 10; default 1 to
/// 10). Every block of tasks holds each puzzle at each level once. Fields: `puzzle`, `difficulty`, `question`, `kind`
/// and `instance`, `steps` (how much there is to do, by the puzzle's own measure). Verify by
/// `puzzle: {kind: $kind, instance: $instance}`.
package struct ReasoningPuzzlesTasks: TaskGenerator {
    package static let name = "reasoning_puzzles"
    package static let levels: ClosedRange<Int>? = PuzzleCatalog.levels

    /// One puzzle at one level.
    private let kinds: [(puzzle: any Puzzle.Type, level: Int, space: PuzzleSpace)]
    /// How many tasks of each there are: as many as the smallest has.
    private let share: Int?

    package init(options: JSONObject) throws(GeneratorOptionError) {
        let options = try GeneratorOptions(options, known: ["puzzles", "difficulty"])
        let puzzles = try options.value("puzzles", .puzzles, default: PuzzleCatalog.all)
        let levels = try options.value("difficulty", .difficulty, default: PuzzleCatalog.levels)
        kinds = puzzles.flatMap { puzzle in
            levels.map { (puzzle, $0, PuzzleSpace(puzzle, level: $0)) }
        }
        share = kinds.compactMap(\.space.size).min()
    }

    package var size: Int? {
        share.flatMap { share in
            let (size, overflow) = share.multipliedReportingOverflow(by: kinds.count)
            return overflow ? nil : size
        }
    }

    package func task(at index: Int, seed: UInt64) -> RolloutTask {
        let turn = TurnOrder(kinds: kinds.count, share: share ?? Int.max / kinds.count)[index, seed: seed]
        let (puzzle, level, space) = kinds[turn.kind]
        let number = space.number(at: turn.place, seed: turn.seed)
        return space.task(puzzle, level: level, number: number)
    }
}

extension OptionReader where Value == [any Puzzle.Type] {
    /// A list of puzzles' names, at least one, none twice.
    fileprivate static var puzzles: OptionReader {
        let name = OptionReader<String>.name(of: PuzzleCatalog.names)
        return OptionReader(
            expected: "a list of puzzles' names",
            reading: { (value) throws(OptionMismatch) in
                guard let list = value.array, !list.isEmpty else {
                    throw OptionMismatch(
                        "expected a list of puzzles' names, found \(OptionMismatch.describe(value))",
                        hint: "for example [\(PuzzleCatalog.names.prefix(2).joined(separator: ", "))]")
                }
                var puzzles: [any Puzzle.Type] = []
                for item in list {
                    let chosen = try name.read(item)
                    guard let puzzle = PuzzleCatalog.all.first(where: { $0.name == chosen }),
                        !puzzles.contains(where: { $0.name == chosen })
                    else { throw OptionMismatch("`\(chosen)` is named twice", hint: "keep one of them") }
                    puzzles.append(puzzle)
                }
                return puzzles
            })
    }
}
