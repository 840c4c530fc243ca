import Testing

@testable import Verifiers

@Suite struct MathArithmeticTests {
    /// A number of so many random limbs.
    private func random(_ limbs: Int, _ generator: inout MathRandom) -> BigInteger {
        BigInteger(
            isNegative: Bool.random(using: &generator),
            limbs: (0..<limbs).map { _ in
                // Zeros and all ones are where carries go wrong.
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: 0
                case 1: .max
                default: UInt32.random(in: 0 ... .max, using: &generator)
                }
            })
    }

    @Test func `quotient times divisor plus remainder is the number`() throws {
        var generator = MathRandom(state: 7)
        var meter = MathMeter(budget: Budget(steps: .max, bytes: .max))
        for _ in 0..<5_000 {
            let left = random(Int.random(in: 0...9, using: &generator), &generator)
            let right = random(Int.random(in: 1...6, using: &generator), &generator)
            guard !right.isZero else { continue }
            let (quotient, remainder) = try left.dividing(by: right, &meter)
            #expect(try quotient.times(right, &meter).adding(remainder, &meter) == left)
            #expect(remainder.absolute.order(right.absolute) < 0)
            #expect(remainder.isZero || remainder.isNegative == left.isNegative)
        }
    }

    @Test func `sums, products and greatest divisors keep the laws`() throws {
        var generator = MathRandom(state: 11)
        var meter = MathMeter(budget: Budget(steps: .max, bytes: .max))
        for _ in 0..<2_000 {
            let a = random(Int.random(in: 0...5, using: &generator), &generator)
            let b = random(Int.random(in: 0...5, using: &generator), &generator)
            let c = random(Int.random(in: 0...5, using: &generator), &generator)
            let sum = try a.adding(b, &meter)
            #expect(try sum.subtracting(b, &meter) == a)
            #expect(try sum.times(c, &meter) == a.times(c, &meter).adding(b.times(c, &meter), &meter))
            let divisor = try a.gcd(b, &meter)
            guard !divisor.isZero else { continue }
            #expect(try a.dividing(by: divisor, &meter).remainder.isZero)
            #expect(try b.dividing(by: divisor, &meter).remainder.isZero)
        }
    }

    @Test func `numbers of known value`() throws {
        var meter = MathMeter(budget: .standard)
        let power = try BigInteger(2).power(128, &meter)
        #expect(
            try BigInteger(digits: Array("340282366920938463463374607431768211456".utf8)[...], meter: &meter) == power)
        #expect(try power.dividing(by: BigInteger(1 << 62), &meter).quotient == BigInteger(2).power(66, &meter))
        #expect(power.double == 0x1p128)
        #expect(BigInteger(.min).negated.negated == BigInteger(.min))
        #expect(BigInteger(isNegative: true, limbs: [0, 0x8000_0000]).order(BigInteger(.min)) == 0)
        #expect(throws: MathFault.beyond) { try BigInteger(3).power(100_000, &meter) }
    }

    @Test func `rounding is to the nearest, halves to the even`() throws {
        var meter = MathMeter(budget: .standard)
        for (up, down, places, expected) in [
            (1, 3, 2, 33), (2, 3, 2, 67), (1, 8, 2, 12), (3, 8, 2, 38), (-1, 3, 1, -3), (-5, 2, 0, -2),
        ] {
            let value = try ExactRational(BigInteger(up), over: BigInteger(down), &meter)
            #expect(try value.rounded(places: places, &meter) == BigInteger(expected))
        }
    }

    @Test func `errors are never understated`() throws {
        // Identities that hold exactly: the two sides may differ by their errors at most.
        var meter = MathMeter(budget: Budget(steps: .max, bytes: .max))
        let identities = [
            (#"\sin^2 x + \cos^2 x"#, "1"), (#"e^{\ln(x^2+1)}"#, "x^2+1"), (#"(x^2+1)^{1/3 \cdot 3}"#, "x^2+1"),
            (#"\sqrt{x^2+1}\sqrt{x^2+1}"#, "x^2+1"), (#"\tan(\arctan x)"#, "x"),
            (#"\sin(\arcsin \frac{x}{100})"#, #"\frac{x}{100}"#),
            (#"\frac{(x^2+2)!}{(x^2+1)!}"#, "x^2+2"), (#"e^{10 i x} e^{-10 i x}"#, "1"),
        ]
        for (left, right) in identities {
            let first = try MathParser.parse(Array(left.utf8)[...], meter: &meter)
            let second = try MathParser.parse(Array(right.utf8)[...], meter: &meter)
            for point in 0..<MathEvaluation.points {
                let a = try MathEvaluation(point: point).value(first, &meter)
                let b = try MathEvaluation(point: point).value(second, &meter)
                #expect(try !a.adding(b.negated).isCertainlyNotZero, "\(left) at \(point): \(a) \(b)")
                #expect(a.error < 1e-9 * max(1, a.magnitude))
            }
        }
    }
}

/// A small seeded generator.
struct MathRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
