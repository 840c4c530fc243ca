import JSON

/// Finds keys that occur twice in one object, at any depth.
enum DuplicateKey {
    /// Where the first one is, as a JSON pointer bounded in length; nil where there is none. O(value).
    static func first(in value: JSONValue, budget: inout Budget) throws(BudgetExhausted) -> String? {
        switch value {
        case .null, .bool, .number, .string: return nil
        case .array(let elements):
            try budget.spend(steps: elements.count)
            for (index, element) in elements.enumerated() {
                if let path = try first(in: element, budget: &budget) { return below(String(index), path) }
            }
            return nil
        case .object(let object):
            try budget.spend(steps: object.count)
            if let key = object.firstDuplicateKey { return below(key, "") }
            for member in object.members {
                if let path = try first(in: member.value, budget: &budget) { return below(member.key, path) }
            }
            return nil
        }
    }

    private static func below(_ key: String, _ path: String) -> String {
        guard path.utf8.count < 200 else { return path }
        return "/" + (key.utf8.count > 64 ? String(key.unicodeScalars.prefix(16)) + "…" : key) + path
    }
}
