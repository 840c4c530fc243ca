/// The editions of JSON Schema that are known, from the oldest on.
package enum SchemaDraft: String, CaseIterable, Sendable, Comparable {
    case draft4 = "4"
    case draft6 = "6"
    case draft7 = "7"
    case draft201909 = "2019-09"
    case draft202012 = "2020-12"

    /// The URI of its metaschema, without an empty fragment.
    var uri: String {
        switch self {
        case .draft4: "http://json-schema.org/draft-04/schema"
        case .draft6: "http://json-schema.org/draft-06/schema"
        case .draft7: "http://json-schema.org/draft-07/schema"
        case .draft201909: "https://json-schema.org/draft/2019-09/schema"
        case .draft202012: "https://json-schema.org/draft/2020-12/schema"
        }
    }

    /// The edition whose metaschema bears a URI (`http` and `https` alike); nil where none does.
    init?(uri: String) {
        if let exact = Self.allCases.first(where: { $0.uri == uri }) {
            self = exact
            return
        }
        var uri = Substring(uri)
        while uri.hasSuffix("#") { uri = uri.dropLast() }
        func name(_ uri: Substring) -> Substring { uri.firstIndex(of: ":").map { uri[$0...] } ?? uri }
        guard uri.hasPrefix("http:") || uri.hasPrefix("https:"),
            let draft = Self.allCases.first(where: { name(Substring($0.uri)) == name(uri) })
        else { return nil }
        self = draft
    }

    /// The keyword that names a schema.
    var idKeyword: String { self == .draft4 ? "id" : "$id" }
    /// Whether a `$ref` hides the keywords beside it.
    var refHidesSiblings: Bool { self < .draft201909 }

    package static func < (lhs: SchemaDraft, rhs: SchemaDraft) -> Bool { lhs.order < rhs.order }

    private var order: Int {
        switch self {
        case .draft4: 4
        case .draft6: 6
        case .draft7: 7
        case .draft201909: 8
        case .draft202012: 9
        }
    }
}

/// The groups of keywords that a metaschema switches on.
struct SchemaVocabularies: OptionSet, Sendable, Hashable {
    let rawValue: Int

    static let applicator = SchemaVocabularies(rawValue: 1)
    static let unevaluated = SchemaVocabularies(rawValue: 2)
    static let validation = SchemaVocabularies(rawValue: 4)
    static let formatAssertion = SchemaVocabularies(rawValue: 8)
    static let format = SchemaVocabularies(rawValue: 16)

    /// What every edition's own metaschema switches on.
    static let standard: SchemaVocabularies = [.applicator, .unevaluated, .validation, .format]

    /// The group of a vocabulary's URI, empty for those that assert nothing; nil where it is not known.
    static func group(of uri: String) -> SchemaVocabularies? {
        let parts = uri.split(separator: "/vocab/")
        guard parts.count == 2,
            parts[0] == "https://json-schema.org/draft/2020-12" || parts[0] == "https://json-schema.org/draft/2019-09"
        else { return nil }
        let isOld = parts[0].hasSuffix("2019-09")
        switch parts[1] {
        case "applicator": return isOld ? [.applicator, .unevaluated] : .applicator
        case "unevaluated": return isOld ? nil : .unevaluated
        case "validation": return .validation
        case "format": return isOld ? .format : nil
        case "format-annotation": return isOld ? nil : .format
        case "format-assertion": return isOld ? nil : [.format, .formatAssertion]
        case "core", "content", "meta-data": return []
        default: return nil
        }
    }
}

/// What is wrong with a schema, and where: the data's fault, never the model's.
package struct SchemaFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, in words.
    package let message: String
    /// Where: a JSON pointer into the schema as a URI fragment.
    package let location: String

    init(_ message: String, at location: String) {
        self.message = message
        self.location = location
    }

    /// Both, bounded in length.
    package var description: String { "the schema, at \(location.prefix(200)): \(message.prefix(400))" }
}
