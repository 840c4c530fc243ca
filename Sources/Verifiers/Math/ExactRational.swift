/// A fraction in lowest terms with a positive denominator.
struct ExactRational: Sendable, Hashable {
    let numerator: BigInteger
    let denominator: BigInteger

    init(_ value: Int) {
        numerator = BigInteger(value)
        denominator = .one
    }

    init(_ value: BigInteger) {
        numerator = value
        denominator = .one
    }

    private init(numerator: BigInteger, denominator: BigInteger) {
        self.numerator = numerator
        self.denominator = denominator
    }

    /// The fraction of two whole numbers; throws where the lower is zero.
    init(_ upper: BigInteger, over lower: BigInteger, _ meter: inout MathMeter) throws(MathFault) {
        if lower.isOne {
            self.init(numerator: upper, denominator: lower)
            return
        }
        guard !lower.isZero else { throw .undefined }
        let divisor = try upper.gcd(lower, &meter)
        let up = divisor.isOne ? upper : try upper.dividing(by: divisor, &meter).quotient
        let down = divisor.isOne ? lower : try lower.dividing(by: divisor, &meter).quotient
        if down.isNegative {
            self.init(numerator: up.negated, denominator: down.negated)
        } else {
            self.init(numerator: up, denominator: down)
        }
    }

    static let zero = ExactRational(0)
    static let one = ExactRational(1)

    var isZero: Bool { numerator.isZero }
    var isOne: Bool { numerator.isOne && denominator.isOne }
    var isNegative: Bool { numerator.isNegative }
    var isWhole: Bool { denominator.isOne }
    /// The value as an `Int`; nil where it is not whole or does not fit.
    var int: Int? { denominator.isOne ? numerator.int : nil }
    var negated: ExactRational { ExactRational(numerator: numerator.negated, denominator: denominator) }
    var absolute: ExactRational { isNegative ? negated : self }

    func adding(_ other: ExactRational, _ meter: inout MathMeter) throws(MathFault) -> ExactRational {
        if isWhole, other.isWhole { return ExactRational(try numerator.adding(other.numerator, &meter)) }
        let left = try numerator.times(other.denominator, &meter)
        let right = try other.numerator.times(denominator, &meter)
        return try ExactRational(
            left.adding(right, &meter), over: denominator.times(other.denominator, &meter), &meter)
    }

    func times(_ other: ExactRational, _ meter: inout MathMeter) throws(MathFault) -> ExactRational {
        if isWhole, other.isWhole { return ExactRational(try numerator.times(other.numerator, &meter)) }
        return try ExactRational(
            numerator.times(other.numerator, &meter), over: denominator.times(other.denominator, &meter), &meter)
    }

    func dividing(by other: ExactRational, _ meter: inout MathMeter) throws(MathFault) -> ExactRational {
        try ExactRational(
            numerator.times(other.denominator, &meter), over: denominator.times(other.numerator, &meter), &meter)
    }

    /// This number to a whole power; throws for zero to a negative one.
    func power(_ exponent: Int, _ meter: inout MathMeter) throws(MathFault) -> ExactRational {
        guard exponent != .min else { throw .beyond }
        let size = abs(exponent)
        let up = try numerator.power(size, &meter)
        let down = try denominator.power(size, &meter)
        guard exponent < 0 else { return ExactRational(numerator: up, denominator: down) }
        return try ExactRational(down, over: up, &meter)
    }

    /// -1, 0 or 1.
    func order(_ other: ExactRational, _ meter: inout MathMeter) throws(MathFault) -> Int {
        if isWhole, other.isWhole { return numerator.order(other.numerator) }
        return try numerator.times(other.denominator, &meter).order(other.numerator.times(denominator, &meter))
    }

    /// The greatest whole number that is not above it.
    func floor(_ meter: inout MathMeter) throws(MathFault) -> BigInteger {
        if isWhole { return numerator }
        let (quotient, remainder) = try numerator.dividing(by: denominator, &meter)
        return remainder.isNegative ? try quotient.subtracting(.one, &meter) : quotient
    }

    /// The nearest whole number to it, scaled by a power of ten; halves go to the even one.
    func rounded(places: Int, _ meter: inout MathMeter) throws(MathFault) -> BigInteger {
        let scaled = try times(ExactRational(BigInteger(10).power(places, &meter)), &meter)
        let low = try scaled.floor(&meter)
        let twice = try scaled.adding(ExactRational(low.negated), &meter).times(ExactRational(2), &meter)
        let side = try twice.order(.one, &meter)
        return side < 0 || (side == 0 && !low.isOdd) ? low : try low.adding(.one, &meter)
    }

    /// The nearest `Double`, within four units of its last place; infinite or not a number beyond its range.
    var double: Double {
        let shift = max(numerator.bitWidth, denominator.bitWidth) > 1_000
        guard shift else { return numerator.double / denominator.double }
        return BigInteger.quotient(numerator, denominator)
    }
}

extension BigInteger {
    /// The quotient of two large numbers as a `Double`, from their leading limbs.
    static func quotient(_ upper: BigInteger, _ lower: BigInteger) -> Double {
        func leading(_ value: BigInteger) -> (Double, Int) {
            let limbs = value.magnitude
            var mantissa = 0.0
            for limb in limbs.suffix(4).reversed() { mantissa = mantissa * 4_294_967_296 + Double(limb) }
            return (value.isNegative ? -mantissa : mantissa, max(0, limbs.count - 4) * 32)
        }
        let (up, upShift) = leading(upper)
        let (down, downShift) = leading(lower)
        let exponent = upShift - downShift
        guard abs(exponent) < 2_000 else { return exponent > 0 ? .infinity : .nan }
        return Double(sign: .plus, exponent: exponent, significand: up / down)
    }
}
