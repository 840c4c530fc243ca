import JSON
import Rollouts
import Testing

@testable import Verifiers

/// Passing cases changed in one place, so that they are wrong by construction: none may pass.
@Suite struct ToolCallMutationTests {
    /// Leniency that makes a change of what is expected no change at all is left out with its rows.
    private static let rows = ToolCallCases.passing.filter { !$0.options.contains("lenient") && $0.expected != nil }

    @Test func `no mutant of a passing case passes`() throws {
        var killed = 0
        var survivors: [String] = []
        func judge(_ row: ToolCase, _ what: String) throws {
            // Some changes leave no list of calls, which is the data's fault and no mutant.
            if let calls = row.expected, (try? ExpectedCall.list(json(calls))) == nil { return }
            if try row.verdict().passed == false { killed += 1 } else { survivors.append("\(what): \(row)") }
        }
        for row in Self.rows {
            let expected = try json(row.expected ?? "[]")
            for mutant in Self.mutants(of: expected) {
                try judge(ToolCase(row.completion, mutant.text, nil, row.options), "expected \(mutant.text)")
            }
            guard expected.array?.isEmpty == false else { continue }
            for mutant in Self.unbalanced(row.completion) {
                try judge(ToolCase(mutant, row.expected, nil, row.options), "completion \(mutant)")
            }
        }
        let total = killed + survivors.count
        print("tool_calls: \(killed) of \(total) mutants killed")
        #expect(survivors.isEmpty, "\(survivors.map { $0.prefix(140) })")
        #expect(total > 1_000)
    }

    /// Every value with one leaf, key, element or call of it changed.
    static func mutants(of value: JSONValue) -> [JSONValue] {
        switch value {
        case .null: return [0, false]
        case .bool(let flag): return [.bool(!flag), .int(flag ? 1 : 0), .null]
        case .number(let number):
            return [
                .string(number.text), .number(JSONNumber(checked: "1" + number.text.replacing("-", with: ""))),
                .bool(true),
            ]
        case .string(let text):
            // Arguments that are written as text count as the object that they are: only the whole may be changed.
            if text.utf8.first == UInt8(ascii: "{") { return [.string(text + "x"), "{}"] }
            return [.string(text + "x"), .string(String(text.dropLast())), 0].filter { $0 != value }
        case .array(let elements):
            var mutants: [JSONValue] = [.array(elements + [elements.last ?? 0])]
            for (index, element) in elements.enumerated() {
                var fewer = elements
                fewer.remove(at: index)
                mutants.append(.array(fewer))
                for mutant in Self.mutants(of: element) {
                    var changed = elements
                    changed[index] = mutant
                    mutants.append(.array(changed))
                }
            }
            return mutants
        case .object(let object): return mutants(of: object)
        }
    }

    private static func mutants(of object: JSONObject) -> [JSONValue] {
        // A call itself keeps its shape: what is wrong with that is the data's fault.
        let isCall = object["name"]?.string != nil && (object["arguments"] != nil || object.count == 1)
        if let function = object["function"] {
            return mutants(of: function).map { ["type": "function", "function": $0] }
        }
        var mutants: [JSONValue] = []
        for (index, member) in object.members.enumerated() {
            for mutant in Self.mutants(of: member.value) where !isCall || member.key != "name" || mutant.string != nil {
                var changed = object
                changed.members[index].value = mutant
                mutants.append(.object(changed))
            }
            guard !isCall else { continue }
            var renamed = object
            renamed.members[index].key += "x"
            mutants.append(.object(renamed))
            var fewer = object
            fewer.members.remove(at: index)
            mutants.append(.object(fewer))
        }
        if !isCall { mutants.append(.object(JSONObject(object.members + [.init(key: "zzz", value: 0)]))) }
        return mutants
    }

    /// The text without one of its brackets or quotes, or with one more: no format takes what does not pair.
    static func unbalanced(_ text: String) -> [String] {
        let scalars = Array(text.unicodeScalars)
        // Equivalent: within a string a bracket is text, and in prose or another object beside the calls it is no part of
        // them.
        guard
            !text.contains("] [")
                && !text.contains("\\\"")
                && !text.contains("b <tool_call>")
                && !text.contains("{\"a\": 1}")
        else { return [] }
        var mutants: [String] = []
        for (index, scalar) in scalars.enumerated() where "{}[]()\"'".unicodeScalars.contains(scalar) {
            var fewer = scalars
            fewer.remove(at: index)
            var more = scalars
            more.insert(scalar, at: index)
            for mutant in [fewer, more] {
                var view = String.UnicodeScalarView()
                view.append(contentsOf: mutant)
                mutants.append(String(view))
            }
        }
        return mutants
    }
}
