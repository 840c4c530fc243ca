/// What stands in quotes: text, bytes, or a formatted string, whose value is not known.
enum PythonQuoted {
    case text(String)
    case bytes
    case formatted
}

extension PythonScanner {
    /// The quoted literal here with its prefix; nil where none begins. O(literal).
    mutating func quoted() throws(PythonSyntaxError) -> PythonQuoted? {
        var length = 0
        var isRaw = false
        var isBytes = false
        var isFormatted = false
        var isMarkedText = false
        while length < 3 {
            switch peek(length) | 0x20 {
            case UInt8(ascii: "r") where !isRaw && !isMarkedText: isRaw = true
            case UInt8(ascii: "b") where !isBytes && !isFormatted && !isMarkedText: isBytes = true
            case UInt8(ascii: "f") where !isFormatted && !isBytes && !isMarkedText: isFormatted = true
            case UInt8(ascii: "u") where length == 0: isMarkedText = true
            default:
                let quote = peek(length)
                guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
                index += length
                let text = try body(quote: quote, isRaw: isRaw || isFormatted, isBytes: isBytes)
                return isFormatted ? .formatted : isBytes ? .bytes : .text(text)
            }
            length += 1
        }
        return nil
    }

    /// Takes what is between the quotes, which are next.
    private mutating func body(quote: UInt8, isRaw: Bool, isBytes: Bool) throws(PythonSyntaxError) -> String {
        let isTriple = peek(1) == quote && peek(2) == quote
        if !isTriple, peek(1) == quote {
            index += 2
            return ""
        }
        index += isTriple ? 3 : 1
        let start = index
        // Most literals hold nothing that is not itself.
        while index < end, bytes[index] != quote, bytes[index] != UInt8(ascii: "\\"), bytes[index] >= 0x20,
            !isBytes || bytes[index] < 0x80
        { index += 1 }
        if !isTriple, peek() == quote {
            index += 1
            return text(start..<(index - 1))
        }
        var out = Array(bytes[start..<index])
        while index < end {
            let byte = bytes[index]
            if byte == quote, !isTriple || (peek(1) == quote && peek(2) == quote) {
                index += isTriple ? 3 : 1
                return String(decoding: out, as: UTF8.self)
            }
            if byte == UInt8(ascii: "\\") {
                try escape(isRaw: isRaw, isBytes: isBytes, into: &out)
            } else if byte == 0x0A || byte == 0x0D {
                guard isTriple else { throw error("a string is not closed on its line") }
                newline(into: &out)
            } else {
                guard !isBytes || byte < 0x80 else { throw error("bytes hold ASCII only") }
                out.append(byte)
                index += 1
            }
        }
        throw error("a string is not closed")
    }

    /// A line end of any kind is `\n` to Python.
    private mutating func newline(into out: inout [UInt8]) {
        index += peek() == 0x0D && peek(1) == 0x0A ? 2 : 1
        out.append(0x0A)
    }

    private mutating func escape(isRaw: Bool, isBytes: Bool, into out: inout [UInt8]) throws(PythonSyntaxError) {
        let next = peek(1)
        guard index + 1 < end else { throw error("a string is not closed") }
        if isRaw || !"\n\r\\'\"abfnrtvxuUN01234567".utf8.contains(next) || (isBytes && "uUN".utf8.contains(next)) {
            out.append(UInt8(ascii: "\\"))
            index += 1
            if next == 0x0A || next == 0x0D {
                newline(into: &out)
            } else {
                out.append(next)
                index += 1
            }
            return
        }
        index += 2
        switch next {
        case 0x0A: break
        case 0x0D: if peek() == 0x0A { index += 1 }
        case UInt8(ascii: "a"): out.append(0x07)
        case UInt8(ascii: "b"): out.append(0x08)
        case UInt8(ascii: "f"): out.append(0x0C)
        case UInt8(ascii: "n"): out.append(0x0A)
        case UInt8(ascii: "r"): out.append(0x0D)
        case UInt8(ascii: "t"): out.append(0x09)
        case UInt8(ascii: "v"): out.append(0x0B)
        case UInt8(ascii: "x"): try append(hex(2), to: &out)
        case UInt8(ascii: "u"): try append(hex(4), to: &out)
        case UInt8(ascii: "U"): try append(hex(8), to: &out)
        case UInt8(ascii: "N"): throw error("a character by its name is not read")
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            var value = UInt32(next & 7)
            for _ in 0..<2 where peek() >= UInt8(ascii: "0") && peek() <= UInt8(ascii: "7") {
                value = value << 3 | UInt32(peek() & 7)
                index += 1
            }
            try append(value, to: &out)
        default: out.append(next)
        }
    }

    private mutating func hex(_ count: Int) throws(PythonSyntaxError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<count {
            guard let digit = Character(Unicode.Scalar(peek())).hexDigitValue, peek() < 0x80 else {
                throw error("an escape has too few digits")
            }
            value = value &<< 4 | UInt32(digit)
            index += 1
        }
        return value
    }

    /// Appends a scalar; half of a surrogate pair, which Python keeps, becomes the replacement character.
    private func append(_ value: UInt32, to out: inout [UInt8]) throws(PythonSyntaxError) {
        guard value <= 0x10FFFF else { throw error("there is no such character") }
        let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
        out.append(contentsOf: String(Character(scalar)).utf8)
    }
}
