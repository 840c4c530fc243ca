internal import JSON

/// `missing_signs`: the signs between numbers that stand in a row. The choices are the numbers.
enum MissingSignsPuzzle: Puzzle {
    static let name = "missing_signs"

    private static func count(_ level: Int) -> Int { level + 2 }
    private static let largest = 25

    static func choices(_ level: Int) -> [Int] { Array(repeating: largest, count: count(level)) }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let numbers = (0..<count(level)).map { _ in choices.int(1...largest) }
        var text = String(numbers[0])
        var (total, product) = (0, numbers[0])
        for number in numbers.dropFirst() {
            switch draws.below(3) {
            case 0 where abs(product) * number <= 2_000:
                text += " * \(number)"
                product *= number
            case 1:
                text += " + \(number)"
                (total, product) = (total + product, number)
            default:
                text += " - \(number)"
                (total, product) = (total + product, -number)
            }
        }
        let target = total + product
        return PuzzleTask(
            question: """
                Put +, - or * in place of each blank so that the equation holds. Multiplication comes before addition \
                and subtraction, and there are no brackets.
                \(numbers.map(String.init).joined(separator: " _ ")) = \(target)
                Give the left side with its signs filled in.
                """,
            kind: "missing_signs", instance: ["numbers": .array(numbers.map { .int($0) }), "target": .int(target)],
            answer: text, steps: numbers.count - 1)
    }
}
