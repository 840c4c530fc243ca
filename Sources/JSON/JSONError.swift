/// Why a text is not the JSON it should be, and where.
public struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of fault it is; its raw value is a short, stable name.
    public enum Code: String, Sendable {
        case empty, syntax, encoding, tooDeep = "too_deep", tooLarge = "too_large", trailing = "trailing_content"
    }

    /// The kind of fault.
    public let code: Code
    /// What was expected or found, in words; it holds none of the text.
    public let message: String
    /// Where the fault was seen, in bytes from the start; nil where only the whole text can be blamed.
    public let offset: Int?

    /// An error at a place.
    public init(_ code: Code, _ message: String, offset: Int? = nil) {
        self.code = code
        self.message = message
        self.offset = offset
    }

    /// The message with its place.
    public var description: String { offset.map { "\(message) (at byte \($0))" } ?? message }
}
