/// A simple pattern as a table that is matched in one walk over the text.
///
/// Valid as long as the memory that it was made in. `@unchecked Sendable`: nothing behind its pointers changes.
struct SimpleMatcher: BitwiseCopyable, @unchecked Sendable {
    /// What comes of a match.
    enum Answer {
        case yes, no
        /// A character outside ASCII was met before the answer was known, or only the start was looked at.
        case unknown
    }

    private enum Kind: UInt8 { case none, pieces, literalAnywhere, runAnywhere, oneOf, prefix }

    private struct Part: BitwiseCopyable {
        /// For each byte whether it is in the class: 1, or 0, or 2 for those beyond ASCII. Nothing for a literal.
        var table: UnsafePointer<UInt8>
        var least: Int = 1
        var most: Int = 1
        /// Where its literal begins in `bytes`; -1 for a class.
        var literal = -1
        var length = 0
    }

    private static let beyondASCII: UInt8 = 2

    private let kind: Kind
    private let endsText: Bool
    private let parts: UnsafePointer<Part>
    private let count: Int
    private let bytes: UnsafePointer<UInt8>
    /// The ASCII characters that a text may start with, as bits; all where it may be any.
    private let starts: (UInt64, UInt64)

    /// Whether there is a simple pattern at all.
    @inline(__always)
    var isUsable: Bool { kind != .none }

    /// The matcher of a simple pattern, or else of what every text that matches must start with.
    init(_ pattern: SimplePattern?, prefix: [UInt8], in memory: TableMemory) {
        var parts: [Part] = []
        var bytes: [UInt8] = []
        let nothing = memory.keep([UInt8]())
        func add(_ literal: [UInt8]) {
            parts.append(Part(table: nothing, literal: bytes.count, length: literal.count))
            bytes += literal
        }
        func add(_ part: SimplePattern.Part) {
            switch part {
            case .literal(let literal): add(literal)
            case .some(let set, let least, let most):
                let table = (0..<256).map { byte in
                    byte >= 0x80 ? Self.beyondASCII : set.contains(UInt8(byte)) ? 1 : 0
                }
                parts.append(Part(table: memory.keep(table), least: least, most: most))
            }
        }
        switch pattern?.form {
        case nil:
            kind = prefix.isEmpty ? .none : .prefix
            if !prefix.isEmpty { add(prefix) }
        case .pieces(let pieces)?:
            kind = .pieces
            for piece in pieces { add(piece) }
        case .anywhere(let part)?:
            if case .literal = part { kind = .literalAnywhere } else { kind = .runAnywhere }
            add(part)
        case .oneOf(let literals)?:
            kind = .oneOf
            for literal in literals { add(literal) }
        }
        endsText = pattern?.endsText ?? false
        count = parts.count
        self.parts = memory.keep(parts)
        self.bytes = memory.keep(bytes)
        starts = Self.starts(pattern, prefix)
    }

    private static func starts(_ pattern: SimplePattern?, _ prefix: [UInt8]) -> (UInt64, UInt64) {
        var characters: SimplePattern.Characters?
        switch pattern?.form {
        case nil where !prefix.isEmpty: characters = .init(prefix.prefix(1))
        case .pieces(let pieces)?:
            switch pieces.first {
            case .literal(let literal)?: characters = .init(literal.prefix(1))
            case .some(let set, let least, _)? where least > 0: characters = set
            default: break
            }
        case .oneOf(let literals)?: characters = .init(literals.compactMap(\.first))
        default: break
        }
        return characters.map { ($0.low, $0.high) } ?? (.max, .max)
    }

    /// Whether a text's first character says that it does not match: often enough that is all there is to see.
    @inline(__always)
    func rejects(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count > 0, text[0] < 0x80 else { return false }
        return (text[0] < 64 ? starts.0 >> UInt64(text[0]) : starts.1 >> UInt64(text[0] & 63)) & 1 == 0
    }

    /// Whether a text matches. O(text), for `oneOf` O(literals).
    func matches(_ text: UnsafeBufferPointer<UInt8>) -> Answer {
        switch kind {
        case .none: .unknown
        case .pieces: pieces(text)
        case .literalAnywhere: literal(in: text) ? .yes : .no
        case .runAnywhere: endsText ? runAtEnd(text) : run(in: text)
        case .oneOf: oneOf(text) ? .yes : .no
        case .prefix: has(parts.pointee, at: 0, of: text) ? .unknown : .no
        }
    }

    private func pieces(_ text: UnsafeBufferPointer<UInt8>) -> Answer {
        var index = 0
        for place in 0..<count {
            let part = parts + place
            if part.pointee.literal >= 0 {
                guard has(part.pointee, at: index, of: text) else { return .no }
                index += part.pointee.length
                continue
            }
            let end = part.pointee.most < text.count - index ? index + part.pointee.most : text.count
            let start = index
            while index < end {
                let isIn = part.pointee.table[Int(text[index])]
                guard isIn == 1 else {
                    if isIn == Self.beyondASCII { return .unknown }
                    break
                }
                index += 1
            }
            if index - start < part.pointee.least { return .no }
        }
        return !endsText || index == text.count ? .yes : .no
    }

    @inline(__always)
    private func has(_ part: Part, at index: Int, of text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count - index >= part.length else { return false }
        for offset in 0..<part.length where text[index + offset] != bytes[part.literal + offset] { return false }
        return true
    }

    private func literal(in text: UnsafeBufferPointer<UInt8>) -> Bool {
        let last = text.count - parts.pointee.length
        guard last >= 0 else { return false }
        for index in (endsText ? last : 0)...last where has(parts.pointee, at: index, of: text) { return true }
        return false
    }

    private func run(in text: UnsafeBufferPointer<UInt8>) -> Answer {
        var length = 0
        for byte in text {
            let isIn = parts.pointee.table[Int(byte)]
            if isIn == Self.beyondASCII { return .unknown }
            length = isIn == 1 ? length + 1 : 0
            if length >= parts.pointee.least { return .yes }
        }
        return .no
    }

    private func runAtEnd(_ text: UnsafeBufferPointer<UInt8>) -> Answer {
        guard text.count >= parts.pointee.least else { return .no }
        for index in (text.count - parts.pointee.least)..<text.count {
            let isIn = parts.pointee.table[Int(text[index])]
            if isIn == Self.beyondASCII { return .unknown }
            if isIn == 0 { return .no }
        }
        return .yes
    }

    private func oneOf(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        for place in 0..<count where parts[place].length == text.count && has(parts[place], at: 0, of: text) {
            return true
        }
        return false
    }
}
