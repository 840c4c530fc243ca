internal import JSON

/// What a column's value is turned into.
package enum ColumnForm: String, Sendable, Hashable, CaseIterable {
    /// A text; numbers and truth values as JSON writes them.
    case text
    /// A number, also one that a text writes: `1,234`, `$18`, `-3.5`.
    case number
    /// The JSON that a text holds; what is no text stays as it is.
    case json
    /// What the last `\boxed{…}` of a text holds.
    case boxed
    /// The letter of an option: 0 is A; a letter stays one, in upper case.
    case letter
    /// Functions as OpenAI's tools, from OpenAI's, BFCL's or xLAM's shape.
    case tools
    /// A conversation up to the turn that is to be sampled: the assistant's last turns are left out.
    case prompt

    /// Why a value cannot take a form: `is …`, to follow the column's name.
    struct Mismatch: Error {
        let message: String

        init(_ message: String) { self.message = message }
    }

    /// The value in this form. O(value).
    func value(of value: JSONValue) throws(Mismatch) -> JSONValue {
        switch self {
        case .text: return try Self.text(value)
        case .number: return try Self.number(value)
        case .json: return try Self.json(value)
        case .boxed: return try Self.boxed(value)
        case .letter: return try Self.letter(value)
        case .tools: return try ToolShapes.tools(Self.json(value))
        case .prompt: return try ConversationShapes.prompt(Self.json(value))
        }
    }

    private static func text(_ value: JSONValue) throws(Mismatch) -> JSONValue {
        switch value {
        case .string: return value
        case .number, .bool: return .string(value.text)
        default: throw Mismatch("is \(value.kind), which is no text")
        }
    }

    private static func number(_ value: JSONValue) throws(Mismatch) -> JSONValue {
        if case .number = value { return value }
        guard let text = value.string else { throw Mismatch("is \(value.kind), which is no number") }
        let signs: Set<Character> = ["$", "€", "£", "+"]
        var digits = text.trimmed.filter { $0 != "," && !signs.contains($0) }
        if digits.hasSuffix(".") { digits.removeLast() }
        if digits.hasPrefix(".") { digits = "0" + digits }
        guard let number = JSONNumber(literal: digits) else { throw Mismatch("is no number: `\(text.prefix(40))`") }
        return .number(number)
    }

    private static func json(_ value: JSONValue) throws(Mismatch) -> JSONValue {
        guard let text = value.string else { return value }
        do {
            return try JSONReader(maxDepth: 128, maxBytes: DataFile.maxLineBytes).read(text)
        } catch {
            throw Mismatch("holds no JSON: \(error.message)")
        }
    }

    private static func boxed(_ value: JSONValue) throws(Mismatch) -> JSONValue {
        guard let text = value.string else { throw Mismatch("is \(value.kind), which is no text") }
        guard let content = BoxedContent.last(in: text) else { throw Mismatch("holds no \\boxed{…}") }
        return .string(content)
    }

    private static func letter(_ value: JSONValue) throws(Mismatch) -> JSONValue {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        if let index = value.int ?? value.string.flatMap({ Int($0.trimmed) }), letters.indices.contains(index) {
            return .string(String(letters[index]))
        }
        guard let text = value.string?.trimmed.uppercased(), text.count == 1, let letter = text.first,
            letters.contains(letter)
        else { throw Mismatch("is neither a letter nor the number of an option: `\(value.text.prefix(40))`") }
        return .string(String(letter))
    }
}

/// Finds what LaTeX's `\boxed` frames.
enum BoxedContent {
    /// The content of the last `\boxed{…}` or `\fbox{…}` whose braces balance; nil where there is none. O(text).
    static func last(in text: String) -> String? {
        let bytes = Array(text.utf8)
        for command in [#"\boxed"#, #"\fbox"#] {
            let command = Array(command.utf8)
            guard bytes.count > command.count else { continue }
            for start in stride(from: bytes.count - command.count - 1, through: 0, by: -1)
            where bytes[start] == command[0] && bytes[start..<(start + command.count)].elementsEqual(command) {
                return group(after: start + command.count, in: bytes)?.trimmed
            }
        }
        return nil
    }

    private static func group(after start: Int, in bytes: [UInt8]) -> String? {
        var index = start
        while index < bytes.count, bytes[index] == UInt8(ascii: " ") { index += 1 }
        guard index < bytes.count, bytes[index] == UInt8(ascii: "{") else { return nil }
        let content = index + 1
        var depth = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\\"): index += 1
            case UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "}"):
                depth -= 1
                if depth == 0 { return String(decoding: bytes[content..<index], as: UTF8.self) }
            default: break
            }
            index += 1
        }
        return nil
    }
}
