/// What a tree is, taken as an answer.
extension MathNode {
    /// Whether it is made of names alone, so that `name = value` gives it a value.
    var isName: Bool {
        switch self {
        case .number, .percent, .list: false
        case .interval(_, _, let isLowClosed, let isHighClosed) where isLowClosed || isHighClosed: false
        case .apply, .text: true
        default: children.allSatisfy(\.isName)
        }
    }

    /// Whether it gives a name its value, in one step or several: `x = 5 + 6 = 11`.
    var isAssignment: Bool {
        guard case .relation(let sides, let relations) = self, let name = sides.first else { return false }
        return relations.allSatisfy(\.isEquality) && name.isName
    }

    /// Whether it is a chain of equations.
    var isEquation: Bool {
        guard case .relation(_, let relations) = self else { return false }
        return relations.allSatisfy(\.isEquality)
    }

    /// The first and the last side of a chain of equations. An approximate value does not replace the exact one.
    var shortened: MathNode {
        guard case .relation(var sides, var relations) = self, sides.count > 2 else { return self }
        while relations.count > 1, relations[relations.count - 1] == .approximately {
            relations.removeLast()
            sides.removeLast()
        }
        guard let first = sides.first, let last = sides.last else { return self }
        return .relation([first, last], [.equal])
    }

    var lastSide: MathNode {
        if case .relation(let sides, _) = shortened, let last = sides.last { return last }
        return self
    }

    /// A set in braces of one element is that element; brackets around a list of answers fall away.
    var unwrappedSet: MathNode {
        if case .list(let nodes, _) = self, nodes.count == 1 { return nodes[0] }
        return self
    }

    /// Whether it holds elements or points.
    var isCollection: Bool {
        switch self {
        case .list, .tuple, .interval, .union, .intersection, .difference, .namedSet, .solutions: true
        default: false
        }
    }

    /// Whether it says only of what kind a variable is: `k \in \mathbb{Z}`.
    var isDomain: Bool {
        if case .relation(let sides, let relations) = self, relations == [.element], case .symbol = sides[0],
            case .namedSet = sides[1]
        {
            true
        } else {
            false
        }
    }

    /// Whether it is a text and nothing else.
    var isText: Bool { if case .text = self { true } else { false } }

    /// The letters that it spells where it is a word, a variable, or letters side by side.
    var spelling: String? {
        switch self {
        case .text(let words): words
        case .symbol(let name): name
        case .constant(.e): "e"
        case .constant(.i): "i"
        case .number(let value, false): value.int.map(String.init)
        case .product(let factors):
            factors.reduce(into: Optional("")) { result, factor in
                guard let part = factor.spelling, let so = result else {
                    result = nil
                    return
                }
                result = so + part
            }
        default: nil
        }
    }

    /// The names of the variables in the order of their first occurrence.
    var variables: [String] {
        var names: [String] = []
        func visit(_ node: MathNode) {
            if case .symbol(let name) = node, !names.contains(name) { names.append(name) }
            for child in node.children { visit(child) }
        }
        visit(self)
        return names
    }

    /// The same with variables under other names.
    func renamed(_ names: [String: String]) -> MathNode {
        if case .symbol(let name) = self { return .symbol(names[name] ?? name) }
        return rebuilt(children.map { $0.renamed(names) })
    }

    /// The same with variables in small letters.
    var lowercased: MathNode {
        if case .symbol(let name) = self { return .symbol(name.lowercased()) }
        return rebuilt(children.map(\.lowercased))
    }
}

extension MathRelation {
    /// Whether it says that its sides are the same.
    var isEquality: Bool {
        switch self {
        case .equal, .element, .approximately: true
        default: false
        }
    }
}

extension MathPolynomial {
    /// The sum times what makes all its powers of variables positive: the numerator that it has as one fraction.
    func withoutNegativePowers(_ meter: inout MathMeter) throws(MathFault) -> MathPolynomial {
        guard let first = terms.first else { return self }
        var result = self
        for power in Set(terms.flatMap { $0.powers.map(\.atom) }) where power.isSymbol {
            var least = first.powers.first { $0.atom == power }?.exponent ?? MathExponent(0)
            for term in terms {
                let exponent = term.powers.first { $0.atom == power }?.exponent ?? MathExponent(0)
                if exponent.up * least.down < least.up * exponent.down { least = exponent }
            }
            guard least.up < 0 else { continue }
            let factor = MathMonomial(
                coefficient: .one,
                powers: [MathPower(atom: power, exponent: try least.times(MathExponent(-1)))])
            result = try result.times(MathPolynomial(factor), &meter)
        }
        return result
    }
}
