internal import JSON

/// `satisfiability`: truth values that make every clause true. The choices are which variables stand in each clause.
enum SatisfiabilityPuzzle: Puzzle {
    static let name = "satisfiability"

    private static let letters = "ABCDEFGHIJKLMNOPQRST".map(String.init)
    private static func variables(_ level: Int) -> Int { level + 4 }
    private static func clauses(_ level: Int) -> Int { (variables(level) * 7 + 1) / 2 - 10 + level / 2 }

    static func choices(_ level: Int) -> [Int] {
        Array(repeating: Combination.count(3, of: variables(level)) ?? 1, count: clauses(level))
    }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let count = variables(level)
        let solution = (0..<count).map { _ in draws.happens(1, in: 2) }
        let sets = Combination.count(3, of: count) ?? 1
        var clauses: [[(variable: Int, isPositive: Bool)]] = []
        for _ in 0..<Self.clauses(level) {
            let variables = Combination.members(3, of: count, number: choices.next(of: sets))
            var clause: [(variable: Int, isPositive: Bool)] = []
            // The same clause twice would say nothing new.
            for _ in 0..<20 {
                clause = variables.map { ($0, draws.happens(1, in: 2)) }
                let holds = clause.contains { solution[$0.variable] == $0.isPositive }
                let isNew = !clauses.contains { zip($0, clause).allSatisfy { $0 == $1 } }
                if holds, isNew { break }
            }
            if !clause.contains(where: { solution[$0.variable] == $0.isPositive }) {
                clause[0].isPositive = solution[clause[0].variable]
            }
            clauses.append(clause)
        }
        let lines = clauses.map { clause in
            clause.map { ($0.isPositive ? "" : "not ") + letters[$0.variable] }.joined(separator: " or ")
        }
        let names = Array(letters.prefix(count))
        return PuzzleTask(
            question: """
                Each of \(PuzzleText.list(names)) is either true or false. All of these statements hold:
                \(lines.joined(separator: "\n"))
                Give one way in which that is possible, in this form: A=true, B=false, and so on.
                """,
            kind: "satisfiability",
            instance: [
                "names": .array(names.map { .string($0) }),
                "clauses": .array(
                    clauses.map { .array($0.map { .int($0.isPositive ? $0.variable + 1 : -$0.variable - 1) }) }),
            ],
            answer: zip(names, solution).map { "\($0)=\($1)" }.joined(separator: ", "), steps: clauses.count)
    }
}
