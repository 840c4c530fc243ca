/// The families that can be timed, by name.
package enum VerifierBenches {
    /// Their names.
    package static let families = ["json_schema", "tool_calls", "instructions", "math", "answer", "length"]

    /// The rows of a family on the recorded data of a folder, and for `json_schema` on a file of published schemas too;
    /// none for a name that is not listed. Throws where the data cannot be read.
    package static func rows(of family: String, anchors: String, schemas: String? = nil) throws -> [BenchRow] {
        switch family {
        case "json_schema":
            try JSONSchemaBench.rows(anchors: anchors)
                + (schemas.map { try PublishedSchemasBench.rows(file: $0) } ?? [])
        case "tool_calls": try ToolCallsBench.rows(anchors: anchors)
        case "instructions": try InstructionsBench.rows(anchors: anchors)
        case "math": try MathBench.rows(anchors: anchors)
        case "answer": try AnswerBench.rows(anchors: anchors)
        case "length": try LengthBench.rows(anchors: anchors)
        default: []
        }
    }
}
