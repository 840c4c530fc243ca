/// Reads texts that are answers: what is in them, without the signs around.
enum MathReading {
    /// What was read, from where, and what else might have been.
    struct Result {
        let nodes: [MathNode]
        let span: [UInt8]
        let passedOver: [[UInt8]]
    }

    /// The longest text that may be an answer from end to end; a longer one is searched for its answer.
    private static let directLimit = 2_000

    /// The readings of an answer, usually one: two where a comma may be a decimal sign. Throws where there is none.
    ///
    /// A text with boxes, or that is no mathematics from end to end, is searched for the answer. O(bytes).
    static func answer(_ bytes: ArraySlice<UInt8>, _ meter: inout MathMeter) throws(MathFault) -> Result {
        if bytes.count <= directLimit, !holdsBox(bytes) {
            do {
                let nodes = try direct(bytes, isFormula: false, &meter)
                return Result(nodes: nodes, span: Array(trimmed(bytes)), passedOver: [])
            } catch {
                guard error == .unreadable else { throw error }
            }
        }
        try meter.spend(bytes.count / 4 + 1)
        var unread: [[UInt8]] = []
        let candidates = MathExtraction.candidates(in: bytes)
        for (place, candidate) in candidates.enumerated() {
            do {
                if let sentence = candidate.sentence, let nodes = try mathematics(sentence[...], &meter) {
                    return Result(
                        nodes: nodes, span: sentence, passedOver: unread + candidates[(place + 1)...].map(\.bytes))
                }
                let nodes = try direct(candidate.bytes[...], isFormula: candidate.isFormula, &meter)
                return Result(
                    nodes: nodes, span: candidate.bytes,
                    passedOver: unread + candidates[(place + 1)...].map(\.bytes))
            } catch {
                guard error == .unreadable else { throw error }
                unread.append(candidate.bytes)
            }
        }
        throw .unreadable
    }

    /// The readings of a text that is an answer and nothing else: it is not searched. Throws where there is none.
    static func span(_ bytes: ArraySlice<UInt8>, _ meter: inout MathMeter) throws(MathFault) -> Result {
        Result(nodes: try direct(bytes, isFormula: false, &meter), span: Array(trimmed(bytes)), passedOver: [])
    }

    /// The readings of the rest of a sentence; nil where it is no mathematics, or more than it.
    private static func mathematics(
        _ bytes: ArraySlice<UInt8>, _ meter: inout MathMeter
    ) throws(MathFault) -> [MathNode]? {
        do {
            let nodes = try direct(bytes, isFormula: false, &meter)
            guard !nodes.contains(where: \.isText) else { return nil }
            guard bytes.last == UInt8(ascii: "!") else { return nodes }
            // "The answer is 5!" may be said with delight.
            return nodes + (try direct(bytes.dropLast(), isFormula: false, &meter))
        } catch {
            guard error == .unreadable else { throw error }
            return nil
        }
    }

    private static let boxed = Array("\\boxed".utf8)
    private static let fbox = Array("\\fbox".utf8)

    private static func holdsBox(_ bytes: ArraySlice<UInt8>) -> Bool {
        contains(bytes, boxed) || contains(bytes, fbox)
    }

    /// The readings of a text as it stands.
    static func direct(
        _ bytes: ArraySlice<UInt8>, isFormula: Bool, _ meter: inout MathMeter
    ) throws(MathFault) -> [MathNode] {
        if holdsBox(bytes) {
            // Of a formula with boxes in it, these are the answer.
            let boxes = MathSpans.boxes(in: bytes)
            let content = MathSpans.together(boxes, in: bytes)
            guard !boxes.isEmpty, !holdsBox(content[...]) else { throw .unreadable }
            return try direct(content[...], isFormula: true, &meter)
        }
        let content = bare(bytes)
        guard content.count <= MathComparison.byteLimit else { throw isFormula ? .beyond : .unreadable }
        try meter.spend(content.count / 8 + 1)
        guard !content.isEmpty else { throw .unreadable }
        if let times = MathClock.times(content) {
            // `12:45` is a ratio too.
            let ratio = try? MathParser.parse(content, meter: &meter)
            return times + (ratio.map { [$0] } ?? [])
        }
        let isPlain = !isFormula && content.count == trimmed(bytes).count
        if isPlain, let decimal = try withDecimalComma(content, &meter) {
            return [decimal, try MathParser.parse(content, meter: &meter)]
        }
        do {
            return [try MathParser.parse(content, meter: &meter)]
        } catch {
            guard error == .unreadable else { throw error }
            if let words = MathText.words(content) { return [.text(words)] }
            if let written = MathText.asWritten(content) { return [.apply(written, [])] }
            guard let last = lastSide(content) else { throw error }
            return [try MathParser.parse(last, meter: &meter)]
        }
    }

    /// `1,22` read as a decimal: one comma between digits.
    private static func withDecimalComma(
        _ bytes: ArraySlice<UInt8>, _ meter: inout MathMeter
    ) throws(MathFault) -> MathNode? {
        guard bytes.count < 40, bytes.count(where: { $0 == UInt8(ascii: ",") }) == 1 else { return nil }
        guard bytes.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "-") }) else { return nil }
        guard bytes.first != UInt8(ascii: ","), bytes.last != UInt8(ascii: ",") else { return nil }
        // `1,234` is grouped.
        guard let comma = bytes.lastIndex(of: UInt8(ascii: ",")),
            bytes.endIndex - comma != 4 || bytes.first == UInt8(ascii: "0")
        else { return nil }
        let point = bytes.map { $0 == UInt8(ascii: ",") ? UInt8(ascii: ".") : $0 }
        do {
            return try MathParser.parse(point[...], meter: &meter)
        } catch {
            if case .exhausted = error { throw error }
            return nil
        }
    }

    /// What stands behind the last `=` of a chain of two or more, where no comma says that it is a list.
    private static func lastSide(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard !bytes.contains(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") }) else { return nil }
        let signs = bytes.indices.filter { index in
            guard bytes[index] == UInt8(ascii: "="), index > bytes.startIndex else { return false }
            switch bytes[index - 1] {
            case UInt8(ascii: "\\"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "!"): return false
            default: return true
            }
        }
        guard signs.count > 1, let last = signs.last else { return nil }
        return bytes[(last + 1)...]
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var content = bytes
        while let first = content.first, first.isSpace { content.removeFirst() }
        while let last = content.last, last.isSpace { content.removeLast() }
        return content
    }

    /// The text without white space, emphasis, math signs and a full stop around it.
    static func bare(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var content = bytes
        while true {
            let count = content.count
            while let first = content.first, first.isSpace || first == UInt8(ascii: "*") { content.removeFirst() }
            while let last = content.last, isTail(last) {
                // Three full stops are a word of mathematics.
                if last == UInt8(ascii: "."), content.dropLast().last == last { break }
                if content.dropLast().last == UInt8(ascii: "\\"), !last.isSpace { break }
                content.removeLast()
            }
            for (opening, closing) in pairs
            where content.count > opening.count + closing.count && content.starts(with: opening)
                && content.suffix(closing.count).elementsEqual(closing)
            {
                let inner = content.dropFirst(opening.count).dropLast(closing.count)
                guard !contains(inner, opening) else { continue }
                content = inner
            }
            if content.first == UInt8(ascii: "$"), !content.dropFirst().contains(UInt8(ascii: "$")) {
                content.removeFirst()
            }
            if content.count == count { return content }
        }
    }

    private static func isTail(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "*"), UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"): true
        default: byte.isSpace
        }
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
