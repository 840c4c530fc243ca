/// Finds the answer in a text: boxes first, then formulas.
enum MathExtraction {
    /// The answer's text where the text holds boxes or formulas; nil where it holds none.
    static func content(of bytes: ArraySlice<UInt8>) -> [UInt8]? {
        let boxes = boxes(in: bytes)
        if !boxes.isEmpty { return joined(boxes, in: bytes) }
        if let formula = formulas(in: bytes).last { return Array(bytes[formula]) }
        return nil
    }

    /// The texts that may be the answer, the likeliest first; where there are boxes, nothing else is.
    static func find(_ bytes: [UInt8]) -> [[UInt8]] {
        let boxes = boxes(in: bytes[...])
        if !boxes.isEmpty { return [joined(boxes, in: bytes[...])] }
        let formulas = formulas(in: bytes[...])
        if formulas.isEmpty { return [bytes] }
        return formulas.reversed().map { Array(bytes[$0]) }
    }

    /// The contents of `\boxed{…}` and `\fbox{…}`, outermost ones; the last may lack its end.
    static func boxes(in bytes: ArraySlice<UInt8>) -> [(outer: Range<Int>, content: Range<Int>)] {
        var result: [(outer: Range<Int>, content: Range<Int>)] = []
        var index = bytes.startIndex
        while let slash = bytes[index...].firstIndex(of: UInt8(ascii: "\\")) {
            index = slash + 1
            for name in names where bytes[index...].starts(with: name) {
                var start = index + name.count
                while start < bytes.endIndex, bytes[start].isSpace { start += 1 }
                guard start < bytes.endIndex, bytes[start] == UInt8(ascii: "{") else { break }
                let end = closingBrace(from: start, in: bytes) ?? bytes.endIndex
                result.append((slash..<min(end + 1, bytes.endIndex), start + 1..<max(end, start + 1)))
                index = min(end + 1, bytes.endIndex)
                break
            }
            if index >= bytes.endIndex { break }
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

    /// The last box with those before it that belong to the same answer, commas between.
    static func joined(_ boxes: [(outer: Range<Int>, content: Range<Int>)], in bytes: ArraySlice<UInt8>) -> [UInt8] {
        guard var place = boxes.indices.last else { return [] }
        var result = Array(bytes[boxes[place].content])
        while place > 0 {
            let gap = bytes[boxes[place - 1].outer.upperBound..<boxes[place].outer.lowerBound]
            let before = bytes[boxes[place - 1].content]
            guard
                gap.count < 10
                    || (gap.count < 70 && hasSeparator(gap) && !before.elementsEqual(bytes[boxes[place].content]))
            else { break }
            if !before.elementsEqual(bytes[boxes[place].content]) {
                result = Array(before) + [UInt8(ascii: ",")] + result
            }
            place -= 1
        }
        return result
    }

    private static func hasSeparator(_ gap: ArraySlice<UInt8>) -> Bool {
        if gap.contains(UInt8(ascii: ",")) || gap.contains(UInt8(ascii: ";")) { return true }
        return String(decoding: gap, as: UTF8.self).split { !$0.isLetter }.contains { $0 == "and" || $0 == "or" }
    }

    /// What stands between the signs of formulas: `$$`, `\[`, `$`, `\(`.
    static func formulas(in bytes: ArraySlice<UInt8>) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            guard let (start, closing) = opening(at: index, in: bytes) else {
                index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
                continue
            }
            guard let end = find(closing, from: start, in: bytes) else {
                index = start
                continue
            }
            if end > start { result.append(start..<end) }
            index = end + closing.count
        }
        return result
    }

    private static func opening(at index: Int, in bytes: ArraySlice<UInt8>) -> (start: Int, closing: [UInt8])? {
        let next = index + 1 < bytes.endIndex ? bytes[index + 1] : 0
        switch bytes[index] {
        case UInt8(ascii: "$"):
            return next == UInt8(ascii: "$") ? (index + 2, Array("$$".utf8)) : (index + 1, Array("$".utf8))
        case UInt8(ascii: "\\") where next == UInt8(ascii: "["): return (index + 2, Array("\\]".utf8))
        case UInt8(ascii: "\\") where next == UInt8(ascii: "("): return (index + 2, Array("\\)".utf8))
        default: return nil
        }
    }

    private static func find(_ pattern: [UInt8], from start: Int, in bytes: ArraySlice<UInt8>) -> Int? {
        var index = start
        while index + pattern.count <= bytes.endIndex {
            if bytes[index...].starts(with: pattern) { return index }
            if bytes[index] == UInt8(ascii: "\n"), pattern == [UInt8(ascii: "$")] { return nil }
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return nil
    }
}
