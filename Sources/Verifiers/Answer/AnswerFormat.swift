/// One way of giving an answer: a parser that finds it in a text, by structure and not by likeness.
///
/// A format demands nothing of the rest of the text, and never guesses: what could be read in two ways is not read.
package protocol AnswerFormat: Sendable {
    /// What the text gives as its answer, without the white space around it. O(text).
    func read(_ text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> SpanReading

    /// What a span that `read` gave says, where that is not what its bytes are (escapes are undone); else nil. O(span).
    func content(of span: Range<Int>, in text: ByteText) -> [UInt8]?

    /// Whether the same answer given again counts once where it is compared with the one expected.
    var takesRepeats: Bool { get }
}

extension AnswerFormat {
    /// Yes, unless a format says otherwise.
    package var takesRepeats: Bool { true }

    /// The span's own bytes.
    package func content(of span: Range<Int>, in text: ByteText) -> [UInt8]? { nil }
}

/// What formats may be told beside their name.
package struct AnswerFormatOptions: Sendable {
    /// The name of the tag that `tag` looks for.
    package var tag: String?
    /// The path of the member that `json_field` looks for.
    package var field: String?
    /// The options that `choice` reads a letter of.
    package var choices: AnswerChoices?

    /// Options.
    package init(tag: String? = nil, field: String? = nil, choices: AnswerChoices? = nil) {
        self.tag = tag
        self.field = field
        self.choices = choices
    }
}

/// A format by its name, with what an environment needs to ask for it.
package struct AnswerFormatEntry: Sendable {
    /// What kind of content a format is made for.
    package enum Content: String, Sendable {
        case generic, math, code
    }

    /// How a format is made; throws where it is told what it cannot use.
    package typealias Make = @Sendable (AnswerFormatOptions) throws(OptionMismatch) -> any AnswerFormat

    /// The name that the option `format` takes.
    package let name: String
    /// What kind of content it is made for.
    package let content: Content
    /// One line that tells a model how to answer in it.
    package let instruction: String
    /// How it is made.
    package let make: Make
    private let write: @Sendable (String) -> String?

    /// A format.
    init(
        _ name: String, for content: Content = .generic, _ instruction: String, make: @escaping Make,
        write: @escaping @Sendable (String) -> String?
    ) {
        self.name = name
        self.content = content
        self.instruction = instruction
        self.make = make
        self.write = write
    }

    /// An answer in this format, such that reading it gives the same answer again, white space around it aside.
    ///
    /// Nil where the format cannot say it: an empty answer, two lines where one is all there is, a delimiter that the
    /// format has no escape for. O(content).
    package func render(_ content: String) -> String? {
        var budget = Budget.standard
        guard let rendered = write(content), let format = try? make(AnswerFormatOptions()),
            let wanted = try? ByteText(content, budget: &budget), let text = try? ByteText(rendered, budget: &budget),
            case .found(let span, _)? = try? format.read(text, budget: &budget)
        else { return nil }
        let found = format.content(of: span, in: text) ?? Array(text.bytes[span])
        guard let read = try? ByteText(String(decoding: found, as: UTF8.self), budget: &budget) else { return nil }
        let expected = wanted.bytes[wanted.trimmed(wanted.all)]
        return !expected.isEmpty && read.bytes[read.trimmed(read.all)] == expected ? rendered : nil
    }
}

/// The formats that the option `format` may name.
package enum AnswerFormats {
    /// Every format, one entry a name, in the order in which they are told.
    package static let all: [AnswerFormatEntry] =
        plain + structured + tags + tagSequences + latex + markdown + brackets + phrases + prefixes + delimiters + code

    private static let byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

    /// Every format's name, in the order listed.
    package static var names: [String] { all.map(\.name) }

    /// The entry of a name; nil where none is called so.
    package static func entry(_ name: String) -> AnswerFormatEntry? { byName[name] }

    /// The format of a name; nil where none is called so. Throws where it is told what it cannot use.
    package static func make(
        _ name: String, _ options: AnswerFormatOptions
    ) throws(OptionMismatch) -> (any AnswerFormat)? {
        guard let entry = byName[name] else { return nil }
        if options.tag != nil, name != "tag" { throw OptionMismatch("`tag` belongs to the format `tag` only") }
        if options.field != nil, name != "json_field" {
            throw OptionMismatch("`field` belongs to the format `json_field` only")
        }
        return try entry.make(options)
    }

    /// A format that takes no options, written between two texts.
    static func entry(
        _ name: String, for content: AnswerFormatEntry.Content = .generic, _ instruction: String,
        _ format: some AnswerFormat, before: String = "", after: String = ""
    ) -> AnswerFormatEntry {
        AnswerFormatEntry(name, for: content, instruction, make: { _ in format }, write: { before + $0 + after })
    }

    /// A format that takes no options, with its own way of writing.
    static func entry(
        _ name: String, for content: AnswerFormatEntry.Content = .generic, _ instruction: String,
        _ format: some AnswerFormat, write: @escaping @Sendable (String) -> String?
    ) -> AnswerFormatEntry {
        AnswerFormatEntry(name, for: content, instruction, make: { _ in format }, write: write)
    }
}
