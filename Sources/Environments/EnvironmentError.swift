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

    /// An error.
    package init(
        _ code: Code, _ message: String, hint: String? = nil, file: String? = nil, line: Int? = nil, column: Int? = nil
    ) {
        self.code = code
        self.message = message
        self.hint = hint
        self.file = file
        self.line = line
        self.column = column
    }
}

extension EnvironmentError: CustomStringConvertible {
    /// `file:line:column: message (hint)`, as compilers write it.
    package var description: String {
        var text = ""
        if let file { text += file + (line.map { ":\($0)" } ?? "") + (column.map { ":\($0)" } ?? "") + ": " }
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
