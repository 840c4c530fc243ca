extension MathParser {
    /// What stands beside a value in a line of cases: `& x \ge 0`, `, \text{if } x \ge 0`; nil where nothing does.
    mutating func condition() throws(MathFault) -> MathNode? {
        while kind == .comma { advance() }
        guard take(.ampersand) || isConjunction else { return nil }
        if isConjunction { advance() }
        guard kind != .newline, kind != .endCases else { return nil }
        return try relation()
    }

    /// Whether a word stands here that leads to a condition.
    private var isConjunction: Bool {
        guard case .text(let word) = kind else { return false }
        return ["if", "for", "when", "where"].contains(word.lowercased())
    }

    /// `\sum_{k=1}^{5} k^2` and `\prod`, written out where both ends are whole numbers not far apart.
    mutating func series(isProduct: Bool) throws(MathFault) -> MathNode {
        advance()
        try expect(.underscore)
        guard case .relation(let sides, [.equal]) = try group(), let first = sides[1].whole, sides[0].isIndex else {
            throw .unreadable
        }
        try expect(.caret)
        guard let last = try group().whole else { throw .unreadable }
        let body = try nested { (parser) throws(MathFault) in try parser.product() }
        let (count, overflow) = last.subtractingReportingOverflow(first)
        guard !overflow, count < Self.seriesLimit else { throw .unreadable }
        guard count >= 0 else { return isProduct ? .one : .zero }
        guard body.size * (count + 1) <= Self.seriesSize else { throw .unreadable }
        let terms = (first...last).map { body.replacing(sides[0], with: .whole($0)) }
        return isProduct ? .product(terms) : .sum(terms)
    }

    /// How many terms, and how many nodes in all, are written out.
    private static let seriesLimit = 200
    private static let seriesSize = 2_000
}

extension MathNode {
    /// The whole number that it is; nil for any other node.
    fileprivate var whole: Int? {
        switch self {
        case .number(let value, isDecimal: false): value.int
        case .negative(.number(let value, isDecimal: false)): value.int.map { -$0 }
        default: nil
        }
    }

    /// Whether it may count the terms of a series; `i` does so too.
    fileprivate var isIndex: Bool {
        switch self {
        case .symbol, .constant(.i): true
        default: false
        }
    }

    /// How many nodes there are.
    fileprivate var size: Int { children.reduce(1) { $0 + $1.size } }

    /// The same with another node in the place of each that is like one.
    fileprivate func replacing(_ old: MathNode, with new: MathNode) -> MathNode {
        self == old ? new : rebuilt(children.map { $0.replacing(old, with: new) })
    }
}
