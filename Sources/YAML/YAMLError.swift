/// Where something stands in a YAML text: file, line and column.
package struct YAMLPlace: Sendable, Hashable, CustomStringConvertible {
    /// The file's path as it was given; nil where the text came from elsewhere.
    package var file: String?
    /// The line, from 1.
    package var line: Int
    /// The column in code points, from 1.
    package var column: Int

    /// A place.
    package init(file: String?, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// `file:line:column`, as compilers write it.
    package var description: String { "\(file.map { "\($0):" } ?? "line ")\(line):\(column)" }
}

/// What is wrong in a YAML text, where, and what to write instead.
package struct YAMLError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What was found or expected.
    package var message: String
    /// Where.
    package var place: YAMLPlace
    /// What to write instead; nil where there is nothing helpful to say.
    package var hint: String?

    /// An error at a place.
    package init(_ message: String, at place: YAMLPlace, hint: String? = nil) {
        self.message = message
        self.place = place
        self.hint = hint
    }

    /// The file's path; nil where the text came from elsewhere.
    package var file: String? { place.file }
    /// The line, from 1.
    package var line: Int { place.line }
    /// The column in code points, from 1.
    package var column: Int { place.column }

    /// Place, message and hint in one line.
    package var description: String { "\(place): \(message)\(hint.map { ". \($0)" } ?? "")" }
}
