/// What `new` makes, and types.
extension JavaCallParser {
    mutating func creation() throws(CodeScanner.Fault) -> JavaNode {
        let start = scanner.index - 3
        try scanner.skipSpace()
        let type = try type().map { source.value($0, isNested: true) }.joined()
        if scanner.peek() == UInt8(ascii: "[") {
            while try scanner.take("[") {
                guard try scanner.take("]") else { throw scanner.fault("an array with a size and without elements") }
            }
            guard scanner.peek() == UInt8(ascii: "{") else { throw scanner.fault("expected `{`") }
            let elements = try initializer()
            return JavaNode(
                kind: .array(type: type, elements: source.value(elements, isNested: true)),
                range: start..<elements.range.upperBound, children: elements.children)
        }
        let (arguments, argumentsEnd) = try arguments()
        var end = argumentsEnd
        if scanner.peek() == UInt8(ascii: "{") {
            try scanner.balanced()
            end = scanner.index
            try scanner.skipSpace()
        }
        return JavaNode(kind: .creation(type: type, arguments: arguments), range: start..<end)
    }

    mutating func initializer() throws(CodeScanner.Fault) -> JavaNode {
        try scanner.enter()
        defer { scanner.leave() }
        let start = scanner.index
        var parts = [try sign(1)]
        while scanner.peek() != UInt8(ascii: "}") {
            parts.append(scanner.peek() == UInt8(ascii: "{") ? try initializer() : try expression())
            guard scanner.peek() == UInt8(ascii: ",") else { break }
            parts.append(try sign(1))
        }
        guard scanner.peek() == UInt8(ascii: "}") else { throw scanner.fault("expected `}`") }
        parts.append(try sign(1))
        return joined(start, parts)
    }

    /// A type's name with points, its arguments, and within parentheses its `[]`.
    mutating func type() throws(CodeScanner.Fault) -> [JavaNode] {
        var parts: [JavaNode] = []
        while true {
            guard let name = scanner.name() else { throw scanner.fault("expected a type") }
            try scanner.skipSpace()
            parts.append(JavaNode(kind: .joined, range: name))
            if scanner.peek() == UInt8(ascii: "<") { parts.append(try typeArguments()) }
            guard scanner.peek() == UInt8(ascii: ".") else { return parts }
            parts.append(try sign(1))
        }
    }

    mutating func typeArguments() throws(CodeScanner.Fault) -> JavaNode {
        let start = scanner.index
        var open = 0
        var parts: [JavaNode] = []
        repeat {
            let place = scanner.index
            if scanner.name() == nil {
                guard "<>,.?[]&".utf8.contains(scanner.peek()), !scanner.isAtEnd else {
                    throw scanner.fault("expected `>`")
                }
                open += scanner.peek() == UInt8(ascii: "<") ? 1 : scanner.peek() == UInt8(ascii: ">") ? -1 : 0
                scanner.index += 1
            }
            parts.append(JavaNode(kind: .joined, range: place..<scanner.index))
            try scanner.skipSpace()
        } while open > 0
        return joined(start, parts)
    }

    static let primitives = ["byte", "short", "int", "long", "float", "double", "boolean", "char", "void"]
    private static let modifiers: Set<String> = ["final", "static", "public", "protected", "private"]

    /// Takes what stands before the value of a declaration, `final List<String> names =`, or a label with its colon; takes
    /// nothing where neither is next.
    mutating func skipDeclaration() {
        var ahead = self
        if (try? ahead.takeDeclaration()) == true { scanner = ahead.scanner }
    }

    private mutating func takeDeclaration() throws(CodeScanner.Fault) -> Bool {
        while let name = nextName(), Self.modifiers.contains(name) { try takeName() }
        if let name = nextName(), Self.startingWords.contains(name) { return false }
        let parts = try type()
        if parts.count == 1, scanner.peek() == UInt8(ascii: ":"), scanner.peek(1) != UInt8(ascii: ":") {
            return try scanner.take(":")
        }
        try takeBrackets()
        guard CodeScanner.isName(scanner.peek()), !scanner.peek().isDigit, !scanner.hasWord("instanceof") else {
            return false
        }
        try takeName()
        try takeBrackets()
        guard scanner.peek(1) != UInt8(ascii: "=") else { return false }
        return try scanner.take("=")
    }

    private func nextName() -> String? {
        var ahead = scanner
        return ahead.name().map { scanner.text($0) }
    }

    private mutating func takeName() throws(CodeScanner.Fault) {
        _ = scanner.name()
        try scanner.skipSpace()
    }

    private mutating func takeBrackets() throws(CodeScanner.Fault) {
        while scanner.peek() == UInt8(ascii: "[") {
            _ = try scanner.take("[")
            try scanner.expect("]")
        }
    }
}
