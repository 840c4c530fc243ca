internal import JSON

/// `polynomial_roots`: the roots of a polynomial, whole and different. The choices are the roots and a factor.
enum PolynomialRootsPuzzle: Puzzle {
    static let name = "polynomial_roots"

    private static func degree(_ level: Int) -> Int { 2 + (level - 1) / 3 }
    private static func least(_ level: Int) -> ClosedRange<Int> { degree(level) == 2 ? -60...60 : -25...25 }
    private static func gap(_ level: Int) -> Int { degree(level) == 2 ? 10 + 10 * level : 3 * level - 8 }
    private static func factors(_ level: Int) -> Int { 5 + 4 * ((level - 1) % 3) }

    static func choices(_ level: Int) -> [Int] {
        [factors(level), least(level).count] + Array(repeating: gap(level), count: degree(level) - 1)
    }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let factor = choices.int(1...factors(level))
        var roots = [choices.int(least(level))]
        while roots.count < degree(level) { roots.append(roots[roots.count - 1] + choices.int(1...gap(level))) }
        // Coefficients from the constant one up.
        var coefficients = [factor]
        for root in roots {
            let shifted = [0] + coefficients
            let scaled = coefficients.map { -root * $0 } + [0]
            coefficients = zip(shifted, scaled).map { $0 + $1 }
        }
        let text = written(coefficients)
        return PuzzleTask(
            question: """
                Find all solutions of \(text) = 0
                They are \(PuzzleText.count(roots.count)) different whole numbers. Give them in any order, with commas \
                between them.
                """,
            kind: "list", instance: ["answer": .array(roots.map { .int($0) }), "unordered": true],
            answer: PuzzleText.commas(draws.shuffled(roots)), steps: text.count { $0.isNumber })
    }

    private static func written(_ coefficients: [Int]) -> String {
        var text = ""
        for power in coefficients.indices.reversed() where coefficients[power] != 0 {
            let value = coefficients[power]
            let variable = power == 0 ? "" : power == 1 ? "x" : "x^\(power)"
            let size = abs(value) == 1 && power > 0 ? variable : "\(abs(value))\(variable)"
            text += text.isEmpty ? (value < 0 ? "-" : "") + size : (value < 0 ? " - " : " + ") + size
        }
        return text
    }
}
