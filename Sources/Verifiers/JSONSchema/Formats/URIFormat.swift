/// URIs and relative references by the grammar of RFC 3986, IRIs by that of RFC 3987.
struct URIFormat {
    typealias Slice = Swift.Slice<UnsafeBufferPointer<UInt8>>

    /// Whether characters of other scripts may stand for themselves.
    let isInternational: Bool

    func accepts(_ text: UnsafeBufferPointer<UInt8>, mustBeAbsolute: Bool) -> Bool {
        var rest = text[...]
        if let hash = rest.firstIndex(of: 0x23) {
            guard areAllowed(rest[(hash + 1)...], extra: "/?:@") else { return false }
            rest = rest[..<hash]
        }
        if let mark = rest.firstIndex(of: 0x3F) {
            guard areAllowed(rest[(mark + 1)...], extra: "/?:@", isQuery: true) else { return false }
            rest = rest[..<mark]
        }
        if let colon = rest.firstIndex(where: { $0 == 0x3A || $0 == 0x2F }), rest[colon] == 0x3A {
            // In a reference's first segment a colon could only end a scheme.
            guard isScheme(rest[..<colon]) else { return false }
            rest = rest[(colon + 1)...]
        } else if mustBeAbsolute {
            return false
        }
        if rest.count >= 2, rest[rest.startIndex] == 0x2F, rest[rest.startIndex + 1] == 0x2F {
            rest = rest.dropFirst(2)
            let end = rest.firstIndex(of: 0x2F) ?? rest.endIndex
            guard isAuthority(rest[..<end]) else { return false }
            rest = rest[end...]
        }
        return areAllowed(rest, extra: "/:@")
    }

    private func isScheme(_ text: Slice) -> Bool {
        guard let first = text.first, first.isLetter else { return false }
        return text.allSatisfy { $0.isLetter || $0.isDigit || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E }
    }

    private func isAuthority(_ text: Slice) -> Bool {
        var rest = text
        if let at = rest.firstIndex(of: 0x40) {
            guard areAllowed(rest[..<at], extra: ":") else { return false }
            rest = rest[(at + 1)...]
        }
        if rest.first == 0x5B {
            guard let end = rest.firstIndex(of: 0x5D) else { return false }
            guard isAddress(rest[(rest.startIndex + 1)..<end]) else { return false }
            rest = rest[(end + 1)...]
            if rest.isEmpty { return true }
            return rest.first == 0x3A && rest.dropFirst().allSatisfy(\.isDigit)
        }
        if let colon = rest.lastIndex(of: 0x3A) {
            guard rest[(colon + 1)...].allSatisfy(\.isDigit) else { return false }
            rest = rest[..<colon]
        }
        return areAllowed(rest, extra: "")
    }

    /// An IPv6 address, or one of a version to come.
    private func isAddress(_ text: Slice) -> Bool {
        guard let first = text.first, first | 0x20 == 0x76 else { return AddressFormats.isIPv6(text) }
        let digits = text.dropFirst().prefix { $0.hexDigit != nil }
        guard !digits.isEmpty, digits.endIndex < text.endIndex, text[digits.endIndex] == 0x2E else { return false }
        let rest = text[(digits.endIndex + 1)...]
        return !rest.isEmpty && rest.allSatisfy { $0 < 0x80 && ($0 == 0x3A || Self.isPlain($0)) }
    }

    /// Whether a part holds unreserved characters, sub-delimiters, percent escapes and some more only.
    private func areAllowed(_ text: Slice, extra: StaticString, isQuery: Bool = false) -> Bool {
        var index = text.startIndex
        while index < text.endIndex {
            let byte = text[index]
            if byte == 0x25 {
                guard index + 2 < text.endIndex, text[index + 1].hexDigit != nil, text[index + 2].hexDigit != nil
                else { return false }
                index += 3
            } else if byte >= 0x80 {
                guard isInternational else { return false }
                let (scalar, length) = UTF8Scalar.read(text, at: index)
                guard Self.isForeign(scalar) || isQuery && Self.isPrivate(scalar) else { return false }
                index += length
            } else {
                guard Self.isPlain(byte) || extra.withUTF8Buffer({ $0.contains(byte) }) else { return false }
                index += 1
            }
        }
        return true
    }

    /// Unreserved characters and sub-delimiters.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x2D, 0x2E, 0x5F, 0x7E, 0x21, 0x24, 0x26...0x2C, 0x3B, 0x3D: true
        default: byte.isLetter || byte.isDigit
        }
    }

    /// RFC 3987's `ucschar`.
    static func isForeign(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0xA0...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFEF: true
        case 0x10000...0xEFFFD: scalar & 0xFFFF <= 0xFFFD && (scalar < 0xE0000 || scalar >= 0xE1000)
        default: false
        }
    }

    /// RFC 3987's `iprivate`.
    static func isPrivate(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0xE000...0xF8FF, 0xF0000...0xFFFFD, 0x100000...0x10FFFD: true
        default: false
        }
    }
}

/// Scalars out of well-formed UTF-8.
enum UTF8Scalar {
    /// The scalar that begins at a place, and its length in bytes.
    static func read(_ text: Slice<UnsafeBufferPointer<UInt8>>, at index: Int) -> (UInt32, Int) {
        let first = text[index]
        let length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
        guard length > 1, index + length <= text.endIndex else { return (UInt32(first), 1) }
        var value = UInt32(first & (0x7F >> UInt8(length)))
        for place in index + 1..<index + length { value = value << 6 | UInt32(text[place] & 0x3F) }
        return (value, length)
    }
}
