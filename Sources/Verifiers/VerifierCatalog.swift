/// The families that a `verify` list may name.
package enum VerifierCatalog {
    /// One line a family; a test holds this list against the folders beside this file.
    ///
    /// A folder bears its family's name without underscores, in whatever case reads best: `json_schema` is
    /// `JSONSchema/`.
    package static let families: [any VerifierFamily.Type] = [
        AnswerVerifier.self,
        JSONVerifier.self,
        JSONSchemaVerifier.self,
        ToolCallsVerifier.self,
        MathVerifier.self,
        LengthVerifier.self,
        PuzzleVerifier.self,
        ReasoningVerifier.self,
    ]

    /// Every family's name, in the order listed.
    package static var names: [String] { families.map { $0.name } }

    /// The family of that name.
    package static func family(named name: String) -> (any VerifierFamily.Type)? { families.first { $0.name == name } }
}
