import JSON

/// Finds the call in a JavaScript statement, the way BFCL's decoder does with its grammar of JavaScript.
///
/// Values keep their text as it is written. Bodies of functions and classes are passed over as balanced brackets.
struct JavaScriptCallParser {
    var scanner: CodeScanner
    /// Where the statement at hand begins.
    private var statementStart = 0

    /// A part of an expression, as far as the decoder tells parts apart.
    struct Node {
        enum Kind {
            case call(function: Range<Int>, arguments: [Node])
            case assignment(name: Range<Int>, value: Range<Int>)
            case name
            case truth
            case member
            case pattern
            /// An array, an object or parentheses, which may take a value apart.
            case bracketed
            /// What nothing can be assigned to.
            case literal
            case other
        }

        let kind: Kind
        let range: Range<Int>
    }

    private init(bytes: [UInt8]) { scanner = CodeScanner(bytes: bytes) }

    /// The call that a statement is, with its named arguments, as texts.
    static func calls(in bytes: [UInt8]) -> Result<[ReferenceCall], UnreadableCall> {
        var parser = JavaScriptCallParser(bytes: bytes)
        do {
            return .success([try parser.statements()])
        } catch {
            return .failure(UnreadableCall(message: "not a call in JavaScript: \(error.message)"))
        }
    }

    private mutating func statements() throws(CodeScanner.Fault) -> ReferenceCall {
        var first: ReferenceCall?
        try scanner.skipSpace()
        repeat {
            statementStart = scanner.index
            let node = try sequence()
            if first == nil, case .call(let function, let arguments) = node.kind {
                first = try decoded(function, arguments)
            }
            let isTerminated = try scanner.take(";") || scanner.isAtEnd
            guard isTerminated || endsLine(before: scanner.index) || isLastToken() else {
                throw scanner.fault("expected `;`")
            }
            while try scanner.take(";") {}
        } while !scanner.isAtEnd
        guard let first else { throw scanner.fault("there is no call") }
        return first
    }

    /// Whether one name or number is all that is left: before it the decoder's parser puts in the `;` that is missing.
    private func isLastToken() -> Bool {
        scanner.bytes[scanner.index...].allSatisfy { CodeScanner.isName($0) || $0 == UInt8(ascii: ".") }
    }

    private func endsLine(before index: Int) -> Bool {
        var place = index - 1
        while place >= 0, scanner.bytes[place].isJSONSpace {
            if scanner.bytes[place] == 0x0A { return true }
            place -= 1
        }
        return false
    }

    private func decoded(_ function: Range<Int>, _ nodes: [Node]) throws(CodeScanner.Fault) -> ReferenceCall {
        var arguments: [PythonArgument] = []
        for node in nodes {
            let name: String
            var text: String
            switch node.kind {
            case .assignment(let left, let right):
                name = scanner.text(left)
                text = scanner.text(right)
                if let first = text.utf8.first, first == text.utf8.last, "\"'".utf8.contains(first) {
                    text = CodeLiteral.unquoted(text)
                }
            case .name, .truth:
                name = PythonArgument.unpacked
                text = scanner.text(node.range)
            default: continue
            }
            guard !arguments.contains(where: { $0.name.hasSameBytes(as: name) }) else {
                throw CodeScanner.Fault(message: "an argument is given twice")
            }
            arguments.append(PythonArgument(name: name, value: .string(text)))
        }
        return ReferenceCall(name: scanner.text(function), arguments: arguments)
    }

    // MARK: - Expressions

    /// Expressions with commas between them: several are one that is no call.
    private mutating func sequence() throws(CodeScanner.Fault) -> Node {
        let start = scanner.index
        let first = try assignment()
        guard scanner.peek() == UInt8(ascii: ",") else { return first }
        while try scanner.take(",") { _ = try assignment() }
        return Node(kind: .other, range: start..<lastEnd())
    }

    /// Where the last token ended: the white space behind it does not count.
    private func lastEnd() -> Int {
        var end = scanner.index
        while end > 0, scanner.bytes[end - 1] == 0x20 || (0x09...0x0D).contains(scanner.bytes[end - 1]) { end -= 1 }
        return end
    }

    mutating func assignment() throws(CodeScanner.Fault) -> Node {
        try scanner.enter()
        defer { scanner.leave() }
        let start = scanner.index
        if scanner.hasWord("yield") || scanner.hasWord("async") {
            if let node = try prefixedWord(from: start) { return node }
        }
        let left = try conditional()
        if scanner.has("=>") {
            switch left.kind {
            case .name, .pattern: return try arrow(from: start)
            default: throw scanner.fault("no parameters stand before `=>`")
            }
        }
        guard let count = assignmentLength() else {
            if case .pattern = left.kind { throw scanner.fault("nothing stands in the parentheses") }
            return left
        }
        switch left.kind {
        case .name, .member, .bracketed, .other: break
        default: throw scanner.fault("nothing can be assigned to that")
        }
        scanner.index += count
        try scanner.skipSpace()
        let value = try assignment()
        var kind = Node.Kind.assignment(name: left.range, value: value.range)
        // The right operand of an operator is what takes the value then.
        if case .other = left.kind { kind = .other }
        if count > 1 { kind = .other }
        return Node(kind: kind, range: start..<value.range.upperBound)
    }

    private mutating func prefixedWord(from start: Int) throws(CodeScanner.Fault) -> Node? {
        var ahead = scanner
        ahead.index += 5
        try ahead.skipSpace()
        if scanner.hasWord("yield") {
            scanner = ahead
            if !")],;}".utf8.contains(scanner.peek()), !scanner.isAtEnd { _ = try assignment() }
            return Node(kind: .other, range: start..<lastEnd())
        }
        if ahead.hasWord("function") {
            scanner = ahead
            let end = try function().upperBound
            return Node(kind: .other, range: start..<end)
        }
        guard ahead.peek() == UInt8(ascii: "(") || CodeScanner.isName(ahead.peek()) else { return nil }
        var parameters = ahead
        if parameters.name() == nil { try parameters.balanced() }
        try parameters.skipSpace()
        guard parameters.has("=>") else { return nil }
        scanner = parameters
        return try arrow(from: start)
    }

    private mutating func arrow(from start: Int) throws(CodeScanner.Fault) -> Node {
        try scanner.expect("=>")
        if scanner.peek() == UInt8(ascii: "{") {
            try scanner.balanced()
            let end = scanner.index
            try scanner.skipSpace()
            return Node(kind: .literal, range: start..<end)
        }
        return Node(kind: .literal, range: start..<(try assignment().range.upperBound))
    }

    private func assignmentLength() -> Int? {
        let signs: [StaticString] = [
            ">>>=", "**=", "<<=", ">>=", "&&=", "||=", "??=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=",
        ]
        for sign in signs where scanner.has(sign) { return sign.utf8CodeUnitCount }
        guard scanner.peek() == UInt8(ascii: "="), scanner.peek(1) != UInt8(ascii: "="),
            scanner.peek(1) != UInt8(ascii: ">")
        else { return nil }
        return 1
    }

    private mutating func conditional() throws(CodeScanner.Fault) -> Node {
        let start = scanner.index
        let condition = try binary()
        guard scanner.peek() == UInt8(ascii: "?") else { return condition }
        try scanner.expect("?")
        _ = try assignment()
        try scanner.expect(":")
        return Node(kind: .other, range: start..<(try assignment().range.upperBound))
    }

    private mutating func binary() throws(CodeScanner.Fault) -> Node {
        let start = scanner.index
        var node = try unary()
        while let count = operatorLength() {
            if case .pattern = node.kind { throw scanner.fault("nothing stands in the parentheses") }
            scanner.index += count
            try scanner.skipSpace()
            let right = try unary()
            node = Node(kind: .other, range: start..<right.range.upperBound)
        }
        return node
    }

    private func operatorLength() -> Int? {
        if scanner.hasWord("instanceof") { return 10 }
        if scanner.hasWord("in") { return 2 }
        if scanner.has("=>") || assignmentLength() != nil { return nil }
        let signs: [StaticString] = [
            "===", "!==", ">>>", "==", "!=", "<=", ">=", "&&", "||", "??", "<<", ">>", "**", "+", "-", "*", "/", "%",
            "&", "|", "^", "<", ">",
        ]
        for sign in signs where scanner.has(sign) { return sign.utf8CodeUnitCount }
        return nil
    }

    private mutating func unary() throws(CodeScanner.Fault) -> Node {
        let start = scanner.index
        for word in ["typeof", "void", "delete", "await"] as [StaticString] where scanner.hasWord(word) {
            scanner.index += word.utf8CodeUnitCount
            let end = scanner.index
            try scanner.skipSpace()
            // The decoder's parser puts in the value that is missing.
            if scanner.peek() == UInt8(ascii: ")") { return Node(kind: .other, range: start..<end) }
            return try operand(from: start)
        }
        if "!~".utf8.contains(scanner.peek()), !scanner.isAtEnd {
            scanner.index += 1
            try scanner.skipSpace()
            return try operand(from: start)
        }
        if scanner.peek() == UInt8(ascii: "+") || scanner.peek() == UInt8(ascii: "-") {
            scanner.index += scanner.has("++") || scanner.has("--") ? 2 : 1
            try scanner.skipSpace()
            return try operand(from: start)
        }
        let node = try postfix()
        guard scanner.has("++") || scanner.has("--"), !endsLine(before: scanner.index) else { return node }
        scanner.index += 2
        let end = scanner.index
        try scanner.skipSpace()
        return Node(kind: .literal, range: start..<end)
    }

    private mutating func operand(from start: Int) throws(CodeScanner.Fault) -> Node {
        try scanner.enter()
        defer { scanner.leave() }
        return Node(kind: .other, range: start..<(try unary().range.upperBound))
    }

    private mutating func postfix() throws(CodeScanner.Fault) -> Node {
        let start = scanner.index
        var node = try primary()
        if case .pattern = node.kind { return node }
        while true {
            switch scanner.peek() {
            case UInt8(ascii: ".") where scanner.peek(1) != UInt8(ascii: "."):
                scanner.index += 1
                node = try property(from: start)
            case UInt8(ascii: "?") where scanner.peek(1) == UInt8(ascii: ".") && !scanner.peek(2).isDigit:
                scanner.index += 2
                try scanner.skipSpace()
                if scanner.peek() == UInt8(ascii: "(") {
                    // The decoder takes the sign for the arguments, and finds none.
                    _ = try arguments()
                    node = Node(kind: .call(function: node.range, arguments: []), range: start..<lastEnd())
                } else if scanner.peek() != UInt8(ascii: "[") {
                    node = try property(from: start)
                }
            case UInt8(ascii: "["):
                try scanner.expect("[")
                _ = try sequence()
                guard scanner.peek() == UInt8(ascii: "]") else { throw scanner.fault("expected `]`") }
                scanner.index += 1
                node = Node(kind: .member, range: start..<scanner.index)
                try scanner.skipSpace()
            case UInt8(ascii: "("):
                let (arguments, end) = try arguments()
                node = Node(kind: .call(function: node.range, arguments: arguments), range: start..<end)
            case UInt8(ascii: "`"):
                try scanner.template()
                node = Node(kind: .call(function: node.range, arguments: []), range: start..<scanner.index)
                try scanner.skipSpace()
            default: return node
            }
        }
    }

    private mutating func property(from start: Int) throws(CodeScanner.Fault) -> Node {
        try scanner.skipSpace()
        if scanner.peek() == UInt8(ascii: "#") { scanner.index += 1 }
        guard scanner.name() != nil else { throw scanner.fault("expected a name") }
        let end = scanner.index
        try scanner.skipSpace()
        return Node(kind: .member, range: start..<end)
    }

    /// The arguments in parentheses, and where these end. A `;` at the end stands for a parenthesis that is missing.
    private mutating func arguments() throws(CodeScanner.Fault) -> (nodes: [Node], end: Int) {
        try scanner.expect("(")
        var nodes: [Node] = []
        while scanner.peek() != UInt8(ascii: ")") {
            // The grammar takes commas with nothing between them.
            if try scanner.take(",") { continue }
            // Before `**` the decoder's parser puts in the value that is missing.
            if scanner.has("...") || scanner.has("**") {
                scanner.index += scanner.has("**") ? 2 : 3
                try scanner.skipSpace()
                _ = try assignment()
            } else {
                nodes.append(try assignment())
            }
            if scanner.peek() == UInt8(ascii: ";") { return (nodes, scanner.index) }
            guard scanner.peek() == UInt8(ascii: ",") || scanner.peek() == UInt8(ascii: ")") else {
                throw scanner.fault("expected `)`")
            }
        }
        scanner.index += 1
        let end = scanner.index
        try scanner.skipSpace()
        return (nodes, end)
    }

    private mutating func primary() throws(CodeScanner.Fault) -> Node {
        let start = scanner.index
        var kind = Node.Kind.literal
        switch scanner.peek() {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): try scanner.quoted()
        case UInt8(ascii: "`"): try scanner.template()
        case UInt8(ascii: "0")...UInt8(ascii: "9"): try scanner.number(in: .javascript)
        case UInt8(ascii: ".") where scanner.peek(1).isDigit: try scanner.number(in: .javascript)
        case UInt8(ascii: "["):
            try array()
            kind = .bracketed
        case UInt8(ascii: "{"):
            try object()
            kind = .bracketed
        case UInt8(ascii: "/"): try regularExpression()
        case UInt8(ascii: "("): return try parenthesized()
        default: return try word()
        }
        let end = scanner.index
        try scanner.skipSpace()
        return Node(kind: kind, range: start..<end)
    }

    private mutating func word() throws(CodeScanner.Fault) -> Node {
        guard let name = scanner.name() else { throw scanner.fault("expected a value") }
        let text = scanner.text(name)
        switch text {
        case "function":
            scanner.index = name.lowerBound
            return Node(kind: .literal, range: try function())
        case "class":
            while !scanner.isAtEnd, scanner.peek() != UInt8(ascii: "{") { scanner.index += 1 }
            try scanner.balanced()
            let end = scanner.index
            try scanner.skipSpace()
            return Node(kind: .literal, range: name.lowerBound..<end)
        case "new":
            try scanner.skipSpace()
            // The decoder's parser puts in the name that is missing.
            if ",)".utf8.contains(scanner.peek()) { return Node(kind: .literal, range: name) }
            let made = try postfixWithoutCall()
            guard scanner.peek() == UInt8(ascii: "(") else {
                return Node(kind: .literal, range: name.lowerBound..<made.upperBound)
            }
            let end = try arguments().end
            return Node(kind: .literal, range: name.lowerBound..<end)
        default: break
        }
        // Most words are JavaScript's own where a statement begins only, and names elsewhere.
        guard text != "import", name.lowerBound != statementStart || !Self.reserved.contains(text) else {
            throw scanner.fault("`\(text)` is no value")
        }
        try scanner.skipSpace()
        switch text {
        case "true": return Node(kind: .truth, range: name)
        case "false", "null", "this", "super": return Node(kind: .literal, range: name)
        case "undefined": return Node(kind: .bracketed, range: name)
        default: return Node(kind: .name, range: name)
        }
    }

    /// What `new` makes, up to its arguments.
    private mutating func postfixWithoutCall() throws(CodeScanner.Fault) -> Range<Int> {
        let start = scanner.index
        var end = try primary().range.upperBound
        while scanner.peek() == UInt8(ascii: ".") {
            scanner.index += 1
            end = try property(from: start).range.upperBound
        }
        return start..<end
    }

    private mutating func function() throws(CodeScanner.Fault) -> Range<Int> {
        let start = scanner.index
        scanner.index += 8
        try scanner.skipSpace()
        _ = try scanner.take("*")
        _ = scanner.name()
        try scanner.skipSpace()
        guard scanner.peek() == UInt8(ascii: "(") else { throw scanner.fault("expected `(`") }
        try scanner.balanced()
        try scanner.skipSpace()
        guard scanner.peek() == UInt8(ascii: "{") else { throw scanner.fault("expected `{`") }
        try scanner.balanced()
        let end = scanner.index
        try scanner.skipSpace()
        return start..<end
    }

    /// A value in parentheses, or the parameters of a function that `=>` must follow.
    private mutating func parenthesized() throws(CodeScanner.Fault) -> Node {
        let start = scanner.index
        var ahead = scanner
        try ahead.balanced()
        let end = ahead.index
        try ahead.skipSpace()
        if ahead.has("=>") {
            scanner = ahead
            return Node(kind: .pattern, range: start..<end)
        }
        try scanner.expect("(")
        _ = try sequence()
        guard scanner.peek() == UInt8(ascii: ")") else { throw scanner.fault("expected `)`") }
        scanner.index += 1
        try scanner.skipSpace()
        return Node(kind: .bracketed, range: start..<end)
    }

    private static let reserved: Set<String> = [
        "break", "case", "catch", "const", "continue", "debugger", "default", "do", "else", "enum", "export", "extends",
        "finally", "for", "if", "import", "in", "instanceof", "return", "switch", "throw", "try", "var", "while",
        "with",
    ]
}
