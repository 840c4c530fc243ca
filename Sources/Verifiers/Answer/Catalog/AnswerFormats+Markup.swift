extension AnswerFormats {
    private static func command(_ name: String, _ command: String) -> AnswerFormatEntry {
        entry(
            name, "Put your answer in \\\(command){}, once.", CommandFormat(command), before: "\\\(command){",
            after: "}")
    }

    private static func math(
        _ name: String, _ shape: InlineMathFormat.Shape, before: String, after: String
    ) -> AnswerFormatEntry {
        entry(
            name, for: .math, "Write your answer once as \(before)...\(after), dollar signs and all.",
            InlineMathFormat(shape: shape), before: before, after: after)
    }

    private static func environment(_ name: String, _ environment: String) -> AnswerFormatEntry {
        entry(
            name, for: .math, "Put your answer between \\begin{\(environment)} and \\end{\(environment)}, once.",
            DisplayMathFormat(environment: environment), before: "\\begin{\(environment)}\n",
            after: "\n\\end{\(environment)}")
    }

    /// LaTeX: commands, inline and displayed mathematics.
    static let latex: [AnswerFormatEntry] = [
        command("latex_boxed", "boxed"), command("latex_textbf", "textbf"), command("latex_textit", "textit"),
        command("latex_underline", "underline"),
        math("latex_boxed_math", .command("boxed"), before: "$\\boxed{", after: "}$"),
        environment("latex_align", "align"), environment("latex_equation", "equation"),
        entry(
            "latex_displaymath", for: .math, "Put your answer between \\[ and \\], once.",
            DisplayMathFormat(environment: nil), before: "\\[", after: "\\]"),
        math("latex_inline_math", .anything, before: "$", after: "$"),
        math("latex_text_math", .command("text"), before: "$\\text{", after: "}$"),
        math("latex_mathrm", .command("mathrm"), before: "$\\mathrm{", after: "}$"),
        math("latex_therefore", .after("therefore"), before: "$\\therefore \\text{", after: "}$"),
        math("latex_implies", .after("implies"), before: "$\\implies \\text{", after: "}$"),
        math("latex_equiv", .equivalence, before: "$\\text{answer} \\equiv \\text{", after: "}$"),
        math(
            "latex_matrix", .environment("matrix"), before: "$\\begin{matrix} \\text{", after: "} \\end{matrix}$"),
        math(
            "latex_pmatrix", .environment("pmatrix"), before: "$\\begin{pmatrix} \\text{",
            after: "} \\end{pmatrix}$"),
    ]

    /// Markdown.
    static let markdown: [AnswerFormatEntry] = [
        entry(
            "markdown_code", "Put your answer in one fenced code block, between lines of three backticks.",
            FencedBlocks(languages: nil), write: fenced),
        entry(
            "markdown_bold", "Write your answer once in bold, as in **...**, and nothing else in bold.",
            DelimitedFormat("*", length: 2, insideWords: true), write: { "**\(escaped($0, "*"))**" }),
        entry(
            "markdown_italic", "Write your answer once in italics, as in *...*, and nothing else in italics.",
            DelimitedFormat("*", insideWords: true), write: { "*\(escaped($0, "*"))*" }),
        entry(
            "markdown_header", "Write your answer as a Markdown heading of the second level, as in: ## ...",
            LinePrefixFormat("##", needsBlank: true, closes: true), before: "## "),
        entry(
            "markdown_quote", "Write your answer as one line of Markdown quote, as in: > ...",
            LinePrefixFormat(">", needsBlank: false), before: "> "),
    ]

    /// A content with a backslash before each of these characters.
    static func escaped(_ content: String, _ delimiter: Unicode.Scalar) -> String {
        var result = String.UnicodeScalarView()
        for scalar in content.unicodeScalars {
            if scalar == delimiter { result.append("\\") }
            result.append(scalar)
        }
        return String(result)
    }

    /// Brackets.
    static let brackets: [AnswerFormatEntry] = [
        entry(
            "square_brackets", "Put your answer in square brackets, as in [...], and use no others.",
            BracketFormat("[", "]"), before: "[", after: "]"),
        entry(
            "double_square_brackets", "Put your answer in double square brackets, as in [[...]].",
            BracketFormat("[", "]", depth: 2), before: "[[", after: "]]"),
        entry(
            "curly_braces", "Put your answer in braces, as in {...}, and use no others.", BracketFormat("{", "}"),
            before: "{", after: "}"),
        entry(
            "parentheses", "Put your answer in parentheses, as in (...), and use no others.",
            BracketFormat("(", ")"), before: "(", after: ")"),
        entry(
            "angle_brackets", "Put your answer in angle brackets, as in <...>, and use no others.",
            BracketFormat("<", ">"), before: "<", after: ">"),
        entry(
            "textarena_format", "Give the letter of your choice in square brackets: [A], [B], [C] or [D].",
            BracketFormat(
                "[", "]", content: { $0.count == 1 && $0.allSatisfy { (0x41...0x44).contains($0) } }),
            before: "[", after: "]"),
    ]
}
