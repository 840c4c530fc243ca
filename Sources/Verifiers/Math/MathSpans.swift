/// Finds boxes and formulas in a text: what their signs enclose.
enum MathSpans {
    /// A span with its signs, and what they enclose.
    struct Span {
        let outer: Range<Int>
        let content: Range<Int>
    }

    /// The contents of `\boxed{…}` and `\fbox{…}`, outermost ones; the last may lack its end. O(bytes).
    static func boxes(in bytes: ArraySlice<UInt8>) -> [Span] {
        var result: [Span] = []
        var index = bytes.startIndex
        while let slash = bytes[index...].firstIndex(of: UInt8(ascii: "\\")) {
            index = slash + 1
            guard let name = names.first(where: { bytes[index...].starts(with: $0) }) else { continue }
            var start = index + name.count
            while start < bytes.endIndex, bytes[start].isSpace { start += 1 }
            guard start < bytes.endIndex, bytes[start] == UInt8(ascii: "{") else { continue }
            let end = closingBrace(from: start, in: bytes) ?? bytes.endIndex
            result.append(Span(outer: slash..<min(end + 1, bytes.endIndex), content: start + 1..<max(end, start + 1)))
            index = min(end + 1, bytes.endIndex)
        }
        return result
    }

    private static let names = [Array("boxed".utf8), Array("fbox".utf8)]

    private static func closingBrace(from start: Int, in bytes: ArraySlice<UInt8>) -> Int? {
        var depth = 0
        var index = start
        while index < bytes.endIndex {
            switch bytes[index] {
            case UInt8(ascii: "\\"): index += 1
            case UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "}"):
                depth -= 1
                if depth == 0 { return index }
            default: break
            }
            index += 1
        }
        return nil
    }

    /// The last box with those before it that belong to the same answer, commas between: close to each other, or within
    /// reach and joined by a word or a comma.
    static func joined(_ boxes: [Span], in bytes: ArraySlice<UInt8>) -> [UInt8] {
        guard var place = boxes.indices.last else { return [] }
        var result = Array(bytes[boxes[place].content])
        while place > 0 {
            let gap = bytes[boxes[place - 1].outer.upperBound..<boxes[place].outer.lowerBound]
            let before = bytes[boxes[place - 1].content]
            let isSame = before.elementsEqual(bytes[boxes[place].content])
            guard gap.count < 10 || (gap.count < 70 && !isSame && hasSeparator(gap)) else { break }
            if !isSame { result = Array(before) + [UInt8(ascii: ",")] + result }
            place -= 1
        }
        return result
    }

    /// All boxes, commas between, what is said twice in a row once. Boxes within boxes fall away.
    static func together(_ boxes: [Span], in bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var last: ArraySlice<UInt8>?
        for box in boxes {
            var content = bytes[box.content]
            while let inner = Self.boxes(in: content).last { content = bytes[inner.content] }
            if let last, last.elementsEqual(content) { continue }
            if last != nil { result.append(UInt8(ascii: ",")) }
            result += content
            last = content
        }
        return result
    }

    private static func hasSeparator(_ gap: ArraySlice<UInt8>) -> Bool {
        if gap.contains(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") }) { return true }
        return gap.split { !$0.isLetter }.contains { $0.elementsEqual("and".utf8) || $0.elementsEqual("or".utf8) }
    }

    /// What stands between the signs of formulas: `$$`, `\[`, `$` on one line, `\(`. O(bytes).
    static func formulas(in bytes: ArraySlice<UInt8>) -> [Span] {
        var result: [Span] = []
        var index = bytes.startIndex
        // A closing sign that was not found once is not looked for again.
        var missing: Set<[UInt8]> = []
        while let sign = bytes[index...].firstIndex(where: { $0 == UInt8(ascii: "$") || $0 == UInt8(ascii: "\\") }) {
            guard let (start, closing) = opening(at: sign, in: bytes), !missing.contains(closing) else {
                index = min(sign + (bytes[sign] == UInt8(ascii: "\\") ? 2 : 1), bytes.endIndex)
                continue
            }
            guard let end = find(closing, from: start, in: bytes) else {
                if closing != dollar { missing.insert(closing) }
                index = start
                continue
            }
            let outer = sign..<end + closing.count
            if bytes[start..<end].contains(where: { !$0.isSpace }) {
                result.append(Span(outer: outer, content: start..<end))
            }
            index = outer.upperBound
        }
        return result
    }

    private static let dollar = Array("$".utf8)
    private static let dollars = Array("$$".utf8)
    private static let square = Array("\\]".utf8)
    private static let round = Array("\\)".utf8)

    private static func opening(at index: Int, in bytes: ArraySlice<UInt8>) -> (start: Int, closing: [UInt8])? {
        let next = index + 1 < bytes.endIndex ? bytes[index + 1] : 0
        switch bytes[index] {
        case UInt8(ascii: "$"):
            if next == UInt8(ascii: "$") { return (index + 2, dollars) }
            // `5$` is a price.
            return index > bytes.startIndex && bytes[index - 1].isDigit ? nil : (index + 1, dollar)
        case UInt8(ascii: "\\") where next == UInt8(ascii: "["): return (index + 2, square)
        case UInt8(ascii: "\\") where next == UInt8(ascii: "("): return (index + 2, round)
        default: return nil
        }
    }

    private static func find(_ pattern: [UInt8], from start: Int, in bytes: ArraySlice<UInt8>) -> Int? {
        var index = start
        let first = pattern[0]
        while index + pattern.count <= bytes.endIndex {
            let byte = bytes[index]
            if byte == first, pattern.count == 1 || bytes[index + 1] == pattern[1] { return index }
            if byte == UInt8(ascii: "\n"), pattern == dollar { return nil }
            index += byte == UInt8(ascii: "\\") ? 2 : 1
        }
        return nil
    }
}
