/// Reads the scalar that is the value of a key or the item of a list, by YAML 1.2's rules for block and flow scalars.
///
/// Anchors, tags, aliases, flow collections and nested blocks are not scalars, and are not read.
struct YAMLScalar {
    /// Where the scalar lies, and what it says.
    struct Reading {
        let range: Range<Int>
        let content: [UInt8]
    }

    let text: ByteText
    /// The column of the key or of the list's dash: what belongs to the value stands further in.
    let indent: Int

    /// The scalar after the `:` or `-` that ends at a place; nil where there is none, or it is null.
    func read(from start: Int) -> Reading? {
        var index = skipBlanks(start)
        if isLineEnd(index) || isComment(index) {
            guard let line = nextLine(after: index) else { return nil }
            index = line
            let byte = text.byte(at: index)
            guard byte != UInt8(ascii: "|"), byte != UInt8(ascii: ">") else { return nil }
        }
        switch text.byte(at: index) {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return quoted(from: index)
        case UInt8(ascii: "|"), UInt8(ascii: ">"): return block(from: index)
        default: return plain(from: index)
        }
    }

    private func skipBlanks(_ start: Int) -> Int {
        var index = start
        while text.byte(at: index)?.isBlank == true { index += 1 }
        return index
    }

    private func isLineEnd(_ index: Int) -> Bool { index >= text.bytes.count || text.newlineLength(at: index) > 0 }

    private func isComment(_ index: Int) -> Bool {
        text.byte(at: index) == UInt8(ascii: "#") && (text.byte(at: index - 1)?.isBlank ?? true)
    }

    /// Where the next line that is not blank begins with text further in than `indent`; nil where it does not.
    private func nextLine(after index: Int) -> Int? {
        var end = text.lineEnd(from: index)
        while end < text.bytes.count {
            let start = end + text.newlineLength(at: end)
            let content = skipBlanks(start)
            guard isLineEnd(content) else { return content - start > indent ? content : nil }
            end = content
        }
        return nil
    }

    /// Whether nothing but a comment follows on the line.
    private func endsValue(_ index: Int) -> Bool {
        let rest = skipBlanks(index)
        return isLineEnd(rest) || (rest > index && isComment(rest))
    }

    // MARK: Plain

    private func plain(from start: Int) -> Reading? {
        guard canStartPlain(start) else { return nil }
        var content: [UInt8] = []
        var index = start
        var end = start
        while true {
            guard let line = plainLine(from: index) else { return nil }
            content += text.bytes[index..<line.end]
            end = line.end
            guard !line.isLast, let next = nextLine(after: line.end), !isComment(next) else { break }
            let breaks = text.bytes[line.end..<next].count { $0 == 0x0A }
            content += breaks > 1 ? Array(repeating: 0x0A, count: breaks - 1) : [0x20]
            index = next
        }
        let isNull = ["~", "null", "Null", "NULL"].contains { $0.utf8.elementsEqual(content) }
        return isNull ? nil : Reading(range: start..<end, content: content)
    }

    private func canStartPlain(_ index: Int) -> Bool {
        guard let byte = text.byte(at: index) else { return false }
        if byte.isOne(of: "-?:") {
            return !(isLineEnd(index + 1) || text.byte(at: index + 1)?.isBlank == true)
        }
        return !byte.isOne(of: ",[]{}#&*!|>'\"%@`")
    }

    /// Where the plain text of a line ends, and whether a comment follows; nil where the line is a key with a value.
    private func plainLine(from start: Int) -> (end: Int, isLast: Bool)? {
        var end = start
        var index = start
        while !isLineEnd(index), let byte = text.byte(at: index) {
            if byte == UInt8(ascii: ":"), isLineEnd(index + 1) || text.byte(at: index + 1)?.isBlank == true {
                return nil
            }
            if index > start, isComment(index) { return (end, true) }
            index += 1
            if !byte.isBlank { end = index }
        }
        return (end, false)
    }

    // MARK: Quoted

    private func quoted(from start: Int) -> Reading? {
        let quote = text.bytes[start]
        var content: [UInt8] = []
        var index = start + 1
        while let byte = text.byte(at: index) {
            if byte == quote {
                if quote == UInt8(ascii: "'"), text.byte(at: index + 1) == quote {
                    content.append(byte)
                    index += 2
                    continue
                }
                return endsValue(index + 1) ? Reading(range: start..<index + 1, content: content) : nil
            }
            if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                guard let end = unescape(at: index + 1, into: &content) else { return nil }
                index = end
            } else if text.newlineLength(at: index) > 0 {
                guard let next = nextLine(after: index) else { return nil }
                while content.last?.isBlank == true { content.removeLast() }
                let breaks = text.bytes[index..<next].count { $0 == 0x0A }
                content += breaks > 1 ? Array(repeating: 0x0A, count: breaks - 1) : [0x20]
                index = next
            } else {
                content.append(byte)
                index += 1
            }
        }
        return nil
    }

    private func unescape(at start: Int, into content: inout [UInt8]) -> Int? {
        guard let byte = text.byte(at: start) else { return nil }
        let digits = byte == UInt8(ascii: "x") ? 2 : byte == UInt8(ascii: "u") ? 4 : byte == UInt8(ascii: "U") ? 8 : 0
        if digits > 0 {
            guard let scalar = text.hexScalar(at: start + 1, digits: digits) else { return nil }
            content += Array(String(Character(scalar)).utf8)
            return start + 1 + digits
        }
        if text.newlineLength(at: start) > 0 { return nextLine(after: start) }
        guard let plain = Self.escapes[byte] else { return nil }
        content += Array(plain.utf8)
        return start + 1
    }

    private static let escapes: [UInt8: String] = [
        UInt8(ascii: "0"): "\0", UInt8(ascii: "a"): "\u{7}", UInt8(ascii: "b"): "\u{8}", UInt8(ascii: "t"): "\t",
        0x09: "\t", UInt8(ascii: "n"): "\n", UInt8(ascii: "v"): "\u{B}", UInt8(ascii: "f"): "\u{C}",
        UInt8(ascii: "r"): "\r", UInt8(ascii: "e"): "\u{1B}", 0x20: " ", UInt8(ascii: "\""): "\"",
        UInt8(ascii: "/"): "/", UInt8(ascii: "\\"): "\\", UInt8(ascii: "N"): "\u{85}", UInt8(ascii: "_"): "\u{A0}",
        UInt8(ascii: "L"): "\u{2028}", UInt8(ascii: "P"): "\u{2029}",
    ]

    // MARK: Block

    private func block(from start: Int) -> Reading? {
        let folds = text.bytes[start] == UInt8(ascii: ">")
        var index = start + 1
        var explicit: Int?
        while let byte = text.byte(at: index), byte.isOne(of: "+-123456789"), index - start <= 2 {
            if byte.isDigit { explicit = indent + Int(byte - 0x30) }
            index += 1
        }
        guard endsValue(index) else { return nil }
        var lines: [(depth: Int, range: Range<Int>)] = []
        var column = explicit
        var end = text.lineEnd(from: index)
        var last = end
        while end < text.bytes.count {
            let begin = end + text.newlineLength(at: end)
            var content = begin
            while text.byte(at: content) == 0x20 { content += 1 }
            end = text.lineEnd(from: content)
            if content == end {
                lines.append((0, end..<end))
                continue
            }
            let depth = column ?? (content - begin)
            guard depth > indent, content - begin >= depth else { break }
            column = depth
            lines.append((content - begin - depth, begin + depth..<end))
            last = end
        }
        while let line = lines.last, line.range.isEmpty { lines.removeLast() }
        return lines.isEmpty ? nil : Reading(range: start..<last, content: joined(lines, folds: folds))
    }

    private func joined(_ lines: [(depth: Int, range: Range<Int>)], folds: Bool) -> [UInt8] {
        var content: [UInt8] = []
        var blanks = 0
        var previous: Int?
        for line in lines {
            if line.range.isEmpty {
                blanks += 1
                continue
            }
            if let previous {
                let isText = folds && previous == 0 && line.depth == 0
                let breaks = isText ? blanks : blanks + 1
                content += breaks == 0 ? [0x20] : Array(repeating: 0x0A, count: breaks)
            } else {
                content += Array(repeating: 0x0A, count: blanks)
            }
            content += text.bytes[line.range]
            blanks = 0
            previous = line.depth
        }
        return content
    }
}
