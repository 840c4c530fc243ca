extension AnswerFormats {
    private static func delimited(
        _ name: String, _ sign: Unicode.Scalar, refusesStray: Bool = false
    ) -> AnswerFormatEntry {
        entry(
            name, "Put your answer directly between two \(sign) signs, as in \(sign)...\(sign), and use no others.",
            DelimitedFormat(sign, refusesStray: refusesStray), write: { "\(sign)\(escaped($0, sign))\(sign)" })
    }

    /// One character, or several, on both sides.
    static let delimiters: [AnswerFormatEntry] = [
        entry(
            "pipe_delimited", "Put your answer between two pipes, as in |...|, and use no others.",
            PairedFormat("|", withinLine: true), write: { "|\(escaped($0, "|"))|" }),
        delimited("hash_delimited", "#"), delimited("underscore_delimited", "_"), delimited("tilde_delimited", "~"),
        entry(
            "backtick_format", "Put your answer between single backticks, and use no others.",
            CodeSpanFormat(length: 1), before: "`", after: "`"),
        entry(
            "double_backtick_format", "Put your answer between double backticks, and use no others.",
            CodeSpanFormat(length: 2), before: "``", after: "``"),
        entry(
            "quote_format", "Put your answer in double quotes, and use no others.", PairedFormat("\""),
            write: { "\"\(escaped($0, "\""))\"" }),
        delimited("single_quote_format", "'", refusesStray: true),
        entry(
            "triple_quote_format", "Put your answer between two runs of three double quotes, once.",
            PairedFormat("\"", length: 3), write: { "\"\"\"\(escaped($0, "\""))\"\"\"" }),
    ]

    private static func literal(
        _ name: String, for content: AnswerFormatEntry.Content = .generic, _ instruction: String, _ word: String,
        _ link: LiteralFormat.Link, _ dialect: StringLiteral.Dialect = .script, before: String, after: String = ""
    ) -> AnswerFormatEntry {
        entry(
            name, for: content, instruction, LiteralFormat(word, link, dialect),
            write: { before + StringLiteral(dialect: dialect).write($0) + after })
    }

    /// Pieces of code.
    static let code: [AnswerFormatEntry] = [
        literal(
            "function_call", "Give your answer as one function call, as in answer(\"...\").", "answer", .call,
            before: "answer(", after: ")"),
        literal(
            "variable_assignment", "Give your answer as one assignment, as in answer = \"...\".", "answer",
            .assignment(spaced: true), before: "answer = "),
        literal(
            "return_statement", "Give your answer as one return statement, as in return \"...\".", "return", .blank,
            before: "return "),
        literal(
            "python_print", "Give your answer as one Python print statement, as in print(\"...\").", "print", .call,
            before: "print(", after: ")"),
        literal(
            "javascript_console", "Give your answer as one JavaScript statement, as in console.log(\"...\").",
            "console.log", .call, before: "console.log(", after: ")"),
        entry(
            "python_comment", "Give your answer as one Python comment on a line of its own, as in: # ...",
            LinePrefixFormat("#", needsBlank: false), before: "# "),
        entry(
            "javascript_comment", "Give your answer as one JavaScript comment on a line of its own, as in: // ...",
            LinePrefixFormat("//", needsBlank: false), before: "// "),
        entry(
            "c_comment", "Give your answer as one C comment, as in /* ... */.", BlockCommentFormat(), before: "/* ",
            after: " */"),
        literal(
            "shell_echo", "Give your answer as one shell command, as in echo \"...\".", "echo", .blank, .shell,
            before: "echo "),
        entry(
            "shell_output", for: .code, "Give your answer on one line that starts with a dollar sign and a space.",
            LinePrefixFormat("$", needsBlank: true), before: "$ "),
        literal(
            "python_docstring", "Give your answer as one Python docstring, in three double quotes on each side.", "",
            .none, .docstring, before: ""),
        literal(
            "env_format", "Give your answer as one environment variable, as in ANSWER=\"...\".", "ANSWER",
            .assignment(spaced: false), .shell, before: "ANSWER="),
    ]
}
