import JSON

/// A call that is expected: its function, and what it is given.
struct ExpectedCall: Sendable {
    let name: String
    /// Usually an object; a model that gives a bare text may be expected to.
    let arguments: JSONValue

    /// The calls that a value lists, `{name, arguments}` or `{type: function, function: {…}}` each; arguments that are
    /// an object's JSON as a text are that object.
    static func list(_ value: JSONValue) throws(OptionMismatch) -> [ExpectedCall] {
        if let text = value.string, let inner = try? JSONReader().read(text), inner.string == nil {
            return try list(inner)
        }
        guard let elements = value.array else {
            throw OptionMismatch(
                "expected a list of calls, `{name, arguments}` each, found \(OptionMismatch.describe(value))")
        }
        var calls: [ExpectedCall] = []
        calls.reserveCapacity(elements.count)
        for element in elements { calls.append(try call(element)) }
        return calls
    }

    private static func call(_ value: JSONValue) throws(OptionMismatch) -> ExpectedCall {
        let function = value["function"]?.object == nil ? value : value["function"] ?? value
        guard let object = function.object, let name = object["name"]?.string else {
            throw OptionMismatch("a call needs a `name`, this is \(OptionMismatch.describe(value))")
        }
        if let twice = object.firstDuplicateKey {
            throw OptionMismatch("the call of `\(name)` gives \(JSONValue.string(twice).text) twice")
        }
        let written = object["arguments"] ?? object["parameters"] ?? .object(JSONObject())
        var arguments = written.isNull ? .object(JSONObject()) : written
        if let text = written.string, let inner = try? JSONReader().read(text), inner.object != nil {
            arguments = inner
        }
        if let twice = arguments.object?.firstDuplicateKey {
            throw OptionMismatch("the call of `\(name)` gives \(JSONValue.string(twice).text) twice")
        }
        return ExpectedCall(name: name, arguments: arguments)
    }
}

extension OptionReader where Value == [ExpectedCall] {
    /// The calls expected, in order; an empty list says that there is to be none.
    static var expectedCalls: OptionReader {
        OptionReader(
            expected: "a list of calls, `{name, arguments}` each",
            reading: { (value) throws(OptionMismatch) in try ExpectedCall.list(value) })
    }
}
