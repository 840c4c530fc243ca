/// What a normal form is built of: names and numbers between which no rational relation holds.
struct MathAtom: Sendable, Hashable, Comparable {
    let code: UInt64

    static let pi = MathAtom(code: 2 << 56)
    static let e = MathAtom(code: 3 << 56)
    static let i = MathAtom(code: 4 << 56)

    /// A prime, for its roots.
    static func prime(_ value: Int) -> MathAtom { MathAtom(code: 1 << 56 | UInt64(value)) }

    /// A variable; nil where its name is longer than seven bytes.
    static func symbol(_ name: String) -> MathAtom? {
        var code: UInt64 = 0
        var count = 0
        for byte in name.utf8 {
            count += 1
            if count > 7 { return nil }
            code = code << 8 | UInt64(byte)
        }
        return MathAtom(code: 5 << 56 | code)
    }

    /// The factorial of one or two variables with whole factors, such as those of n, 2n and n - k; nil for any other,
    /// and for what does not fit: names of six bytes for one, of two for each of two, factors of seven bits.
    static func factorial(of terms: [(factor: Int, name: MathAtom)]) -> MathAtom? {
        let width = terms.count == 1 ? 48 : 16
        guard terms.count == 1 || terms.count == 2 else { return nil }
        var code: UInt64 = 0
        for term in terms {
            let name = term.name.code & 0xFF_FFFF_FFFF_FFFF
            guard term.name.isSymbol, name >> UInt64(width) == 0, (-64...63).contains(term.factor) else { return nil }
            code = code << UInt64(width + 8) | UInt64(term.factor + 64) << UInt64(width) | name
        }
        return MathAtom(code: UInt64(5 + terms.count) << 56 | code)
    }

    /// The prime it stands for; nil for every other kind.
    var prime: Int? { code >> 56 == 1 ? Int(code & 0xFF_FFFF_FFFF_FFFF) : nil }
    var isSymbol: Bool { code >> 56 == 5 }

    static func < (left: MathAtom, right: MathAtom) -> Bool { left.code < right.code }
}

/// A small fraction: the power that an atom is raised to.
struct MathExponent: Sendable, Hashable {
    let up: Int
    let down: Int

    static let one = MathExponent(1, 1)

    private init(_ up: Int, _ down: Int) {
        self.up = up
        self.down = down
    }

    init(_ whole: Int) { self.init(whole, 1) }

    /// The fraction in lowest terms, `down` above 0; throws beyond 32 bits.
    init(reducing up: Int, over down: Int) throws(MathFault) {
        let divisor = max(BigInteger.gcd(abs(up), down), 1)
        guard abs(up / divisor) <= Int(Int32.max), down / divisor <= Int(Int32.max) else { throw .beyond }
        self.init(up / divisor, down / divisor)
    }

    func adding(_ other: MathExponent) throws(MathFault) -> MathExponent {
        if down == 1, other.down == 1 { return try MathExponent(reducing: up + other.up, over: 1) }
        return try MathExponent(reducing: up * other.down + other.up * down, over: down * other.down)
    }

    func times(_ other: MathExponent) throws(MathFault) -> MathExponent {
        try MathExponent(reducing: up * other.up, over: down * other.down)
    }
}

/// A power of an atom.
struct MathPower: Sendable, Hashable {
    let atom: MathAtom
    let exponent: MathExponent
}

/// A product of powers, atoms ascending, with a coefficient that is not zero.
///
/// Primes have exponents between 0 and 1, `i` has 1.
struct MathMonomial: Sendable, Hashable {
    var coefficient: ExactRational
    var powers: [MathPower]

    /// Multiplies by another one.
    func times(_ other: MathMonomial, _ meter: inout MathMeter) throws(MathFault) -> MathMonomial {
        var result = MathMonomial(coefficient: try coefficient.times(other.coefficient, &meter), powers: [])
        if powers.isEmpty || other.powers.isEmpty {
            result.powers = powers.isEmpty ? other.powers : powers
            return result
        }
        var left = powers[...]
        var right = other.powers[...]
        while let first = left.first, let second = right.first {
            if first.atom < second.atom {
                result.powers.append(first)
                left.removeFirst()
            } else if second.atom < first.atom {
                result.powers.append(second)
                right.removeFirst()
            } else {
                let exponent = try first.exponent.adding(second.exponent)
                try result.append(first.atom, exponent, &meter)
                left.removeFirst()
                right.removeFirst()
            }
        }
        result.powers += left
        result.powers += right
        return result
    }

    /// Appends a power of an atom above all others, reduced to its one form.
    mutating func append(
        _ atom: MathAtom, _ exponent: MathExponent, _ meter: inout MathMeter
    ) throws(MathFault) {
        var exponent = exponent
        if let prime = atom.prime {
            let whole = Self.floor(exponent.up, exponent.down)
            if whole != 0 {
                coefficient = try coefficient.times(ExactRational(prime).power(whole, &meter), &meter)
                exponent = try MathExponent(reducing: exponent.up - whole * exponent.down, over: exponent.down)
            }
        } else if atom == .i {
            guard exponent.down == 1 else { throw .beyond }
            let turn = exponent.up - Self.floor(exponent.up, 4) * 4
            if turn >= 2 { coefficient = coefficient.negated }
            exponent = MathExponent(turn & 1)
        }
        if exponent.up != 0 { powers.append(MathPower(atom: atom, exponent: exponent)) }
    }

    /// This product to a power that keeps its value: see `MathForm.power`.
    func raised(
        to exponent: MathExponent, coefficient: ExactRational, _ meter: inout MathMeter
    ) throws(MathFault) -> MathMonomial {
        var result = MathMonomial(coefficient: coefficient, powers: [])
        for power in powers { try result.append(power.atom, power.exponent.times(exponent), &meter) }
        return result
    }

    static func floor(_ up: Int, _ down: Int) -> Int {
        let quotient = up / down
        return up % down < 0 ? quotient - 1 : quotient
    }

    /// An order of products, their coefficients aside.
    static func precedes(_ left: MathMonomial, _ right: MathMonomial) -> Bool {
        let count = min(left.powers.count, right.powers.count)
        for index in 0..<count {
            let (first, second) = (left.powers[index], right.powers[index])
            if first.atom != second.atom { return first.atom < second.atom }
            if first.exponent != second.exponent {
                return first.exponent.up * second.exponent.down < second.exponent.up * first.exponent.down
            }
        }
        return left.powers.count < right.powers.count
    }
}
