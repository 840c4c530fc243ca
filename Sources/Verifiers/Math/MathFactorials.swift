/// Factorials, binomials and permutations of variables, in normal form.
enum MathFactorials {
    /// How far from variables alone an argument may be: that of (n + 3)! is 3 away.
    private static let reach = 64

    /// The value; throws `beyond` where the arguments are too large, or no sums of variables.
    static func value(
        _ function: MathFunction, _ arguments: [MathForm], _ meter: inout MathMeter
    ) throws(MathFault) -> MathForm {
        let values = arguments.compactMap(\.constant)
        if values.count == arguments.count { return MathForm(try MathNumberFunctions.value(function, values, &meter)) }
        guard function != .factorial else { return try factorial(arguments[0], &meter) }
        let rest = try arguments[0].adding(arguments[1].negated, &meter)
        // As many factors as are chosen, where that is a number.
        if let count = rest.constant?.int, function == .binomial, (0...reach).contains(count) {
            return try falling(arguments[0], count, &meter).dividing(by: MathForm(factorial(count, &meter)), &meter)
        }
        if let count = arguments[1].constant?.int, (0...reach).contains(count) {
            let product = try falling(arguments[0], count, &meter)
            return function == .permutations
                ? product : try product.dividing(by: MathForm(factorial(count, &meter)), &meter)
        }
        let quotient = try factorial(arguments[0], &meter).dividing(by: factorial(rest, &meter), &meter)
        return function == .permutations
            ? quotient : try quotient.dividing(by: factorial(arguments[1], &meter), &meter)
    }

    private static func factorial(_ count: Int, _ meter: inout MathMeter) throws(MathFault) -> ExactRational {
        try MathNumberFunctions.value(.factorial, [ExactRational(count)], &meter)
    }

    /// x(x - 1)(x - 2)…, so many factors.
    private static func falling(
        _ form: MathForm, _ count: Int, _ meter: inout MathMeter
    ) throws(MathFault) -> MathForm {
        var result = MathForm.one
        for step in 0..<count {
            result = try result.times(form.adding(MathForm(ExactRational(-step)), &meter), &meter)
        }
        return result
    }

    /// The factorial of what is variables and a whole number: that of the variables, with the factors between.
    private static func factorial(_ form: MathForm, _ meter: inout MathMeter) throws(MathFault) -> MathForm {
        if let value = form.constant {
            return MathForm(try MathNumberFunctions.value(.factorial, [value], &meter))
        }
        guard form.down == .one else { throw .beyond }
        var shift = 0
        var names: [(factor: Int, name: MathAtom)] = []
        for term in form.up.terms {
            guard let factor = term.coefficient.int else { throw .beyond }
            if term.powers.isEmpty {
                shift = factor
            } else {
                guard term.powers.count == 1, term.powers[0].exponent == .one else { throw .beyond }
                names.append((factor, term.powers[0].atom))
            }
        }
        guard abs(shift) <= reach, let atom = MathAtom.factorial(of: names) else { throw .beyond }
        let foot = try form.adding(MathForm(ExactRational(-shift)), &meter)
        if shift >= 0 { return try MathForm(atom).times(falling(form, shift, &meter), &meter) }
        return try MathForm(atom).dividing(by: falling(foot, -shift, &meter), &meter)
    }
}
