import JSON

/// `subset_sum`: some of the numbers, each as often as it is there at most, that add up to the target.
///
/// Instance: `numbers`, `target`, and `count` where so many must be chosen.
struct SubsetSumChecker: PuzzleChecker {
    static let kind = "subset_sum"

    private let numbers: [Int: Int]
    private let target: Int
    private let count: Int?

    init(_ instance: PuzzleInstance) throws(OptionMismatch) {
        numbers = try instance.ints("numbers", in: -1_000_000_000...1_000_000_000).reduce(into: [:]) {
            $0[$1, default: 0] += 1
        }
        target = try instance.int("target")
        count = instance.object["count"] == nil ? nil : try instance.int("count", in: 1...PuzzleInstance.most)
    }

    func check(_ answer: PuzzleAnswer, budget: inout Budget) throws(BudgetExhausted) -> PuzzleFinding {
        let plain = PuzzleAnswer(answer.bytes.map { $0 == UInt8(ascii: "+") ? 0x20 : $0 }[...])
        guard let chosen = plain.integers() else { return .unreadable("the answer is not a list of numbers") }
        try budget.spend(steps: 4 * chosen.count)
        var left = numbers
        var sum = 0
        for number in chosen {
            guard let there = left[number], there > 0 else { return .wrong("\(number) is not there so often") }
            left[number] = there - 1
            sum += number
        }
        if let count, chosen.count != count { return .wrong("it has \(chosen.count) numbers, not \(count)") }
        return sum == target ? .right : .wrong("they add up to \(sum), not \(target)")
    }
}
