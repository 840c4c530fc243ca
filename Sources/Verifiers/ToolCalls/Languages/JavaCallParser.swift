import JSON

/// Finds the call in a Java statement, the way BFCL's decoder does with its grammar of Java.
///
/// Grammatical where the statement is one expression, with `;` or without; the decoder's parser also mends short texts
/// in its own ways, which are not followed.
struct JavaCallParser {
    var scanner: CodeScanner
    let source: JavaSource
    /// Where the statement at hand begins.
    private var statementStart = 0

    private init(bytes: [UInt8]) {
        scanner = CodeScanner(bytes: bytes)
        source = JavaSource(bytes: bytes)
    }

    /// The first call of a statement with its named arguments, as texts.
    static func calls(in bytes: [UInt8]) -> Result<[ReferenceCall], UnreadableCall> {
        var parser = JavaCallParser(bytes: bytes)
        do {
            let call = try parser.statements()
            return .success([try parser.decoded(call)])
        } catch {
            return .failure(UnreadableCall(message: "not a call in Java: \(error.message)"))
        }
    }

    /// The first call in one or more statements.
    private mutating func statements() throws(CodeScanner.Fault) -> JavaNode {
        var first: JavaNode?
        try scanner.skipSpace()
        var isBehindMissing = false
        repeat {
            if scanner.hasWord("return") {
                scanner.index += 6
                try scanner.skipSpace()
            }
            skipDeclaration()
            statementStart = scanner.index
            let node = try scanner.peek() == UInt8(ascii: "[") ? bracketed() : expression()
            if isBehindMissing, case .verbatim = node.kind { throw scanner.fault("expected `;`") }
            first = first ?? Self.firstCall(in: node)
            isBehindMissing = false
            if try !scanner.take(";"), !scanner.isAtEnd {
                // The decoder's parser puts in the `;` that is missing before another statement.
                guard CodeScanner.isName(scanner.peek()), first != nil else { throw scanner.fault("expected `;`") }
                isBehindMissing = true
            }
            while try scanner.take(";") {}
        } while !scanner.isAtEnd
        guard let first else { throw scanner.fault("there is no call") }
        return first
    }

    /// A statement in brackets: the decoder's parser puts in the name that is missing before them.
    private mutating func bracketed() throws(CodeScanner.Fault) -> JavaNode {
        let start = scanner.index
        var parts = [try sign(1), try expression()]
        guard scanner.peek() == UInt8(ascii: "]") else { throw scanner.fault("expected `]`") }
        parts.append(try sign(1))
        return joined(start, parts)
    }

    /// The outermost call that begins first.
    private static func firstCall(in node: JavaNode) -> JavaNode? {
        if case .invocation = node.kind { return node }
        if case .creation(_, let arguments) = node.kind {
            for argument in arguments { if let call = firstCall(in: argument) { return call } }
        }
        for child in node.children { if let call = firstCall(in: child) { return call } }
        return nil
    }

    private func decoded(_ node: JavaNode) throws(CodeScanner.Fault) -> ReferenceCall {
        guard case .invocation(let function, let name, let nodes) = node.kind else {
            throw CodeScanner.Fault(message: "there is no call")
        }
        var arguments: [PythonArgument] = []
        for node in nodes {
            let key: String
            let text: String
            switch node.kind {
            case .assignment(let name, let value):
                key = source.text(name)
                text = value.map { source.value($0) }.joined()
            case .verbatim:
                key = PythonArgument.unpacked
                text = source.text(node.range)
            default: continue
            }
            guard !arguments.contains(where: { $0.name.hasSameBytes(as: key) }) else {
                throw CodeScanner.Fault(message: "an argument is given twice")
            }
            arguments.append(PythonArgument(name: key, value: .string(text)))
        }
        let own = source.text(name)
        return ReferenceCall(
            name: function.isEmpty ? own : "\(source.text(function)).\(own)", arguments: arguments)
    }

    // MARK: - Expressions

    func joined(_ start: Int, _ children: [JavaNode]) -> JavaNode {
        JavaNode(kind: .joined, range: start..<(children.last?.range.upperBound ?? start), children: children)
    }

    /// Takes a sign as a part of its own.
    mutating func sign(_ count: Int) throws(CodeScanner.Fault) -> JavaNode {
        let range = scanner.index..<(scanner.index + count)
        scanner.index += count
        try scanner.skipSpace()
        return JavaNode(kind: .joined, range: range)
    }

    mutating func expression() throws(CodeScanner.Fault) -> JavaNode {
        try scanner.enter()
        defer { scanner.leave() }
        let start = scanner.index
        var left = try binary()
        if scanner.has("->") { return try lambda(left, from: start) }
        if scanner.peek() == UInt8(ascii: "?") {
            var parts = [left, try sign(1), try expression()]
            guard scanner.peek() == UInt8(ascii: ":") else { throw scanner.fault("expected `:`") }
            parts.append(try sign(1))
            parts.append(try expression())
            left = joined(start, parts)
        }
        guard let count = assignmentLength() else { return left }
        guard Self.isAssignable(left) else { throw scanner.fault("nothing can be assigned to that") }
        let children = [left, try sign(count), try expression()]
        return JavaNode(
            kind: .assignment(name: left.range, value: [children[2]]),
            range: start..<children[2].range.upperBound, children: children)
    }

    private static func isAssignable(_ node: JavaNode) -> Bool {
        switch node.kind {
        case .verbatim: true
        case .joined: node.children.count > 1 && node.children[1].range.count == 1
        default: false
        }
    }

    private func assignmentLength() -> Int? {
        for sign in ["=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", ">>>="] as [StaticString] {
            guard scanner.has(sign) else { continue }
            let count = sign.utf8CodeUnitCount
            if count == 1, scanner.peek(1) == UInt8(ascii: "=") { return nil }
            return count
        }
        return nil
    }

    private mutating func lambda(_ parameters: JavaNode, from start: Int) throws(CodeScanner.Fault) -> JavaNode {
        var parts = [parameters, try sign(2)]
        parts.append(scanner.peek() == UInt8(ascii: "{") ? try tokens() : try expression())
        return joined(start, parts)
    }

    /// A bracket with all that it encloses, token by token.
    private mutating func tokens() throws(CodeScanner.Fault) -> JavaNode {
        let start = scanner.index
        try scanner.balanced()
        let end = scanner.index
        scanner.index = start
        var parts: [JavaNode] = []
        while scanner.index < end {
            let place = scanner.index
            if scanner.name() == nil {
                switch scanner.peek() {
                case UInt8(ascii: "\""), UInt8(ascii: "'"): try scanner.quoted()
                default: scanner.index += 1
                }
            }
            parts.append(JavaNode(kind: .joined, range: place..<scanner.index))
            try scanner.skipSpace()
        }
        return joined(start, parts)
    }

    private mutating func binary() throws(CodeScanner.Fault) -> JavaNode {
        let start = scanner.index
        var parts = [try unary()]
        while true {
            if scanner.hasWord("instanceof") {
                parts.append(try sign(10))
                parts.append(try unary())
            } else if let count = operatorLength() {
                parts.append(try sign(count))
                parts.append(try unary())
            } else {
                break
            }
        }
        return parts.count == 1 ? parts[0] : joined(start, parts)
    }

    private func operatorLength() -> Int? {
        if scanner.has("->") || scanner.has("++") || scanner.has("--") { return nil }
        for sign in [">>>", "<<", ">>", "||", "&&", "==", "!=", "<=", ">="] as [StaticString] where scanner.has(sign) {
            let count = sign.utf8CodeUnitCount
            let isShift = sign.utf8CodeUnitCount == 3 || scanner.has("<<") || scanner.has(">>")
            return isShift && scanner.peek(count) == UInt8(ascii: "=") ? nil : count
        }
        guard "+-*/%&|^<>".utf8.contains(scanner.peek()) else { return nil }
        return scanner.peek(1) == UInt8(ascii: "=") ? nil : 1
    }

    private mutating func unary() throws(CodeScanner.Fault) -> JavaNode {
        let start = scanner.index
        let count = scanner.has("++") || scanner.has("--") ? 2 : "+-!~".utf8.contains(scanner.peek()) ? 1 : 0
        guard count > 0, !scanner.isAtEnd else { return try postfix() }
        try scanner.enter()
        defer { scanner.leave() }
        return joined(start, [try sign(count), try unary()])
    }

    private mutating func postfix() throws(CodeScanner.Fault) -> JavaNode {
        let start = scanner.index
        var node = try primary()
        for _ in 0...CodeScanner.deepest {
            switch scanner.peek() {
            case UInt8(ascii: ".") where scanner.peek(1) != UInt8(ascii: "."): node = try member(of: node, from: start)
            case UInt8(ascii: "["):
                var parts = [node, try sign(1)]
                if scanner.peek() != UInt8(ascii: "]") { parts.append(try expression()) }
                guard scanner.peek() == UInt8(ascii: "]") else { throw scanner.fault("expected `]`") }
                parts.append(try sign(1))
                node = joined(start, parts)
            case UInt8(ascii: ":") where scanner.peek(1) == UInt8(ascii: ":"):
                var parts = [node, try sign(2)]
                guard let name = scanner.name() else { throw scanner.fault("expected a name") }
                try scanner.skipSpace()
                parts.append(JavaNode(kind: .joined, range: name))
                node = joined(start, parts)
            case UInt8(ascii: "+") where scanner.has("++"), UInt8(ascii: "-") where scanner.has("--"):
                node = joined(start, [node, try sign(2)])
            default: return node
            }
        }
        throw scanner.fault("too many points and brackets")
    }

    private mutating func member(of node: JavaNode, from start: Int) throws(CodeScanner.Fault) -> JavaNode {
        let point = try sign(1)
        let object = node.range
        if scanner.peek() == UInt8(ascii: "<") { _ = try typeArguments() }
        guard let name = scanner.name() else { throw scanner.fault("expected a name") }
        let word = scanner.text(name)
        let end = scanner.index
        try scanner.skipSpace()
        let isCalled = scanner.peek() == UInt8(ascii: "(")
        guard word != "new", word != "super" || !isCalled && scanner.peek() == UInt8(ascii: "."),
            word != "this" || !isCalled
        else { throw scanner.fault("a word of Java's own") }
        if isCalled { return try invocation(object: object, name: name, from: start) }
        if word == "class" { return JavaNode(kind: .verbatim, range: start..<end) }
        return joined(start, [node, point, JavaNode(kind: .verbatim, range: name)])
    }

    private mutating func invocation(
        object: Range<Int>, name: Range<Int>, from start: Int
    ) throws(CodeScanner.Fault) -> JavaNode {
        let (arguments, end) = try arguments()
        return JavaNode(kind: .invocation(function: object, name: name, arguments: arguments), range: start..<end)
    }

    /// The arguments in parentheses, and where these end. A `;` at the end stands for a parenthesis that is missing.
    mutating func arguments() throws(CodeScanner.Fault) -> (nodes: [JavaNode], end: Int) {
        try scanner.expect("(")
        var nodes: [JavaNode] = []
        if scanner.peek() != UInt8(ascii: ")") {
            repeat { nodes.append(try expression()) } while try scanner.take(",")
        }
        if scanner.peek() == UInt8(ascii: ";") { return (nodes, scanner.index) }
        guard scanner.peek() == UInt8(ascii: ")") else { throw scanner.fault("expected `)`") }
        scanner.index += 1
        let end = scanner.index
        try scanner.skipSpace()
        return (nodes, end)
    }

    private mutating func primary() throws(CodeScanner.Fault) -> JavaNode {
        let start = scanner.index
        switch scanner.peek() {
        case UInt8(ascii: "\""):
            if scanner.has("\"\"\"") {
                scanner.index += 3
                while !scanner.isAtEnd, !scanner.has("\"\"\"") { scanner.index += 1 }
                guard !scanner.isAtEnd else { throw scanner.fault("a text block is not closed") }
                scanner.index += 3
            } else {
                try scanner.quoted(overLines: true)
            }
            return try finish(.quoted, from: start)
        case UInt8(ascii: "'"):
            try scanner.quoted()
            guard scanner.index - start > 2 else { throw scanner.fault("no character stands in the quotes") }
            return try finish(.quoted, from: start)
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            try scanner.number(in: .java)
            return try finish(.joined, from: start)
        case UInt8(ascii: ".") where scanner.peek(1).isDigit:
            try scanner.number(in: .java)
            return try finish(.joined, from: start)
        case UInt8(ascii: "("): return try parenthesized()
        default: break
        }
        guard let name = scanner.name() else { throw scanner.fault("expected a value") }
        let word = scanner.text(name)
        if word == "new" { return try creation() }
        let isValue = ["true", "false", "null", "this", "super"].contains(word)
        let isPrimitive = Self.primitives.contains(word)
        guard isValue || isPrimitive || !isReserved(name) else { throw scanner.fault("`\(word)` is no value") }
        try scanner.skipSpace()
        if word == "super", !scanner.has("."), !scanner.has("::") { throw scanner.fault("`super` is no value") }
        if isPrimitive, !scanner.has(".class"), !scanner.has("[") { throw scanner.fault("a type is no value") }
        if scanner.peek() == UInt8(ascii: "("), !isValue {
            return try invocation(object: start..<start, name: name, from: start)
        }
        return JavaNode(kind: isValue ? .joined : .verbatim, range: name)
    }

    private mutating func finish(_ kind: JavaNode.Kind, from start: Int) throws(CodeScanner.Fault) -> JavaNode {
        let range = start..<scanner.index
        try scanner.skipSpace()
        return JavaNode(kind: kind, range: range)
    }

    /// A value in parentheses, a cast with what it casts, or the parameters of a lambda.
    private mutating func parenthesized() throws(CodeScanner.Fault) -> JavaNode {
        let start = scanner.index
        var ahead = scanner
        try ahead.balanced()
        try ahead.skipSpace()
        if ahead.has("->") {
            let parameters = try tokens()
            return parameters
        }
        let open = try sign(1)
        var inside: [JavaNode]
        let word = scanner.index
        if let name = scanner.name(), Self.primitives.contains(scanner.text(name)) {
            scanner.index = word
            inside = try type()
        } else {
            scanner.index = word
            inside = [try expression()]
        }
        guard scanner.peek() == UInt8(ascii: ")") else { throw scanner.fault("expected `)`") }
        let close = try sign(1)
        let next = scanner.peek()
        let isPrimitive =
            inside.count > 1 || inside.first.map { Self.primitives.contains(scanner.text($0.range)) } == true
        let isCast =
            CodeScanner.isName(next) && !scanner.hasWord("instanceof")
            || "\"'(!~".utf8.contains(next) && !scanner.isAtEnd && !scanner.has("!=")
            || isPrimitive && "+-".utf8.contains(next)
        if isCast { inside = [open] + inside + [close, try unary()] } else { inside = [open] + inside + [close] }
        return joined(start, inside)
    }

    /// Whether a word is one of Java's own where it stands: most are that where a statement begins only, and names
    /// elsewhere.
    private func isReserved(_ name: Range<Int>) -> Bool {
        let word = scanner.text(name)
        if word == "switch" || Self.primitives.contains(word) { return true }
        return name.lowerBound == statementStart && Self.startingWords.contains(word)
    }

    static let startingWords: Set<String> = [
        "abstract", "assert", "break", "class", "continue", "default", "do", "enum", "final", "for", "if", "import",
        "interface", "native", "new", "package", "private", "protected", "public", "return", "static", "strictfp",
        "super", "switch", "synchronized", "this", "throw", "transient", "try", "void", "volatile", "while", "yield",
    ]
}
