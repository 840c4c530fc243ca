internal import Rollouts

/// What a prompt is found by: hashes of its bytes, different in each process.
struct PromptKey: Hashable, Sendable {
    /// Of the whole prompt.
    private let hash: Int
    /// Of what the prompts of one environment mostly have in common: a conversation but for its last message, the first
    /// line of a text.
    let frame: Int
    /// Whether it is one text, and no conversation.
    let isText: Bool

    /// The key of a text prompt.
    init(text: String) {
        var hasher = Hasher()
        hasher.combine(UInt8(0))
        var frame = hasher
        Self.feed(text, to: &hasher)
        Self.feed(String(Substring(text.utf8.prefix { $0 != UInt8(ascii: "\n") })), to: &frame)
        hash = hasher.finalize()
        self.frame = frame.finalize()
        isText = true
    }

    /// The key of a conversation: its roles and contents.
    init(messages: [Message]) {
        var conversation = Conversation()
        for message in messages { conversation.add(role: message.role, content: message.content) }
        self = conversation.key
    }

    private init(hash: Int, frame: Int) {
        self.hash = hash
        self.frame = frame
        isText = false
    }

    /// A conversation whose messages come one after the other.
    struct Conversation {
        private var all = Hasher()
        private var allButLast = Hasher()

        /// No messages.
        init() {}

        /// Adds a message.
        mutating func add(role: String, content: String?) {
            allButLast = all
            all.combine(UInt8(1))
            PromptKey.feed(role, to: &all)
            all.combine(content != nil)
            if let content { PromptKey.feed(content, to: &all) }
        }

        /// The key of what was added.
        var key: PromptKey { PromptKey(hash: all.finalized, frame: allButLast.finalized) }
    }

    /// Feeds a text by its bytes, closed by one that UTF-8 does not have: Swift's own hash of a text is the same for
    /// canonically equivalent ones.
    private static func feed(_ text: String, to hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        hasher.combine(UInt8(0xFF))
    }
}

extension Hasher {
    /// The hash of what was fed so far; more may be fed after.
    fileprivate var finalized: Int {
        // Finalizing takes the hasher's state with it.
        let copy = self
        return copy.finalize()
    }
}
