package import JSON

/// Reading a node as what it must be. `what` names it in the error; left out, the error says "this value".
extension YAMLNode {
    /// What the node is, in a few words for a message.
    package var found: String {
        switch kind {
        case .null: "nothing"
        case .bool(let value): "\(value)"
        case .number(let number): "the number \(shortened(number.text))"
        case .string(let text): text.isEmpty ? "an empty text" : "the text \"\(shortened(text))\""
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }

    /// Whether it is null: `~`, `null`, or nothing at all.
    package var isNull: Bool { if case .null = kind { true } else { false } }

    /// The error that something else was expected here.
    package func expected(_ expectation: String, for what: String? = nil, hint: String? = nil) -> YAMLError {
        error("\(what.map { "`\($0)`" } ?? "this value") must be \(expectation), and is \(found)", hint: hint)
    }

    /// A string.
    package func string(_ what: String? = nil) throws(YAMLError) -> String {
        switch kind {
        case .string(let text): return text
        case .number(let number):
            throw expected("a text", for: what, hint: "Put it in quotes: \"\(shortened(number.text))\"")
        case .bool(let value): throw expected("a text", for: what, hint: "Put it in quotes: \"\(value)\"")
        default: throw expected("a text", for: what)
        }
    }

    /// A boolean.
    package func bool(_ what: String? = nil) throws(YAMLError) -> Bool {
        if case .bool(let value) = kind { return value }
        throw expected("true or false", for: what, hint: "Write true or false, without quotes")
    }

    /// A number, kept exactly.
    package func number(_ what: String? = nil) throws(YAMLError) -> JSONNumber {
        if case .number(let number) = kind { return number }
        throw expected("a number", for: what, hint: unquoteHint)
    }

    /// A whole number within a range.
    package func int(_ what: String? = nil, in range: ClosedRange<Int> = .min ... .max) throws(YAMLError) -> Int {
        let hint = unquoteHint
        guard case .number(let number) = kind else { throw expected("a whole number", for: what, hint: hint) }
        guard number.isInteger else { throw expected("a whole number", for: what) }
        guard let value = number.int, range.contains(value) else {
            throw expected("a whole number \(bounds(range))", for: what)
        }
        return value
    }

    /// A finite number within a range.
    package func double(
        _ what: String? = nil, in range: ClosedRange<Double> = -.greatestFiniteMagnitude ... .greatestFiniteMagnitude
    ) throws(YAMLError) -> Double {
        guard case .number(let number) = kind else { throw expected("a number", for: what, hint: unquoteHint) }
        guard let value = number.double, range.contains(value) else {
            throw expected("a number \(bounds(range))", for: what)
        }
        return value
    }

    /// One of an enumeration's raw values.
    package func choice<Choice: RawRepresentable & CaseIterable>(
        _ what: String? = nil, of type: Choice.Type = Choice.self
    ) throws(YAMLError) -> Choice where Choice.RawValue == String {
        let known = Choice.allCases.map(\.rawValue)
        guard case .string(let text) = kind, let choice = Choice(rawValue: text) else {
            var hint: String?
            if case .string(let text) = kind {
                hint = nearestWord(to: text, among: known).map { "Did you mean `\($0)`?" }
            }
            throw expected("one of \(known.joined(separator: ", "))", for: what, hint: hint)
        }
        return choice
    }

    /// A list.
    package func list(_ what: String? = nil) throws(YAMLError) -> [YAMLNode] {
        if case .sequence(let nodes) = kind { return nodes }
        throw expected("a list", for: what, hint: "Write it as [a, b] or with a dash for each entry")
    }

    /// A list of strings.
    package func strings(_ what: String? = nil) throws(YAMLError) -> [String] {
        var strings: [String] = []
        for node in try list(what) { strings.append(try node.string(what.map { "an entry of \($0)" })) }
        return strings
    }

    /// A mapping, to be read key by key and then finished.
    package func mapping(_ what: String? = nil) throws(YAMLError) -> YAMLMapping {
        if case .mapping(let entries) = kind { return YAMLMapping(entries: entries, place: place, name: what) }
        throw expected("a mapping", for: what, hint: "Write it as `key: value` lines or as {key: value}")
    }

    private var unquoteHint: String? {
        if case .string(let text) = kind, CoreSchema.number(text) != nil { "Write it without quotes" } else { nil }
    }

    private func bounds(_ range: ClosedRange<Int>) -> String {
        switch (range.lowerBound == .min, range.upperBound == .max) {
        case (true, true): "that fits 64 bits"
        case (false, true): "of at least \(range.lowerBound)"
        case (true, false): "of at most \(range.upperBound)"
        case (false, false): "from \(range.lowerBound) to \(range.upperBound)"
        }
    }

    private func bounds(_ range: ClosedRange<Double>) -> String {
        let most = Double.greatestFiniteMagnitude
        return switch (range.lowerBound == -most, range.upperBound == most) {
        case (true, true): "that a double can hold"
        case (false, true): "of at least \(range.lowerBound)"
        case (true, false): "of at most \(range.upperBound)"
        case (false, false): "from \(range.lowerBound) to \(range.upperBound)"
        }
    }
}
