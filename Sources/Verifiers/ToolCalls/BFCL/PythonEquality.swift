import JSON

/// Python's `==` between a value and one that was read from JSON.
enum PythonEquality {
    /// Whether they are equal: numbers and truth values by value whatever their type, a tuple to no list.
    ///
    /// With `standardizing`, a text in either place is in its standard form; only the outermost. O(both).
    static func areEqual(_ value: PythonValue, _ json: JSONValue) -> Bool {
        switch (value, json) {
        case (.none, .null): return true
        case (.bool(let a), .bool(let b)): return a == b
        case (.string(let a), .string(let b)): return a.hasSameBytes(as: b)
        case (.list(let a), .array(let b)): return a.count == b.count && zip(a, b).allSatisfy { areEqual($0, $1) }
        case (.dict(let entries), .object(let object)): return areEqual(entries, object)
        case (.bool(let a), .number(let b)): return areEqual(PythonValue.int(a ? 1 : 0), PythonValue(b))
        case (_, .bool(let b)): return areEqual(value, PythonValue.int(b ? 1 : 0))
        case (_, .number(let b)): return areEqual(value, PythonValue(b))
        default: return false
        }
    }

    /// Whether two numbers are equal; false for anything else.
    private static func areEqual(_ left: PythonValue, _ right: PythonValue) -> Bool {
        switch (left, right) {
        case (.int(let a), .int(let b)): return a == b
        case (.float(let a), .float(let b)): return a == b
        case (.int(let a), .float(let b)), (.float(let b), .int(let a)): return Int(exactly: b) == a
        case (.bigInt(let a), .bigInt(let b)): return a == b
        case (.bigInt(let a), .float(let b)), (.float(let b), .bigInt(let a)): return Double(a) == b
        default: return false
        }
    }

    private static func areEqual(_ entries: [PythonValue.Entry], _ object: JSONObject) -> Bool {
        var left = JSONObject()
        var values: [PythonValue] = []
        for entry in entries {
            guard case .string(let key) = entry.key else { return false }
            left.members.append(.init(key: key, value: .int(values.count)))
            values.append(entry.value)
        }
        let found = MemberIndex(left)
        let expected = MemberIndex(object).members
        guard found.members.count == expected.count else { return false }
        return expected.allSatisfy { member in
            found.value(of: member.key)?.int.map { areEqual(values[$0], member.value) } ?? false
        }
    }
}
