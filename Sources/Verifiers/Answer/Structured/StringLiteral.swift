/// A string literal in a programming language: reads one, with its escapes, and writes one.
struct StringLiteral: Sendable {
    /// Where the literal ends, and what it says.
    struct Reading {
        let end: Int
        let content: [UInt8]
    }

    /// A language's literals.
    enum Dialect: Sendable {
        /// Python's and JavaScript's: single or double quotes, an unknown escape stands for itself.
        case script
        /// The same in three double quotes, which may span lines.
        case docstring
        /// A POSIX shell's in double quotes: a backslash escapes `"`, `\`, `$`, `` ` `` and the end of a line.
        case shell
        /// TOML's basic strings (1.0): an unknown escape is an error.
        case toml
        /// TOML's basic strings over several lines.
        case tomlLines
    }

    let dialect: Dialect

    /// Whether a literal may hold the end of a line.
    var spansLines: Bool { dialect == .docstring || dialect == .shell || dialect == .tomlLines }

    /// Whether a literal's opening quote stands at a place.
    func opens(at start: Int, in text: ByteText) -> Bool { quote(at: start, in: text) != nil }

    /// The literal that starts at a place; nil where none does.
    func read(at start: Int, in text: ByteText) -> Reading? {
        guard let quote = quote(at: start, in: text) else { return nil }
        var content: [UInt8] = []
        var index = start + quote.count
        if dialect == .tomlLines { index += text.newlineLength(at: index) }
        while let byte = text.byte(at: index) {
            if text.has(quote, at: index) {
                // TOML lets one or two quotes stand before the closing three.
                if dialect == .tomlLines, text.byte(at: index + 3) == quote[0] {
                    content.append(byte)
                    index += 1
                    continue
                }
                return Reading(end: index + quote.count, content: content)
            }
            if byte == UInt8(ascii: "\\") {
                guard let end = unescape(at: index, in: text, into: &content) else { return nil }
                index = end
                continue
            }
            guard !isForbidden(byte) else { return nil }
            content.append(byte)
            index += 1
        }
        return nil
    }

    /// A text as a literal, in double quotes.
    func write(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\" + String(scalar)
            case "$" where dialect == .shell, "`" where dialect == .shell: result += "\\" + String(scalar)
            case _ where dialect == .shell: result.unicodeScalars.append(scalar)
            case "\n": result += dialect == .docstring || dialect == .tomlLines ? "\n" : "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        let quote = dialect == .docstring || dialect == .tomlLines ? "\"\"\"" : "\""
        return quote + result + quote
    }

    private func quote(at start: Int, in text: ByteText) -> [UInt8]? {
        let double = UInt8(ascii: "\"")
        let isTriple = text.has([double, double, double], at: start)
        switch dialect {
        case .docstring, .tomlLines: return isTriple ? [double, double, double] : nil
        case .script:
            if let byte = text.byte(at: start), byte == UInt8(ascii: "'") { return [byte] }
            return text.byte(at: start) == double && !isTriple ? [double] : nil
        case .shell, .toml: return text.byte(at: start) == double && !isTriple ? [double] : nil
        }
    }

    private func isForbidden(_ byte: UInt8) -> Bool {
        switch dialect {
        case .script: byte == 0x0A || byte == 0x0D
        case .docstring, .shell: false
        case .toml: byte < 0x20 && byte != 0x09 || byte == 0x7F
        case .tomlLines: byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D || byte == 0x7F
        }
    }

    /// Reads the escape at a place; gives where it ends, or nil where it is none.
    private func unescape(at start: Int, in text: ByteText, into content: inout [UInt8]) -> Int? {
        guard let byte = text.byte(at: start + 1) else { return nil }
        if dialect == .shell {
            let isEscape = byte.isOne(of: "\"\\$`\n")
            if byte != 0x0A { content += isEscape ? [byte] : [UInt8(ascii: "\\"), byte] }
            return start + 2
        }
        if let plain = plainEscape(byte) {
            content.append(plain)
            return start + 2
        }
        let isStrict = dialect == .toml || dialect == .tomlLines
        let digits = byte == UInt8(ascii: "u") ? 4 : byte == UInt8(ascii: "U") ? 8 : byte == UInt8(ascii: "x") ? 2 : 0
        if digits > 0, !(isStrict && digits == 2), let scalar = text.hexScalar(at: start + 2, digits: digits) {
            content += Array(String(Character(scalar)).utf8)
            return start + 2 + digits
        }
        if dialect == .tomlLines, let end = text.skippedLineEnd(at: start + 1) { return end }
        if isStrict { return nil }
        if dialect == .docstring, byte == 0x0A { return start + 2 }
        guard !isForbidden(byte) else { return nil }
        content.append(UInt8(ascii: "\\"))
        return start + 1
    }

    private func plainEscape(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "t"): 0x09
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): byte
        case UInt8(ascii: "'") where dialect == .script || dialect == .docstring: byte
        default: nil
        }
    }
}

extension ByteText {
    /// The length of the end of a line at a place: 0 where none is.
    func newlineLength(at index: Int) -> Int {
        if has([0x0D, 0x0A], at: index) { return 2 }
        return byte(at: index) == 0x0A || byte(at: index) == 0x0D ? 1 : 0
    }

    /// The scalar that so many hexadecimal digits at a place name; nil where they do not.
    func hexScalar(at start: Int, digits: Int) -> Unicode.Scalar? {
        guard start + digits <= bytes.count else { return nil }
        var value: UInt32 = 0
        for byte in bytes[start..<start + digits] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return Unicode.Scalar(value)
    }

    /// Where text goes on after blanks, the end of a line and all white space; nil where no line ends at a place.
    fileprivate func skippedLineEnd(at start: Int) -> Int? {
        var index = start
        while byte(at: index)?.isBlank == true { index += 1 }
        guard newlineLength(at: index) > 0 else { return nil }
        while let byte = byte(at: index), byte.isBlank || byte == 0x0A || byte == 0x0D { index += 1 }
        return index
    }
}
