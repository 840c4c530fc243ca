/// A JSON value exactly as it was written: members in order, duplicate keys kept, numbers as text.
///
/// Equality is JSON Schema's: numbers compare by mathematical value (`1` equals `1.0`), objects without regard to
/// the order of their members, strings by code points (not by canonical equivalence, as Swift's own `==` does), and no
/// value equals one of another kind (`true` is not `1`).
public enum JSONValue: Sendable {
    case null
    case bool(Bool)
    case number(JSONNumber)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)
}

extension JSONValue {
    /// The kind's name as JSON Schema spells it; a number is always `number`.
    public var kind: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .number: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }

    /// The text of a string, else nil.
    public var string: String? { if case .string(let value) = self { value } else { nil } }
    /// The value of a boolean, else nil.
    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    /// The number of a number, else nil.
    public var number: JSONNumber? { if case .number(let value) = self { value } else { nil } }
    /// A number that is a whole one within `Int` (`3`, `3.0`, `3e2`), else nil.
    public var int: Int? { number?.int }
    /// A number rounded to the nearest `Double`; nil for other kinds and where it overflows.
    public var double: Double? { number?.double }
    /// The elements of an array, else nil.
    public var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }
    /// The members of an object, else nil.
    public var object: JSONObject? { if case .object(let value) = self { value } else { nil } }
    /// Whether it is `null`.
    public var isNull: Bool { if case .null = self { true } else { false } }

    /// The member of an object by key (of duplicates the last one), nil for other kinds. O(members).
    public subscript(key: String) -> JSONValue? { object?[key] }

    /// A whole number.
    public static func int(_ value: Int) -> JSONValue { .number(JSONNumber(value)) }

    /// A finite number; nil for NaN and infinities, which JSON cannot say.
    public static func double(_ value: Double) -> JSONValue? { JSONNumber(value).map(JSONValue.number) }
}

extension JSONValue: Hashable {
    /// Whether both are the same by JSON Schema's rules.
    public static func == (lhs: JSONValue, rhs: JSONValue) -> Bool {
        switch (lhs, rhs) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.number(let left), .number(let right)): left == right
        case (.string(let left), .string(let right)): left.hasSameBytes(as: right)
        case (.array(let left), .array(let right)): left == right
        case (.object(let left), .object(let right)): left == right
        default: false
        }
    }

    /// Hashes in keeping with `==`.
    public func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .bool(let value): hasher.combine(value ? 2 : 1)
        case .number(let value):
            hasher.combine(3)
            hasher.combine(value)
        case .string(let value):
            hasher.combine(4)
            hasher.combine(ByteKey(text: value))
        case .array(let elements):
            hasher.combine(5)
            hasher.combine(elements)
        case .object(let object):
            hasher.combine(6)
            hasher.combine(object)
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    /// A string.
    public init(stringLiteral value: String) { self = .string(value) }
    /// A whole number.
    public init(integerLiteral value: Int) { self = .number(JSONNumber(value)) }
    /// A boolean.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// An array.
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    /// An object whose members are in the order written.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(JSONObject(elements.map { JSONObject.Member(key: $0.0, value: $0.1) }))
    }
    /// `null`.
    public init(nilLiteral: ()) { self = .null }
}
