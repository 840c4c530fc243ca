internal import JSON

extension AnswerFormats {
    private static func object(_ content: String, confidence: Bool = false) -> String {
        var object: JSONObject = ["answer": .string(content)]
        if confidence { object["confidence"] = JSONNumber(literal: "0.9").map(JSONValue.number) }
        return JSONValue.object(object).text
    }

    private static func quoted(_ content: String, _ dialect: StringLiteral.Dialect = .toml) -> String {
        StringLiteral(dialect: dialect).write(content)
    }

    /// A text in double quotes as JSON has it, which YAML reads alike.
    private static func jsonString(_ content: String) -> String { JSONValue.string(content).text }

    /// JSON, YAML, TOML, INI.
    static let structured: [AnswerFormatEntry] = [
        entry(
            "json", "Answer with one JSON object whose only member is \"answer\", as in {\"answer\": \"...\"}.",
            JSONFormat(shape: .object(confidence: false)), write: { object($0) }),
        entry(
            "json_array", "Answer with one JSON array that holds your answer alone, as in [\"...\"].",
            JSONFormat(shape: .array), write: { "[\(jsonString($0))]" }),
        entry(
            "json_simple", "Answer with one JSON string, as in \"...\".", JSONFormat(shape: .string),
            write: { jsonString($0) }),
        entry(
            "yaml", "Answer with one line of YAML whose key is answer, as in: answer: ...",
            YAMLFormat(shape: .mapping(confidence: false)), write: { "answer: \(jsonString($0))" }),
        entry(
            "yaml_list", "Answer with a YAML list of one item, as in: - ...", YAMLFormat(shape: .list),
            write: { "- \(jsonString($0))" }),
        entry(
            "toml", "Answer with one line of TOML, as in: answer = \"...\"", TOMLFormat(),
            write: { "answer = \(quoted($0))" }),
        entry(
            "toml_section", "Answer in TOML: a line [response], and below it answer = \"...\".",
            TOMLFormat(table: "response"), write: { "[response]\nanswer = \(quoted($0))" }),
        entry(
            "json_confidence",
            "Answer with one JSON object of \"answer\" and \"confidence\", a number from 0 to 1.",
            JSONFormat(shape: .object(confidence: true)), write: { object($0, confidence: true) }),
        entry(
            "yaml_confidence", "Answer in YAML with two keys: answer, and confidence, a number from 0 to 1.",
            YAMLFormat(shape: .mapping(confidence: true)), write: { "answer: \(jsonString($0))\nconfidence: 0.9" }),
        entry(
            "toml_confidence", "Answer in TOML with two keys: answer, a string, and confidence, a number from 0 to 1.",
            TOMLFormat(confidence: true), write: { "answer = \(quoted($0))\nconfidence = 0.9" }),
        entry(
            "ini_format", "Answer in INI form: a line [section], and below it answer = and your answer.", INIFormat(),
            before: "[section]\nanswer = "),
    ]
}
