package import Rollouts

/// What accepted trajectories of one task must differ in.
package enum Uniqueness: String, Sendable, Hashable, CaseIterable {
    /// The text after the reasoning, white space collapsed, with the tool calls.
    case completion
    /// The span that was read as the answer, white space collapsed; where none was read, as `completion`.
    case answer
    /// Nothing.
    case none

    /// What is compared, by bytes; nil where nothing is.
    package func key(_ completion: Completion, _ verdict: Verdict) -> String? {
        switch self {
        case .none: return nil
        case .answer:
            if let extracted = verdict.extracted { return Self.collapsed(extracted) }
            return Self.text(completion)
        case .completion: return Self.text(completion)
        }
    }

    private static func text(_ completion: Completion) -> String {
        var text = collapsed(completion.answer)
        for call in completion.toolCalls ?? [] { text += "\u{0}\(call.name)\u{0}\(collapsed(call.arguments))" }
        return text
    }

    /// The text with every run of white space as one space, none at its ends. O(text).
    static func collapsed(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var isPending = false
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace {
                isPending = !bytes.isEmpty
            } else {
                if isPending { bytes.append(0x20) }
                isPending = false
                bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
