import JSON

/// What the types that a tool's own schema names say about how an argument is read and compared. Whether the argument is
/// valid is for ``ToolSchemas`` to say.
///
/// Types may be spelled as BFCL spells them (`dict`, `float`, `tuple`, `any`).
struct ArgumentSchema {
    /// The schema; an object or a truth value counts, anything else allows everything.
    let schema: JSONValue

    init(_ schema: JSONValue) { self.schema = schema }

    /// Whether the types named take numbers that are not whole; true also where no type is named.
    var takesFractions: Bool {
        guard let type = schema["type"] else { return false }
        return Self.names(of: type).contains { ["number", "float", "double"].contains($0) }
    }

    /// Whether a tuple is an array to it: where it says so, or says nothing.
    var takesTuples: Bool {
        guard let type = schema["type"] else { return true }
        return Self.names(of: type).contains { ["tuple", "any"].contains($0) }
    }

    private static func names(of type: JSONValue) -> [String] {
        type.string.map { [$0] } ?? (type.array ?? []).compactMap(\.string)
    }
}
