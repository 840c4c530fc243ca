import JSON

/// Keys that occur twice in one object of a document, at any depth.
enum DuplicateMembers {
    /// Up to so many keys are compared with each other; more are sorted.
    private static let scanned = 8

    /// Where the first one is, as a JSON pointer bounded in length; nil where there is none. O(document).
    static func first(in document: JSONDocument, budget: inout Budget) throws(BudgetExhausted) -> String? {
        let found = try document.withJSONTape { (tape) throws(BudgetExhausted) -> Bool in
            try budget.spend(steps: 1 + tape.nodes.count / 2)
            var index = 0
            while index < tape.nodes.count {
                let value = tape.value(at: index)
                if value.kind == .object, value.count > 1, hasTwice(value, tape) { return true }
                index += 1
            }
            return false
        }
        guard found else { return nil }
        return try DuplicateKey.first(in: document.root.value, budget: &budget) ?? ""
    }

    private static func hasTwice(_ object: TapeValue, _ tape: JSONTape) -> Bool {
        if object.count <= scanned {
            return withUnsafeTemporaryAllocation(of: (UInt64, Int).self, capacity: scanned) { seen in
                var place = object.index + 1
                for position in 0..<object.count {
                    let key = tape.utf8(of: tape.value(at: place))
                    let head = PropertyTable.head(key)
                    for earlier in 0..<position where seen[earlier].0 == head {
                        if JSONTape.areSame(tape.utf8(of: tape.value(at: seen[earlier].1)), key) { return true }
                    }
                    seen.initializeElement(at: position, to: (head, place))
                    place = tape.value(at: place + 1).next
                }
                return false
            }
        }
        var seen: Set<ByteKey> = Set(minimumCapacity: object.count)
        var place = object.index + 1
        for _ in 0..<object.count {
            let key = String(decoding: tape.utf8(of: tape.value(at: place)), as: UTF8.self)
            if !seen.insert(ByteKey(text: key)).inserted { return true }
            place = tape.value(at: place + 1).next
        }
        return false
    }

    /// The same document with the last of each key only.
    static func withoutEarlier(_ document: JSONDocument, budget: inout Budget) throws(BudgetExhausted) -> JSONDocument {
        try budget.spend(bytes: 32 * document.bytes.count)
        let text = last(document.root.value).text
        return (try? JSONReader().document(Array(text.utf8))) ?? document
    }

    /// Recursion is bounded by the reader's depth.
    private static func last(_ value: JSONValue) -> JSONValue {
        switch value {
        case .null, .bool, .number, .string: value
        case .array(let elements): .array(elements.map(last))
        case .object(let object):
            .object(
                JSONObject(MemberIndex(object).members.map { JSONObject.Member(key: $0.key, value: last($0.value)) }))
        }
    }
}
