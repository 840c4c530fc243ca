internal import JSON

/// An instruction in plain words: `no_commas: true`, `words: {at_least: 300}`.
struct PlainWord: Sendable {
    /// The option's name.
    let name: String
    /// What its value is, as a noun phrase.
    let expected: String
    /// The check that a value asks for; throws what is wrong with the value.
    let make: @Sendable (JSONValue) throws(OptionMismatch) -> InstructionCheck

    /// A word with its own reading.
    init(
        _ name: String, _ expected: String,
        _ make: @escaping @Sendable (JSONValue) throws(OptionMismatch) -> InstructionCheck
    ) {
        self.name = name
        self.expected = expected
        self.make = make
    }

    /// A word that is `true` where a rule without arguments is to be followed.
    static func flag(_ name: String, _ id: String) -> PlainWord {
        PlainWord(name, "`true`") { (value) throws(OptionMismatch) in
            guard value.bool == true else {
                throw OptionMismatch(
                    "expected `true`, found \(OptionMismatch.describe(value))",
                    hint: "leave it out where it is not asked")
            }
            return try check(name, id, JSONObject())
        }
    }

    /// A word whose value is the one argument of a rule.
    static func argument(_ name: String, _ id: String, _ parameter: String, _ expected: String) -> PlainWord {
        PlainWord(name, expected) { (value) throws(OptionMismatch) in
            try check(name, id, JSONObject([.init(key: parameter, value: value)]))
        }
    }

    /// A word whose value is an object of a rule's arguments under names of their own.
    static func arguments(
        _ name: String, _ id: String, _ parameters: KeyValuePairs<String, String>, fixed: JSONObject = JSONObject()
    ) -> PlainWord {
        let known = parameters.map { $0.key }
        let parameters = Dictionary(uniqueKeysWithValues: parameters.map { ($0.key, $0.value) })
        let expected = "an object with " + known.map { "`\($0)`" }.joined(separator: ", ")
        return PlainWord(name, expected) { (value) throws(OptionMismatch) in
            guard let object = value.object else {
                throw OptionMismatch("expected \(expected), found \(OptionMismatch.describe(value))")
            }
            var given = fixed.members
            for member in object.members {
                guard let parameter = parameters[member.key] else {
                    throw OptionMismatch(
                        "`\(member.key)` is not known in it", hint: NearestName.hint(for: member.key, among: known))
                }
                given.append(.init(key: parameter, value: member.value))
            }
            return try check(name, id, JSONObject(given))
        }
    }

    /// A word whose value bounds a count.
    static func count(
        _ name: String, _ noun: StaticString, passes: Int = 2,
        _ count: @escaping @Sendable (ResponseText, inout Budget) throws(BudgetExhausted) -> Int
    ) -> PlainWord {
        PlainWord(name, CountBound.expected) { (value) throws(OptionMismatch) in
            let bound = try CountBound(value)
            return { (text, budget) throws(BudgetExhausted) in
                try budget.spend(bytes: passes * text.count + 64)
                return bound.finding(try count(text, &budget), noun)
            }
        }
    }

    /// The check of a rule by id or function's name.
    private static func check(
        _ name: String, _ id: String, _ arguments: JSONObject
    ) throws(OptionMismatch) -> InstructionCheck {
        guard let rule = InstructionCatalog.byID[id] ?? InstructionCatalog.byFunction[id] else {
            throw OptionMismatch("`\(id)` is no instruction")
        }
        do {
            return try rule.check(InstructionArguments(id: id, place: name, object: arguments))
        } catch {
            throw OptionMismatch(error.description)
        }
    }
}

extension CountBound {
    static let expected =
        "a whole number, or an object with one or two of `at_least`, `at_most`, `less_than`, `exactly`"

    /// A bound as it is written: a number alone is exactly that many.
    init(_ value: JSONValue) throws(OptionMismatch) {
        let mismatch = OptionMismatch("expected \(Self.expected), found \(OptionMismatch.describe(value))")
        func whole(_ value: JSONValue?) throws(OptionMismatch) -> Int? {
            guard let value else { return nil }
            guard let number = value.int, (0...1_000_000_000).contains(number) else {
                throw OptionMismatch("expected a whole number, 0 or more, found \(OptionMismatch.describe(value))")
            }
            return number
        }
        if value.number != nil, let number = try whole(value) {
            self = .exactly(number)
            return
        }
        guard let object = value.object, !object.isEmpty, object.firstDuplicateKey == nil else { throw mismatch }
        for key in object.keys where !["at_least", "at_most", "less_than", "exactly"].contains(key) {
            throw OptionMismatch(
                "`\(key)` is no bound",
                hint: NearestName.hint(for: key, among: ["at_least", "at_most", "less_than", "exactly"]))
        }
        let least = try whole(object["at_least"])
        let most = try whole(object["at_most"])
        let below = try whole(object["less_than"])
        let exact = try whole(object["exactly"])
        switch (least, most, below, exact) {
        case (let least?, nil, nil, nil): self = .atLeast(least)
        case (nil, let most?, nil, nil): self = .atMost(most)
        case (nil, nil, let below?, nil) where below > 0: self = .lessThan(below)
        case (nil, nil, nil, let exact?): self = .exactly(exact)
        case (let least?, let most?, nil, nil) where least <= most: self = .between(least, most)
        case (let least?, nil, let below?, nil) where least < below: self = .between(least, below - 1)
        default: throw OptionMismatch("no count can be as asked for")
        }
    }
}
