/// `maze_path`: steps up, down, left and right from `S` to `G` through open cells.
///
/// Instance: `rows`, texts of `.` open, `#` wall, `s`, `g`; `longest`, the most steps allowed. The steps are letters
/// (`UDLR`) or words.
struct MazePathChecker: PuzzleChecker {
    static let kind = "maze_path"

    private let rows: [[UInt8]]
    private let start: (row: Int, column: Int)
    private let goal: (row: Int, column: Int)
    private let longest: Int

    init(_ instance: PuzzleInstance) throws(OptionMismatch) {
        rows = try instance.words("rows").map { Array($0.utf8) }
        longest = try instance.int("longest", in: 1...100_000)
        var marks: [UInt8: (Int, Int)] = [:]
        for (row, cells) in rows.enumerated() {
            for (column, cell) in cells.enumerated() where cell.isLetter { marks[cell] = (row, column) }
        }
        guard let start = marks[UInt8(ascii: "s")], let goal = marks[UInt8(ascii: "g")] else {
            throw OptionMismatch("`rows` has no start or no goal")
        }
        (self.start, self.goal) = (start, goal)
    }

    func check(_ answer: PuzzleAnswer, budget: inout Budget) throws(BudgetExhausted) -> PuzzleFinding {
        guard let steps = answer.words() else { return .unreadable("the answer is not a row of steps") }
        let names = ["up", "down", "left", "right"]
        let letters = steps.flatMap { word in names.contains(word) ? Array(word.utf8.prefix(1)) : Array(word.utf8) }
        guard letters.allSatisfy({ "udlr".utf8.contains($0) }) else {
            return .unreadable("the answer has other steps than U, D, L and R")
        }
        try budget.spend(steps: 2 * letters.count)
        guard letters.count <= longest else { return .wrong("it has \(letters.count) steps, \(longest) are allowed") }
        var (row, column) = start
        for (index, letter) in letters.enumerated() {
            switch letter {
            case UInt8(ascii: "u"): row -= 1
            case UInt8(ascii: "d"): row += 1
            case UInt8(ascii: "l"): column -= 1
            default: column += 1
            }
            guard rows.indices.contains(row), rows[row].indices.contains(column),
                rows[row][column] != UInt8(ascii: "#")
            else { return .wrong("step \(index + 1) leaves the open cells") }
        }
        return row == goal.row && column == goal.column ? .right : .wrong("it does not end at the goal")
    }
}
