extension AnswerFormats {
    private static func tag(
        _ name: String, _ tag: String, lead: String = "", _ instruction: String? = nil
    ) -> AnswerFormatEntry {
        AnswerFormatEntry(
            name, instruction ?? "Put your answer between <\(tag)> and </\(tag)>, once.",
            make: { _ throws(OptionMismatch) in try TagFormat(tag: tag, lead: lead) },
            write: { "<\(tag)>\(lead)\(lead.isEmpty ? "" : " ")\($0)</\(tag)>" })
    }

    private static func nested(_ name: String, _ outer: String, _ inner: String) -> AnswerFormatEntry {
        AnswerFormatEntry(
            name,
            "Between <\(outer)> and </\(outer)> explain briefly, and end, still between them, with your answer between "
                + "<\(inner)> and </\(inner)>.",
            make: { _ throws(OptionMismatch) in try NestedTagFormat(outer: outer, inner: inner) },
            write: { "<\(outer)>In short:\n<\(inner)>\($0)</\(inner)></\(outer)>" })
    }

    /// One pair of tags, or one within another.
    static let tags: [AnswerFormatEntry] = [
        tag("xml", "answer"),
        tag(
            "xml_final_answer", "answer", lead: "Final Answer:",
            "Write <answer>Final Answer: and your answer, then </answer>, once."),
        tag("output_tags", "output"), tag("result_tags", "result"), tag("response_tags", "response"),
        tag("final_answer_tags", "final_answer"), tag("solution_tags", "solution"),
        tag("conclusion_tags", "conclusion"), tag("reply_tags", "reply"),
        nested("nested_response_answer", "response", "answer"),
        nested("nested_solution_answer", "solution", "answer"),
        nested("nested_output_result", "output", "result"),
        nested("nested_analysis_conclusion", "analysis", "conclusion"),
        nested("nested_reasoning_answer", "reasoning", "answer"),
        tag("html_code", "code"), tag("html_pre", "pre"), tag("html_span", "span"), tag("html_div", "div"),
        tag("html_p", "p"),
    ]

    private static func sequence(
        _ name: String, for content: AnswerFormatEntry.Content = .generic, _ tags: String, answer: String,
        lead: String = ""
    ) -> AnswerFormatEntry {
        let tags = tags.split(separator: " ").map(String.init)
        let list = tags.map { "<\($0)>" }.joined(separator: ", ")
        let ending = lead.isEmpty ? "" : ", which begins with \"\(lead)\""
        return AnswerFormatEntry(
            name, for: content,
            "Write these tags once each, in this order, none empty: \(list). Your answer goes into <\(answer)>\(ending).",
            make: { _ throws(OptionMismatch) in try TagSequenceFormat(tags, answer: answer, lead: lead) },
            write: { content in
                let written = lead.isEmpty ? content : "\(lead) \(content)"
                return tags.map { "<\($0)>\($0 == answer ? written : "See the answer.")</\($0)>" }.joined(
                    separator: "\n")
            })
    }

    /// Several tags, each once and in order.
    static let tagSequences: [AnswerFormatEntry] = [
        AnswerFormatEntry(
            "multiple_tags",
            "Write your reasoning in <theory>, your answer in <answer>, and more about it in <explanation>, once each.",
            make: { _ throws(OptionMismatch) in
                try TagSequenceFormat(
                    ["theory", "reasoning", "answer", "explanation", "conclusion"], answer: "answer",
                    optional: ["theory", "reasoning", "explanation", "conclusion"],
                    anywhere: ["reasoning", "conclusion"], least: 2)
            },
            write: {
                "<theory>In theory.</theory>\n<answer>\($0)</answer>\n<explanation>See the answer.</explanation>"
            }),
        sequence(
            "complex_coding_format", for: .code,
            "RESTATEMENT REASONING PLAN PYDANTIC_SCHEMAS DIAGRAM REFLECTION SOLUTION EXPLANATION UNIT_TEST",
            answer: "SOLUTION"),
        sequence(
            "complex_coding_simple", for: .code, "RESTATEMENT REASONING PLAN SOLUTION EXPLANATION", answer: "SOLUTION"),
        sequence("complex_coding_minimal", for: .code, "ANALYSIS APPROACH SOLUTION TEST", answer: "SOLUTION"),
        sequence(
            "complex_math_format", for: .math, "RESTATEMENT REASONING APPROACH DERIVATION SOLUTION VERIFICATION",
            answer: "SOLUTION"),
        sequence(
            "complex_math_simple", for: .math, "PROBLEM_ANALYSIS SOLUTION_STEPS FINAL_ANSWER", answer: "FINAL_ANSWER"),
        sequence(
            "complex_general_format", "RESTATEMENT ANALYSIS REASONING CONCLUSION REFLECTION", answer: "CONCLUSION"),
        sequence("complex_general_simple", "ANALYSIS REASONING CONCLUSION", answer: "CONCLUSION"),
        sequence(
            "complex_research_format", "HYPOTHESIS METHODOLOGY ANALYSIS FINDINGS CONCLUSION", answer: "CONCLUSION"),
        sequence(
            "complex_scratchpad_full",
            "SCRATCHPAD RESTATEMENT REASONING PLAN CITATIONS PYDANTIC_SCHEMAS DIAGRAM REFLECTION REVISED_PLAN SOLUTION "
                + "EXPLANATION",
            answer: "SOLUTION"),
        sequence("complex_scratchpad_simple", "SCRATCHPAD RESTATEMENT REASONING PLAN DIAGRAM", answer: "PLAN"),
        sequence(
            "complex_classification_format",
            "COMPLETENESS_EXPLANATION COMPLETENESS_CLASSIFICATION GRAMMAR_EXPLANATION GRAMMAR_CLASSIFICATION "
                + "SCIENTIFIC_EXPLANATION SCIENTIFIC_CLASSIFICATION PROGRAMMING_EXPLANATION PROGRAMMING_CLASSIFICATION",
            answer: "PROGRAMMING_CLASSIFICATION"),
        sequence(
            "complex_analysis_with_answer", "ANALYSIS METHODOLOGY FINDINGS ANSWER", answer: "ANSWER",
            lead: "ANSWER IS:"),
        sequence(
            "complex_evaluation_format", "CRITERIA ASSESSMENT OVERALL_SCORE JUDGMENT", answer: "JUDGMENT"),
    ]
}
