/// An expression in normal form: a fraction of two polynomials in atoms. Two of them are equal exactly when their cross
/// products are.
struct MathForm: Sendable, Hashable {
    var up: MathPolynomial
    var down: MathPolynomial

    static let zero = MathForm(.zero)
    static let one = MathForm(.one)

    init(_ value: ExactRational) {
        up = MathPolynomial(value)
        down = .one
    }

    init(up: MathPolynomial, down: MathPolynomial) {
        self.up = up
        self.down = down
    }

    init(_ atom: MathAtom) {
        up = MathPolynomial(
            MathMonomial(coefficient: .one, powers: [MathPower(atom: atom, exponent: .one)]))
        down = .one
    }

    private var isWhole: Bool { down.constant?.isOne == true }

    /// The value where it is a rational number and is seen to be one.
    var constant: ExactRational? { isWhole ? up.constant : nil }

    var negated: MathForm { MathForm(up: up.negated, down: down) }

    func adding(_ other: MathForm, _ meter: inout MathMeter) throws(MathFault) -> MathForm {
        if down == other.down { return MathForm(up: try up.adding(other.up, &meter), down: down) }
        let left = try up.times(other.down, &meter)
        let right = try other.up.times(down, &meter)
        return MathForm(up: try left.adding(right, &meter), down: try down.times(other.down, &meter))
    }

    func times(_ other: MathForm, _ meter: inout MathMeter) throws(MathFault) -> MathForm {
        MathForm(up: try up.times(other.up, &meter), down: try down.times(other.down, &meter))
    }

    func dividing(by other: MathForm, _ meter: inout MathMeter) throws(MathFault) -> MathForm {
        guard !other.up.isZero else { throw .undefined }
        if let value = other.constant {
            return try times(MathForm(ExactRational.one.dividing(by: value, &meter)), &meter)
        }
        if other.isWhole, let factor = other.up.monomial {
            return try times(MathForm(up: MathPolynomial(inverse(factor, &meter)), down: .one), &meter)
        }
        return MathForm(up: try up.times(other.down, &meter), down: try down.times(other.up, &meter))
    }

    private func inverse(_ factor: MathMonomial, _ meter: inout MathMeter) throws(MathFault) -> MathMonomial {
        try factor.raised(
            to: MathExponent(-1), coefficient: ExactRational.one.dividing(by: factor.coefficient, &meter), &meter)
    }

    func isEqual(to other: MathForm, _ meter: inout MathMeter) throws(MathFault) -> Bool {
        if down == other.down { return up == other.up }
        return try up.times(other.down, &meter) == other.up.times(down, &meter)
    }

    /// This form to a whole power.
    func power(_ exponent: Int, _ meter: inout MathMeter) throws(MathFault) -> MathForm {
        if exponent == 0 {
            guard !up.isZero else { throw .undefined }
            return .one
        }
        if let value = constant { return MathForm(try value.power(exponent, &meter)) }
        if isWhole, let factor = up.monomial {
            let coefficient = try factor.coefficient.power(exponent, &meter)
            let raised = try factor.raised(
                to: MathExponent(reducing: exponent, over: 1), coefficient: coefficient, &meter)
            return MathForm(up: MathPolynomial(raised), down: .one)
        }
        guard abs(exponent) <= 64 else { throw .beyond }
        if exponent < 0 { return try MathForm.one.dividing(by: power(-exponent, &meter), &meter) }
        var result = self
        for _ in 1..<exponent { result = try result.times(self, &meter) }
        return result
    }

    /// This form to a power that is a fraction: exact for positive numbers, for odd roots of negative ones, and for
    /// what is one variable.
    func power(_ exponent: MathExponent, _ meter: inout MathMeter) throws(MathFault) -> MathForm {
        if exponent.down == 1 { return try power(exponent.up, &meter) }
        if up.isZero {
            guard exponent.up > 0 else { throw .undefined }
            return .zero
        }
        guard isWhole, let factor = up.monomial else {
            // A fraction of constants may still be one of products.
            if let upper = up.monomial, let lower = down.monomial {
                let whole = try MathForm(up: MathPolynomial(upper), down: .one)
                    .dividing(by: MathForm(up: MathPolynomial(lower), down: .one), &meter)
                return try whole.power(exponent, &meter)
            }
            throw .beyond
        }
        let symbols = factor.powers.filter { $0.atom.isSymbol }
        guard symbols.isEmpty || (symbols.count == 1 && abs(symbols[0].exponent.up) <= symbols[0].exponent.down),
            !factor.powers.contains(where: { $0.atom == .i })
        else { throw .beyond }
        var base = factor.coefficient
        var result = MathForm.one
        if base.isNegative {
            // The square root of a negative number is a multiple of i; of a variable's multiple it is not seen.
            guard symbols.isEmpty else { throw .beyond }
            base = base.negated
            if exponent.down == 2 {
                result = try MathForm(.i).power(exponent.up, &meter)
            } else if exponent.down & 1 == 1 {
                result = MathForm(ExactRational(exponent.up & 1 == 0 ? 1 : -1))
            } else {
                throw .beyond
            }
        }
        let raised = try factor.raised(to: exponent, coefficient: .one, &meter)
        result = try result.times(MathForm(up: MathPolynomial(raised), down: .one), &meter)
        return try result.times(Self.root(base, exponent, &meter), &meter)
    }

    /// A positive number to a fractional power, by its prime factors.
    private static func root(
        _ base: ExactRational, _ exponent: MathExponent, _ meter: inout MathMeter
    ) throws(MathFault) -> MathForm {
        if base.isOne { return .one }
        var result = MathMonomial(coefficient: .one, powers: [])
        for (number, sign) in [(base.numerator, 1), (base.denominator, -1)] where !number.isOne {
            for (prime, count) in try MathFactors.factors(number, &meter) {
                var part = MathMonomial(coefficient: .one, powers: [])
                let power = try MathExponent(reducing: count * sign * exponent.up, over: exponent.down)
                try part.append(.prime(prime), power, &meter)
                result = try result.times(part, &meter)
            }
        }
        return MathForm(up: MathPolynomial(result), down: .one)
    }
}

/// Prime factors of small numbers.
enum MathFactors {
    private static let trialLimit = 4_096

    /// The primes of a number above 0 with how often each divides it; throws where one is too large to be found.
    static func factors(
        _ number: BigInteger, _ meter: inout MathMeter
    ) throws(MathFault) -> [(prime: Int, count: Int)] {
        guard var rest = number.int else { return try large(number, &meter) }
        var result: [(prime: Int, count: Int)] = []
        var prime = 2
        while prime <= trialLimit, prime * prime <= rest {
            try meter.spend(1)
            var count = 0
            while rest % prime == 0 {
                rest /= prime
                count += 1
            }
            if count > 0 { result.append((prime, count)) }
            prime += prime == 2 ? 1 : 2
        }
        guard rest > 1 else { return result }
        guard rest <= trialLimit * trialLimit else { throw .beyond }
        result.append((rest, 1))
        return result
    }

    private static func large(
        _ number: BigInteger, _ meter: inout MathMeter
    ) throws(MathFault) -> [(prime: Int, count: Int)] {
        var rest = number
        var result: [(prime: Int, count: Int)] = []
        for prime in [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47] {
            var count = 0
            while rest.int == nil {
                let (quotient, remainder) = try rest.dividing(by: BigInteger(prime), &meter)
                guard remainder.isZero else { break }
                rest = quotient
                count += 1
            }
            if count > 0 { result.append((prime, count)) }
            if rest.int != nil { break }
        }
        guard rest.int != nil else { throw .beyond }
        for (prime, count) in try factors(rest, &meter) {
            if let place = result.firstIndex(where: { $0.prime == prime }) {
                result[place].count += count
            } else {
                result.append((prime, count))
            }
        }
        return result
    }
}
