/// The value that BFCL's converter makes of an argument's text in JavaScript, by the type that the parameter has.
enum JavaScriptValue {
    /// The value; where the text does not have the type's form, the text itself. O(text × nesting).
    static func read(_ text: String, as type: String, items: String?) -> PythonValue {
        let line = text.utf8.last == 0x0A ? String(text.unicodeScalars.dropLast()) : text
        let bytes = Substring(line).utf8
        switch type {
        case "String":
            guard let first = text.utf8.first, first == text.utf8.last, "\"'".utf8.contains(first) else {
                return .string(text)
            }
            return .string(CodeLiteral.unquoted(text))
        case "integer": return CodeLiteral.integer(bytes) ?? .string(text)
        case "Bigint": return CodeLiteral.integer(bytes, suffixes: "n") ?? .string(text)
        case "float": return CodeLiteral.real(bytes, exponent: false) ?? .string(text)
        case "Boolean": return text == "true" ? .bool(true) : text == "false" ? .bool(false) : .string(text)
        case "array": return array(CodeLiteral.trimmed(text[...]), items: items)
        case "dict": return object(CodeLiteral.trimmed(text[...]))
        default: return .string(text)
        }
    }

    private static func value(_ text: String) -> PythonValue {
        CodeLiteral.value(CodeLiteral.trimmed(text[...]), quotes: "\"'", javaSuffixes: false)
    }

    private static func array(_ code: String, items: String?) -> PythonValue {
        let bytes = Array(code.utf8)
        if let end = endOfNested(bytes) { return nested(bytes[..<end]) }
        guard let inside = flat(bytes) else { return .string(code) }
        let text = CodeLiteral.trimmed(String(decoding: bytes[inside], as: UTF8.self)[...])
        guard !text.isEmpty else { return .list([]) }
        let elements = CodeLiteral.parts(text[...])
        guard let items else { return .list(elements.map(value)) }
        guard ReferenceType(items, in: .javascript) != nil else { return .string(code) }
        return .list(
            elements.map {
                read($0, as: items, items: $0.utf8.first.map { "'\"".utf8.contains($0) } == true ? "String" : nil)
            })
    }

    /// What the first bracket of a flat array encloses, `[…]` or `new Array(…)`, on one line.
    private static func flat(_ bytes: [UInt8]) -> Range<Int>? {
        var start = 1
        var close = UInt8(ascii: "]")
        if bytes.first != UInt8(ascii: "[") {
            guard let behind = behindNewArray(bytes) else { return nil }
            start = behind
            close = UInt8(ascii: ")")
        }
        guard let end = bytes[start...].firstIndex(where: { $0 == close || $0 == 0x0A }), bytes[end] == close else {
            return nil
        }
        return start..<end
    }

    private static func behindNewArray(_ bytes: [UInt8]) -> Int? {
        guard bytes.starts(with: "new".utf8) else { return nil }
        let start = skippingSpace(3, bytes)
        guard start > 3, bytes[start...].starts(with: "Array(".utf8) else { return nil }
        return start + 6
    }

    private static func skippingSpace(_ index: Int, _ bytes: [UInt8]) -> Int {
        var index = index
        while index < bytes.count, bytes[index] == 0x20 || (0x09...0x0D).contains(bytes[index]) { index += 1 }
        return index
    }

    /// Where an array of arrays ends that a text begins with: at the first inner bracket that only the outer one follows.
    private static func endOfNested(_ bytes: [UInt8]) -> Int? {
        let isPlain = bytes.first == UInt8(ascii: "[")
        guard let behind = isPlain ? 1 : behindNewArray(bytes) else { return nil }
        var index = skippingSpace(behind, bytes)
        guard index < bytes.count, bytes[index] == UInt8(ascii: "[") else { return nil }
        let outer = isPlain ? UInt8(ascii: "]") : UInt8(ascii: ")")
        var isInside = true
        index += 1
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "]"):
                let next = skippingSpace(index + 1, bytes)
                if next < bytes.count, bytes[next] == outer { return next + 1 }
                let following =
                    next < bytes.count && bytes[next] == UInt8(ascii: ",") ? skippingSpace(next + 1, bytes) : next
                if following < bytes.count, bytes[following] == UInt8(ascii: "["), following > next {
                    index = following
                } else {
                    isInside = true
                }
            // Line ends are allowed between the inner arrays only.
            case 0x0A where isInside: return nil
            default: break
            }
            index += 1
        }
        return nil
    }

    private static func nested(_ bytes: ArraySlice<UInt8>) -> PythonValue {
        var elements: [PythonValue] = []
        var index = bytes.startIndex
        while let open = bytes[index...].firstIndex(of: UInt8(ascii: "[")) {
            guard let close = bytes[open...].firstIndex(where: { $0 == UInt8(ascii: "]") || $0 == 0x0A }) else { break }
            guard bytes[close] == UInt8(ascii: "]") else {
                index = open + 1
                continue
            }
            var inside = CodeLiteral.trimmed(String(decoding: bytes[(open + 1)..<close], as: UTF8.self)[...])
            if elements.isEmpty, inside.utf8.first == UInt8(ascii: "[") { inside.removeFirst() }
            elements.append(.list(CodeLiteral.parts(inside[...]).map(value)))
            index = close + 1
        }
        return .list(elements)
    }

    /// `{key: value, …}` up to its first closing brace, as the reference reads it.
    private static func object(_ code: String) -> PythonValue {
        if code == "{}" { return .dict([]) }
        let bytes = Array(code.utf8)
        guard bytes.first == UInt8(ascii: "{"),
            let end = bytes.firstIndex(where: { $0 == UInt8(ascii: "}") || $0 == 0x0A }),
            bytes[end] == UInt8(ascii: "}")
        else { return .string(code) }
        let content = bytes[1..<end]
        var entries: [PythonValue.Entry] = []
        var index = content.startIndex
        while let colon = content[index...].firstIndex(of: UInt8(ascii: ":")) {
            guard colon > index else {
                index += 1
                continue
            }
            let start = min(skippingSpace(colon + 1, bytes), content.endIndex)
            let (valueEnd, next) = endOfValue(from: start, in: content)
            let key = stripped(CodeLiteral.trimmed(String(decoding: content[index..<colon], as: UTF8.self)[...]))
            let text = CodeLiteral.trimmed(String(decoding: content[start..<valueEnd], as: UTF8.self)[...])
            entries.append(.init(key: .string(key), value: member(text)))
            index = next
        }
        return .dict(entries)
    }

    private static func member(_ text: String) -> PythonValue {
        if text.utf8.first == UInt8(ascii: "["), text.utf8.last == UInt8(ascii: "]") { return array(text, items: nil) }
        if text.utf8.first == UInt8(ascii: "{"), text.utf8.last == UInt8(ascii: "}") { return object(text) }
        return value(stripped(text))
    }

    /// A value ends at the first comma behind which a colon comes before the next comma, else at the end.
    private static func endOfValue(from start: Int, in content: ArraySlice<UInt8>) -> (end: Int, next: Int) {
        var place = start
        while let comma = content[place...].firstIndex(of: UInt8(ascii: ",")) {
            let stop = content[(comma + 1)...].firstIndex(of: UInt8(ascii: ",")) ?? content.endIndex
            if let colon = content[(comma + 1)..<stop].lastIndex(of: UInt8(ascii: ":")), colon > comma + 1 {
                var next = comma + 1
                while next < colon - 1, content[next] == 0x20 || content[next] == 0x09 { next += 1 }
                return (comma, next)
            }
            place = comma + 1
        }
        return (content.endIndex, content.endIndex)
    }

    /// A text without the quotes around it, however many.
    private static func stripped(_ text: String) -> String {
        var rest = text.unicodeScalars[...]
        while let first = rest.first, first == "'" || first == "\"" { rest.removeFirst() }
        while let last = rest.last, last == "'" || last == "\"" { rest.removeLast() }
        return String(rest)
    }
}
