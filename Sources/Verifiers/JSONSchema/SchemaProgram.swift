import JSON

/// A schema compiled: flat tables that refer to each other by index, read by `SchemaEvaluator`.
///
/// Immutable once the compiler hands it out. Nothing in it is an object of its own but patterns and constants.
package final class SchemaProgram: Sendable {
    /// One schema object, or `true` or `false`.
    struct Node: BitwiseCopyable, Sendable {
        /// The kinds of value that its `type` lets pass, as bits of `Kinds`.
        var kinds: UInt8 = Kinds.all
        /// Whether nothing passes.
        var isNever = false
        /// Whether a whole number must be spelled without point and exponent (draft 4).
        var demandsPlainIntegers = false
        /// Whether it keeps a record of what its keywords evaluated, for `unevaluatedItems` and `…Properties`.
        var tracksEvaluated = false
        /// The schema resource that it is part of.
        var resource: Int32 = 0
        /// Its instructions: those for numbers, strings, arrays, objects and any value stand one after the other, each
        /// up to its bound.
        var start: Int32 = 0
        var numberEnd: Int32 = 0
        var stringEnd: Int32 = 0
        var arrayEnd: Int32 = 0
        var objectEnd: Int32 = 0
        var end: Int32 = 0
    }

    /// Kinds of values as bits.
    enum Kinds {
        static let null: UInt8 = 1
        static let boolean: UInt8 = 2
        static let integer: UInt8 = 4
        static let fraction: UInt8 = 8
        static let string: UInt8 = 16
        static let array: UInt8 = 32
        static let object: UInt8 = 64
        static let all: UInt8 = 127
    }

    /// One keyword, or several that are judged at once; numbers are places in the tables below.
    enum Instruction: BitwiseCopyable, Sendable {
        case minimum(Int32), maximum(Int32), exclusiveMinimum(Int32), exclusiveMaximum(Int32), multipleOf(Int32)
        case minLength(Int), maxLength(Int), pattern(Int32), format(SchemaFormat), content(isBase64: Bool, isJSON: Bool)
        case minItems(Int), maxItems(Int), uniqueItems
        /// The schemas of the first items, in `schemas`, and that of the others (-1: none).
        case items(first: Int32, count: Int32, rest: Int32)
        case contains(Int32, least: Int32, most: Int32, marks: Bool)
        case unevaluatedItems(Int32)
        case minProperties(Int), maxProperties(Int), members(Int32), requiredMany(Int32)
        case propertyNames(Int32), dependentRequired(Int32), dependentSchemas(Int32), unevaluatedProperties(Int32)
        case const(Int32), `enum`(Int32)
        case allOf(first: Int32, count: Int32), anyOf(first: Int32, count: Int32), oneOf(first: Int32, count: Int32)
        case not(Int32), condition(if: Int32, then: Int32, else: Int32)
        case reference(Int32)
        /// The schema that it means where nothing in the dynamic scope bears the anchor, and the anchor.
        case dynamicReference(Int32, anchor: Int32)
    }

    /// What an object's members must be: `properties`, `patternProperties`, `additionalProperties` and `required`.
    struct Members: Sendable {
        /// The names of `properties`, then those that are only required.
        var names = PropertyTable([])
        /// For each name the schema of its value, -1 where there is none.
        var schemas: [Int32] = []
        /// For each name its bit in `required`, 0 where it is not.
        var requiredBits: [UInt64] = []
        /// The bits of all that is required.
        var required: UInt64 = 0
        var patterns: [(expression: Int32, schema: Int32)] = []
        /// The schema of members that no other speaks of; -1 where there is none.
        var additional: Int32 = -1
        /// Whether that is `false`.
        var isClosed = false
        /// Whether only `required` is asked for.
        var isRequiredOnly = false
    }

    /// The values of an `enum`.
    struct Choices: Sendable {
        var kinds: UInt8 = 0
        var strings = PropertyTable([])
        var wholeNumbers: [Int64] = []
        /// Numbers of another form, arrays and objects.
        var others: [JSONDocument] = []
    }

    /// What must be there when a member is.
    struct Dependents: Sendable {
        var names: PropertyTable
        var schemas: [Int32] = []
        var required: [PropertyTable] = []
    }

    var nodes: [Node] { tables.nodes }
    let tables: Tables

    /// The tables, filled by the compiler.
    struct Tables: Sendable {
        var nodes: [Node] = []
        var instructions: [Instruction] = []
        var schemas: [Int32] = []
        var limits: [NumberLimit] = []
        var expressions: [RegularExpression] = []
        var members: [Members] = []
        var choices: [Choices] = []
        var constants: [Choices] = []
        var dependents: [Dependents] = []
        var requiredMany: [PropertyTable] = []
        /// For each node where it stands: the schema's URI and a JSON pointer, as `uri#/pointer`.
        var locations: [String] = []
        /// For each schema resource, and each anchor, the node that bears it; none where it is -1.
        var dynamicAnchors: [[Int32]] = []
        /// Whether the dynamic scope must be kept.
        var isDynamic = false
        /// The outermost schema.
        var root: Int32 = 0
    }

    init(_ tables: Tables) { self.tables = tables }
}
