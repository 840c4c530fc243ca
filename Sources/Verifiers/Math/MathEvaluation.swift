/// Evaluates expressions at fixed points: each variable gets a value by its name and the point's number.
struct MathEvaluation {
    /// Which point.
    let point: Int
    /// A variable whose value is given.
    var assigned: (name: String, value: ErrorBoundedNumber)?

    /// How many points there are.
    static let points = 6

    /// The value of an expression with its error; throws where it has none or it cannot be bounded.
    func value(_ node: MathNode, _ meter: inout MathMeter) throws(MathFault) -> ErrorBoundedNumber {
        try meter.spend(4)
        switch node {
        case .number(let value, _): return try ErrorBoundedNumber(value)
        case .symbol(let name):
            if let assigned, assigned.name == name { return assigned.value }
            return try ErrorBoundedNumber(exactly: variable(name))
        case .constant(.pi): return try ErrorBoundedNumber(.pi, error: 0x1p-51, isReal: true)
        case .constant(.e): return try ErrorBoundedNumber(exactly: 1).exponential
        case .constant(.i): return try ErrorBoundedNumber(0, 1, error: 0, isReal: false)
        case .sum(let terms):
            var result = try ErrorBoundedNumber(exactly: 0)
            for term in terms { result = try result.adding(value(term, &meter)) }
            return result
        case .product(let factors):
            var result = try ErrorBoundedNumber(exactly: 1)
            for factor in factors { result = try result.times(value(factor, &meter)) }
            return result
        case .negative(let inner): return try value(inner, &meter).negated
        case .quotient(let up, let down): return try value(up, &meter).times(value(down, &meter).inverse)
        case .power(let base, let exponent): return try power(base, exponent, &meter)
        case .root(let radicand, let degree):
            guard let count = try MathNormalizer.rational(degree, &meter)?.int, count > 0 else { throw .beyond }
            return try Self.power(value(radicand, &meter), up: 1, down: count)
        case .percent(let inner): return try value(inner, &meter).times(ErrorBoundedNumber(exactly: 100).inverse)
        case .function(let function, let arguments): return try call(function, arguments, &meter)
        case .apply(let name, let arguments): return try apply(name, arguments, &meter)
        default: throw .beyond
        }
    }

    /// A variable's value at this point: away from 0, 1 and whole numbers, of both signs and several sizes.
    private func variable(_ name: String) -> Double {
        let fraction = Double(Self.mix(name, point) >> 11) * 0x1p-53
        switch point {
        case 0: return 0.55 + fraction
        case 1: return 1.15 + 2 * fraction
        case 2: return (Self.mix(name, 77) & 1 == 0 ? 1 : -1) * (0.3 + 1.9 * fraction)
        case 3: return -0.45 - 1.5 * fraction
        case 4: return 3.1 + 4 * fraction
        default: return (Self.mix(name, 78) & 1 == 0 ? -1 : 1) * (0.15 + 0.7 * fraction)
        }
    }

    /// FNV-1a over the name and a number, then a finaliser that spreads the bits.
    private static func mix(_ name: String, _ number: Int) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        hash = (hash ^ UInt64(truncatingIfNeeded: number)) &* 0x0000_0100_0000_01B3
        hash ^= hash >> 33
        hash = hash &* 0xFF51_AFD7_ED55_8CCD
        hash ^= hash >> 33
        hash = hash &* 0xC4CE_B9FE_1A85_EC53
        return hash ^ hash >> 33
    }

    private func power(
        _ base: MathNode, _ exponent: MathNode, _ meter: inout MathMeter
    ) throws(MathFault) -> ErrorBoundedNumber {
        if case .constant(.e) = base { return try value(exponent, &meter).exponential }
        let foot = try value(base, &meter)
        if let exact = try MathNormalizer.rational(exponent, &meter), let up = exact.numerator.int,
            let down = exact.denominator.int, abs(up) <= 1 << 20, down <= 1 << 20
        {
            return try Self.power(foot, up: up, down: down)
        }
        return try foot.logarithm.times(value(exponent, &meter)).exponential
    }

    /// A power with a rational exponent in lowest terms; odd roots of negative numbers are the real ones.
    private static func power(_ base: ErrorBoundedNumber, up: Int, down: Int) throws(MathFault) -> ErrorBoundedNumber {
        if down == 1 { return try base.power(up) }
        if down == 2 { return try base.squareRoot.power(up) }
        if base.magnitude <= base.error, base.error < 1e-300, up > 0 { return try ErrorBoundedNumber(exactly: 0) }
        let exponent = try ErrorBoundedNumber(exactly: Double(up)).times(
            ErrorBoundedNumber(exactly: Double(down)).inverse)
        if base.isReal, base.real < 0, down & 1 == 1 {
            let size = try base.negated.logarithm.times(exponent).exponential
            return up & 1 == 0 ? size : try size.negated
        }
        return try base.logarithm.times(exponent).exponential
    }

    /// A function of which nothing is known stands for a quadratic one that its name determines.
    private func apply(
        _ name: String, _ arguments: [MathNode], _ meter: inout MathMeter
    ) throws(MathFault) -> ErrorBoundedNumber {
        func coefficient(_ number: Int) throws(MathFault) -> ErrorBoundedNumber {
            try ErrorBoundedNumber(exactly: 0.25 + Double(Self.mix(name, 1_000 + number) >> 40) * 0x1p-24)
        }
        var result = try coefficient(0)
        for (place, argument) in arguments.enumerated() {
            let value = try value(argument, &meter)
            result = try result.adding(value.times(coefficient(2 * place + 1)))
            result = try result.adding(value.times(value).times(coefficient(2 * place + 2)))
        }
        return result
    }

    private func call(
        _ function: MathFunction, _ arguments: [MathNode], _ meter: inout MathMeter
    ) throws(MathFault) -> ErrorBoundedNumber {
        var values: [ErrorBoundedNumber] = []
        for argument in arguments { values.append(try value(argument, &meter)) }
        guard let first = values.first else { throw .beyond }
        let one = try ErrorBoundedNumber(exactly: 1)
        switch function {
        case .sin: return try first.sine
        case .cos: return try first.cosine
        case .tan: return try first.sine.times(first.cosine.inverse)
        case .cot: return try first.cosine.times(first.sine.inverse)
        case .sec: return try first.cosine.inverse
        case .csc: return try first.sine.inverse
        case .arcsin: return try first.arcsine
        case .arccos: return try Self.rightAngle().adding(first.arcsine.negated)
        case .arctan: return try first.arctangent
        case .arccot: return try Self.rightAngle().adding(first.arctangent.negated)
        case .arcsec: return try Self.rightAngle().adding(first.inverse.arcsine.negated)
        case .arccsc: return try first.inverse.arcsine
        case .exp: return try first.exponential
        case .log: return try first.logarithm.times(values[1].logarithm.inverse)
        case .absolute:
            if first.isReal { return try ErrorBoundedNumber(first.real.magnitude, error: first.error, isReal: true) }
            let size = first.magnitude
            return try ErrorBoundedNumber(size, error: first.error + size * 0x1p-50, isReal: true)
        case .degrees: return first
        case .floor: return try first.floor
        case .ceiling: return try first.negated.floor.negated
        case .factorial: return try first.factorial
        case .binomial: return try binomial(arguments, values, &meter)
        case .permutations: return try values[0].factorial.times(values[0].adding(values[1].negated).factorial.inverse)
        case .modulo:
            let quotient = try values[0].times(values[1].inverse).floor
            return try values[0].adding(quotient.times(values[1]).negated)
        case .sinh, .cosh, .tanh, .coth, .arcsinh, .arccosh, .arctanh: return try hyperbolic(function, first, one)
        case .real: return try ErrorBoundedNumber(first.real, error: first.error, isReal: true)
        case .imaginary:
            return try ErrorBoundedNumber(first.imaginary, error: first.isReal ? 0 : first.error, isReal: true)
        case .conjugate:
            return try ErrorBoundedNumber(first.real, -first.imaginary, error: first.error, isReal: first.isReal)
        case .maximum, .minimum:
            var result = first
            for value in values.dropFirst() {
                guard value.isReal, result.isReal else { throw .beyond }
                if (value.real > result.real) == (function == .maximum) { result = value }
            }
            return result
        default: throw .beyond
        }
    }

    private static func rightAngle() throws(MathFault) -> ErrorBoundedNumber {
        try ErrorBoundedNumber(.pi / 2, error: 0x1p-51, isReal: true)
    }

    private func binomial(
        _ arguments: [MathNode], _ values: [ErrorBoundedNumber], _ meter: inout MathMeter
    ) throws(MathFault) -> ErrorBoundedNumber {
        guard let count = try MathNormalizer.rational(arguments[1], &meter)?.int, (0...64).contains(count) else {
            let below = try values[1].factorial.times(values[0].adding(values[1].negated).factorial)
            return try values[0].factorial.times(below.inverse)
        }
        var result = try ErrorBoundedNumber(exactly: 1)
        for step in 0..<count {
            let factor = try values[0].adding(ErrorBoundedNumber(exactly: -Double(step)))
            result = try result.times(factor).times(ErrorBoundedNumber(exactly: Double(step + 1)).inverse)
        }
        return result
    }

    private func hyperbolic(
        _ function: MathFunction, _ value: ErrorBoundedNumber, _ one: ErrorBoundedNumber
    ) throws(MathFault) -> ErrorBoundedNumber {
        let half = try ErrorBoundedNumber(exactly: 0.5)
        switch function {
        case .sinh: return try value.exponential.adding(value.negated.exponential.negated).times(half)
        case .cosh: return try value.exponential.adding(value.negated.exponential).times(half)
        case .tanh: return try hyperbolic(.sinh, value, one).times(hyperbolic(.cosh, value, one).inverse)
        case .coth: return try hyperbolic(.cosh, value, one).times(hyperbolic(.sinh, value, one).inverse)
        case .arcsinh: return try value.adding(value.times(value).adding(one).squareRoot).logarithm
        case .arccosh: return try value.adding(value.times(value).adding(one.negated).squareRoot).logarithm
        default:
            return try one.adding(value).logarithm.adding(one.adding(value.negated).logarithm.negated).times(half)
        }
    }
}
