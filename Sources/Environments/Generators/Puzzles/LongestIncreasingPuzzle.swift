internal import JSON

/// `longest_increasing`: the longest ascending numbers, others left out. The choices are the numbers.
enum LongestIncreasingPuzzle: Puzzle {
    static let name = "longest_increasing"

    private static func count(_ level: Int) -> Int { 4 + 2 * level }
    private static func largest(_ level: Int) -> Int { 20 + 8 * level }

    static func choices(_ level: Int) -> [Int] { Array(repeating: largest(level), count: count(level)) }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let numbers = (0..<count(level)).map { _ in choices.int(1...largest(level)) }
        // Patience sorting: each number goes on the first pile whose top is not below it, and remembers the top before.
        var piles: [Int] = []
        var before = [Int?](repeating: nil, count: numbers.count)
        for (place, number) in numbers.enumerated() {
            let pile = piles.firstIndex { numbers[$0] >= number } ?? piles.count
            before[place] = pile > 0 ? piles[pile - 1] : nil
            if pile < piles.count { piles[pile] = place } else { piles.append(place) }
        }
        var chosen: [Int] = []
        var place = piles.last
        while let here = place {
            chosen.insert(numbers[here], at: 0)
            place = before[here]
        }
        return PuzzleTask(
            question: """
                Cross out numbers of this list so that those that remain, in their order, get larger and larger, no \
                two alike, and as many of them as possible remain:
                \(PuzzleText.commas(numbers))
                Give the numbers that remain, in order, with commas between them.
                """,
            kind: "longest_increasing", instance: ["numbers": .array(numbers.map { .int($0) })],
            answer: PuzzleText.commas(chosen), steps: numbers.count)
    }
}
