package import JSON

/// One question of BFCL with an answer of its own, both parsed: what is timed beside the reference.
package struct ToolCallsBenchCase: Sendable {
    private let tools: ToolList
    private let question: ReferenceQuestion
    private let calls: [ReferenceCall]

    /// A question and the calls that answer it, `{name, arguments}` each; throws what is wrong with the question.
    package init(category: String, tools: JSONValue, possible: JSONValue, calls: JSONValue) throws {
        self.tools = try ToolList(tools)
        question = try ReferenceQuestion(category: category, possible: possible, tools: self.tools, format: .python)
        self.calls = (calls.array ?? []).map { call in
            let arguments = call["arguments"]?.object?.members ?? []
            return ReferenceCall(
                name: call["name"]?.string ?? "",
                arguments: arguments.map { PythonArgument(name: $0.key, value: PythonValue($0.value)) })
        }
    }

    /// Checks the calls; whether they pass.
    @discardableResult
    package func check() -> Bool {
        var budget = Budget.standard
        let checker = ReferenceChecker(language: question.language, underscoresForPoints: false)
        let failures = try? question.failures(of: calls, tools: tools, checker: checker, budget: &budget)
        return failures?.allSatisfy { $0.failure == nil } ?? false
    }

    /// The calls that give each parameter the first value accepted for it.
    package static func calls(_ possible: JSONValue) -> JSONValue {
        .array(
            (possible.array ?? []).compactMap { answer -> JSONValue? in
                guard let member = answer.object?.members.first, let accepted = member.value.object else { return nil }
                return [
                    "name": .string(member.key), "arguments": .object(JSONObject(accepted.members.compactMap(first))),
                ]
            })
    }

    private static func first(_ member: JSONObject.Member) -> JSONObject.Member? {
        guard let values = member.value.array else { return member }
        return values.first { $0.string != "" }.map { .init(key: member.key, value: concrete($0)) }
    }

    private static func concrete(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let elements): .array(elements.map(concrete))
        case .object(let object): .object(JSONObject(object.members.compactMap(first)))
        default: value
        }
    }

    /// The calls as Python writes them.
    package static func python(_ calls: JSONValue) -> String {
        let written = (calls.array ?? []).map { call in
            let members = call["arguments"]?.object?.members ?? []
            let arguments = members.map { "\($0.key)=\(literal($0.value))" }.joined(separator: ", ")
            return "\(call["name"]?.string ?? "")(\(arguments))"
        }
        return "[\(written.joined(separator: ", "))]"
    }

    private static func literal(_ value: JSONValue) -> String {
        switch value {
        case .null: "None"
        case .bool(let flag): flag ? "True" : "False"
        case .array(let elements): "[\(elements.map(literal).joined(separator: ", "))]"
        case .object(let object):
            "{\(object.members.map { "\(literal(.string($0.key))): \(literal($0.value))" }.joined(separator: ", "))}"
        default: value.text
        }
    }

    /// The calls between Hermes' tags.
    package static func hermes(_ calls: JSONValue) -> String {
        (calls.array ?? []).map { "<tool_call>\n\($0.text)\n</tool_call>" }.joined(separator: "\n")
    }
}
