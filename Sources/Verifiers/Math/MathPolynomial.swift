/// A sum of products, in ascending order, none twice. Zero has none.
struct MathPolynomial: Sendable, Hashable {
    private(set) var terms: [MathMonomial]

    /// The most terms that are computed with.
    static let termLimit = 256

    static let zero = MathPolynomial(terms: [])
    static let one = MathPolynomial(.one)

    private init(terms: [MathMonomial]) { self.terms = terms }

    init(_ value: ExactRational) { terms = value.isZero ? [] : [MathMonomial(coefficient: value, powers: [])] }

    init(_ term: MathMonomial) { terms = [term] }

    var isZero: Bool { terms.isEmpty }

    /// The value where it is a rational number.
    var constant: ExactRational? {
        if terms.isEmpty { return .zero }
        return terms.count == 1 && terms[0].powers.isEmpty ? terms[0].coefficient : nil
    }

    /// The one product that it is; nil for zero and for sums.
    var monomial: MathMonomial? { terms.count == 1 ? terms[0] : nil }

    var negated: MathPolynomial {
        MathPolynomial(terms: terms.map { MathMonomial(coefficient: $0.coefficient.negated, powers: $0.powers) })
    }

    func adding(_ other: MathPolynomial, _ meter: inout MathMeter) throws(MathFault) -> MathPolynomial {
        if terms.isEmpty { return other }
        if other.terms.isEmpty { return self }
        guard terms.count + other.terms.count <= 2 * Self.termLimit else { throw .beyond }
        try meter.spend(terms.count + other.terms.count)
        var result: [MathMonomial] = []
        result.reserveCapacity(terms.count + other.terms.count)
        var left = 0
        var right = 0
        while left < terms.count, right < other.terms.count {
            let (first, second) = (terms[left], other.terms[right])
            if first.powers == second.powers {
                let sum = try first.coefficient.adding(second.coefficient, &meter)
                if !sum.isZero { result.append(MathMonomial(coefficient: sum, powers: first.powers)) }
                left += 1
                right += 1
            } else if MathMonomial.precedes(first, second) {
                result.append(first)
                left += 1
            } else {
                result.append(second)
                right += 1
            }
        }
        result += terms[left...]
        result += other.terms[right...]
        guard result.count <= Self.termLimit else { throw .beyond }
        return MathPolynomial(terms: result)
    }

    func times(_ other: MathPolynomial, _ meter: inout MathMeter) throws(MathFault) -> MathPolynomial {
        if isZero || other.isZero { return .zero }
        if let value = constant, value.isOne { return other }
        if let value = other.constant, value.isOne { return self }
        guard terms.count * other.terms.count <= 8 * Self.termLimit else { throw .beyond }
        try meter.spend(4 * terms.count * other.terms.count)
        if terms.count == 1, other.terms.count == 1 {
            return MathPolynomial(terms: [try terms[0].times(other.terms[0], &meter)])
        }
        var products: [MathMonomial] = []
        products.reserveCapacity(terms.count * other.terms.count)
        for left in terms {
            for right in other.terms { products.append(try left.times(right, &meter)) }
        }
        products.sort(by: MathMonomial.precedes)
        var result: [MathMonomial] = []
        for product in products {
            guard let last = result.last, last.powers == product.powers else {
                result.append(product)
                continue
            }
            let sum = try last.coefficient.adding(product.coefficient, &meter)
            result.removeLast()
            if !sum.isZero { result.append(MathMonomial(coefficient: sum, powers: last.powers)) }
        }
        guard result.count <= Self.termLimit else { throw .beyond }
        return MathPolynomial(terms: result)
    }

    /// The factor by which this is a multiple of another one, both not zero; nil where it is none.
    func ratio(to other: MathPolynomial, _ meter: inout MathMeter) throws(MathFault) -> ExactRational? {
        guard terms.count == other.terms.count, let first = terms.first, let second = other.terms.first else {
            return nil
        }
        let ratio = try first.coefficient.dividing(by: second.coefficient, &meter)
        for (left, right) in zip(terms, other.terms) {
            guard left.powers == right.powers else { return nil }
            guard try right.coefficient.times(ratio, &meter) == left.coefficient else { return nil }
        }
        return ratio
    }
}
