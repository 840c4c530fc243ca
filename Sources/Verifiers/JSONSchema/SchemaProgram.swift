import JSON

/// A schema compiled: flat tables that refer to each other by index, read by `SchemaEvaluator`.
///
/// Immutable. Nothing in it is an object of its own but patterns and constants. `@unchecked Sendable`: the memory behind
/// its pointers is its own and is never written again.
package final class SchemaProgram: @unchecked Sendable {
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
        /// Whether nothing but the value itself is looked at where it holds no others: no schema is applied to it.
        var isShallow = false
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
        case const(Int32)
        case `enum`(Int32)
        case allOf(first: Int32, count: Int32), anyOf(first: Int32, count: Int32), oneOf(first: Int32, count: Int32)
        case not(Int32), condition(if: Int32, then: Int32, else: Int32)
        case reference(Int32)
        /// The schema that it means where nothing in the dynamic scope bears the anchor, and the anchor.
        case dynamicReference(Int32, anchor: Int32)
    }

    /// What an object's members must be: `properties`, `patternProperties`, `additionalProperties` and `required`.
    struct Members: BitwiseCopyable, @unchecked Sendable {
        /// The names of `properties`, then those that are only required.
        var names: PropertyTable
        /// Where in `schemas` that of each name's value stands, -1 where a name has none.
        var schemas: Int32
        /// For each name its bit in `required`, 0 where it is not.
        var requiredBits: UnsafePointer<UInt64>
        /// The bits of all that is required, the lowest ones.
        var required: UInt64
        var patterns: UnsafePointer<PatternMember>
        var patternCount: Int
        /// The schema of members that no other speaks of; -1 where there is none.
        var additional: Int32
        /// Whether nothing is asked but that a few names are there.
        var isRequirementOnly = false
    }

    /// One of `patternProperties`.
    struct PatternMember: BitwiseCopyable {
        var expression: Int32
        var schema: Int32
    }

    /// The values of an `enum`, or that of a `const`.
    struct Choices: BitwiseCopyable, @unchecked Sendable {
        /// `null` by its bit, `true` by that of booleans, `false` by that of whole numbers.
        var kinds: UInt8
        var strings: PropertyTable
        var wholeNumbers: UnsafePointer<Int64>
        var wholeNumberCount: Int
        /// Numbers, arrays and objects, in `constants`.
        var otherStart: Int32
        var otherEnd: Int32
    }

    /// What must be there when a member is: a schema for the whole, or names, at the names' places.
    struct Dependents: BitwiseCopyable, @unchecked Sendable {
        var names: PropertyTable
        var schemas: UnsafePointer<Int32>
        var required: UnsafePointer<PropertyTable>
    }

    /// The tables while the compiler fills them.
    struct Tables {
        let memory = TableMemory()
        var nodes: [Node] = []
        /// The nodes of the pass that tells nothing: joined with what they demand, and some that only it knows.
        var quick: [Node] = []
        var instructions: [Instruction] = []
        var schemas: [Int32] = []
        var limits: [NumberLimit] = []
        var members: [Members] = []
        var choices: [Choices] = []
        var dependents: [Dependents] = []
        var requiredMany: [PropertyTable] = []
        var expressions: [SchemaExpression] = []
        /// For each expression its simple form.
        var matchers: [SimpleMatcher] = []
        /// For each place in `schemas` where the schemas of an `anyOf` or `oneOf` begin, its union; -1 elsewhere.
        var unionAt: [Int32] = []
        var unions: [Union] = []
        var branches: [Branch] = []
        var constants: [JSONDocument] = []
        var locations: [String] = []
        /// For each schema resource, and each anchor in it, the node that bears it; -1 where none does.
        var dynamicAnchors: [Int32] = []
        /// How many anchors dynamic references may mean.
        var anchorCount = 0
        /// The outermost schema.
        var root: Int32 = 0
    }

    /// The tables as the evaluator reads them; valid as long as the program.
    struct View: BitwiseCopyable {
        let nodes: UnsafePointer<Node>
        let quick: UnsafePointer<Node>
        let instructions: UnsafePointer<Instruction>
        let schemas: UnsafePointer<Int32>
        let limits: UnsafePointer<NumberLimit>
        let members: UnsafePointer<Members>
        let choices: UnsafePointer<Choices>
        let dependents: UnsafePointer<Dependents>
        let requiredMany: UnsafePointer<PropertyTable>
        let matchers: UnsafePointer<SimpleMatcher>
        let unionAt: UnsafePointer<Int32>
        let unions: UnsafePointer<Union>
        let branches: UnsafePointer<Branch>
        let dynamicAnchors: UnsafePointer<Int32>
        let anchorCount: Int
        let root: Int32
    }

    let view: View
    let expressions: [SchemaExpression]
    let constants: [JSONDocument]
    /// For each node where it stands: a JSON pointer, with a URI before it in other documents.
    let locations: [String]
    private let memory: TableMemory

    init(_ tables: Tables) {
        memory = tables.memory
        expressions = tables.expressions
        constants = tables.constants
        locations = tables.locations
        view = View(
            nodes: memory.keep(tables.nodes), quick: memory.keep(tables.quick),
            instructions: memory.keep(tables.instructions), schemas: memory.keep(tables.schemas),
            limits: memory.keep(tables.limits),
            members: memory.keep(tables.members), choices: memory.keep(tables.choices),
            dependents: memory.keep(tables.dependents), requiredMany: memory.keep(tables.requiredMany),
            matchers: memory.keep(tables.matchers), unionAt: memory.keep(tables.unionAt),
            unions: memory.keep(tables.unions), branches: memory.keep(tables.branches),
            dynamicAnchors: memory.keep(tables.dynamicAnchors), anchorCount: tables.anchorCount, root: tables.root)
    }
}
