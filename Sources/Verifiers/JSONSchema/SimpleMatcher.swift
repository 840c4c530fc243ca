/// A simple pattern as a table that is matched in one walk over the text.
///
/// Valid as long as the memory that it was made in. `@unchecked Sendable`: nothing behind its pointers changes.
struct SimpleMatcher: BitwiseCopyable, @unchecked Sendable {
    /// What comes of a match.
    enum Answer {
        case yes, no
        /// A character outside ASCII was met before the answer was known.
        case unknown
    }

    private enum Kind: UInt8 { case none, pieces, literalAnywhere, runAnywhere, oneOf }

    private struct Part: BitwiseCopyable {
        var low: UInt64 = 0
        var high: UInt64 = 0
        var least: Int = 1
        var most: Int = 1
        /// Where its literal begins in `bytes`; -1 for a class.
        var literal = -1
        var length = 0

        @inline(__always)
        func contains(_ byte: UInt8) -> Bool {
            (byte < 64 ? low >> UInt64(byte) : high >> UInt64(byte & 63)) & 1 != 0
        }
    }

    private let kind: Kind
    private let endsText: Bool
    private let parts: UnsafePointer<Part>
    private let count: Int
    private let bytes: UnsafePointer<UInt8>

    /// Whether there is a simple pattern at all.
    @inline(__always)
    var isUsable: Bool { kind != .none }

    init(_ pattern: SimplePattern?, in memory: TableMemory) {
        var parts: [Part] = []
        var bytes: [UInt8] = []
        func add(_ literal: [UInt8]) {
            parts.append(Part(literal: bytes.count, length: literal.count))
            bytes += literal
        }
        func add(_ part: SimplePattern.Part) {
            switch part {
            case .literal(let literal): add(literal)
            case .some(let set, let least, let most):
                parts.append(Part(low: set.low, high: set.high, least: least, most: most))
            }
        }
        switch pattern?.form {
        case nil: kind = .none
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
    }

    /// Whether a text matches. O(text), for `oneOf` O(literals).
    func matches(_ text: UnsafeBufferPointer<UInt8>) -> Answer {
        switch kind {
        case .none: .unknown
        case .pieces: pieces(text)
        case .literalAnywhere: literal(in: text) ? .yes : .no
        case .runAnywhere: endsText ? runAtEnd(text) : run(in: text)
        case .oneOf: oneOf(text) ? .yes : .no
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
                guard text[index] < 0x80 else { return .unknown }
                guard part.pointee.contains(text[index]) else { break }
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
            guard byte < 0x80 else { return .unknown }
            length = parts.pointee.contains(byte) ? length + 1 : 0
            if length >= parts.pointee.least { return .yes }
        }
        return .no
    }

    private func runAtEnd(_ text: UnsafeBufferPointer<UInt8>) -> Answer {
        guard text.count >= parts.pointee.least else { return .no }
        for index in (text.count - parts.pointee.least)..<text.count {
            guard text[index] < 0x80 else { return .unknown }
            guard parts.pointee.contains(text[index]) else { return .no }
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
