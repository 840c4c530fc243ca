/// A whole number of any sign, exact, up to `BigInteger.bitLimit` bits.
///
/// What fits an `Int` is held as one; the rest as little-endian limbs of 32 bits. Arithmetic beyond the limit throws
/// `MathFault.beyond`, and work on limbs is paid from the meter before it is done.
struct BigInteger: Sendable, Hashable {
    /// The most bits that a magnitude may have.
    static let bitLimit = 1 << 16

    /// The value where there are no limbs.
    let small: Int
    /// The magnitude where it does not fit an `Int`, without leading zeros; else empty.
    let limbs: [UInt32]
    /// Whether the value is below 0.
    let isNegative: Bool

    init(_ value: Int) {
        small = value
        limbs = []
        isNegative = value < 0
    }

    /// The value of a sign and a magnitude, in its one form.
    init(isNegative: Bool, limbs: [UInt32]) {
        var count = limbs.count
        while count > 0, limbs[count - 1] == 0 { count -= 1 }
        if count <= 2 {
            let low = count > 0 ? UInt64(limbs[0]) : 0
            let high = count > 1 ? UInt64(limbs[1]) : 0
            if let value = Int(exactly: high << 32 | low) {
                self.init(isNegative ? -value : value)
                return
            }
        }
        self.init(large: count == limbs.count ? limbs : Array(limbs[..<count]), isNegative: isNegative)
    }

    private init(large limbs: [UInt32], isNegative: Bool) {
        small = 0
        self.limbs = limbs
        self.isNegative = isNegative
    }

    static let zero = BigInteger(0)
    static let one = BigInteger(1)

    /// The value as an `Int`; nil where it does not fit.
    var int: Int? { limbs.isEmpty ? small : nil }
    var isZero: Bool { limbs.isEmpty && small == 0 }
    var isOne: Bool { limbs.isEmpty && small == 1 }
    var isOdd: Bool { limbs.isEmpty ? small & 1 == 1 : limbs[0] & 1 == 1 }

    /// The number of bits of the magnitude; 0 for zero.
    var bitWidth: Int {
        guard let top = limbs.last else { return 64 - small.magnitude.leadingZeroBitCount }
        return limbs.count * 32 - top.leadingZeroBitCount
    }

    var negated: BigInteger {
        if limbs.isEmpty, small != .min { return BigInteger(-small) }
        return BigInteger(isNegative: !isNegative, limbs: magnitude)
    }

    var absolute: BigInteger { isNegative ? negated : self }

    /// The magnitude in limbs.
    var magnitude: [UInt32] {
        guard limbs.isEmpty else { return limbs }
        let value = UInt64(small.magnitude)
        if value == 0 { return [] }
        return value >> 32 == 0 ? [UInt32(value)] : [UInt32(truncatingIfNeeded: value), UInt32(value >> 32)]
    }

    /// The nearest `Double`, within two units of its last place; infinite beyond its range.
    var double: Double {
        guard !limbs.isEmpty else { return Double(small) }
        var result = 0.0
        for limb in limbs.suffix(4).reversed() { result = result * 4_294_967_296 + Double(limb) }
        for _ in 0..<max(0, limbs.count - 4) {
            result *= 4_294_967_296
            if result.isInfinite { break }
        }
        return isNegative ? -result : result
    }

    /// The value of ASCII digits. O(digits²).
    init(digits: ArraySlice<UInt8>, meter: inout MathMeter) throws(MathFault) {
        if digits.count <= 18 {
            var value = 0
            for digit in digits { value = value * 10 + Int(digit & 0x0F) }
            self.init(value)
            return
        }
        guard digits.count <= Self.bitLimit * 3 / 10 else { throw .beyond }
        try meter.spend(digits.count * digits.count / 256 + 1)
        var limbs: [UInt32] = []
        var index = digits.startIndex
        while index < digits.endIndex {
            let end = min(index + 9, digits.endIndex)
            var chunk: UInt64 = 0
            var scale: UInt64 = 1
            for digit in digits[index..<end] {
                chunk = chunk * 10 + UInt64(digit & 0x0F)
                scale *= 10
            }
            for position in limbs.indices {
                let wide = UInt64(limbs[position]) * scale + chunk
                limbs[position] = UInt32(truncatingIfNeeded: wide)
                chunk = wide >> 32
            }
            if chunk > 0 { limbs.append(UInt32(chunk)) }
            index = end
        }
        self.init(isNegative: false, limbs: limbs)
    }
}

extension BigInteger {
    /// How the values stand to each other: -1, 0 or 1.
    func order(_ other: BigInteger) -> Int {
        if limbs.isEmpty, other.limbs.isEmpty { return small < other.small ? -1 : small == other.small ? 0 : 1 }
        if isNegative != other.isNegative { return isNegative ? -1 : 1 }
        let order = Self.order(magnitude, other.magnitude)
        return isNegative ? -order : order
    }

    func adding(_ other: BigInteger, _ meter: inout MathMeter) throws(MathFault) -> BigInteger {
        if limbs.isEmpty, other.limbs.isEmpty {
            let (sum, overflow) = small.addingReportingOverflow(other.small)
            if !overflow { return BigInteger(sum) }
        }
        let left = magnitude
        let right = other.magnitude
        try meter.spend((left.count + right.count) / 8 + 1)
        if isNegative == other.isNegative {
            return try BigInteger(isNegative: isNegative, limbs: Self.sum(left, right)).checked()
        }
        switch Self.order(left, right) {
        case 0: return .zero
        case 1: return BigInteger(isNegative: isNegative, limbs: Self.difference(left, right))
        default: return BigInteger(isNegative: other.isNegative, limbs: Self.difference(right, left))
        }
    }

    func subtracting(_ other: BigInteger, _ meter: inout MathMeter) throws(MathFault) -> BigInteger {
        try adding(other.negated, &meter)
    }

    func times(_ other: BigInteger, _ meter: inout MathMeter) throws(MathFault) -> BigInteger {
        if limbs.isEmpty, other.limbs.isEmpty {
            let (product, overflow) = small.multipliedReportingOverflow(by: other.small)
            if !overflow { return BigInteger(product) }
        }
        guard bitWidth + other.bitWidth <= Self.bitLimit + 64 else { throw .beyond }
        let left = magnitude
        let right = other.magnitude
        try meter.spend(left.count * right.count / 16 + 1)
        var product = [UInt32](repeating: 0, count: left.count + right.count)
        for (row, factor) in left.enumerated() where factor != 0 {
            var carry: UInt64 = 0
            for (column, limb) in right.enumerated() {
                let wide = UInt64(factor) * UInt64(limb) + UInt64(product[row + column]) + carry
                product[row + column] = UInt32(truncatingIfNeeded: wide)
                carry = wide >> 32
            }
            product[row + right.count] = UInt32(carry)
        }
        return try BigInteger(isNegative: isNegative != other.isNegative, limbs: product).checked()
    }

    /// The quotient towards zero and the remainder, which has the sign of this number; `other` is not zero.
    func dividing(
        by other: BigInteger, _ meter: inout MathMeter
    ) throws(MathFault) -> (quotient: BigInteger, remainder: BigInteger) {
        guard !other.isZero else { throw .undefined }
        if limbs.isEmpty, other.limbs.isEmpty, small != .min {
            return (BigInteger(small / other.small), BigInteger(small % other.small))
        }
        let left = magnitude
        let right = other.magnitude
        if Self.order(left, right) < 0 { return (.zero, self) }
        try meter.spend((left.count - right.count + 1) * right.count / 8 + 1)
        let (quotient, remainder) = Self.divide(left, right)
        return (
            BigInteger(isNegative: isNegative != other.isNegative, limbs: quotient),
            BigInteger(isNegative: isNegative, limbs: remainder)
        )
    }

    /// The greatest common divisor, 0 or more.
    func gcd(_ other: BigInteger, _ meter: inout MathMeter) throws(MathFault) -> BigInteger {
        var left = absolute
        var right = other.absolute
        while !right.isZero {
            if let first = left.int, let second = right.int { return BigInteger(Self.gcd(first, second)) }
            try meter.spend(1)
            (left, right) = (right, try left.dividing(by: right, &meter).remainder)
        }
        return left
    }

    /// This number to a power, 0 or more.
    func power(_ exponent: Int, _ meter: inout MathMeter) throws(MathFault) -> BigInteger {
        if exponent == 0 || isOne { return .one }
        if isZero { return .zero }
        if limbs.isEmpty, small == -1 { return exponent & 1 == 0 ? .one : self }
        guard exponent <= Self.bitLimit, (bitWidth - 1) * exponent <= Self.bitLimit else { throw .beyond }
        var result = BigInteger.one
        var base = self
        var rest = exponent
        while true {
            if rest & 1 == 1 { result = try result.times(base, &meter) }
            rest >>= 1
            if rest == 0 { return result }
            base = try base.times(base, &meter)
        }
    }

    private func checked() throws(MathFault) -> BigInteger {
        guard limbs.count <= Self.bitLimit / 32 + 2 else { throw .beyond }
        return self
    }

    static func gcd(_ left: Int, _ right: Int) -> Int {
        var (left, right) = (left, right)
        while right != 0 { (left, right) = (right, left % right) }
        return left
    }

    private static func order(_ left: [UInt32], _ right: [UInt32]) -> Int {
        if left.count != right.count { return left.count < right.count ? -1 : 1 }
        for index in left.indices.reversed() where left[index] != right[index] {
            return left[index] < right[index] ? -1 : 1
        }
        return 0
    }

    private static func sum(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
        let (long, short) = left.count >= right.count ? (left, right) : (right, left)
        var result = long
        var carry: UInt64 = 0
        for index in long.indices {
            let wide = UInt64(long[index]) + (index < short.count ? UInt64(short[index]) : 0) + carry
            result[index] = UInt32(truncatingIfNeeded: wide)
            carry = wide >> 32
        }
        if carry > 0 { result.append(UInt32(carry)) }
        return result
    }

    private static func difference(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
        var result = left
        var borrow: Int64 = 0
        for index in left.indices {
            let wide = Int64(left[index]) - (index < right.count ? Int64(right[index]) : 0) - borrow
            borrow = wide < 0 ? 1 : 0
            result[index] = UInt32(truncatingIfNeeded: wide)
        }
        return result
    }

    /// Long division of magnitudes, `left` at least `right`: Knuth, The Art of Computer Programming, 4.3.1, algorithm D.
    private static func divide(_ left: [UInt32], _ right: [UInt32]) -> (quotient: [UInt32], remainder: [UInt32]) {
        guard right.count > 1, let top = right.last else {
            let divisor = UInt64(right[0])
            var quotient = left
            var rest: UInt64 = 0
            for index in left.indices.reversed() {
                let wide = rest << 32 | UInt64(left[index])
                quotient[index] = UInt32(wide / divisor)
                rest = wide % divisor
            }
            return (quotient, [UInt32(rest)])
        }
        let shift = UInt32(top.leadingZeroBitCount)
        let divisor = shifted(right, by: shift)
        var rest = shifted(left, by: shift)
        rest.append(0)
        if rest.count == left.count + 1 { rest.append(0) }
        let count = right.count
        let first = UInt64(divisor[count - 1])
        let second = UInt64(divisor[count - 2])
        let steps = rest.count - count
        var quotient = [UInt32](repeating: 0, count: steps)
        for place in (0..<steps).reversed() {
            let head = UInt64(rest[place + count]) << 32 | UInt64(rest[place + count - 1])
            var guess = head / first
            var over = head % first
            while guess >> 32 != 0 || guess * second > (over << 32 | UInt64(rest[place + count - 2])) {
                guess -= 1
                over += first
                if over >> 32 != 0 { break }
            }
            if subtract(divisor, times: guess, from: &rest, at: place) {
                guess -= 1
                restore(divisor, to: &rest, at: place)
            }
            quotient[place] = UInt32(truncatingIfNeeded: guess)
        }
        return (quotient, unshifted(Array(rest[..<count]), by: shift))
    }

    private static func shifted(_ limbs: [UInt32], by shift: UInt32) -> [UInt32] {
        guard shift > 0 else { return limbs }
        var result: [UInt32] = []
        result.reserveCapacity(limbs.count + 2)
        var carry: UInt32 = 0
        for limb in limbs {
            result.append(limb << shift | carry)
            carry = limb >> (32 - shift)
        }
        if carry > 0 { result.append(carry) }
        return result
    }

    private static func unshifted(_ limbs: [UInt32], by shift: UInt32) -> [UInt32] {
        guard shift > 0 else { return limbs }
        var result = limbs
        for index in limbs.indices {
            let above = index + 1 < limbs.count ? limbs[index + 1] << (32 - shift) : 0
            result[index] = limbs[index] >> shift | above
        }
        return result
    }

    /// Subtracts a multiple at a place; whether more was taken than there was.
    private static func subtract(
        _ divisor: [UInt32], times factor: UInt64, from rest: inout [UInt32], at place: Int
    ) -> Bool {
        var carry: UInt64 = 0
        var borrow: Int64 = 0
        for index in divisor.indices {
            let product = factor * UInt64(divisor[index]) + carry
            carry = product >> 32
            let wide = Int64(rest[place + index]) - borrow - Int64(product & 0xFFFF_FFFF)
            rest[place + index] = UInt32(truncatingIfNeeded: wide)
            borrow = wide < 0 ? 1 : 0
        }
        let wide = Int64(rest[place + divisor.count]) - borrow - Int64(carry)
        rest[place + divisor.count] = UInt32(truncatingIfNeeded: wide)
        return wide < 0
    }

    private static func restore(_ divisor: [UInt32], to rest: inout [UInt32], at place: Int) {
        var carry: UInt64 = 0
        for index in divisor.indices {
            let wide = UInt64(rest[place + index]) + UInt64(divisor[index]) + carry
            rest[place + index] = UInt32(truncatingIfNeeded: wide)
            carry = wide >> 32
        }
        rest[place + divisor.count] &+= UInt32(truncatingIfNeeded: carry)
    }
}
