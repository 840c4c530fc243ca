internal import JSON

/// `next_term`: how a sequence of a stated kind goes on. The choices are its first terms and its numbers.
enum NextTermPuzzle: Puzzle {
    static let name = "next_term"

    /// What makes each term.
    private enum Rule { case step, line, growing, two, twoAndMore }

    private static func rule(_ level: Int) -> Rule {
        switch level {
        case ...2: .step
        case ...4: .line
        case ...6: .growing
        case ...8: .two
        default: .twoAndMore
        }
    }

    static func choices(_ level: Int) -> [Int] {
        switch rule(level) {
        case .step: [200, 60 * level]
        case .line: [200, level, 40]
        case .growing: [100, 30, 10 * level]
        case .two: [30, 30, level - 3, 5]
        case .twoAndMore: [20, 20, 3, level - 5, 20]
        }
    }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let radices = Self.choices(level)
        let chosen = radices.map { choices.next(of: $0) }
        let (terms, text) = sequence(level, chosen)
        let shown = terms.dropLast()
        return PuzzleTask(
            question: """
                \(text) What is the next term?
                \(PuzzleText.commas(Array(shown))), ?
                The answer is one number.
                """,
            kind: "number", instance: ["answer": .int(terms[terms.count - 1])], answer: String(terms[terms.count - 1]),
            steps: 4 + 2 * level)
    }

    /// The terms, the last of them asked for, and what is told of their rule. Enough terms are shown to settle it.
    private static func sequence(_ level: Int, _ chosen: [Int]) -> (terms: [Int], text: String) {
        switch rule(level) {
        case .step:
            let (start, step) = (chosen[0] - 50, chosen[1] - 30 * level)
            return (
                (0...5).map { start + $0 * (step >= 0 ? step + 1 : step) },
                "In this sequence the same number is added to each term to get the next one."
            )
        case .line:
            var terms = [chosen[0] + 1]
            let (factor, shift) = (chosen[1] + 2, chosen[2] + 1)
            while terms.count < 6 { terms.append(factor * terms[terms.count - 1] + shift) }
            return (
                terms,
                "In this sequence each term is multiplied by the same number, and the same number is then added, to get the next term."
            )
        case .growing:
            let (start, step, growth) = (chosen[0] - 20, chosen[1] - 10, chosen[2] + 1)
            return (
                (0...6).map { start + $0 * step + $0 * ($0 - 1) / 2 * growth },
                "In this sequence the differences between neighboring terms grow by the same number each time."
            )
        case .two:
            // The first term is even and the second odd, and the second is larger: no two pairs of neighbours are in
            // proportion, which is what the two factors can be told by.
            var terms = [2 * chosen[0] + 2, 2 * chosen[0] + 2 * chosen[1] + 5]
            let (last, before) = (chosen[2] + 1, chosen[3] + 1)
            while terms.count < 7 { terms.append(last * terms[terms.count - 1] + before * terms[terms.count - 2]) }
            return (
                terms,
                "In this sequence each term from the third on is a fixed multiple of the term before it plus a fixed multiple of the term before that."
            )
        case .twoAndMore:
            var terms = [chosen[0] + 1, chosen[0] + chosen[1] + 2]
            let (last, before, shift) = (chosen[2] + 1, chosen[3] + 1, chosen[4] + 1)
            while terms.count < 8 {
                terms.append(last * terms[terms.count - 1] + before * terms[terms.count - 2] + shift)
            }
            return (
                terms,
                "In this sequence each term from the third on is a fixed multiple of the term before it, plus a fixed multiple of the term before that, plus a fixed number."
            )
        }
    }
}
