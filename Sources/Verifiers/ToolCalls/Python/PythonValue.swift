import JSON

/// A value as Python has it: integers and floats apart, tuples beside lists, keys of any kind.
///
/// The reference checker of BFCL compares such values, so its rules can only be kept on them.
package indirect enum PythonValue: Sendable {
    /// One entry of a `dict`.
    package struct Entry: Sendable {
        let key: PythonValue
        let value: PythonValue
    }

    case none
    case bool(Bool)
    case int(Int)
    /// An integer beyond `Int`, in decimal without leading zeros.
    case bigInt(String)
    /// Any float, infinities and NaN among them.
    case float(Double)
    case string(String)
    case list([PythonValue])
    case tuple([PythonValue])
    /// Entries in the order written, duplicates kept: the last one counts.
    case dict([Entry])
    /// A value of a type that no answer has (`bytes`, `complex`): equal to nothing.
    case other(String)
}

extension PythonValue {
    /// What Python's own JSON reader makes of a value: numbers without point and exponent are integers. O(value).
    init(_ value: JSONValue) {
        switch value {
        case .null: self = .none
        case .bool(let flag): self = .bool(flag)
        case .number(let number): self = PythonValue(number)
        case .string(let text): self = .string(text)
        case .array(let elements): self = .list(elements.map { PythonValue($0) })
        case .object(let object):
            self = .dict(object.members.map { Entry(key: .string($0.key), value: PythonValue($0.value)) })
        }
    }

    /// The integer or float that a JSON number is to Python.
    init(_ number: JSONNumber) {
        if let int = Int(number.text) {
            self = .int(int)
        } else if number.isWrittenAsInteger {
            self = .bigInt(number.text)
        } else {
            self = .float(Double(number.text) ?? 0)
        }
    }

    /// The type's name in Python.
    var typeName: String {
        switch self {
        case .none: "NoneType"
        case .bool: "bool"
        case .int, .bigInt: "int"
        case .float: "float"
        case .string: "str"
        case .list: "list"
        case .tuple: "tuple"
        case .dict: "dict"
        case .other(let name): name
        }
    }
}

extension JSONNumber {
    /// Whether it has neither point nor exponent, which makes it an integer to most languages.
    var isWrittenAsInteger: Bool {
        text.utf8.allSatisfy { $0.isDigit || $0 == UInt8(ascii: "-") }
    }
}

/// A value is none that JSON can say; the message says which.
struct NotJSON: Error {
    let message: String
}

extension PythonValue {
    /// The same value in JSON; throws for infinities, bytes, keys that are no strings, and by option keys given twice.
    ///
    /// A tuple becomes an array where `takesTuples` says that one will do, else it is refused. O(value).
    func json(takesTuples: Bool, rejectsDuplicates: Bool) throws(NotJSON) -> JSONValue {
        switch self {
        case .none: return .null
        case .bool(let flag): return .bool(flag)
        case .int(let value): return .int(value)
        case .bigInt(let text): return .number(JSONNumber(checked: text))
        case .float(let value):
            guard let number = JSONValue.double(value) else { throw NotJSON(message: "a number that is not finite") }
            return number
        case .string(let text): return .string(text)
        case .tuple(let elements):
            guard takesTuples else { throw NotJSON(message: "a tuple where an array is expected") }
            return .array(try Self.json(elements, takesTuples, rejectsDuplicates))
        case .list(let elements): return .array(try Self.json(elements, takesTuples, rejectsDuplicates))
        case .dict(let entries):
            var object = JSONObject()
            object.members.reserveCapacity(entries.count)
            for entry in entries {
                guard case .string(let key) = entry.key else {
                    throw NotJSON(message: "a key of type \(entry.key.typeName)")
                }
                object.members.append(
                    .init(
                        key: key,
                        value: try entry.value.json(takesTuples: takesTuples, rejectsDuplicates: rejectsDuplicates)))
            }
            if rejectsDuplicates, let twice = object.firstDuplicateKey {
                throw NotJSON(message: "the key \(JSONValue.string(twice).text) is given twice")
            }
            return .object(object)
        case .other(let name): throw NotJSON(message: "a value of type \(name)")
        }
    }

    private static func json(
        _ elements: [PythonValue], _ takesTuples: Bool, _ rejectsDuplicates: Bool
    ) throws(NotJSON) -> [JSONValue] {
        var result: [JSONValue] = []
        result.reserveCapacity(elements.count)
        for element in elements {
            result.append(try element.json(takesTuples: takesTuples, rejectsDuplicates: rejectsDuplicates))
        }
        return result
    }
}
