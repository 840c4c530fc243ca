/// Reads texts that are answers: what is in them, without the signs around.
enum MathReading {
    /// The readings of an expected answer; throws where there is none.
    static func gold(_ bytes: [UInt8], _ meter: inout MathMeter) throws(MathFault) -> [MathNode] {
        try answer(bytes[...], &meter)
    }

    /// The readings of an answer, usually one: two where a comma may be a decimal sign. Throws where there is none.
    static func answer(_ bytes: ArraySlice<UInt8>, _ meter: inout MathMeter) throws(MathFault) -> [MathNode] {
        guard bytes.count <= MathComparison.byteLimit else { throw .beyond }
        try meter.spend(bytes.count / 8 + 1)
        let content = bare(bytes)
        guard !content.isEmpty else { throw .unreadable }
        do {
            let node = try MathParser.parse(content, meter: &meter)
            if let other = try withDecimalComma(content, &meter) { return [other, node] }
            return [node]
        } catch {
            guard error == .unreadable, let text = MathExtraction.content(of: content) else { throw error }
            return [try MathParser.parse(text[...], meter: &meter)]
        }
    }

    /// `1,22` read as a decimal: one comma between digits, not three after it.
    private static func withDecimalComma(
        _ bytes: ArraySlice<UInt8>, _ meter: inout MathMeter
    ) throws(MathFault) -> MathNode? {
        guard bytes.count < 40, bytes.count(where: { $0 == UInt8(ascii: ",") }) == 1 else { return nil }
        guard bytes.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "-") }) else { return nil }
        let point = bytes.map { $0 == UInt8(ascii: ",") ? UInt8(ascii: ".") : $0 }
        return try? MathParser.parse(point[...], meter: &meter)
    }

    /// The text without white space, emphasis, math signs and a full stop around it.
    static func bare(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var content = bytes
        var changed = true
        while changed {
            changed = false
            while let first = content.first, first.isSpace || first == UInt8(ascii: "*") {
                content.removeFirst()
                changed = true
            }
            while let last = content.last,
                last.isSpace || last == UInt8(ascii: "*") || last == UInt8(ascii: ".") || last == UInt8(ascii: ",")
            {
                if content.dropLast().last == UInt8(ascii: "\\") { break }
                content.removeLast()
                changed = true
            }
            for (opening, closing) in pairs
            where content.count >= opening.count + closing.count && content.starts(with: opening)
                && content.suffix(closing.count).elementsEqual(closing)
            {
                let inner = content.dropFirst(opening.count).dropLast(closing.count)
                guard !inner.isEmpty, !contains(inner, opening) else { continue }
                content = inner
                changed = true
            }
        }
        return content
    }

    private static let pairs: [([UInt8], [UInt8])] = [
        (Array("$$".utf8), Array("$$".utf8)), (Array("$".utf8), Array("$".utf8)),
        (Array("\\(".utf8), Array("\\)".utf8)), (Array("\\[".utf8), Array("\\]".utf8)),
    ]

    private static func contains(_ bytes: ArraySlice<UInt8>, _ pattern: [UInt8]) -> Bool {
        guard let first = pattern.first else { return false }
        return bytes.indices.contains { bytes[$0] == first && bytes[$0...].starts(with: pattern) }
    }
}

extension UInt8 {
    /// Whether it is white space in ASCII.
    var isSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}
