import JSON

/// The types that BFCL's checker tells apart.
enum ReferenceType: Sendable {
    case string, integer, float, boolean, list, tuple, dict, none
    /// A type that no description names and no answer has.
    case other

    /// The type that a description's word means in a language; nil where the language has no such word.
    init?(_ word: String, in language: ReferenceLanguage) {
        switch (language, word) {
        case (.python, "string"), (.python, "any"): self = .string
        case (.python, "integer"): self = .integer
        case (.python, "float"), (.python, "number"): self = .float
        case (.python, "boolean"): self = .boolean
        case (.python, "array"), (.python, "tuple"): self = .list
        case (.python, "dict"), (.python, "object"): self = .dict
        case (.java, "byte"), (.java, "short"), (.java, "integer"), (.java, "long"): self = .integer
        case (.java, "float"), (.java, "double"): self = .float
        case (.java, "boolean"): self = .boolean
        case (.java, "char"), (.java, "String"), (.java, "any"): self = .string
        case (.java, "Array"), (.java, "ArrayList"): self = .list
        case (.java, "HashMap"): self = .dict
        case (.javascript, "String"), (.javascript, "any"): self = .string
        case (.javascript, "integer"), (.javascript, "Bigint"): self = .integer
        case (.javascript, "float"): self = .float
        case (.javascript, "Boolean"): self = .boolean
        case (.javascript, "dict"): self = .dict
        case (.javascript, "array"): self = .list
        default: return nil
        }
    }

    /// The type of a value that was found.
    init(of value: PythonValue) {
        switch value {
        case .none: self = .none
        case .bool: self = .boolean
        case .int, .bigInt: self = .integer
        case .float: self = .float
        case .string: self = .string
        case .list: self = .list
        case .tuple: self = .tuple
        case .dict: self = .dict
        case .other(let name): self = name == "int" ? .integer : .other
        }
    }

    /// The type of a value that is accepted.
    init(of value: JSONValue) {
        switch value {
        case .null: self = .none
        case .bool: self = .boolean
        case .number(let number): self = number.isWrittenAsInteger ? .integer : .float
        case .string: self = .string
        case .array: self = .list
        case .object: self = .dict
        }
    }
}

/// The language that a question of BFCL is in.
enum ReferenceLanguage: String, Sendable {
    case python, java, javascript
}
