import JSON

/// What is wrong with the data of a question, not with the answer.
struct QuestionFault: Error {
    let message: String
}

/// BFCL's AST checker, rule by rule: its verdicts, oddities kept.
///
/// Texts are compared in a standard form, values with a list of accepted ones, `""` among which says that a parameter
/// may be left out. Types are Python's, one level deep into arrays.
struct ReferenceChecker {
    let language: ReferenceLanguage
    /// Whether points in function names count as `_`, as for models that take no points.
    let underscoresForPoints: Bool

    /// What is wrong with a call; nil where nothing is.
    func failure(
        of call: ReferenceCall, tool: ToolList.Tool, possible: JSONObject, budget: inout Budget
    ) throws -> CallFailure? {
        let expectedName = underscoresForPoints ? String(tool.name.map { $0 == "." ? "_" : $0 }) : tool.name
        guard call.name.hasSameBytes(as: expectedName) else {
            return CallFailure(.wrongFunction, "`\(expectedName)` is expected")
        }
        let properties = tool.parameters?["properties"]?.object ?? JSONObject()
        try budget.spend(steps: 4 * (properties.count + call.arguments.count + possible.count))
        for required in tool.parameters?["required"]?.array ?? [] {
            guard let name = required.string, call.value(of: name) == nil else { continue }
            return CallFailure(.missingArgument, argument: name, "it is required and missing")
        }
        for argument in call.arguments {
            guard let description = properties[argument.name], let accepted = possible[argument.name] else {
                return CallFailure(.unexpectedArgument, argument: argument.name, "no such parameter is accepted")
            }
            // Of an argument given twice only the last one counts.
            guard let value = call.value(of: argument.name) else { continue }
            let checked = Parameter(
                name: argument.name, description: description, values: ReferenceValues(of: accepted))
            if let failure = try failure(of: value, checked, budget: &budget) { return failure }
        }
        for member in possible.members where call.value(of: member.key) == nil {
            if ReferenceValues(of: member.value).allowsNone { continue }
            return CallFailure(.missingArgument, argument: member.key, "it is missing and may not be left out")
        }
        return nil
    }

    /// A parameter, as it is described and with the values that are accepted for it.
    struct Parameter {
        let name: String
        let description: JSONValue
        let values: ReferenceValues

        var accepted: [JSONValue] { values.accepted }

        func wrongType(_ detail: String) -> CallFailure { CallFailure(.wrongType, argument: name, detail) }
        var wrongValue: CallFailure { CallFailure(.wrongValue, argument: name, "not one of the values accepted") }
    }

    private func failure(
        of written: PythonValue, _ parameter: Parameter, budget: inout Budget
    ) throws -> CallFailure? {
        guard let word = parameter.description["type"]?.string else {
            throw QuestionFault(message: "the parameter `\(parameter.name)` has no type")
        }
        guard let type = ReferenceType(word, in: language) else {
            throw QuestionFault(message: "the type `\(word)` of `\(parameter.name)` is not known")
        }
        var value = written
        var nested: ReferenceType?
        let isNested = language == .python ? ["array", "tuple"] : ["Array", "ArrayList", "array"]
        if isNested.contains(word) {
            guard let inner = parameter.description["items"]?["type"]?.string,
                let innerType = ReferenceType(inner, in: language)
            else { throw QuestionFault(message: "the items of `\(parameter.name)` have no type that is known") }
            nested = innerType
        }
        if language != .python {
            guard case .string(let text) = written else {
                return parameter.wrongType("a text is expected, found \(written.typeName)")
            }
            let items = parameter.description["items"]?["type"]?.string
            try budget.spend(bytes: 16 * text.utf8.count)
            value =
                language == .java
                ? JavaValue.read(text, as: word, items: items) : JavaScriptValue.read(text, as: word, items: items)
        }
        if word == "tuple", case .tuple(let elements) = value { value = .list(elements) }
        if language == .python, word == "float" || word == "number", case .int(let whole) = value {
            value = .float(Double(whole))
        }
        let (isRight, isVariable) = try hasType(value, type, nested, parameter.accepted, budget: &budget)
        guard isRight else { return parameter.wrongType("\(word) is expected, found \(value.typeName)") }
        try budget.spend(steps: ReferenceValues.cost(of: value, parameter.accepted))
        let values = parameter.values
        let isAccepted: Bool
        switch (isVariable, type, value) {
        case (false, .dict, .dict(let entries)): isAccepted = values.accepts(entries)
        case (false, .list, .list(let elements)) where nested == .dict: isAccepted = values.accepts(dicts: elements)
        case (false, .string, .string(let text)): isAccepted = values.accepts(text)
        case (false, .list, .list(let elements)): isAccepted = values.accepts(elements)
        default: isAccepted = parameter.accepted.contains { PythonEquality.areEqual(value, $0) }
        }
        return isAccepted ? nil : parameter.wrongValue
    }

    /// Whether a value has the type described, or that of the first accepted value, which then makes it a variable.
    private func hasType(
        _ value: PythonValue, _ type: ReferenceType, _ nested: ReferenceType?, _ accepted: [JSONValue],
        budget: inout Budget
    ) throws(BudgetExhausted) -> (isRight: Bool, isVariable: Bool) {
        let acceptedType = accepted.first { $0.string?.isEmpty != true }.map { ReferenceType(of: $0) }
        let isVariable = acceptedType.map { $0 != type } ?? false
        let found = ReferenceType(of: value)
        if found == type {
            guard let nested else { return (true, isVariable) }
            let elements: [PythonValue] = if case .list(let elements) = value { elements } else { [] }
            for item in accepted {
                guard let inner = item.array else { return (true, isVariable) }
                var isRight = true
                for element in elements where isRight {
                    try budget.spend(steps: 1 + inner.count)
                    isRight = try hasType(element, nested, nil, inner, budget: &budget).isRight
                }
                if isRight { return (true, isVariable) }
            }
            return (false, isVariable)
        }
        return (acceptedType == found, true)
    }
}

/// A call as the checker takes it: texts of its arguments for Java and JavaScript, values for Python.
struct ReferenceCall: Sendable {
    let name: String
    let arguments: [PythonArgument]

    /// The value of an argument, of two by that name the last.
    func value(of name: String) -> PythonValue? { arguments.last { $0.name.hasSameBytes(as: name) }?.value }
}
