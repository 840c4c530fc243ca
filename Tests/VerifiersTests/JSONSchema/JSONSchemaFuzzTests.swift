import JSON
import Rollouts
import Testing

@testable import Verifiers

/// Random schemas on random values: no crash, no hang, no verdict that changes, and truths that hold for any schema.
@Suite struct JSONSchemaFuzzTests {
    /// A small seeded generator.
    struct Random: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
        mutating func pick<Element>(_ all: [Element]) -> Element {
            all[Int.random(in: 0..<all.count, using: &self)]
        }
    }

    static let keys = ["a", "b", "c", "longer-key-1", "longer-key-2", "", "é", "0"]
    static let patterns = [
        "^a", "b$", "[a-c]+", "^(a|b)*$", "\\d+", "\\p{L}", "(?=a)a", "x{2,3}", "", "(", "[", "\\w-",
    ]

    static func value(_ random: inout Random, depth: Int) -> JSONValue {
        switch Int.random(in: 0..<(depth > 3 ? 6 : 9), using: &random) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &random))
        case 2: return .int(Int.random(in: -3...12, using: &random))
        case 3:
            let literal = random.pick(["0.5", "1e400", "-1E-3", "123456789012345678901", "1.0", "0.30", "1e1", "-0"])
            return JSONNumber(literal: literal).map(JSONValue.number) ?? .null
        case 4, 5: return .string(random.pick(keys + ["aab", "12", "2024-02-30", "a@b.c", "😀", "a\nb"]))
        case 6:
            return .array((0..<Int.random(in: 0..<4, using: &random)).map { _ in value(&random, depth: depth + 1) })
        default:
            var object = JSONObject()
            for _ in 0..<Int.random(in: 0..<5, using: &random) {
                object[random.pick(keys)] = value(&random, depth: depth + 1)
            }
            return .object(object)
        }
    }

    static func schema(_ random: inout Random, depth: Int) -> JSONValue {
        if depth > 4 || Int.random(in: 0..<12, using: &random) == 0 { return .bool(Bool.random(using: &random)) }
        var object = JSONObject()
        for _ in 0..<Int.random(in: 0..<4, using: &random) {
            let keyword = random.pick([
                "type", "minimum", "maximum", "multipleOf", "minLength", "maxLength", "pattern", "format", "items",
                "prefixItems", "contains", "minContains", "uniqueItems", "properties", "patternProperties", "required",
                "additionalProperties", "propertyNames", "dependentSchemas", "unevaluatedProperties",
                "unevaluatedItems", "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "enum", "const", "$ref",
                "$dynamicRef", "$defs", "$anchor", "$dynamicAnchor", "$id",
            ])
            object[keyword] = operand(keyword, &random, depth: depth)
        }
        return .object(object)
    }

    private static func operand(_ keyword: String, _ random: inout Random, depth: Int) -> JSONValue {
        func list(_ random: inout Random) -> JSONValue {
            .array((0..<Int.random(in: 1..<4, using: &random)).map { _ in schema(&random, depth: depth + 1) })
        }
        switch keyword {
        case "type": return .string(random.pick(["null", "integer", "number", "string", "array", "object", "boolean"]))
        case "minimum", "maximum": return random.pick([.int(3), .int(-1), value(&random, depth: 9)])
        case "multipleOf": return random.pick([2, .double(0.1) ?? 1, 3])
        case "minLength", "maxLength", "minContains": return .int(Int.random(in: 0..<4, using: &random))
        case "pattern": return .string(random.pick(patterns))
        case "format": return .string(random.pick(["date", "email", "ipv4", "regex", "uri", "idn-hostname", "what"]))
        case "uniqueItems": return true
        case "allOf", "anyOf", "oneOf", "prefixItems": return list(&random)
        case "enum": return .array((0..<3).map { _ in value(&random, depth: 2) })
        case "const": return value(&random, depth: 2)
        case "required": return .array([.string(random.pick(keys))])
        case "$ref", "$dynamicRef": return .string(random.pick(["#", "#/$defs/a", "#x", "#/properties/a", "sub"]))
        case "$anchor", "$dynamicAnchor": return .string(random.pick(["x", "y"]))
        case "$id": return .string(random.pick(["sub", "https://a.b/c"]))
        case "properties", "dependentSchemas", "$defs":
            return ["a": schema(&random, depth: depth + 1), "longer-key-1": schema(&random, depth: depth + 1)]
        case "patternProperties": return .object([random.pick(patterns): schema(&random, depth: depth + 1)])
        default: return schema(&random, depth: depth + 1)
        }
    }

    /// A schema of several that speak of the same members, which the quick pass joins.
    static func joined(_ random: inout Random) -> JSONValue {
        func part(_ random: inout Random) -> JSONValue {
            var object = JSONObject()
            var properties = JSONObject()
            for _ in 0..<Int.random(in: 0..<12, using: &random) {
                properties[random.pick(keys + ["k1", "k2", "k3", "k4", "k5", "k6"])] = schema(&random, depth: 3)
            }
            object["properties"] = .object(properties)
            if Bool.random(using: &random) { object["required"] = .array([.string(random.pick(keys))]) }
            if Bool.random(using: &random) {
                object["type"] = random.pick(["object", ["object", "integer"], "number"])
            }
            if Int.random(in: 0..<6, using: &random) == 0 { object["additionalProperties"] = schema(&random, depth: 4) }
            if Bool.random(using: &random) {
                object["$ref"] = .string(random.pick(["#/$defs/a", "#/$defs/b", "#/$defs/c"]))
            }
            if Int.random(in: 0..<3, using: &random) == 0 {
                object["allOf"] = [schema(&random, depth: 4), ["$ref": "#/$defs/c"]]
            }
            if Int.random(in: 0..<6, using: &random) == 0 { object["items"] = ["$dynamicRef": "#x"] }
            return .object(object)
        }
        var root = JSONObject()
        root["$dynamicAnchor"] = "x"
        root["$defs"] = ["a": part(&random), "b": part(&random), "c": schema(&random, depth: 3)]
        root["allOf"] = [part(&random), ["$ref": "#/$defs/a"], ["$ref": "#/$defs/b"]]
        return .object(root)
    }

    /// Holds the pass that tells nothing, which joins schemas, against the one that tells all, which does not.
    @Test func `schemas that are joined say what they say apart`() throws {
        var run = FuzzRun(rounds: 2_000, seed: 1 << 40)
        var (joined, valid) = (0, 0)
        while run.goesOn() {
            let seed = run.seed &+ UInt64(run.rounds)
            var random = Random(state: seed)
            let schema = Self.joined(&random)
            var budget = Budget(steps: 200_000, bytes: 1 << 20)
            guard let program = try? SchemaProgram.compile(schema, budget: &budget).get() else { continue }
            joined += 1
            for _ in 0..<4 {
                let value = Self.value(&random, depth: 0)
                let document = try JSONReader().document(Array(value.text.utf8))
                var (first, second) = (Budget(steps: 50_000, bytes: 1 << 20), Budget(steps: 50_000, bytes: 1 << 20))
                let quick = try? program.isValid(document, budget: &first)
                let full = document.withJSONTape { tape in
                    try? SchemaEvaluator.run(program, on: tape, log: FailureLog(), budget: &second)
                }
                guard let quick, let full else { continue }
                if quick { valid += 1 }
                #expect(quick == full, "seed \(seed): \(schema.text) on \(value.text)")
            }
        }
        #expect(joined > run.rounds / 5 && valid > 0)
        print("json_schema joined: \(run.rounds) schemas, \(joined) compiled, \(valid) valid values")
    }

    static func isValid(_ schema: JSONValue, _ value: JSONValue, _ budget: inout Budget) -> Bool? {
        guard
            let program = try? SchemaProgram.compile(
                schema, options: SchemaOptions(formats: true), budget: &budget
            ).get()
        else { return nil }
        return try? program.report(on: value, budget: &budget).isValid
    }

    @Test(.timeLimit(.minutes(15))) func `random schemas end, say the same twice, and keep to logic`() throws {
        var run = FuzzRun(rounds: 3_000, seed: 0)
        var judged = 0
        while run.goesOn() {
            let seed = run.seed &+ UInt64(run.rounds)
            var random = Random(state: seed)
            let schema = Self.schema(&random, depth: 0)
            for _ in 0..<3 {
                let value = Self.value(&random, depth: 0)
                var budget = Budget(steps: 50_000, bytes: 1 << 20)
                guard let verdict = Self.isValid(schema, value, &budget) else { continue }
                judged += 1
                var again = Budget(steps: 50_000, bytes: 1 << 20)
                #expect(Self.isValid(schema, value, &again) == verdict && again == budget, "seed \(seed)")
                // A schema refers to itself by `#` only from its root, so what wraps it must not be one.
                guard !schema.text.contains("$") else { continue }
                var wide = Budget.standard
                let not = Self.isValid(["not": schema], value, &wide)
                #expect(not == !verdict, "seed \(seed): \(schema.text) on \(value.text)")
                #expect(Self.isValid(["allOf": [schema, schema]], value, &wide) == verdict, "seed \(seed)")
                #expect(Self.isValid(["anyOf": [false, schema]], value, &wide) == verdict, "seed \(seed)")
                #expect(Self.isValid(["oneOf": [schema, schema]], value, &wide) == false, "seed \(seed)")
                #expect(Self.isValid(["items": schema], [value], &wide) == verdict, "seed \(seed)")
                #expect(
                    Self.isValid(["if": schema, "then": true, "else": false], value, &wide) == verdict, "seed \(seed)")
            }
        }
        #expect(judged > run.rounds / 2)
        print("json_schema fuzz: \(run.rounds) schemas, \(judged) verdicts")
    }

    static let demands: [JSONValue] = [
        ["enum": ["a"]], ["enum": ["b", 1]], ["const": "c"], ["pattern": "^[a-c]$"], ["type": "string"],
        ["type": "integer"], ["allOf": [["enum": ["a", "é"]], ["type": "string"]]], true,
    ]
    static let members: [JSONValue] = ["a", "b", "c", "d", "é", 1, 2, nil, [], ["a"]]

    /// A schema of objects that says something of the members by which those of a union are told apart.
    static func branch(_ random: inout Random) -> JSONValue {
        var properties = JSONObject()
        for key in ["kind", "type", "v"] where Bool.random(using: &random) { properties[key] = random.pick(demands) }
        var object: JSONObject = ["properties": .object(properties)]
        if Bool.random(using: &random) { object["required"] = .array([.string(random.pick(["kind", "type"]))]) }
        if Int.random(in: 0..<4, using: &random) == 0 { object["additionalProperties"] = false }
        if Int.random(in: 0..<8, using: &random) == 0 { object["type"] = "object" }
        return .object(object)
    }

    @Test func `a union says what its schemas say one by one`() throws {
        var valid = 0
        for seed in 0..<400 {
            var random = Random(state: UInt64(seed) &+ 1 << 41)
            let branches = (0..<Int.random(in: 2..<6, using: &random)).map { _ in Self.branch(&random) }
            for turn in 0..<6 {
                var object = JSONObject()
                for key in ["kind", "w", "type", "v"] where Bool.random(using: &random) {
                    object[key] = random.pick(Self.members)
                }
                let value = turn == 0 ? random.pick(Self.members) : .object(object)
                var budget = Budget.standard
                let matching = branches.count { Self.isValid($0, value, &budget) == true }
                valid += matching
                let place: Comment = "seed \(seed): \(JSONValue.array(branches).text) on \(value.text)"
                #expect(Self.isValid(["anyOf": .array(branches)], value, &budget) == (matching > 0), place)
                #expect(Self.isValid(["oneOf": .array(branches)], value, &budget) == (matching == 1), place)
            }
        }
        #expect(valid > 400)
    }

    @Test func `broken patterns and formats never crash`() {
        let parts = [
            "(", ")", "[", "]", "{", "}", "\\", "a", "-", "^", "$", "?", "*", "+", "|", "1", ",", "<", ">", "=",
            "!", ":", "u", "d", "p", "x", "k", "é", "😀", "0", ".",
        ]
        for seed in 0..<20_000 {
            var random = Random(state: UInt64(seed))
            let text = (0..<Int.random(in: 0..<12, using: &random)).map { _ in random.pick(parts) }.joined()
            var budget = Budget.standard
            if let pattern = try? ECMAPattern.read(text).compiled() {
                _ = try? pattern.matches("a1-é", budget: &budget)
            }
            var bytes = text
            for name in [
                "date", "time", "duration", "email", "hostname", "idn-hostname", "ipv6", "uri", "iri", "uuid",
                "uri-template", "json-pointer", "relative-json-pointer", "date-time", "ipv4", "idn-email",
            ] {
                bytes.withUTF8 {
                    _ = try? SchemaFormat(name: name, draft: .draft202012)?.accepts($0, budget: &budget)
                }
            }
        }
    }
}
