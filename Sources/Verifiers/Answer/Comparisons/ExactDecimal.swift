/// A decimal number of any size, held exactly: `sign · digits · 10^exponent`.
struct ExactDecimal: Sendable, Hashable {
    /// Whether it is below 0; zero is not.
    let isNegative: Bool
    /// The significant digits as values 0 to 9, without outer zeros; zero has none.
    let digits: [UInt8]
    /// The power of ten of the last digit; 0 for zero.
    let exponent: Int

    /// The number of these digits, outer zeros allowed.
    init(isNegative: Bool, digits: [UInt8], exponent: Int) {
        let start = digits.firstIndex { $0 != 0 } ?? digits.endIndex
        let end = digits.lastIndex { $0 != 0 }.map { $0 + 1 } ?? start
        self.digits = start == 0 && end == digits.count ? digits : Array(digits[start..<max(start, end)])
        self.isNegative = isNegative && !self.digits.isEmpty
        self.exponent = self.digits.isEmpty ? 0 : exponent + (digits.count - end)
    }

    /// The power of ten just above its size: 10^(magnitude - 1) ≤ |value| < 10^magnitude; nil for zero.
    var magnitude: Int? { digits.isEmpty ? nil : exponent + digits.count }

    /// Numbers from 10^-1000 to below 10^1000, and zero, can be added; others only compared.
    static let addable = -1_000...1_000

    /// Whether this number and another, both addable, lie no further apart than `tolerance`, exactly. O(digits and the
    /// span of the exponents), a step for each digit.
    func isWithin(
        _ tolerance: ExactDecimal, of other: ExactDecimal, budget: inout Budget
    ) throws(BudgetExhausted) -> Bool {
        let all = [self, other, tolerance].filter { !$0.digits.isEmpty }
        guard let low = all.map(\.exponent).min(), let high = all.compactMap(\.magnitude).max() else { return true }
        let width = high - low + 1
        try budget.spend(steps: 4 * width)
        let left = aligned(to: low, width: width)
        let right = other.aligned(to: low, width: width)
        let bound = tolerance.aligned(to: low, width: width)
        let distance = isNegative == other.isNegative ? Self.difference(left, right) : Self.sum(left, right)
        return !bound.lexicographicallyPrecedes(distance)
    }

    /// The digits, most significant first, as a number of so many digits that ends at a power of ten.
    private func aligned(to low: Int, width: Int) -> [UInt8] {
        guard !digits.isEmpty else { return Array(repeating: 0, count: width) }
        let trailing = exponent - low
        return Array(repeating: 0, count: width - digits.count - trailing) + digits
            + Array(repeating: 0, count: trailing)
    }

    private static func sum(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        var result = left
        var carry: UInt8 = 0
        for index in result.indices.reversed() {
            let digit = left[index] + right[index] + carry
            result[index] = digit % 10
            carry = digit / 10
        }
        return result
    }

    private static func difference(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        let (large, small) = left.lexicographicallyPrecedes(right) ? (right, left) : (left, right)
        var result = large
        var borrow: UInt8 = 0
        for index in result.indices.reversed() {
            let taken = small[index] + borrow
            borrow = large[index] < taken ? 1 : 0
            result[index] = large[index] + borrow * 10 - taken
        }
        return result
    }
}
