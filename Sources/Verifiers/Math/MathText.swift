/// Words inside of mathematics.
enum MathText {
    /// The content of `\text{…}` as plain words: commands and braces dropped, white space collapsed, one pair of
    /// brackets and a last full stop taken off.
    static func plain(_ content: ArraySlice<UInt8>) -> String {
        var result: [UInt8] = []
        var index = content.startIndex
        while index < content.endIndex {
            let byte = content[index]
            switch byte {
            case UInt8(ascii: "\\"):
                index += 1
                while index < content.endIndex, content[index].isLetter { index += 1 }
                if index < content.endIndex, content[index] == UInt8(ascii: "%") { result.append(UInt8(ascii: "%")) }
                if result.last != 0x20, !result.isEmpty { result.append(0x20) }
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "$"): break
            case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "~"):
                if let last = result.last, last != 0x20 { result.append(0x20) }
            default: result.append(byte)
            }
            index += 1
        }
        while let last = result.last, last == 0x20 || last == UInt8(ascii: ".") { result.removeLast() }
        if result.count > 2, result.first == UInt8(ascii: "("), result.last == UInt8(ascii: ")") {
            result = Array(result.dropFirst().dropLast())
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Whether the words hold `and` or `or`, which join two answers.
    static func hasConjunction(_ words: String) -> Bool {
        words.split(separator: " ").contains { $0 == "and" || $0 == "or" }
    }

    /// The text where it is nothing but words, two or more, or one that is too long for a product of variables.
    static func words(_ bytes: ArraySlice<UInt8>) -> String? {
        guard bytes.count <= 200, bytes.contains(where: \.isLetter) else { return nil }
        guard bytes.allSatisfy({ $0.isLetter || $0 == 0x20 || $0 == 0x2D || $0 == 0x27 }) else { return nil }
        return bytes.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
    }

    private static let unread = ["\\sum", "\\prod", "\\int", "\\oint", "\\iint", "\\lim", "∑", "∏", "∫"].map {
        Array($0.utf8)
    }
    private static let spacing = ["\\left", "\\right", "\\,", "\\;", "\\!", "\\:", "\\limits", "\\displaystyle"].map {
        Array($0.utf8)
    }

    /// The text without its spacing, where it is a formula with an operator that is not computed: a sum, product,
    /// integral or limit. It equals only what is written alike. Nil for any other text.
    static func asWritten(_ bytes: ArraySlice<UInt8>) -> String? {
        guard bytes.count <= 400, !bytes.contains(UInt8(ascii: "$")) else { return nil }
        guard
            unread.contains(where: { operators in
                bytes.indices.contains { bytes[$0] == operators[0] && bytes[$0...].starts(with: operators) }
            })
        else { return nil }
        let isProse = bytes.split(separator: 0x20).contains { $0.count > 2 && $0.allSatisfy(\.isLetter) }
        guard !isProse else { return nil }
        var result: [UInt8] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if let sign = spacing.first(where: { sign in
                guard bytes[index...].starts(with: sign) else { return false }
                let next = index + sign.count
                return !(sign.last?.isLetter ?? false) || next == bytes.endIndex || !bytes[next].isLetter
            }) {
                index += sign.count
                continue
            }
            if !bytes[index].isSpace { result.append(bytes[index]) }
            index += 1
        }
        return String(decoding: result, as: UTF8.self)
    }
}
