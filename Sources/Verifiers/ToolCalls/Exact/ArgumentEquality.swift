import JSON

/// Compares an argument with the one expected, by type and value at every depth.
///
/// Numbers are equal by exact value, but one with a point or an exponent is no integer where the schema asks for none
/// with fractions: `5.0` is not the `5` expected. Texts are equal by code point, objects in any order.
struct ArgumentEquality {
    /// Where and how two values first differ.
    enum Difference {
        case type(found: String, expected: String)
        case value
    }

    let leniency: Leniency?

    /// The first difference; nil where there is none. O(both), quadratic in arrays whose order is free.
    func difference(
        _ found: JSONValue, _ expected: JSONValue, schema: JSONValue?, budget: inout Budget
    ) throws(BudgetExhausted) -> Difference? {
        try budget.spend(steps: 1)
        switch (found, expected) {
        case (.null, .null): return nil
        case (.bool(let a), .bool(let b)): return a == b ? nil : .value
        case (.number(let a), .number(let b)):
            try budget.spend(bytes: a.text.utf8.count + b.text.utf8.count)
            return difference(a, b, schema: schema)
        case (.string(let a), .string(let b)):
            try budget.spend(bytes: a.utf8.count)
            if a.hasSameBytes(as: b) { return nil }
            guard leniency?.ignoresCase == true else { return .value }
            try budget.spend(bytes: 8 * (a.utf8.count + b.utf8.count))
            return a.lowercased().hasSameBytes(as: b.lowercased()) ? nil : .value
        case (.array(let a), .array(let b)):
            return try difference(a, b, schema: schema?["items"], budget: &budget)
        case (.object(let a), .object(let b)): return try difference(a, b, schema: schema, budget: &budget)
        default: return .type(found: found.kind, expected: expected.kind)
        }
    }

    private func difference(_ found: JSONNumber, _ expected: JSONNumber, schema: JSONValue?) -> Difference? {
        if let tolerance = leniency?.tolerance {
            guard let a = found.double, let b = expected.double else { return found == expected ? nil : .value }
            return abs(a - b) <= tolerance || found == expected ? nil : .value
        }
        guard found == expected else { return .value }
        if expected.isWrittenAsInteger, !found.isWrittenAsInteger,
            schema.map({ !ArgumentSchema($0).takesFractions }) ?? true
        {
            return .type(found: "a float", expected: "an integer")
        }
        return nil
    }

    private func difference(
        _ found: [JSONValue], _ expected: [JSONValue], schema: JSONValue?, budget: inout Budget
    ) throws(BudgetExhausted) -> Difference? {
        guard leniency?.isUnordered == true else {
            for (a, b) in zip(found, expected) {
                if let inner = try difference(a, b, schema: schema, budget: &budget) { return inner }
            }
            return found.count == expected.count ? nil : .value
        }
        guard found.count == expected.count else { return .value }
        var left = expected
        for element in found {
            var place: Int?
            for (index, candidate) in left.enumerated() where place == nil {
                if try difference(element, candidate, schema: schema, budget: &budget) == nil { place = index }
            }
            guard let place else { return .value }
            left.remove(at: place)
        }
        return nil
    }

    private func difference(
        _ found: JSONObject, _ expected: JSONObject, schema: JSONValue?, budget: inout Budget
    ) throws(BudgetExhausted) -> Difference? {
        try budget.spend(steps: found.count + expected.count)
        let foundMembers = MemberIndex(found)
        let properties = schema?["properties"]
        let expectedList = MemberIndex(expected).members
        for (position, member) in expectedList.enumerated() {
            guard let value = foundMembers.value(of: member.key, near: position) else { return .value }
            let inner = try difference(value, member.value, schema: properties?[member.key], budget: &budget)
            if let inner { return inner }
        }
        return foundMembers.members.count == expectedList.count ? nil : .value
    }
}
