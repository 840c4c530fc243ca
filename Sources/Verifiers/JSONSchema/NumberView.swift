/// A number's literal taken apart where it lies, for exact comparison without a copy.
///
/// Valid as long as the text that it points into.
struct NumberView {
    let text: UnsafeBufferPointer<UInt8>
    /// Whether it is below zero; zero itself never is.
    let isNegative: Bool
    /// From the first digit that is not zero to the last such, perhaps with the point between; empty for zero.
    let digits: Range<Int>
    /// How many digits that is, without the point.
    let count: Int
    /// The power of ten that the digits, read as a whole number, are multiplied by.
    let exponent: Int

    /// Exponents are held within this, so that sums with digit counts cannot overflow.
    private static let largestExponent = Int.max / 64

    /// The parts of a literal that follows RFC 8259. O(text).
    init(_ text: UnsafeBufferPointer<UInt8>) {
        self.text = text
        var first = -1
        var last = 0
        var point = -1
        var index = 0
        while index < text.count, text[index] | 0x20 != 0x65 {
            let byte = text[index]
            if byte == 0x2E {
                point = index
            } else if byte > 0x30 {
                if first < 0 { first = index }
                last = index
            }
            index += 1
        }
        guard first >= 0 else {
            isNegative = false
            digits = 0..<0
            count = 0
            exponent = 0
            return
        }
        isNegative = text[0] == 0x2D
        digits = first..<last + 1
        count = last + 1 - first - (point > first && point < last ? 1 : 0)
        let end = point < 0 ? index : point
        let place = last < end ? end - last - 1 : end - last
        exponent = Self.exponent(text, from: index + 1) + place
    }

    private static func exponent(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard start < text.count else { return 0 }
        var value = 0
        for index in start..<text.count where text[index] != 0x2B && text[index] != 0x2D {
            value = min(value * 10 + Int(text[index] & 15), largestExponent)
        }
        return text[start] == 0x2D ? -value : value
    }

    /// Whether its value is zero.
    var isZero: Bool { digits.isEmpty }
    /// Whether its value is whole.
    var isInteger: Bool { exponent >= 0 }

    /// A plain whole number of at most 18 digits from its literal; nil for others. O(1).
    static func small(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
        let isNegative = text[0] == 0x2D
        let start = isNegative ? 1 : 0
        guard text.count - start <= 18 else { return nil }
        var value: Int64 = 0
        for index in start..<text.count {
            let digit = text[index] &- 0x30
            guard digit <= 9 else { return nil }
            value = value &* 10 &+ Int64(digit)
        }
        return isNegative ? -value : value
    }

    /// Its digits in order, most significant first, each handed to `body` until that gives false.
    @inline(__always)
    func forEachDigit(_ body: (UInt8) -> Bool) {
        for index in digits where text[index] != 0x2E {
            if !body(text[index] - 0x30) { return }
        }
    }

    /// The order of two numbers by exact value: below 0, 0 or above 0 as this is less, equal or more. O(digits).
    func compared(to other: NumberView) -> Int {
        if isZero || other.isZero || isNegative != other.isNegative {
            let left = isZero ? 0 : isNegative ? -1 : 1
            let right = other.isZero ? 0 : other.isNegative ? -1 : 1
            return left - right
        }
        let size = comparedSize(to: other)
        return isNegative ? -size : size
    }

    private func comparedSize(to other: NumberView) -> Int {
        let left = exponent + count
        let right = other.exponent + other.count
        if left != right { return left < right ? -1 : 1 }
        var (i, j) = (digits.lowerBound, other.digits.lowerBound)
        while true {
            if i < digits.upperBound, text[i] == 0x2E { i += 1 }
            if j < other.digits.upperBound, other.text[j] == 0x2E { j += 1 }
            guard i < digits.upperBound, j < other.digits.upperBound else { break }
            if text[i] != other.text[j] { return text[i] < other.text[j] ? -1 : 1 }
            i += 1
            j += 1
        }
        return count == other.count ? 0 : count < other.count ? -1 : 1
    }

    /// Whether this is a whole multiple of another number that is not zero, exactly. O(digits of both, multiplied),
    /// paid before.
    func isMultiple(of divisor: NumberView, budget: inout Budget) throws(BudgetExhausted) -> Bool {
        if isZero { return true }
        // Neither has zeros at its end, so a value with more decimals than the divisor is no multiple of it.
        guard exponent >= divisor.exponent else { return false }
        // Further tens change nothing: the divisor has no more factors 2 and 5 than these.
        let zeros = min(exponent - divisor.exponent, 4 * divisor.count)
        try budget.spend(steps: 1 + (count + zeros) * (1 + divisor.count / 18) / 4)
        if divisor.count <= 18 {
            var modulus: UInt64 = 0
            divisor.forEachDigit {
                modulus = modulus * 10 + UInt64($0)
                return true
            }
            var rest: UInt64 = 0
            // Below 10^18, so that ten times it and a digit fit.
            func take(_ digit: UInt8) { rest = (rest * 10 + UInt64(digit)) % modulus }
            forEachDigit {
                take($0)
                return true
            }
            for _ in 0..<zeros where rest != 0 { take(0) }
            return rest == 0
        }
        return try isLongMultiple(of: divisor, zeros: zeros, budget: &budget)
    }

    /// Long division in decimal, digit by digit.
    private func isLongMultiple(
        of divisor: NumberView, zeros: Int, budget: inout Budget
    ) throws(BudgetExhausted) -> Bool {
        try budget.spend(steps: (count + zeros) * (divisor.count + 2))
        var modulus: [UInt8] = []
        divisor.forEachDigit {
            modulus.append($0)
            return true
        }
        // One place more than the divisor, most significant first.
        var rest = [UInt8](repeating: 0, count: modulus.count + 1)
        func isLarger() -> Bool { rest[0] > 0 || !rest[1...].lexicographicallyPrecedes(modulus) }
        func take(_ digit: UInt8) {
            for index in 1..<rest.count { rest[index - 1] = rest[index] }
            rest[rest.count - 1] = digit
            while isLarger() {
                var borrow: UInt8 = 0
                for index in stride(from: rest.count - 1, to: 0, by: -1) {
                    let taken = modulus[index - 1] + borrow
                    borrow = rest[index] < taken ? 1 : 0
                    rest[index] = rest[index] + borrow * 10 - taken
                }
                rest[0] -= borrow
            }
        }
        forEachDigit {
            take($0)
            return true
        }
        for _ in 0..<zeros { take(0) }
        return rest.allSatisfy { $0 == 0 }
    }
}

/// A number of the schema: its literal, with its value where that is small.
struct NumberLimit: Sendable {
    let bytes: [UInt8]
    let small: Int64?

    init(_ text: String) {
        bytes = Array(text.utf8)
        small = bytes.withUnsafeBufferPointer(NumberView.small)
    }

    /// The order of a number to this one.
    @inline(__always)
    func order(of number: UnsafeBufferPointer<UInt8>) -> Int {
        if let small, let value = NumberView.small(number) { return value < small ? -1 : value > small ? 1 : 0 }
        return bytes.withUnsafeBufferPointer { NumberView(number).compared(to: NumberView($0)) }
    }

    /// Whether a number is a multiple of this one.
    func divides(_ number: UnsafeBufferPointer<UInt8>, budget: inout Budget) throws(BudgetExhausted) -> Bool {
        if let small, small != 0, let value = NumberView.small(number) { return value % small == 0 }
        return try bytes.withUnsafeBufferPointer { (bytes) throws(BudgetExhausted) in
            try NumberView(number).isMultiple(of: NumberView(bytes), budget: &budget)
        }
    }
}
