/// `prime_factors`: primes whose product is a number. Instance: `number`.
///
/// Read with `*`, commas or spaces between them, and powers: `2^3 * 5`.
struct PrimeFactorsChecker: PuzzleChecker {
    static let kind = "prime_factors"

    private let number: Int

    init(_ instance: PuzzleInstance) throws(OptionMismatch) {
        number = try instance.int("number", in: 2...1_000_000_000_000)
    }

    func check(_ answer: PuzzleAnswer, budget: inout Budget) throws(BudgetExhausted) -> PuzzleFinding {
        let powers = answer.bytes.split(whereSeparator: { $0 <= 0x20 || "*,xX".utf8.contains($0) })
        let isFramed = [answer.bytes.first, answer.bytes.last].allSatisfy { $0?.isDigit ?? false }
        guard isFramed, !powers.isEmpty else { return .unreadable("the answer has no factors") }
        var rest = number
        for power in powers {
            let parts = power.split(separator: UInt8(ascii: "^"), omittingEmptySubsequences: false)
            let numbers = parts.compactMap { Int(String(decoding: $0, as: UTF8.self)) }
            guard numbers.count == parts.count, (1...2).contains(numbers.count) else {
                return .unreadable("the answer is not a product of numbers")
            }
            let times = numbers.count == 2 ? numbers[1] : 1
            guard try isPrime(numbers[0], &budget) else { return .wrong("\(numbers[0]) is not prime") }
            guard (1...64).contains(times) else { return .wrong("\(times) is no such power") }
            for _ in 0..<times {
                guard rest % numbers[0] == 0 else { return .wrong("\(numbers[0]) stands there too often") }
                rest /= numbers[0]
            }
        }
        return rest == 1 ? .right : .wrong("the product is not \(number)")
    }

    private func isPrime(_ candidate: Int, _ budget: inout Budget) throws(BudgetExhausted) -> Bool {
        guard candidate > 1, candidate <= number else { return false }
        var divisor = 2
        while divisor <= candidate / divisor {
            try budget.spend(steps: 1)
            if candidate % divisor == 0 { return false }
            divisor += 1
        }
        return true
    }
}
