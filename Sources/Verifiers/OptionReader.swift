package import JSON

/// How an option's value is read: what is expected, in words, and the function that takes it.
package struct OptionReader<Value: Sendable>: Sendable {
    /// What is expected, as a noun phrase: "a number, 0 or more".
    package let expected: String
    /// The value, or nil where it is not what is expected.
    package let read: @Sendable (JSONValue) throws(OptionMismatch) -> Value

    /// A reader; `read` returns nil for what it does not take.
    package init(_ expected: String, _ read: @escaping @Sendable (JSONValue) -> Value?) {
        self.expected = expected
        self.read = { (value) throws(OptionMismatch) in
            guard let result = read(value) else {
                throw OptionMismatch("expected \(expected), found \(OptionMismatch.describe(value))")
            }
            return result
        }
    }

    /// A reader that says itself what is wrong.
    package init(expected: String, reading read: @escaping @Sendable (JSONValue) throws(OptionMismatch) -> Value) {
        self.expected = expected
        self.read = read
    }
}

/// A value is not what its option takes.
package struct OptionMismatch: Error, Sendable, Hashable {
    /// What is wrong.
    package let message: String
    /// What to write instead.
    package let hint: String?

    /// A mismatch.
    package init(_ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
    }

    /// A value in a few words: its kind, and short values themselves.
    package static func describe(_ value: JSONValue) -> String {
        switch value {
        case .null: return "null"
        case .bool(let flag): return "\(flag)"
        case .number(let number): return number.text.utf8.count <= 32 ? "the number \(number.text)" : "a long number"
        case .string(let text): return text.utf8.count <= 64 ? "the text \(JSONValue.string(text).text)" : "a long text"
        case .array: return "an array"
        case .object: return "an object"
        }
    }
}

extension OptionReader where Value == JSONValue {
    /// Any value at all.
    package static var any: OptionReader { OptionReader("any value") { $0 } }
}

extension OptionReader where Value == String {
    /// A text.
    package static var text: OptionReader { OptionReader("a text") { $0.string } }

    /// One of these names; another is an error that lists them and suggests the nearest.
    package static func name(of known: [String]) -> OptionReader {
        let expected = "one of " + known.map { "`\($0)`" }.joined(separator: ", ")
        return OptionReader(
            expected: expected,
            reading: { (value) throws(OptionMismatch) in
                guard let name = value.string else {
                    throw OptionMismatch("expected \(expected), found \(OptionMismatch.describe(value))")
                }
                guard known.contains(name) else {
                    throw OptionMismatch(
                        "\(OptionMismatch.describe(value)) is not known",
                        hint: NearestName.hint(for: name, among: known))
                }
                return name
            })
    }
}

extension OptionReader where Value == Bool {
    /// `true` or `false`.
    package static var flag: OptionReader { OptionReader("`true` or `false`") { $0.bool } }
}

extension OptionReader where Value == Int {
    /// A whole number in a range.
    package static func whole(_ range: ClosedRange<Int>) -> OptionReader {
        OptionReader("a whole number from \(range.lowerBound) to \(range.upperBound)") { value in
            value.int.flatMap { range.contains($0) ? $0 : nil }
        }
    }
}

extension OptionReader where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// One of an enumeration's names; another is an error that lists them and suggests the nearest.
    package static var name: OptionReader {
        let names = OptionReader<String>.name(of: Value.allCases.map(\.rawValue))
        return OptionReader(
            expected: names.expected,
            reading: { (value) throws(OptionMismatch) in
                let name = try names.read(value)
                guard let result = Value(rawValue: name) else { throw OptionMismatch("expected \(names.expected)") }
                return result
            })
    }
}
