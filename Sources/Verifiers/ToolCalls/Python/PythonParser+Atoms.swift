extension PythonParser {
    /// An atom with what is called on it, taken of it, or picked from it.
    mutating func primary() throws(PythonSyntaxError) -> PythonNode {
        var node = try atom()
        while true {
            switch scanner.peek() {
            case UInt8(ascii: "."):
                try word(1)
                node = .attribute(node, try name())
            case UInt8(ascii: "("): node = try call(node)
            case UInt8(ascii: "["): node = .subscripted(node, try index())
            default: return node
            }
        }
    }

    /// A name that is not one of Python's own words.
    private mutating func name() throws(PythonSyntaxError) -> String {
        let length = scanner.identifierLength()
        let range = scanner.index..<(scanner.index + length)
        guard length > 0 else { throw scanner.error("expected a name") }
        guard !PythonKeywords.contains(scanner.bytes[range]) else {
            throw scanner.error("`\(scanner.text(range))` is a word of Python's own")
        }
        try word(length)
        return scanner.text(range)
    }

    private mutating func atom() throws(PythonSyntaxError) -> PythonNode {
        switch scanner.peek() {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): return try constant(scanner.number())
        case UInt8(ascii: "."):
            if scanner.peek(1).isDigit { return try constant(scanner.number()) }
            guard scanner.peek(1) == UInt8(ascii: "."), scanner.peek(2) == UInt8(ascii: ".") else {
                throw scanner.error("expected a value")
            }
            try word(3)
            return .ellipsis
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return try strings()
        case UInt8(ascii: "["): return try list()
        case UInt8(ascii: "("): return try parenthesized()
        case UInt8(ascii: "{"): return try braced()
        default: break
        }
        if "rRbBfFuU".utf8.contains(scanner.peek()) {
            let place = scanner.index
            let isQuoted = try scanner.quoted() != nil
            scanner.index = place
            if isQuoted { return try strings() }
        }
        if scanner.has("True") { return try constant(.bool(true), word: 4) }
        if scanner.has("False") { return try constant(.bool(false), word: 5) }
        if scanner.has("None") { return try constant(.none, word: 4) }
        return .name(try name())
    }

    private mutating func constant(_ value: PythonValue, word count: Int = 0) throws(PythonSyntaxError) -> PythonNode {
        try word(count)
        return .constant(value)
    }

    /// One quoted literal or several side by side, which are one.
    private mutating func strings() throws(PythonSyntaxError) -> PythonNode {
        let start = scanner.index
        guard let first = try scanner.quoted() else { throw scanner.error("expected a string") }
        try scanner.skipSpace()
        var isFormatted = false
        var bytes = 0
        var count = 1
        var text = ""
        func add(_ piece: PythonQuoted) {
            switch piece {
            case .text(let more): text += more
            case .bytes: bytes += 1
            case .formatted: isFormatted = true
            }
        }
        add(first)
        while "\"'rRbBfFuU".utf8.contains(scanner.peek()), let next = try scanner.quoted() {
            try scanner.skipSpace()
            add(next)
            count += 1
        }
        guard bytes == 0 || bytes == count else { throw scanner.error("bytes and text side by side") }
        if isFormatted { return other("a formatted string", from: start) }
        return .constant(bytes > 0 ? .other("bytes") : .string(text))
    }

    private mutating func list() throws(PythonSyntaxError) -> PythonNode {
        let start = scanner.index
        try scanner.open()
        var elements: [PythonNode] = []
        while scanner.peek() != UInt8(ascii: "]") {
            elements.append(try element())
            if elements.count == 1, try comprehension() {
                try scanner.close(UInt8(ascii: "]"))
                return other("a comprehension", from: start)
            }
            guard try scanner.take(UInt8(ascii: ",")) else { break }
        }
        try scanner.close(UInt8(ascii: "]"))
        return .list(elements)
    }

    private mutating func parenthesized() throws(PythonSyntaxError) -> PythonNode {
        let start = scanner.index
        try scanner.open()
        var elements: [PythonNode] = []
        var isTuple = scanner.peek() == UInt8(ascii: ")")
        while scanner.peek() != UInt8(ascii: ")") {
            elements.append(try element())
            if elements.count == 1, try comprehension() {
                try scanner.close(UInt8(ascii: ")"))
                return other("a generator", from: start)
            }
            guard try scanner.take(UInt8(ascii: ",")) else { break }
            isTuple = true
        }
        try scanner.close(UInt8(ascii: ")"))
        if isTuple { return .tuple(elements) }
        guard let only = elements.first else { return .tuple([]) }
        if case .other("a starred value", _) = only { throw scanner.error("a starred value stands in no parentheses") }
        return only
    }

    /// A dict or a set.
    private mutating func braced() throws(PythonSyntaxError) -> PythonNode {
        let start = scanner.index
        try scanner.open()
        var entries: [(key: PythonNode?, value: PythonNode)] = []
        var elements: [PythonNode] = []
        while scanner.peek() != UInt8(ascii: "}") {
            if scanner.peek() == UInt8(ascii: "*"), scanner.peek(1) == UInt8(ascii: "*") {
                try word(2)
                entries.append((nil, try arithmetic(above: 0)))
            } else {
                let first = try element()
                if try scanner.take(UInt8(ascii: ":")) {
                    entries.append((first, try expression()))
                } else {
                    elements.append(first)
                }
            }
            guard entries.isEmpty || elements.isEmpty else { throw scanner.error("a dict and a set in one") }
            if entries.count + elements.count == 1, try comprehension() {
                try scanner.close(UInt8(ascii: "}"))
                return other("a comprehension", from: start)
            }
            guard try scanner.take(UInt8(ascii: ",")) else { break }
        }
        try scanner.close(UInt8(ascii: "}"))
        return elements.isEmpty ? .dict(entries) : .set(elements)
    }

    /// An element of brackets: an expression, a starred one, or one that is given a name on its way.
    private mutating func element() throws(PythonSyntaxError) -> PythonNode {
        let start = scanner.index
        if scanner.peek() == UInt8(ascii: "*") {
            try word(1)
            _ = try arithmetic(above: 0)
            return other("a starred value", from: start)
        }
        let node = try expression()
        guard scanner.peek() == UInt8(ascii: ":"), scanner.peek(1) == UInt8(ascii: "="), case .name = node else {
            return node
        }
        try word(2)
        _ = try expression()
        return other("a named expression", from: start)
    }

    /// The clauses of a comprehension, where they are next.
    private mutating func comprehension() throws(PythonSyntaxError) -> Bool {
        guard scanner.has("for") || scanner.has("async") else { return false }
        while true {
            if scanner.has("async") { try word(5) }
            guard scanner.has("for") else { throw scanner.error("expected `for`") }
            try word(3)
            repeat { _ = try primary() } while try scanner.take(UInt8(ascii: ",")) && !scanner.has("in")
            guard scanner.has("in") else { throw scanner.error("expected `in`") }
            try word(2)
            _ = try disjunction()
            while scanner.has("if") {
                try word(2)
                _ = try disjunction()
            }
            if !scanner.has("for"), !scanner.has("async") { return true }
        }
    }

    /// What stands in the brackets behind a value: one index, several, or slices.
    private mutating func index() throws(PythonSyntaxError) -> PythonNode {
        let start = scanner.index
        try scanner.open()
        var elements: [PythonNode] = []
        var isSliced = false
        var isTuple = false
        while scanner.peek() != UInt8(ascii: "]") {
            var node: PythonNode?
            if scanner.peek() != UInt8(ascii: ":") { node = try element() }
            while try scanner.take(UInt8(ascii: ":")) {
                isSliced = true
                if !":],".utf8.contains(scanner.peek()) { _ = try expression() }
            }
            elements.append(node ?? .ellipsis)
            guard try scanner.take(UInt8(ascii: ",")) else { break }
            isTuple = true
        }
        guard let first = elements.first else { throw scanner.error("expected an index") }
        // A slice is told as it is written, without its brackets.
        let inside = (start + 1)..<scanner.index
        try scanner.close(UInt8(ascii: "]"))
        if isSliced { return .other("a slice", source: inside) }
        return isTuple ? .tuple(elements) : first
    }

    /// A call's arguments, by Python's rules of which may follow which.
    private mutating func call(_ function: PythonNode) throws(PythonSyntaxError) -> PythonNode {
        try scanner.open()
        var positional: [PythonNode] = []
        var keywords: [PythonNode.Keyword] = []
        var hasUnpacked = false
        var hasGenerator = false
        while scanner.peek() != UInt8(ascii: ")") {
            if scanner.peek() == UInt8(ascii: "*"), scanner.peek(1) == UInt8(ascii: "*") {
                try word(2)
                keywords.append(.init(name: nil, value: try expression()))
                hasUnpacked = true
            } else if scanner.peek() == UInt8(ascii: "*") {
                guard !hasUnpacked else { throw scanner.error("`*` behind `**`") }
                positional.append(try element())
            } else if let name = try keywordName() {
                keywords.append(.init(name: name, value: try expression()))
            } else {
                guard keywords.isEmpty else { throw scanner.error("an argument without a name behind one with a name") }
                positional.append(try element())
                if try comprehension() { hasGenerator = true }
            }
            guard !hasGenerator || positional.count + keywords.count == 1 else {
                throw scanner.error("a generator beside other arguments needs parentheses")
            }
            guard try scanner.take(UInt8(ascii: ",")) else { break }
            guard !hasGenerator || scanner.peek() == UInt8(ascii: ")") else {
                throw scanner.error("a generator beside other arguments needs parentheses")
            }
        }
        try scanner.close(UInt8(ascii: ")"))
        return .call(function, positional: positional, keywords: keywords)
    }

    /// The name before a `=`, both taken; nil where an argument without a name stands.
    private mutating func keywordName() throws(PythonSyntaxError) -> String? {
        let length = scanner.identifierLength()
        guard length > 0 else { return nil }
        let range = scanner.index..<(scanner.index + length)
        var ahead = scanner
        ahead.index += length
        try ahead.skipSpace()
        guard ahead.peek() == UInt8(ascii: "="), ahead.peek(1) != UInt8(ascii: "=") else { return nil }
        guard !PythonKeywords.contains(scanner.bytes[range]) else {
            throw scanner.error("`\(scanner.text(range))` is a word of Python's own and names no argument")
        }
        ahead.index += 1
        try ahead.skipSpace()
        scanner = ahead
        return scanner.text(range)
    }
}
