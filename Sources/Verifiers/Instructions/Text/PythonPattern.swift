/// Regular expressions in Python's dialect (`re` over text), translated to PCRE2's.
///
/// Written out where the two differ: what `\w`, `\d`, `\s`, `\b` take in, `\Z`, `\uXXXX`, brackets in a class. What
/// Python refuses, such as `\q`, is refused.
enum PythonPattern {
    private static let word = #"\p{L}\p{N}_"#
    private static let space =
        #"\t-\r\x{1c}-\x{20}\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}"#
    private static let notWord =
        #"\p{M}\p{Z}\p{S}\p{C}\p{Pd}\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Po}\x{203f}\x{2040}\x{2054}\x{fe33}\x{fe34}"#
        + #"\x{fe4d}-\x{fe4f}\x{ff3f}"#
    private static let notSpace =
        #"\x{0}-\x{8}\x{e}-\x{1b}\x{21}-\x{84}\x{86}-\x{9f}\x{a1}-\x{167f}\x{1681}-\x{1fff}\x{200b}-\x{2027}"#
        + #"\x{202a}-\x{202e}\x{2030}-\x{205e}\x{2060}-\x{2fff}\x{3001}-\x{10ffff}"#
    private static let digit = #"\p{Nd}"#

    /// A pattern in PCRE2's syntax that matches what the Python one does; throws what Python would not take.
    static func translate(_ pattern: String) throws(PatternError) -> String {
        var reader = Reader(pattern)
        var result = ""
        while let scalar = reader.next() {
            switch scalar {
            case "\\": result += try escape(&reader)
            case "[": result += try characterClass(&reader)
            case "{" where !reader.isRepetition: result += "\\{"
            case "{" where reader.peek == ",": result += "{0"
            case "(":
                try checkGroup(reader)
                result += "("
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Throws where a group is of a kind that PCRE2 knows and Python does not.
    private static func checkGroup(_ reader: Reader) throws(PatternError) {
        var reader = reader
        let at = reader.offset
        guard let first = reader.next() else { return }
        if first == "*" { throw PatternError("nothing to repeat", offset: at) }
        guard first == "?" else { return }
        switch reader.next() {
        case ":", "=", "!", "#", ">", "i", "m", "s", "x", "-", "(": return
        case "P" where reader.peek == "<" || reader.peek == "=": return
        case "<" where reader.peek == "=" || reader.peek == "!": return
        default: throw PatternError("this kind of group is not known", offset: at)
        }
    }

    /// What follows a backslash outside of a class.
    private static func escape(_ reader: inout Reader) throws(PatternError) -> String {
        let at = reader.offset
        guard let scalar = reader.next() else { throw PatternError("a backslash ends the pattern", offset: at) }
        switch scalar {
        case "w": return "[\(word)]"
        case "W": return "[^\(word)]"
        case "s": return "[\(space)]"
        case "S": return "[^\(space)]"
        case "d": return "[\(digit)]"
        case "D": return "[^\(digit)]"
        case "b": return "(?:(?<=[\(word)])(?![\(word)])|(?<![\(word)])(?=[\(word)]))"
        case "B": return "(?:(?<=[\(word)])(?=[\(word)])|(?<![\(word)])(?![\(word)]))"
        case "A": return #"\A"#
        case "Z": return #"\z"#
        case "1"..."9": return try reference(scalar, &reader)
        default: return try character(scalar, &reader, at: at)
        }
    }

    /// A reference to a group, or the code point of three octal digits.
    private static func reference(_ first: Unicode.Scalar, _ reader: inout Reader) throws(PatternError) -> String {
        var digits = String(first)
        if let second = reader.peek, ("0"..."9").contains(second) {
            digits.unicodeScalars.append(second)
            reader.skip()
            if let third = reader.peek, digits.unicodeScalars.allSatisfy({ ("0"..."7").contains($0) }),
                ("0"..."7").contains(third)
            {
                digits.unicodeScalars.append(third)
                reader.skip()
                guard let value = UInt32(digits, radix: 8), value <= 0o377 else {
                    throw PatternError("the octal number \\\(digits) is too large", offset: reader.offset)
                }
                return hexadecimal(value)
            }
        }
        return #"\g{\#(digits)}"#
    }

    /// An escaped character that stands for itself, a control character or a code point.
    private static func character(
        _ scalar: Unicode.Scalar, _ reader: inout Reader, at offset: Int
    ) throws(PatternError) -> String {
        switch scalar {
        case "a": return hexadecimal(7)
        case "f", "n", "r", "t": return "\\\(scalar)"
        case "v": return hexadecimal(11)
        case "x": return hexadecimal(try number(&reader, digits: 2, at: offset))
        case "u": return hexadecimal(try number(&reader, digits: 4, at: offset))
        case "U": return hexadecimal(try number(&reader, digits: 8, at: offset))
        case "0":
            var value: UInt32 = 0
            for _ in 0..<2 {
                guard let digit = reader.peek, ("0"..."7").contains(digit) else { break }
                value = value * 8 + digit.value - 0x30
                reader.skip()
            }
            return hexadecimal(value)
        default:
            if CodePoint.isASCIIWord(UInt8(truncatingIfNeeded: scalar.value)), scalar.value < 0x80, scalar != "_" {
                throw PatternError("bad escape \\\(scalar)", offset: offset)
            }
            return literal(scalar)
        }
    }

    private static func number(
        _ reader: inout Reader, digits: Int, at offset: Int
    ) throws(PatternError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard let digit = reader.next(), let hex = UInt32(String(digit), radix: 16), value < 0x1000_0000 else {
                throw PatternError("an escape lacks some of its \(digits) hexadecimal digits", offset: offset)
            }
            value = value << 4 | hex
        }
        guard Unicode.Scalar(value) != nil else { throw PatternError("an escape names no code point", offset: offset) }
        return value
    }

    /// A class in brackets: signs that PCRE2 would read as more than themselves are escaped.
    private static func characterClass(_ reader: inout Reader) throws(PatternError) -> String {
        let start = reader.offset
        var result = "["
        if reader.peek == "^" {
            result += "^"
            reader.skip()
        }
        var isFirst = true
        while let scalar = reader.next() {
            if scalar == "]", !isFirst { return result + "]" }
            isFirst = false
            switch scalar {
            case "\\":
                let at = reader.offset
                guard let escaped = reader.next() else { break }
                switch escaped {
                case "w": result += word
                case "s": result += space
                case "d": result += digit
                case "W": result += notWord
                case "S": result += notSpace
                case "D": result += #"\P{Nd}"#
                case "b": result += hexadecimal(8)
                case "1"..."7":
                    var value = escaped.value - 0x30
                    for _ in 0..<2 {
                        guard let digit = reader.peek, ("0"..."7").contains(digit) else { break }
                        value = value * 8 + digit.value - 0x30
                        reader.skip()
                    }
                    result += hexadecimal(value)
                default: result += try character(escaped, &reader, at: at)
                }
            case "[", "]", "^": result += literal(scalar)
            default: result.unicodeScalars.append(scalar)
            }
        }
        throw PatternError("a class is not closed", offset: start)
    }

    private static func literal(_ scalar: Unicode.Scalar) -> String {
        let needsEscape = scalar.value < 0x80 && !CodePoint.isASCIIWord(UInt8(scalar.value))
        return needsEscape ? "\\\(scalar)" : String(scalar)
    }

    private static func hexadecimal(_ value: UInt32) -> String { "\\x{\(String(value, radix: 16))}" }
}

/// The scalars of a pattern, read one by one.
private struct Reader {
    private let scalars: [Unicode.Scalar]
    private var index = 0

    init(_ pattern: String) { scalars = Array(pattern.unicodeScalars) }

    /// How far it has come, in code points.
    var offset: Int { index }

    var peek: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    mutating func next() -> Unicode.Scalar? {
        guard index < scalars.count else { return nil }
        index += 1
        return scalars[index - 1]
    }

    mutating func skip() { index += 1 }

    /// Whether what follows an opening brace makes it a repetition, such as `{2}`, `{2,}`, `{,3}`.
    var isRepetition: Bool {
        var at = index
        var digits = 0
        while at < scalars.count, ("0"..."9").contains(scalars[at]) || scalars[at] == "," {
            if scalars[at] != "," { digits += 1 }
            at += 1
        }
        return at < scalars.count && scalars[at] == "}" && digits > 0
    }
}
