extension MathParser {
    /// What stands beside a value in a line of cases: `& x \ge 0`, `, \text{if } x \ge 0`; nil where nothing does.
    mutating func condition() throws(MathFault) -> MathNode? {
        while kind == .comma { advance() }
        guard take(.ampersand) || isConjunction else { return nil }
        if isConjunction { advance() }
        guard kind != .newline, kind != .endCases else { return nil }
        return try relation()
    }

    /// Whether a word stands here that leads to a condition, or to what a statement is about.
    var isConjunction: Bool {
        guard case .text(let words) = kind else { return false }
        return ["if", "for", "when", "where", "with"].contains(words.lowercased()) || isScope
    }

    /// Whether `for all` or the like stands here.
    private var isScope: Bool {
        guard case .text(let words) = kind else { return false }
        return ["for all", "for every", "for any", "for each"].contains(words.lowercased())
    }

    /// Passes over what says what a statement is about: `\text{ for all } x`, `\text{ for } k \in \mathbb{Z}`.
    mutating func skipScope() throws(MathFault) {
        guard isConjunction else { return }
        let isAnything = isScope
        advance()
        guard try relation().isDomain || isAnything else { throw .unreadable }
    }

    /// Numbers with a unit each, `2 \text{ hours } 30 \text{ minutes}`, where a first number and its unit stand here: no
    /// sum and no product, but one answer. Nil where the last number has no unit.
    mutating func quantity(_ first: MathNode, _ unit: String) throws(MathFault) -> MathNode? {
        let start = index
        var units = [Self.unit(unit)]
        var values = [first]
        advance()
        while case .number(let value, let isDecimal) = kind, case .text(let unit) = next {
            values.append(.number(value, isDecimal: isDecimal))
            units.append(Self.unit(unit))
            advance()
            advance()
        }
        guard values.count > 1, !startsOperand(kind) else {
            index = start
            return nil
        }
        return .apply(units.joined(separator: ","), values)
    }

    private static func unit(_ word: String) -> String {
        let word = word.lowercased()
        return units[word] ?? (word.utf8.count > 3 && word.hasSuffix("s") ? String(word.dropLast()) : word)
    }

    private static let units: [String: String] = [
        "h": "hour", "hr": "hour", "hrs": "hour", "min": "minute", "mins": "minute", "sec": "second", "s": "second",
        "secs": "second", "ft": "foot", "feet": "foot", "in": "inch", "inches": "inch", "lb": "pound", "lbs": "pound",
        "oz": "ounce", "yr": "year", "yrs": "year",
    ]

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

extension MathFunction {
    /// Whether its arguments may come in any order.
    var isOrderless: Bool {
        switch self {
        case .gcd, .lcm, .maximum, .minimum: true
        default: false
        }
    }
}

extension MathParser {
    /// The same nodes in an order that does not depend on how they stood.
    static func inOneOrder(_ nodes: [MathNode]) -> [MathNode] {
        nodes.map { (name: "\($0)", node: $0) }.sorted { $0.name < $1.name }.map(\.node)
    }
}
