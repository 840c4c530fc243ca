import JSON
import Testing

@testable import Verifiers

/// Names are the same where their code points are: `é` in one and in two are different, though Swift's texts are equal.
@Suite struct SchemaNameTests {
    private static let one = "\u{E9}"
    private static let two = "e\u{301}"

    private func isValid(_ schema: JSONValue, _ value: JSONValue) throws -> Bool {
        var budget = Budget.standard
        let program = try SchemaProgram.compile(schema, budget: &budget).get()
        let document = try JSONReader().document(Array(value.text.utf8))
        let isValid = try program.isValid(document, budget: &budget)
        #expect(try program.report(on: value, budget: &budget).failures.isEmpty == isValid)
        return isValid
    }

    private func object(_ members: (String, JSONValue)...) -> JSONValue {
        .object(JSONObject(members.map { .init(key: $0.0, value: $0.1) }))
    }

    private var types: JSONValue { object((Self.one, ["type": "string"]), (Self.two, ["type": "number"])) }

    @Test func `properties whose names look the same have schemas of their own`() throws {
        #expect(try isValid(["properties": types], object((Self.one, "a"), (Self.two, 1))))
        #expect(try !isValid(["properties": types], object((Self.two, "a"))))
        #expect(try !isValid(["properties": types], object((Self.one, 1))))
    }

    @Test func `references to definitions whose names look the same mean each its own`() throws {
        let schema: JSONValue = [
            "$defs": types,
            "properties": [
                "a": ["$ref": "#/$defs/%C3%A9"], "b": ["$ref": "#/$defs/e%CC%81"], "c": ["$ref": "#/$defs/%C3%A9"],
            ],
        ]
        #expect(try isValid(schema, ["a": "x", "b": 1, "c": "y"]))
        #expect(try !isValid(schema, ["a": 1]))
        #expect(try !isValid(schema, ["b": "x"]))
    }

    @Test func `patterns that look the same are two`() throws {
        let schema: JSONValue = [
            "patternProperties": object(
                ("^\(Self.one)$", ["type": "string"]), ("^\(Self.two)$", ["type": "number"])),
            "properties": ["a": ["pattern": .string("^\(Self.one)$")], "b": ["pattern": .string("^\(Self.two)$")]],
        ]
        #expect(
            try isValid(
                schema, object((Self.one, "x"), (Self.two, 1), ("a", .string(Self.one)), ("b", .string(Self.two)))))
        #expect(try !isValid(schema, object((Self.two, "x"))))
        #expect(try !isValid(schema, object(("b", .string(Self.one)))))
    }

    @Test func `names required, values, and members that another needs are told apart`() throws {
        #expect(try !isValid(["required": [.string(Self.one), .string(Self.two)]], object((Self.one, 1))))
        #expect(try !isValid(["enum": [.string(Self.one)]], .string(Self.two)))
        #expect(try !isValid(["const": object((Self.one, 1))], object((Self.two, 1))))
        #expect(try isValid(["uniqueItems": true], [.string(Self.one), .string(Self.two)]))
        let needs = object((Self.one, ["x"]), (Self.two, ["y"]))
        #expect(try !isValid(["dependentRequired": needs], object((Self.two, 1), ("x", 1))))
        #expect(try isValid(["dependentRequired": needs], object((Self.two, 1), ("y", 1))))
    }

    @Test(arguments: ["\u{301}x", "~\u{301}", "a/\u{301}", "~1", "~0/", "", "a~", "%", "#\u{301}", "?\u{301}"])
    func `a name that begins with an accent, or holds signs of pointers, is referred to`(name: String) throws {
        let escaped = name.utf8.map { byte in
            switch byte {
            case 0x7E: "~0"
            case 0x2F: "~1"
            case 0x61...0x7A: String(UnicodeScalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
        }.joined()
        let schema: JSONValue = [
            "$defs": object((name, ["type": "string"]), ("other", ["type": "number"])),
            "properties": ["a": ["$ref": .string("#/$defs/" + escaped)], "b": ["$ref": "#/$defs/other"]],
        ]
        #expect(try isValid(schema, ["a": "x", "b": 1]))
        #expect(try !isValid(schema, ["a": 1]))
    }
}
