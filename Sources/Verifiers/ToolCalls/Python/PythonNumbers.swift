extension PythonScanner {
    /// The number here, with Python's spellings: `0x1F`, `1_000`, `.5`, `5.`, `1e3`, `2j`. O(digits).
    mutating func number() throws(PythonSyntaxError) -> PythonValue {
        let start = index
        if peek() == UInt8(ascii: "0"), let radix = radix(peek(1)) { return try integer(radix: radix) }
        let hasWhole = try digits()
        var isFloat = false
        if peek() == UInt8(ascii: ".") {
            isFloat = true
            index += 1
            let hasFraction = try digits()
            guard hasWhole || hasFraction else { throw error("expected a digit") }
        }
        if peek() | 0x20 == UInt8(ascii: "e") {
            let sign = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-") ? 1 : 0
            if peek(1 + sign).isDigit {
                isFloat = true
                index += 1 + sign
                _ = try digits()
            }
        }
        let written = bytes[start..<index].lazy.filter { $0 != UInt8(ascii: "_") }
        if peek() | 0x20 == UInt8(ascii: "j") {
            index += 1
            try endNumber()
            return .other("complex")
        }
        try endNumber()
        let text = String(decoding: Array(written), as: UTF8.self)
        if isFloat { return .float(Self.double(text)) }
        let significant = text.utf8.drop { $0 == UInt8(ascii: "0") }
        guard significant.isEmpty || significant.count == text.utf8.count else {
            throw error("an integer does not begin with 0")
        }
        if let value = Int(text) { return .int(value) }
        // Python's own bound on the digits that it converts.
        guard text.utf8.count <= 4_300 else { throw error("an integer of more than 4300 digits") }
        return .bigInt(text)
    }

    /// A float's text without `_` as the nearest `Double`: too large is infinity, as in Python.
    static func double(_ text: String) -> Double { Double(text) ?? .infinity }

    private func radix(_ byte: UInt8) -> Int? {
        switch byte | 0x20 {
        case UInt8(ascii: "x"): 16
        case UInt8(ascii: "o"): 8
        case UInt8(ascii: "b"): 2
        default: nil
        }
    }

    private mutating func integer(radix: Int) throws(PythonSyntaxError) -> PythonValue {
        index += 2
        var text = ""
        while index < end {
            if peek() == UInt8(ascii: "_") { index += 1 }
            let byte = peek()
            guard byte.isDigit || byte.isLetter else { throw error("a number ends in `_` or has no digits") }
            let start = index
            while peek().isDigit || peek().isLetter { index += 1 }
            text += self.text(start..<index)
            guard peek() == UInt8(ascii: "_") else { break }
        }
        guard !text.isEmpty, text.utf8.allSatisfy({ Self.isDigit($0, radix: radix) }) else {
            throw error("not a digit of base \(radix)")
        }
        try endNumber()
        return Int(text, radix: radix).map(PythonValue.int) ?? .other("int")
    }

    private static func isDigit(_ byte: UInt8, radix: Int) -> Bool {
        Character(Unicode.Scalar(byte)).hexDigitValue.map { $0 < radix } ?? false
    }

    /// Takes digits with single `_` between them; false where there are none.
    private mutating func digits() throws(PythonSyntaxError) -> Bool {
        guard peek().isDigit else { return false }
        while peek().isDigit {
            while peek().isDigit { index += 1 }
            guard peek() == UInt8(ascii: "_") else { return true }
            guard peek(1).isDigit else { throw error("`_` between digits only") }
            index += 1
        }
        return true
    }

    /// What follows a number must not run into it; Python takes a few words there, as in `1if x else y`.
    private func endNumber() throws(PythonSyntaxError) {
        let next = peek()
        guard next.isWordByte || next >= 0x80 else { return }
        if has("if") || has("else") || has("and") || has("or") || has("in") || has("is") || has("for") || has("not") {
            return
        }
        throw error("a number runs into a name")
    }
}
