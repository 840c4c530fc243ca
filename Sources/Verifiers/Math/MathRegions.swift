/// Finds the region that an answer describes: by intervals, by points, or by inequalities in one variable.
enum MathRegions {
    /// The region and its variable; nil where it is none, or none that can be found.
    static func solve(
        _ node: MathNode, _ equality: inout MathEquality
    ) throws(MathFault) -> (variable: String?, region: MathRegion)? {
        do {
            return try region(node, &equality)
        } catch {
            if case .exhausted = error { throw error }
            return nil
        }
    }

    /// Whether numbers ascend; not where they cannot be told apart.
    static func isAscending(_ nodes: [MathNode], _ equality: inout MathEquality) throws(MathFault) -> Bool {
        do {
            var last: MathRegion.End?
            for node in nodes {
                let next = try end(node, &equality)
                if let last, MathRegion.order(last, next) >= 0 { return false }
                last = next
            }
            return true
        } catch {
            if case .exhausted = error { throw error }
            return false
        }
    }

    private static func region(
        _ node: MathNode, _ equality: inout MathEquality
    ) throws(MathFault) -> (variable: String?, region: MathRegion) {
        try equality.meter.spend(8)
        switch node {
        case .interval(let low, let high, let isLowClosed, let isHighClosed):
            return (nil, try interval(low, high, isLowClosed, isHighClosed, &equality))
        case .namedSet(.reals): return (nil, .everything)
        case .namedSet(.empty): return (nil, .nothing)
        case .list(let nodes, _): return try points(nodes, &equality)
        case .tuple(let nodes): return try points(nodes, &equality)
        case .union(let parts): return try joined(parts, &equality) { $0 || $1 }
        case .intersection(let parts): return try joined(parts, &equality) { $0 && $1 }
        case .difference(let all, let less): return try joined([all, less], &equality) { $0 && !$1 }
        case .solutions(.list(let conditions, _)): return try joined(conditions, &equality) { $0 && $1 }
        case .solutions(let condition): return try region(condition, &equality)
        case .relation(let sides, let relations): return try chain(sides, relations, &equality)
        default:
            let end = try end(node, &equality)
            return (nil, MathRegion(ends: [end], gaps: [false, false], points: [true]))
        }
    }

    private static func joined(
        _ parts: [MathNode], _ equality: inout MathEquality, by rule: (Bool, Bool) -> Bool
    ) throws(MathFault) -> (variable: String?, region: MathRegion) {
        guard let first = parts.first else { throw .beyond }
        var (variable, result) = try region(first, &equality)
        for part in parts.dropFirst() {
            let (other, next) = try region(part, &equality)
            guard variable == nil || other == nil || variable == other else { throw .beyond }
            variable = variable ?? other
            result = try result.combined(next, by: rule)
        }
        return (variable, result)
    }

    /// Points, or conditions of which no two hold at once, so that only `or` can be meant.
    private static func points(
        _ nodes: [MathNode], _ equality: inout MathEquality
    ) throws(MathFault) -> (variable: String?, region: MathRegion) {
        let result = try joined(nodes, &equality) { $0 || $1 }
        if nodes.contains(where: { if case .relation = $0 { true } else { false } }) {
            for (index, node) in nodes.enumerated() {
                for other in nodes[(index + 1)...] {
                    let both = try joined([node, other], &equality) { $0 && $1 }
                    guard both.region.isEmpty else { throw .beyond }
                }
            }
        }
        return result
    }

    private static func interval(
        _ low: MathNode, _ high: MathNode, _ isLowClosed: Bool, _ isHighClosed: Bool, _ equality: inout MathEquality
    ) throws(MathFault) -> MathRegion {
        var result = MathRegion.everything
        if low.infinity != nil {
            guard low.infinity == -1 else { throw .beyond }
        } else {
            let end = try end(low, &equality)
            result = MathRegion(ends: [end], gaps: [false, true], points: [isLowClosed])
        }
        if high.infinity != nil {
            guard high.infinity == 1 else { throw .beyond }
            return result
        }
        let end = try end(high, &equality)
        if let first = result.ends.first, MathRegion.order(first, end) > 0 { throw .beyond }
        let below = MathRegion(ends: [end], gaps: [true, false], points: [isHighClosed])
        return try result.combined(below) { $0 && $1 }
    }

    static func end(_ node: MathNode, _ equality: inout MathEquality) throws(MathFault) -> MathRegion.End {
        guard !node.hasVariables else { throw .beyond }
        let exact = try MathNormalizer.rational(node, &equality.meter)
        let value = try MathEvaluation(point: 0).value(node, &equality.meter)
        guard value.isReal || value.imaginary.magnitude <= value.error, value.error <= 1e-9 * max(1, value.magnitude)
        else { throw .beyond }
        return MathRegion.End(exact: exact, value: value.real, error: value.error)
    }
}

// MARK: Inequalities

extension MathRegions {
    private static func chain(
        _ sides: [MathNode], _ relations: [MathRelation], _ equality: inout MathEquality
    ) throws(MathFault) -> (variable: String?, region: MathRegion) {
        if relations.count == 1, relations[0] == .element, case .symbol(let name) = sides[0] {
            return (name, try region(sides[1], &equality).region)
        }
        if relations.count == 1, relations[0] == .notElement, case .symbol(let name) = sides[0] {
            let other = try region(sides[1], &equality).region
            return (name, try MathRegion.everything.combined(other) { $0 && !$1 })
        }
        let names = Set(sides.flatMap(\.variables))
        guard names.count == 1, let name = names.first else { throw .beyond }
        var result = MathRegion.everything
        for (index, relation) in relations.enumerated() {
            let left = sides[index], right = sides[index + 1]
            if left.infinity != nil || right.infinity != nil {
                guard relation == .less || relation == .greater else { throw .beyond }
                continue
            }
            let part = try solutions(.sum([left, .negative(right)]), relation, name, &equality)
            result = try result.combined(part) { $0 && $1 }
        }
        return (name, result)
    }

    /// Where an expression stands in a relation to zero: its zeros and poles part the line, and a point of each part
    /// decides.
    private static func solutions(
        _ node: MathNode, _ relation: MathRelation, _ name: String, _ equality: inout MathEquality
    ) throws(MathFault) -> MathRegion {
        guard relation.isOrder || relation == .equal || relation == .notEqual else { throw .beyond }
        var ends: [MathRegion.End] = []
        for variant in try withoutBars(node) {
            let form = try MathNormalizer.form(variant, &equality.meter)
            ends += try roots(form.up, name, &equality) + roots(form.down, name, &equality)
        }
        ends.sort { MathRegion.order($0, $1) < 0 }
        var distinct: [MathRegion.End] = []
        for end in ends {
            if let last = distinct.last, MathRegion.order(last, end) == 0 { continue }
            distinct.append(end)
        }
        guard distinct.count <= 32 else { throw .beyond }
        var gaps: [Bool] = []
        var points: [Bool] = []
        for index in 0...distinct.count {
            let low = index > 0 ? distinct[index - 1].value : nil
            let high = index < distinct.count ? distinct[index].value : nil
            let middle =
                switch (low, high) {
                case (nil, nil): 0.0
                case (nil, let high?): high - 1
                case (let low?, nil): low + 1
                case (let low?, let high?): (low + high) / 2
                }
            let sign = try sign(node, name, ErrorBoundedNumber(exactly: middle), &equality)
            guard let sign, sign != 0 else { throw .beyond }
            gaps.append(relation.holds(sign))
        }
        for end in distinct {
            let place = try ErrorBoundedNumber(
                end.value, error: max(end.error, end.value.magnitude * 1e-15), isReal: true)
            let sign = try sign(node, name, place, &equality)
            points.append(sign.map(relation.holds) ?? false)
        }
        return MathRegion(ends: distinct, gaps: gaps, points: points).reduced
    }

    /// The sign at a place, 0 where it cannot be told from zero; nil where there is no value.
    private static func sign(
        _ node: MathNode, _ name: String, _ place: ErrorBoundedNumber, _ equality: inout MathEquality
    ) throws(MathFault) -> Int? {
        do {
            let value = try MathEvaluation(point: 0, assigned: (name, place)).value(node, &equality.meter)
            guard value.isReal else { return nil }
            if !value.isCertainlyNotZero { return 0 }
            return value.real < 0 ? -1 : 1
        } catch {
            if case .undefined = error { return nil }
            throw error
        }
    }

    /// The expression with each absolute value replaced by what is in it, with either sign; at most four of them.
    private static func withoutBars(_ node: MathNode) throws(MathFault) -> [MathNode] {
        guard node.contains({ if case .function(.absolute, _) = $0 { true } else { false } }) else { return [node] }
        var variants: [MathNode] = []
        for mask in 0..<16 {
            var count = 0
            let variant = replaced(node, mask: mask, count: &count)
            guard count <= 4 else { throw .beyond }
            if mask < 1 << count { variants.append(variant) }
        }
        return variants
    }

    private static func replaced(_ node: MathNode, mask: Int, count: inout Int) -> MathNode {
        var children: [MathNode] = []
        for child in node.children { children.append(replaced(child, mask: mask, count: &count)) }
        if case .function(.absolute, _) = node, let inner = children.first {
            let isNegative = count < 8 && mask >> count & 1 == 1
            count += 1
            return isNegative ? .negative(inner) : inner
        }
        return node.rebuilt(children)
    }

    /// The real zeros of a polynomial of degree two at most; throws for another.
    private static func roots(
        _ polynomial: MathPolynomial, _ name: String, _ equality: inout MathEquality
    ) throws(MathFault) -> [MathRegion.End] {
        guard let atom = MathAtom.symbol(name) else { throw .beyond }
        var parts: [Int: MathNode] = [:]
        for term in polynomial.terms {
            var degree = 0
            var factors: [MathNode] = [.number(term.coefficient, isDecimal: false)]
            for power in term.powers {
                if power.atom == atom {
                    guard power.exponent.down == 1, (0...2).contains(power.exponent.up) else { throw .beyond }
                    degree = power.exponent.up
                } else {
                    factors.append(try factor(power, &equality.meter))
                }
            }
            let product = MathNode.product(factors)
            parts[degree] = parts[degree].map { .sum([$0, product]) } ?? product
        }
        let c = parts[0] ?? .zero
        let b = parts[1] ?? .zero
        guard let a = parts[2] else {
            guard parts[1] != nil else { return [] }
            return [try end(.negative(.quotient(c, b)), &equality)]
        }
        let discriminant = MathNode.sum([.product([b, b]), .negative(.product([.whole(4), a, c]))])
        let value = try MathEvaluation(point: 0).value(discriminant, &equality.meter)
        if value.isCertainlyNotZero, value.real < 0 { return [] }
        let isDouble = try MathNormalizer.rational(discriminant, &equality.meter)?.isZero == true
        let root = isDouble ? MathNode.zero : .root(discriminant, degree: .two)
        let twice = MathNode.product([.two, a])
        return [
            try end(.quotient(.sum([.negative(b), root]), twice), &equality),
            try end(.quotient(.sum([.negative(b), .negative(root)]), twice), &equality),
        ]
    }

    private static func factor(_ power: MathPower, _ meter: inout MathMeter) throws(MathFault) -> MathNode {
        let exponent = MathNode.quotient(.whole(power.exponent.up), .whole(power.exponent.down))
        if let prime = power.atom.prime { return .power(.whole(prime), exponent) }
        switch power.atom {
        case .pi: return .power(.constant(.pi), exponent)
        case .e: return .power(.constant(.e), exponent)
        default: throw .beyond
        }
    }
}

extension MathRelation {
    /// Whether it holds between a number of that sign and zero.
    func holds(_ sign: Int) -> Bool {
        switch self {
        case .less: sign < 0
        case .lessOrEqual: sign <= 0
        case .greater: sign > 0
        case .greaterOrEqual: sign >= 0
        case .equal: sign == 0
        case .notEqual: sign != 0
        default: false
        }
    }
}
