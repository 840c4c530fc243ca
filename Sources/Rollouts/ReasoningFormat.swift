/// How a model marks its thought, and what an environment demands of it.
public struct ReasoningFormat: Sendable, Hashable {
    /// Whether a thought must be there.
    public enum Mode: String, Sendable, CaseIterable {
        /// A completion without a closed thought never passes.
        case required
        /// A thought may be there; one that was begun must be closed.
        case optional
        /// A completion with a thought never passes.
        case forbidden
    }

    /// Who writes the opening tag.
    public enum Opener: String, Sendable, CaseIterable {
        /// The model: the completion holds it.
        case model
        /// The chat template: the completion holds only the closing tag.
        case template
    }

    /// What is demanded.
    public var mode: Mode
    /// The tag that opens a thought; not empty.
    public var open: String
    /// The tag that closes it; not empty.
    public var close: String
    /// Who writes the opening tag.
    public var opener: Opener

    /// A format; by default an optional thought that the model opens with `<think>`.
    public init(mode: Mode = .optional, open: String = "<think>", close: String = "</think>", opener: Opener = .model) {
        self.mode = mode
        self.open = open
        self.close = close
        self.opener = opener
    }
}

extension ReasoningFormat {
    /// A text divided at the end of its thought.
    public struct Division: Sendable, Hashable {
        /// The thought without its tags, as far as it goes; nil where there is none.
        public var reasoning: String?
        /// What follows the thought; empty where the thought is not closed.
        public var answer: String
        /// Whether a thought was begun and not ended, or one that is required is missing: such a text never passes.
        public var isOpen: Bool
    }

    /// Divides a text at the end of its first thought. O(text).
    ///
    /// A text that starts with the opening tag, or whose thought the template opened, or that holds a closing tag
    /// before any opening one, is a thought up to the first closing tag. A thought that is begun later and not closed
    /// leaves the whole text open, since an answer inside an unfinished thought is no answer.
    public func divide(_ text: String) -> Division {
        let utf8 = Array(text.utf8)
        let openTag = Array(open.utf8)
        let closeTag = Array(close.utf8)
        let firstOpen = utf8.firstRange(of: openTag, from: 0)
        let firstClose = utf8.firstRange(of: closeTag, from: 0)
        let mustClose = opener == .template || mode == .required

        guard let firstClose else {
            guard mustClose || firstOpen != nil else { return Division(reasoning: nil, answer: text, isOpen: false) }
            let start = firstOpen.map { $0 + openTag.count } ?? 0
            return Division(reasoning: Self.string(utf8[start...]), answer: "", isOpen: true)
        }
        let start: Int
        if let firstOpen, firstOpen < firstClose { start = firstOpen + openTag.count } else { start = 0 }
        let answerStart = firstClose + closeTag.count
        let lastOpen = utf8.lastRange(of: openTag, from: answerStart)
        let lastClose = utf8.lastRange(of: closeTag, from: answerStart)
        let reasoning = Self.string(utf8[start..<firstClose])
        if let lastOpen, lastOpen > lastClose ?? -1 { return Division(reasoning: reasoning, answer: "", isOpen: true) }
        return Division(reasoning: reasoning, answer: Self.string(utf8[answerStart...]), isOpen: false)
    }

    private static func string(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}

extension [UInt8] {
    /// Where a pattern first occurs at or after a place. O(count) for patterns whose first byte is rare.
    fileprivate func firstRange(of pattern: [UInt8], from start: Int) -> Int? {
        guard let first = pattern.first, count >= pattern.count else { return nil }
        var index = start
        while index <= count - pattern.count {
            guard let found = self[index...(count - pattern.count)].firstIndex(of: first) else { return nil }
            if self[found..<(found + pattern.count)].elementsEqual(pattern) { return found }
            index = found + 1
        }
        return nil
    }

    /// Where a pattern last occurs at or after a place.
    fileprivate func lastRange(of pattern: [UInt8], from start: Int) -> Int? {
        var last: Int?
        var index = start
        while let found = firstRange(of: pattern, from: index) {
            last = found
            index = found + 1
        }
        return last
    }
}
