/// `longest_increasing`: numbers of a list in their order, each larger than the one before, as many as can be.
///
/// Instance: `numbers`, at most 512. How many there can be is reckoned here, number by number.
struct LongestIncreasingChecker: PuzzleChecker {
    static let kind = "longest_increasing"

    private let numbers: [Int]

    init(_ instance: PuzzleInstance) throws(OptionMismatch) {
        numbers = try instance.ints("numbers")
        guard numbers.count <= 512 else { throw OptionMismatch("`numbers` has more than 512 members") }
    }

    func check(_ answer: PuzzleAnswer, budget: inout Budget) throws(BudgetExhausted) -> PuzzleFinding {
        guard let chosen = answer.integers() else { return .unreadable("the answer is not a list of numbers") }
        try budget.spend(steps: chosen.count + numbers.count * numbers.count / 2)
        for (number, next) in zip(chosen, chosen.dropFirst()) where number >= next {
            return .wrong("\(next) is not larger than \(number)")
        }
        var rest = numbers[...]
        for number in chosen {
            guard let place = rest.firstIndex(of: number) else { return .wrong("\(number) is not there in this order") }
            rest = rest[(place + 1)...]
        }
        var lengths: [Int] = []
        for place in numbers.indices {
            let before = (0..<place).filter { numbers[$0] < numbers[place] }.map { lengths[$0] }.max() ?? 0
            lengths.append(before + 1)
        }
        let most = lengths.max() ?? 0
        return chosen.count == most ? .right : .wrong("it has \(chosen.count) numbers, and \(most) are possible")
    }
}
