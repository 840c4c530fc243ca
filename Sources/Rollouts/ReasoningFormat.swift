internal import Glibc

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
        var (text, openTag, closeTag) = (text, open, close)
        let mustClose = opener == .template || mode == .required
        return openTag.withUTF8 { openTag in
            closeTag.withUTF8 { closeTag in
                text.withUTF8 { divide(TextBytes(bytes: $0), openTag, closeTag, mustClose: mustClose) }
            }
        } ?? Division(reasoning: nil, answer: text, isOpen: false)
    }

    /// Nil where there is no thought.
    private func divide(
        _ text: TextBytes, _ openTag: UnsafeBufferPointer<UInt8>, _ closeTag: UnsafeBufferPointer<UInt8>,
        mustClose: Bool
    ) -> Division? {
        let firstOpen = text.first(openTag, from: 0)
        guard let firstClose = text.first(closeTag, from: 0) else {
            guard mustClose || firstOpen != nil else { return nil }
            let start = firstOpen.map { $0 + openTag.count } ?? 0
            return Division(reasoning: text.string(start..<text.bytes.count), answer: "", isOpen: true)
        }
        let start: Int
        if let firstOpen, firstOpen < firstClose { start = firstOpen + openTag.count } else { start = 0 }
        let answerStart = firstClose + closeTag.count
        let lastOpen = text.last(openTag, from: answerStart)
        let lastClose = text.last(closeTag, from: answerStart)
        let reasoning = text.string(start..<firstClose)
        if let lastOpen, lastOpen > lastClose ?? -1 { return Division(reasoning: reasoning, answer: "", isOpen: true) }
        return Division(reasoning: reasoning, answer: text.string(answerStart..<text.bytes.count), isOpen: false)
    }
}

/// A text's bytes, for as long as one call lasts.
private struct TextBytes {
    let bytes: UnsafeBufferPointer<UInt8>

    /// Where a pattern first occurs at or after a place. O(count) for patterns whose first byte is rare.
    func first(_ pattern: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        guard let first = pattern.first, let base = bytes.baseAddress, let wanted = pattern.baseAddress else {
            return nil
        }
        var index = start
        while bytes.count - index >= pattern.count {
            let places = bytes.count - index - pattern.count + 1
            guard let found = memchr(base + index, Int32(first), places) else { return nil }
            if memcmp(found, wanted, pattern.count) == 0 { return found - UnsafeMutableRawPointer(mutating: base) }
            index = found - UnsafeMutableRawPointer(mutating: base) + 1
        }
        return nil
    }

    /// Where a pattern last occurs at or after a place.
    func last(_ pattern: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var last: Int?
        var index = start
        while let found = first(pattern, from: index) {
            last = found
            index = found + 1
        }
        return last
    }

    func string(_ range: Range<Int>) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    }
}
