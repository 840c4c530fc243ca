/// A value that no log, page or error may show, such as an API key: whatever prints it prints `redacted`.
package struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let value: String

    /// A secret of this value.
    package init(_ value: String) { self.value = value }

    /// The value itself, for the one place that sends it.
    package func reveal() -> String { value }

    /// `redacted`.
    package var description: String { "redacted" }
    /// `redacted`.
    package var debugDescription: String { "redacted" }
    /// A mirror without children, so that `dump` shows nothing.
    package var customMirror: Mirror { Mirror(self, children: []) }

    /// A text with every occurrence of the secret replaced, for what a server echoes.
    package func removed(from text: String) -> String {
        guard value.utf8.count >= 4 else { return text }
        let wanted = Array(value.utf8)
        var bytes = Array(text.utf8)
        while let range = bytes.firstRange(of: wanted) { bytes.replaceSubrange(range, with: "redacted".utf8) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
