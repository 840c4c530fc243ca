/// Brings expressions into normal form where they have one.
enum MathNormalizer {
    /// The normal form; throws `beyond` where the expression has none that is known here, `undefined` where it has no
    /// value.
    static func form(_ node: MathNode, _ meter: inout MathMeter) throws(MathFault) -> MathForm {
        try meter.spend(2)
        switch node {
        case .number(let value, _): return MathForm(value)
        case .symbol(let name):
            guard let atom = MathAtom.symbol(name) else { throw .beyond }
            return MathForm(atom)
        case .constant(.pi): return MathForm(.pi)
        case .constant(.e): return MathForm(.e)
        case .constant(.i): return MathForm(.i)
        case .sum(let terms):
            var result = MathForm.zero
            for term in terms { result = try result.adding(form(term, &meter), &meter) }
            return result
        case .product(let factors):
            var result = MathForm.one
            for factor in factors { result = try result.times(form(factor, &meter), &meter) }
            return result
        case .negative(let inner): return try form(inner, &meter).negated
        case .quotient(let up, let down): return try form(up, &meter).dividing(by: form(down, &meter), &meter)
        case .power(let base, let exponent): return try power(base, exponent, &meter)
        case .root(let radicand, let degree):
            guard let count = try rational(degree, &meter)?.int, count > 0, count <= 1_000 else { throw .beyond }
            return try form(radicand, &meter).power(MathExponent(reducing: 1, over: count), &meter)
        case .percent(let inner):
            let hundredth = try ExactRational.one.dividing(by: ExactRational(100), &meter)
            return try form(inner, &meter).times(MathForm(hundredth), &meter)
        case .function(let function, let arguments): return try call(function, arguments, &meter)
        default: throw .beyond
        }
    }

    /// The value of an expression that is seen to be a rational number; nil where it is not.
    static func rational(_ node: MathNode, _ meter: inout MathMeter) throws(MathFault) -> ExactRational? {
        if case .number(let value, _) = node { return value }
        do {
            return try form(node, &meter).constant
        } catch {
            if case .exhausted = error { throw error }
            return nil
        }
    }

    private static func power(
        _ base: MathNode, _ exponent: MathNode, _ meter: inout MathMeter
    ) throws(MathFault) -> MathForm {
        guard let power = try form(exponent, &meter).constant else { throw .beyond }
        let bound = ExactRational(Int(Int32.max))
        guard try power.absolute.order(bound, &meter) <= 0, let up = power.numerator.int,
            let down = power.denominator.int, down <= 1_000
        else { throw .beyond }
        return try form(base, &meter).power(MathExponent(reducing: up, over: down), &meter)
    }

    private static func call(
        _ function: MathFunction, _ arguments: [MathNode], _ meter: inout MathMeter
    ) throws(MathFault) -> MathForm {
        switch function {
        case .exp:
            return try power(.constant(.e), arguments[0], &meter)
        case .degrees: return try form(arguments[0], &meter)
        case .log: return try logarithm(arguments[0], base: arguments[1], &meter)
        case .factorial, .binomial, .permutations:
            var forms: [MathForm] = []
            for argument in arguments { forms.append(try form(argument, &meter)) }
            return try MathFactorials.value(function, forms, &meter)
        case .sin, .cos, .tan, .cot, .sec, .csc:
            guard let turn = try turn(form(arguments[0], &meter), &meter) else { throw .beyond }
            return try MathAngles.value(function, turn: turn, &meter)
        default:
            var values: [ExactRational] = []
            for argument in arguments {
                guard let value = try form(argument, &meter).constant else { throw .beyond }
                values.append(value)
            }
            return MathForm(try MathNumberFunctions.value(function, values, &meter))
        }
    }

    /// An angle as a multiple of π; nil where it is none.
    private static func turn(_ form: MathForm, _ meter: inout MathMeter) throws(MathFault) -> ExactRational? {
        if form.up.isZero { return .zero }
        let value = try form.dividing(by: MathForm(.pi), &meter)
        return value.constant
    }

    /// A logarithm that is rational: of a power of its base.
    private static func logarithm(
        _ node: MathNode, base: MathNode, _ meter: inout MathMeter
    ) throws(MathFault) -> MathForm {
        let argument = try form(node, &meter)
        if let value = argument.constant, value.isOne { return .zero }
        let foot = try form(base, &meter)
        guard argument.down == .one, foot.down == .one, let upper = argument.up.monomial, let lower = foot.up.monomial
        else { throw .beyond }
        let above = try exponents(upper, &meter)
        let below = try exponents(lower, &meter)
        guard !below.isEmpty, above.count == below.count, let first = above.first, let second = below.first else {
            throw .beyond
        }
        let ratio = try first.value.dividing(by: second.value, &meter)
        for (left, right) in zip(above, below) {
            guard left.atom == right.atom, try right.value.times(ratio, &meter) == left.value else { throw .beyond }
        }
        return MathForm(ratio)
    }

    /// A positive product of primes, π and e as the exponents of these, ascending; throws for another.
    private static func exponents(
        _ factor: MathMonomial, _ meter: inout MathMeter
    ) throws(MathFault) -> [(atom: MathAtom, value: ExactRational)] {
        var result: [MathAtom: ExactRational] = [:]
        for power in factor.powers {
            guard !power.atom.isSymbol, power.atom != .i else { throw .beyond }
            result[power.atom] = try ExactRational(
                BigInteger(power.exponent.up), over: BigInteger(power.exponent.down), &meter)
        }
        guard !factor.coefficient.isNegative else { throw .beyond }
        for (number, sign) in [(factor.coefficient.numerator, 1), (factor.coefficient.denominator, -1)] {
            guard !number.isOne else { continue }
            for (prime, count) in try MathFactors.factors(number, &meter) {
                let atom = MathAtom.prime(prime)
                result[atom] = try (result[atom] ?? .zero).adding(ExactRational(sign * count), &meter)
            }
        }
        return result.filter { !$0.value.isZero }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}

/// The functions of angles that are rational multiples of π.
enum MathAngles {
    /// The value at `turn`·π; throws `beyond` where it is not a multiple of a twelfth of π.
    static func value(
        _ function: MathFunction, turn: ExactRational, _ meter: inout MathMeter
    ) throws(MathFault) -> MathForm {
        switch function {
        case .sin: return try sine(turn, &meter)
        case .cos: return try sine(turn.adding(half(&meter), &meter), &meter)
        case .tan: return try sine(turn, &meter).dividing(by: value(.cos, turn: turn, &meter), &meter)
        case .cot: return try value(.cos, turn: turn, &meter).dividing(by: sine(turn, &meter), &meter)
        case .sec: return try MathForm.one.dividing(by: value(.cos, turn: turn, &meter), &meter)
        default: return try MathForm.one.dividing(by: sine(turn, &meter), &meter)
        }
    }

    private static func half(_ meter: inout MathMeter) throws(MathFault) -> ExactRational {
        try ExactRational(.one, over: BigInteger(2), &meter)
    }

    private static func sine(_ turn: ExactRational, _ meter: inout MathMeter) throws(MathFault) -> MathForm {
        let twelfths = try turn.times(ExactRational(12), &meter)
        guard twelfths.isWhole else { throw .beyond }
        let remainder = try twelfths.numerator.dividing(by: BigInteger(24), &meter).remainder.int ?? 0
        let place = remainder < 0 ? remainder + 24 : remainder
        let isBelow = place >= 12
        let inHalf = place % 12
        let acute = inHalf > 6 ? 12 - inHalf : inHalf
        let value = try acuteSine(acute, &meter)
        return isBelow ? value.negated : value
    }

    /// sin(k·π/12) for k from 0 to 6.
    private static func acuteSine(_ twelfths: Int, _ meter: inout MathMeter) throws(MathFault) -> MathForm {
        func root(_ number: Int, over denominator: Int) throws(MathFault) -> MathForm {
            try MathForm(ExactRational(number)).power(MathExponent(reducing: 1, over: 2), &meter)
                .times(MathForm(ExactRational(.one, over: BigInteger(denominator), &meter)), &meter)
        }
        switch twelfths {
        case 0: return .zero
        case 1: return try root(6, over: 4).adding(root(2, over: 4).negated, &meter)
        case 2: return MathForm(try half(&meter))
        case 3: return try root(2, over: 2)
        case 4: return try root(3, over: 2)
        case 5: return try root(6, over: 4).adding(root(2, over: 4), &meter)
        default: return .one
        }
    }
}

/// The functions of rational numbers with rational values.
enum MathNumberFunctions {
    /// The largest number whose factorial is written out.
    static let factorialLimit = 2_000

    /// The value; throws `beyond` where it is not rational or too large, `undefined` where there is none.
    static func value(
        _ function: MathFunction, _ values: [ExactRational], _ meter: inout MathMeter
    ) throws(MathFault) -> ExactRational {
        switch function {
        case .absolute: return values[0].absolute
        case .floor: return ExactRational(try values[0].floor(&meter))
        case .ceiling: return ExactRational(try values[0].negated.floor(&meter).negated)
        case .sign: return ExactRational(values[0].isZero ? 0 : values[0].isNegative ? -1 : 1)
        case .real, .conjugate, .degrees: return values[0]
        case .imaginary: return .zero
        case .factorial:
            guard let count = values[0].int, (0...factorialLimit).contains(count) else { throw .beyond }
            return ExactRational(try product(from: 2, through: count, &meter))
        case .binomial:
            guard let all = values[0].int, let part = values[1].int, all >= 0, part >= 0, all <= 1 << 40 else {
                throw .beyond
            }
            guard part <= all else { return .zero }
            let count = min(part, all - part)
            guard count <= factorialLimit else { throw .beyond }
            let upper = try product(from: all - count + 1, through: all, &meter)
            return try ExactRational(upper, over: product(from: 2, through: count, &meter), &meter)
        case .permutations:
            guard let all = values[0].int, let part = values[1].int, part >= 0, all >= part, part <= factorialLimit
            else { throw .beyond }
            return ExactRational(try product(from: all - part + 1, through: all, &meter))
        case .modulo:
            guard !values[1].isZero else { throw .undefined }
            let quotient = try values[0].dividing(by: values[1], &meter).floor(&meter)
            return try values[0].adding(ExactRational(quotient).times(values[1], &meter).negated, &meter)
        case .gcd, .lcm: return try divisor(function, values, &meter)
        case .maximum, .minimum:
            var result = values[0]
            for value in values.dropFirst() where try value.order(result, &meter) == (function == .maximum ? 1 : -1) {
                result = value
            }
            return result
        case .inBase: return try inBase(values, &meter)
        default: throw .beyond
        }
    }

    private static func product(
        from first: Int, through last: Int, _ meter: inout MathMeter
    ) throws(MathFault) -> BigInteger {
        var result = BigInteger.one
        var factor = first
        while factor <= last {
            result = try result.times(BigInteger(factor), &meter)
            factor += 1
        }
        return result
    }

    private static func divisor(
        _ function: MathFunction, _ values: [ExactRational], _ meter: inout MathMeter
    ) throws(MathFault) -> ExactRational {
        var result = values[0].numerator.absolute
        for value in values {
            guard value.isWhole else { throw .beyond }
            let common = try result.gcd(value.numerator, &meter)
            if function == .gcd || common.isZero {
                result = common
            } else {
                result = try result.dividing(by: common, &meter).quotient.times(value.numerator.absolute, &meter)
            }
        }
        return ExactRational(result)
    }

    /// The number that digits stand for in a base.
    private static func inBase(
        _ values: [ExactRational], _ meter: inout MathMeter
    ) throws(MathFault) -> ExactRational {
        guard let base = values[1].int, base >= 2 else { throw .beyond }
        var rest = values[0].numerator
        guard values[0].isWhole, !rest.isNegative, rest.bitWidth <= 4_096 else { throw .beyond }
        var digits: [Int] = []
        while !rest.isZero {
            let (quotient, digit) = try rest.dividing(by: BigInteger(10), &meter)
            guard let digit = digit.int, digit < base else { throw .undefined }
            digits.append(digit)
            rest = quotient
        }
        var result = BigInteger.zero
        for digit in digits.reversed() {
            result = try result.times(BigInteger(base), &meter).adding(BigInteger(digit), &meter)
        }
        return ExactRational(result)
    }
}
