internal import YAML

/// What is wrong with an environment, its data or one of its tasks: what happened, where, and what to do.
package struct EnvironmentError: Error, Sendable, Hashable {
    /// What kind of fault it is; its raw value is a short, stable name.
    package enum Code: String, Sendable, CaseIterable {
        /// The file's text is not what the schema allows.
        case invalid
        /// A file is missing, too large, or cannot be read.
        case unreadable
        /// The name is malformed, or taken by another file.
        case name
        /// A line of a data file is not a task.
        case badTask = "bad_task"
        /// A data file is not the one that was loaded.
        case changed
        /// A prompt could not be made of a task.
        case prompt
        /// One of the file's own examples was judged otherwise than it says.
        case example
        /// Junk passes, or a gold completion does not.
        case junk
        /// A kind of file that this version does not run.
        case unsupported
    }

    /// The kind of fault.
    package var code: Code
    /// What is wrong, in words.
    package var message: String
    /// What to write or do instead; nil where the message says it.
    package var hint: String?
    /// The file; nil where the fault is in a task that no file of ours holds.
    package var file: String?
    /// The line in the file, from 1.
    package var line: Int?
    /// The column in the line, from 1, in characters.
    package var column: Int?

    /// An error. What its texts quote comes from files: it is cut to 2,000 characters, and what no terminal should meet is
    /// escaped.
    package init(
        _ code: Code, _ message: String, hint: String? = nil, file: String? = nil, line: Int? = nil, column: Int? = nil
    ) {
        self.code = code
        self.message = Self.shown(message)
        self.hint = hint.map(Self.shown)
        self.file = file
        self.line = line
        self.column = column
    }
}

extension EnvironmentError {
    private static let maxCharacters = 2000

    private static func shown(_ text: String) -> String {
        let isPlain = text.utf8.count <= maxCharacters && text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
        if isPlain { return text }
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(maxCharacters) {
            if scalar.isDisplayable {
                shown.append(scalar)
            } else {
                shown += "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars
            }
        }
        return String(shown)
    }
}

extension Unicode.Scalar {
    /// Whether it may be shown to people: no control, no mark of direction, nothing that ends a line.
    var isDisplayable: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: false
        default: true
        }
    }
}

extension EnvironmentError: CustomStringConvertible {
    /// `file:line:column: message (hint)`, as compilers write it.
    package var description: String {
        var text = ""
        if let file {
            text += Self.shown(file) + (line.map { ":\($0)" } ?? "") + (column.map { ":\($0)" } ?? "") + ": "
        }
        return text + message + (hint.map { " (\($0))" } ?? "")
    }
}

extension EnvironmentError {
    /// What a YAML text has wrong.
    init(_ error: YAMLError, code: Code = .invalid) {
        self.init(
            code, error.message, hint: error.hint, file: error.place.file, line: error.place.line,
            column: error.place.column)
    }
}
