/// One way of giving an answer: a parser that finds it in a text, by structure and not by likeness.
///
/// A format demands nothing of the rest of the text, and never guesses: what could be read in two ways is not read.
package protocol AnswerFormat: Sendable {
    /// What the text gives as its answer, without the white space around it. O(text).
    func read(_ text: ByteText, budget: inout Budget) throws(BudgetExhausted) -> SpanReading
}

/// What formats may be told beside their name.
package struct AnswerFormatOptions: Sendable {
    /// The name of the tag that `tag` looks for.
    package var tag: String?

    /// Options.
    package init(tag: String? = nil) { self.tag = tag }
}

/// The formats that the option `format` may name.
package enum AnswerFormats {
    /// How a format is made; throws where it is told what it cannot use.
    package typealias Make = @Sendable (AnswerFormatOptions) throws(OptionMismatch) -> any AnswerFormat

    /// One line a format, aliases as lines of their own.
    static let all: [(name: String, make: Make)] = [
        ("tag", { (options) throws(OptionMismatch) in try TagFormat(tag: options.tag ?? "answer") }),
        ("boxed", plain(BoxedFormat())),
        ("latex_boxed", plain(BoxedFormat())),
        ("hash", plain(HashFormat())),
        ("last_number", plain(LastNumberFormat())),
        ("final_line", plain(FinalLineFormat())),
        ("whole", plain(WholeFormat())),
    ]

    private static let byName = Dictionary(all.map { ($0.name, $0.make) }, uniquingKeysWith: { first, _ in first })

    /// Every format's name, in the order listed.
    package static var names: [String] { all.map(\.name) }

    /// The format of a name; nil where none is called so.
    package static func make(
        _ name: String, _ options: AnswerFormatOptions
    ) throws(OptionMismatch) -> (any AnswerFormat)? {
        guard let make = byName[name] else { return nil }
        return try make(options)
    }

    /// A format that takes no options; a tag given to it would be ignored, so it is refused.
    private static func plain(_ format: some AnswerFormat) -> Make {
        { (options) throws(OptionMismatch) in
            guard options.tag == nil else { throw OptionMismatch("`tag` belongs to the format `tag` only") }
            return format
        }
    }
}
