/// Parses one expression of Python: what a model writes as its calls, `[f(a=1), g.h(b="x")]`.
///
/// Grammatical where Python 3.11 takes it as an expression (`ast.parse`, mode `eval`); only what calls and their
/// arguments need keeps its structure. Linear, recursion bounded by 200 brackets and as many prefixes.
struct PythonParser {
    var scanner: PythonScanner
    /// How many prefixes, conditions and lambdas enclose the place.
    private var prefixes = 0

    private init(scanner: PythonScanner) { self.scanner = scanner }

    /// The expression that a range of a text holds, all of it.
    static func parse(_ bytes: [UInt8], in range: Range<Int>) throws(PythonSyntaxError) -> PythonNode {
        var parser = PythonParser(scanner: PythonScanner(bytes: bytes, end: range.upperBound, index: range.lowerBound))
        if bytes[range].contains(0) { throw parser.scanner.error("source holds no NUL") }
        // Python takes empty lines before an expression but no indentation.
        while parser.scanner.peek() == 0x0A || parser.scanner.peek() == 0x0D { parser.scanner.index += 1 }
        if parser.scanner.peek().isBlank { throw parser.scanner.error("the first line is indented") }
        let node = try parser.top()
        while !parser.scanner.isAtEnd {
            let place = parser.scanner.index
            try parser.scanner.skipSpace()
            if parser.scanner.peek() == 0x0A || parser.scanner.peek() == 0x0D { parser.scanner.index += 1 }
            guard parser.scanner.index > place else { throw parser.scanner.error("more than one expression") }
        }
        return node
    }

    /// An expression, or several with commas, which are a tuple.
    private mutating func top() throws(PythonSyntaxError) -> PythonNode {
        try scanner.skipSpace()
        let first = try expression()
        guard scanner.peek() == UInt8(ascii: ",") else { return first }
        var elements = [first]
        while try scanner.take(UInt8(ascii: ",")), !scanner.isAtEnd, scanner.peek() != 0x0A, scanner.peek() != 0x0D {
            elements.append(try expression())
        }
        return .tuple(elements)
    }

    mutating func expression() throws(PythonSyntaxError) -> PythonNode {
        let start = scanner.index
        if scanner.has("lambda") { return try lambda() }
        let node = try disjunction()
        guard scanner.has("if") else { return node }
        try enter()
        try word(2)
        _ = try disjunction()
        guard scanner.has("else") else { throw scanner.error("expected `else`") }
        try word(4)
        _ = try expression()
        prefixes -= 1
        return other("a conditional expression", from: start)
    }

    /// Takes a word of so many bytes.
    mutating func word(_ count: Int) throws(PythonSyntaxError) {
        scanner.index += count
        try scanner.skipSpace()
    }

    func other(_ what: String, from start: Int) -> PythonNode { .other(what, source: start..<scanner.index) }

    private mutating func enter() throws(PythonSyntaxError) {
        prefixes += 1
        guard prefixes <= 200 else { throw scanner.error("nested too deeply") }
    }

    private mutating func lambda() throws(PythonSyntaxError) -> PythonNode {
        let start = scanner.index
        try enter()
        try word(6)
        while !(try scanner.take(UInt8(ascii: ":"))) {
            while scanner.peek() == UInt8(ascii: "*") || scanner.peek() == UInt8(ascii: "/") { try word(1) }
            let length = scanner.identifierLength()
            try word(length)
            if try scanner.take(UInt8(ascii: "=")) { _ = try expression() }
            guard scanner.peek() == UInt8(ascii: ":") || scanner.peek() == UInt8(ascii: ",") else {
                throw scanner.error("expected `:`")
            }
            _ = try scanner.take(UInt8(ascii: ","))
        }
        _ = try expression()
        prefixes -= 1
        return other("a lambda", from: start)
    }

    mutating func disjunction() throws(PythonSyntaxError) -> PythonNode {
        let start = scanner.index
        let node = try inversion()
        var isSeveral = false
        while true {
            if scanner.has("or") { try word(2) } else if scanner.has("and") { try word(3) } else { break }
            _ = try inversion()
            isSeveral = true
        }
        return isSeveral ? other("a boolean expression", from: start) : node
    }

    private mutating func inversion() throws(PythonSyntaxError) -> PythonNode {
        guard scanner.has("not") else { return try comparison() }
        try enter()
        try word(3)
        let node = try inversion()
        prefixes -= 1
        return .unary(.not, node)
    }

    private mutating func comparison() throws(PythonSyntaxError) -> PythonNode {
        let start = scanner.index
        let node = try arithmetic(above: 0)
        var isSeveral = false
        while let length = comparatorLength() {
            try word(length)
            if length == 2, scanner.has("not") { try word(3) }
            if length == 3 {
                guard scanner.has("in") else { throw scanner.error("expected `in`") }
                try word(2)
            }
            _ = try arithmetic(above: 0)
            isSeveral = true
        }
        return isSeveral ? other("a comparison", from: start) : node
    }

    /// The length of the comparison's sign here: `is` and `not` count without the word that may follow.
    private func comparatorLength() -> Int? {
        let (byte, next) = (scanner.peek(), scanner.peek(1))
        switch byte {
        case UInt8(ascii: "<"), UInt8(ascii: ">"): return next == UInt8(ascii: "=") ? 2 : 1
        case UInt8(ascii: "="), UInt8(ascii: "!"): return next == UInt8(ascii: "=") ? 2 : nil
        case UInt8(ascii: "i"): return scanner.has("in") || scanner.has("is") ? 2 : nil
        case UInt8(ascii: "n"): return scanner.has("not") ? 3 : nil
        default: return nil
        }
    }

    /// Binary operators that bind more tightly than a bound.
    mutating func arithmetic(above bound: Int) throws(PythonSyntaxError) -> PythonNode {
        var left = try prefixed()
        while let sign = binaryOperator(), sign.binding > bound {
            try word(sign.rawValue.utf8.count)
            left = .binary(left, sign, try arithmetic(above: sign.binding))
        }
        return left
    }

    private func binaryOperator() -> PythonOperator? {
        let (byte, next) = (scanner.peek(), scanner.peek(1))
        switch byte {
        case UInt8(ascii: "+"): return .add
        case UInt8(ascii: "-"): return .subtract
        case UInt8(ascii: "*"): return next == byte ? nil : .multiply
        case UInt8(ascii: "/"): return next == byte ? .floorDivide : .divide
        case UInt8(ascii: "%"): return .modulo
        case UInt8(ascii: "@"): return .matrix
        case UInt8(ascii: "<") where next == byte: return .shiftLeft
        case UInt8(ascii: ">") where next == byte: return .shiftRight
        case UInt8(ascii: "&"): return .and
        case UInt8(ascii: "^"): return .xor
        case UInt8(ascii: "|"): return .or
        default: return nil
        }
    }

    private mutating func prefixed() throws(PythonSyntaxError) -> PythonNode {
        let sign: PythonOperator
        switch scanner.peek() {
        case UInt8(ascii: "-"): sign = .subtract
        case UInt8(ascii: "+"): sign = .add
        case UInt8(ascii: "~"): sign = .invert
        default: return try power()
        }
        try enter()
        try word(1)
        let node = try prefixed()
        prefixes -= 1
        return .unary(sign, node)
    }

    private mutating func power() throws(PythonSyntaxError) -> PythonNode {
        let base = try primary()
        guard scanner.peek() == UInt8(ascii: "*"), scanner.peek(1) == UInt8(ascii: "*") else { return base }
        try enter()
        try word(2)
        let exponent = try prefixed()
        prefixes -= 1
        return .binary(base, .power, exponent)
    }
}
