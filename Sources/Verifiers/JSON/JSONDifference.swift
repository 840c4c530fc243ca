import JSON

/// Where two JSON values first differ, and how.
///
/// Numbers are equal by exact value, strings and keys by code point, objects whatever the order of their members; of
/// duplicate keys the last one counts.
struct JSONDifference {
    /// How they differ there.
    enum Kind {
        /// They are of two kinds.
        case type(found: String, expected: String)
        /// They are of one kind, and not equal.
        case value
    }

    /// The place as a JSON pointer from the values compared, empty for themselves, bounded in length.
    let path: String
    let kind: Kind

    /// The first difference; nil where they are equal. O(both), a step for each node and byte of text compared.
    static func first(
        _ found: JSONValue, _ expected: JSONValue, budget: inout Budget
    ) throws(BudgetExhausted) -> JSONDifference? {
        try budget.spend(steps: 1)
        switch (found, expected) {
        case (.null, .null): return nil
        case (.bool(let a), .bool(let b)): return a == b ? nil : .here(.value)
        case (.number(let a), .number(let b)):
            try budget.spend(bytes: a.text.utf8.count + b.text.utf8.count)
            return a == b ? nil : .here(.value)
        case (.string(let a), .string(let b)):
            try budget.spend(bytes: a.utf8.count)
            return a.hasSameBytes(as: b) ? nil : .here(.value)
        case (.array(let a), .array(let b)):
            for (index, pair) in zip(a, b).enumerated() {
                if let inner = try first(pair.0, pair.1, budget: &budget) { return inner.below(String(index)) }
            }
            return a.count == b.count ? nil : .here(.value)
        case (.object(let a), .object(let b)): return try first(a, b, budget: &budget)
        default: return .here(.type(found: found.kind, expected: expected.kind))
        }
    }

    private static func first(
        _ found: JSONObject, _ expected: JSONObject, budget: inout Budget
    ) throws(BudgetExhausted) -> JSONDifference? {
        try budget.spend(steps: found.count + expected.count)
        let foundMembers = MemberIndex(found)
        let expectedMembers = MemberIndex(expected)
        let (foundList, expectedList) = (foundMembers.members, expectedMembers.members)
        for (position, member) in expectedList.enumerated() {
            guard let value = foundMembers.value(of: member.key, near: position) else {
                return here(.value).below(member.key)
            }
            if let inner = try first(value, member.value, budget: &budget) { return inner.below(member.key) }
        }
        // Every member expected is there, so as many members mean the same ones.
        guard foundList.count > expectedList.count else { return nil }
        let unexpected = foundList.first { expectedMembers.value(of: $0.key) == nil }
        return unexpected.map { here(.value).below($0.key) }
    }

    private static func here(_ kind: Kind) -> JSONDifference { JSONDifference(path: "", kind: kind) }

    private func below(_ key: String) -> JSONDifference {
        guard path.utf8.count < 200 else { return self }
        let key = key.utf8.count > 64 ? String(key.unicodeScalars.prefix(16)) + "…" : key
        return JSONDifference(path: "/\(key)\(path)", kind: kind)
    }
}
