import Foundation

/// What commands need to know of the terminal they run in.
enum Terminal {
    /// Whether standard error goes to a person, so that progress may be drawn.
    static var showsProgress: Bool { isatty(2) == 1 }

    /// The text with every control character made visible, so that no model text can steer a terminal.
    static func plain(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate:
                result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Writes a line to standard error.
    static func say(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }

    /// Lets what was printed appear, also where standard output is a file or a pipe.
    static func flush() { fflush(nil) }

    /// Replaces the progress line on standard error.
    static func progress(_ line: String) { FileHandle.standardError.write(Data(("\r\u{1B}[2K" + line).utf8)) }
}
