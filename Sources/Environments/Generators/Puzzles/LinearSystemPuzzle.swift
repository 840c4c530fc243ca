internal import JSON

/// `linear_system`: as many equations as unknowns, with one solution. The choices are the solution.
enum LinearSystemPuzzle: Puzzle {
    static let name = "linear_system"

    private static let names = ["u", "v", "w", "x", "y", "z"]
    private static func unknowns(_ level: Int) -> Int { 2 + (level - 1) / 3 }
    private static let values = -60...60

    static func choices(_ level: Int) -> [Int] { Array(repeating: values.count, count: unknowns(level)) }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let count = unknowns(level)
        let names = Array(Self.names.suffix(count))
        let solution = (0..<count).map { _ in choices.int(values) }
        let largest = 2 + level
        var rows: [[Int]] = []
        repeat {
            rows = (0..<count).map { _ in (0..<count).map { _ in draws.int(-largest...largest) } }
        } while determinant(rows) == 0 || rows.contains { row in row.count { $0 != 0 } < min(2, count) }
        let lines = rows.map { row in
            "\(sum(row, names)) = \(zip(row, solution).reduce(0) { $0 + $1.0 * $1.1 })"
        }
        let answer = zip(names, solution).map { "\($0)=\($1)" }.joined(separator: ", ")
        return PuzzleTask(
            question: """
                Solve this system of equations:
                \(lines.joined(separator: "\n"))
                All solutions are whole numbers. Give them in this form: \
                \(names.map { "\($0)=1" }.joined(separator: ", ")).
                """,
            kind: "assignment",
            instance: ["answer": .object(JSONObject(zip(names, solution).map { .init(key: $0, value: .int($1)) }))],
            answer: answer, steps: count * count * largest)
    }

    /// `2x - y + 3z`; nothing stands for a coefficient of 0.
    private static func sum(_ row: [Int], _ names: [String]) -> String {
        var text = ""
        for (coefficient, name) in zip(row, names) where coefficient != 0 {
            let term = abs(coefficient) == 1 ? name : "\(abs(coefficient))\(name)"
            text += text.isEmpty ? (coefficient < 0 ? "-" : "") + term : (coefficient < 0 ? " - " : " + ") + term
        }
        return text
    }

    /// By expansion along the first row.
    private static func determinant(_ rows: [[Int]]) -> Int {
        guard let first = rows.first, rows.count > 1 else { return rows.first?.first ?? 1 }
        return first.indices.reduce(0) { total, column in
            guard first[column] != 0 else { return total }
            let minor = rows.dropFirst().map { row in row.indices.filter { $0 != column }.map { row[$0] } }
            return total + (column % 2 == 0 ? 1 : -1) * first[column] * determinant(minor)
        }
    }
}
