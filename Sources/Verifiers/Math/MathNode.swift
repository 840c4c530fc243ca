/// What mathematics is read into: a tree, as written, not yet simplified.
indirect enum MathNode: Sendable, Hashable {
    /// A number; one written with a decimal point may be a rounded one.
    case number(ExactRational, isDecimal: Bool)
    /// A variable: `x`, `theta`, `x_1`.
    case symbol(String)
    /// A word that is an answer by itself.
    case text(String)
    case constant(MathConstant)
    case sum([MathNode])
    case product([MathNode])
    case negative(MathNode)
    case quotient(MathNode, MathNode)
    case power(MathNode, MathNode)
    /// The root of a degree; that of odd degree of a negative number is the real one.
    case root(MathNode, degree: MathNode)
    case percent(MathNode)
    case function(MathFunction, [MathNode])
    /// A function of which only the name is known: `f(x)`.
    case apply(String, [MathNode])
    /// Both signs, the first as written: `±x` is true, `∓x` is false.
    case eitherSign(MathNode, isPlusFirst: Bool)
    /// Elements without an order: a set in braces, or answers with commas between.
    case list([MathNode], isBraced: Bool)
    case tuple([MathNode])
    /// Two ends. Open at both it may as well be a pair.
    case interval(MathNode, MathNode, isLowClosed: Bool, isHighClosed: Bool)
    case union([MathNode])
    case intersection([MathNode])
    case difference(MathNode, MathNode)
    case namedSet(MathNamedSet)
    /// All that meets a condition.
    case solutions(MathNode)
    case matrix([[MathNode]])
    /// A chain of relations, one more node than relations.
    case relation([MathNode], [MathRelation])
}

/// The constants that have a name.
enum MathConstant: Sendable, Hashable {
    case pi, e, i, infinity, undefined
}

/// The sets that have a name.
enum MathNamedSet: Sendable, Hashable {
    case empty, naturals, integers, rationals, reals, complexes
}

/// How two sides of a relation stand.
enum MathRelation: Sendable, Hashable {
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual, element, notElement, approximately
    case congruent, subset

    /// The relation with its sides swapped.
    var swapped: MathRelation {
        switch self {
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        default: self
        }
    }

    /// Whether it orders its sides.
    var isOrder: Bool {
        switch self {
        case .less, .lessOrEqual, .greater, .greaterOrEqual: true
        default: false
        }
    }
}

/// The functions that are computed.
enum MathFunction: String, Sendable, Hashable {
    case sin, cos, tan, cot, sec, csc, arcsin, arccos, arctan, arccot, arcsec, arccsc, sinh, cosh, tanh, coth
    case arcsinh, arccosh, arctanh
    case log, exp, absolute, floor, ceiling, factorial, binomial, permutations, modulo, gcd, lcm, maximum, minimum
    case determinant, transpose, real, imaginary, conjugate, argument, sign
    /// A number written in another base.
    case inBase
    /// A number of degrees: as an answer the number itself, or the angle where that is what it is compared with.
    case degrees
}

extension MathNode {
    static let zero = MathNode.number(.zero, isDecimal: false)
    static let one = MathNode.number(.one, isDecimal: false)
    static let two = whole(2)

    static func whole(_ value: Int) -> MathNode { .number(ExactRational(value), isDecimal: false) }

    /// The nodes directly below, in order.
    var children: [MathNode] {
        switch self {
        case .number, .symbol, .text, .constant, .namedSet: []
        case .sum(let nodes), .product(let nodes), .list(let nodes, _), .tuple(let nodes), .union(let nodes),
            .intersection(let nodes), .function(_, let nodes), .apply(_, let nodes), .relation(let nodes, _):
            nodes
        case .negative(let node), .percent(let node), .eitherSign(let node, _), .solutions(let node): [node]
        case .quotient(let left, let right), .power(let left, let right), .root(let left, let right),
            .interval(let left, let right, _, _), .difference(let left, let right):
            [left, right]
        case .matrix(let rows): rows.flatMap { $0 }
        }
    }

    /// The same node over other children, given in the order of `children`.
    func rebuilt(_ nodes: [MathNode]) -> MathNode {
        switch self {
        case .number, .symbol, .text, .constant, .namedSet: return self
        case .sum: return .sum(nodes)
        case .product: return .product(nodes)
        case .list(_, let isBraced): return .list(nodes, isBraced: isBraced)
        case .tuple: return .tuple(nodes)
        case .union: return .union(nodes)
        case .intersection: return .intersection(nodes)
        case .function(let function, _): return .function(function, nodes)
        case .apply(let name, _): return .apply(name, nodes)
        case .relation(_, let relations): return .relation(nodes, relations)
        case .negative: return .negative(nodes[0])
        case .percent: return .percent(nodes[0])
        case .eitherSign(_, let isPlusFirst): return .eitherSign(nodes[0], isPlusFirst: isPlusFirst)
        case .solutions: return .solutions(nodes[0])
        case .quotient: return .quotient(nodes[0], nodes[1])
        case .power: return .power(nodes[0], nodes[1])
        case .root: return .root(nodes[0], degree: nodes[1])
        case .interval(_, _, let low, let high):
            return .interval(nodes[0], nodes[1], isLowClosed: low, isHighClosed: high)
        case .difference: return .difference(nodes[0], nodes[1])
        case .matrix(let rows):
            var next = nodes[...]
            return .matrix(rows.map { row in (0..<row.count).compactMap { _ in next.popFirst() } })
        }
    }

    /// Whether some node in the tree is as asked for.
    func contains(_ isWanted: (MathNode) -> Bool) -> Bool {
        isWanted(self) || children.contains { $0.contains(isWanted) }
    }
}
