internal import JSON

/// `cryptarithm`: digits for the letters of a sum. The choices are the letters, in the order of their digits.
enum CryptarithmPuzzle: Puzzle {
    static let name = "cryptarithm"

    private static let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".map(String.init)
    private static func letters(_ level: Int) -> Int { [4, 5, 5, 6, 7, 7, 8, 9, 9, 10][level - 1] }
    private static func digits(_ level: Int) -> Int { [2, 2, 3, 3, 3, 4, 4, 4, 5, 5][level - 1] }

    static func choices(_ level: Int) -> [Int] { Choices.alternatives(letters(level), of: alphabet.count) }

    static func make(_ level: Int, _ choices: inout Choices, _ draws: inout SeededGenerator) -> PuzzleTask {
        let letters = choices.ordered(letters(level), of: alphabet)
        let most = (0..<digits(level)).reduce(1) { power, _ in power * 10 }
        var numbers: [Int] = []
        var digits: [Character] = []
        repeat {
            numbers = [draws.int(most / 10...(most - 1)), draws.int(most / 10...(most - 1))]
            numbers.append(numbers[0] + numbers[1])
            digits = []
            for digit in numbers.map(String.init).joined() where !digits.contains(digit) { digits.append(digit) }
        } while digits.count != letters.count
        // Digits in the order in which they are first seen take the letters in order.
        let letterOf = Dictionary(zip(digits, letters), uniquingKeysWith: { first, _ in first })
        let words = numbers.map { String($0).compactMap { letterOf[$0] }.joined() }
        let pairs = zip(letters, digits).sorted { $0.0 < $1.0 }
        return PuzzleTask(
            question: """
                Each letter stands for a digit, different letters for different digits, and no number begins with 0.
                \(words[0]) + \(words[1]) = \(words[2])
                Which digit does each letter stand for? Give one solution in this form: \
                \(pairs.prefix(2).enumerated().map { "\($1.0)=\($0 + 1)" }.joined(separator: ", ")), and so on.
                """,
            kind: "cryptarithm",
            instance: ["addends": [.string(words[0]), .string(words[1])], "sum": .string(words[2])],
            answer: pairs.map { "\($0.0)=\($0.1)" }.joined(separator: ", "), steps: letters.count * words[2].count)
    }
}
