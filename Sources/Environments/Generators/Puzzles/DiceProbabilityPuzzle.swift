internal import JSON

/// `dice_probability`: the chance that dice show a sum. The choices are the dice, the sum and how it is meant.
enum DiceProbabilityPuzzle: Puzzle {
    static let name = "dice_probability"

    private static let sums = 7
    private static let meanings = ["exactly", "at least", "at most"]
    private static func dice(_ level: Int) -> Int { [2, 2, 2, 3, 3, 3, 4, 4, 4, 5][level - 1] }
    private static func largest(_ level: Int) -> Int { [28, 34, 40, 20, 24, 28, 18, 20, 22, 16][level - 1] }

    static func choices(_ level: Int) -> [Int] {
        Array(repeating: largest(level) - 3, count: dice(level)) + [meanings.count, sums]
    }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let sides = (0..<dice(level)).map { _ in choices.int(4...largest(level)) }
        let meaning = choices.next(of: meanings.count)
        // Sums round the middle, where there are most ways.
        let middle = (sides.reduce(0, +) + sides.count) / 2
        let sum = middle - sums / 2 + choices.next(of: sums)
        var ways = [0: 1]
        for count in sides {
            var next: [Int: Int] = [:]
            for (sum, number) in ways { for face in 1...count { next[sum + face, default: 0] += number } }
            ways = next
        }
        let favorable = ways.reduce(0) { total, way in
            let counts = [way.key == sum, way.key >= sum, way.key <= sum][meaning]
            return total + (counts ? way.value : 0)
        }
        let all = sides.reduce(1, *)
        return PuzzleTask(
            question: """
                \(PuzzleText.count(sides.count).capitalizedFirst) fair dice with \(PuzzleText.list(sides.map(String.init))) \
                sides are thrown. The sides of each die are numbered from 1 up. What is the probability that the sum of \
                the numbers thrown is \(meanings[meaning]) \(sum)? Give it as a fraction, such as 3/8.
                """,
            kind: "fraction", instance: ["numerator": .int(favorable), "denominator": .int(all)],
            answer: PuzzleText.fraction(favorable, all), steps: all)
    }
}
