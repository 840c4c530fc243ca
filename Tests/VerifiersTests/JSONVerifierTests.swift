import JSON
import Rollouts
import Testing

@testable import Verifiers

@Suite struct JSONVerifierTests {
    @Test(arguments: JSONCases.passing) func `the value asked for passes`(_ row: Case) throws { try row.check() }

    @Test(arguments: JSONCases.failing) func `anything else fails for its reason`(_ row: Case) throws {
        try row.check()
    }

    @Test func `there are enough cases, and none twice`() {
        #expect(JSONCases.passing.count >= 50)
        #expect(JSONCases.failing.count >= 50)
        let all = (JSONCases.passing + JSONCases.failing).map { $0.verify + $0.fields + $0.completion }
        #expect(Set(all.map { Array($0.utf8) }).count == all.count)
    }

    @Test func `each member is a check with its own reason`() throws {
        let list = #"[{"json": {"equals": {"a": 1, "b": {"c": [1]}, "d": "x", "e": true, "f": null}}}]"#
        let verdict = try judge(list, #"{"a": 1, "b": {"c": [2]}, "d": 5, "e": 1, "g": 0}"#)
        #expect(
            verdict.checks.map { "\($0.name) \($0.reason ?? "passed")" } == [
                "a passed", "b wrong_value", "d wrong_type", "e wrong_type", "f missing_member", "g unexpected_member",
            ])
        #expect(verdict.checks[1].detail == "at /c/0: not the value expected")
        #expect(verdict.checks[2].detail == "string is expected, found number")
        #expect(verdict.detail == "b: at /c/0: not the value expected")
    }

    @Test func `two values are both candidates`() throws {
        let list = #"[{"json": {"equals": {"a": 1}, "from": {"tag": "out"}}}]"#
        #expect(try judge(list, #"<out>{"a": 1}</out><out>{"a": 2}</out>"#).candidates == [#"{"a": 1}"#, #"{"a": 2}"#])
    }

    @Test func `unexpected members are listed up to a bound and counted beyond`() throws {
        let members = (0..<1_000).map { "\"\(String(repeating: "k", count: 200))\($0)\": 0" }.joined(separator: ",")
        let verdict = try judge(#"[{"json": {"equals": {}}}]"#, "{\(members)}")
        #expect(verdict.checks.count == MemberChecks.listedUnexpected + 1)
        #expect(verdict.checks.last?.detail?.contains("984 more") == true)
        #expect(verdict.checks.allSatisfy { $0.name.utf8.count <= MemberChecks.longestName + 3 })
    }

    @Test func `a random value equals itself however it is spelled, and nothing that differs in one place`() throws {
        for seed in UInt64(0)..<400 {
            var draw = TestDraws(seed: seed)
            let value = Self.value(depth: 3, &draw)
            let task = RolloutTask(id: "t", fields: ["v": value])
            let list = try VerifyList([["json": ["equals": "$v"]]])
            func judge(_ other: JSONValue) -> Verdict { list.judge(Completion(text: other.text), task: task) }
            #expect(judge(Self.reordered(value, &draw)).passed == true, "seed \(seed)")
            var skipped = Int.random(in: 0..<Self.size(value), using: &draw)
            let mutated = Self.mutated(value, after: &skipped)
            #expect(judge(mutated).passed == false, "seed \(seed): \(value.text) \(mutated.text)")
        }
    }

    private static func value(depth: Int, _ draw: inout TestDraws) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &draw) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &draw))
        case 2: return .int(Int.random(in: -9...9, using: &draw))
        case 3: return .string(["", "a", "é", "e\u{301}", "\"\\"].randomElement(using: &draw) ?? "")
        case 4: return JSONNumber(literal: "\(Int.random(in: 0...9, using: &draw)).5e3").map(JSONValue.number) ?? .null
        case 5: return .array((0..<Int.random(in: 0...4, using: &draw)).map { _ in value(depth: depth - 1, &draw) })
        default:
            // More than a dozen members at times, so that the table is used too.
            let keys = (0..<[0, 1, 3, 20][Int.random(in: 0..<4, using: &draw)]).map { "k\($0)" } + ["é", "e\u{301}"]
            return .object(JSONObject(keys.map { .init(key: $0, value: value(depth: depth - 1, &draw)) }))
        }
    }

    private static func reordered(_ value: JSONValue, _ draw: inout TestDraws) -> JSONValue {
        switch value {
        case .array(let elements): return .array(elements.map { reordered($0, &draw) })
        case .object(let object):
            return .object(
                JSONObject(
                    object.members.map { .init(key: $0.key, value: reordered($0.value, &draw)) }.shuffled(using: &draw))
            )
        case .number(let number):
            return JSONNumber(literal: number.text + (number.text.contains(".") ? "" : ".0")).map(JSONValue.number)
                ?? value
        default: return value
        }
    }

    private static func size(_ value: JSONValue) -> Int {
        switch value {
        case .array(let elements): 1 + elements.reduce(0) { $0 + size($1) }
        case .object(let object): 1 + object.members.reduce(0) { $0 + size($1.value) }
        default: 1
        }
    }

    /// The value with one node made another: the one that so many come before, counted from the outside in.
    private static func mutated(_ value: JSONValue, after skipped: inout Int) -> JSONValue {
        skipped -= 1
        if skipped < 0 { return skipped == -1 ? changed(value) : value }
        switch value {
        case .array(let elements): return .array(elements.map { mutated($0, after: &skipped) })
        case .object(let object):
            return .object(
                JSONObject(object.members.map { .init(key: $0.key, value: mutated($0.value, after: &skipped)) }))
        default: return value
        }
    }

    private static func changed(_ value: JSONValue) -> JSONValue {
        switch value {
        case .null: .bool(false)
        case .bool(let flag): .bool(!flag)
        case .number(let number): number == JSONNumber(1) ? 2 : 1
        case .string(let text): .string(text + "x")
        case .array(let elements): .array(elements + [.null])
        case .object(let object): .object(JSONObject(object.members + [.init(key: "more", value: .null)]))
        }
    }
}
