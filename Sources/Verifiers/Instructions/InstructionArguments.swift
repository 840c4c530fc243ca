internal import JSON

/// The arguments that a row gives one instruction; `null` counts as not given.
struct InstructionArguments: Sendable {
    /// The instruction's id, for errors.
    let id: String
    /// Where they stand in the row, for errors: `kwargs[2]`.
    let place: String
    private let object: JSONObject

    /// Arguments as written.
    init(id: String, place: String, object: JSONObject) {
        self.id = id
        self.place = place
        self.object = object
    }

    /// An error about one of them, or about all.
    func fault(_ name: String?, _ message: String) -> OptionFault {
        OptionFault("\(place) of `\(id)`: " + (name.map { "`\($0)` " } ?? "") + message)
    }

    /// Throws where one is given that the instruction does not take.
    func allow(only known: [String]) throws(OptionFault) {
        for member in object.members where !member.value.isNull && !known.contains(member.key) {
            let names = known.isEmpty ? "it takes none" : NearestName.hint(for: member.key, among: known)
            throw fault(member.key, "is no argument of it; \(names)")
        }
        if let twice = object.firstDuplicateKey { throw fault(twice, "is given twice") }
    }

    /// The value of one; throws where it is missing.
    private func value(_ name: String, _ expected: String) throws(OptionFault) -> JSONValue {
        guard let value = object[name], !value.isNull else { throw fault(name, "is missing; give it \(expected)") }
        return value
    }

    private func mismatch(_ name: String, _ expected: String, _ value: JSONValue) -> OptionFault {
        fault(name, "is \(OptionMismatch.describe(value)); expected \(expected)")
    }

    /// A whole number in a range.
    func whole(_ name: String, _ range: ClosedRange<Int> = 0...1_000_000_000) throws(OptionFault) -> Int {
        let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        let value = try value(name, expected)
        guard let number = value.int, range.contains(number) else { throw mismatch(name, expected, value) }
        return number
    }

    /// A number, 0 or more.
    func number(_ name: String) throws(OptionFault) -> Double {
        let value = try value(name, "a number, 0 or more")
        guard let number = value.double, number >= 0 else { throw mismatch(name, "a number, 0 or more", value) }
        return number
    }

    /// A text, not empty unless that is allowed.
    func text(_ name: String, mayBeEmpty: Bool = false) throws(OptionFault) -> String {
        let expected = mayBeEmpty ? "a text" : "a text that is not empty"
        let value = try value(name, expected)
        guard let text = value.string, mayBeEmpty || !text.isEmpty else { throw mismatch(name, expected, value) }
        return text
    }

    /// One of some texts.
    func choice(_ name: String, _ known: [String]) throws(OptionFault) -> String {
        let expected = "one of " + known.map { "`\($0)`" }.joined(separator: ", ")
        let value = try value(name, expected)
        guard let text = value.string, known.contains(text) else { throw mismatch(name, expected, value) }
        return text
    }

    /// The most texts that a list may hold.
    static let longestList = 1_000

    /// A list of texts, none of them empty and at least one.
    func texts(_ name: String) throws(OptionFault) -> [String] {
        let expected = "a list of 1 to \(Self.longestList) texts, none of them empty"
        let value = try value(name, expected)
        guard let list = value.array, !list.isEmpty, list.count <= Self.longestList else {
            throw mismatch(name, expected, value)
        }
        var texts: [String] = []
        for element in list {
            guard let text = element.string, !text.isEmpty else { throw mismatch(name, expected, element) }
            texts.append(text)
        }
        return texts
    }

    /// How a count is held against a number: `less than` or `at least`.
    func relation(_ name: String, _ number: Int) throws(OptionFault) -> CountBound {
        try choice(name, ["less than", "at least"]) == "less than" ? .lessThan(number) : .atLeast(number)
    }

    /// A pattern as the reference reads keywords; throws where it is no regular expression.
    func pattern(_ name: String, _ pattern: String, asWord: Bool = false) throws(OptionFault) -> KeywordPattern {
        do {
            return try KeywordPattern(pattern, asWord: asWord)
        } catch {
            throw fault(name, "holds no regular expression (\(OptionMismatch.describe(.string(pattern)))): \(error)")
        }
    }
}

/// What a count must be.
enum CountBound: Sendable, Hashable {
    case lessThan(Int)
    case atLeast(Int)
    case atMost(Int)
    case exactly(Int)
    case between(Int, Int)

    /// Whether a count is as demanded.
    func holds(_ count: Int) -> Bool {
        switch self {
        case .lessThan(let number): count < number
        case .atLeast(let number): count >= number
        case .atMost(let number): count <= number
        case .exactly(let number): count == number
        case .between(let low, let high): count >= low && count <= high
        }
    }

    /// The demand in words: "at least 3".
    var words: String {
        switch self {
        case .lessThan(let number): "less than \(number)"
        case .atLeast(let number): "at least \(number)"
        case .atMost(let number): "at most \(number)"
        case .exactly(let number): "exactly \(number)"
        case .between(let low, let high): "\(low) to \(high)"
        }
    }

    /// What a count says about it.
    @inline(__always)
    func finding(_ count: Int, _ what: StaticString) -> InstructionFinding {
        InstructionFinding(holds(count), "\(count) \(what), asked for are \(words)")
    }
}
