internal import JSON

/// `game_of_life`: a grid after some generations of Conway's rules. The choices are the cells.
enum GameOfLifePuzzle: Puzzle {
    static let name = "game_of_life"

    private static func size(_ level: Int) -> Int { [4, 5, 4, 5, 6, 7, 6, 7, 8, 8][level - 1] }
    private static func generations(_ level: Int) -> Int { [1, 1, 2, 2, 2, 2, 3, 3, 3, 4][level - 1] }

    static func choices(_ level: Int) -> [Int] { Array(repeating: 2, count: size(level) * size(level)) }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let size = Self.size(level)
        let start = (0..<(size * size)).map { _ in choices.next(of: 2) == 1 }
        let count = generations(level)
        let end = (0..<count).reduce(start) { cells, _ in next(cells, size) }
        func rows(_ cells: [Bool]) -> [String] {
            (0..<size).map { row in String(cells[(row * size)..<((row + 1) * size)].map { $0 ? "#" : "." }) }
        }
        return PuzzleTask(
            question: """
                In this grid # is a living cell and . is a dead one. Cells outside of the grid are always dead.
                \(rows(start).joined(separator: "\n"))
                In each step all cells change at once: a living cell stays alive if two or three of its eight \
                neighbors are alive, and a dead cell comes to life if exactly three are; all other cells are dead \
                afterwards. What does the grid look like after \(PuzzleText.count(count)) step\(count == 1 ? "" : "s")? \
                Give its rows from top to bottom, with / between rows.
                """,
            kind: "grid", instance: ["answer": .array(rows(end).map { .string($0) })],
            answer: rows(end).joined(separator: "/"), steps: size * size * count)
    }

    private static func next(_ cells: [Bool], _ size: Int) -> [Bool] {
        cells.indices.map { cell in
            var alive = 0
            for row in max(cell / size - 1, 0)...min(cell / size + 1, size - 1) {
                for column in max(cell % size - 1, 0)...min(cell % size + 1, size - 1)
                where row * size + column != cell && cells[row * size + column] { alive += 1 }
            }
            return alive == 3 || cells[cell] && alive == 2
        }
    }
}
