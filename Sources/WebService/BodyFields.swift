internal import JSON

/// The members of a request's JSON object, read strictly: unknown, doubled and ill-typed ones are named problems, and
/// `null` is the same as left out.
struct BodyFields {
    private let object: JSONObject

    /// The object that a body holds; an empty body is an empty object.
    init(_ body: [UInt8], known: [String]) throws(Problem) {
        guard !body.isEmpty else {
            object = JSONObject()
            return
        }
        let value: JSONValue
        do throws(JSONError) {
            // No request nests deeper than an array in a member; the rest is somebody's attempt.
            value = try JSONReader(maxDepth: 32).read(body)
        } catch {
            throw Problem(error)
        }
        guard let object = value.object else {
            throw Problem(.invalidField, "the body is a JSON object, this is \(BodyFields.kind(value))")
        }
        if let key = object.firstDuplicateKey {
            throw Problem(.duplicateField, "give it once", field: Shown.text(key))
        }
        for key in object.keys where !known.contains(where: { $0.utf8.elementsEqual(key.utf8) }) {
            let list = known.isEmpty ? "it takes none" : "known are \(Shown.list(known))"
            throw Problem(.unknownField, "there is no such field: \(list)", field: Shown.text(key))
        }
        self.object = object
    }

    /// A member's value; nil where it is left out or null.
    func value(_ name: String) -> JSONValue? {
        // Written out, since `nil` where a value is expected would be JSON's null.
        guard let value = object[name], !value.isNull else { return .none }
        return value
    }

    /// What a required member holds.
    func require<Value>(_ name: String, _ value: Value?, _ expected: String) throws(Problem) -> Value {
        guard let value else { throw Problem(.missingField, "give \(expected)", field: name) }
        return value
    }

    /// A text of 1 to `limit` bytes without control characters.
    func string(_ name: String, limit: Int = 200) throws(Problem) -> String? {
        guard let value = value(name) else { return nil }
        guard let text = value.string else { throw mismatch(name, "a string", value) }
        guard (1...limit).contains(text.utf8.count),
            !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { throw Problem(.invalidField, "give 1 to \(limit) bytes without control characters", field: name) }
        return text
    }

    /// A whole number within a range; `3.0` is one, `3.5` and `1e400` are not.
    func int(_ name: String, in range: ClosedRange<Int>) throws(Problem) -> Int? {
        guard let value = value(name) else { return nil }
        guard let number = value.number else { throw mismatch(name, "a whole number", value) }
        guard let int = number.int, range.contains(int) else {
            throw Problem(
                .invalidField, "give a whole number from \(range.lowerBound) to \(range.upperBound)", field: name)
        }
        return int
    }

    /// A number within a range; nil where it is left out.
    func double(_ name: String, in range: ClosedRange<Double>) throws(Problem) -> Double? {
        guard let value = value(name) else { return nil }
        guard let number = value.number else { throw mismatch(name, "a number", value) }
        guard let double = number.double, range.contains(double) else {
            throw Problem(
                .invalidField,
                "give a number from \(BodyFields.plain(range.lowerBound)) to \(BodyFields.plain(range.upperBound))",
                field: name)
        }
        return double
    }

    /// A number of seconds within a range.
    func seconds(_ name: String, in range: ClosedRange<Double>) throws(Problem) -> Duration? {
        guard let seconds = try double(name, in: range) else { return nil }
        return .milliseconds(Int64((seconds * 1000).rounded()))
    }

    /// A boolean.
    func bool(_ name: String) throws(Problem) -> Bool? {
        guard let value = value(name) else { return nil }
        guard let bool = value.bool else { throw mismatch(name, "true or false", value) }
        return bool
    }

    /// One of a closed list of words.
    func word<Word: RawRepresentable<String> & CaseIterable>(_ name: String, _: Word.Type) throws(Problem) -> Word? {
        guard let value = value(name) else { return nil }
        guard let word = value.string.flatMap(Word.init) else {
            throw Problem(.invalidField, "give one of \(Shown.list(Word.allCases.map(\.rawValue)))", field: name)
        }
        return word
    }

    /// What is said of a member of the wrong type.
    func mismatch(_ name: String, _ expected: String, _ value: JSONValue) -> Problem {
        Problem(.invalidField, "give \(expected), this is \(BodyFields.kind(value))", field: name)
    }

    private static func kind(_ value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .array, .object: "an \(value.kind)"
        case .bool, .number, .string: "a \(value.kind)"
        }
    }

    private static func plain(_ bound: Double) -> String {
        bound == bound.rounded() && abs(bound) < 1e15 ? String(Int(bound)) : String(bound)
    }
}
