/// Reads the words of mathematics into a tree, by recursive descent.
///
/// Multiplication that is not written binds tighter than division that is: `1/2x` is 1/(2x). What can be read in two
/// ways, or not to its end, is not read.
struct MathParser {
    let tokens: [MathToken]
    var index = 0
    var depth = 0
    /// How many bars are open, so that the next one closes.
    var bars = 0
    /// How many angular functions are open, in which degrees are parts of π.
    var angles = 0
    /// How many signs, divisions and powers stood one upon another so far.
    private var links = 0

    /// How deep brackets, powers and fractions may nest.
    static let depthLimit = 48
    /// How many signs, divisions and powers may follow one another without brackets, all in all.
    static let linkLimit = 200

    /// The tree of a text; throws where it is not mathematics from end to end.
    static func parse(_ bytes: ArraySlice<UInt8>, meter: inout MathMeter) throws(MathFault) -> MathNode {
        let tokens = try MathLexer.tokens(bytes, meter: &meter)
        try meter.spend(tokens.count)
        var parser = MathParser(tokens: tokens)
        let node = try parser.answer(&meter)
        guard parser.kind == .end else { throw .unreadable }
        return node
    }

    private init(tokens: [MathToken]) { self.tokens = tokens }

    var kind: MathToken.Kind { tokens[index].kind }
    var next: MathToken.Kind { tokens[min(index + 1, tokens.count - 1)].kind }

    mutating func advance() { if index < tokens.count - 1 { index += 1 } }

    mutating func take(_ wanted: MathToken.Kind) -> Bool {
        guard kind == wanted else { return false }
        advance()
        return true
    }

    mutating func expect(_ wanted: MathToken.Kind) throws(MathFault) {
        guard take(wanted) else { throw .unreadable }
    }

    /// Counts a step by which the tree grows deeper without brackets.
    mutating func link() throws(MathFault) {
        links += 1
        guard links <= Self.linkLimit else { throw .beyond }
    }

    mutating func nested<Result>(
        _ body: (inout MathParser) throws(MathFault) -> Result
    ) throws(MathFault) -> Result {
        depth += 1
        guard depth <= Self.depthLimit else { throw .beyond }
        let result = try body(&self)
        depth -= 1
        return result
    }
}

// MARK: Lists and relations

extension MathParser {
    /// A whole answer: elements with `,`, `and` or `;` between them.
    mutating func answer(_ meter: inout MathMeter) throws(MathFault) -> MathNode {
        // `= 4` in a box: the sign belongs to what stood before it.
        while kind == .relation(.equal) || kind == .relation(.approximately) { advance() }
        let groups = try elements(expandsSigns: true)
        if groups.count == 1 { return Self.list(groups[0]) }
        if groups.allSatisfy({ $0.count == 1 }) { return .list(groups.map { $0[0] }, isBraced: false) }
        return .list(groups.map { $0.count == 1 ? $0[0] : .tuple($0) }, isBraced: false)
    }

    /// Elements up to what is neither a comma nor a semicolon; the groups between semicolons.
    mutating func elements(expandsSigns: Bool = false) throws(MathFault) -> [[MathNode]] {
        var groups: [[MathNode]] = [[]]
        while true {
            if isAtClose {
                if groups.last?.isEmpty == true { groups.removeLast() }
                break
            }
            let element = try relation()
            groups[groups.count - 1] += expandsSigns ? MathSigns.expanded(element) : [element]
            try skipScope()
            if isSeparator {
                while isSeparator || kind == .dots {
                    // A list that goes on is not the one that ends here.
                    if kind == .dots { groups[groups.count - 1].append(.text("…")) }
                    advance()
                }
            } else if kind == .semicolon {
                advance()
                while isSeparator { advance() }
                groups.append([])
            } else {
                break
            }
        }
        guard let first = groups.first, !first.isEmpty else { throw .unreadable }
        return groups
    }

    private var isSeparator: Bool { kind == .comma || kind == .and }

    var isAtClose: Bool {
        switch kind {
        case .end, .close, .closeSquare, .closeBrace, .closeSet, .closeAngle: true
        default: false
        }
    }

    /// One element as it is, several as a list; `a = 1, 2` gives one name to all.
    static func list(_ elements: [MathNode]) -> MathNode {
        if elements.count == 1 { return elements[0] }
        if let last = elements.last, last.isDomain, last.variables.allSatisfy(elements[0].variables.contains) {
            return list(elements.dropLast())
        }
        let related = elements.indices.filter { if case .relation = elements[$0] { true } else { false } }
        if related.count == 1, case .relation(let sides, let relations) = elements[related[0]], sides.count == 2,
            relations[0] == .equal || relations[0] == .element
        {
            let place = related[0]
            let names = elements[..<place] + [sides[0]]
            let values = [sides[1]] + elements[(place + 1)...]
            if names.count == 1, values.count > 1 {
                return .relation([sides[0], .list(values, isBraced: false)], relations)
            }
            if names.count == values.count {
                return .relation([.tuple(Array(names)), .tuple(values)], relations)
            }
        }
        return .list(elements, isBraced: false)
    }

    /// Sides with relations between them.
    mutating func relation() throws(MathFault) -> MathNode {
        var sides = [try setExpression()]
        if case .interval(_, _, let isLowClosed, let isHighClosed) = sides[0], isLowClosed || isHighClosed,
            case .relation(.equal) = kind
        {
            // Names stand in round brackets: `(x, y) = (1, 2)`.
            throw .unreadable
        }
        var relations: [MathRelation] = []
        while true {
            if case .relation(let relation) = kind {
                advance()
                relations.append(relation)
            } else if kind == .colon, next == .end || isNameOnly(sides[0]) {
                // `Answer: 5` in the midst of an answer names what follows.
                advance()
                relations.append(.equal)
            } else {
                break
            }
            sides.append(try setExpression())
        }
        if kind == .congruenceModulus {
            advance()
            let modulus = try group()
            if relations.isEmpty { return .function(.modulo, [sides[0], modulus]) }
            guard relations == [.congruent] else { throw .unreadable }
            return .relation([.function(.modulo, [.sum([sides[0], .negative(sides[1])]), modulus]), .zero], [.equal])
        }
        return relations.isEmpty ? sides[0] : .relation(sides, relations)
    }

    private func isNameOnly(_ node: MathNode) -> Bool {
        if case .text = node { true } else { false }
    }

    private mutating func setExpression() throws(MathFault) -> MathNode {
        var left = try intersection()
        while true {
            if take(.cup) {
                let right = try intersection()
                if case .union(let parts) = left {
                    left = .union(parts + [right])
                } else {
                    left = .union([left, right])
                }
            } else if take(.setminus) {
                try link()
                left = .difference(left, try intersection())
            } else {
                return left
            }
        }
    }

    private mutating func intersection() throws(MathFault) -> MathNode {
        var parts = [try sum()]
        while take(.cap) { parts.append(try sum()) }
        return parts.count == 1 ? parts[0] : .intersection(parts)
    }
}

// MARK: Arithmetic

extension MathParser {
    mutating func sum() throws(MathFault) -> MathNode {
        var terms: [MathNode] = []
        var first = true
        while true {
            switch kind {
            case .plus:
                advance()
                terms.append(try product())
            case .minus:
                advance()
                terms.append(.negative(try product()))
            case .plusMinus, .minusPlus:
                let isPlusFirst = kind == .plusMinus
                advance()
                terms.append(.eitherSign(try product(), isPlusFirst: isPlusFirst))
            case .dots where !first: throw .unreadable
            default:
                guard first else { return terms.count == 1 ? terms[0] : .sum(terms) }
                terms.append(try product())
            }
            first = false
        }
    }

    mutating func product() throws(MathFault) -> MathNode {
        var left = try juxtaposition()
        while true {
            switch kind {
            case .times:
                advance()
                let right = try signed()
                if case .product(let factors) = left {
                    left = .product(factors + [right])
                } else {
                    left = .product([left, right])
                }
            case .divide, .colon:
                if kind == .colon, !isRatio { return left }
                if case .quotient = left { try link() }
                advance()
                left = .quotient(left, try signed())
            case .modulo:
                try link()
                advance()
                left = .function(.modulo, [left, try signed()])
            default: return left
            }
        }
    }

    /// Whether a colon stands between two numbers or names rather than in a set.
    private var isRatio: Bool {
        guard index > 0, tokens[index - 1].kind.endsOperand else { return false }
        if case .text = tokens[index - 1].kind { return false }
        return startsOperand(next)
    }

    private mutating func signed() throws(MathFault) -> MathNode {
        if take(.minus) { return try nested { (parser) throws(MathFault) in .negative(try parser.signed()) } }
        if take(.plus) { return try nested { (parser) throws(MathFault) in try parser.signed() } }
        return try juxtaposition()
    }

    /// Operands side by side: their product, or a mixed number.
    private mutating func juxtaposition() throws(MathFault) -> MathNode {
        if kind == .minus || kind == .plus { return try signed() }
        let start = index
        var factors = [try postfix()]
        while startsOperand(kind) {
            if case .number(let whole, false) = factors[factors.count - 1], whole.isWhole,
                let mixed = try mixedNumber(whole, start: start, isFirst: factors.count == 1)
            {
                factors[factors.count - 1] = mixed
                continue
            }
            if case .text(let unit) = kind {
                if isConjunction { break }
                if case .number = next, factors.count == 1, let quantity = try quantity(factors[0], unit) {
                    return quantity
                }
                // A unit; what follows it must not be another factor.
                advance()
                if take(.caret) { _ = try group() }
                while kind == .divide, case .text = next {
                    advance()
                    advance()
                    if take(.caret) { _ = try group() }
                }
                guard !startsOperand(kind) || isText(kind) else { throw .unreadable }
                continue
            }
            if case .number = kind, case .number = factors[factors.count - 1] { throw .unreadable }
            let factor = try postfix()
            // `k\pi (k \in \mathbb{Z})` says beside what it is about.
            if !factor.isDomain { factors.append(factor) }
        }
        return factors.count == 1 ? factors[0] : .product(factors)
    }

    private func isText(_ kind: MathToken.Kind) -> Bool { if case .text = kind { true } else { false } }

    /// `2\frac{1}{2}` and `2 1/2`: a whole number with a proper fraction of whole numbers after it.
    private mutating func mixedNumber(_ whole: ExactRational, start: Int, isFirst: Bool) throws(MathFault) -> MathNode?
    {
        guard isFirst, index == start + 1 else { return nil }
        if kind == .fraction {
            guard isFractionOfNumbers else { return nil }
            let fraction = try postfix()
            // `33\frac{1}{3}\%` is a percentage of all of it.
            if case .percent(let part) = fraction { return .percent(.sum([.number(whole, isDecimal: false), part])) }
            return .sum([.number(whole, isDecimal: false), fraction])
        }
        if case .number(let up, false) = kind, up.isWhole, tokens[index].isSpaced, next == .divide,
            index + 2 < tokens.count, case .number(let down, false) = tokens[index + 2].kind, down.isWhole, !down.isZero
        {
            index += 3
            return .sum([
                .number(whole, isDecimal: false),
                .quotient(.number(up, isDecimal: false), .number(down, isDecimal: false)),
            ])
        }
        return nil
    }

    /// Whether the fraction that begins here is one of two whole numbers, neither of them raised or counted.
    private var isFractionOfNumbers: Bool {
        var place = index + 1
        for _ in 0..<2 {
            let isBraced = place < tokens.count && tokens[place].kind == .openBrace
            if isBraced { place += 1 }
            guard place < tokens.count, case .number(let value, false) = tokens[place].kind, value.isWhole,
                !value.isZero
            else { return false }
            place += 1
            guard isBraced else {
                // `\frac12` is one word.
                if place == index + 2, let digits = value.int, digits >= 10 { break }
                continue
            }
            guard place < tokens.count, tokens[place].kind == .closeBrace else { return false }
            place += 1
        }
        guard place < tokens.count else { return true }
        return tokens[place].kind != .caret && tokens[place].kind != .bang
    }

    func startsOperand(_ kind: MathToken.Kind) -> Bool {
        switch kind {
        case .number, .symbol, .text, .constant, .function, .logarithm, .series, .namedSet, .fraction, .root, .cubeRoot,
            .binomial, .boxed, .overline, .open, .openSquare, .openBrace, .openSet, .openFloor, .openCeiling,
            .openAngle, .beginMatrix, .beginCases:
            true
        case .bar, .norm: bars == 0
        default: false
        }
    }
}
