extension MathParser {
    /// An operand with its powers, indices, factorials and signs after it.
    mutating func postfix() throws(MathFault) -> MathNode {
        var node = try nested { (parser) throws(MathFault) in try parser.operand() }
        while true {
            switch kind {
            case .caret:
                advance()
                if kind == .degree || (kind == .openBrace && next == .degree) {
                    try degreeSign()
                    node = try degrees(node)
                    continue
                }
                if kind == .prime { continue }
                let exponent = try exponent()
                if case .power = node { try link() }
                node = Self.power(node, exponent)
            case .underscore:
                advance()
                node = try subscripted(node)
            case .bang:
                try link()
                advance()
                node = .function(.factorial, [node])
            case .percent:
                try link()
                advance()
                node = .percent(node)
            case .degree:
                advance()
                node = try degrees(node)
            case .prime:
                advance()
                if case .symbol(let name) = node { node = .symbol(name + "'") } else { throw .unreadable }
            default: return node
            }
        }
    }

    private mutating func degrees(_ node: MathNode) throws(MathFault) -> MathNode {
        try link()
        return angles > 0 ? .quotient(.product([node, .constant(.pi)]), .whole(180)) : .function(.degrees, [node])
    }

    private static func power(_ base: MathNode, _ exponent: MathNode) -> MathNode {
        if case .symbol("T") = exponent, case .matrix = base { return .function(.transpose, [base]) }
        return .power(base, exponent)
    }

    /// `^\circ` or `^{\circ}`: an angle in degrees is its number.
    private mutating func degreeSign() throws(MathFault) {
        if take(.openBrace) {
            try expect(.degree)
            // `^{\circ}C` is a temperature, `^{\circ}\text{C}` too; the letter is dropped as a unit is.
            try expect(.closeBrace)
        } else {
            advance()
        }
    }

    private mutating func exponent() throws(MathFault) -> MathNode {
        if kind == .openBrace { return try group() }
        if take(.minus) { return .negative(try exponentOperand()) }
        if take(.plus) { return try exponentOperand() }
        return try exponentOperand()
    }

    /// `x^12` in LaTeX raises to 1; nobody means it, so the whole number is taken.
    private mutating func exponentOperand() throws(MathFault) -> MathNode {
        let base = try nested { (parser) throws(MathFault) in try parser.operand() }
        guard kind == .caret else { return base }
        advance()
        return .power(base, try nested { (parser) throws(MathFault) in try parser.exponent() })
    }

    /// `x_1`, `x_{max}`, `204_5`.
    private mutating func subscripted(_ node: MathNode) throws(MathFault) -> MathNode {
        let start = index
        if kind == .openBrace {
            try skipGroup()
        } else {
            advance()
        }
        let label = tokens[start..<index].map { Self.label($0.kind) }.joined()
        switch node {
        case .symbol(let name): return .symbol("\(name)_\(label)")
        case .constant(.e): return .symbol("e_\(label)")
        case .constant(.i): return .symbol("i_\(label)")
        case .constant(.pi): return .symbol("pi_\(label)")
        case .apply(let name, let arguments): return .apply("\(name)_\(label)", arguments)
        case .number(let value, false):
            guard value.isWhole, let base = Int(label), (2...36).contains(base) else { throw .unreadable }
            return .function(.inBase, [node, .whole(base)])
        case .text(let words): return .text("\(words)_\(label)")
        default: throw .unreadable
        }
    }

    private mutating func skipGroup() throws(MathFault) {
        var level = 0
        repeat {
            switch kind {
            case .openBrace: level += 1
            case .closeBrace: level -= 1
            case .end: throw .unreadable
            default: break
            }
            advance()
        } while level > 0
    }

    /// A word of an index, as part of a name.
    private static func label(_ kind: MathToken.Kind) -> String {
        switch kind {
        case .number(let value, _): value.int.map(String.init) ?? "#"
        case .symbol(let name): name
        case .text(let words): words
        case .constant(.e): "e"
        case .constant(.i): "i"
        case .constant(.pi): "pi"
        case .plus: "+"
        case .minus: "-"
        case .comma: ","
        case .openBrace, .closeBrace: ""
        default: "?"
        }
    }

    /// What a command takes: braces, or the next digit or sign alone.
    mutating func group() throws(MathFault) -> MathNode {
        if take(.openBrace) {
            let node = try nested { (parser) throws(MathFault) in
                let bars = parser.bars
                parser.bars = 0
                let groups = try parser.elements()
                parser.bars = bars
                guard groups.count == 1 else { throw .unreadable }
                return Self.list(groups[0])
            }
            try expect(.closeBrace)
            return node
        }
        return try nested { (parser) throws(MathFault) in try parser.operand() }
    }

    mutating func operand() throws(MathFault) -> MathNode {
        switch kind {
        case .number(let value, let isDecimal):
            advance()
            return .number(value, isDecimal: isDecimal)
        case .symbol(let name): return try symbol(name)
        case .constant(let constant):
            advance()
            return .constant(constant)
        case .text(let words):
            advance()
            return .text(words)
        case .namedSet(let set):
            advance()
            return .namedSet(set)
        case .fraction:
            advance()
            let (up, down) = try fractionParts()
            return .quotient(up, down)
        case .binomial:
            advance()
            let (up, down) = try fractionParts()
            return .function(.binomial, [up, down])
        case .root: return try root()
        case .cubeRoot:
            advance()
            return .root(try group(), degree: .whole(3))
        case .boxed:
            advance()
            return try group()
        case .overline:
            advance()
            let label = try overlined()
            // A segment `\overline{AB}` has its letters for a name; a number under a bar is another thing.
            return Int(label) == nil ? .text(label) : .apply("overline", [.text(label)])
        case .function(let function): return try call(function)
        case .logarithm(let base): return try logarithm(base)
        case .series(let isProduct): return try series(isProduct: isProduct)
        case .beginCases: return try cases()
        case .beginMatrix(let isDeterminant): return try matrix(isDeterminant: isDeterminant)
        default: return try bracketed()
        }
    }

    /// `\frac{a}{b}`, `\frac12`, `\frac1{12}`.
    private mutating func fractionParts() throws(MathFault) -> (MathNode, MathNode) {
        if case .number(let value, false) = kind, let digits = value.int, digits >= 10 {
            // `\frac12` is one half, `\frac123` one half and then 3: only two digits are clear.
            let isPair = digits < 100
            advance()
            if kind == .openBrace { return (.whole(digits), try group()) }
            guard isPair else { throw .unreadable }
            return (.whole(digits / 10), .whole(digits % 10))
        }
        let up = try group()
        return (up, try group())
    }

    private mutating func root() throws(MathFault) -> MathNode {
        advance()
        var degree = MathNode.two
        if take(.openSquare) {
            degree = try nested { (parser) throws(MathFault) in try parser.sum() }
            try expect(.closeSquare)
        }
        return .root(try group(), degree: degree)
    }

    private mutating func overlined() throws(MathFault) -> String {
        let start = index
        if kind == .openBrace { try skipGroup() } else { advance() }
        return tokens[start..<index].map { Self.label($0.kind) }.joined()
    }

    /// A variable, or a function of which only the name is known.
    private mutating func symbol(_ name: String) throws(MathFault) -> MathNode {
        advance()
        guard Self.functionNames.contains(name) else { return .symbol(name) }
        var name = name
        while take(.prime) { name += "'" }
        if kind == .caret, Self.isInverse(tokens, index) {
            index += name.utf8.isEmpty ? 0 : Self.inverseLength
            name += "^-1"
        }
        guard kind == .open else { return .symbol(name) }
        advance()
        let arguments = try nested { (parser) throws(MathFault) in try parser.elements() }
        try expect(.close)
        return .apply(name, arguments.flatMap { $0 })
    }

    private static let functionNames: Set<String> = ["f", "g", "h", "F", "G", "H", "W", "P", "Q"]
    private static let inverseLength = 5

    /// Whether `^{-1}(` stands at a place.
    private static func isInverse(_ tokens: [MathToken], _ index: Int) -> Bool {
        guard index + inverseLength < tokens.count else { return false }
        let one = MathToken.Kind.number(.one, isDecimal: false)
        return tokens[index + 1].kind == .openBrace && tokens[index + 2].kind == .minus
            && tokens[index + 3].kind == one && tokens[index + 4].kind == .closeBrace
            && tokens[index + 5].kind == .open
    }
}

// MARK: Functions

extension MathParser {
    private mutating func call(_ function: MathFunction) throws(MathFault) -> MathNode {
        advance()
        var function = function
        var exponent: MathNode?
        if take(.caret) {
            exponent = try self.exponent()
            if case .negative(.number(let value, false))? = exponent, value.isOne, let inverse = function.inverse {
                function = inverse
                exponent = nil
            }
        }
        if function.takesAngle { angles += 1 }
        let arguments = try argumentsOfCall()
        if function.takesAngle { angles -= 1 }
        guard function.takes(arguments.count) else { throw .unreadable }
        let call = MathNode.function(function, function.isOrderless ? Self.inOneOrder(arguments) : arguments)
        return exponent.map { .power(call, $0) } ?? call
    }

    private mutating func logarithm(_ base: Int?) throws(MathFault) -> MathNode {
        advance()
        var foot: MathNode? = base == 0 ? .constant(.e) : base.map { .whole($0) }
        var exponent: MathNode?
        for _ in 0..<2 {
            if take(.underscore) { foot = try group() } else if take(.caret) { exponent = try self.exponent() }
        }
        let arguments = try argumentsOfCall()
        guard arguments.count == 1 else { throw .unreadable }
        let call = MathNode.function(.log, [arguments[0], foot ?? .constant(.e)])
        return exponent.map { .power(call, $0) } ?? call
    }

    /// What a function takes: what is in brackets, else the factors up to the next sign or function.
    private mutating func argumentsOfCall() throws(MathFault) -> [MathNode] {
        if take(.open) {
            let groups = try nested { (parser) throws(MathFault) in
                let bars = parser.bars
                parser.bars = 0
                let groups = try parser.elements()
                parser.bars = bars
                return groups
            }
            try expect(.close)
            return groups.flatMap { $0 }
        }
        if kind == .openBrace || kind == .openSet {
            let argument = try group()
            if case .list(let elements, isBraced: true) = argument { return elements }
            return [argument]
        }
        if case .function(let function) = kind {
            return [try nested { (parser) throws(MathFault) in try parser.call(function) }]
        }
        if take(.minus) { return [.negative(try unbracketed())] }
        return [try unbracketed()]
    }

    private mutating func unbracketed() throws(MathFault) -> MathNode {
        var factors: [MathNode] = []
        loop: while startsOperand(kind) {
            switch kind {
            case .function, .logarithm, .text: break loop
            default:
                let isBracket = kind == .open || kind == .openSquare || kind == .openBrace
                if isBracket, !factors.isEmpty { break loop }
                factors.append(try postfix())
            }
        }
        guard !factors.isEmpty else { throw .unreadable }
        return factors.count == 1 ? factors[0] : .product(factors)
    }
}

// MARK: Brackets

extension MathParser {
    mutating func bracketed() throws(MathFault) -> MathNode {
        switch kind {
        case .open, .openSquare, .openAngle: return try ends()
        case .openBrace: return try braces()
        case .openSet: return try set()
        case .bar, .norm:
            let mark = kind
            guard bars == 0 else { throw .unreadable }
            advance()
            bars += 1
            let node = try sum()
            bars -= 1
            try expect(mark)
            return .function(.absolute, [node])
        case .openFloor:
            advance()
            let node = try sum()
            try expect(.closeFloor)
            return .function(.floor, [node])
        case .openCeiling:
            advance()
            let node = try sum()
            try expect(.closeCeiling)
            return .function(.ceiling, [node])
        case .mid where bars == 0:
            throw .unreadable
        default: throw .unreadable
        }
    }

    /// `(…)`, `[…]`, `(…]`: a bracket, an interval, a tuple.
    private mutating func ends() throws(MathFault) -> MathNode {
        let opening = kind
        advance()
        let saved = bars
        bars = 0
        let groups = try elements()
        bars = saved
        let closing = kind
        guard closing == .close || closing == .closeSquare || closing == .closeAngle else { throw .unreadable }
        guard (opening == .openAngle) == (closing == .closeAngle) else { throw .unreadable }
        advance()
        let nodes = groups.flatMap { $0 }
        if opening == .openAngle { return .tuple(nodes) }
        let isSquare = (opening == .openSquare, closing == .closeSquare)
        if nodes.count == 1 {
            guard isSquare.0 == isSquare.1 else { throw .unreadable }
            if case .relation = nodes[0] {
                // A bracketed condition is no factor.
                return nodes[0]
            }
            return .bracketed(nodes[0])
        }
        if nodes.count == 2 {
            return .interval(nodes[0], nodes[1], isLowClosed: isSquare.0, isHighClosed: isSquare.1)
        }
        guard isSquare.0 == isSquare.1 else { throw .unreadable }
        return .tuple(nodes)
    }

    /// `{…}`: a group, or a set where there is more than one element in it.
    private mutating func braces() throws(MathFault) -> MathNode {
        advance()
        if take(.closeBrace) { throw .unreadable }
        let saved = bars
        bars = 0
        let groups = try elements()
        bars = saved
        if kind == .over || kind == .choose { return try infix(groups) }
        try expect(.closeBrace)
        let nodes = groups.flatMap { $0 }
        return nodes.count == 1 ? nodes[0] : .list(nodes.flatMap(MathSigns.expanded), isBraced: true)
    }

    /// `{a \over b}`, `{n \choose k}`: what stands before and after within the braces.
    private mutating func infix(_ before: [[MathNode]]) throws(MathFault) -> MathNode {
        let isBinomial = kind == .choose
        advance()
        let after = try elements()
        try expect(.closeBrace)
        guard before.count == 1, before[0].count == 1, after.count == 1, after[0].count == 1 else { throw .unreadable }
        return isBinomial
            ? .function(.binomial, [before[0][0], after[0][0]]) : .quotient(before[0][0], after[0][0])
    }

    /// `\{…\}`: a set by its elements or by a condition.
    private mutating func set() throws(MathFault) -> MathNode {
        advance()
        if take(.closeSet) { return .namedSet(.empty) }
        let saved = bars
        // A bar in a set is the condition's.
        bars = 1
        let groups = try elements(expandsSigns: true)
        bars = 0
        if kind == .bar || kind == .mid || kind == .colon {
            advance()
            let conditions = try elements().flatMap { $0 }
            bars = saved
            try expect(.closeSet)
            guard groups.count == 1, groups[0].count == 1 else { throw .unreadable }
            return .solutions(conditions.count == 1 ? conditions[0] : .list(conditions, isBraced: false))
        }
        bars = saved
        try expect(.closeSet)
        return .list(groups.flatMap { $0 }, isBraced: true)
    }

    /// A brace over lines: all that they say. A value with a condition beside it is a pair.
    private mutating func cases() throws(MathFault) -> MathNode {
        advance()
        var lines: [MathNode] = []
        while !take(.endCases) {
            if take(.newline) || take(.comma) { continue }
            let line = try relation()
            lines.append(try condition().map { .tuple([line, $0]) } ?? line)
        }
        guard !lines.isEmpty else { throw .unreadable }
        return lines.count == 1 ? lines[0] : .list(lines, isBraced: false)
    }

    private mutating func matrix(isDeterminant: Bool) throws(MathFault) -> MathNode {
        advance()
        let saved = bars
        bars = 0
        var rows: [[MathNode]] = [[]]
        while kind != .endMatrix {
            if take(.newline) {
                if rows[rows.count - 1].isEmpty { rows.removeLast() }
                rows.append([])
            } else if take(.ampersand) {
                guard !rows[rows.count - 1].isEmpty else { throw .unreadable }
            } else {
                let cell = try relation()
                rows[rows.count - 1].append(cell)
            }
        }
        advance()
        bars = saved
        if rows.last?.isEmpty == true { rows.removeLast() }
        guard let first = rows.first, rows.allSatisfy({ $0.count == first.count }), !first.isEmpty else {
            throw .unreadable
        }
        return isDeterminant ? .function(.determinant, [.matrix(rows)]) : .matrix(rows)
    }
}

extension MathNode {
    /// What brackets hold; they are needed no more.
    static func bracketed(_ node: MathNode) -> MathNode { node }
}

extension MathFunction {
    /// What `^{-1}` makes of it.
    var inverse: MathFunction? {
        switch self {
        case .sin: .arcsin
        case .cos: .arccos
        case .tan: .arctan
        case .cot: .arccot
        case .sec: .arcsec
        case .csc: .arccsc
        case .sinh: .arcsinh
        case .cosh: .arccosh
        case .tanh: .arctanh
        default: nil
        }
    }

    /// Whether its argument is an angle.
    var takesAngle: Bool {
        switch self {
        case .sin, .cos, .tan, .cot, .sec, .csc: true
        default: false
        }
    }

    /// Whether it takes so many arguments.
    func takes(_ count: Int) -> Bool {
        switch self {
        case .gcd, .lcm, .maximum, .minimum: count >= 1
        case .binomial, .permutations, .modulo, .log, .inBase: count == 2
        default: count == 1
        }
    }
}
