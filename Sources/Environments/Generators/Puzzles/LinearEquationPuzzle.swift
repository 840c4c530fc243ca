internal import JSON

/// `linear_equation`: one unknown, brackets on the left. The choices are the solution and the numbers on the left.
enum LinearEquationPuzzle: Puzzle {
    static let name = "linear_equation"

    private static let solutions = -40...40
    private static func groups(_ level: Int) -> Int { level / 2 }

    static func choices(_ level: Int) -> [Int] {
        [solutions.count, 11, 41] + Array(repeating: 8 * 9 * 41, count: groups(level))
    }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let solution = choices.int(solutions)
        var slope = choices.int(2...12)
        var constant = choices.int(-20...20)
        var left = linear(slope, constant)
        for _ in 0..<groups(level) {
            let group = choices.next(of: 8 * 9 * 41)
            let (factor, inner, shift) = (group % 8 + 2, group / 8 % 9 + 1, group / 72 - 20)
            let isMinus = draws.happens(1, in: 2)
            left += (isMinus ? " - " : " + ") + "\(factor)(\(linear(inner, shift)))"
            slope += (isMinus ? -1 : 1) * factor * inner
            constant += (isMinus ? -1 : 1) * factor * shift
        }
        var other = draws.int(1...9)
        if other == slope { other += 1 }
        let right = linear(other, (slope - other) * solution + constant)
        return PuzzleTask(
            question: "Solve for x: \(left) = \(right)\nThe solution is a whole number. Give that number.",
            kind: "number", instance: ["answer": .int(solution)], answer: String(solution),
            steps: 3 + 3 * groups(level))
    }

    /// `3x - 5`.
    private static func linear(_ slope: Int, _ constant: Int) -> String {
        let term = slope == 1 ? "x" : "\(slope)x"
        return constant == 0 ? term : "\(term) \(constant < 0 ? "-" : "+") \(abs(constant))"
    }
}
