/// What Python's `str` methods and `re` know of a code point: the reference checkers are written in them.
///
/// ASCII is answered from its bits, everything else from Unicode's properties.
enum CodePoint {
    /// Whether it counts as white space: Unicode's, and the four separators U+001C to U+001F.
    @inline(__always)
    static func isSpace(_ value: UInt32) -> Bool {
        if value < 0x80 { return value == 0x20 || (value >= 0x09 && value <= 0x0D) || (value >= 0x1C && value <= 0x1F) }
        if value < 0x1680 { return value == 0x85 || value == 0xA0 }
        return value == 0x1680 || (value >= 0x2000 && value <= 0x200A) || value == 0x2028 || value == 0x2029
            || value == 0x202F || value == 0x205F || value == 0x3000
    }

    /// Whether NLTK's patterns take it for white space: as above, but not the four separators.
    @inline(__always)
    static func isUnicodeSpace(_ value: UInt32) -> Bool { isSpace(value) && !(value >= 0x1C && value <= 0x1F) }

    /// Whether it is part of a word (`\w`): a letter, anything with a numeric value, or `_`; marks are not.
    @inline(__always)
    static func isWord(_ value: UInt32) -> Bool {
        value < 0x80 ? isASCIIWord(UInt8(truncatingIfNeeded: value)) : isAlphanumeric(value)
    }

    /// Whether it is part of a word as Unicode's annex on regular expressions has it, marks too: what NLTK goes by.
    @inline(__always)
    static func isUnicodeWord(_ value: UInt32) -> Bool {
        value < 0x80 ? isASCIIWord(UInt8(truncatingIfNeeded: value)) : isWordBeyondASCII(value)
    }

    private static func isWordBeyondASCII(_ value: UInt32) -> Bool {
        guard let properties = Unicode.Scalar(value)?.properties else { return false }
        if properties.isAlphabetic || properties.isJoinControl { return true }
        switch properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .connectorPunctuation: return true
        default: return false
        }
    }

    /// Whether a byte is an ASCII letter, a digit or `_`.
    @inline(__always)
    static func isASCIIWord(_ byte: UInt8) -> Bool {
        let letter = byte | 0x20
        return (letter >= 0x61 && letter <= 0x7A) || (byte >= 0x30 && byte <= 0x39) || byte == 0x5F
    }

    /// Whether it is a letter or has a numeric value (`str.isalnum`).
    static func isAlphanumeric(_ value: UInt32) -> Bool {
        if value < 0x80 {
            let byte = UInt8(truncatingIfNeeded: value)
            return byte != 0x5F && isASCIIWord(byte)
        }
        guard let scalar = Unicode.Scalar(value) else { return false }
        return isLetter(scalar) || scalar.properties.numericType != nil
    }

    /// Whether it is a letter (`str.isalpha`).
    static func isLetter(_ value: UInt32) -> Bool {
        if value < 0x80 { return (value | 0x20) >= 0x61 && (value | 0x20) <= 0x7A }
        return Unicode.Scalar(value).map(isLetter) ?? false
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
        default: false
        }
    }

    /// Whether it is a decimal digit (`\d`), of any script.
    @inline(__always)
    static func isDecimal(_ value: UInt32) -> Bool {
        if value < 0x80 { return value >= 0x30 && value <= 0x39 }
        return Unicode.Scalar(value)?.properties.generalCategory == .decimalNumber
    }

    /// The value of a decimal digit of any script; nil for anything else.
    static func decimalValue(_ value: UInt32) -> Int? {
        guard isDecimal(value), let number = Unicode.Scalar(value)?.properties.numericValue else { return nil }
        return Int(exactly: number)
    }

    /// Whether it counts for `str.isdigit`: a decimal digit, or one set higher or in a circle.
    static func isDigit(_ value: UInt32) -> Bool {
        if value < 0x80 { return value >= 0x30 && value <= 0x39 }
        guard let type = Unicode.Scalar(value)?.properties.numericType else { return false }
        return type == .decimal || type == .digit
    }

    /// Whether it is upper case.
    @inline(__always)
    static func isUpper(_ value: UInt32) -> Bool {
        if value < 0x80 { return value >= 0x41 && value <= 0x5A }
        if value < 0x1_0000 { return upper[Int(value >> 6)] & 1 << UInt64(value & 63) != 0 }
        return Unicode.Scalar(value)?.properties.isUppercase ?? false
    }

    /// Whether it is lower case.
    @inline(__always)
    static func isLower(_ value: UInt32) -> Bool {
        if value < 0x80 { return value >= 0x61 && value <= 0x7A }
        if value < 0x1_0000 { return lower[Int(value >> 6)] & 1 << UInt64(value & 63) != 0 }
        return Unicode.Scalar(value)?.properties.isLowercase ?? false
    }

    // A bit for each code point of 16 bits: Unicode's own tables take ten times as long to ask.

    private static let upper = bits(\.isUppercase)
    private static let lower = bits(\.isLowercase)

    private static func bits(_ property: KeyPath<Unicode.Scalar.Properties, Bool>) -> [UInt64] {
        (0..<1_024).map { row in
            (0..<64).reduce(into: UInt64(0)) { bits, column in
                guard let scalar = Unicode.Scalar(UInt32(row * 64 + column)) else { return }
                if scalar.properties[keyPath: property] { bits |= 1 << UInt64(column) }
            }
        }
    }

    /// Whether it is a title-case letter, such as `ǅ`.
    static func isTitle(_ value: UInt32) -> Bool {
        guard value >= 0x80 else { return false }
        return Unicode.Scalar(value)?.properties.generalCategory == .titlecaseLetter
    }

    /// Whether a byte is one of the 32 ASCII punctuation marks.
    @inline(__always)
    static func isPunctuation(_ value: UInt32) -> Bool {
        (value >= 0x21 && value <= 0x2F) || (value >= 0x3A && value <= 0x40) || (value >= 0x5B && value <= 0x60)
            || (value >= 0x7B && value <= 0x7E)
    }

    /// One representative of all code points that match each other where case is ignored (`re.IGNORECASE`).
    @inline(__always)
    static func folded(_ value: UInt32) -> UInt32 {
        if value < 0x80 { return value >= 0x41 && value <= 0x5A ? value | 0x20 : value }
        return foldedBeyondASCII(value)
    }

    private static func foldedBeyondASCII(_ value: UInt32) -> UInt32 {
        guard let scalar = Unicode.Scalar(value) else { return value }
        let lower = scalar.properties.lowercaseMapping.unicodeScalars.first?.value ?? value
        // Lower-case letters that share an upper-case one.
        return switch lower {
        case 0x131: 0x69
        case 0x17F: 0x73
        case 0x3BC: 0xB5
        case 0x3B9, 0x1FBE: 0x345
        case 0x1FD3: 0x390
        case 0x1FE3: 0x3B0
        case 0x3D0: 0x3B2
        case 0x3F5: 0x3B5
        case 0x3D1: 0x3B8
        case 0x3F0: 0x3BA
        case 0x3D6: 0x3C0
        case 0x3F1: 0x3C1
        case 0x3C3: 0x3C2
        case 0x3D5: 0x3C6
        case 0x1C80: 0x432
        case 0x1C81: 0x434
        case 0x1C82: 0x43E
        case 0x1C83: 0x441
        case 0x1C84, 0x1C85: 0x442
        case 0x1C86: 0x44A
        case 0x1C87: 0x463
        case 0xA64B: 0x1C88
        case 0x1E9B: 0x1E61
        case 0xFB06: 0xFB05
        default: lower
        }
    }
}
