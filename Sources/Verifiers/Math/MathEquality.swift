/// Whether two expressions are equal: by normal form where both have one, else by their values at fixed points.
struct MathEquality {
    /// To how many decimal places a decimal is compared with what it may be a rounding of.
    var places = 6
    var meter: MathMeter

    /// How far apart values may be, as a part of their size, to count as undecided at most.
    private static let resolution = 1e-9

    /// Whether two expressions are equal. What cannot be decided is not.
    mutating func areEqual(_ left: MathNode, _ right: MathNode) throws(MathFault) -> Bool {
        try meter.spend(2)
        if left == right { return !left.isUndefined }
        if let first = left.infinity, let second = right.infinity { return first == second }
        if left.infinity != nil || right.infinity != nil { return false }
        if let verdict = try comparesAsDecimal(left, right) { return verdict }
        if let verdict = try comparesAsPercent(left, right) { return verdict }
        if let verdict = try comparesAsAngle(left, right) { return verdict }
        if let verdict = try comparesByForm(left, right) { return verdict }
        return try comparesByValue(left, right)
    }

    /// What `5/36 \approx 0.139` gives to be exact, where that is about the decimal beside it; nil for any other node.
    static func exactSide(of node: MathNode, _ meter: inout MathMeter) throws(MathFault) -> MathNode? {
        guard case .relation(let sides, let relations) = node, relations == [.approximately], !sides[0].hasVariables,
            try sides[1].decimal(&meter) != nil
        else { return nil }
        do {
            let exact = try MathEvaluation(point: 0).value(sides[0], &meter)
            let distance = try exact.adding(MathEvaluation(point: 0).value(sides[1], &meter).negated)
            return distance.magnitude <= exact.magnitude * 0.01 ? sides[0] : nil
        } catch {
            if case .exhausted = error { throw error }
            return nil
        }
    }

    /// `28%` and `28` are both ways to give a percentage that is whole.
    private mutating func comparesAsPercent(_ left: MathNode, _ right: MathNode) throws(MathFault) -> Bool? {
        func whole(_ node: MathNode) -> ExactRational? {
            switch node {
            case .number(let value, isDecimal: false) where value.isWhole: value
            case .negative(.number(let value, isDecimal: false)) where value.isWhole: value.negated
            case .percent(let inner): whole(inner)
            case .negative(.percent(let inner)): whole(inner)?.negated
            default: nil
            }
        }
        guard left.isPercent != right.isPercent, let first = whole(left), let second = whole(right) else { return nil }
        return first == second ? true : nil
    }

    /// Degrees against a multiple of π are an angle against an angle; nil where they are not.
    private mutating func comparesAsAngle(_ left: MathNode, _ right: MathNode) throws(MathFault) -> Bool? {
        let other: MathNode
        let degrees: MathNode
        switch (left, right) {
        case (.function(.degrees, _), .function(.degrees, _)): return nil
        case (.function(.degrees, let arguments), _): (degrees, other) = (arguments[0], right)
        case (_, .function(.degrees, let arguments)): (degrees, other) = (arguments[0], left)
        default: return nil
        }
        guard other.contains({ $0 == .constant(.pi) }) else { return nil }
        return try areEqual(.quotient(.product([degrees, .constant(.pi)]), .whole(180)), other)
    }

    /// A decimal is compared after both are rounded; nil where neither is one.
    private mutating func comparesAsDecimal(_ left: MathNode, _ right: MathNode) throws(MathFault) -> Bool? {
        let first = try left.decimal(&meter)
        let second = try right.decimal(&meter)
        guard first != nil || second != nil else { return nil }
        let leftValue = if let first { first } else { try MathNormalizer.rational(left, &meter) }
        let rightValue = if let second { second } else { try MathNormalizer.rational(right, &meter) }
        if let leftValue, let rightValue {
            if leftValue == rightValue { return true }
            // A whole number has no places to be rounded to: 1.0000001 is written as what it is.
            if first == nil && leftValue.isWhole || second == nil && rightValue.isWhole { return false }
            let rounded = try leftValue.rounded(places: places, &meter)
            // A rounding to less than three digits says too little.
            guard try rounded == rightValue.rounded(places: places, &meter) else { return false }
            return rounded.absolute.order(BigInteger(100)) >= 0
        }
        guard let decimal = leftValue ?? rightValue else { return nil }
        let other = leftValue == nil ? left : right
        guard !other.hasVariables else { return false }
        let value: ErrorBoundedNumber
        do {
            value = try MathEvaluation(point: 0).value(other, &meter)
        } catch {
            if case .exhausted = error { throw error }
            return false
        }
        guard value.isReal || value.imaginary.magnitude <= value.error else { return false }
        let rounded = try decimal.rounded(places: places, &meter)
        guard rounded.absolute.order(BigInteger(100)) >= 0 else { return false }
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let target = rounded.double
        let scaled = value.real * scale
        guard value.error * scale < 0.25, scaled.magnitude < 0x1p53 else {
            return (scaled - target).magnitude <= max(target.magnitude * 1e-12, 0.5)
        }
        return (scaled - target).magnitude <= 0.5 + value.error * scale
    }

    private mutating func comparesByForm(_ left: MathNode, _ right: MathNode) throws(MathFault) -> Bool? {
        do {
            let first = try MathNormalizer.form(left, &meter)
            return try first.isEqual(to: MathNormalizer.form(right, &meter), &meter)
        } catch {
            switch error {
            case .exhausted: throw error
            case .undefined: return false
            case .beyond, .unreadable: return nil
            }
        }
    }

    private mutating func comparesByValue(_ left: MathNode, _ right: MathNode) throws(MathFault) -> Bool {
        var agreed = 0
        let points = left.hasVariables || right.hasVariables ? MathEvaluation.points : 1
        for point in 0..<points {
            let first: ErrorBoundedNumber
            let second: ErrorBoundedNumber
            do {
                first = try MathEvaluation(point: point).value(left, &meter)
                second = try MathEvaluation(point: point).value(right, &meter)
            } catch {
                if case .exhausted = error { throw error }
                continue
            }
            let distance = try first.adding(second.negated)
            if distance.isCertainlyNotZero { return false }
            let size = max(first.magnitude, second.magnitude)
            // Beyond this, one more or less would not be seen: what is so large must be equal by its form.
            guard distance.error <= min(max(size, 1e-3) * Self.resolution, 1e-4) else { continue }
            agreed += 1
        }
        return agreed >= min(points, 3)
    }

    /// The constant factor between two expressions that are not zero: the sign of it; nil where there is none.
    mutating func signOfRatio(_ left: MathNode, _ right: MathNode) throws(MathFault) -> Int? {
        do {
            let first = try MathNormalizer.form(left, &meter)
            let second = try MathNormalizer.form(right, &meter)
            if first.up.isZero || second.up.isZero { return nil }
            let ratio = try first.up.times(second.down, &meter)
                .ratio(to: second.up.times(first.down, &meter), &meter)
            return ratio.map { $0.isNegative ? -1 : 1 }
        } catch {
            switch error {
            case .exhausted: throw error
            case .undefined: return nil
            case .beyond, .unreadable: break
            }
        }
        var sign: Int?
        var quotient: ErrorBoundedNumber?
        var agreed = 0
        for point in 0..<MathEvaluation.points {
            let ratio: ErrorBoundedNumber
            do {
                let first = try MathEvaluation(point: point).value(left, &meter)
                let second = try MathEvaluation(point: point).value(right, &meter)
                guard first.isCertainlyNotZero, second.isCertainlyNotZero else { return nil }
                ratio = try first.times(second.inverse)
            } catch {
                if case .exhausted = error { throw error }
                continue
            }
            if let quotient {
                let distance = try ratio.adding(quotient.negated)
                if distance.isCertainlyNotZero { return nil }
                guard distance.error <= ratio.magnitude * Self.resolution else { continue }
            }
            guard ratio.isReal || ratio.imaginary.magnitude <= ratio.error else { return nil }
            quotient = ratio
            sign = ratio.real < 0 ? -1 : 1
            agreed += 1
        }
        return agreed >= 3 ? sign : nil
    }
}

extension MathNode {
    var isUndefined: Bool { self == .constant(.undefined) }

    var isPercent: Bool {
        switch self {
        case .percent: true
        case .negative(let inner): inner.isPercent
        default: false
        }
    }

    /// 1 for ∞, -1 for -∞; nil for what is finite.
    var infinity: Int? {
        switch self {
        case .constant(.infinity): return 1
        case .negative(let inner): return inner.infinity.map { -$0 }
        case .sum(let terms) where terms.count == 1: return terms[0].infinity
        default: return nil
        }
    }

    /// Whether a variable or an unknown function occurs.
    var hasVariables: Bool {
        switch self {
        case .symbol, .apply: true
        case .number, .constant: false
        default: children.contains { $0.hasVariables }
        }
    }

    /// The value of a number that is written with a decimal point, its sign and percent included; nil for another.
    func decimal(_ meter: inout MathMeter) throws(MathFault) -> ExactRational? {
        switch self {
        case .number(let value, isDecimal: true): return value
        case .negative(let inner): return try inner.decimal(&meter)?.negated
        case .function(.degrees, let arguments): return try arguments[0].decimal(&meter)
        case .percent(let inner):
            guard let value = try inner.decimal(&meter) else { return nil }
            return try value.dividing(by: ExactRational(100), &meter)
        default: return nil
        }
    }
}
