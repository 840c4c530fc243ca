internal import JSON

/// `sorting`: numbers in a stated order. The choices are the order and the numbers.
enum SortingPuzzle: Puzzle {
    static let name = "sorting"

    private static let orders = [
        "from the smallest to the largest", "from the largest to the smallest",
        "by the sum of their digits, smallest sum first, and those of one sum from the smallest number to the largest",
        "by their last digit, 0 first, and those of one last digit from the smallest number to the largest",
    ]
    private static func count(_ level: Int) -> Int { 3 + 3 * level }
    private static let largest = 999

    static func choices(_ level: Int) -> [Int] { [orders.count] + Array(repeating: largest, count: count(level)) }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let order = choices.next(of: orders.count)
        let numbers = (0..<count(level)).map { _ in choices.int(1...largest) }
        func key(_ number: Int) -> Int {
            switch order {
            case 0: 0
            case 1: -number
            case 2: number / 100 + number / 10 % 10 + number % 10
            default: number % 10
            }
        }
        let sorted = numbers.sorted { (key($0), $0) < (key($1), $1) }
        return PuzzleTask(
            question: """
                Sort these numbers \(orders[order]): \(PuzzleText.commas(numbers)).
                A number that is listed more than once is listed as often in the answer. Give all numbers with commas \
                between them.
                """,
            kind: "list", instance: ["answer": .array(sorted.map { .int($0) })], answer: PuzzleText.commas(sorted),
            steps: numbers.count)
    }
}
