import Foundation
import JSON
import Rollouts
import Testing

@testable import Verifiers

@Suite struct ToolCallAnchorTests {
    @Test(.withAnchors) func `every Hermes text gives the calls that a good parser finds`()
        throws
    {
        let file = try #require(SharedData.anchors).appending(path: "tool-calls/hermes.json")
        let rows = try #require(try json(String(contentsOf: file, encoding: .utf8)).array)
        var right = 0
        for row in rows {
            var budget = Budget.standard
            let text = try ByteText(row["text"]?.string ?? "", budget: &budget)
            let reading = try HermesCalls(rejectsDuplicates: true).read(text, budget: &budget)
            let found = reading.calls.map { call -> JSONValue in
                if case .json(let arguments) = call.arguments { return [.string(call.name), arguments] }
                return .null
            }
            let content = row["content"]?.string
            let isRight = row["calls"] == .array(found) && (content == nil || content == reading.content(of: text))
            #expect(isRight, "\(row.text): \(found) \(reading.content(of: text).debugDescription)")
            right += isRight ? 1 : 0
        }
        print("tool_calls: Hermes texts read right: \(right) of \(rows.count)")
    }

    /// Answers made of the first value accepted for each parameter; the reference itself refuses the seven named.
    @Test(
        .withAnchors,
        arguments: [
            "simple_python", "multiple", "parallel", "parallel_multiple", "live_simple", "live_multiple",
            "live_parallel",
            "live_parallel_multiple",
        ]) func `BFCL's own answers pass, and none that is changed does`(_ category: String) throws
    {
        let refused: Set = [
            "parallel_multiple_12", "parallel_multiple_26", "live_simple_106-63-0", "live_simple_112-68-0",
            "live_multiple_507-149-4", "live_multiple_862-181-3", "live_multiple_964-207-0",
        ]
        let folder = try #require(SharedData.anchors).appending(path: "bfcl")
        let questions = try SharedData.lines(folder.appending(path: "BFCL_v4_\(category).json"))
        let answers = try SharedData.lines(folder.appending(path: "possible-answers/BFCL_v4_\(category).json"))
        var passed = 0
        var changed = 0
        var killed = 0
        for (question, answer) in zip(questions, answers) {
            let id = try #require(question["id"]?.string)
            #expect(answer["id"]?.string == id)
            let possible = try #require(answer["ground_truth"]?.array)
            let calls = possible.map(Self.call)
            func passes(_ text: String) throws -> Bool {
                try ToolCallsTests.judgeReference([
                    "tools": question["function"] ?? .null, "possible": .array(possible), "category": .string(category),
                    "format": "python", "text": .string(text),
                ]).passed == true
            }
            let text = "[\(calls.joined(separator: ", "))]"
            let isRight = try passes(text)
            #expect(isRight == !refused.contains(id), "\(id) \(text)")
            passed += isRight ? 1 : 0
            guard isRight else { continue }
            let name = text.prefix { $0 != "(" }.dropFirst()
            for mutant in [
                String(text.dropLast(2)), "[\((calls + [calls[0]]).joined(separator: ", "))]",
                "[\(calls.dropLast().joined(separator: ", "))]", text.replacing(name, with: "\(name)x"),
                text.replacing(")", with: ", zzz=1)", maxReplacements: 1), "I think that \(text)",
            ] {
                changed += 1
                let survives = try passes(mutant)
                #expect(!survives, "\(id) \(mutant)")
                killed += survives ? 0 : 1
            }
        }
        print(
            "tool_calls: BFCL \(category): \(passed) of \(questions.count) answers pass, \(killed) of \(changed) mutants killed"
        )
    }

    @Test(.withAnchors, arguments: ["irrelevance", "live_irrelevance", "live_relevance"])
    func `where no call belongs, prose passes and a call does not`(_ category: String) throws {
        let file = try #require(SharedData.anchors).appending(path: "bfcl/BFCL_v4_\(category).json")
        let questions = try SharedData.lines(file)
        let wantsCall = category == "live_relevance"
        for question in questions {
            let name = question["function"]?.array?.first?["name"]?.string ?? "f"
            func passes(_ text: String) throws -> Bool? {
                try ToolCallsTests.judgeReference([
                    "tools": question["function"] ?? .null, "category": .string(category), "format": "python",
                    "possible": [], "text": .string(text),
                ]).passed
            }
            #expect(try passes("There is no tool for that.") == !wantsCall)
            #expect(try passes("[\(name)(x=1)]") == wantsCall)
        }
        print("tool_calls: BFCL \(category): \(questions.count) questions")
    }

    /// A call with the first value accepted for each parameter, as Python writes it.
    private static func call(_ answer: JSONValue) -> String {
        guard let member = answer.object?.members.first, let parameters = member.value.object else { return "" }
        let arguments = parameters.members.compactMap { parameter -> String? in
            guard let value = first(parameter.value), value.string != "" else { return nil }
            return "\(parameter.key)=\(PythonPrinterForTests.text(concrete(value)))"
        }
        return "\(member.key)(\(arguments.joined(separator: ", ")))"
    }

    private static func first(_ values: JSONValue) -> JSONValue? { values.array?.first { $0.string != "" } }

    /// A dict lists for each key what is accepted: the first of these.
    private static func concrete(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let elements): return .array(elements.map(concrete))
        case .object(let object):
            return .object(
                JSONObject(
                    object.members.compactMap { member in
                        guard member.value.array != nil else { return member }
                        return first(member.value).map { .init(key: member.key, value: concrete($0)) }
                    }))
        default: return value
        }
    }
}

/// Writes JSON as a literal of Python.
enum PythonPrinterForTests {
    static func text(_ value: JSONValue) -> String {
        switch value {
        case .null: "None"
        case .bool(let flag): flag ? "True" : "False"
        case .number(let number): number.text
        case .string: value.text.replacing("\\/", with: "/")
        case .array(let elements): "[\(elements.map(text).joined(separator: ", "))]"
        case .object(let object):
            "{\(object.members.map { "\(text(.string($0.key))): \(text($0.value))" }.joined(separator: ", "))}"
        }
    }
}
