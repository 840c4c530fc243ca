/// URI templates by the grammar of RFC 6570.
enum URITemplateFormat {
    typealias Slice = Swift.Slice<UnsafeBufferPointer<UInt8>>

    static func accepts(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        while index < text.count {
            let byte = text[index]
            switch byte {
            case 0x7B:
                guard let end = text[index...].firstIndex(of: 0x7D), isExpression(text[(index + 1)..<end]) else {
                    return false
                }
                index = end + 1
            case 0x25:
                guard isEscape(text[...], at: index) else { return false }
                index += 3
            case 0...0x20, 0x22, 0x3C, 0x3E, 0x5C, 0x5E, 0x60, 0x7C...0x7D, 0x7F: return false
            case 0x80...:
                let (scalar, length) = UTF8Scalar.read(text[...], at: index)
                guard URIFormat.isForeign(scalar) || URIFormat.isPrivate(scalar) else { return false }
                index += length
            default: index += 1
            }
        }
        return true
    }

    private static func isEscape(_ text: Slice, at index: Int) -> Bool {
        index + 2 < text.endIndex && text[index + 1].hexDigit != nil && text[index + 2].hexDigit != nil
    }

    /// What stands in braces: an operator perhaps, and names with commas between.
    private static func isExpression(_ text: Slice) -> Bool {
        var rest = text
        if let first = rest.first, "+#./;?&=,!@|".utf8.contains(first) { rest = rest.dropFirst() }
        return rest.split(separator: 0x2C, omittingEmptySubsequences: false).allSatisfy(isVariable)
    }

    /// A name with single points in it, then `*` or `:` and a length up to 9999.
    private static func isVariable(_ text: Slice) -> Bool {
        var name = text
        if name.last == 0x2A {
            name = name.dropLast()
        } else if let colon = name.firstIndex(of: 0x3A) {
            let length = name[(colon + 1)...]
            guard (1...4).contains(length.count), length.first != 0x30, length.allSatisfy(\.isDigit) else {
                return false
            }
            name = name[..<colon]
        }
        return name.split(separator: 0x2E, omittingEmptySubsequences: false).allSatisfy { part in
            var index = part.startIndex
            while index < part.endIndex {
                if part[index] == 0x25 {
                    guard isEscape(part, at: index) else { return false }
                    index += 3
                } else {
                    guard part[index].isWordByte else { return false }
                    index += 1
                }
            }
            return !part.isEmpty
        }
    }
}
