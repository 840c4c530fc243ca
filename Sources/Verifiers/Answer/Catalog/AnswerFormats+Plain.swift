internal import JSON

extension AnswerFormats {
    /// The usual formats beside the named ones.
    static let plain: [AnswerFormatEntry] = [
        AnswerFormatEntry(
            "tag", "Put your answer between <answer> and </answer>, once.",
            make: { (options) throws(OptionMismatch) in try TagFormat(tag: options.tag ?? "answer") },
            write: { "<answer>\($0)</answer>" }),
        entry("boxed", "Put your answer in \\boxed{}, once.", CommandFormat("boxed"), before: "\\boxed{", after: "}"),
        entry(
            "hash", "End with a line that starts with #### and gives your answer.",
            LinePrefixFormat("####", needsBlank: false), before: "#### "),
        entry(
            "last_number", "Let the number that is your answer be the last number you write.", LastNumberFormat(),
            write: { $0 }),
        entry("final_line", "Give your answer alone on the last line.", FinalLineFormat(), write: { $0 }),
        entry("whole", "Reply with your answer and nothing else.", WholeFormat(), write: { $0 }),
        entry(
            "code_block", "Put your answer in one fenced code block.", FencedBlocks(languages: nil),
            write: AnswerFormats.fenced),
        AnswerFormatEntry(
            "json_field", "Give a JSON object whose member \"answer\" is your answer.",
            make: { (options) throws(OptionMismatch) in
                let path = (options.field ?? "answer").split(separator: ".", omittingEmptySubsequences: false)
                guard path.allSatisfy({ !$0.isEmpty }) else {
                    throw OptionMismatch("`field` has an empty key", hint: "write `answer`, or a path, `result.answer`")
                }
                return JSONFormat(shape: .field(path.map(String.init)))
            },
            write: { JSONValue.object(["answer": .string($0)]).text }),
        AnswerFormatEntry(
            "choice", "End with a line that says \"Answer: \" and the letter of your choice.",
            make: { (options) throws(OptionMismatch) in ChoiceFormat(choices: options.choices ?? .letters) },
            write: { "Answer: \($0)" }),
    ]

    /// A content in a fence that is longer than any run of backticks in it.
    static let fenced: @Sendable (String) -> String? = { content in
        var longest = 2
        var run = 0
        for byte in content.utf8 {
            run = byte == UInt8(ascii: "`") ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: longest + 1)
        return "\(fence)\n\(content)\n\(fence)"
    }
}

extension FencedBlocks: AnswerFormat {}
