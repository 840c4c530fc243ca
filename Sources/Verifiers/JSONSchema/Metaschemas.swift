import JSON

/// The metaschemas of every edition, which references may mean without their being given.
enum Metaschemas {
    /// The document of a URI without its fragment; nil where none of these bears it.
    static func document(_ uri: String) -> JSONValue? { byURI[uri] }

    private static let byURI: [String: JSONValue] = {
        var all: [String: JSONValue] = [:]
        for text in draft4To7 + draft201909 + draft202012 {
            guard let document = try? JSONReader().read(text),
                let id = document["$id"]?.string ?? document["id"]?.string
            else { continue }
            all[URIReference(id).withoutFragment] = document
        }
        return all
    }()

    /// The program that judges schemas of an edition; nil only where its own text is broken, which a test rules out.
    static func program(_ draft: SchemaDraft) -> SchemaProgram? { programs[draft] }

    private static let programs: [SchemaDraft: SchemaProgram] = {
        var all: [SchemaDraft: SchemaProgram] = [:]
        for draft in SchemaDraft.allCases {
            guard var document = byURI[draft.uri] else { continue }
            if draft == .draft4 { document = withAnyEnum(document) }
            var budget = Budget.standard
            all[draft] = try? SchemaCompiler.compile(
                document, options: SchemaOptions(draft: draft, isTrusted: true), budget: &budget)
        }
        return all
    }()

    /// A metaschema that lets `enum` be empty or say a value twice, as later editions do: what such a schema means is
    /// plain, and many that people wrote are of this kind.
    private static func withAnyEnum(_ document: JSONValue) -> JSONValue {
        guard var whole = document.object, var properties = whole["properties"]?.object else { return document }
        properties["enum"] = ["type": "array"]
        whole["properties"] = .object(properties)
        return .object(whole)
    }
}
